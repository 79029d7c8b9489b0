//! From the tree of a condition to tests on a row: names are resolved, units checked, `not` pushed down.

use super::compile::{Test, Value};
use super::lex::Written;
use super::names::Names;
use super::parse::{Arithmetic, Comparison, Expr, Kind, parse};
use super::problem::{Fault, Span, code};
use super::units::{Quantity, result};
use crate::measure::{MeasureId, Unit};

/// A checked condition.
#[derive(Debug, Clone)]
pub(super) struct Condition {
    /// All of the top-level parts.
    pub(super) test: Test,
    /// The text of each top-level part, in the order of `test`.
    pub(super) parts: Vec<String>,
    /// The comparisons with a constant, each with its place in the text.
    pub(super) thresholds: Vec<(Test, Span)>,
}

impl Condition {
    /// Adds the demand that a measure is there; `part` is how messages name it.
    pub(super) fn require(&mut self, measure: MeasureId, part: String) {
        let whole = std::mem::replace(&mut self.test, Test::All(Box::new([])));
        let mut tests = if let Test::All(tests) = whole { tests.into_vec() } else { vec![whole] };
        tests.push(Test::Known(measure));
        self.test = Test::All(tests.into());
        self.parts.push(part);
    }
}

/// Checks the text of a `when`. All faults are found that do not hide each other.
pub(super) fn check(text: &str, names: &Names<'_>) -> Result<Condition, Vec<Fault>> {
    let tree = parse(text).map_err(|fault| vec![fault])?;
    let mut checker = Checker { text, names, faults: Vec::new(), thresholds: Vec::new() };
    let conjuncts = match tree {
        Expr { kind: Kind::And(parts), .. } => parts,
        single => vec![single],
    };
    let tests: Vec<Test> = conjuncts.iter().filter_map(|part| checker.condition(part, true)).collect();
    if !checker.faults.is_empty() {
        return Err(checker.faults);
    }
    let parts = conjuncts.iter().map(|part| one_line(&text[part.span.clone()])).collect();
    Ok(Condition { test: Test::All(tests.into()), parts, thresholds: checker.thresholds })
}

/// A part of a condition without comments and line ends.
fn one_line(part: &str) -> String {
    let code = part.lines().map(|line| line.split('#').next().unwrap_or_default());
    code.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

struct Checker<'a> {
    text: &'a str,
    names: &'a Names<'a>,
    faults: Vec<Fault>,
    thresholds: Vec<(Test, Span)>,
}

