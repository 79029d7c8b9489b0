//! The arithmetic of one account: evidence and shares in, probabilities and fineness out.

use super::NATS_PER_DECIBAN;

/// No evidence makes anything certain: a probability stays this far from 0 and from 1.
const EPSILON: f64 = 0.02;

/// The most that an axis may take: even an account that is certain to be worked keeps a thousandth, so that logarithms stay finite.
const MOST_TAKEN: f64 = 0.999;

/// The priors at which every probability is shown: the stated one is the user's, these are for comparison.
pub const PRIORS: [f64; 3] = [0.02, 0.10, 0.30];

/// The strengths over which the interval is taken.
pub const STRENGTHS: [Strength; 2] = [Strength::Half, Strength::Full];

/// Two-sided 90 % normal quantile, for the standard error of a share.
const Z: f64 = 1.64;

/// What one family of rules says on an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FamilyCase {
    /// Its capped evidence in decibans; negative is evidence against.
    pub decibans: f64,
    /// Its capped evidence when all that stands behind it is halved first: a p-value far beyond the cap stays at the cap.
    pub halved: f64,
}

impl FamilyCase {
    /// A family whose evidence nothing exceeds.
    pub fn of(decibans: f64) -> Self {
        FamilyCase { decibans, halved: if decibans > 0.0 { decibans / 2.0 } else { decibans } }
    }
}

/// How far the evidence is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// As it stands.
    Full,
    /// Halved, as dependence that the families hide could do.
    Half,
}

/// What all families say on one axis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AxisCase {
    /// One entry a family that says anything.
    pub families: Vec<FamilyCase>,
    /// Share of the account's events that may be deducted: a union, counted event by event.
    pub share: f64,
}

/// Both axes of one account.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Case {
    /// Automation and gaming, in this order.
    pub axes: [AxisCase; 2],
    /// How many events the account has.
    pub events: usize,
}

/// P = ε + (1-2ε)·logistic(logit π + evidence), with the evidence in decibans.
pub fn probability(prior: f64, decibans: f64) -> f64 {
    let logit = (prior / (1.0 - prior)).ln() + decibans * NATS_PER_DECIBAN;
    EPSILON + (1.0 - 2.0 * EPSILON) / (1.0 + (-logit).exp())
}

/// How far evidence lifts a probability above its prior, from 0 to 1: without evidence there is no deduction.
pub fn confidence(prior: f64, decibans: f64) -> f64 {
    // ε alone lifts P a little above a small prior; without evidence nothing may be deducted.
    if decibans <= 0.0 {
        return 0.0;
    }
    ((probability(prior, decibans) - prior.max(EPSILON)) / (1.0 - prior)).clamp(0.0, 1.0)
}

impl AxisCase {
    /// The evidence of all families in decibans. Evidence against is never halved: the interval must not make an account worse by
    /// doubting what speaks for it.
    pub fn decibans(&self, strength: Strength) -> f64 {
        let families = self.families.iter();
        families
            .map(|family| match strength {
                Strength::Full => family.decibans,
                Strength::Half => family.halved,
            })
            .sum()
    }

    /// The probability of the axis at a prior.
    pub fn probability(&self, prior: f64) -> f64 {
        probability(prior, self.decibans(Strength::Full))
    }

    /// The weight, 0 to 1, that a named event loses on this axis, with the evidence at a strength.
    pub fn confidence_at(&self, prior: f64, strength: Strength) -> f64 {
        confidence(prior, self.decibans(strength))
    }

    /// h = -ln(1 - s·c): what the axis takes from the score, on the scale where axes add.
    pub fn loss(&self, prior: f64) -> f64 {
        self.loss_at(prior, Strength::Full, self.share)
    }

    fn loss_at(&self, prior: f64, strength: Strength, share: f64) -> f64 {
        -(1.0 - (share * self.confidence_at(prior, strength)).min(MOST_TAKEN)).ln()
    }
}

impl Case {
    /// Fineness as a fraction: Π over axes of (1 - s·c).
    pub fn fineness(&self, prior: f64) -> f64 {
        (-self.axes.iter().map(|axis| axis.loss(prior)).sum::<f64>()).exp()
    }

    /// The smallest and the largest fineness over the three priors and the stated one, evidence at half and at full strength,
    /// and shares 1.64 standard errors (Jeffreys) to either side.
    pub fn interval(&self, stated: f64) -> (f64, f64) {
        let mut range = (f64::INFINITY, f64::NEG_INFINITY);
        for prior in PRIORS.into_iter().chain([stated]) {
            for strength in STRENGTHS {
                for z in [-Z, 0.0, Z] {
                    let loss: f64 =
                        self.axes.iter().map(|axis| axis.loss_at(prior, strength, shifted(axis.share, z, self.events))).sum();
                    range = (range.0.min((-loss).exp()), range.1.max((-loss).exp()));
                }
            }
        }
        range
    }
}

/// A share moved by `z` Jeffreys standard errors; no share stays no share.
fn shifted(share: f64, z: f64, events: usize) -> f64 {
    if share == 0.0 || events == 0 {
        return 0.0;
    }
    let events = events as f64;
    (share + z * ((share * (1.0 - share) + 0.25 / events) / events).sqrt()).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(nats: &[f64], share: f64) -> AxisCase {
        AxisCase { families: nats.iter().map(|nats| FamilyCase::of(nats / NATS_PER_DECIBAN)).collect(), share }
    }

    /// The figures of the reference implementation for its worked examples.
    #[test]
    fn the_worked_examples_of_the_reference_hold() {
        let calvin = Case { axes: [axis(&[-1.4], 0.0), axis(&[4.0], 0.255)], events: 600 };
        assert!((calvin.axes[0].probability(0.1) - 0.05).abs() < 0.01);
        assert!((calvin.axes[1].probability(0.1) - 0.84).abs() < 0.01);
        assert!((74.0 * calvin.fineness(0.1) - 58.4).abs() < 0.1);
        let (low, high) = calvin.interval(0.1);
        assert!((74.0 * low - 54.8).abs() < 0.5 && (74.0 * high - 71.9).abs() < 0.5, "{} {}", 74.0 * low, 74.0 * high);

        let big_ben = Case { axes: [axis(&[5.0, 2.0, 3.0], 1.0), axis(&[], 0.0)], events: 300 };
        assert!((70.0 * big_ben.fineness(0.1) - 1.6).abs() < 0.05);

        let newcomer = Case { axes: [axis(&[-1.4], 0.0), axis(&[4.0, 1.0], 0.25)], events: 400 };
        assert!((72.0 * newcomer.fineness(0.1) - 55.6).abs() < 0.5);
    }

    #[test]
    fn no_evidence_deducts_nothing_and_evidence_against_never_adds() {
        let silent = Case { axes: [axis(&[], 1.0), axis(&[-2.0], 1.0)], events: 100 };
        assert_eq!(silent.fineness(0.1), Case::default().fineness(0.1));
        for prior in PRIORS {
            assert!((probability(prior, 0.0) - prior).abs() <= EPSILON);
        }
    }

    #[test]
    fn more_evidence_never_raises_fineness() {
        let mut before = 1.0;
        for nats in 0..12 {
            let case = Case { axes: [axis(&[f64::from(nats)], 0.5), AxisCase::default()], events: 50 };
            let (low, high) = case.interval(0.1);
            let fineness = case.fineness(0.1);
            assert!(fineness <= before && low <= fineness && fineness <= high);
            before = fineness;
        }
    }
}
