//! Which quantities go together.

use super::parse::Arithmetic;
use crate::measure::Unit;

/// What a part of a condition amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quantity {
    /// A measure's unit, or a number written with one.
    Unit(Unit),
    /// One thing over another of its kind: a number that may also be read as a share.
    Ratio,
    /// A number without a unit: a count or a plain number.
    Bare,
    /// 0, which needs no unit.
    Zero,
}

impl Quantity {
    pub(super) fn noun(self) -> &'static str {
        match self {
            Quantity::Unit(unit) => unit.noun(),
            Quantity::Ratio => "a ratio",
            Quantity::Bare | Quantity::Zero => "a bare number",
        }
    }

    pub(super) fn compares_with(self, other: Self) -> bool {
        unify(self, other).is_some()
    }

    /// A plain factor, which leaves the other side's unit as it is.
    fn is_factor(self) -> bool {
        matches!(self, Quantity::Bare | Quantity::Zero | Quantity::Ratio | Quantity::Unit(Unit::Number))
    }
}

/// The common quantity of two that may be compared or added.
fn unify(left: Quantity, right: Quantity) -> Option<Quantity> {
    use Quantity::{Bare, Ratio, Zero};
    match (left, right) {
        (same, other) if same == other => Some(same),
        (Zero, other) | (other, Zero) => Some(other),
        (Bare, Quantity::Unit(unit)) | (Quantity::Unit(unit), Bare) if matches!(unit, Unit::Count | Unit::Number) => {
            Some(Quantity::Unit(unit))
        }
        (Ratio, Quantity::Unit(unit)) | (Quantity::Unit(unit), Ratio) if matches!(unit, Unit::Share | Unit::Number) => {
            Some(Quantity::Unit(unit))
        }
        (Ratio, Bare) | (Bare, Ratio) => Some(Ratio),
        _ => None,
    }
}

/// What arithmetic makes of two quantities; `None` if it makes no sense.
pub(super) fn result(operator: Arithmetic, left: Quantity, right: Quantity) -> Option<Quantity> {
    const SHARE: Quantity = Quantity::Unit(Unit::Share);
    match operator {
        Arithmetic::Add | Arithmetic::Subtract => unify(left, right),
        Arithmetic::Multiply => match (left, right) {
            (Quantity::Bare | Quantity::Zero, other) | (other, Quantity::Bare | Quantity::Zero) => Some(other),
            (factor, other) | (other, factor) if factor.is_factor() => Some(other),
            // A part of something is measured like the whole.
            (SHARE, other) | (other, SHARE) => Some(other),
            _ => None,
        },
        Arithmetic::Divide => match (left, right) {
            (Quantity::Bare | Quantity::Zero, Quantity::Bare | Quantity::Zero) => Some(Quantity::Bare),
            (one, other) if one == other => Some(Quantity::Ratio),
            (one, factor) if factor.is_factor() => Some(one),
            _ => None,
        },
    }
}

/// "write a unit: 100s, 100min, 100h" for a bare number that stands where `unit` is needed.
pub(super) fn write_a_unit(unit: Unit, written: &str) -> String {
    let value: f64 = written.parse().unwrap_or(f64::NAN);
    match unit {
        Unit::Duration => format!("write a unit: {written}s, {written}min, {written}h"),
        Unit::Share if value > 0.0 && value < 1.0 => format!("write a unit: {}%", (value * 1e8).round() / 1e6),
        Unit::Share => format!("write a unit: {written}%"),
        Unit::Count | Unit::Number | Unit::Flag => format!("write {}", unit.noun()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_keeps_units_straight() {
        use Arithmetic::{Add, Divide, Multiply};
        let unit = Quantity::Unit;
        assert_eq!(result(Divide, unit(Unit::Duration), unit(Unit::Duration)), Some(Quantity::Ratio));
        assert_eq!(result(Divide, unit(Unit::Count), unit(Unit::Duration)), None);
        assert_eq!(result(Multiply, Quantity::Bare, unit(Unit::Duration)), Some(unit(Unit::Duration)));
        assert_eq!(result(Multiply, unit(Unit::Share), unit(Unit::Count)), Some(unit(Unit::Count)));
        assert_eq!(result(Multiply, unit(Unit::Count), unit(Unit::Count)), None);
        assert_eq!(result(Add, unit(Unit::Share), unit(Unit::Duration)), None);
        assert!(Quantity::Ratio.compares_with(unit(Unit::Share)));
        assert!(!Quantity::Bare.compares_with(unit(Unit::Share)));
        assert!(Quantity::Zero.compares_with(unit(Unit::Duration)));
    }
}
