//! The end of a report: what was read, with what, what came of it, and how to check a number.

use super::header::plain;
use super::sheet::{Sheet, cell, fit};
use super::style;
use crate::engine::RunSummary;
use crate::report::escape::visible;
use crate::report::lines::moment;
use crate::report::number::{count, percent};

/// Inputs and diagnostics that are listed one by one.
const INPUTS: usize = 20;
const DIAGNOSTICS: usize = 5;
/// Digits of a hash that tell two of them apart.
const DIGITS: usize = 12;
/// Where the values of the summary start, and where those of the arithmetic do.
const VALUES: usize = 12;
const STEPS: usize = 15;

pub(super) fn write(sheet: &mut Sheet, run: &RunSummary) {
    sheet.blank();
    sheet.rule("━");
    let accounts = if run.accounts == 1 { "1 account".to_owned() } else { format!("{} accounts", count(run.accounts)) };
    let read = format!("{accounts}, {} events", count(run.events));
    sheet.apart(0, cell("THIS RUN").styled(style::HEADING), cell(read));
    sheet.rule("━");
    let verdicts: Vec<String> =
        run.verdicts.iter().map(|(word, &accounts)| format!("{} {}", count(accounts), plain(*word))).collect();
    sheet.labelled(2, "verdicts", VALUES, &verdicts.join(", "));
    sheet.labelled(2, "prior", VALUES, &format!("{}, the start of every probability", percent(run.prior)));
    if let Some(as_of) = run.as_of {
        sheet.labelled(2, "as of", VALUES, &moment(as_of));
    }
    let hash = |sha256: &str| sha256.chars().take(DIGITS).collect::<String>();
    sheet.labelled(2, "program", VALUES, &format!("fineness {}", run.version));
    sheet.labelled(2, "rules", VALUES, &format!("sha256 {}", hash(&run.rules_sha256)));
    let points = if run.calibrated {
        "fitted to labelled histories where those say anything, set by the rules' authors where not; `fineness rules explain` tells"
    } else {
        "set by the rules' authors, not calibrated on labelled histories"
    };
    sheet.labelled(2, "points", VALUES, points);
    if let Some(sha256) = &run.config_sha256 {
        sheet.labelled(2, "config", VALUES, &format!("sha256 {}", hash(sha256)));
    }
    for (index, input) in run.inputs.iter().take(INPUTS).enumerate() {
        let label = if index == 0 { "inputs" } else { "" };
        sheet.labelled(2, label, VALUES, &visible(&input.file));
        let counts = format!("{} read, {} kept, {} skipped", count(input.read), count(input.kept), count(input.skipped));
        sheet.wrapped(
            VALUES,
            &format!("{}; {counts}; sha256 {}", input.format, hash(input.sha256.as_deref().unwrap_or("unknown"))),
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
    if run.is_partial() {
        sheet.paragraph(2, "A part of the input could not be read, so this report is about the rest.");
    }
}

/// The arithmetic, so that every number of a page can be checked by hand.
pub(super) fn write_arithmetic(sheet: &mut Sheet) {
    sheet.heading("TO CHECK A NUMBER", "");
    let mut step = |label: &str, text: &str| sheet.labelled(2, label, STEPS, text);
    step("odds", "start ÷ (1 − start) × 10^(decibans ÷ 10), with the start as a fraction");
    step("probability", "0.02 + 0.96 × odds ÷ (1 + odds): nothing is ever held for certain");
    step(
        "weight",
        "(probability − start) ÷ (1 − start), or 0 where the evidence is not above 0; a start below 0.02 is taken off as 0.02",
    );
    step("fineness", "1000 × (1 − share × weight), once for each question; share is the part of the events it is deducted from");
    step("adjusted", "claimed × fineness ÷ 1000; a score that is a sum is recomputed event by event");
    step(
        "points",
        "each question takes −ln(1 − share × weight); the deduction is divided in that proportion, and inside a question by the \
         decibans of each family's strongest finding",
    );
    step(
        "between",
        "the lowest and the highest result for starts of 2, 10 and 30 %, for evidence at half strength, and for the sampling \
         error of the share",
    );
    step("gauge", "█ to the low end, ▓ to the result, ▒ to the high end");
}
