//! The statement for the person concerned: what was looked at, what came of it, what would change it, and how to contest it.

mod reasons;
mod sections;
mod skeleton;
#[cfg(test)]
mod tests;

use std::io::Write;

pub use skeleton::skeleton;

use super::{AccountLine, Format, RunLine};
use crate::Result;

/// Before or after a decision that the report is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stage {
    /// Nothing is decided yet, and the person can correct what is wrong.
    #[default]
    Before,
    /// The result was reviewed and stands.
    After,
}

/// What whoever sends the notice says beside the report. What is missing stands as a gap to fill in.
#[derive(Debug, Clone, Default)]
pub struct Sender {
    /// Before or after a decision.
    pub stage: Stage,
    /// Who uses the report.
    pub requester: Option<String>,
    /// What for.
    pub purpose: Option<String>,
    /// Who looked at the result and the events behind it.
    pub reviewer: Option<String>,
    /// Where to write to.
    pub contact: Option<String>,
    /// The last day on which an answer is waited for.
    pub respond_by: Option<String>,
    /// The day of the notice.
    pub date: Option<String>,
}

/// Writes the notice to the holder of an account.
///
/// # Errors
/// The form is none for a notice, or it cannot be written.
pub fn write_notice(account: &AccountLine, run: &RunLine, sender: &Sender, format: Format, out: &mut dyn Write) -> Result<()> {
    sections::page(account, run, sender).write("notice", format, out)
}
