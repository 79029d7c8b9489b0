//! Warnings: what loads, but should not stay so.

use std::collections::BTreeMap;

use toml::Spanned;

use super::compile::Truth;
use super::family::Family;
use super::file::RuleFile;
use super::literal::Literal;
use super::model::{Rule, Status};
use super::names::prefix;
use super::problem::{Fault, Span, code};
use super::source::RuleSource;
use crate::measure::Vocabulary;

/// The warnings of one rule. Retired rules are left in peace.
pub(super) fn lint(
    file: &RuleFile,
    rule: &Rule,
    source: &RuleSource,
    vocabulary: &Vocabulary,
    families: &BTreeMap<String, Family>,
) -> Vec<Fault> {
    if rule.status == Status::Retired {
        return Vec::new();
    }
    let mut faults = names(file, rule, source);
    if rule.innocent.iter().all(|text| text.trim().is_empty()) {
        faults.push(
            Fault::new(code::INNOCENT_LINT, "no innocent explanation is given", span(&file.id), "`innocent` is empty")
                .help("say what else could look like this; a reader will ask"),
        );
    }
    if let Some(family) = families.get(&rule.family) {
        faults.extend(against_family(file, rule, family));
    }
    faults.extend(thresholds(file, rule, source, vocabulary));
    let mut used = Vec::new();
    rule.condition.test.measures(&mut used);
    for pattern in &file.patterns {
        let name = pattern.name.get_ref();
        if !used.iter().any(|id| prefix(&vocabulary.get(*id).name) == name) {
            let title = format!("the pattern `{name}` is not used in `when`");
            faults.push(
                Fault::new(code::PATTERN_LINT, title, pattern.name.span(), "unused")
                    .help(format!("use {name}.posts, {name}.share or {name}.days")),
            );
        }
    }
    faults
}

fn span<T>(value: &Option<Spanned<T>>) -> Span {
    value.as_ref().map_or(0..0, Spanned::span)
}

fn names(file: &RuleFile, rule: &Rule, source: &RuleSource) -> Vec<Fault> {
    let mut faults = Vec::new();
    let stem = source.file_name().trim_end_matches(".toml");
    if stem != rule.id {
        let title = format!("the file of `{}` is called {stem}.toml", rule.id);
        faults.push(Fault::new(code::NAME_LINT, title, span(&file.id), "another name").help(format!("call it {}.toml", rule.id)));
    }
    if let Some(folder) = source.folder().filter(|folder| *folder != rule.family) {
        let title = format!("the file of `{}` stands in the folder {folder}", rule.id);
        faults.push(
            Fault::new(code::NAME_LINT, title, span(&file.family), "another folder").help(format!("move it to {}/", rule.family)),
        );
    }
    faults
}

fn against_family(file: &RuleFile, rule: &Rule, family: &Family) -> Vec<Fault> {
    let mut faults = Vec::new();
    let (most, what) = if rule.points > 0.0 { (family.cap, "for") } else { (family.absence, "against") };
    if rule.points.abs() > most {
        let title = format!("the family `{}` gives at most {most} decibans {what}", rule.family);
        faults.push(
            Fault::new(code::POINTS_LINT, title, span(&file.points), "more than the family may give")
                .help("lower the points, or raise the family's limit in families.toml"),
        );
    }
    if let Some(axis) = family.axis.filter(|axis| *axis != rule.axis) {
        let title = format!("the family `{}` speaks to {axis}, this rule to {}", rule.family, rule.axis);
        faults.push(Fault::new(code::AXIS_LINT, title, span(&file.family), "of another axis"));
    }
    faults
}

/// Comparisons that no test satisfies, or none violates: the tests would not notice if the threshold moved.
fn thresholds(file: &RuleFile, rule: &Rule, source: &RuleSource, vocabulary: &Vocabulary) -> Vec<Fault> {
    let Some(when) = &file.when else { return Vec::new() };
    let literal = Literal::new(&source.text, when.span(), when.get_ref());
    let rows: Vec<_> = rule.tests.iter().map(|test| test.row(vocabulary.len())).collect();
    let mut faults = Vec::new();
    for (test, place) in &rule.condition.thresholds {
        let seen = |truth| rows.iter().any(|row| test.truth(row) == truth);
        let lacks = match (seen(Truth::True), seen(Truth::False)) {
            (true, true) => continue,
            (true, false) => "no test lies on the other side",
            (false, true) => "no test lies on this side",
            (false, false) => "no test gives this measure",
        };
        let title = "the tests do not touch this threshold from both sides";
        faults.push(Fault::new(code::THRESHOLD_LINT, title, literal.place(place.clone()), lacks));
    }
    faults
}
