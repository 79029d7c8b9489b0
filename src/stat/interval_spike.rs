//! Is one length of gap far more common than its neighbours?

use std::f64::consts::LN_10;

use super::local_scan::densest;

const SHORTEST: i64 = 120;
const LONGEST: i64 = 5 * 3600;
/// Half widths of the spike, as shares of the gap.
const HALF_WIDTHS: [f64; 4] = [0.003, 0.01, 0.03, 0.08];

/// The most crowded length of gap between adjacent events.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IntervalSpike {
    /// -log10 of the nominal p-value, corrected for all gaps and widths tried.
    pub log10_p: f64,
    /// The gap at the centre of the spike, in seconds; 0 if no spike stands out at all.
    pub interval: f64,
    /// The half width of the spike as a share of the gap; 0 if no spike stands out at all.
    pub half_width: f64,
}

impl IntervalSpike {
    /// Whether a gap of so many seconds lies in the spike.
    pub fn holds(&self, gap: i64) -> bool {
        gap > 0 && self.interval > 0.0 && (gap as f64 / self.interval).ln().abs() <= self.half_width
    }
}

/// Scans the logarithms of the gaps from 2 min to 5 h for a spike on a smooth density.
///
/// Power laws, self-excitation and daily rhythm all have smooth interval densities, so only a preferred length stands out
/// (an interval-jitter null; Platkiewicz, Stark & Amarasingham 2017). Gaps too short for `resolution` (seconds) are skipped.
/// `None`: fewer than 6 gaps of such length.
pub fn interval_spike(times: &[i64], resolution: u32) -> Option<IntervalSpike> {
    let gaps = times.windows(2).map(|pair| pair[1] - pair[0]);
    let mut gaps: Vec<i64> = gaps.filter(|gap| (SHORTEST..=LONGEST).contains(gap)).collect();
    if gaps.len() < 6 {
        return None;
    }
    gaps.sort_unstable();
    let logs: Vec<f64> = gaps.iter().map(|&gap| (gap as f64).ln()).collect();
    let trials = HALF_WIDTHS.len() as f64 * gaps.len() as f64;
    let mut evidence = trials.ln();
    let mut spike = IntervalSpike { log10_p: 0.0, interval: 0.0, half_width: 0.0 };
    for half_width in HALF_WIDTHS {
        let allowed = |i: usize| gaps[i] as f64 * half_width >= 1.5 * f64::from(resolution);
        if let Some((i, found)) = densest(&logs, 0..logs.len(), half_width, evidence, allowed) {
            evidence = found;
            (spike.interval, spike.half_width) = (gaps[i] as f64, half_width);
        }
    }
    spike.log10_p = (evidence / LN_10 - trials.log10()).max(0.0);
    Some(spike)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_favourite_gap_stands_out() {
        let mut times = vec![0i64];
        for i in 0..120i64 {
            let gap = if i % 3 == 0 { 1920 + i % 7 - 3 } else { 150 + (i * i * 613) % 9000 };
            times.push(times[times.len() - 1] + gap);
        }
        let found = interval_spike(&times, 1).expect("120 gaps");
        assert!(found.log10_p > 6.0 && (found.interval - 1920.0).abs() < 10.0, "{found:?}");
        assert!(found.holds(1921) && !found.holds(2500) && !found.holds(0));
    }

    #[test]
    fn coarse_stamps_hide_narrow_spikes() {
        let times: Vec<i64> = (0..100).map(|i| i * 600).collect();
        assert_eq!(interval_spike(&times, 60).expect("99 gaps").log10_p, 0.0);
    }

    #[test]
    fn five_gaps_say_nothing() {
        assert_eq!(interval_spike(&[0, 600, 1200, 1800, 2400, 3000], 1), None);
    }
}
