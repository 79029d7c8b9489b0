//! Are the seconds of the clock special? A timer fires at the same second of each minute, or of each five minutes.

use std::f64::consts::{LN_10, TAU};

/// Events further apart than this, in seconds, belong to different sessions.
const SESSION_GAP: i64 = 900;
const HARMONICS: usize = 8;
/// The longest period tried, in seconds.
const LONGEST: u32 = 300;

/// How strongly the events lock to the minute or the five minutes of a wall clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WallClock {
    /// -log10 of the nominal p-value.
    pub log10_p: f64,
    /// The period with the stronger lock, in seconds: 60 or 300.
    pub period: u32,
}

impl WallClock {
    /// Which of `times` lie within a twentieth of the period of its most crowded second, and how they spread around it.
    pub(super) fn crowd(&self, times: &[i64]) -> (Vec<bool>, f64) {
        let period = i64::from(self.period);
        let reach = period / 20;
        let mut counts = vec![0u32; self.period as usize];
        times.iter().for_each(|time| counts[time.rem_euclid(period) as usize] += 1);
        let around = |phase: i64| (-reach..=reach).map(|off| counts[(phase + off).rem_euclid(period) as usize]).sum::<u32>();
        let peak = (0..period).max_by_key(|&phase| (around(phase), -phase)).unwrap_or(0);
        let offset = |time: i64| (time - peak + period / 2).rem_euclid(period) - period / 2;
        let near = times.iter().map(|&time| offset(time).abs() <= reach).collect();
        let mean_square = |(sum, count): (f64, f64)| if count > 0.0 { (sum / count).sqrt() } else { 0.0 };
        let offsets = times.iter().map(|&time| offset(time)).filter(|off| off.abs() <= reach);
        (near, mean_square(offsets.fold((0.0, 0.0), |(sum, n), off| (sum + (off * off) as f64, n + 1.0))))
    }
}

/// The H-test (de Jager, Raubenheimer & Swanepoel 1989; p = exp(-0.4 H), 2010) at 60 s and 300 s, with up to 8 harmonics.
///
/// Each harmonic's power is normalised by the squared resultants of the sessions (a cluster "sandwich" variance), so that
/// several events of one sitting count for what they are. `resolution` is in seconds. `None`: fewer than 8 sessions, or
/// stamps too coarse to show seconds.
pub fn wall_clock(times: &[i64], resolution: u32) -> Option<WallClock> {
    let sessions = 1 + times.windows(2).filter(|pair| pair[1] - pair[0] > SESSION_GAP).count();
    if times.is_empty() || sessions < 8 || resolution >= 60 {
        return None;
    }
    let periods = || [60, LONGEST].into_iter().filter(|&period| period >= 2 * resolution);
    let trials = (periods().count() as f64).log10();
    let step = TAU / f64::from(LONGEST);
    let roots: Vec<(f64, f64)> = (0..LONGEST).map(|phase| (f64::from(phase) * step).sin_cos()).collect();
    let mut best: Option<WallClock> = None;
    for period in periods() {
        let log10_p = (0.4 * h_statistic(times, period, resolution, &roots) / LN_10 - trials).max(0.0);
        if best.is_none_or(|held| log10_p > held.log10_p) {
            best = Some(WallClock { log10_p, period });
        }
    }
    best
}

/// The H statistic of the phases of `times` at `period` seconds, clustered by session. `roots` are sine and cosine for each
/// second of the longest period, which is a multiple of the others.
fn h_statistic(times: &[i64], period: u32, resolution: u32, roots: &[(f64, f64)]) -> f64 {
    // A harmonic faster than two stamps would see the grid of the stamps, not the events.
    let harmonics = HARMONICS.min((period / (2 * resolution.max(1))) as usize);
    let mut total = [(0.0, 0.0); HARMONICS];
    let mut squared = [0.0; HARMONICS];
    let mut session = [(0.0, 0.0); HARMONICS];
    let close = |session: &mut [(f64, f64); HARMONICS], squared: &mut [f64; HARMONICS], total: &mut [(f64, f64); HARMONICS]| {
        for k in 0..HARMONICS {
            let (sine, cosine) = std::mem::take(&mut session[k]);
            squared[k] += sine * sine + cosine * cosine;
            total[k].0 += sine;
            total[k].1 += cosine;
        }
    };
    for (i, time) in times.iter().enumerate() {
        if i > 0 && time - times[i - 1] > SESSION_GAP {
            close(&mut session, &mut squared, &mut total);
        }
        let phase = (time.rem_euclid(i64::from(period)) * i64::from(LONGEST / period)) as usize;
        let mut at = 0;
        for sum in &mut session {
            at += phase;
            at -= if at >= roots.len() { roots.len() } else { 0 };
            sum.0 += roots[at].0;
            sum.1 += roots[at].1;
        }
    }
    close(&mut session, &mut squared, &mut total);
    let (mut cumulated, mut best) = (0.0, f64::NEG_INFINITY);
    for k in 0..harmonics {
        cumulated += 2.0 * (total[k].0 * total[k].0 + total[k].1 * total[k].1) / f64::max(squared[k], 1e-9);
        best = f64::max(best, cumulated - 4.0 * k as f64);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_at_the_same_second_is_locked() {
        let times: Vec<i64> = (0..40).map(|i| i * 7260 + 17).collect();
        let found = wall_clock(&times, 1).expect("forty sessions");
        assert!(found.log10_p > 10.0, "{found:?}");
        assert_eq!(found.period, 60);
    }

    #[test]
    fn scattered_seconds_are_not() {
        let times: Vec<i64> = (0..60).map(|i| i * 7219 + (i * i * 37) % 1801).collect();
        assert!(wall_clock(&times, 1).expect("sixty sessions").log10_p < 2.0);
    }

    #[test]
    fn one_long_session_says_nothing() {
        let times: Vec<i64> = (0..100).map(|i| i * 60).collect();
        assert_eq!(wall_clock(&times, 1), None);
        assert_eq!(wall_clock(&[], 1), None);
    }

    #[test]
    fn stamps_of_ten_seconds_are_not_a_lock() {
        let times: Vec<i64> = (0..200i64).map(|i| (i * 7219 + (i * i * 37) % 1801) / 10 * 10).collect();
        assert!(wall_clock(&times, 10).expect("two hundred sessions").log10_p < 2.0);
        assert!(wall_clock(&times, 1).expect("two hundred sessions").log10_p > 10.0);
    }

    #[test]
    fn minute_stamps_say_nothing_about_seconds() {
        let times: Vec<i64> = (0..100).map(|i| i * 6000).collect();
        assert_eq!(wall_clock(&times, 60), None);
    }
}
