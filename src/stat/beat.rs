//! The beat behind a finding: its true period, how sharp it is, and which events keep it.

use super::beat_fit::{FARTHEST, Fit, Gaps};

/// An event keeps the beat with one of this many events before or after it.
const NEIGHBOURS: usize = 3;
/// Events within this many standard deviations are on the beat.
const TOLERANCE: f64 = 2.5;
/// A beat needs as much evidence as this.
const LEAST_EVIDENCE: f64 = 8.0;
/// A longer period may have so much less evidence than the best, as a share.
const NEARLY: f64 = 0.8;
/// At most this many gaps are looked at to choose a period.
const MOST_GAPS: usize = 512;
/// Periods that people set timers to, in seconds.
const USUAL: [f64; 15] = [
    300.0, 600.0, 900.0, 1200.0, 1800.0, 2700.0, 3600.0, 5400.0, 7200.0, 10_800.0, 14_400.0, 21_600.0, 28_800.0, 43_200.0, 86_400.0,
];

/// A beat that the events keep, relative to each other: a timer may drift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beat {
    /// The period, in seconds: the longest one that explains the gaps about as well as the best.
    pub period: f64,
    /// Standard deviation of an event around the beat, in seconds.
    pub precision: f64,
    /// Standard deviation of a gap around a multiple of the period, in seconds.
    pub gap_deviation: f64,
    /// ln of the likelihood ratio of the beat against gaps that know nothing of the period.
    pub evidence: f64,
}

/// The beat of `times` (sorted seconds, stamped every `resolution` seconds), given rough periods `hints` in seconds.
///
/// A periodogram names a harmonic as gladly as the period (Big Ben came back as 450 s), so multiples and fractions of the
/// hints and usual periods are tried as well. Each is judged by how closely the gaps crowd around its multiples; of those
/// within 20 % of the best, the longest wins. `None`: no period explains the gaps.
pub fn beat(times: &[i64], resolution: u32, hints: &[f64]) -> Option<Beat> {
    let gaps = some_gaps(times);
    let floor = f64::from(resolution) * 0.29;
    let mut sorted = Gaps::new(&gaps);
    let (mut fits, mut tried): (Vec<Fit>, Vec<f64>) = Default::default();
    let mut best = LEAST_EVIDENCE;
    for (rough, refine) in candidates(hints) {
        let reaches: &[f64] = if refine { &[0.12, 0.05] } else { &[] };
        let period = reaches.iter().fold(rough, |period, &reach| sorted.refined(period, reach));
        // Many rough periods lead to the same one.
        if tried.contains(&period) {
            continue;
        }
        tried.push(period);
        if let Some(fit) = sorted.fit(period, NEARLY * best) {
            best = f64::max(best, fit.evidence);
            fits.push(fit);
        }
    }
    if !fits.iter().any(|fit| fit.evidence >= LEAST_EVIDENCE) {
        return None;
    }
    let longest = fits.into_iter().filter(|fit| fit.evidence >= NEARLY * best).max_by(|a, b| a.period.total_cmp(&b.period))?;
    let chosen = rounded(&mut sorted, longest);
    let (deviation, repelled) = spread(&gaps, chosen)?;
    let gap_deviation = deviation.max(floor);
    // A fixed timetable makes a late event's two gaps err in opposite ways; a timer that restarts does not.
    let precision = if repelled { gap_deviation / 2f64.sqrt() } else { gap_deviation };
    let usable = TOLERANCE * gap_deviation <= chosen.period / 5.0;
    usable.then_some(Beat { period: chosen.period, precision, gap_deviation, evidence: chosen.evidence })
}

impl Beat {
    /// Which of `times` keep the beat with an event nearby.
    pub fn keeps(&self, times: &[i64]) -> Vec<bool> {
        let limit = (TOLERANCE * self.gap_deviation).max(1.0);
        let mut kept = vec![false; times.len()];
        for i in 0..times.len() {
            for j in (i + 1)..times.len().min(i + 1 + NEIGHBOURS) {
                let gap = (times[j] - times[i]) as f64;
                if error(gap, self.period).is_some_and(|error| error.abs() <= limit) {
                    (kept[i], kept[j]) = (true, true);
                }
            }
        }
        kept
    }
}

/// How far `gap` is from the nearest multiple of `period`, in the same unit; `None`: under half a period, or too far.
fn error(gap: f64, period: f64) -> Option<f64> {
    // Rounds halves up, as gaps are not negative: a call for each gap would cost more than all the rest.
    let multiple = (gap / period + 0.5) as i64 as f64;
    (1.0..=FARTHEST).contains(&multiple).then_some(gap - multiple * period)
}

