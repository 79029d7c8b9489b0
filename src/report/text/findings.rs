//! Each finding: the sentence, why it matters, what else it may be, and the events that a reader can open.

use super::sheet::{COLUMNS, Sheet, cell, width, wrap};
use super::style;
use crate::report::escape::visible;
use crate::report::number::{count, fixed};
use crate::report::words::{events, evidence, rule, sentence, since, spoken_for};
use crate::report::{AccountLine, EvidenceLine, FindingLine};

/// Exhibits that a page shows.
const SHOWN: usize = 5;
/// Where the text of a finding starts, and where it starts after a label.
const TEXT: usize = 5;
const LABELLED: usize = 21;

pub(super) fn write(sheet: &mut Sheet, verdict: &AccountLine) {
    sheet.heading("THE FINDINGS", "");
    for (number, finding) in verdict.findings.iter().enumerate() {
        if number > 0 {
            sheet.blank();
        }
        write_one(sheet, number + 1, finding, verdict);
    }
}

/// What speaks for the account.
pub(super) fn write_in_favour(sheet: &mut Sheet, verdict: &AccountLine) {
    sheet.heading("IN FAVOUR", "in decibans");
    for finding in &verdict.in_favour {
        let text = format!("{}: {} ({})", finding.title, sentence(&finding.says), finding.rule);
        sheet.labelled(2, &fixed(finding.decibans, 1), 9, &text);
    }
}

fn write_one(sheet: &mut Sheet, number: usize, finding: &FindingLine, verdict: &AccountLine) {
    let title = wrap(&finding.title, COLUMNS - TEXT);
    for (row, line) in title.iter().enumerate() {
        let number = if row == 0 { number.to_string() } else { String::new() };
        sheet.row([cell(number).right(3).styled(style::FAINT), cell("  "), cell(line).styled(style::STRONG)]);
    }
    sheet.paragraph(TEXT, &sentence(&finding.says));
    // The bill takes nothing for it, so its weight, events and excuses stand with the finding that speaks for it.
    if let Some(said) = spoken_for(finding) {
        sheet.paragraph(TEXT, &said);
        return;
    }
    sheet.blank();
    let mut label = |label: &str, text: &str| sheet.labelled(TEXT, label, LABELLED, text);
    label("why it counts", &finding.why);
    for (index, innocent) in finding.innocent.iter().enumerate() {
        label(if index == 0 { "it may also be" } else { "" }, &format!("• {}", sentence(innocent)));
    }
    label("evidence", &evidence(finding));
    match (finding.without, verdict.scores.first()) {
        (Some(without), Some(score)) => label("without it", &format!("the score would be {}", fixed(without, score.decimals))),
        _ => label("it takes", &format!("{} ‰ of fineness", fixed(-finding.fineness_points as f64, 0))),
    }
    label("rule", &rule(finding));
    if let Some(since) = since(finding) {
        label("baseline", since);
    }
    label("events", &events(finding, SHOWN));
    for exhibit in finding.evidence.iter().take(SHOWN) {
        write_exhibit(sheet, exhibit);
    }
    let more = finding.events_total.max(finding.evidence.len()) - finding.evidence.len().min(SHOWN);
    if more > 0 && !finding.evidence.is_empty() {
        sheet.wrapped(LABELLED, &format!("and {} more", count(more as u64)), style::FAINT);
    }
}

/// One event: when, its id and its words, and under them where it stands.
fn write_exhibit(sheet: &mut Sheet, exhibit: &EvidenceLine) {
    let when = &exhibit.at;
    let id = exhibit.id.as_deref().unwrap_or("(no id)");
    let place = format!("{}, byte {}", visible(&exhibit.file), exhibit.byte);
    let called = format!("{when}  {}", visible(id));
    if LABELLED + width(&called) + 2 + width(&place) <= COLUMNS {
        sheet.apart(LABELLED, cell(called), cell(place).styled(style::FAINT));
    } else {
        sheet.wrapped(LABELLED, &called, style::PLAIN);
        sheet.wrapped(LABELLED, &place, style::FAINT);
    }
    if let Some(text) = exhibit.text.as_deref() {
        sheet.paragraph(LABELLED + 2, &format!("“{}”", visible(text)));
    }
}
