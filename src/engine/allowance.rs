//! Findings that somebody has looked at and accepted, with a reason and an end.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::event::rfc3339;
use crate::score::{Correction, CorrectionKind};

/// One accepted finding, or all findings of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The account it holds for.
    pub account: String,
    /// The rule it holds for; all rules where it is `None`.
    pub rule: Option<String>,
    /// Why it was accepted.
    pub reason: String,
    /// Until when, milliseconds since 1970.
    pub until: Option<i64>,
    /// Who reviewed it and on which day, where it answers an explanation that somebody gave.
    pub reviewed: Option<(String, String)>,
}

impl Allowance {
    /// Why it was accepted, and by whom.
    pub fn grounds(&self) -> String {
        match &self.reviewed {
            Some((by, date)) => format!("accepted by {by} on {date}: {}", self.reason),
            None => format!("accepted: {}", self.reason),
        }
    }
}

/// The allow-list of a run. It remembers which entries were used, so that a stale one is not carried along for ever.
#[derive(Debug, Default)]
pub struct Allowances {
    entries: Vec<(Allowance, AtomicBool)>,
    as_of: i64,
}

impl Allowances {
    /// The allow-list as it stands at `as_of` (milliseconds since 1970).
    pub fn new(entries: Vec<Allowance>, as_of: i64) -> Self {
        Allowances { entries: entries.into_iter().map(|entry| (entry, AtomicBool::new(false))).collect(), as_of }
    }

    /// Why a finding is accepted, if it is.
    pub fn find(&self, account: &str, rule: &str) -> Option<&Allowance> {
        let (entry, used) = self.entries.iter().find(|(entry, _)| {
            entry.account == account
                && entry.rule.as_deref().is_none_or(|id| id == rule)
                && entry.until.is_none_or(|until| self.as_of < until)
        })?;
        used.store(true, Ordering::Relaxed);
        Some(entry)
    }

    /// What came of the explanations that somebody gave for an account.
    pub(super) fn of(&self, account: &str) -> Vec<Correction> {
        let own = self.entries.iter().filter(|(entry, _)| entry.account == account);
        let told = own.filter_map(|(entry, used)| {
            let (by, date) = entry.reviewed.clone()?;
            Some(Correction {
                kind: CorrectionKind::Explanation,
                by,
                date,
                reason: entry.reason.clone(),
                rule: entry.rule.clone(),
                from: None,
                to: None,
                named: 0,
                not_found: Vec::new(),
                left_out: 0,
                applied: used.load(Ordering::Relaxed),
            })
        });
        told.collect()
    }

    /// What the list says that no longer holds.
    pub fn warnings(&self) -> Vec<String> {
        let stale = self.entries.iter().filter(|(_, used)| !used.load(Ordering::Relaxed));
        stale
            .map(|(entry, _)| {
                let what = entry.rule.as_deref().map_or_else(|| "everything".to_owned(), |rule| format!("rule `{rule}`"));
                match entry.until.filter(|&until| self.as_of >= until) {
                    Some(until) => {
                        format!("the allowance of {what} for `{}` ended on {}", entry.account, &rfc3339(until, false)[..10])
                    }
                    None => format!("the allowance of {what} for `{}` allows nothing in this input; remove it", entry.account),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(rule: Option<&str>, until: Option<i64>) -> Allowance {
        Allowance { account: "anna".into(), rule: rule.map(Into::into), reason: "seen".into(), until, reviewed: None }
    }

    #[test]
    fn an_allowance_ends_and_unused_ones_are_told() {
        let list = Allowances::new(vec![entry(Some("metronome"), Some(10)), entry(Some("paced"), None)], 20);
        assert_eq!(list.find("anna", "metronome"), None);
        assert!(list.find("anna", "paced").is_some());
        assert_eq!(list.warnings(), ["the allowance of rule `metronome` for `anna` ended on 1970-01-01"]);
    }
}
