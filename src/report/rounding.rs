//! Numbers as reports print them: few digits, never `NaN`, and bills that add up to the last printed digit.

use std::borrow::Cow;

use crate::score::{AxisVerdict, BillLine, ItemVerdict};

/// Rounds to so many decimals; what is no number becomes 0, and a negative zero a plain one.
pub(super) fn rounded(value: f64, decimals: i32) -> f64 {
    let unit = 10f64.powi(decimals);
    let whole = (value * unit).round();
    if whole.is_finite() { whole / unit + 0.0 } else { 0.0 }
}

/// A probability or share, to four decimals.
pub(super) fn probability(value: f64) -> f64 {
    rounded(value, 4)
}

/// Decibans, to one decimal.
pub(super) fn decibans(value: f64) -> f64 {
    rounded(value, 1)
}

/// A number that may be missing; what is no number is missing.
pub(super) fn known(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

/// The lines of an axis in tenths of a deciban. Where the rounded lines miss the rounded total, a last line says by how much.
pub(super) fn bill(axis: &AxisVerdict) -> Vec<Cow<'_, BillLine>> {
    in_tenths(&axis.bill, axis.decibans)
}

/// The same for a comment.
pub(super) fn item_bill<'a>(verdict: &'a ItemVerdict<'_>) -> Vec<Cow<'a, BillLine>> {
    in_tenths(&verdict.bill, verdict.decibans)
}

fn in_tenths(lines: &[BillLine], total: f64) -> Vec<Cow<'_, BillLine>> {
    let tenths = |value: f64| (decibans(value) * 10.0).round();
    let missing = tenths(total) - lines.iter().map(|line| tenths(line.decibans)).sum::<f64>();
    let mut lines: Vec<Cow<'_, BillLine>> = lines.iter().map(Cow::Borrowed).collect();
    if missing != 0.0 {
        lines.push(Cow::Owned(BillLine { label: "rounding".to_owned(), decibans: missing / 10.0, points: None }));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_never_printed() {
        assert_eq!((rounded(f64::NAN, 1), rounded(f64::INFINITY, 1), rounded(0.123_45, 4)), (0.0, 0.0, 0.1235));
        assert!(rounded(-0.01, 1).is_sign_positive());
        assert_eq!((known(Some(f64::NAN)), known(Some(1e-9))), (None, Some(1e-9)));
    }

    #[test]
    fn a_bill_adds_up_in_tenths() {
        let line = |decibans| BillLine { label: "a".into(), decibans, points: None };
        let axis = AxisVerdict {
            probability: 0.5,
            prior: 0.1,
            at_priors: [0.5; 3],
            decibans: 3.33,
            share: 0.0,
            named: 0,
            bill: vec![line(1.11), line(1.11), line(1.11)],
        };
        assert_eq!(bill(&axis).len(), 3);
        let uneven = AxisVerdict { decibans: 3.48, bill: vec![line(1.16), line(1.16), line(1.16)], ..axis };
        assert_eq!(bill(&uneven).last().map(|line| line.decibans), Some(-0.1));
    }
}
