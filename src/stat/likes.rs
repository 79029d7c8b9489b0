//! Are the likes too even?

use super::tail::ln_gamma_below;

/// Pairs of posts with fewer likes together than this are left out: small counts are no chi-squared.
const FEWEST_LIKES: f64 = 10.0;
const FEWEST_PAIRS: usize = 8;

/// The p-value that neighbouring posts' likes differ as little as they do, if likes are Poisson or wilder; left tail of the
/// dispersion of pairs, so a slow trend does not matter. Likes of honest posts vary far more than Poisson; packages of bought
/// likes less. `None`: fewer than 8 pairs with 10 likes.
pub fn too_even_p_value(likes: &[f64]) -> Option<f64> {
    let pairs = likes.chunks_exact(2).filter(|pair| pair[0] + pair[1] >= FEWEST_LIKES);
    let terms: Vec<f64> = pairs.map(|pair| (pair[0] - pair[1]).powi(2) / (pair[0] + pair[1])).collect();
    let index: f64 = terms.iter().sum();
    (terms.len() >= FEWEST_PAIRS).then(|| ln_gamma_below(f64::max(index, 1e-9) / 2.0, terms.len() as f64 / 2.0).exp().min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_too_even_and_an_audience_is_not() {
        let package: Vec<f64> = (0..60).map(|post| 250.0 + f64::from(post * 7 % 5)).collect();
        assert!(too_even_p_value(&package).expect("pairs") < 1e-6);
        let audience: Vec<f64> = (0..60).map(|post| f64::from(post * post * 31 % 97)).collect();
        assert!(too_even_p_value(&audience).expect("pairs") > 0.5);
        assert_eq!(too_even_p_value(&package[..14]), None);
        assert_eq!(too_even_p_value(&[1.0; 40]), None);
    }
}
