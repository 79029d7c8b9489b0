//! Rings alone, for a person at a terminal.

use std::io::{self, Write};

use super::rings;
use super::sheet::Sheet;
use crate::report::{RingLine, RunLine};

/// Leads are many and cost nothing; so many are shown.
const LEADS: usize = 20;

/// Writes the rings, proven ones first, and what was read.
pub fn write_rings(lines: &[RingLine], run: &RunLine, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet::default();
    rings::write_head(&mut sheet);
    let (proven, mut leads): (Vec<&RingLine>, Vec<&RingLine>) = lines.iter().partition(|ring| ring.tier == "proven");
    leads.sort_by(|a, b| b.bits.total_cmp(&a.bits));
    proven.iter().chain(leads.iter().take(LEADS)).for_each(|ring| rings::write(&mut sheet, ring));
    sheet.blank();
    let more = leads.len().saturating_sub(LEADS);
    let untold = if more > 0 { format!(" ({more} more leads are in --format ndjson)") } else { String::new() };
    sheet.paragraph(
        2,
        &format!(
            "{} proven, {} leads among {} accounts and {} events{untold}.",
            proven.len(),
            leads.len(),
            run.accounts,
            run.events
        ),
    );
    sheet.paragraph(
        2,
        "No test on actions can tell a ring from people who chose to act together and whom nobody else joins, such as a private fan \
         club. Declare such groups in fineness.toml and they are reported as what they are.",
    );
    out.write_all(sheet.into_text().as_bytes())?;
    out.flush()
}
