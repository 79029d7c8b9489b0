//! The key reasons: what weighs most on the score, and what would have to be different for it not to.

use crate::report::bill::{Bill, reason};
use crate::report::number::count;
use crate::report::page::Item;
use crate::report::words::{listed, sentence};
use crate::report::{AccountLine, FindingLine};
use crate::score::Measured;

/// Reasons that a notice names, the heaviest first.
pub(super) const REASONS: usize = 4;
/// Events of a reason that are named.
const EVENTS: usize = 3;

/// The findings that speak for themselves, by what they take from the score, then by their evidence.
pub(super) fn key(account: &AccountLine) -> Vec<&FindingLine> {
    let bill = Bill::of(account);
    let mut key: Vec<&FindingLine> = account.findings.iter().filter(|finding| finding.spoken_for_by.is_none()).collect();
    // Findings come by their evidence, and a stable sort keeps that order among equals.
    key.sort_by(|a, b| bill.taken(a).total_cmp(&bill.taken(b)));
    key.truncate(REASONS);
    key
}

pub(super) fn one(account: &AccountLine, finding: &FindingLine, number: usize) -> Item {
    let bill = Bill::of(account);
    let taken = bill.taken(finding);
    let takes = if bill.shows(taken) { bill.figure(taken) } else { format!("takes nothing: {}", reason(account, finding)) };
    let mut facts = Vec::new();
    if let Some(without) = bill.without(account, finding) {
        let mut told = format!("{} would be {}", bill.name, bill.figure(without));
        let silent = account.findings.iter().filter(|other| other.spoken_for_by.as_deref() == Some(&finding.rule));
        let silent: Vec<String> = silent.map(|other| format!("“{}”", other.title)).collect();
        if !silent.is_empty() && without < bill.claimed {
            told.push_str(&format!("; {} would count in its place", listed(&silent, 3)));
        }
        facts.push(("without it", told));
    }
    facts.extend(turns(finding).map(|turns| ("not counted with", turns)));
    if !finding.innocent.is_empty() {
        facts.push(("it may also be", finding.innocent.iter().map(|other| sentence(other)).collect::<Vec<_>>().join(" ")));
    }
    if finding.events_total > 0 {
        facts.push(("events", events(finding)));
    }
    Item { title: format!("{number}  {}", finding.title), note: takes, words: sentence(&finding.says), facts }
}

/// What would have to be measured for the rule to be quiet; any one of it is enough.
fn turns(finding: &FindingLine) -> Option<String> {
    let turn = |measured: &Measured| {
        let Measured { measure, value, meaning, turns } = measured;
        Some(format!("{meaning} ({measure}): {} instead of {value}", turns.as_ref()?))
    };
    let turns: Vec<String> = finding.measured.iter().filter_map(turn).collect();
    match turns.as_slice() {
        [] => None,
        [one] => Some(format!("{one}.")),
        all => Some(format!("any one of these. {}.", all.join("; "))),
    }
}

fn events(finding: &FindingLine) -> String {
    let shown: Vec<String> = finding
        .evidence
        .iter()
        .take(EVENTS)
        .map(|event| match &event.id {
            Some(id) => format!("{id} of {}", event.at),
            None => event.at.clone(),
        })
        .collect();
    let named = if shown.is_empty() { String::new() } else { format!(", such as {}", shown.join(", ")) };
    format!("{}{named}; the full report names them", count(finding.events_total as u64))
}
