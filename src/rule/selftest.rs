//! Rules prove themselves: each carries rows it must fire on and rows it must stay quiet on.

use super::assess::missing;
use super::book::RuleBook;
use super::compile::{Test, Truth};
use super::model::{Expected, Rule, SelfTest};
use crate::measure::{Vocabulary, format};

/// The outcome of one self test.
#[derive(Debug, Clone, PartialEq)]
pub struct SelfTestResult {
    /// The id of the rule.
    pub rule: String,
    /// What the row stands for.
    pub name: String,
    /// What the rule must do.
    pub expected: Expected,
    /// Whether it does.
    pub passed: bool,
    /// Why not, or how: one line.
    pub detail: String,
}

/// Runs the self tests of every rule, retired ones included, in the order of rules and files.
pub fn run_selftests(book: &RuleBook) -> Vec<SelfTestResult> {
    let tests = book.rules().iter().flat_map(|rule| rule.tests.iter().map(move |test| (rule, test)));
    tests
        .map(|(rule, test)| {
            let (passed, detail) = prove(rule, test, book.vocabulary());
            SelfTestResult { rule: rule.id.clone(), name: test.name.clone(), expected: test.expected, passed, detail }
        })
        .collect()
}

/// Runs one self test: whether it passes, and what happened.
pub(super) fn prove(rule: &Rule, test: &SelfTest, vocabulary: &Vocabulary) -> (bool, String) {
    let row = test.row(vocabulary.len());
    if rule.fires(&row) {
        let detail = format!("fires with {} decibans", format(crate::measure::Unit::Number, rule.decibans(&row)));
        return (test.expected == Expected::Fires, detail);
    }
    (test.expected == Expected::Quiet, first_hindrance(rule, &row, vocabulary))
}

/// The first part of the condition that keeps the rule from firing, with the values it looked at.
fn first_hindrance(rule: &Rule, row: &[f64], vocabulary: &Vocabulary) -> String {
    let Test::All(tests) = &rule.condition.test else { return String::new() };
    let parts = || tests.iter().zip(&rule.condition.parts);
    if let Some((test, part)) = parts().find(|(test, _)| test.truth(row) == Truth::False) {
        let mut measures = Vec::new();
        test.measures(&mut measures);
        measures.dedup();
        let values = measures.iter().map(|id| {
            let measure = vocabulary.get(*id);
            format!("{} is {}", measure.name, format(measure.unit, super::compile::at(row, *id)))
        });
        return format!("`{part}` does not hold: {}", values.collect::<Vec<_>>().join(", "));
    }
    match parts().find(|(test, _)| test.truth(row) == Truth::Unknown) {
        Some((test, part)) => format!("`{part}` is unknown, {}", missing(test, vocabulary, row)),
        None => String::new(),
    }
}
