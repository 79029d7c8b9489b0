//! Is there a spike in a density that is otherwise smooth? The engine of the interval and the fold scans.

use std::f64::consts::LN_2;

use super::tail::{ln_binomial_at_least, ln_binomial_mass};

/// The wide window is this many times the narrow one.
const RATIO: f64 = 3.0;

/// Of the sorted `positions`, the one of `centres` (a range of indices) with the most surprising crowd around it.
///
/// With k positions within `half_width` and N within three times that, a density linear over the wide window puts each of
/// the other N - 1 in the narrow one with chance 1/3, so the p-value is P(Bin(N - 1, 1/3) >= k - 1). Returns the index and
/// -ln of the smallest p-value, not corrected for the number of centres; the first of equals. `None`: no centre is allowed
/// or none exceeds `floor` (0 or more).
pub(super) fn densest(
    positions: &[f64],
    centres: std::ops::Range<usize>,
    half_width: f64,
    floor: f64,
    allowed: impl Fn(usize) -> bool,
) -> Option<(usize, f64)> {
    let mut best: Option<(usize, f64)> = None;
    // Counts of the best centre so far: fewer near or more around cannot beat it.
    let (mut best_near, mut best_trials) = (1u64, u64::MAX);
    let (mut near, mut wide) = (Window::default(), Window::default());
    let root = 0.5 * (2.0 * positions.len() as f64).ln();
    for i in centres {
        if !allowed(i) {
            continue;
        }
        let at = positions[i];
        let (low, high) = (at - half_width, at + half_width);
        let held = best.map_or(floor, |(_, evidence)| evidence);
        // Any k events alone are all inside with chance (1/3)^k, and the tail is no smaller: so many others must be inside,
        // and half of them on one side.
        let side = ((held * (1.0 - 1e-9) / RATIO.ln()) as usize + 1).div_ceil(2);
        let left = i.checked_sub(side).is_some_and(|far| positions[far] >= low);
        if !left && positions.get(i + side).is_none_or(|&far| far > high) {
            continue;
        }
        let others = near.slide(positions, low, high).saturating_sub(1);
        if others == 0 || others as f64 * RATIO.ln() <= held {
            continue;
        }
        // The tail is at least exp(-n D) / sqrt(2 n), D being the relative entropy (Ash 1965, lemma 4.7.1), and that is at most
        // the chi-square divergence. So from this many trials on the evidence is too weak; up to the mean, it is ln 2 at most.
        let (low, high) = (at - RATIO * half_width, at + RATIO * half_width);
        let enough = enough_trials(others as f64, held - root);
        let side = (((enough - others as f64) / 2.0) as usize).saturating_add(1);
        let left = near.from.checked_sub(side).is_some_and(|far| positions[far] >= low);
        if left && positions.get((near.to - 1).saturating_add(side)).is_some_and(|&far| far <= high) {
            continue;
        }
        let trials = wide.slide(positions, low, high).saturating_sub(1).max(1);
        if trials as f64 > enough || (held >= LN_2 && others * 3 <= trials) || (others <= best_near && trials >= best_trials) {
            continue;
        }
        // The tail holds at least the mass at its edge, so this bound is cheap and loses nothing.
        if -ln_binomial_mass(others, trials, 1.0 / RATIO) <= held {
            continue;
        }
        let evidence = -ln_binomial_at_least(others, trials, 1.0 / RATIO);
        if evidence > held {
            best = Some((i, evidence));
            (best_near, best_trials) = (others, trials);
        }
    }
    best
}

/// From more trials than this on, up to the mean of the binomial distribution, n D is less than `spare`. Infinite for none.
fn enough_trials(successes: f64, spare: f64) -> f64 {
    if spare <= 0.0 {
        return f64::INFINITY;
    }
    let (most, half) = (successes * RATIO, spare * (RATIO - 1.0) / 2.0);
    most + half - (half * (half + 2.0 * most)).sqrt()
}

/// A window over sorted positions that only moves to the right.
#[derive(Default)]
struct Window {
    from: usize,
    to: usize,
}

impl Window {
    /// Moves to [`low`, `high`] and counts the positions in it.
    fn slide(&mut self, positions: &[f64], low: f64, high: f64) -> u64 {
        while self.from < positions.len() && positions[self.from] < low {
            self.from += 1;
        }
        while self.to < positions.len() && positions[self.to] <= high {
            self.to += 1;
        }
        (self.to - self.from) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plainly(positions: &[f64], half_width: f64, floor: f64) -> Option<(usize, f64)> {
        let mut best: Option<(usize, f64)> = None;
        for (i, at) in positions.iter().enumerate() {
            let count = |width: f64| positions.iter().filter(|&&p| p >= at - width && p <= at + width).count() as u64;
            let evidence = -ln_binomial_at_least(count(half_width) - 1, (count(RATIO * half_width) - 1).max(1), 1.0 / RATIO);
            if evidence > best.map_or(floor, |held| held.1) {
                best = Some((i, evidence));
            }
        }
        best
    }

    proptest! {
        #[test]
        fn shortcuts_change_nothing(mut whole in prop::collection::vec(0i32..400, 0..160), half_width in 1i32..40, floor in 0.0f64..9.0) {
            whole.sort_unstable();
            let positions: Vec<f64> = whole.iter().map(|&p| f64::from(p)).collect();
            let quick = densest(&positions, 0..positions.len(), f64::from(half_width), floor, |_| true);
            let plain = plainly(&positions, f64::from(half_width), floor);
            prop_assert_eq!(quick.map(|found| found.1), plain.map(|found| found.1));
        }
    }
}
