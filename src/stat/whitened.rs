//! A spectrum over its smooth level: bounded everywhere by a cheap count, exact where asked.

use super::spectrum::Spectrum;
use super::tail::gamma_median;

/// The smooth level is never taken to be less, so that an empty stretch does not divide by 0.
const LOWEST_LEVEL: f64 = 1e-9;
/// A class of power holds the values that agree in so many binary places after the first: it is 1.6 % wide.
const PLACES: u32 = 6;
/// The level is bounded at every so-many-th part of a window.
const STRIDES: usize = 16;
/// Powers below 2^-`OCTAVES` share a class, and so do those above 2^`OCTAVES`.
const OCTAVES: u32 = 16;
const CLASSES: usize = 2 * (OCTAVES << PLACES) as usize;

/// Power over its running median, scaled to a gamma distribution with the spectrum's number of blocks as shape; 0 outside
/// `from..to`. The window is 12 resolved frequencies or 4 % to either side, constant within an octave. The median is the upper
/// one, and the powers at the ends of the spectrum repeat beyond them, as in `scipy.ndimage.median_filter` ("nearest").
pub(super) struct Whitened<'a> {
    spectrum: &'a Spectrum<'a>,
    from: usize,
    to: usize,
    median: f64,
    buffers: &'a Buffers,
}

/// Memory for a whitened spectrum, to be kept for the next.
#[derive(Default)]
pub(super) struct Buffers {
    /// The class of each power that a window holds, the first one repeated `margin` times.
    classes: Vec<u16>,
    margin: usize,
    /// See [`Whitened::bounds`].
    bounds: Vec<f64>,
}

impl<'a> Whitened<'a> {
    /// Counts the powers of each class in a moving window (Huang, Yang & Tang 1979), with `from` at least 1.
    pub fn new(spectrum: &'a Spectrum, from: usize, to: usize, buffers: &'a mut Buffers) -> Whitened<'a> {
        let power = spectrum.power;
        let median = gamma_median(spectrum.blocks);
        // Later windows are wider, but reach back less than their own frequency.
        buffers.margin = window_size(spectrum, from) / 2;
        buffers.classes.clear();
        buffers.classes.resize(buffers.margin, class(power[0]));
        buffers.classes.extend(power.iter().take(to + window_size(spectrum, to)).map(|&power| class(power)));
        let beyond = class(power[power.len() - 1]);
        buffers.classes.resize(buffers.margin + to + window_size(spectrum, to), beyond);
        buffers.bounds.clear();
        buffers.bounds.resize(from, 0.0);
        let mut start = from;
        while start < to {
            let end = (2 * start).min(to);
            let scale = |level: f64| median * (1.0 + 1e-12) / f64::max(level, LOWEST_LEVEL);
            buffers.bound_octave(&power[..end], start, window_size(spectrum, start), scale);
            start = end;
        }
        buffers.bounds.push(0.0);
        Whitened { spectrum, from, to, median, buffers }
    }

    /// For each frequency up to and including `to`, at least its whitened power, and not much more.
    pub fn bounds(&self) -> &[f64] {
        &self.buffers.bounds
    }

    /// The whitened power at frequency `at`.
    pub fn exactly(&self, at: usize) -> f64 {
        if !(self.from..self.to).contains(&at) {
            return 0.0;
        }
        self.spectrum.power[at] / f64::max(self.level(at), LOWEST_LEVEL) * self.median
    }

    /// The highest whitened power at frequency `at` and the one to either side.
    pub fn highest_around(&self, at: usize) -> f64 {
        let mut three = [at - 1, at, at + 1];
        // One mostly stands so far above the others that their medians need not be found.
        three.sort_unstable_by(|&a, &b| self.buffers.bounds[b].total_cmp(&self.buffers.bounds[a]));
        three
            .into_iter()
            .fold(0.0, |highest, at| if self.buffers.bounds[at] > highest { self.exactly(at).max(highest) } else { highest })
    }

    /// The running median at frequency `at`.
    fn level(&self, at: usize) -> f64 {
        let octave = (at / self.from).ilog2();
        let size = window_size(self.spectrum, self.from << octave);
        let power = self.spectrum.power;
        let window = (at..at + size).map(|place| power[place.saturating_sub(size / 2).min(power.len() - 1)]);
        *window.collect::<Vec<f64>>().select_nth_unstable_by(size / 2, f64::total_cmp).1
    }
}

impl Buffers {
    /// The classes of the powers in the window of so many around frequency `at`.
    fn window(&self, at: usize, size: usize) -> &[u16] {
        let start = self.margin + at - size / 2;
        &self.classes[start..start + size]
    }

    /// Appends bounds from `start` to the end of `power`, for windows of `size`, given the factor for a lower bound of the level.
    fn bound_octave(&mut self, power: &[f64], start: usize, size: usize, factor: impl Fn(f64) -> f64) {
        let stride = (size / STRIDES).max(1);
        let mut counts = [0u16; CLASSES];
        self.window(start, size).iter().for_each(|&class| counts[slot(class)] += 1);
        // Each step takes one power from the window and adds one, so within a stride the median's rank falls by no more than
        // the steps.
        let rank = size / 2 + 1 - stride;
        // How many powers in the window are of lower classes than the level.
        let (mut level, mut below) = (0u16, 0);
        let begin = self.margin + start - size / 2;
        let steps = power.len() - start;
        let gone = self.classes[begin..begin + steps].chunks(stride);
        let come = self.classes[begin + size..begin + size + steps].chunks(stride);
        for ((powers, gone), come) in power[start..].chunks(stride).zip(gone).zip(come) {
            while below > rank {
                level -= 1;
                below -= usize::from(counts[slot(level)]);
            }
            while below + usize::from(counts[slot(level)]) <= rank {
                below += usize::from(counts[slot(level)]);
                level += 1;
            }
            let factor = factor(least(level));
            self.bounds.extend(powers.iter().map(|power| power * factor));
            for (&gone, &come) in gone.iter().zip(come) {
                counts[slot(gone)] -= 1;
                counts[slot(come)] += 1;
                below = below + usize::from(come < level) - usize::from(gone < level);
            }
        }
    }
}

