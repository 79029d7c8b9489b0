//! Random draws that give the same result on every platform: only ChaCha, integers and the four exact operations of IEEE 754,
//! never the platform's own `ln` or `exp`, whose last digit differs from one C library to the next.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A seeded source of random draws.
#[derive(Debug, Clone)]
pub(super) struct Dice {
    rng: ChaCha8Rng,
}

impl Dice {
    /// The dice of one seed and one purpose.
    pub fn new(seed: u64, purpose: u64) -> Self {
        Dice::with_index(seed, purpose, 0)
    }

    /// The dice of one seed and purpose for the kind of that name. Times and texts draw apart, so that a new word moves no time;
    /// kinds draw apart, or two of them with one seed would post the same words at the same moments, like a ring.
    pub fn for_kind(seed: u64, purpose: u64, name: &str) -> Self {
        // FNV-1a, so that a new kind in the list changes no other kind's history.
        let index =
            name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Dice::with_index(seed, purpose, index)
    }

    /// The dice of one seed, one purpose and one number among many, such as an account of a crowd.
    pub fn with_index(seed: u64, purpose: u64, index: u64) -> Self {
        let mut key = [0u8; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..16].copy_from_slice(&purpose.to_le_bytes());
        key[16..24].copy_from_slice(&index.to_le_bytes());
        Dice { rng: ChaCha8Rng::from_seed(key) }
    }

    /// A whole number in `0..limit`; 0 where the limit is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        ((u64::from(self.rng.next_u32()) * limit as u64) >> 32) as usize
    }

    /// A number in `[0, 1)`.
    pub fn unit(&mut self) -> f64 {
        (self.rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True with the given probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A number between two others.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A draw of the normal law, near enough: twelve uniforms less six. It never strays beyond six.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// A draw of the exponential law with mean 1.
    pub fn exponential(&mut self) -> f64 {
        -ln(1.0 - self.unit())
    }

    /// A draw of the log-normal law with the given median and spread of its logarithm.
    pub fn lognormal(&mut self, median: f64, spread: f64) -> f64 {
        median * exp(spread * self.normal())
    }

    /// A draw of the Gamma law of shape 2 with mean 1: what makes one day, or one post, livelier than the next.
    pub fn lively(&mut self) -> f64 {
        (self.exponential() + self.exponential()) / 2.0
    }

    /// A power of a uniform draw: the Pareto law with the given exponent, at least 1.
    pub fn pareto(&mut self, alpha: f64) -> f64 {
        exp(self.exponential() / alpha)
    }

    /// A count with the given mean and the spread of real likes (negative binomial, k = 2).
    pub fn count(&mut self, mean: f64) -> u64 {
        let rate = mean * self.lively();
        if rate > 60.0 {
            return (rate + rate.sqrt() * self.normal()).max(0.0) as u64;
        }
        let (mut total, mut sum) = (0, self.exponential());
        while sum < rate {
            total += 1;
            sum += self.exponential();
        }
        total
    }

    /// One of a list; the lists of this room are never empty, an empty one gives its default.
    pub fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        list.get(self.below(list.len())).copied().unwrap_or_default()
    }

    /// One of a list whose entries carry weights.
    pub fn weighted<T: Copy + Default>(&mut self, list: &[(T, u32)]) -> T {
        let total: u32 = list.iter().map(|entry| entry.1).sum();
        let mut left = self.below(total as usize) as u32;
        for (value, weight) in list {
            if left < *weight {
                return *value;
            }
            left -= weight;
        }
        T::default()
    }

    /// `wanted` different numbers out of `from..to`, marked in a list as long as `to`.
    pub fn marks(&mut self, wanted: usize, from: usize, to: usize) -> Vec<bool> {
        let mut marks = vec![false; to];
        let (mut left, mut open) = (wanted, to.saturating_sub(from));
        for mark in marks.iter_mut().skip(from) {
            if self.below(open) < left {
                *mark = true;
                left -= 1;
            }
            open -= 1;
        }
        marks
    }
}

/// The natural logarithm of a positive normal number, from exact operations only.
pub(super) fn ln(x: f64) -> f64 {
    let bits = x.to_bits();
    let mut exponent = ((bits >> 52) & 0x7ff) as i64 - 1023;
    let mut mantissa = f64::from_bits((bits & ((1 << 52) - 1)) | (1023 << 52));
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa /= 2.0;
        exponent += 1;
    }
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let square = s * s;
    let series = (0..12).rev().fold(0.0, |sum, k| sum * square + 1.0 / f64::from(2 * k + 1));
    2.0 * s * series + exponent as f64 * std::f64::consts::LN_2
}

/// The exponential of a number of moderate size, from exact operations only.
pub(super) fn exp(x: f64) -> f64 {
    let x = x.clamp(-700.0, 700.0);
    let power = (x / std::f64::consts::LN_2).round();
    let rest = x - power * std::f64::consts::LN_2;
    let series = (1..=14).rev().fold(1.0, |sum, k| 1.0 + sum * rest / f64::from(k));
    series * f64::from_bits(((power as i64 + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_portable_functions_agree_with_the_platform() {
        for step in 1..2000 {
            let x = f64::from(step) * 0.037;
            assert!((ln(x) - x.ln()).abs() < 1e-13, "{x}");
            assert!((exp(-x) / (-x).exp() - 1.0).abs() < 1e-13, "{x}");
        }
    }

    #[test]
    fn draws_have_the_promised_means() {
        let mut dice = Dice::new(7, 1);
        let mut mean = |draw: &mut dyn FnMut(&mut Dice) -> f64| (0..20_000).map(|_| draw(&mut dice)).sum::<f64>() / 20_000.0;
        assert!((mean(&mut Dice::exponential) - 1.0).abs() < 0.03);
        assert!(mean(&mut Dice::normal).abs() < 0.03);
        assert!((mean(&mut |dice| dice.count(9.0) as f64) - 9.0).abs() < 0.3);
        assert!((mean(&mut |dice| dice.count(400.0) as f64) - 400.0).abs() < 9.0);
        assert!((mean(&mut |dice| dice.below(11) as f64) - 5.0).abs() < 0.1);
    }

    #[test]
    fn marks_are_exactly_as_many_as_wanted() {
        let mut dice = Dice::new(1, 1);
        let marks = dice.marks(13, 5, 60);
        assert_eq!(marks.iter().filter(|mark| **mark).count(), 13);
        assert!(marks[..5].iter().all(|mark| !mark));
        assert_eq!(dice.marks(9, 2, 4).iter().filter(|mark| **mark).count(), 2);
    }

    #[test]
    fn the_first_draw_is_the_same_everywhere() {
        assert_eq!(Dice::new(0, 0).below(1 << 30), Dice::with_index(0, 0, 0).below(1 << 30));
        // ChaCha8 with an all-zero key begins with the word 0x2fef003e (RFC layout, 8 rounds).
        assert_eq!(Dice::new(0, 0).rng.next_u32(), 0x2fef_003e);
    }
}
