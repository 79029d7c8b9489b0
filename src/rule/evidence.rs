//! From a p-value to evidence.

const DECIBANS_PER_NAT: f64 = 10.0 / std::f64::consts::LN_10;

/// The evidence that a p-value gives against chance, in nats (natural logarithm of an e-value), never negative.
///
/// The e-value is the mixture of all `k·p^(k-1)` over `0 < k < 1`, `e = (1 - p + p·ln p) / (p·ln² p)`: Vovk and Wang,
/// "E-values: Calibration, combination and applications", Annals of Statistics 49 (2021), section 2. From `p = 0.2` up we count
/// it as nothing; a `p` of 0 gives infinity, which the rule's points cap; a missing `p` gives 0.
pub fn nats(p: f64) -> f64 {
    if p.is_nan() || p >= 0.2 {
        return 0.0;
    }
    if p <= 0.0 {
        return f64::INFINITY;
    }
    let log = p.ln();
    // Divided by p in logarithms, so that the smallest p-values do not overflow.
    ((1.0 - p + p * log).ln() - log - 2.0 * log.abs().ln()).max(0.0)
}

/// The same evidence in decibans: 10 is ten times the odds.
pub fn decibans(p: f64) -> f64 {
    nats(p) * DECIBANS_PER_NAT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_values() {
        for (p, expected) in [(1e-2, 1.5), (1e-3, 3.0), (1e-4, 4.8), (1e-6, 8.6)] {
            assert!((nats(p) - expected).abs() < 0.06, "{p}: {}", nats(p));
        }
        assert!((decibans(1e-3) - nats(1e-3) * 4.342_944_819).abs() < 1e-9);
    }

    #[test]
    fn never_negative_and_never_decreasing() {
        let mut last = 0.0;
        for step in 0..4000 {
            let p = 10f64.powf(-f64::from(step) * 0.08);
            let now = nats(p);
            assert!(now >= last, "{p}: {now} after {last}");
            last = now;
        }
        assert_eq!(nats(0.2), 0.0);
        assert_eq!(nats(1.0), 0.0);
        assert_eq!(nats(f64::NAN), 0.0);
        assert_eq!(nats(0.0), f64::INFINITY);
    }
}
