//! Whether a saved report is what the inputs give.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::saved::each_line;
use super::{AccountLine, Line, RingLine, RunLine};
use crate::Result;

/// Differences that are told one by one.
const TOLD: usize = 20;

/// A saved report in digests, so that one of millions of accounts can be checked: what it says of each account and ring, and whole its
/// run and the scores that its user claimed.
#[derive(Debug, Default)]
pub struct Fingerprints {
    lines: BTreeMap<String, [u8; 32]>,
    /// The run.
    pub run: Option<RunLine>,
    /// Accounts with the scores that the user claimed for them.
    pub claimed: Vec<(String, super::ScoreLine)>,
}

/// What came of comparing.
#[derive(Debug, Default)]
pub struct Checked {
    /// Lines that were compared.
    pub lines: usize,
    /// The names of lines that differ.
    differing: BTreeMap<String, Value>,
    /// Differences in words, the first few.
    pub differences: Vec<String>,
    /// How many lines differ.
    pub total: usize,
}

impl Fingerprints {
    /// Reads a saved report.
    ///
    /// # Errors
    /// If the bytes are no report.
    pub fn read(name: &Path, bytes: impl BufRead) -> Result<Fingerprints> {
        let mut prints = Fingerprints::default();
        each_line(name, bytes, &mut |line| {
            match &line {
                Line::Account(account) => {
                    let given = account.scores.iter().filter(|score| score.given);
                    prints.claimed.extend(given.map(|score| (account.account.clone(), score.clone())));
                }
                Line::Run(run) => prints.run = Some(run.clone().into_owned()),
                Line::Ring(_) | Line::Item(_) => {}
            }
            let (key, value) = named(&line);
            prints.lines.insert(key, digest(&value));
            Ok(())
        })?;
        Ok(prints)
    }

    /// Compares an account of the new report.
    pub fn account(&mut self, account: &AccountLine, checked: &mut Checked) {
        self.line(&Line::Account(Box::new(std::borrow::Cow::Borrowed(account))), checked);
    }

    /// Compares a ring of the new report.
    pub fn ring(&mut self, ring: &RingLine, checked: &mut Checked) {
        self.line(&Line::Ring(std::borrow::Cow::Borrowed(ring)), checked);
    }

    /// Compares the run; what is left then is missing in the new report. `again` reads the saved report once more, for telling
    /// differences.
    ///
    /// # Errors
    /// If the saved report cannot be read again.
    pub fn finish(mut self, run: &RunLine, name: &Path, again: impl BufRead, checked: &mut Checked) -> Result<()> {
        self.line(&Line::Run(std::borrow::Cow::Borrowed(run)), checked);
        for key in self.lines.into_keys() {
            checked.total += 1;
            checked.tell(format!("{key}: stands in the report, and the inputs do not give it"));
        }
        let differing = std::mem::take(&mut checked.differing);
        each_line(name, again, &mut |line| {
            let (key, saved) = named(&line);
            if let Some(new) = differing.get(&key) {
                compare(&key, &saved, new, checked);
            }
            Ok(())
        })
    }

    fn line(&mut self, line: &Line<'_>, checked: &mut Checked) {
        let (key, value) = named(line);
        checked.lines += 1;
        match self.lines.remove(&key) {
            None => {
                checked.total += 1;
                checked.tell(format!("{key}: the inputs give it, and the report does not have it"));
            }
            Some(saved) if saved != digest(&value) => {
                checked.total += 1;
                if checked.differing.len() < TOLD {
                    checked.differing.insert(key, value);
                }
            }
            Some(_) => {}
        }
    }
}

impl Checked {
    fn tell(&mut self, difference: String) {
        if self.differences.len() < TOLD {
            self.differences.push(difference);
        }
    }
}

/// What a line is about, and what it says. Where its inputs lay on the disk and what it was compared with do not matter.
fn named(line: &Line<'_>) -> (String, Value) {
    let mut value = serde_json::to_value(line).unwrap_or_default();
    forget(&mut value);
    let key = match line {
        Line::Account(account) => format!("account {}", account.account),
        Line::Item(item) => format!("comment {}", item.id.as_deref().unwrap_or_default()),
        Line::Ring(ring) => format!("ring {}", ring.ring),
        Line::Run(_) => "run".to_owned(),
    };
    (key, value)
}

fn forget(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for key in ["baseline", "baseline_sha256", "since_baseline", "given"] {
                object.remove(key);
            }
            if let Some(Value::String(file)) = object.get_mut("file") {
                *file = file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            }
            object.values_mut().for_each(forget);
        }
        Value::Array(list) => list.iter_mut().for_each(forget),
        _ => {}
    }
}

fn digest(value: &Value) -> [u8; 32] {
    Sha256::digest(value.to_string().as_bytes()).into()
}

/// Tells where two values differ.
fn compare(place: &str, saved: &Value, new: &Value, checked: &mut Checked) {
    match (saved, new) {
        (Value::Object(saved), Value::Object(new)) => {
            for key in saved.keys().chain(new.keys().filter(|key| !saved.contains_key(*key))) {
                let place = format!("{place}: {key}");
                compare(&place, saved.get(key).unwrap_or(&Value::Null), new.get(key).unwrap_or(&Value::Null), checked);
            }
        }
        (Value::Array(saved), Value::Array(new)) if saved.len() == new.len() => {
            for (index, (saved, new)) in saved.iter().zip(new).enumerate() {
                compare(&format!("{place} {}", index + 1), saved, new, checked);
            }
        }
        (saved, new) if saved == new => {}
        (saved, new) => checked.tell(format!("{place}: the report says {}, the inputs give {}", short(saved), short(new))),
    }
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() > 80 { format!("{}…", text.chars().take(80).collect::<String>()) } else { text }
}
