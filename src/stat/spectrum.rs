//! The power spectrum of an account's events, summed over blocks of a week.

use realfft::RealFftPlanner;
use realfft::num_complex::Complex;

use super::cosine_transform::CosineTransform;

/// Width of a time bin, in seconds.
pub(super) const BIN: i64 = 20;
const BLOCK: i64 = 7 * 86_400;
const FEWEST_EVENTS: usize = 6;
const MOST_BLOCKS: usize = 12;
/// Above this many occupied bins a block's own transform is cheaper than its pairs.
const MANY_BINS: usize = 800;
/// The shortest transform: that of spans of a few bins.
const SHORTEST: usize = 16;

/// A summed block spectrum.
pub(super) struct Spectrum<'a> {
    /// Power at frequencies i / (`size` * `BIN`) for i = 0..=`size`/2, divided by the number of occupied bins: about 1.
    pub power: &'a [f64],
    /// Length of the transform, a power of two.
    pub size: usize,
    /// How many times finer the frequencies stand than a block can resolve.
    pub oversampling: f64,
    /// The effective number of blocks: the shape of the gamma distribution of the power.
    pub blocks: f64,
}

/// Plans and buffers, to be kept: an audit makes the same transform for every account.
pub(super) struct Workspace {
    planner: RealFftPlanner<f64>,
    plans: Vec<CosineTransform>,
    bins: Vec<u32>,
    /// How many pairs of bins stand so far apart, in bins.
    lags: Vec<u32>,
    /// The summed squared transforms of the busy blocks; empty if there are none.
    full: Vec<f64>,
    input: Vec<f64>,
    output: Vec<Complex<f64>>,
    scratch: Vec<Complex<f64>>,
    power: Vec<f64>,
}

impl Workspace {
    /// A workspace without plans.
    pub fn new() -> Workspace {
        Workspace {
            planner: RealFftPlanner::new(),
            plans: vec![],
            bins: vec![],
            lags: vec![],
            full: vec![],
            input: vec![],
            output: vec![],
            scratch: vec![],
            power: vec![],
        }
    }

    /// The spectrum of `times` (sorted seconds) over its first 12 blocks of 7 days with at least 6 events; `None`: no such
    /// block.
    ///
    /// A bin of 20 s is 1 or 0. The squared transforms of the blocks add up to the transform of the summed counts of pairs at
    /// each lag (Wiener-Khinchin), so one transform serves all blocks.
    pub fn block_spectrum(&mut self, times: &[i64]) -> Option<Spectrum<'_>> {
        let (first, last) = (*times.first()?, *times.last()?);
        let block = BLOCK.min(last - first + 1);
        let weeks = (last - first + block - 1) / block;
        let size = ((block / BIN * 2) as usize).next_power_of_two().max(SHORTEST);
        self.clear(size);
        let (mut occupied, mut squares, mut used) = (0.0, 0.0, 0);
        for week in times.chunk_by(|a, b| (a - first) / block == (b - first) / block) {
            // An event exactly at the end of the last whole block belongs to none.
            if used == MOST_BLOCKS || (week[0] - first) / block == weeks {
                break;
            }
            if week.len() < FEWEST_EVENTS {
                continue;
            }
            self.bins.clear();
            self.bins.extend(week.iter().map(|time| ((time - week[0]) / BIN) as u32));
            self.bins.dedup();
            if self.bins.len() > MANY_BINS {
                self.add_transform(size)
            } else {
                self.add_pairs()
            }
            used += 1;
            occupied += self.bins.len() as f64;
            squares += (self.bins.len() * self.bins.len()) as f64;
        }
        if used == 0 {
            return None;
        }
        self.find_power(size, occupied);
        let oversampling = (size as i64 * BIN) as f64 / block as f64;
        Some(Spectrum { power: &self.power, size, oversampling, blocks: occupied * occupied / squares })
    }

    /// Forgets the blocks, and makes room for lags up to half of `size`.
    fn clear(&mut self, size: usize) {
        self.lags.clear();
        self.lags.resize(size / 2 + 1, 0);
        self.full.clear();
    }

    /// Counts the pairs of bins at each lag.
    fn add_pairs(&mut self) {
        self.lags[0] += self.bins.len() as u32;
        for (i, later) in self.bins.iter().enumerate() {
            for earlier in &self.bins[..i] {
                self.lags[(later - earlier) as usize] += 1;
            }
        }
    }

    /// Adds the squared transform of a block of `size` bins.
    fn add_transform(&mut self, size: usize) {
        let plan = self.planner.plan_fft_forward(size);
        self.input.clear();
        self.input.resize(size, 0.0);
        for &bin in &self.bins {
            self.input[bin as usize] = 1.0;
        }
        self.output.resize(size / 2 + 1, Complex::default());
        self.scratch.resize(plan.get_scratch_len(), Complex::default());
        // Fails only on wrong lengths, and these are the plan's own.
        let done = plan.process_with_scratch(&mut self.input, &mut self.output, &mut self.scratch);
        debug_assert!(done.is_ok());
        self.full.resize(self.output.len(), 0.0);
        for (sum, value) in self.full.iter_mut().zip(&self.output) {
            *sum += value.norm_sqr();
        }
    }

    /// The power of all blocks over the number of `occupied` bins.
    fn find_power(&mut self, size: usize, occupied: f64) {
        let at = self.plans.iter().position(|plan| plan.size() == size).unwrap_or_else(|| {
            self.plans.push(CosineTransform::new(&mut self.planner, size));
            self.plans.len() - 1
        });
        // In a circle, a lag of half its length is one both ways round.
        self.lags[size / 2] *= 2;
        self.power.resize(size / 2 + 1, 0.0);
        self.plans[at].transform(&self.lags, 1.0 / occupied, &mut self.power);
        for (sum, own) in self.power.iter_mut().zip(&self.full) {
            *sum += own / occupied;
        }
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
        let mut space = Workspace::new();
        let found = space.block_spectrum(&times).expect("a block");
        let block: Vec<i64> = times.iter().map(|time| time / BIN).collect();
        for frequency in [0, 1, 77, 1234, found.size / 2] {
            let plain = directly(&block, found.size, frequency) / 1000.0;
            assert!((found.power[frequency] - plain).abs() < 1e-8 * plain.max(1e-3), "{frequency}");
        }
        let few = &times[..500];
        let found = space.block_spectrum(few).expect("a block");
        for frequency in [0, 1, 77, 1234, found.size / 2] {
            let plain = directly(&block[..500], found.size, frequency) / 500.0;
            assert!((found.power[frequency] - plain).abs() < 1e-8 * plain.max(1e-3), "{frequency}");
        }
    }

    #[test]
    fn a_few_events_have_no_spectrum() {
        assert!(Workspace::new().block_spectrum(&[0, 100, 200]).is_none());
        assert!(Workspace::new().block_spectrum(&[]).is_none());
    }
}
