//! e-values: evidence whose mean is at most 1 where there is nothing to find, so that 1/e bounds the chance of being fooled.

/// Which of several e-values (as logarithms) may be believed, so that in the mean at most the part `alpha` of those is wrong,
/// however they depend on one another.
///
/// e-BH (Wang & Ramdas, "False discovery rate control with e-values", J. R. Stat. Soc. B 84, 2022): the k largest are believed
/// for the largest k with e(k) ≥ n/(k·alpha).
pub fn believed(ln_e: &[f64], alpha: f64) -> Vec<bool> {
    let mut descending: Vec<f64> = ln_e.to_vec();
    descending.sort_unstable_by(|a, b| b.total_cmp(a));
    let n = ln_e.len() as f64;
    let bound = |k: usize| (n / (k as f64 * alpha)).ln();
    let last = (1..=descending.len()).rev().find(|&k| descending[k - 1] >= bound(k));
    ln_e.iter().map(|e| last.is_some_and(|k| *e >= descending[k - 1])).collect()
}

/// The logarithm of the mean of numbers that are given as logarithms; the mean of e-values is one. -∞ for none.
pub fn ln_mean(ln: &[f64]) -> f64 {
    let most = ln.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most.is_finite() { most + (ln.iter().map(|value| (value - most).exp()).sum::<f64>() / ln.len() as f64).ln() } else { most }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_there_is_the_less_each_must_show() {
        let ln = |values: &[f64]| values.iter().map(|value: &f64| value.ln()).collect::<Vec<_>>();
        assert_eq!(believed(&ln(&[99.0, 1.0]), 0.01), [false, false]);
        assert_eq!(believed(&ln(&[200.0, 1.0]), 0.01), [true, false]);
        assert_eq!(believed(&ln(&[101.0, 100.0]), 0.01), [true, true]);
        assert!(believed(&[], 0.01).is_empty());
    }

    #[test]
    fn means_of_logarithms_do_not_overflow() {
        assert!((ln_mean(&[1000.0, 1000.0]) - 1000.0).abs() < 1e-9);
        assert!((ln_mean(&[0.0, 3.0_f64.ln()]) - 2.0_f64.ln()).abs() < 1e-12);
        assert_eq!(ln_mean(&[]), f64::NEG_INFINITY);
    }
}
