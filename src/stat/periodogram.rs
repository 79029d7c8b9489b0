//! Is there a hidden period? A whitened block periodogram with harmonic sums and a rule against daily combs.

use std::cell::RefCell;
use std::f64::consts::LN_10;

use super::harmonic_peak::Peaks;
use super::spectrum::{BIN, Spectrum, Workspace};
use super::tail::ln_gamma_above;
use super::whitened::{Buffers, Whitened};

const SHORTEST_PERIOD: f64 = 240.0;
const LONGEST_PERIOD: f64 = 7200.0;
/// Shorter histories than this, in seconds, have no spectrum worth the name.
const SHORTEST_SPAN: i64 = 4 * 3600;
/// From this span on, in seconds, a daily habit draws lines one cycle a day apart.
const COMB_SPAN: f64 = 2.5 * 86_400.0;
/// A line must stand this far above those one cycle a day to either side.
const COMB_RATIO: f64 = 2.5;
/// How many harmonics are summed.
const HARMONIC_SUMS: [usize; 3] = [1, 2, 4];

/// The strongest line of the spectrum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Periodogram {
    /// -log10 of the nominal p-value, corrected for all frequencies and sums tried.
    pub log10_p: f64,
    /// The period of the line, in seconds; often a harmonic of the true one. 0 if no line stands out at all.
    pub period: f64,
}

/// Scans periods from 4 min (or six times `resolution`, in seconds) to 2 h for a line in the spectrum.
///
/// Any stationary process, however clustered, has a smooth spectrum with exponential ordinates (Brillinger 1981), so power
/// divided by its local median is gamma distributed. Clock-driven daily habits are screened by the comb rule. `None`: less
/// than 4 h of history, no week with 6 events, or stamps too coarse.
pub fn periodogram(times: &[i64], resolution: u32) -> Option<Periodogram> {
    let span = times.last()? - times.first()?;
    if span < SHORTEST_SPAN {
        return None;
    }
    let shortest = SHORTEST_PERIOD.max(6.0 * f64::from(resolution));
    if shortest >= LONGEST_PERIOD {
        return None;
    }
    WORKSPACE.with_borrow_mut(|(spectra, whitened, bounds)| {
        strongest_line(&spectra.block_spectrum(times)?, span, shortest, whitened, bounds)
    })
}

thread_local! {
    /// Kept, because an audit needs the same memory for every account.
    static WORKSPACE: RefCell<(Workspace, Buffers, Vec<f64>)> = RefCell::new((Workspace::new(), Buffers::default(), vec![]));
}

/// The strongest line of `spectrum`, the history being `span` seconds long, with a period of at least `shortest` seconds.
/// `None`: too few frequencies.
fn strongest_line(
    spectrum: &Spectrum,
    span: i64,
    shortest: f64,
    buffers: &mut Buffers,
    bounds: &mut Vec<f64>,
) -> Option<Periodogram> {
    let &Spectrum { power, size, oversampling, blocks } = spectrum;
    let seconds = (size as i64 * BIN) as f64;
    let first = (seconds / LONGEST_PERIOD).ceil() as usize;
    let last = ((seconds / shortest) as usize).min(power.len() - 1);
    if last < first + 8 {
        return None;
    }
    let end = (4 * last).min(power.len() - 1);
    let whitened = Whitened::new(spectrum, (first / 2).max(1), end, buffers);

    let day = (span as f64 >= COMB_SPAN).then(|| (seconds / 86_400.0).round() as usize);
    let lone = |at: usize| {
        let Some(day) = day else { return true };
        // Most frequencies fail at the first neighbour.
        let above = |neighbour: usize| power[at] >= COMB_RATIO * power[neighbour.min(power.len() - 1)];
        above(at.saturating_sub(day)) && above(at + day) && above(at.saturating_sub(day + 1)) && above(at + day + 1)
    };
    let trials = ((last - first) as f64 / oversampling * 1.5 * 3.0).log10();
    let mut best = Periodogram { log10_p: 0.0, period: 0.0 };
    let mut peaks = Peaks::new(&whitened, first..last, end, bounds);
    for harmonics in HARMONIC_SUMS {
        let Some((at, sum)) = peaks.highest(harmonics, lone) else { continue };
        // Each harmonic but the first is the largest of three bins; 0.8 is what that gains on average.
        let excess = (sum - 0.8 * (harmonics - 1) as f64).max(1e-9);
        let log10_p = -ln_gamma_above(excess, harmonics as f64 * blocks) / LN_10 - trials;
        if log10_p > best.log10_p {
            best = Periodogram { log10_p, period: seconds / at as f64 };
        }
    }
    Some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timer_draws_a_line() {
        let times: Vec<i64> = (0..200).filter(|i| i % 3 != 0).map(|i| i * 1920 + (i * i * 31) % 120).collect();
        let found = periodogram(&times, 1).expect("four days");
        assert!(found.log10_p > 5.0, "{found:?}");
        let harmonic = 1920.0 / found.period;
        assert!((harmonic - harmonic.round()).abs() < 0.05, "{found:?}");
    }

    #[test]
    fn too_short_too_few_or_too_coarse_says_nothing() {
        let times: Vec<i64> = (0..50).map(|i| i * 600).collect();
        assert_eq!(periodogram(&times[..20], 1), None);
        assert_eq!(periodogram(&[0, 400_000], 1), None);
        assert_eq!(periodogram(&times, 3600), None);
        assert_eq!(periodogram(&[], 1), None);
    }
}
