//! What somebody asked to be corrected, and what came of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which kind of correction it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CorrectionKind {
    /// Events are disputed, and were left out.
    Dispute,
    /// The explanation of a finding was accepted, so the finding weighs nothing.
    Explanation,
}

/// A correction of what is held about an account, as it was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Correction {
    /// Which kind of correction it is.
    pub kind: CorrectionKind,
    /// Who disputes the events, or who reviewed the explanation.
    pub by: String,
    /// The day on which they did, YYYY-MM-DD.
    pub date: String,
    /// Why.
    pub reason: String,
    /// The rule whose finding is explained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The first moment of the disputed time, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last moment of the disputed time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// How many disputed events are named one by one.
    #[serde(default)]
    pub named: usize,
    /// Those of them that the input does not hold.
    #[serde(default)]
    pub not_found: Vec<String>,
    /// Records left out; one that two disputes cover is counted with the first.
    #[serde(default)]
    pub left_out: u64,
    /// Whether it changed anything: records were left out, or a finding was set aside.
    pub applied: bool,
}