/// The gaps between adjacent events, thinned in runs of consecutive ones if there are very many.
fn some_gaps(times: &[i64]) -> Vec<f64> {
    let gaps = times.windows(2).map(|pair| (pair[1] - pair[0]) as f64);
    let runs = times.len().div_ceil(MOST_GAPS).max(1);
    gaps.enumerate().filter(|(i, _)| (i / 32) % runs == 0).map(|(_, gap)| gap).collect()
}

/// The periods to try, each with whether it is only roughly known.
fn candidates(hints: &[f64]) -> impl Iterator<Item = (f64, bool)> {
    let multiples = (1..=16).map(f64::from).chain([1.0 / 2.0, 1.0 / 3.0, 1.0 / 4.0]);
    let around = hints.iter().flat_map(move |hint| multiples.clone().map(move |factor| (hint * factor, true)));
    USUAL.into_iter().map(|period| (period, false)).chain(around).filter(|(period, _)| (60.0..=86_400.0).contains(period))
}

/// Whole minutes and seconds are likelier than fractions: the roundest period nearby that fits as well.
fn rounded(gaps: &mut Gaps, found: Fit) -> Fit {
    let usual = USUAL.into_iter().filter(|usual| (usual / found.period - 1.0).abs() < 0.01);
    let grids = [60.0, 10.0, 1.0].map(|grid: f64| (found.period / grid).round() * grid);
    let mut near = usual.chain(grids).filter(|period| *period > 0.0 && (period / found.period - 1.0).abs() < 0.01);
    near.find_map(|period| gaps.fit(period, 0.95 * found.evidence)).unwrap_or(found)
}

/// The standard deviation of the gaps around multiples of the period, and whether neighbouring errors repel each other.
fn spread(gaps: &[f64], found: Fit) -> Option<(f64, bool)> {
    // Standard deviation of a normal distribution cut at 2.5 of them.
    const CUT: f64 = 0.9546;
    let errors: Vec<Option<f64>> = gaps.iter().map(|&gap| error(gap, found.period)).collect();
    let mut deviation = found.width.max(0.5);
    for _ in 0..6 {
        let near = errors.iter().flatten().filter(|error| error.abs() <= TOLERANCE * deviation);
        let (count, sum) = near.fold((0.0, 0.0), |(count, sum), error| (count + 1.0, sum + error * error));
        if count == 0.0 {
            return None;
        }
        deviation = (sum / f64::max(count, 1.0)).sqrt() / CUT;
        if deviation == 0.0 {
            break;
        }
    }
    let near = |error: &Option<f64>| error.filter(|error| error.abs() <= TOLERANCE * deviation);
    let (mut pairs, mut products) = (0.0, 0.0);
    for pair in errors.windows(2) {
        if let (Some(a), Some(b)) = (near(&pair[0]), near(&pair[1])) {
            pairs += 1.0;
            products += a * b;
        }
    }
    Some((deviation, pairs >= 8.0 && products / pairs < -0.25 * deviation * deviation))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jitter(i: i64, width: i64) -> i64 {
        (i * 7919 + i * i * 104_729).rem_euclid(2 * width + 1) - width
    }

    #[test]
    fn a_harmonic_leads_to_the_hour() {
        let times: Vec<i64> = (0..200).filter(|i| i % 5 != 2).map(|i| i * 3600 + jitter(i, 3)).collect();
        for hint in [450.0, 276.9, 1800.0] {
            let found = beat(&times, 1, &[hint]).expect("a beat");
            assert_eq!(found.period, 3600.0, "{hint}");
            assert!(found.precision < 3.0, "{found:?}");
            assert!(found.keeps(&times).iter().all(|&kept| kept));
        }
    }

    #[test]
    fn an_odd_period_is_found_among_idle_chatter() {
        let slots = (0..300).map(|i| i * 1920 + jitter(i, 40));
        let chatter = (0..80).map(|i| i * 7001 + 555 + jitter(i, 2000));
        let mut times: Vec<i64> = slots.chain(chatter).collect();
        times.sort_unstable();
        let found = beat(&times, 1, &[640.3]).expect("a beat");
        assert_eq!(found.period, 1920.0);
        assert!((10.0..50.0).contains(&found.precision), "{found:?}");
        let kept = found.keeps(&times).into_iter().filter(|&kept| kept).count();
        assert!((290..350).contains(&kept), "{kept}");
    }

    #[test]
    fn scattered_events_keep_no_beat() {
        let times: Vec<i64> = (0..200).map(|i| i * 5000 + jitter(i, 2400)).collect();
        assert_eq!(beat(&times, 1, &[1000.0]), None);
        assert_eq!(beat(&[], 1, &[1000.0]), None);
    }
}
