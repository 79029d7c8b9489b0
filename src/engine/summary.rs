//! What a whole run did, for the last line of every report.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::Diagnostic;
use crate::read::InputSummary;
use crate::score::{ItemWord, Word};

/// What was read, with what, and what came of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RunSummary {
    /// The program's version.
    pub version: String,
    /// SHA-256 over all rules in force.
    pub rules_sha256: String,
    /// Whether the rules' points were fitted to labelled histories; otherwise they are their authors'.
    pub calibrated: bool,
    /// SHA-256 of the configuration file, where there is one.
    pub config_sha256: Option<String>,
    /// The moment that the user set as now, milliseconds since 1970. The clock's own now is not told: the same input gives the
    /// same bytes tomorrow.
    pub as_of: Option<i64>,
    /// The prior that probabilities start from.
    pub prior: f64,
    /// What else the user set.
    pub options: RunOptions,
    /// Each input with what was read, kept and skipped.
    pub inputs: Vec<InputSummary>,
    /// What was skipped or guessed, by place; cut to the first hundred a file.
    pub diagnostics: Vec<Diagnostic>,
    /// How many there were before the cut.
    pub diagnostics_total: u64,
    /// What the configuration says that no longer holds, such as a suppression that suppresses nothing.
    pub warnings: Vec<String>,
    /// Those of whom a score is claimed, and of whom the input holds nothing.
    pub unmatched: Vec<String>,
    /// How many accounts there are.
    pub accounts: u64,
    /// How many events they have together, repeats left out.
    pub events: u64,
    /// How many accounts got each verdict.
    pub verdicts: BTreeMap<Word, u64>,
    /// How many comments got each verdict, where comments were judged one by one.
    pub items: BTreeMap<ItemWord, u64>,
    /// How many accounts have which fineness: 20 counts, the k-th from 50·k parts per thousand on, the last with 1000.
    pub fineness: [u64; 20],
}

/// What the user set beside the configuration file, and that changes what a report says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RunOptions {
    /// The most events that a finding lists.
    pub events: usize,
    /// Where the accounts live, where the user said it.
    pub platform: Option<String>,
    /// Which comes first in dates such as 04/05/12, where the user said it: day-first or month-first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<String>,
    /// Fields of the user's own whose values accounts can share.
    pub shared_fields: Vec<String>,
    /// SHA-256 of the file of corrections, where there is one.
    pub corrections_sha256: Option<String>,
}

impl RunSummary {
    /// Whether a part of the input could not be read.
    pub fn is_partial(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_loss) || self.inputs.iter().any(InputSummary::is_partial)
    }
}
