//! What a rule makes of a row, and why it could not be assessed.

use super::compile::{Test, Truth, at};
use super::evidence::decibans;
use super::model::Rule;
use super::parse::Comparison;
use crate::measure::{Measure, MeasureId, Unit, Vocabulary, format};

/// What one rule makes of one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The index of the rule in the book.
    pub rule: usize,
    /// Fired, quiet or not assessed.
    pub outcome: Outcome,
}

/// What a rule makes of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The condition holds.
    Fired {
        /// The evidence; 10 is ten times the odds, negative speaks against.
        decibans: f64,
        /// The p-value it rests on, for rules that name one.
        p_value: Option<f64>,
        /// The sentence with its values.
        says: String,
        /// The measure whose events prove it.
        carrier: Option<MeasureId>,
    },
    /// The condition was looked at and does not hold.
    Quiet,
    /// There was not enough to say.
    NotAssessed {
        /// What was missing: "12 posts, needs 100".
        why: String,
    },
}

impl Outcome {
    /// Whether there was enough to say, one way or the other: such a rule could have given evidence.
    pub fn is_assessed(&self) -> bool {
        !matches!(self, Outcome::NotAssessed { .. })
    }
}

impl Rule {
    /// Whether the rule fires on a row: the fast question, without sentence or reason.
    #[inline]
    pub fn fires(&self, row: &[f64]) -> bool {
        self.condition.test.truth(row) == Truth::True
    }

    /// The evidence the rule gives where it fires, in decibans.
    pub fn decibans(&self, row: &[f64]) -> f64 {
        let authors = match self.p_value {
            Some(id) => decibans(at(row, id)).min(self.points),
            None => self.points,
        };
        authors * self.weight()
    }

    /// The sentence of the rule, with the values of a row.
    pub fn sentence(&self, vocabulary: &Vocabulary, row: &[f64]) -> String {
        self.says.fill(vocabulary, row)
    }

    /// What the rule makes of a row, in words.
    pub(super) fn assess(&self, vocabulary: &Vocabulary, row: &[f64]) -> Outcome {
        match self.condition.test.truth(row) {
            Truth::True => Outcome::Fired {
                decibans: self.decibans(row),
                p_value: self.p_value.map(|id| at(row, id)),
                says: self.sentence(vocabulary, row),
                carrier: self.carrier,
            },
            Truth::Unknown => Outcome::NotAssessed { why: missing(&self.condition.test, vocabulary, row) },
            Truth::False => match too_little(&self.condition.test, vocabulary, row) {
                Some(why) => Outcome::NotAssessed { why },
                None => Outcome::Quiet,
            },
        }
    }
}

/// "not measured: follower.step (the largest gain of followers in a day)".
pub(super) fn missing(test: &Test, vocabulary: &Vocabulary, row: &[f64]) -> String {
    let mut missing = Vec::new();
    test.missing(row, &mut missing);
    if missing.is_empty() {
        return "a ratio in its condition has nothing to divide by".to_owned();
    }
    let names: Vec<_> = missing
        .into_iter()
        .map(|id| {
            let measure = vocabulary.get(id);
            format!("{} ({})", measure.name, measure.doc.trim_end_matches('.'))
        })
        .collect();
    format!("not measured: {}", names.join(", "))
}

/// "12 posts, needs 100": the top-level parts that ask for more material than there is.
fn too_little(test: &Test, vocabulary: &Vocabulary, row: &[f64]) -> Option<String> {
    let mut lacks = Vec::new();
    find_lacks(test, vocabulary, row, &mut lacks);
    (!lacks.is_empty()).then(|| lacks.join("; "))
}

fn find_lacks(test: &Test, vocabulary: &Vocabulary, row: &[f64], lacks: &mut Vec<String>) {
    let (id, needs, or_more) = match test {
        Test::All(parts) => return parts.iter().for_each(|part| find_lacks(part, vocabulary, row, lacks)),
        Test::Bound(id, Comparison::AtLeast, bound) => (*id, *bound, true),
        Test::Bound(id, Comparison::More, bound) => (*id, *bound, false),
        Test::Range { measure, low, inside: true, .. } => (*measure, *low, true),
        _ => return,
    };
    let (value, measure) = (at(row, id), vocabulary.get(id));
    if measure.sample && (value < needs || (!or_more && value == needs)) {
        lacks.push(lack(measure, value, needs, or_more));
    }
}

fn lack(measure: &Measure, value: f64, needs: f64, or_more: bool) -> String {
    let (has, needed) = (format(measure.unit, value), format(measure.unit, needs));
    let more_than = if or_more { "" } else { "more than " };
    let noun = measure.name.rsplit('.').next().unwrap_or(&measure.name).replace('_', " ");
    if measure.unit != Unit::Count {
        return format!("{} is {has}, needs {more_than}{needed}", measure.name);
    }
    let noun = if has == "1" { singular(&noun) } else { noun };
    format!("{has} {noun}, needs {more_than}{needed}")
}

fn singular(noun: &str) -> String {
    match noun {
        _ if noun.ends_with("ies") => format!("{}y", &noun[..noun.len() - 3]),
        _ if noun.ends_with('s') && !noun.ends_with("ss") => noun[..noun.len() - 1].to_owned(),
        _ => noun.to_owned(),
    }
}
