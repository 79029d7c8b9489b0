//! A condition as it is evaluated: tests on a row of measures, true, false or unknown.
//!
//! `not` never appears: the checker pushes it down to the comparisons, so that a missing measure (NaN) makes a test unknown,
//! never true. That is Kleene's three-valued logic.

use super::parse::{Arithmetic, Comparison};
use crate::measure::MeasureId;

/// What a test says of a row. The order makes "and" the smallest and "or" the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Truth {
    False,
    Unknown,
    True,
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Truth::True } else { Truth::False }
    }
}

/// A question to a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Test {
    All(Box<[Test]>),
    Any(Box<[Test]>),
    /// The measure is there.
    Known(MeasureId),
    /// The measure is yes, or no.
    Flag(MeasureId, bool),
    /// The measure compared with a constant: nearly all tests are of this form.
    Bound(MeasureId, Comparison, f64),
    /// The measure is inside (or outside) two constants.
    Range {
        measure: MeasureId,
        low: f64,
        high: f64,
        inside: bool,
    },
    Compare(Value, Comparison, Value),
}

/// A number computed from a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Constant(f64),
    Measure(MeasureId),
    Arithmetic(Arithmetic, Box<Value>, Box<Value>),
}

impl Comparison {
    #[inline]
    pub(super) fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Comparison::Less => left < right,
            Comparison::AtMost => left <= right,
            Comparison::More => left > right,
            Comparison::AtLeast => left >= right,
            Comparison::Equal => left == right,
            Comparison::Different => left != right,
        }
    }

    /// What `not` makes of it.
    pub(super) fn opposite(self) -> Self {
        match self {
            Comparison::Less => Comparison::AtLeast,
            Comparison::AtMost => Comparison::More,
            Comparison::More => Comparison::AtMost,
            Comparison::AtLeast => Comparison::Less,
            Comparison::Equal => Comparison::Different,
            Comparison::Different => Comparison::Equal,
        }
    }

    /// The same with its sides exchanged.
    pub(super) fn mirrored(self) -> Self {
        match self {
            Comparison::Less => Comparison::More,
            Comparison::AtMost => Comparison::AtLeast,
            Comparison::More => Comparison::Less,
            Comparison::AtLeast => Comparison::AtMost,
            same => same,
        }
    }
}

impl Test {
    /// A comparison in its fastest form.
    pub(super) fn compare(left: Value, comparison: Comparison, right: Value) -> Self {
        match (left, right) {
            (Value::Measure(measure), Value::Constant(bound)) => Test::Bound(measure, comparison, bound),
            (Value::Constant(bound), Value::Measure(measure)) => Test::Bound(measure, comparison.mirrored(), bound),
            (left, right) => Test::Compare(left, comparison, right),
        }
    }

    /// Inside or outside two limits, both included in the inside.
    pub(super) fn range(value: Value, low: Value, high: Value, inside: bool) -> Self {
        match (value, low, high) {
            (Value::Measure(measure), Value::Constant(low), Value::Constant(high)) => Test::Range { measure, low, high, inside },
            (value, low, high) if inside => Test::All(Box::new([
                Test::compare(value.clone(), Comparison::AtLeast, low),
                Test::compare(value, Comparison::AtMost, high),
            ])),
            (value, low, high) => Test::Any(Box::new([
                Test::compare(value.clone(), Comparison::Less, low),
                Test::compare(value, Comparison::More, high),
            ])),
        }
    }

    /// The answer for a row; measures beyond its end are missing.
    pub(super) fn truth(&self, row: &[f64]) -> Truth {
        match self {
            Test::All(parts) => {
                let mut all = Truth::True;
                for part in parts {
                    match part.truth(row) {
                        Truth::False => return Truth::False,
                        truth => all = all.min(truth),
                    }
                }
                all
            }
            Test::Any(parts) => {
                let mut any = Truth::False;
                for part in parts {
                    match part.truth(row) {
                        Truth::True => return Truth::True,
                        truth => any = any.max(truth),
                    }
                }
                any
            }
            Test::Known(measure) => {
                if at(row, *measure).is_nan() {
                    Truth::Unknown
                } else {
                    Truth::True
                }
            }
            Test::Flag(measure, wanted) => {
                let value = at(row, *measure);
                if value.is_nan() { Truth::Unknown } else { ((value != 0.0) == *wanted).into() }
            }
            Test::Bound(measure, comparison, bound) => decide(at(row, *measure), *comparison, *bound),
            Test::Range { measure, low, high, inside } => {
                let value = at(row, *measure);
                if value.is_nan() { Truth::Unknown } else { ((*low <= value && value <= *high) == *inside).into() }
            }
            Test::Compare(left, comparison, right) => decide(left.of(row), *comparison, right.of(row)),
        }
    }

