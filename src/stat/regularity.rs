//! Do the gaps between events vary less than people's do?

use std::f64::consts::LN_10;

use super::tail::ln_normal_below;

/// Two adjacent gaps are compared when together they span at least this many seconds...
const SHORTEST_PAIR: i64 = 120;
/// ...and at most this many.
const LONGEST_PAIR: i64 = 6 * 3600;
/// Local variation of a careful person who finishes one thing before the next; a Poisson process has 1, a metronome 0.
const FLOOR: f64 = 0.6;
/// Variance inflation because neighbouring pairs share a gap (measured 1.494 on a Poisson process).
const OVERLAP: f64 = 1.5;

/// How even the gaps between events are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Regularity {
    /// -log10 of the nominal p-value, against a local variation of 0.6 or more.
    pub log10_p: f64,
    /// The local variation: 0 for a metronome, 1 for a Poisson process.
    pub variation: f64,
    /// How many pairs of adjacent gaps were compared.
    pub pairs: usize,
}

/// Sum-limited local variation, left tail (after Shinomoto, Shima & Tanji 2003).
///
/// For a locally constant Poisson rate, (I - J)/(I + J) of adjacent gaps is uniform on (-1, 1) whatever I + J, so a limit on
/// the sum biases nothing. The null is a variation of 0.6, not 1: real maintainers reach 0.7. `None`: fewer than 10 pairs.
pub fn regularity(times: &[i64]) -> Option<Regularity> {
    let (mut pairs, mut sum) = (0usize, 0.0);
    for start in paired(times) {
        let (first, second) = (times[start + 1] - times[start], times[start + 2] - times[start + 1]);
        let ratio = (first - second) as f64 / (first + second) as f64;
        pairs += 1;
        sum += ratio * ratio;
    }
    if pairs < 10 {
        return None;
    }
    let variation = 3.0 * sum / pairs as f64;
    let z = (variation - FLOOR) / (0.8 * OVERLAP / pairs as f64).sqrt();
    Some(Regularity { log10_p: (-ln_normal_below(z) / LN_10).max(0.0), variation, pairs })
}

/// Where the runs of three events begin whose gaps are compared, as indices.
pub(super) fn paired(times: &[i64]) -> impl Iterator<Item = usize> {
    let spans = SHORTEST_PAIR..=LONGEST_PAIR;
    (0..times.len().saturating_sub(2)).filter(move |&start| spans.contains(&(times[start + 2] - times[start])))
}

/// The median of the compared gaps, and a robust standard deviation (quartile range over 1.349), both in seconds.
pub(super) fn typical_gap(times: &[i64]) -> Option<(f64, f64)> {
    let mut gaps: Vec<i64> = paired(times).flat_map(|at| [times[at + 1] - times[at], times[at + 2] - times[at + 1]]).collect();
    gaps.sort_unstable();
    let quantile = |share: usize| gaps.get(gaps.len() * share / 4).map(|&gap| gap as f64);
    Some((quantile(2)?, (quantile(3)? - quantile(1)?) / 1.349))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_metronome_has_no_variation() {
        let times: Vec<i64> = (0..50).map(|i| i * 1920).collect();
        let found = regularity(&times).expect("48 pairs");
        assert_eq!((found.variation, found.pairs), (0.0, 48));
        assert!(found.log10_p > 3.0);
    }

    #[test]
    fn bursts_vary_more_than_the_floor() {
        let times: Vec<i64> = (0..50).map(|i| i / 2 * 4000 + i % 2 * 30).collect();
        let found = regularity(&times).expect("48 pairs");
        assert!(found.variation > 2.0 && found.log10_p < 0.1, "{found:?}");
    }

    #[test]
    fn a_few_events_say_nothing() {
        assert_eq!(regularity(&[0, 600, 1200, 1800]), None);
    }
}
