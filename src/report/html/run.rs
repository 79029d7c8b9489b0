//! The end of a page: how good the data is, with what it was judged, how to check a number, and what the reader should know.

use maud::{Markup, html};

use super::shown;
use crate::report::RunLine;
use crate::report::number::{count, percent};
use crate::report::words::{ARITHMETIC, NO_DECISION, NOT_USED, PARTIAL, counted, points};

/// Inputs and notes that are listed one by one.
const INPUTS: usize = 50;
const NOTES: usize = 20;

/// The end of a page that rests on these runs; most rest on one.
pub(super) fn footer(runs: &[&RunLine]) -> Markup {
    let number = |index: usize| if runs.len() > 1 { format!(" {}", index + 1) } else { String::new() };
    html! {
        footer aria-label="About this report" {
            @for (index, run) in runs.iter().enumerate() {
                @let (data_id, method_id) = (format!("data{}", number(index).trim()), format!("method{}", number(index).trim()));
                section aria-labelledby=(data_id) { h2 id=(data_id) { "The data" (number(index)) } (data(run)) }
                section aria-labelledby=(method_id) { h2 id=(method_id) { "The method" (number(index)) } (method(run)) }
            }
            section aria-labelledby="notice" { h2 id="notice" { "Notice" } p { (NO_DECISION) } p { (NOT_USED) } }
        }
    }
}

fn data(run: &RunLine) -> Markup {
    let shown_notes = run.diagnostics.len().min(NOTES) as u64;
    html! {
        @if run.partial { p { (PARTIAL) } }
        p { (counted(run.accounts, "account")) ", " (counted(run.events, "event")) ", repeats left out." }
        div.scroll { table {
            caption { "Inputs, with the digest of their bytes" }
            thead { tr { @for head in ["input", "format", "read", "kept", "skipped", "sha256"] { th scope="col" { (head) } } } }
            tbody {
                @for input in run.inputs.iter().take(INPUTS) {
                    tr {
                        th scope="row" { (shown(&input.file)) }
                        td { (shown(&input.format)) }
                        td { (count(input.read)) } td { (count(input.kept)) } td { (count(input.skipped)) }
                        td { code { (shown(input.sha256.as_deref().unwrap_or("unknown"))) } }
                    }
                }
            }
        } }
        @if run.inputs.len() > INPUTS { p { "and " (count((run.inputs.len() - INPUTS) as u64)) " more" } }
        @for warning in &run.warnings { p { "Warning: " (shown(warning)) "." } }
        @if !run.diagnostics.is_empty() {
            details {
                summary { "What was skipped or guessed: " (count(run.diagnostics_total)) }
                ul {
                    @for note in run.diagnostics.iter().take(NOTES) { li { (shown(&note.to_string())) } }
                    @if run.diagnostics_total > shown_notes { li { "and " (count(run.diagnostics_total - shown_notes)) " more" } }
                }
            }
        }
    }
}

fn method(run: &RunLine) -> Markup {
    html! {
        dl {
            dt { "program" } dd { "fineness " (shown(&run.version)) }
            dt { "rules" } dd { "sha256 " code { (shown(&run.rules_sha256)) } }
            @if let Some(sha256) = &run.config_sha256 { dt { "configuration" } dd { "sha256 " code { (shown(sha256)) } } }
            @if let Some(sha256) = &run.options.corrections_sha256 { dt { "corrections" } dd { "sha256 " code { (shown(sha256)) } } }
            dt { "points" } dd { (points(run.calibrated)) }
            dt { "prior" } dd { (percent(run.prior)) ", the start of every probability" }
            @if let Some(as_of) = &run.as_of { dt { "as of" } dd { (shown(as_of)) } }
        }
        details {
            summary { "To check a number" }
            dl { @for (label, text) in ARITHMETIC { dt { (label) } dd { (text) } } }
        }
    }
}
