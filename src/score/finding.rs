//! A rule that fired on an account.

use crate::detect::Received;
use crate::event::Stamp;
use crate::rule::{Axis, Suggests};
use crate::tally::EventSet;

/// What a fired rule says of an account, what it weighs and which events prove it.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// The rule's title.
    pub title: String,
    /// The family whose evidence it shares.
    pub family: String,
    /// The axis it speaks on.
    pub axis: Axis,
    /// What it suggests is behind it.
    pub suggests: Suggests,
    /// Its evidence in decibans; negative speaks against the axis.
    pub decibans: f64,
    /// The p-value behind it, where it rests on one.
    pub p_value: Option<f64>,
    /// The sentence.
    pub says: String,
    /// The condition, as its rule writes it.
    pub condition: String,
    /// What the condition asks about, and what it was here.
    pub measured: Vec<Measured>,
    /// Why the pattern matters.
    pub why: String,
    /// Other explanations that a reader should weigh.
    pub innocent: Vec<String>,
    /// The events that prove it, by position in the settled account.
    pub events: EventSet,
    /// What others did that proves it, in the order of the input: it comes off a claimed sum of such things.
    pub received: Vec<Received>,
    /// All of these as a person can look them up, by time; the list may be cut.
    pub exhibits: Vec<Exhibit>,
    /// Whether it accuses nobody: the account declares it.
    pub disclosed: bool,
    /// The rule that explains it, in which case it weighs nothing itself.
    pub explained_by: Option<String>,
    /// The rule that weighs for it: the one that explains it, or the strongest of its family.
    pub spoken_for_by: Option<String>,
    /// What it takes from the claimed score, in printed units (0 where a stronger finding of its family speaks for it).
    pub points: Option<f64>,
    /// What it takes from fineness, in parts per thousand.
    pub fineness_points: i64,
    /// What the adjusted score would be without it, where there is a claimed score.
    pub without: Option<f64>,
}

impl Finding {
    /// How many events prove it.
    pub fn events_total(&self) -> usize {
        self.events.count() + self.received.len()
    }
}

/// One measure of an account, as a person reads it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Measured {
    /// The measure's name.
    pub measure: String,
    /// Its value, with its unit.
    pub value: String,
    /// What it means.
    pub meaning: String,
    /// The nearest value at which the rule would be quiet, all else being the same: `below 20%`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turns: Option<String>,
}

/// One event that a person can look up.
#[derive(Debug, Clone, PartialEq)]
pub struct Exhibit {
    /// The platform's id, where the input has one.
    pub id: Option<String>,
    /// When it happened.
    pub at: Stamp,
    /// The input it stands in.
    pub file: String,
    /// The byte at which its record starts, after decompression.
    pub byte: u64,
    /// Its words, cut to a line; read back from the input for the first few events only.
    pub text: Option<String>,
}
