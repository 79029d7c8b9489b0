//! A moderation list: one row a comment, by its id, for blogs whose exports have no place for a verdict.

use std::io::{self, Write};

use super::escape::for_spreadsheet;
use crate::score::ItemVerdict;

const COLUMNS: [&str; 7] = ["id", "verdict", "probability", "account", "created_at", "byte", "rules"];

/// Writes the list. Texts that a spreadsheet would run as formulas are shown as text.
pub struct ModerationList<W: Write> {
    table: csv::Writer<W>,
}

impl<W: Write> std::fmt::Debug for ModerationList<W> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("ModerationList").finish_non_exhaustive()
    }
}

impl<W: Write> ModerationList<W> {
    /// An empty list with its header.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn new(out: W) -> io::Result<Self> {
        let mut table = csv::Writer::from_writer(out);
        table.write_record(COLUMNS)?;
        Ok(ModerationList { table })
    }

    /// Adds a comment.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn add(&mut self, verdict: &ItemVerdict<'_>) -> io::Result<()> {
        let speaking = verdict.findings.iter().filter(|finding| finding.spoken_for_by.is_none());
        let rules: Vec<&str> = speaking.map(|finding| finding.rule.id.as_str()).collect();
        let text = |text: &str| for_spreadsheet(text).into_owned();
        self.table.write_record([
            text(verdict.id.as_deref().unwrap_or_default()),
            verdict.word.name().to_owned(),
            format!("{:.4}", verdict.probability),
            text(&verdict.account),
            verdict.at.map(|at| at.rfc3339()).unwrap_or_default(),
            verdict.locator.byte.to_string(),
            rules.join("; "),
        ])?;
        Ok(())
    }

    /// Ends the list and gives back where it went.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.table.into_inner().map_err(|cause| cause.into_error())
    }
}
