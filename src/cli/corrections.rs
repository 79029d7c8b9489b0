//! `--corrections FILE`: events that are disputed, and explanations that somebody reviewed and accepted.

use std::path::Path;

use chrono::DateTime;
use serde::Deserialize;
use toml::Spanned;

use super::toml_file::{TomlFile, end_of, start_of};
use crate::Result;
use crate::engine::{Allowance, Dispute, Disputed};
use crate::rule::{RuleBook, did_you_mean};

/// What such a file says.
#[derive(Debug, Default)]
pub(super) struct Corrections {
    /// SHA-256 of the file.
    pub(super) sha256: Option<String>,
    pub(super) disputes: Vec<Dispute>,
    pub(super) accepted: Vec<Allowance>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    dispute: Vec<Spanned<DisputeEntry>>,
    #[serde(default)]
    accept: Vec<AcceptEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DisputeEntry {
    account: Spanned<String>,
    events: Option<Spanned<Vec<Spanned<String>>>>,
    from: Option<Spanned<String>>,
    to: Option<Spanned<String>>,
    reason: Spanned<String>,
    by: Spanned<String>,
    date: Spanned<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AcceptEntry {
    account: Spanned<String>,
    rule: Spanned<String>,
    reason: Spanned<String>,
    reviewed_by: Spanned<String>,
    date: Spanned<String>,
    until: Option<Spanned<String>>,
}

impl Corrections {
    /// Reads the file; rules that it names are looked for in the book.
    pub(super) fn read(path: &Path, book: &RuleBook) -> Result<Corrections> {
        let file = TomlFile::read(path)?;
        let File { dispute, accept } = file.parse()?;
        Ok(Corrections {
            sha256: Some(file.sha256()),
            disputes: dispute.iter().map(|entry| read_dispute(&file, entry)).collect::<Result<_>>()?,
            accepted: accept.iter().map(|entry| read_accept(&file, entry, book)).collect::<Result<_>>()?,
        })
    }
}

fn read_dispute(file: &TomlFile, spanned: &Spanned<DisputeEntry>) -> Result<Dispute> {
    let entry = spanned.get_ref();
    Ok(Dispute {
        account: file.said(&entry.account, "the account")?,
        events: disputed(file, spanned)?,
        reason: file.said(&entry.reason, "the reason")?,
        by: file.said(&entry.by, "who disputes it")?,
        date: file.day(&entry.date)?.to_string(),
    })
}

fn disputed(file: &TomlFile, spanned: &Spanned<DisputeEntry>) -> Result<Disputed> {
    let entry = spanned.get_ref();
    match (&entry.events, &entry.from, &entry.to) {
        (Some(events), None, None) if events.get_ref().is_empty() => {
            Err(file.fault(&events.span(), "a dispute names no event", "nothing is named", Some(NAME_THEM)))
        }
        (Some(events), None, None) => {
            let mut names: Vec<String> = events.get_ref().iter().map(|name| file.said(name, "an event")).collect::<Result<_>>()?;
            names.sort_unstable();
            names.dedup();
            Ok(Disputed::Named(names))
        }
        (Some(events), ..) => {
            let title = "a dispute names events or a time, not both";
            Err(file.fault(&events.span(), title, "these, or the time", Some("write two disputes")))
        }
        (None, None, None) => {
            Err(file.fault(&spanned.span(), "a dispute says which events it is about", "it does not say", Some(NAME_THEM)))
        }
        (None, from, to) => {
            let first = from.as_ref().map(|from| moment(file, from, start_of)).transpose()?;
            let last = to.as_ref().map(|to| moment(file, to, end_of)).transpose()?;
            match to {
                Some(to) if first.is_some() && last < first => {
                    Err(file.fault(&to.span(), "the disputed time ends before it begins", "earlier than `from`", None))
                }
                _ => Ok(Disputed::Between(first, last)),
            }
        }
    }
}

const NAME_THEM: &str = "give `events = [\"...\"]` with ids or times as the report prints them, or `from` and `to`";

/// A moment, or a day of which the first or last moment counts.
fn moment(file: &TomlFile, text: &Spanned<String>, of_day: fn(chrono::NaiveDate) -> i64) -> Result<i64> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text.get_ref()) {
        return Ok(moment.timestamp_millis());
    }
    let help = "write a time such as 2012-06-30T12:00:00Z, or a day such as 2012-06-30";
    let day = chrono::NaiveDate::parse_from_str(text.get_ref(), "%Y-%m-%d")
        .map_err(|_| file.fault(&text.span(), "this is no time", "neither a time nor a day", Some(help)))?;
    Ok(of_day(day))
}

