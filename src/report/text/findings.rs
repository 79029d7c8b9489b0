//! Each finding: the sentence, why it matters, what else it may be, and the events that a reader can open.

use super::sheet::{COLUMNS, Sheet, cell, width, wrap};
use super::style;
use crate::report::escape::visible;
use crate::report::lines::{axis_name, suggests_name};
use crate::report::number::{count, fixed, p_value};
use crate::score::{Exhibit, Finding, Verdict};

/// Exhibits that a page shows.
const SHOWN: usize = 5;
/// Where the text of a finding starts, and where it starts after a label.
const TEXT: usize = 5;
const LABELLED: usize = 21;

pub(super) fn write(sheet: &mut Sheet, verdict: &Verdict) {
    sheet.heading("THE FINDINGS", "");
    for (number, finding) in verdict.findings.iter().enumerate() {
        if number > 0 {
            sheet.blank();
        }
        write_one(sheet, number + 1, finding, verdict);
    }
}

/// What speaks for the account.
pub(super) fn write_in_favour(sheet: &mut Sheet, verdict: &Verdict) {
    sheet.heading("IN FAVOUR", "in decibans");
    for finding in &verdict.in_favour {
        let text = format!("{}: {} ({})", finding.title, sentence(&finding.says), finding.rule);
        sheet.labelled(2, &fixed(finding.decibans, 1), 9, &text);
    }
}

fn write_one(sheet: &mut Sheet, number: usize, finding: &Finding, verdict: &Verdict) {
    let title = wrap(&finding.title, COLUMNS - TEXT);
    for (row, line) in title.iter().enumerate() {
        let number = if row == 0 { number.to_string() } else { String::new() };
        sheet.row([cell(number).right(3).styled(style::FAINT), cell("  "), cell(line).styled(style::STRONG)]);
    }
    sheet.paragraph(TEXT, &sentence(&finding.says));
    // The bill takes nothing for it, so its weight, events and excuses stand with the finding that speaks for it.
    if let Some(speaker) = &finding.spoken_for_by {
        let rule = &finding.rule;
        sheet.paragraph(TEXT, &format!("It weighs nothing beside {speaker}, which rests on the same evidence (rule {rule})."));
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
    label("events", &events(finding));
    for exhibit in finding.exhibits.iter().take(SHOWN) {
        write_exhibit(sheet, exhibit);
    }
    let more = finding.events.count().max(finding.exhibits.len()) - finding.exhibits.len().min(SHOWN);
    if more > 0 && !finding.exhibits.is_empty() {
        sheet.wrapped(LABELLED, &format!("and {} more", count(more as u64)), style::FAINT);
    }
}

fn evidence(finding: &Finding) -> String {
    let mut text = format!("{} decibans", fixed(finding.decibans, 1));
    if let Some(p) = finding.p_value {
        text.push_str(&format!("; p-value {}: how often as much is seen with nothing behind it", p_value(p)));
    }
    if finding.disclosed {
        text.push_str("; the account discloses it, and nothing is held against it");
    }
    text
}

fn rule(finding: &Finding) -> String {
    let (family, axis, suggests) = (finding.family.as_str(), axis_name(finding.axis), suggests_name(finding.suggests));
    let mut text = format!("{}, of the family {family}, on {axis}", finding.rule);
    if suggests != family && suggests != axis {
        text.push_str(&format!("; it suggests {suggests}"));
    }
    text
}

fn events(finding: &Finding) -> String {
    let (total, shown) = (finding.events.count(), finding.exhibits.len().min(SHOWN));
    match (total, shown) {
        (0, 0) => "it names no single events".to_owned(),
        (total, 0) => count(total as u64),
        (total, shown) if total <= shown => format!("{}, all here", count(total as u64)),
        (total, shown) => format!("{}, the first {shown} by time", count(total as u64)),
    }
}

/// One event: when, its id and its words, and under them where it stands.
fn write_exhibit(sheet: &mut Sheet, exhibit: &Exhibit) {
    let when = exhibit.at.rfc3339();
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

/// A sentence ends like one.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let ended = text.trim_end_matches(['”', '"', ')']).ends_with(['.', '!', '?', '…', ':']) || text.is_empty();
    let stop = if ended { "" } else { "." };
    format!("{text}{stop}")
}
