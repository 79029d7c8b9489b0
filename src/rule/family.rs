//! Families: rules that see the same underlying evidence, and how much they may give together.

use std::collections::BTreeMap;

use serde::Serialize;

use super::model::Axis;
use super::problem::{Fault, Problem, code};
use super::source::RuleSource;
use super::table::{Table, document};

/// What is common to the rules of a family.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Family {
    /// A few words for headings.
    pub title: String,
    /// The question its rules speak to, if it says so.
    pub axis: Option<Axis>,
    /// The most decibans that the family may give.
    pub cap: f64,
    /// The most decibans that it may give against.
    pub absence: f64,
    /// Whether the events its findings name may be deducted.
    pub deducts: bool,
    /// Whether its evidence may be the second that a deduction for automation asks for. Not where a person can be rare.
    pub corroborates: bool,
    /// Why the caps are what they are.
    pub why: String,
}

impl Family {
    /// A family that `families.toml` does not mention.
    pub fn unlisted(name: &str) -> Self {
        Family {
            title: name.to_owned(),
            axis: None,
            cap: 13.0,
            absence: 0.0,
            deducts: true,
            corroborates: true,
            why: String::new(),
        }
    }
}

const KEYS: [&str; 7] = ["title", "axis", "cap", "absence", "deducts", "corroborates", "why"];

/// Reads a `families.toml` into `families`; a family may be described once.
pub(super) fn read(source: &RuleSource, file: usize, families: &mut BTreeMap<String, Family>, problems: &mut Vec<Problem>) {
    let Some(document) = document(&source.text, file, problems) else { return };
    let mut root = Table { entries: document.get_ref(), file, span: 0..0, problems };
    for key in document.get_ref().keys() {
        let name = key.get_ref().as_ref();
        let Some((_, entries)) = root.table(name) else { continue };
        if families.contains_key(name) {
            root.report(
                Fault::new(code::DUPLICATE, format!("the family `{name}` is described twice"), key.span(), "again here")
                    .help("the shipped families cannot be changed; use a family of your own"),
            );
            continue;
        }
        let mut table = Table { entries, file, span: key.span(), problems: root.problems };
        table.deny_unknown(&KEYS, |_| None);
        let mut family = Family::unlisted(name);
        if let Some(title) = table.string("title") {
            family.title = title.into_inner();
        }
        family.axis = table.word("axis", Axis::WORDS);
        family.cap = limit(&mut table, "cap").unwrap_or(family.cap);
        family.absence = limit(&mut table, "absence").unwrap_or(family.absence);
        family.deducts = table.is("deducts", family.deducts);
        family.corroborates = table.is("corroborates", family.corroborates);
        family.why = table.string("why").map(|why| why.into_inner().trim().to_owned()).unwrap_or_default();
        families.insert(name.to_owned(), family);
    }
}

fn limit(table: &mut Table<'_, '_>, key: &str) -> Option<f64> {
    let value = table.number(key)?;
    if *value.get_ref() < 0.0 {
        table.report(Fault::new(code::POINTS, format!("`{key}` is below 0"), value.span(), "write the amount, from 0 up"));
        return None;
    }
    Some(value.into_inner())
}
