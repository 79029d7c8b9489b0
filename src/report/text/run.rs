//! The end of a report: what was read, with what, what came of it, and how to check a number.

use super::sheet::{Sheet, cell, fit};
use super::style;
use crate::report::RunLine;
use crate::report::escape::visible;
use crate::report::number::{count, percent};
use crate::report::words::{ARITHMETIC, PARTIAL, counted, digits, plain, points};

/// Inputs and diagnostics that are listed one by one.
const INPUTS: usize = 20;
const DIAGNOSTICS: usize = 5;
/// Where the values of the summary start, and where those of the arithmetic do.
const VALUES: usize = 12;
const STEPS: usize = 15;

pub(super) fn write(sheet: &mut Sheet, run: &RunLine) {
    sheet.blank();
    sheet.rule("━");
    let read = format!("{}, {} events", counted(run.accounts, "account"), count(run.events));
    sheet.apart(0, cell("THIS RUN").styled(style::HEADING), cell(read));
    sheet.rule("━");
    let accounts = run.verdicts.iter().map(|(word, &accounts)| format!("{} {}", count(accounts), plain(*word)));
    let comments = run.comments.iter().map(|(word, &comments)| format!("{} {}", count(comments), word.name()));
    let verdicts: Vec<String> = accounts.chain(comments).collect();
    sheet.labelled(2, "verdicts", VALUES, &verdicts.join(", "));
    sheet.labelled(2, "prior", VALUES, &format!("{}, the start of every probability", percent(run.prior)));
    if let Some(as_of) = &run.as_of {
        sheet.labelled(2, "as of", VALUES, as_of);
    }
    sheet.labelled(2, "program", VALUES, &format!("fineness {}", run.version));
    sheet.labelled(2, "rules", VALUES, &format!("sha256 {}", digits(&run.rules_sha256)));
    sheet.labelled(2, "points", VALUES, points(run.calibrated));
    if let Some(sha256) = &run.config_sha256 {
        sheet.labelled(2, "config", VALUES, &format!("sha256 {}", digits(sha256)));
    }
    if let Some(sha256) = &run.options.corrections_sha256 {
        sheet.labelled(2, "corrected", VALUES, &format!("sha256 {} of the corrections", digits(sha256)));
    }
    for (index, input) in run.inputs.iter().take(INPUTS).enumerate() {
        let label = if index == 0 { "inputs" } else { "" };
        sheet.labelled(2, label, VALUES, &visible(&input.file));
        let counts = format!("{} read, {} kept, {} skipped", count(input.read), count(input.kept), count(input.skipped));
        sheet.wrapped(
            VALUES,
            &format!("{}; {counts}; sha256 {}", input.format, digits(input.sha256.as_deref().unwrap_or("unknown"))),
            style::FAINT,
        );
    }
    if run.inputs.len() > INPUTS {
        sheet.paragraph(VALUES, &format!("and {} more", count((run.inputs.len() - INPUTS) as u64)));
    }
    for warning in &run.warnings {
        sheet.labelled(2, "warning", VALUES, warning);
    }
    for (index, diagnostic) in run.diagnostics.iter().take(DIAGNOSTICS).enumerate() {
        sheet.labelled(2, if index == 0 { "notes" } else { "" }, VALUES, &fit(&visible(&diagnostic.to_string()), 240));
    }
    let told = run.diagnostics.len().min(DIAGNOSTICS) as u64;
    if run.diagnostics_total > told {
        sheet.paragraph(VALUES, &format!("and {} more", count(run.diagnostics_total - told)));
    }
    if run.partial {
        sheet.paragraph(2, PARTIAL);
    }
}

/// The arithmetic, so that every number of a page can be checked by hand.
pub(super) fn write_arithmetic(sheet: &mut Sheet) {
    sheet.heading("TO CHECK A NUMBER", "");
    let mut step = |label: &str, text: &str| sheet.labelled(2, label, STEPS, text);
    ARITHMETIC.iter().for_each(|(label, text)| step(label, text));
}

/// How the gauge of a page is read.
pub(super) fn write_gauge(sheet: &mut Sheet) {
    sheet.labelled(2, "gauge", STEPS, "█ to the low end, ▓ to the result, ▒ to the high end");
}