fn read_accept(file: &TomlFile, entry: &AcceptEntry, book: &RuleBook) -> Result<Allowance> {
    let rule = file.said(&entry.rule, "the rule")?;
    if book.rule(&rule).is_none() {
        let near = did_you_mean(&rule, book.rules().iter().map(|rule| rule.id.as_str()));
        let help = near.unwrap_or_else(|| "`fineness rules list` shows them".to_owned());
        return Err(file.fault(&entry.rule.span(), &format!("there is no rule `{rule}`"), "unknown rule", Some(&help)));
    }
    let date = file.day(&entry.date)?.to_string();
    Ok(Allowance {
        account: file.said(&entry.account, "the account")?,
        rule: Some(rule),
        reason: file.said(&entry.reason, "the reason")?,
        // The named day is the last one on which it holds.
        until: entry.until.as_ref().map(|until| file.day(until).map(|day| end_of(day) + 1)).transpose()?,
        reviewed: Some((file.said(&entry.reviewed_by, "who reviewed it")?, date)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{detect, rule};

    fn read(text: &str) -> Result<Corrections> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("corrections.toml");
        std::fs::write(&path, text).unwrap();
        Corrections::read(&path, &RuleBook::load(detect::vocabulary(), &rule::builtin()).unwrap())
    }

    const SIGNED: &str = "reason = \"hacked\"\nby = \"Amy\"\ndate = \"2026-11-20\"\n";

    #[test]
    fn disputes_and_accepted_explanations_are_read() {
        let text = format!(
            "[[dispute]]\naccount = \"amy\"\nevents = [\"p2\", \"p1\", \"p1\"]\n{SIGNED}\
             [[dispute]]\naccount = \"amy\"\nfrom = \"1970-01-02\"\nto = \"1970-01-02\"\n{SIGNED}\
             [[accept]]\naccount = \"amy\"\nrule = \"metronome\"\nreason = \"her hands\"\nreviewed_by = \"J. Doe\"\n\
             date = \"2026-11-21\"\nuntil = \"1970-01-01\"\n"
        );
        let corrections = read(&text).unwrap();
        assert_eq!(corrections.disputes[0].events, Disputed::Named(vec!["p1".into(), "p2".into()]));
        assert_eq!(corrections.disputes[1].events, Disputed::Between(Some(86_400_000), Some(2 * 86_400_000 - 1)));
        assert_eq!(corrections.accepted[0].until, Some(86_400_000));
        assert_eq!(corrections.accepted[0].grounds(), "accepted by J. Doe on 2026-11-21: her hands");
        assert_eq!(corrections.sha256.unwrap().len(), 64);
    }

    #[test]
    fn mistakes_are_shown_with_their_line_and_a_caret() {
        let dispute = |lines: &str| format!("[[dispute]]\naccount = \"amy\"\n{lines}\n{SIGNED}");
        for (text, line, title) in [
            (dispute("events = []"), 3, "names no event"),
            (dispute("events = [\"\"]"), 3, "an event says nothing"),
            (dispute("events = [\"p1\"]\nfrom = \"2012-01-01\""), 3, "not both"),
            (dispute("from = \"2012-01-02\"\nto = \"2012-01-01\""), 4, "before it begins"),
            (dispute("from = \"January\""), 3, "no time"),
            (dispute("event = [\"p1\"]"), 3, "unknown field `event`"),
            (dispute(""), 1, "which events"),
            (dispute("events = [\"p1\"]").replace("hacked", " "), 4, "the reason says nothing"),
            (dispute("events = [\"p1\"]").replace("2026-11-20", "yesterday"), 6, "no day"),
            (dispute("events = [1]"), 3, "invalid type"),
            ("[[dispute]\n".to_owned(), 1, ""),
        ] {
            let told = read(&text).unwrap_err().to_string();
            assert!(told.contains(&format!("corrections.toml:{line}:")) && told.contains('^') && told.contains(title), "{told}");
        }
        let unknown =
            "[[accept]]\naccount = \"amy\"\nrule = \"metronom\"\nreason = \"a\"\nreviewed_by = \"b\"\ndate = \"2026-11-21\"\n";
        let told = read(unknown).unwrap_err().to_string();
        assert!(told.contains("did you mean `metronome`?") && told.contains("corrections.toml:3:"), "{told}");
    }
}
