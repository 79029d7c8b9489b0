//! The verdict on one account: everything that a report prints, and nothing left to compute.

use super::{AdjustedScore, BillLine, Charts, Correction, Finding, Switches};

/// The verdict in one word. It is about the measured activity, never about the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// Nothing that weighs was found.
    Clear,
    /// There is too little to judge, and the score is left alone.
    Insufficient,
    /// Something was found, but whether it weighs depends on what one believes beforehand.
    Undecided,
    /// The timing or another single sign is a scheduler's; nothing is deducted.
    Scheduled,
    /// The account says that it is automatic, and it is.
    DeclaredAutomation,
    /// Several kinds of evidence say that a machine posts, and what it posts is templated.
    Automated,
    /// The score is being worked.
    Gamed,
    /// The account acts together with others.
    Coordinated,
    /// The activity is spam.
    Spam,
}

impl Word {
    /// The word as reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Word::Clear => "clear",
            Word::Insufficient => "insufficient",
            Word::Undecided => "undecided",
            Word::Scheduled => "scheduled",
            Word::DeclaredAutomation => "declared_automation",
            Word::Automated => "automated",
            Word::Gamed => "gamed",
            Word::Coordinated => "coordinated",
            Word::Spam => "spam",
        }
    }

    /// What the word means, in a sentence about the activity.
    pub fn meaning(self) -> &'static str {
        match self {
            Word::Clear => "Nothing was found that weighs against the score.",
            Word::Insufficient => "There is not enough activity to judge; the score is left as it is.",
            Word::Undecided => "Something was found; whether it weighs depends on what one believes beforehand.",
            Word::Scheduled => {
                "Consistent with scheduled posting. Scheduling is common and lawful: nothing is deducted for it alone."
            }
            Word::DeclaredAutomation => {
                "The account says that it is automatic, and its activity agrees. That is honest, and no person's influence."
            }
            Word::Automated => {
                "Consistent with automated posting: independent kinds of evidence agree, and what is posted is templated."
            }
            Word::Gamed => "Consistent with activity done for the score or for rewards.",
            Word::Coordinated => "Consistent with several accounts acting together.",
            Word::Spam => "Consistent with spam.",
        }
    }

    /// Whether the word says something against the activity that its owner has not declared.
    pub fn accuses(self) -> bool {
        matches!(self, Word::Automated | Word::Gamed | Word::Coordinated | Word::Spam)
    }
}

/// What is known on one axis.
#[derive(Debug, Clone, PartialEq)]
pub struct AxisVerdict {
    /// Probability at the stated prior.
    pub probability: f64,
    /// The stated prior.
    pub prior: f64,
    /// Probability at 2, 10 and 30 % prior.
    pub at_priors: [f64; 3],
    /// All evidence on the axis, in decibans.
    pub decibans: f64,
    /// Share of the events that findings on this axis name and that may be deducted.
    pub share: f64,
    /// How many events that is.
    pub named: usize,
    /// The lines that make up the evidence; they add up to `decibans`.
    pub bill: Vec<BillLine>,
}

/// A rule that could not be judged.
#[derive(Debug, Clone, PartialEq)]
pub struct NotAssessed {
    /// The rule's id.
    pub rule: String,
    /// What is missing.
    pub why: String,
}

/// Events by weekday (Monday first) and hour, UTC.
pub type PunchCard = [[u32; 24]; 7];

/// The verdict on one account.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The account's id.
    pub account: String,
    /// Its display name, where the input has one.
    pub name: Option<String>,
    /// The verdict in one word.
    pub word: Word,
    /// Parts per thousand of the score that stand on a person's own activity.
    pub fineness: u32,
    /// The smallest and largest fineness that the evidence allows.
    pub interval: (u32, u32),
    /// Automation and gaming.
    pub axes: [AxisVerdict; 2],
    /// The claimed scores; the first is the one that findings' points are about.
    pub scores: Vec<AdjustedScore>,
    /// How many events there are, repeats left out.
    pub events: usize,
    /// First and last event, milliseconds since 1970.
    pub span: Option<(i64, i64)>,
    /// Records left out because the input held the event already.
    pub repeated: u64,
    /// Whether the events come from a window, an input of the latest records only, so that what came before is not known.
    pub window: bool,
    /// Whether times were written without a zone, so that hours of the day may be those of any place.
    pub zoneless: bool,
    /// Rules that fired, strongest first.
    pub findings: Vec<Finding>,
    /// Rules that fired in the account's favour.
    pub in_favour: Vec<Finding>,
    /// Rules that were judged and did not fire.
    pub passed: Vec<String>,
    /// Rules that could not be judged.
    pub not_assessed: Vec<NotAssessed>,
    /// Rings and leads that the account is in.
    pub rings: Vec<String>,
    /// What was asked to be corrected.
    pub corrections: Vec<Correction>,
    /// Events by weekday and hour.
    pub punch_card: PunchCard,
    /// Counts for charts.
    pub charts: Charts,
    /// What would be left without findings.
    pub switches: Switches,
}
