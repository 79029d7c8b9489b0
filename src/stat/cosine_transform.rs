//! The transform of an even sequence, at half the cost of that of any other real one.

use std::f64::consts::TAU;
use std::sync::Arc;

use realfft::num_complex::Complex;
use realfft::{RealFftPlanner, RealToComplex};

/// A plan with its buffers for the transform of even sequences of one length.
pub(super) struct CosineTransform {
    /// Half the length of the sequence.
    half: usize,
    plan: Arc<dyn RealToComplex<f64>>,
    /// sin(pi i / `half`) for i = 0..=`half`/2.
    sines: Vec<f64>,
    folded: Vec<f64>,
    output: Vec<Complex<f64>>,
    scratch: Vec<Complex<f64>>,
}

impl CosineTransform {
    /// For even sequences of length `size`, a power of two and at least 8.
    pub fn new(planner: &mut RealFftPlanner<f64>, size: usize) -> CosineTransform {
        let half = size / 2;
        let plan = planner.plan_fft_forward(half);
        CosineTransform {
            half,
            sines: (0..=half / 2).map(|i| (TAU * i as f64 / size as f64).sin()).collect(),
            folded: plan.make_input_vec(),
            output: plan.make_output_vec(),
            scratch: plan.make_scratch_vec(),
            plan,
        }
    }

    /// The length of the sequences.
    pub fn size(&self) -> usize {
        2 * self.half
    }

    /// Sets `powers` to the transform at frequencies 0..=`size`/2, times `scale`, negative results as 0.
    ///
    /// `lags` are the first `size`/2 + 1 values; the rest mirror them. By folding onto a real sequence of half the length
    /// (Press et al., Numerical Recipes, 3rd ed., 12.4.2): even frequencies are its real parts, odd ones the running sums of
    /// its imaginary parts.
    pub fn transform(&mut self, lags: &[u32], scale: f64, powers: &mut [f64]) {
        let mut odd = self.fold(lags);
        // Fails only on wrong lengths, and these were made for the plan.
        let done = self.plan.process_with_scratch(&mut self.folded, &mut self.output, &mut self.scratch);
        debug_assert!(done.is_ok());
        let clipped = |value: f64| (2.0 * scale * value).max(0.0);
        let (fours, rest) = self.output.as_chunks::<4>();
        let (eights, end) = powers.as_chunks_mut::<8>();
        // Sums of four at a time, so that each waits for one addition and not four.
        for (eight, [a, b, c, d]) in eights.iter_mut().zip(fours) {
            let (two, last) = (a.im + b.im, c.im + d.im);
            let odds = [odd - a.im, odd - two, odd - (two + c.im), odd - (two + last)];
            odd = odds[3];
            *eight = [a.re, odds[0], b.re, odds[1], c.re, odds[2], d.re, odds[3]].map(clipped);
        }
        end.iter_mut().zip(rest).for_each(|(power, value)| *power = clipped(value.re));
    }

    /// Folds `lags` onto half their length; returns their transform at frequency 1, halved, where the running sums start.
    fn fold(&mut self, lags: &[u32]) -> f64 {
        let (half, quarter) = (self.half, self.half / 2);
        let (zero, end) = (f64::from(lags[0]), f64::from(lags[half]));
        self.folded[0] = (zero + end) / 2.0;
        self.folded[quarter] = f64::from(lags[quarter]);
        let (low, high) = self.folded.split_at_mut(quarter);
        // From both ends inward, four at a time so that the compiler can take several at once.
        let (near, near_rest) = low[1..].as_chunks_mut::<4>();
        let (far_rest, far) = high[1..].as_rchunks_mut::<4>();
        let (left, left_rest) = lags[1..quarter].as_chunks::<4>();
        let (right_rest, right) = lags[quarter + 1..half].as_rchunks::<4>();
        let (sines, sines_rest) = self.sines[1..quarter].as_chunks::<4>();
        let (cosines_rest, cosines) = self.sines[1..quarter].as_rchunks::<4>();
        let mut sums = [0.0; 4];
        let inward = near.iter_mut().zip(left).zip(sines).zip(far.iter_mut().zip(right).zip(cosines).rev());
        for (((near, left), sines), ((far, right), cosines)) in inward {
            for i in 0..4 {
                (near[i], far[3 - i]) = folded(left[i], right[3 - i], sines[i]);
                sums[i] += cosines[3 - i] * (f64::from(left[i]) - f64::from(right[3 - i]));
            }
        }
        for i in 0..left_rest.len() {
            let mirror = left_rest.len() - 1 - i;
            (near_rest[i], far_rest[mirror]) = folded(left_rest[i], right_rest[mirror], sines_rest[i]);
            sums[i] += cosines_rest[mirror] * (f64::from(left_rest[i]) - f64::from(right_rest[mirror]));
        }
        (zero - end) / 2.0 + sums.iter().sum::<f64>()
    }
}

/// What becomes of a value and its mirror image.
fn folded(value: u32, mirror: u32, sine: f64) -> (f64, f64) {
    let (value, mirror) = (f64::from(value), f64::from(mirror));
    let (mean, lean) = ((value + mirror) / 2.0, sine * (value - mirror));
    (mean - lean, mean + lean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equals_the_definition(doublings in 4u32..9, values in prop::collection::vec(0u32..100, 129)) {
            let size = 1 << doublings;
            let lags = &values[..size / 2 + 1];
            let mut found = vec![0.0; size / 2 + 1];
            CosineTransform::new(&mut RealFftPlanner::new(), size).transform(lags, 0.5, &mut found);
            for (frequency, found) in found.into_iter().enumerate() {
                let value = |at: usize| f64::from(lags[at.min(size - at)]);
                let plain: f64 = (0..size).map(|at| value(at) * (TAU * (at * frequency) as f64 / size as f64).cos()).sum();
                prop_assert!((found - (0.5 * plain).max(0.0)).abs() < 1e-9, "{}: {} {}", frequency, found, plain);
            }
        }
    }
}
