//! How closely gaps crowd around the multiples of a period.

/// Gaps of more than this many periods tell nothing: a drifting timer has lost its place.
pub(super) const FARTHEST: f64 = 12.0;
/// Fewer gaps than this in reach of a period say nothing about it.
const FEWEST: usize = 5;
/// A class of width holds those that agree in so many binary places after the first.
const PLACES: u32 = 3;
/// Widths of up to a day, in seconds, twice over, with one class for all that are wider.
const CLASSES: usize = 18 << PLACES;

/// A period, and how it explains the gaps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    pub period: f64,
    /// ln likelihood ratio of a window of the best width against a flat density.
    pub evidence: f64,
    /// Half the width of that window, in seconds.
    pub width: f64,
}

/// Sorted gaps in seconds, with room to work.
pub(super) struct Gaps {
    sorted: Vec<f64>,
    errors: Vec<f64>,
    votes: Vec<f64>,
}

impl Gaps {
    /// The gaps may come in any order; none is negative.
    pub fn new(gaps: &[f64]) -> Gaps {
        let mut sorted = gaps.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        Gaps { sorted, errors: Vec::with_capacity(gaps.len()), votes: Vec::with_capacity(gaps.len()) }
    }

    /// The gaps from half a period to less than `most` periods, and how many of all are at most that.
    fn within(&self, period: f64, most: f64) -> (&[f64], usize) {
        let start = self.sorted.partition_point(|gap| gap / period < 0.5);
        let end = self.sorted.partition_point(|gap| gap / period < most);
        let all = end + self.sorted[end..].iter().take_while(|&&gap| gap / period <= most).count();
        (&self.sorted[start..end], all)
    }

    /// The period nearest `period` that the gaps of up to four periods suggest, voting within `reach` of it, a share.
    pub fn refined(&mut self, period: f64, reach: f64) -> f64 {
        let mut votes = std::mem::take(&mut self.votes);
        votes.clear();
        votes.extend(self.within(period, 4.5).0.iter().filter_map(|gap| {
            let multiple = nearest_multiple(gap / period);
            ((gap - multiple * period).abs() <= reach * period).then(|| gap / multiple)
        }));
        let middle = votes.len() / 2;
        let refined = if votes.is_empty() { period } else { *votes.select_nth_unstable_by(middle, f64::total_cmp).1 };
        self.votes = votes;
        refined
    }

    /// How closely the gaps crowd around multiples of `period`; `None`: fewer than 5 gaps could, or with less evidence than
    /// `least`, which is above 0.
    pub fn fit(&mut self, period: f64, least: f64) -> Option<Fit> {
        let mut errors = std::mem::take(&mut self.errors);
        let (gaps, reachable) = self.within(period, FARTHEST + 0.5);
        errors.clear();
        errors.extend(gaps.iter().map(|gap| (gap - nearest_multiple(gap / period) * period).abs()));
        let judge = Judge { reachable: reachable as f64, period };
        let found = if judge.could_reach(&errors, least) { judge.closest(&mut errors, least) } else { None };
        self.errors = errors;
        found
    }
}

/// `gap / period` rounded to a whole number of at least 1, for 0 up to 2^51. Adding 2^52 leaves no place for a fraction.
fn nearest_multiple(ratio: f64) -> f64 {
    const WHOLE: f64 = 4_503_599_627_370_496.0;
    f64::max((ratio + WHOLE) - WHOLE, 1.0)
}

/// Weighs windows around the multiples of a period.
struct Judge {
    /// How many gaps are short enough for the period.
    reachable: f64,
    period: f64,
}

impl Judge {
    /// The evidence of so many gaps within `width` seconds, if it is at least `least`.
    ///
    /// A two-part uniform density: the share inside against the share of the period that is inside.
    fn evidence(&self, count: usize, width: f64, least: f64) -> Option<f64> {
        let (inside, room) = (count as f64 / self.reachable, ((2.0 * width + 1.0) / self.period).min(1.0));
        // The relative entropy is at most the chi-square divergence, which takes no logarithm.
        let excess = inside - room;
        if excess <= 0.0 || self.reachable * excess * excess < least * (1.0 - 1e-9) * room * (1.0 - room) {
            return None;
        }
        let outside = if inside < 1.0 { (1.0 - inside) * ((1.0 - inside) / (1.0 - room)).ln() } else { 0.0 };
        let evidence = self.reachable * (inside * (inside / room).ln() + outside);
        (evidence >= least).then_some(evidence)
    }

