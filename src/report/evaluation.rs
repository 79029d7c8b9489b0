//! A saved evaluation: what was measured on accounts or comments whose truth is known, so that it can be told again.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::InputLine;
use super::ndjson::write_json;
use crate::rule::Axis;
use crate::score::evaluation::Hits;
use crate::score::fairness::Comparison;
use crate::{Error, Result};

/// What `fineness evaluate --save` writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "evaluation")]
pub struct EvaluationLine {
    /// What was judged.
    pub judged: Judged,
    /// The data in words, if its user gave any.
    pub source: Option<String>,
    /// The program's version.
    pub version: String,
    /// SHA-256 over all rules in force.
    pub rules_sha256: String,
    /// The question that the labels answer; comments have none.
    pub axis: Option<Axis>,
    /// The prior that probabilities start from.
    pub prior: f64,
    /// In how many folds points were fitted to others; otherwise the points in force judged.
    pub folds: Option<u8>,
    /// How many events a window has, where accounts were cut.
    pub window: Option<usize>,
    /// What was read.
    pub inputs: Vec<InputLine>,
    /// Those of whom there is nothing to be found: people, ham.
    pub negatives: Outcomes,
    /// Those that are looked for.
    pub positives: Outcomes,
    /// The chance that one that is looked for is suspected more than another; absent where there is nobody to compare.
    pub auroc: Option<f64>,
    /// By rule.
    pub rules: BTreeMap<String, RuleFigures>,
    /// Groups beside each other.
    pub groups: Vec<Comparison>,
}

/// What was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Judged {
    /// Accounts.
    Accounts,
    /// Windows of accounts.
    Windows,
    /// Comments.
    Comments,
}

/// How many of a kind there are, and what came of them.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Outcomes {
    /// How many.
    pub total: usize,
    /// Those whose verdict says something against them.
    pub accused: Hits,
    /// Those that have a probability of one half or more.
    pub named: Hits,
    /// Those of which there was too little to judge.
    pub insufficient: Hits,
}

/// How often a rule fired, among those on which it could be judged.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct RuleFigures {
    /// Among those of whom there is nothing to be found.
    pub negatives: Hits,
    /// Among those that are looked for.
    pub positives: Hits,
}

impl EvaluationLine {
    /// Reads a saved evaluation.
    ///
    /// # Errors
    /// The bytes are none.
    pub fn read(name: &Path, bytes: impl BufRead) -> Result<EvaluationLine> {
        serde_json::from_reader(bytes).map_err(|cause| {
            let help = "give what `fineness evaluate --save` wrote";
            Error::input(name, format!("is no saved evaluation ({cause}); {help}"))
        })
    }

    /// Writes it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json(&mut *out, self)?;
        out.write_all(b"\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_is_read_and_anything_else_is_refused() {
        let line = EvaluationLine {
            judged: Judged::Accounts,
            source: Some("invented".into()),
            version: "0.1.0".into(),
            rules_sha256: "5b1c".into(),
            axis: Some(Axis::Automation),
            prior: 0.1,
            folds: None,
            window: None,
            inputs: Vec::new(),
            negatives: Outcomes {
                total: 100,
                accused: Hits::new(1, 100),
                named: Hits::new(2, 100),
                insufficient: Hits::new(0, 100),
            },
            positives: Outcomes::default(),
            auroc: None,
            rules: BTreeMap::from([(
                "metronome".to_owned(),
                RuleFigures { negatives: Hits::new(1, 90), positives: Hits::new(0, 0) },
            )]),
            groups: Vec::new(),
        };
        let mut bytes = Vec::new();
        line.write(&mut bytes).unwrap();
        assert_eq!(EvaluationLine::read(Path::new("e.json"), bytes.as_slice()).unwrap(), line);
        let told = EvaluationLine::read(Path::new("e.json"), &b"{\"type\":\"run\"}"[..]).unwrap_err().to_string();
        assert!(told.starts_with("e.json: is no saved evaluation"), "{told}");
    }
}
