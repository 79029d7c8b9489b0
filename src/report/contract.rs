//! The public form of a report for programs. Keys may be added; those that are here stay.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::RingLine;
use crate::score::Word;

/// The JSON Schema of the lines that `ndjson` prints; `json` prints the same lines inside one document.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Line<'static>)
}

/// One line of a report.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
#[schemars(title = "A line of a fineness report")]
pub(super) enum Line<'a> {
    /// The verdict on one account.
    Account(Box<AccountLine<'a>>),
    /// A group of accounts that share more than chance explains.
    Ring(&'a RingLine),
    /// What the whole run did; the last line.
    Run(RunLine<'a>),
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct AccountLine<'a> {
    /// The account's id.
    pub account: &'a str,
    /// Its display name, where the input has one.
    pub name: Option<&'a str>,
    /// The verdict in one word. It is about the measured activity, never about the person.
    pub verdict: Word,
    /// What the word means.
    pub meaning: &'a str,
    /// Parts per thousand of the score that stand on the account's own activity.
    pub fineness: u32,
    /// The smallest and the largest fineness that the evidence allows.
    pub interval: [u32; 2],
    /// Is a machine posting?
    pub automation: AxisLine<'a>,
    /// Is the score being worked?
    pub gaming: AxisLine<'a>,
    /// The first claimed score.
    pub claimed: Option<f64>,
    /// What is left of it.
    pub adjusted: Option<f64>,
    /// The smallest and the largest that the evidence allows.
    pub adjusted_interval: Option<[f64; 2]>,
    /// Every claimed score.
    pub scores: Vec<ScoreLine<'a>>,
    /// Events, repeats left out.
    pub events: usize,
    /// Records left out because the input held the event already.
    pub repeated: u64,
    /// The first event's time, RFC 3339.
    pub from: Option<String>,
    /// The last event's time.
    pub to: Option<String>,
    /// Rules that fired, strongest first. Their points add up to adjusted - claimed.
    pub findings: Vec<FindingLine<'a>>,
    /// Rules that fired in the account's favour.
    pub in_favour: Vec<FindingLine<'a>>,
    /// Rules that were judged and did not fire.
    pub passed: &'a [String],
    /// Rules that could not be judged.
    pub not_assessed: Vec<NotAssessedLine<'a>>,
    /// The rings and leads that the account is in.
    pub rings: &'a [String],
    /// Events by weekday (Monday first) and hour, UTC.
    pub punch_card: [[u32; 24]; 7],
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct AxisLine<'a> {
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
    pub bill: Vec<BillEntry<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PriorLine {
    /// The prior.
    pub prior: f64,
    /// The probability that follows from it.
    pub probability: f64,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct BillEntry<'a> {
    /// A rule's title, or the overlap inside a family.
    pub label: std::borrow::Cow<'a, str>,
    /// Evidence in decibans.
    pub decibans: f64,
    /// What it takes from the first claimed score.
    pub points: Option<f64>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ScoreLine<'a> {
    /// What the score is called.
    pub metric: &'a str,
    /// How it relates to the activity; a logarithmic score is scaled linearly too, by convention.
    #[schemars(extend("enum" = ["linear", "log", "sum"]))]
    pub scale: &'static str,
    /// When it was read, RFC 3339.
    pub at: Option<String>,
    /// What was claimed.
    pub claimed: f64,
    /// What is left of it.
    pub adjusted: f64,
    /// The smallest and the largest that the evidence allows.
    pub interval: [f64; 2],
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct FindingLine<'a> {
    /// The rule's id.
    pub rule: &'a str,
    /// The rule's title.
    pub title: &'a str,
    /// The family whose evidence it shares.
    pub family: &'a str,
    /// The axis it speaks on.
    #[schemars(extend("enum" = ["automation", "gaming"]))]
    pub axis: &'static str,
    /// What it suggests is behind the pattern.
    #[schemars(extend("enum" = ["automation", "incentive", "coordination", "spam", "inflation"]))]
    pub suggests: &'static str,
    /// Its evidence by itself; negative speaks against the axis.
    pub decibans: f64,
    /// What it takes from the first claimed score.
    pub points: Option<f64>,
    /// What it takes from fineness, in parts per thousand.
    pub fineness_points: i64,
    /// The p-value behind it, where it rests on one.
    pub p_value: Option<f64>,
    /// The sentence.
    pub says: &'a str,
    /// Why the pattern matters.
    pub why: &'a str,
    /// Other explanations that a reader should weigh.
    pub innocent: &'a [String],
    /// What the adjusted score would be without it.
    pub without: Option<f64>,
    /// The rule that explains it, in which case it weighs nothing itself.
    pub explained_by: Option<&'a str>,
    /// The rule that weighs for it: the one that explains it, or the strongest of its family.
    pub spoken_for_by: Option<&'a str>,
    /// Whether it accuses nobody: the account declares it.
    pub disclosed: bool,
    /// Ids of events that prove it, by time; an event without an id is named by its time. May be cut.
    pub events: Vec<std::borrow::Cow<'a, str>>,
    /// How many events prove it.
    pub events_total: usize,
    /// The same events with what is needed to look them up.
    pub evidence: Vec<EvidenceLine<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct EvidenceLine<'a> {
    /// The platform's id, where the input has one.
    pub id: Option<&'a str>,
    /// When it happened, RFC 3339.
    pub at: String,
    /// The input it stands in.
    pub file: &'a str,
    /// The byte at which its record starts, after decompression.
    pub byte: u64,
    /// Its words; only the first few events are quoted.
    pub text: Option<&'a str>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct NotAssessedLine<'a> {
    /// The rule's id.
    pub rule: &'a str,
    /// What is missing.
    pub why: &'a str,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct RunLine<'a> {
    /// The program's version.
    pub version: &'a str,
    /// SHA-256 over all rules in force.
    pub rules_sha256: &'a str,
    /// SHA-256 of the configuration file, where there is one.
    pub config_sha256: Option<&'a str>,
    /// Whether the rules' points were fitted to labelled histories; otherwise they are their authors'.
    pub calibrated: bool,
    /// The moment that counts as now, RFC 3339.
    pub as_of: Option<String>,
    /// The prior that probabilities start from.
    pub prior: f64,
    /// How many accounts there are.
    pub accounts: u64,
    /// How many events they have together, repeats left out.
    pub events: u64,
    /// How many accounts got each verdict.
    pub verdicts: BTreeMap<&'static str, u64>,
    /// Whether a part of the input could not be read.
    pub partial: bool,
    /// Each input with what was read, kept and skipped.
    pub inputs: Vec<InputLine<'a>>,
    /// What was skipped or guessed; cut to the first hundred a file.
    pub diagnostics: Vec<DiagnosticLine<'a>>,
    /// How many there were before the cut.
    pub diagnostics_total: u64,
    /// What the configuration says that no longer holds.
    pub warnings: &'a [String],
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct InputLine<'a> {
    /// The input, as the user named it.
    pub file: &'a str,
    /// SHA-256 of its bytes.
    pub sha256: Option<&'a str>,
    /// The format found.
    pub format: &'a str,
    /// Records read.
    pub read: u64,
    /// Records kept.
    pub kept: u64,
    /// Records skipped.
    pub skipped: u64,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DiagnosticLine<'a> {
    /// The input, as the user named it.
    pub file: &'a str,
    /// The record within the file, counted from 1.
    pub record: Option<u64>,
    /// The byte where the record starts.
    pub byte: Option<u64>,
    /// A stable code.
    pub code: &'a str,
    /// What is wrong, in words.
    pub message: &'a str,
    /// Whether a record was lost by it.
    pub skipped: bool,
}