    /// Whether a window could have as much evidence as `least`: as if all errors of a class were as small as its least.
    fn could_reach(&self, errors: &[f64], least: f64) -> bool {
        let mut counts = [0usize; CLASSES];
        for error in errors {
            counts[class(*error)] += 1;
        }
        let mut count = 0;
        counts.iter().enumerate().any(|(class, &more)| {
            count += more;
            more > 0 && count >= FEWEST && self.evidence(count, narrowest(class), least * (1.0 - 1e-9)).is_some()
        })
    }

    /// The window with the most evidence, if that is at least `least`.
    fn closest(&self, errors: &mut [f64], least: f64) -> Option<Fit> {
        if errors.len() < FEWEST {
            return None;
        }
        errors.sort_unstable_by(f64::total_cmp);
        let mut best: Option<Fit> = None;
        for (i, &width) in errors.iter().enumerate().skip(FEWEST - 1) {
            // Of equal widths, the one with the most gaps inside has the most evidence.
            if errors.get(i + 1) == Some(&width) {
                continue;
            }
            let held = best.map_or(least, |best| best.evidence);
            if let Some(evidence) = self.evidence(i + 1, width, held)
                && best.is_none_or(|best| evidence > best.evidence)
            {
                best = Some(Fit { period: self.period, evidence, width });
            }
        }
        best
    }
}

/// The class of a width in seconds: exponent and first binary places of twice the width and a second.
fn class(width: f64) -> usize {
    let steps = ((2.0 * width + 1.0).to_bits() >> (f64::MANTISSA_DIGITS - 1 - PLACES)) as usize;
    steps.saturating_sub(FIRST_CLASS).min(CLASSES - 1)
}

/// The least width of a class.
fn narrowest(class: usize) -> f64 {
    (f64::from_bits(((class + FIRST_CLASS) as u64) << (f64::MANTISSA_DIGITS - 1 - PLACES)) - 1.0) / 2.0
}

/// The first bits of 1.
const FIRST_CLASS: usize = ((f64::MAX_EXP - 1) as usize) << PLACES;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// How far a gap is from the nearest multiple of the period, if that is one of the first `most`.
    fn error(gap: f64, period: f64, most: f64) -> Option<(f64, f64)> {
        let multiple = (gap / period).round();
        (1.0..=most).contains(&multiple).then_some((multiple, (gap - multiple * period).abs()))
    }

    fn refined_plainly(gaps: &[f64], period: f64, reach: f64) -> f64 {
        let near = gaps.iter().filter_map(|&gap| Some((gap, error(gap, period, 4.0)?)));
        let mut votes: Vec<f64> =
            near.filter(|(_, (_, error))| *error <= reach * period).map(|(gap, (multiple, _))| gap / multiple).collect();
        votes.sort_unstable_by(f64::total_cmp);
        votes.get(votes.len() / 2).copied().unwrap_or(period)
    }

    /// The most evidence of any window, by trying all.
    fn fit_plainly(gaps: &[f64], period: f64) -> Option<f64> {
        let reachable = gaps.iter().filter(|&&gap| gap / period <= FARTHEST + 0.5).count() as f64;
        let mut errors: Vec<f64> = gaps.iter().filter_map(|&gap| error(gap, period, FARTHEST)).map(|found| found.1).collect();
        errors.sort_unstable_by(f64::total_cmp);
        let windows = errors.iter().enumerate().skip(FEWEST - 1).filter_map(|(i, width)| {
            let (inside, room) = ((i + 1) as f64 / reachable, ((2.0 * width + 1.0) / period).min(1.0));
            let outside = if inside < 1.0 { (1.0 - inside) * ((1.0 - inside) / (1.0 - room)).ln() } else { 0.0 };
            (inside > room).then(|| reachable * (inside * (inside / room).ln() + outside))
        });
        windows.max_by(f64::total_cmp)
    }

    proptest! {
        #[test]
        fn shortcuts_change_nothing(
            slots in prop::collection::vec((0u32..15, 0u32..30), 0..200),
            chatter in prop::collection::vec(0u32..40_000, 0..200),
            step in 60u32..3000,
            tenths in 600u32..40_000,
            on_step in any::<bool>(),
            least in 0.01f64..40.0,
        ) {
            let slots = slots.into_iter().map(|(slot, late)| slot * step + late);
            let gaps: Vec<f64> = slots.chain(chatter).map(f64::from).collect();
            let period = if on_step { f64::from(step) } else { f64::from(tenths) / 10.0 };
            let mut sorted = Gaps::new(&gaps);
            for reach in [0.12, 0.05] {
                prop_assert_eq!(sorted.refined(period, reach), refined_plainly(&gaps, period, reach));
            }
            let found = sorted.fit(period, least).map(|fit| fit.evidence);
            prop_assert_eq!(found, fit_plainly(&gaps, period).filter(|&evidence| evidence >= least));
        }
    }
}