impl Checker<'_> {
    /// The test that `expr` holds, or with `wanted` false, that it does not.
    fn condition(&mut self, expr: &Expr, wanted: bool) -> Option<Test> {
        match &expr.kind {
            Kind::Not(inner) => self.condition(inner, !wanted),
            Kind::And(parts) | Kind::Or(parts) => {
                let tests: Vec<_> = parts.iter().map(|part| self.condition(part, wanted)).collect();
                let tests: Box<[Test]> = tests.into_iter().collect::<Option<Vec<_>>>()?.into();
                // De Morgan: "not (a and b)" is "not a or not b".
                Some(if matches!(expr.kind, Kind::And(_)) == wanted { Test::All(tests) } else { Test::Any(tests) })
            }
            Kind::Compare(comparison, left, right) => self.comparison(expr, *comparison, left, right, wanted),
            Kind::Between(value, low, high) => self.between(expr, value, low, high, wanted),
            Kind::In(value, items) => {
                let comparison = if wanted { Comparison::Equal } else { Comparison::Different };
                let tests: Vec<_> = items.iter().map(|item| self.comparison(item, comparison, value, item, true)).collect();
                let tests: Box<[Test]> = tests.into_iter().collect::<Option<Vec<_>>>()?.into();
                Some(if wanted { Test::Any(tests) } else { Test::All(tests) })
            }
            Kind::Name(name) => {
                let (measure, unit) = self.name(name, &expr.span)?;
                if unit == Unit::Flag {
                    return Some(Test::Flag(measure, wanted));
                }
                let title = format!("`{name}` is {}, not a condition", unit.noun());
                self.faults.push(
                    Fault::new(code::TYPE, title, expr.span.clone(), "compare it with something")
                        .help(format!("for example `{name} > {}`", example(unit))),
                );
                None
            }
            Kind::Number(..) | Kind::Arithmetic(..) | Kind::Negative(_) => {
                self.faults.push(Fault::new(
                    code::TYPE,
                    "this is a number, not a condition",
                    expr.span.clone(),
                    "compare it with something",
                ));
                None
            }
        }
    }

    fn comparison(&mut self, whole: &Expr, comparison: Comparison, left: &Expr, right: &Expr, wanted: bool) -> Option<Test> {
        let (left_value, left_quantity) = self.value(left)?;
        let (right_value, right_quantity) = self.value(right)?;
        self.compatible(left, left_quantity, right, right_quantity)?;
        let constant = matches!(left_value, Value::Constant(_)) || matches!(right_value, Value::Constant(_));
        if matches!((&left_value, &right_value), (Value::Constant(_), Value::Constant(_))) {
            self.faults.push(Fault::new(code::NEVER, "this compares two numbers", whole.span.clone(), "no measure in it"));
            return None;
        }
        let comparison = if wanted { comparison } else { comparison.opposite() };
        let test = Test::compare(left_value, comparison, right_value);
        self.in_range(&test, whole)?;
        if constant {
            self.thresholds.push((test.clone(), whole.span.clone()));
        }
        Some(test)
    }

    fn between(&mut self, whole: &Expr, value: &Expr, low: &Expr, high: &Expr, wanted: bool) -> Option<Test> {
        let (middle, quantity) = self.value(value)?;
        let (low_value, low_quantity) = self.value(low)?;
        let (high_value, high_quantity) = self.value(high)?;
        self.compatible(value, quantity, low, low_quantity)?;
        self.compatible(value, quantity, high, high_quantity)?;
        if let (Value::Constant(from), Value::Constant(to)) = (&low_value, &high_value) {
            if from > to {
                let (low, high) = (self.text[low.span.clone()].to_owned(), self.text[high.span.clone()].to_owned());
                self.faults.push(
                    Fault::new(code::NEVER, "nothing lies between these", whole.span.clone(), "the smaller one comes first")
                        .help(format!("write `between {high} and {low}`")),
                );
                return None;
            }
            if matches!(middle, Value::Constant(_)) {
                self.faults.push(Fault::new(code::NEVER, "this compares numbers", whole.span.clone(), "no measure in it"));
                return None;
            }
        }
        let constant = matches!((&low_value, &high_value), (Value::Constant(_), Value::Constant(_)));
        let test = Test::range(middle, low_value, high_value, wanted);
        if constant {
            self.thresholds.push((test.clone(), whole.span.clone()));
        }
        Some(test)
    }

    /// Refuses a bound that the measure can never reach.
    fn in_range(&mut self, test: &Test, whole: &Expr) -> Option<()> {
        let Test::Bound(id, _, bound) = test else { return Some(()) };
        let measure = self.names.measure(*id);
        let (low, high) = measure.range;
        if (low..=high).contains(bound) {
            return Some(());
        }
        let title = format!("`{}` {}", measure.name, measure.range_text());
        self.faults.push(Fault::new(code::NEVER, title, whole.span.clone(), "so this is the same for every account"));
        None
    }

    fn name(&mut self, name: &str, span: &Span) -> Option<(MeasureId, Unit)> {
        match self.names.find(name) {
            Ok(id) => Some((id, self.names.measure(id).unit)),
            Err(unknown) => {
                self.faults.push(unknown.fault(span.clone()));
                None
            }
        }
    }

    fn value(&mut self, expr: &Expr) -> Option<(Value, Quantity)> {
        match &expr.kind {
            Kind::Number(value, written) => {
                let quantity = match written {
                    Written::Bare if *value == 0.0 => Quantity::Zero,
                    Written::Bare => Quantity::Bare,
                    Written::Share => Quantity::Unit(Unit::Share),
                    Written::Duration => Quantity::Unit(Unit::Duration),
                };
                Some((Value::Constant(*value), quantity))
            }
            Kind::Name(name) => {
                let (measure, unit) = self.name(name, &expr.span)?;
                if unit == Unit::Flag {
                    let title = format!("`{name}` is yes or no");
                    self.faults.push(
                        Fault::new(code::TYPE, title, expr.span.clone(), "it cannot be compared or computed with")
                            .help(format!("write `{name}` or `not {name}`")),
                    );
                    return None;
                }
                Some((Value::Measure(measure), Quantity::Unit(unit)))
            }
            Kind::Negative(inner) => {
                let (value, quantity) = self.value(inner)?;
                Some((join(Arithmetic::Subtract, Value::Constant(0.0), value), quantity))
            }
            Kind::Arithmetic(operator, left, right) => {
                let (left_value, left_quantity) = self.value(left)?;
                let (right_value, right_quantity) = self.value(right)?;
                let Some(quantity) = result(*operator, left_quantity, right_quantity) else {
                    let (one, other) = (left_quantity.noun(), right_quantity.noun());
                    let title = match operator {
                        Arithmetic::Add => format!("{one} and {other} cannot be added"),
                        Arithmetic::Subtract => format!("{other} cannot be taken from {one}"),
                        Arithmetic::Multiply => format!("{one} and {other} cannot be multiplied"),
                        Arithmetic::Divide => format!("{one} cannot be divided by {other}"),
                    };
                    self.faults.push(
                        Fault::new(code::TYPE, title, right.span.clone(), format!("this is {other}"))
                            .context(left.span.clone(), format!("this is {one}")),
                    );
                    return None;
                };
                Some((join(*operator, left_value, right_value), quantity))
            }
            Kind::Not(_) | Kind::And(_) | Kind::Or(_) | Kind::Compare(..) | Kind::Between(..) | Kind::In(..) => {
                self.faults.push(Fault::new(
                    code::TYPE,
                    "this is a condition, not a number",
                    expr.span.clone(),
                    "a number belongs here",
                ));
                None
            }
        }
    }

    fn compatible(&mut self, left: &Expr, left_quantity: Quantity, right: &Expr, right_quantity: Quantity) -> Option<()> {
        if left_quantity.compares_with(right_quantity) {
            return Some(());
        }
        let fault = match (left_quantity, right_quantity) {
            (Quantity::Unit(unit), Quantity::Bare) => self.unit_missing(unit, left, right),
            (Quantity::Bare, Quantity::Unit(unit)) => self.unit_missing(unit, right, left),
            _ => {
                let (one, other) = (left_quantity.noun(), right_quantity.noun());
                Fault::new(
                    code::TYPE,
                    format!("{one} cannot be compared with {other}"),
                    right.span.clone(),
                    format!("this is {other}"),
                )
                .context(left.span.clone(), format!("this is {one}"))
            }
        };
        self.faults.push(fault);
        None
    }

    fn unit_missing(&self, unit: Unit, measured: &Expr, bare: &Expr) -> Fault {
        let written = &self.text[bare.span.clone()];
        let label = super::units::write_a_unit(unit, written);
        Fault::new(code::UNIT, format!("`{written}` has no unit"), bare.span.clone(), label)
            .context(measured.span.clone(), format!("this is {}", unit.noun()))
    }
}

/// Joins two values, computing what is constant once and for all.
fn join(operator: Arithmetic, left: Value, right: Value) -> Value {
    match (&left, &right) {
        (Value::Constant(left), Value::Constant(right)) => Value::Constant(operator.apply(*left, *right)),
        _ => Value::Arithmetic(operator, Box::new(left), Box::new(right)),
    }
}

fn example(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "100",
        Unit::Share => "5%",
        Unit::Duration => "1h",
        Unit::Number | Unit::Flag => "0.5",
    }
}
