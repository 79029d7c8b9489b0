//! Fisher's noncentral hypergeometric distribution.

use statrs::function::factorial::ln_factorial;

/// How many of `drawn` come from the first group, when `first` and `second` are the sizes of two groups and an element of the
/// first is `odds` times as likely to be drawn: the logarithms of the probabilities of 0, 1... min(first, drawn).
///
/// P(x) ∝ C(first, x)·C(second, drawn - x)·odds^x (Fisher, "The logic of inductive inference", J. R. Stat. Soc. 98, 1935). It
/// is the law of x given x + y where x and y are independent binomials. What cannot be has -∞. `drawn` is at most the sum of both
/// sizes, or nothing can be.
pub fn ln_probabilities(first: u64, second: u64, drawn: u64, odds: f64) -> Vec<f64> {
    let ln_choose = |n: u64, k: u64| ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k);
    let mut ln: Vec<f64> = (0..=first.min(drawn))
        .map(|x| {
            let y = drawn - x;
            if y > second { f64::NEG_INFINITY } else { ln_choose(first, x) + ln_choose(second, y) + x as f64 * odds.ln() }
        })
        .collect();
    let most = ln.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most.is_finite() {
        let total = most + ln.iter().map(|value| (value - most).exp()).sum::<f64>().ln();
        ln.iter_mut().for_each(|value| *value -= total);
    }
    ln
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_odds_it_is_the_hypergeometric_distribution() {
        let ln = ln_probabilities(4, 6, 3, 1.0);
        let expected = [20.0, 60.0, 36.0, 4.0].map(|count: f64| (count / 120.0).ln());
        for (found, expected) in ln.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12);
        }
    }

    /// By hand: odds 3 give weights 20, 60·3, 36·9, 4·27.
    #[test]
    fn odds_favour_the_first_group() {
        let ln = ln_probabilities(4, 6, 3, 3.0);
        let expected = [20.0, 180.0, 324.0, 108.0].map(|weight: f64| (weight / 632.0).ln());
        for (found, expected) in ln.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn what_cannot_be_has_no_probability() {
        let ln = ln_probabilities(5, 1, 3, 2.0);
        assert_eq!(&ln[..2], &[f64::NEG_INFINITY; 2]);
        assert!((ln.iter().map(|value| value.exp()).sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
