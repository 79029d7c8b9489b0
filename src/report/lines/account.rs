//! The verdict on one account, as reports print it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::account::Scale;
use crate::rule::{Axis, Suggests};
use crate::score::{Charts, Correction, Measured, PunchCard, Switches, Word};

/// The verdict on one account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AccountLine {
    /// The account's id.
    pub account: String,
    /// Its display name, where the input has one.
    pub name: Option<String>,
    /// The verdict in one word. It is about the measured activity, never about the person.
    pub verdict: Word,
    /// What the word means.
    pub meaning: String,
    /// Parts per thousand of the score that stand on the account's own activity.
    pub fineness: u32,
    /// The smallest and the largest fineness that the evidence allows.
    pub interval: [u32; 2],
    /// Is a machine posting?
    pub automation: AxisLine,
    /// Is the score being worked?
    pub gaming: AxisLine,
    /// The first claimed score.
    pub claimed: Option<f64>,
    /// What is left of it.
    pub adjusted: Option<f64>,
    /// The smallest and the largest that the evidence allows.
    pub adjusted_interval: Option<[f64; 2]>,
    /// Every claimed score.
    pub scores: Vec<ScoreLine>,
    /// Events, repeats left out.
    pub events: usize,
    /// Records left out because the input held the event already.
    pub repeated: u64,
    /// Whether the events come from a window, an input of the latest records only, so that what came before is not known.
    #[serde(default)]
    pub window: bool,
    /// Whether times were written without a zone, so that hours of the day may be those of any place.
    #[serde(default)]
    pub zoneless: bool,
    /// The first event's time, RFC 3339.
    pub from: Option<String>,
    /// The last event's time.
    pub to: Option<String>,
    /// Rules that fired, strongest first. Their points add up to adjusted - claimed.
    pub findings: Vec<FindingLine>,
    /// Rules that fired in the account's favour.
    pub in_favour: Vec<FindingLine>,
    /// Rules that were judged and did not fire.
    pub passed: Vec<String>,
    /// Rules that could not be judged.
    pub not_assessed: Vec<NotAssessedLine>,
    /// The rings and leads that the account is in.
    pub rings: Vec<String>,
    /// What was asked to be corrected, and what came of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// Events by weekday (Monday first) and hour, UTC.
    pub punch_card: PunchCard,
    /// Counts for charts.
    #[serde(default)]
    pub charts: Charts,
    /// What would be left of the score for every choice of findings to disregard.
    #[serde(default)]
    pub switches: Switches,
    /// What the report that this one is compared with says of the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<BaselineLine>,
}

/// What an earlier report says of an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BaselineLine {
    /// The verdict in one word.
    pub verdict: Word,
    /// Fineness, in parts per thousand.
    pub fineness: u32,
    /// What was left of the first claimed score.
    pub adjusted: Option<f64>,
    /// Findings that are gone: their rules.
    pub gone: Vec<String>,
}

/// Whether an earlier report has a finding too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Since {
    /// The earlier report does not have it.
    New,
    /// It has.
    Unchanged,
}

/// What is known on one of the two questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AxisLine {
    /// Probability at the stated prior.
    pub probability: f64,
    /// The stated prior.
    pub prior: f64,
    /// The same evidence seen from other priors.
    pub at_priors: Vec<PriorLine>,
    /// All evidence on the axis: 10 decibans are ten times the odds.
    pub decibans: f64,
    /// Share of the events that the axis' findings name and that may be deducted.
    pub share: f64,
    /// How many events that is.
    pub named: usize,
    /// The lines that add up to `decibans`.
    pub bill: Vec<BillEntry>,
}

/// A probability seen from a prior.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PriorLine {
    /// The prior.
    pub prior: f64,
    /// The probability that follows from it.
    pub probability: f64,
}

/// A line of the evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BillEntry {
    /// A rule's title, or the overlap inside a family.
    pub label: String,
    /// Evidence in decibans.
    pub decibans: f64,
    /// What it takes from the first claimed score.
    pub points: Option<f64>,
}

/// A claimed score and what is left of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScoreLine {
    /// What the score is called.
    pub metric: String,
    /// How it relates to the activity; a logarithmic score is scaled linearly too, by convention.
    pub scale: Scale,
    /// When it was read, RFC 3339.
    pub at: Option<String>,
    /// What was claimed.
    pub claimed: f64,
    /// What is left of it.
    pub adjusted: f64,
    /// The smallest and the largest that the evidence allows.
    pub interval: [f64; 2],
    /// How many decimals its figures have.
    #[serde(default = "tenths")]
    pub decimals: u32,
    /// Whether the user gave it, and not the input.
    #[serde(default)]
    pub given: bool,
}

fn tenths() -> u32 {
    1
}

/// A rule that fired.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FindingLine {
    /// The rule's id.
    pub rule: String,
    /// The rule's title.
    pub title: String,
    /// The family whose evidence it shares.
    pub family: String,
    /// The axis it speaks on.
    pub axis: Axis,
    /// What it suggests is behind the pattern.
    pub suggests: Suggests,
    /// Its evidence by itself; negative speaks against the axis.
    pub decibans: f64,
    /// What it takes from the first claimed score.
    pub points: Option<f64>,
    /// What it takes from fineness, in parts per thousand.
    pub fineness_points: i64,
    /// The p-value behind it, where it rests on one.
    pub p_value: Option<f64>,
    /// The sentence.
    pub says: String,
    /// The condition, as its rule writes it.
    #[serde(default)]
    pub condition: String,
    /// What the condition asks about, and what it was here.
    #[serde(default)]
    pub measured: Vec<Measured>,
    /// Why the pattern matters.
    pub why: String,
    /// Other explanations that a reader should weigh.
    pub innocent: Vec<String>,
    /// What the adjusted score would be without it.
    pub without: Option<f64>,
    /// Whether the report that this one is compared with has it too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since_baseline: Option<Since>,
    /// The rule that explains it, in which case it weighs nothing itself.
    pub explained_by: Option<String>,
    /// The rule that weighs for it: the one that explains it, or the strongest of its family.
    pub spoken_for_by: Option<String>,
    /// Whether it accuses nobody: the account declares it.
    pub disclosed: bool,
    /// Ids of events that prove it, by time; an event without an id is named by its time. May be cut.
    pub events: Vec<String>,
    /// How many events prove it.
    pub events_total: usize,
    /// The same events with what is needed to look them up.
    pub evidence: Vec<EvidenceLine>,
}

/// An event that a person can look up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceLine {
    /// The platform's id, where the input has one.
    pub id: Option<String>,
    /// When it happened, RFC 3339.
    pub at: String,
    /// The input it stands in.
    pub file: String,
    /// The byte at which its record starts, after decompression.
    pub byte: u64,
    /// Its words; only the first few events are quoted.
    pub text: Option<String>,
}

/// A rule that could not be judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NotAssessedLine {
    /// The rule's id.
    pub rule: String,
    /// What is missing.
    pub why: String,
}

impl AccountLine {
    /// What is known on an axis.
    pub fn axis(&self, axis: Axis) -> &AxisLine {
        match axis {
            Axis::Automation => &self.automation,
            Axis::Gaming => &self.gaming,
        }
    }
}
