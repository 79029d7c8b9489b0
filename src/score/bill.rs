//! The bill: one line a finding, and lines that add up to the last printed digit.

/// One line of the bill.
#[derive(Debug, Clone, PartialEq)]
pub struct BillLine {
    /// What the line is for: a rule's title, or the overlap inside a family.
    pub label: String,
    /// Evidence in decibans.
    pub decibans: f64,
    /// What it takes from the score, in printed units; `None` where the account has no claimed score.
    pub points: Option<f64>,
}

/// Splits `total` into whole units in proportion to `weights`, so that the parts add up exactly (largest remainder; ties go to
/// the earlier part). Weights of zero get nothing.
pub fn largest_remainder(total: i64, weights: &[f64]) -> Vec<i64> {
    let sum: f64 = weights.iter().sum();
    if total == 0 || sum <= 0.0 {
        return vec![0; weights.len()];
    }
    let size = total.unsigned_abs() as f64;
    let exact: Vec<f64> = weights.iter().map(|weight| size * weight / sum).collect();
    let mut parts: Vec<i64> = exact.iter().map(|part| part.floor() as i64).collect();
    let missing = total.abs() - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..weights.len()).filter(|&index| weights[index] > 0.0).collect();
    order.sort_by(|&a, &b| (exact[b] - exact[b].floor()).total_cmp(&(exact[a] - exact[a].floor())).then(a.cmp(&b)));
    for &index in order.iter().cycle().take(missing.max(0) as usize) {
        parts[index] += 1;
    }
    parts.into_iter().map(|part| part * total.signum()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn big_bens_points_come_out_as_in_the_reference() {
        assert_eq!(largest_remainder(-684, &[5.0, 2.0, 3.0]), [-342, -137, -205]);
        assert_eq!(largest_remainder(-5, &[0.0, 1.0]), [0, -5]);
        assert_eq!(largest_remainder(7, &[0.0, 0.0]), [0, 0]);
    }

    proptest! {
        #[test]
        fn the_parts_always_add_up(total in -100_000i64..100_000, weights in prop::collection::vec(0.0..30.0f64, 1..12)) {
            let parts = largest_remainder(total, &weights);
            if weights.iter().sum::<f64>() > 0.0 {
                prop_assert_eq!(parts.iter().sum::<i64>(), total);
            }
            prop_assert!(parts.iter().all(|&part| part == 0 || part.signum() == total.signum()));
        }
    }
}
