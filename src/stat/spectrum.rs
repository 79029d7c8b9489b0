//! The power spectrum of an account's events, summed over blocks of a week.

use std::cell::RefCell;

use realfft::RealFftPlanner;
use realfft::num_complex::Complex;

/// Width of a time bin, in seconds.
pub(super) const BIN: i64 = 20;
const BLOCK: i64 = 7 * 86_400;
const FEWEST_EVENTS: usize = 6;
const MOST_BLOCKS: usize = 12;
/// Above this many occupied bins a block's own transform is cheaper than its pairs.
const MANY_BINS: usize = 800;

/// A summed block spectrum.
pub(super) struct Spectrum {
    /// Power at frequencies i / (`size` * `BIN`) for i = 0..=size/2, divided by the number of occupied bins: about 1.
    pub power: Vec<f64>,
    /// Length of the transform, a power of two.
    pub size: usize,
    /// How many times finer the frequencies stand than a block can resolve.
    pub oversampling: f64,
    /// The effective number of blocks: the shape of the gamma distribution of the power.
    pub blocks: f64,
}

/// The spectrum of `times` (sorted seconds) over its first 12 blocks of 7 days with at least 6 events; `None`: no such block.
///
/// A bin of 20 s is 1 or 0. The squared transforms of the blocks add up to the transform of the summed counts of pairs at
/// each lag (Wiener-Khinchin), so one transform serves all blocks.
pub(super) fn block_spectrum(times: &[i64]) -> Option<Spectrum> {
    let (first, last) = (*times.first()?, *times.last()?);
    let block = BLOCK.min(last - first + 1);
    let weeks = (last - first + block - 1) / block;
    let size = ((block / BIN * 2).max(2) as usize).next_power_of_two();
    WORKSPACE.with_borrow_mut(|space| {
        space.lags.clear();
        space.lags.resize(size, 0.0);
        let mut full = vec![0.0; size / 2 + 1];
        let (mut occupied, mut squares, mut used) = (0.0, 0.0, 0);
        for week in times.chunk_by(|a, b| (a - first) / block == (b - first) / block) {
            // An event exactly at the end of the last whole block belongs to none.
            if used == MOST_BLOCKS || (week[0] - first) / block == weeks {
                break;
            }
            if week.len() < FEWEST_EVENTS {
                continue;
            }
            let mut bins: Vec<usize> = week.iter().map(|time| ((time - week[0]) / BIN) as usize).collect();
            bins.dedup();
            if bins.len() > MANY_BINS {
                space.add_transform(&bins, size, &mut full)
            } else {
                space.add_pairs(&bins, size)
            }
            used += 1;
            occupied += bins.len() as f64;
            squares += (bins.len() * bins.len()) as f64;
        }
        if used == 0 {
            return None;
        }
        space.transform_lags(size);
        let power = full.iter().zip(&space.output).map(|(own, pairs)| (own + pairs.re.max(0.0)) / occupied).collect();
        let oversampling = (size as i64 * BIN) as f64 / block as f64;
        Some(Spectrum { power, size, oversampling, blocks: occupied * occupied / squares })
    })
}

thread_local! {
    /// Plans and buffers, kept because an audit makes the same transform for every account.
    static WORKSPACE: RefCell<Workspace> = RefCell::new(Workspace::new());
}

struct Workspace {
    planner: RealFftPlanner<f64>,
    lags: Vec<f64>,
    input: Vec<f64>,
    output: Vec<Complex<f64>>,
    scratch: Vec<Complex<f64>>,
}

impl Workspace {
    fn new() -> Workspace {
        Workspace { planner: RealFftPlanner::new(), lags: vec![], input: vec![], output: vec![], scratch: vec![] }
    }

    /// Counts the pairs of bins at each lag, modulo `size`, both ways round.
    fn add_pairs(&mut self, bins: &[usize], size: usize) {
        self.lags[0] += bins.len() as f64;
        for (i, &later) in bins.iter().enumerate() {
            for &earlier in &bins[..i] {
                self.lags[later - earlier] += 1.0;
                self.lags[size - (later - earlier)] += 1.0;
            }
        }
    }

    /// Adds the squared transform of one block to `full`.
    fn add_transform(&mut self, bins: &[usize], size: usize, full: &mut [f64]) {
        self.input.clear();
        self.input.resize(size, 0.0);
        for &bin in bins {
            self.input[bin] = 1.0;
        }
        let mut input = std::mem::take(&mut self.input);
        self.transform(&mut input, size);
        self.input = input;
        for (sum, value) in full.iter_mut().zip(&self.output) {
            *sum += value.norm_sqr();
        }
    }

    /// Transforms the counts of pairs; they are even, so the result is real.
    fn transform_lags(&mut self, size: usize) {
        let mut lags = std::mem::take(&mut self.lags);
        self.transform(&mut lags, size);
        self.lags = lags;
    }

    fn transform(&mut self, input: &mut [f64], size: usize) {
        let plan = self.planner.plan_fft_forward(size);
        self.output.resize(size / 2 + 1, Complex::default());
        let scratch = plan.get_scratch_len().max(self.scratch.len());
        self.scratch.resize(scratch, Complex::default());
        // Fails only on wrong lengths, and these are made here.
        let done = plan.process_with_scratch(input, &mut self.output, &mut self.scratch[..plan.get_scratch_len()]);
        debug_assert!(done.is_ok());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directly(bins: &[i64], size: usize, frequency: usize) -> f64 {
        let angle = |bin: &i64| std::f64::consts::TAU * (*bin as f64) * frequency as f64 / size as f64;
        let (sine, cosine) = bins.iter().map(|bin| angle(bin).sin_cos()).fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
        sine * sine + cosine * cosine
    }

    #[test]
    fn pairs_and_transforms_agree_with_the_definition() {
        let times: Vec<i64> = (0..1000).map(|i| i * 600 + (i * i) % 500).collect();
        let found = block_spectrum(&times).expect("a block");
        let block: Vec<i64> = times.iter().map(|time| time / BIN).collect();
        for frequency in [0, 1, 77, 1234, found.size / 2] {
            let plain = directly(&block, found.size, frequency) / 1000.0;
            assert!((found.power[frequency] - plain).abs() < 1e-8 * plain.max(1e-3), "{frequency}");
        }
        let few = &times[..500];
        let found = block_spectrum(few).expect("a block");
        for frequency in [0, 1, 77, 1234, found.size / 2] {
            let plain = directly(&block[..500], found.size, frequency) / 500.0;
            assert!((found.power[frequency] - plain).abs() < 1e-8 * plain.max(1e-3), "{frequency}");
        }
    }

    #[test]
    fn a_few_events_have_no_spectrum() {
        assert!(block_spectrum(&[0, 100, 200]).is_none());
        assert!(block_spectrum(&[]).is_none());
    }
}
