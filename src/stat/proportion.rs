//! Intervals of a share that was counted.

use statrs::distribution::{Beta, ContinuousCDF};

/// The two-sided 95 % interval of a share of `count` among `of` (Wilson, JASA 22, 1927): near the stated level in the mean.
pub fn wilson(count: usize, of: usize) -> [f64; 2] {
    if of == 0 {
        return [0.0, 1.0];
    }
    let (z, n) = (1.959_964, of as f64);
    let share = count as f64 / n;
    let centre = share + z * z / (2.0 * n);
    let width = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    [((centre - width) / scale).max(0.0), ((centre + width) / scale).min(1.0)]
}

/// The exact two-sided 95 % interval of a share (Clopper & Pearson, Biometrika 26, 1934): never below the stated level, so rather too
/// wide than too narrow.
pub fn clopper_pearson(count: usize, of: usize) -> [f64; 2] {
    let (k, n) = (count as f64, of as f64);
    let quantile = |a: f64, b: f64, p: f64| Beta::new(a, b).map_or(f64::NAN, |beta| beta.inverse_cdf(p));
    let low = if count == 0 { 0.0 } else { quantile(k, n - k + 1.0, 0.025) };
    let high = if count >= of { 1.0 } else { quantile(k + 1.0, n - k, 0.975) };
    [low, high]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: [f64; 2], expected: [f64; 2]) {
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-4), "{found:?} {expected:?}");
    }

    #[test]
    fn intervals_are_those_of_the_tables() {
        near(clopper_pearson(0, 100), [0.0, 0.036_217]);
        near(clopper_pearson(5, 50), [0.033_275, 0.218_135]);
        near(clopper_pearson(100, 100), [0.963_783, 1.0]);
        near(wilson(0, 100), [0.0, 0.036_995]);
        near(wilson(5, 50), [0.043_476, 0.213_602]);
        assert_eq!((clopper_pearson(0, 0), wilson(0, 0)), ([0.0, 1.0], [0.0, 1.0]));
    }
}
