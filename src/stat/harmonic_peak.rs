//! The highest sum over harmonics in a whitened spectrum, with few of its powers worked out.

use std::ops::Range;

use super::whitened::Whitened;

/// How many bounds are compared at once.
const CHUNK: usize = 32;

/// Finds the highest harmonic sums of a whitened spectrum.
pub(super) struct Peaks<'a> {
    whitened: &'a Whitened<'a>,
    first: usize,
    end: usize,
    /// At least the sum of the first `harmonics` for each fundamental frequency from `first` on.
    bounds: &'a mut Vec<f64>,
    harmonics: usize,
}

impl<'a> Peaks<'a> {
    /// For the frequencies `fundamentals`, from 2 on; `whitened` ends at `end`, and `bounds` is memory to use.
    pub fn new(whitened: &'a Whitened<'a>, fundamentals: Range<usize>, end: usize, bounds: &'a mut Vec<f64>) -> Peaks<'a> {
        bounds.clear();
        bounds.resize(fundamentals.len(), 0.0);
        Peaks { whitened, first: fundamentals.start, end, bounds, harmonics: 0 }
    }

    /// The first frequency with the highest positive sum over so many `harmonics`, of those `allowed`, and that sum. Each
    /// harmonic but the first may be one bin off. To be called with growing numbers only.
    ///
    /// Only those sums are worked out whose bound no sum has beaten yet, beginning with the highest bound.
    pub fn highest(&mut self, harmonics: usize, allowed: impl Fn(usize) -> bool) -> Option<(usize, f64)> {
        // The bound for fewer harmonics is the beginning of that for more.
        for harmonic in self.harmonics + 1..=harmonics {
            add_harmonic(self.bounds, self.whitened.bounds(), self.first, harmonic);
        }
        self.harmonics = harmonics;
        let inside = self.end.div_ceil(harmonics).saturating_sub(self.first);
        let bounds = &self.bounds[..inside.min(self.bounds.len())];
        let mut promising: Option<usize> = None;
        scan(bounds, 0.0, |i, bar| {
            if bounds[i] > bar && allowed(self.first + i) {
                promising = Some(i);
                return bounds[i];
            }
            bar
        });
        let promising = self.first + promising?;
        let mut best = (promising, self.sum(promising, harmonics));
        scan(bounds, best.1, |i, bar| {
            let at = self.first + i;
            if at != promising && allowed(at) {
                let sum = self.sum(at, harmonics);
                if sum > bar || (sum == bar && at < best.0) {
                    best = (at, sum);
                }
            }
            best.1
        });
        (best.1 > 0.0).then_some(best)
    }

    fn sum(&self, at: usize, harmonics: usize) -> f64 {
        let overtones = (2..=harmonics).map(|harmonic| self.whitened.highest_around(harmonic * at));
        overtones.fold(self.whitened.exactly(at), |sum, power| sum + power)
    }
}

/// Shows `visit` each place whose bound is at least a bar, which it may raise; the bar starts at `bar`.
fn scan(bounds: &[f64], mut bar: f64, mut visit: impl FnMut(usize, f64) -> f64) {
    for (start, chunk) in bounds.chunks(CHUNK).enumerate().map(|(i, chunk)| (i * CHUNK, chunk)) {
        // Hardly any reach it, so many are compared at once.
        if chunk.iter().filter(|&&bound| bound >= bar).count() == 0 {
            continue;
        }
        for (i, &bound) in chunk.iter().enumerate() {
            if bound >= bar {
                bar = visit(start + i, bar);
            }
        }
    }
}

/// Adds to the sums for the frequencies from `first` on the whitened power at their multiples by `harmonic`.
fn add_harmonic(sums: &mut [f64], whitened: &[f64], first: usize, harmonic: usize) {
    if harmonic == 1 {
        sums.iter_mut().zip(&whitened[first..]).for_each(|(sum, power)| *sum += power);
        return;
    }
    for (i, sum) in sums.iter_mut().enumerate() {
        let at = harmonic * (first + i);
        let Some(&[before, here, after]) = whitened.get(at - 1..at + 2) else { return };
        let higher = |a: f64, b: f64| if a > b { a } else { b };
        *sum += higher(higher(before, here), after);
    }
}

#[cfg(test)]
mod tests {
    use super::super::spectrum::Spectrum;
    use super::super::whitened::Buffers;
    use super::super::whitened::tests::whitened;
    use super::*;
    use proptest::prelude::*;

    /// The highest sum at each number of harmonics by trying all, as [`Peaks::highest`] does with shortcuts.
    fn highest_plainly(whitened: &[f64], lines: &[usize], harmonics: usize) -> Option<(usize, f64)> {
        let mut best = None;
        for &at in lines.iter().take_while(|&&at| at * harmonics + 1 < whitened.len()) {
            let overtones = (2..=harmonics).map(|h| whitened[h * at].max(whitened[h * at - 1]).max(whitened[h * at + 1]));
            let sum = overtones.fold(whitened[at], |sum, power| sum + power);
            if sum > best.map_or(0.0, |(_, held)| held) {
                best = Some((at, sum));
            }
        }
        best
    }

    proptest! {
        #[test]
        fn shortcuts_change_nothing(
            power in prop::collection::vec(prop_oneof![0.0f64..2.0, Just(1.0), Just(0.0), 0.0f64..50.0], 200..600),
            first in 2usize..20,
            day in 1usize..10,
        ) {
            let spectrum = Spectrum { power: &power, size: 2 * power.len() - 2, oversampling: 2.0, blocks: 1.5 };
            let last = power.len() / 4;
            let end = (4 * last).min(power.len() - 1);
            let allowed = |at: usize| power[at] >= power[at + day];
            let plain = whitened(&spectrum, first / 2, end);
            let lines: Vec<usize> = (first..last).filter(|&at| allowed(at)).collect();
            let mut buffers = Buffers::default();
            let quick = Whitened::new(&spectrum, first / 2, end, &mut buffers);
            let mut bounds = vec![3.0];
            let mut peaks = Peaks::new(&quick, first..last, end, &mut bounds);
            for harmonics in [1, 2, 4] {
                let found = peaks.highest(harmonics, allowed);
                prop_assert_eq!(found, highest_plainly(&plain, &lines, harmonics));
            }
        }
    }
}
