//! What the rules of one family give together: they see the same evidence, so the strongest speaks for all.

use std::collections::BTreeMap;

use super::case::FamilyCase;
use crate::rule::RuleBook;

/// A rule that speaks for something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voice<'a> {
    /// Its family.
    pub(super) family: &'a str,
    /// What it gives, in decibans.
    pub(super) decibans: f64,
    /// What stands behind it, before any cap.
    pub(super) behind: f64,
}

/// Each family's evidence: its strongest rule up to its cap, or else what speaks against.
pub(super) fn families<'a>(
    book: &RuleBook,
    against: impl Iterator<Item = Voice<'a>>,
    voices: impl Iterator<Item = Voice<'a>>,
) -> BTreeMap<&'a str, FamilyCase> {
    let mut families: BTreeMap<&str, FamilyCase> = BTreeMap::new();
    for voice in against {
        let least = families.entry(voice.family).or_insert(FamilyCase::of(0.0));
        *least = FamilyCase::of(least.decibans.min(voice.decibans).max(-book.family(voice.family).absence));
    }
    for voice in voices {
        let cap = book.family(voice.family).cap;
        let most = families.entry(voice.family).or_insert(FamilyCase::of(0.0));
        if most.decibans <= 0.0 {
            *most = FamilyCase::of(0.0);
        }
        most.decibans = most.decibans.max(voice.decibans.min(cap));
        most.halved = most.halved.max((voice.behind / 2.0).min(voice.decibans).min(cap));
    }
    families
}

/// The line of a bill that takes back what findings of one family give beyond it.
pub(super) fn overlap(book: &RuleBook, family: &str, case: FamilyCase, given: f64) -> Option<super::BillLine> {
    let overlap = case.decibans - given;
    (overlap.abs() > 1e-9).then(|| super::BillLine {
        label: format!("overlap and cap within “{}”", book.family(family).title),
        decibans: overlap,
        points: None,
    })
}
