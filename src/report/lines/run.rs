//! What a whole run did, as reports print it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::engine::RunOptions;
use crate::score::{ItemWord, Word};

/// What a whole run did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RunLine {
    /// The program's version.
    pub version: String,
    /// SHA-256 over all rules in force.
    pub rules_sha256: String,
    /// SHA-256 of the configuration file, where there is one.
    pub config_sha256: Option<String>,
    /// Whether the rules' points were fitted to labelled histories; otherwise they are their authors'.
    pub calibrated: bool,
    /// The moment that counts as now, RFC 3339.
    pub as_of: Option<String>,
    /// The prior that probabilities start from.
    pub prior: f64,
    /// What else the user set.
    #[serde(default)]
    pub options: RunOptions,
    /// SHA-256 of the report that this one is compared with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline_sha256: Option<String>,
    /// How many accounts there are.
    pub accounts: u64,
    /// How many events they have together, repeats left out.
    pub events: u64,
    /// How many accounts got each verdict.
    pub verdicts: BTreeMap<Word, u64>,
    /// How many comments got each verdict, where comments were judged one by one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub comments: BTreeMap<ItemWord, u64>,
    /// How many accounts have which fineness: 20 counts, the k-th from 50·k parts per thousand on, the last with 1000.
    #[serde(default)]
    pub fineness: Vec<u64>,
    /// Whether a part of the input could not be read.
    pub partial: bool,
    /// Each input with what was read, kept and skipped.
    pub inputs: Vec<InputLine>,
    /// What was skipped or guessed; cut to the first hundred a file.
    pub diagnostics: Vec<DiagnosticLine>,
    /// How many there were before the cut.
    pub diagnostics_total: u64,
    /// What the configuration says that no longer holds.
    pub warnings: Vec<String>,
}

/// An input, and what was read of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InputLine {
    /// The input, as the user named it.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: Option<String>,
    /// The format found.
    pub format: String,
    /// Records read.
    pub read: u64,
    /// Records kept.
    pub kept: u64,
    /// Records skipped.
    pub skipped: u64,
}

/// Something that was skipped or guessed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DiagnosticLine {
    /// The input, as the user named it.
    pub file: String,
    /// The record within the file, counted from 1.
    pub record: Option<u64>,
    /// The byte where the record starts.
    pub byte: Option<u64>,
    /// A stable code.
    pub code: String,
    /// What is wrong, in words.
    pub message: String,
    /// Whether a record was lost by it.
    pub skipped: bool,
}

impl std::fmt::Display for DiagnosticLine {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", self.file)?;
        if let Some(record) = self.record {
            write!(out, ": record {record}")?;
        }
        if let Some(byte) = self.byte {
            write!(out, ", byte {byte}")?;
        }
        write!(out, ": {} [{}]", self.message, self.code)
    }
}
