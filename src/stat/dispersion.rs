//! Are the counts of the days too equal?

use std::f64::consts::LN_10;

use super::rests::daily_counts;
use super::tail::ln_gamma_below;

/// -log10 of the p-value that daily counts vary as little as they do, if each day is Poisson or wilder.
///
/// Fisher's (1950) index of dispersion, left tail, over the active UTC days between the first and the last (which may be
/// cut short). `None`: fewer than 7 such days, or fewer than 2 events a day.
pub fn dispersion(times: &[i64]) -> Option<f64> {
    let counts = daily_counts(times);
    let mean = counts.iter().sum::<f64>() / counts.len() as f64;
    if counts.len() < 7 || mean < 2.0 {
        return None;
    }
    let index = counts.iter().map(|count| (count - mean).powi(2)).sum::<f64>() / mean;
    Some(-ln_gamma_below(f64::max(index, 1e-9) / 2.0, (counts.len() - 1) as f64 / 2.0) / LN_10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_a_day_is_too_equal() {
        let quota: Vec<i64> = (0..300).map(|i| i * 8640).collect();
        assert!(dispersion(&quota).expect("thirty days") > 10.0);
        let mood: Vec<i64> = (0..300).map(|i: i64| i * 8640 + (i / 40) * 50_000).collect();
        assert!(dispersion(&mood).is_some());
        assert_eq!(dispersion(&quota[..50]), None);
        assert_eq!(dispersion(&[]), None);
    }
}