    /// Every measure the test looks at.
    pub(super) fn measures(&self, found: &mut Vec<MeasureId>) {
        match self {
            Test::All(parts) | Test::Any(parts) => parts.iter().for_each(|part| part.measures(found)),
            Test::Known(measure) | Test::Flag(measure, _) | Test::Bound(measure, ..) | Test::Range { measure, .. } => {
                found.push(*measure);
            }
            Test::Compare(left, _, right) => {
                left.measures(found);
                right.measures(found);
            }
        }
    }

    /// The measures whose absence keeps the answer open. Only for a test that is unknown.
    pub(super) fn missing(&self, row: &[f64], found: &mut Vec<MeasureId>) {
        match self {
            Test::All(parts) | Test::Any(parts) => {
                for part in parts.iter().filter(|part| part.truth(row) == Truth::Unknown) {
                    part.missing(row, found);
                }
            }
            leaf => {
                let mut all = Vec::new();
                leaf.measures(&mut all);
                for measure in all {
                    if at(row, measure).is_nan() && !found.contains(&measure) {
                        found.push(measure);
                    }
                }
            }
        }
    }
}

impl Value {
    /// Whether it depends on a measure.
    pub(super) fn asks(&self, measure: MeasureId) -> bool {
        let mut all = Vec::new();
        self.measures(&mut all);
        all.contains(&measure)
    }

    pub(super) fn of(&self, row: &[f64]) -> f64 {
        match self {
            Value::Constant(value) => *value,
            Value::Measure(measure) => at(row, *measure),
            Value::Arithmetic(operator, left, right) => operator.apply(left.of(row), right.of(row)),
        }
    }

    fn measures(&self, found: &mut Vec<MeasureId>) {
        match self {
            Value::Constant(_) => {}
            Value::Measure(measure) => found.push(*measure),
            Value::Arithmetic(_, left, right) => {
                left.measures(found);
                right.measures(found);
            }
        }
    }
}

impl Arithmetic {
    /// The result; a division by nothing is missing, not infinite, so that it fires no rule.
    pub(super) fn apply(self, left: f64, right: f64) -> f64 {
        match self {
            Arithmetic::Add => left + right,
            Arithmetic::Subtract => left - right,
            Arithmetic::Multiply => left * right,
            Arithmetic::Divide if right == 0.0 => f64::NAN,
            Arithmetic::Divide => left / right,
        }
    }
}

#[inline]
fn decide(left: f64, comparison: Comparison, right: f64) -> Truth {
    if left.is_nan() || right.is_nan() { Truth::Unknown } else { comparison.holds(left, right).into() }
}

#[inline]
pub(super) fn at(row: &[f64], measure: MeasureId) -> f64 {
    row.get(measure.0).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_is_unknown_and_false_beats_it_in_and_true_beats_it_in_or() {
        let more = |index, bound| Test::Bound(MeasureId(index), Comparison::More, bound);
        let all = Test::All(Box::new([more(0, 1.0), more(1, 1.0)]));
        let any = Test::Any(Box::new([more(0, 1.0), more(1, 1.0)]));
        let (nan, yes, no) = (f64::NAN, 2.0, 0.0);
        for (row, and, or) in [
            ([yes, yes], Truth::True, Truth::True),
            ([yes, nan], Truth::Unknown, Truth::True),
            ([no, nan], Truth::False, Truth::Unknown),
            ([nan, nan], Truth::Unknown, Truth::Unknown),
            ([yes, no], Truth::False, Truth::True),
        ] {
            assert_eq!((all.truth(&row), any.truth(&row)), (and, or), "{row:?}");
        }
        let mut missing = Vec::new();
        all.missing(&[2.0], &mut missing);
        assert_eq!(missing, [MeasureId(1)]);
    }

    #[test]
    fn division_by_nothing_is_missing() {
        let ratio =
            Value::Arithmetic(Arithmetic::Divide, Box::new(Value::Measure(MeasureId(0))), Box::new(Value::Measure(MeasureId(1))));
        let test = Test::compare(ratio, Comparison::More, Value::Constant(3.0));
        assert_eq!(test.truth(&[9.0, 0.0]), Truth::Unknown);
        assert_eq!(test.truth(&[9.0, 2.0]), Truth::True);
    }
}
