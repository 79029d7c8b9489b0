//! The one document that every report is a rendering of: a line for each account or comment, each ring and the
//! run. Keys may be added; those that are here stay.

mod account;
mod item;
mod of_verdict;
mod ring;
mod run;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use account::{
    AccountLine, AxisLine, BaselineLine, BillEntry, EvidenceLine, FindingLine, NotAssessedLine, PriorLine, ScoreLine, Since,
};
pub use item::{ItemBillLine, ItemFindingLine, ItemLine, LearnedLine};
pub use ring::{ActLine, OccasionLine, RingLine};
pub use run::{DiagnosticLine, InputLine, RunLine};

/// The JSON Schema of the lines that `ndjson` prints; `json` prints the same lines inside one document.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Line<'static>)
}

/// One line of a report.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
#[schemars(title = "A line of a fineness report")]
pub enum Line<'a> {
    /// The verdict on one account.
    Account(Box<Cow<'a, AccountLine>>),
    /// The verdict on one comment.
    Item(Box<Cow<'a, ItemLine>>),
    /// A group of accounts that share more than chance explains.
    Ring(Cow<'a, RingLine>),
    /// What the whole run did; the last line.
    Run(Cow<'a, RunLine>),
}
