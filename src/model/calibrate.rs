//! From scores to evidence, by comments that the model had not seen.

use super::Scale;

/// Newton steps; the fit settles long before.
const STEPS: usize = 50;
/// How often a step that leads uphill is halved.
const HALVINGS: usize = 30;
/// A model that separates its own comments perfectly still knows few; this pulls the slope towards 0.
const PULL: f64 = 0.02;

/// A comment that was judged without having been learned from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Judged {
    pub(super) score: f64,
    pub(super) known: f64,
    pub(super) spam: bool,
}

/// Slope and shift by logistic regression on held-out scores (Platt, "Probabilistic outputs for support vector machines", 1999,
/// with his smoothed targets), less the log odds of the mix; and how familiar comments are.
pub(super) fn scale(judged: &[Judged]) -> Scale {
    let spam = judged.iter().filter(|one| one.spam).count() as f64;
    let ham = judged.len() as f64 - spam;
    let targets = [1.0 / (ham + 2.0), (spam + 1.0) / (spam + 2.0)];
    let loss = |slope: f64, shift: f64| {
        let of_one = |one: &Judged| {
            let odds = slope * one.score + shift;
            // ln(1 + e^odds) - target · odds, without overflow.
            odds.max(0.0) + (-odds.abs()).exp().ln_1p() - targets[usize::from(one.spam)] * odds
        };
        PULL * slope * slope / 2.0 + judged.iter().map(of_one).sum::<f64>()
    };
    let (mut slope, mut shift) = (0.0, 0.0);
    for _ in 0..STEPS {
        let (mut gradient, mut hessian) = ([PULL * slope, 0.0], [PULL, 0.0, 1e-6]);
        for one in judged {
            let chance = 1.0 / (1.0 + (-(slope * one.score + shift)).exp());
            let error = chance - targets[usize::from(one.spam)];
            let spread = (chance * (1.0 - chance)).max(1e-9);
            gradient[0] += error * one.score;
            gradient[1] += error;
            hessian[0] += spread * one.score * one.score;
            hessian[1] += spread * one.score;
            hessian[2] += spread;
        }
        let determinant = hessian[0] * hessian[2] - hessian[1] * hessian[1];
        if determinant <= 0.0 || !determinant.is_finite() {
            break;
        }
        let step = [
            (hessian[2] * gradient[0] - hessian[1] * gradient[1]) / determinant,
            (hessian[0] * gradient[1] - hessian[1] * gradient[0]) / determinant,
        ];
        // Full steps overshoot where most scores are far out (Lin, Lin & Weng, "A note on Platt's probabilistic outputs", 2007).
        let now = loss(slope, shift);
        let part = (0..HALVINGS)
            .map(|halvings| 0.5f64.powi(halvings as i32))
            .find(|part| loss(slope - part * step[0], shift - part * step[1]) < now);
        let Some(part) = part else { break };
        slope -= part * step[0];
        shift -= part * step[1];
    }
    let mix = ((spam + 1.0) / (ham + 1.0)).ln();
    let familiar = judged.iter().map(|one| one.known).sum::<f64>() / judged.len().max(1) as f64;
    // A score that orders comments the wrong way round says nothing.
    Scale { slope: slope.max(0.0), shift: if slope > 0.0 { shift - mix } else { 0.0 }, familiar: familiar.clamp(0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_that_say_nothing_give_no_evidence() {
        let judged: Vec<Judged> =
            (0..200).map(|n| Judged { score: f64::from(n % 10) - 4.5, known: 0.8, spam: n % 20 < 10 }).collect();
        let scale = scale(&judged);
        assert!(scale.slope.abs() < 0.05 && scale.shift.abs() < 0.05, "{scale:?}");
        assert!((scale.familiar - 0.8).abs() < 1e-9);
    }

    #[test]
    fn scores_become_the_odds_that_they_had() {
        // At score 1 nine of ten are spam, at score -1 one of ten.
        let judged: Vec<Judged> = (0..1000)
            .map(|n| Judged { score: if n % 2 == 0 { 1.0 } else { -1.0 }, known: 1.0, spam: (n / 2 % 10 == 0) != (n % 2 == 0) })
            .collect();
        let scale = scale(&judged);
        assert!((scale.slope - 9f64.ln()).abs() < 0.1 && scale.shift.abs() < 0.05, "{scale:?}");
    }
}