/// The place of a class among the counts; the remainder only tells the compiler that it exists.
fn slot(class: u16) -> usize {
    usize::from(class) % CLASSES
}

/// How many powers the window of the octave from `start` holds.
fn window_size(spectrum: &Spectrum, start: usize) -> usize {
    (2.0 * f64::max(12.0 * spectrum.oversampling, 0.04 * start as f64) + 1.0) as usize
}

/// The class of a power, which is not negative: its exponent and first binary places, both of which its bits begin with.
fn class(power: f64) -> u16 {
    let steps = (power.to_bits() >> (f64::MANTISSA_DIGITS - 1 - PLACES)) as i32 - FIRST_CLASS;
    steps.clamp(0, CLASSES as i32 - 1) as u16
}

/// The least power of a class.
fn least(class: u16) -> f64 {
    let steps = (i32::from(class) + FIRST_CLASS) as u64;
    if class == 0 { 0.0 } else { f64::from_bits(steps << (f64::MANTISSA_DIGITS - 1 - PLACES)) }
}

/// The first bits of 2^-`OCTAVES`.
const FIRST_CLASS: i32 = (f64::MAX_EXP - 1 - OCTAVES as i32) << PLACES;

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The median of `size` values around the one at `at`, by sorting.
    fn running_median(values: &[f64], size: usize, at: usize) -> f64 {
        let place = |offset: usize| (at + offset).saturating_sub(size / 2).min(values.len() - 1);
        let mut window: Vec<f64> = (0..size).map(|offset| values[place(offset)]).collect();
        window.sort_unstable_by(f64::total_cmp);
        window[size / 2]
    }

    /// The definition of [`Whitened`].
    pub fn whitened(spectrum: &Spectrum, from: usize, to: usize) -> Vec<f64> {
        let median = gamma_median(spectrum.blocks);
        let mut whitened = vec![0.0; to + 1];
        for (at, whitened) in whitened.iter_mut().enumerate().take(to).skip(from) {
            let mut start = from;
            while 2 * start <= at {
                start *= 2;
            }
            let level = running_median(spectrum.power, window_size(spectrum, start), at);
            *whitened = spectrum.power[at] / f64::max(level, LOWEST_LEVEL) * median;
        }
        whitened
    }

    proptest! {
        #[test]
        fn the_quick_way_is_the_definition(
            power in prop::collection::vec(prop_oneof![0.0f64..3.0, Just(0.0), Just(1.0), -40.0f64..40.0], 40..900),
            oversampling in 1.0f64..4.0,
            from in 1usize..20,
            whole in any::<bool>(),
        ) {
            let power: Vec<f64> = power.into_iter().map(|p| if (0.0..=3.0).contains(&p) { p } else { p.exp2() }).collect();
            let spectrum = Spectrum { power: &power, size: 2 * power.len() - 2, oversampling, blocks: 2.5 };
            let to = if whole { power.len() - 1 } else { power.len() * 2 / 3 };
            let mut buffers = Buffers::default();
            let found = Whitened::new(&spectrum, from, to, &mut buffers);
            let plain = whitened(&spectrum, from, to);
            prop_assert_eq!(found.bounds().len(), plain.len());
            for (at, &plain) in plain.iter().enumerate() {
                prop_assert_eq!(found.exactly(at), plain);
                prop_assert!(found.bounds()[at] >= plain, "{}", at);
                if at > from && at < to {
                    let around = plain.max(found.exactly(at - 1)).max(found.exactly(at + 1));
                    prop_assert_eq!(found.highest_around(at), around);
                }
            }
        }
    }

    #[test]
    fn bounds_are_close() {
        let power: Vec<f64> = (0..30_000).map(|i| -(f64::from((i * 7919) % 30_011) / 30_011.0 + 1e-5).ln()).collect();
        let spectrum = Spectrum { power: &power, size: 59_998, oversampling: 2.0, blocks: 1.0 };
        let mut buffers = Buffers::default();
        let found = Whitened::new(&spectrum, 2000, 20_000, &mut buffers);
        for at in (2000..20_000).step_by(97) {
            assert!(found.bounds()[at] <= 1.25 * found.exactly(at), "{at}");
        }
    }

    #[test]
    fn the_definition_agrees_with_scipy() {
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
        // scipy.ndimage.median_filter(values, 4, mode="nearest") and size 5
        let of_four = [3.0, 3.0, 3.0, 4.0, 5.0, 5.0, 6.0, 6.0];
        let of_five = [3.0, 3.0, 3.0, 4.0, 4.0, 5.0, 6.0, 6.0];
        for at in 0..8 {
            assert_eq!(running_median(&values, 4, at), of_four[at]);
            assert_eq!(running_median(&values, 5, at), of_five[at]);
        }
    }
}
