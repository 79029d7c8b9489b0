//! At which value of one measure a condition that holds would hold no longer, all else being the same.

use super::compile::{Test, Truth, Value, at};
use super::model::Rule;
use super::parse::Comparison;
use crate::measure::{MeasureId, Unit, Vocabulary, format};

/// Values at which a comparison turns from true to false.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Turn {
    Below(f64),
    AtMost(f64),
    AtLeast(f64),
    Above(f64),
    Is(f64),
}

impl Rule {
    /// The nearest value of a measure at which the rule, which fires on this row, would be quiet: `below 20%`. Measures that say how
    /// much material there is are left out, because less of it would not change what it shows.
    pub fn turns_at(&self, vocabulary: &Vocabulary, row: &[f64], measure: MeasureId) -> Option<String> {
        let known = vocabulary.get(measure);
        if known.sample {
            return None;
        }
        let turn = self.turn(row, measure, known.range)?;
        Some(turn.words(known.unit))
    }

    fn turn(&self, row: &[f64], measure: MeasureId, (low, high): (f64, f64)) -> Option<Turn> {
        let mut turns = Vec::new();
        find(&self.condition.test, row, measure, &mut turns);
        let value = at(row, measure);
        let distance = |turn: &Turn| (turn.value() - value).abs();
        let quiet = |turn: &Turn| {
            let mut other = row.to_vec();
            other[measure.0] = turn.value();
            (low..=high).contains(&turn.value()) && self.condition.test.truth(&other) == Truth::False
        };
        turns.retain(quiet);
        turns.into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }
}

fn find(test: &Test, row: &[f64], measure: MeasureId, turns: &mut Vec<Turn>) {
    match test {
        Test::All(parts) | Test::Any(parts) => parts.iter().for_each(|part| find(part, row, measure, turns)),
        Test::Flag(id, wanted) if *id == measure => turns.push(Turn::Is(f64::from(u8::from(!wanted)))),
        Test::Bound(id, comparison, bound) if *id == measure => turns.extend(Turn::of(*comparison, *bound)),
        Test::Range { measure: id, low, high, inside } if *id == measure => {
            turns.extend(if *inside { [Turn::Below(*low), Turn::Above(*high)] } else { [Turn::AtLeast(*low), Turn::AtMost(*high)] })
        }
        Test::Compare(Value::Measure(id), comparison, other) if *id == measure && !other.asks(measure) => {
            turns.extend(Turn::of(*comparison, other.of(row)));
        }
        Test::Compare(other, comparison, Value::Measure(id)) if *id == measure && !other.asks(measure) => {
            turns.extend(Turn::of(comparison.mirrored(), other.of(row)));
        }
        _ => {}
    }
}

impl Turn {
    fn of(comparison: Comparison, bound: f64) -> Option<Turn> {
        match comparison {
            _ if bound.is_nan() => None,
            Comparison::AtLeast => Some(Turn::Below(bound)),
            Comparison::More => Some(Turn::AtMost(bound)),
            Comparison::Less => Some(Turn::AtLeast(bound)),
            Comparison::AtMost => Some(Turn::Above(bound)),
            Comparison::Different => Some(Turn::Is(bound)),
            Comparison::Equal => None,
        }
    }

    /// The first value that lies there.
    fn value(self) -> f64 {
        match self {
            Turn::Below(bound) => bound.next_down(),
            Turn::Above(bound) => bound.next_up(),
            Turn::AtMost(bound) | Turn::AtLeast(bound) | Turn::Is(bound) => bound,
        }
    }

    fn words(self, unit: Unit) -> String {
        match self {
            Turn::Below(bound) => format!("below {}", format(unit, bound)),
            Turn::AtMost(bound) => format!("{} or less", format(unit, bound)),
            Turn::AtLeast(bound) => format!("{} or more", format(unit, bound)),
            Turn::Above(bound) => format!("above {}", format(unit, bound)),
            Turn::Is(bound) => format(unit, bound),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect;
    use crate::rule::{Expected, RuleBook, builtin};

    #[test]
    fn at_its_turn_every_shipped_rule_is_quiet_and_just_before_it_fires() {
        let book = RuleBook::load(detect::vocabulary(), &builtin()).unwrap();
        let mut turned = 0;
        for rule in book.rules() {
            for test in rule.tests.iter().filter(|test| test.expected == Expected::Fires) {
                let row = test.row(book.vocabulary().len());
                for measure in rule.asks_about() {
                    let known = book.vocabulary().get(measure);
                    let Some(turn) = rule.turn(&row, measure, known.range) else { continue };
                    let fires_with = |value: f64| {
                        let mut other = row.clone();
                        other[measure.0] = value;
                        rule.fires(&other)
                    };
                    assert!(!fires_with(turn.value()), "{} {} {turn:?}", rule.id, known.name);
                    // On the side of what was measured it still holds.
                    let before = match turn {
                        Turn::Below(bound) | Turn::Above(bound) => bound,
                        Turn::AtMost(bound) => bound.next_up(),
                        Turn::AtLeast(bound) => bound.next_down(),
                        Turn::Is(_) => at(&row, measure),
                    };
                    assert!(fires_with(before), "{} {} {turn:?}", rule.id, known.name);
                    turned += 1;
                }
            }
        }
        assert!(turned > 100, "{turned}");
    }

    #[test]
    fn turns_read_as_people_write_them() {
        assert_eq!(Turn::Below(0.2).words(Unit::Share), "below 20%");
        assert_eq!(Turn::AtLeast(1e-3).words(Unit::Number), "0.001 or more");
        assert_eq!(Turn::Is(0.0).words(Unit::Flag), "no");
    }
}
