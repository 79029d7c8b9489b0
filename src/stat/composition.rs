//! Did a part of the whole change?

use super::tail::ln_gamma_above;

/// The p-value of the G-test of independence (Sokal & Rohlf, "Biometry", 1981, section 17.4; with Williams' correction) for
/// `with` of `all` before against the same after. 1 where one side is empty or nothing differs.
pub fn shift_p_value(before: (u32, u32), after: (u32, u32)) -> f64 {
    let cells = [before.0, before.1 - before.0.min(before.1), after.0, after.1 - after.0.min(after.1)].map(f64::from);
    let rows = [cells[0] + cells[1], cells[2] + cells[3]];
    let columns = [cells[0] + cells[2], cells[1] + cells[3]];
    let total = rows[0] + rows[1];
    if rows.contains(&0.0) || columns.contains(&0.0) {
        return 1.0;
    }
    let expected = |cell: usize| rows[cell / 2] * columns[cell % 2] / total;
    let g: f64 = (0..4).filter(|&cell| cells[cell] > 0.0).map(|cell| 2.0 * cells[cell] * (cells[cell] / expected(cell)).ln()).sum();
    let spread = |sums: [f64; 2]| total / sums[0] + total / sums[1] - 1.0;
    let correction = 1.0 + spread(rows) * spread(columns) / (6.0 * total);
    ln_gamma_above((g / correction).max(0.0) / 2.0, 0.5).exp().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_grew_is_seen_and_one_that_stayed_is_not() {
        assert!(shift_p_value((2, 60), (40, 80)) < 1e-6);
        assert!(shift_p_value((10, 60), (14, 80)) > 0.5);
        assert_eq!((shift_p_value((0, 0), (3, 9)), shift_p_value((0, 9), (0, 9))), (1.0, 1.0));
        // scipy.stats.chi2_contingency([[12, 30], [25, 20]], correction=False, lambda_="log-likelihood") gives G = 6.6
        // Williams' correction for this table is 1.01779.
        assert!((shift_p_value((12, 42), (25, 45)) - 0.011023).abs() < 1e-5, "{}", shift_p_value((12, 42), (25, 45)));
    }
}
