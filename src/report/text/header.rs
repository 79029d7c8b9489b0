//! The head of a page: who, the verdict in plain words, the score before and after, and on how much it rests.

use super::sheet::{Cell, Sheet, cell, fit};
use super::style;
use crate::report::escape::visible;
use crate::report::number::fixed;
use crate::report::words::{NO_STATEMENT, based_on, baseline, between, caveats, correction, plain};
use crate::report::{AccountLine, ScoreLine};

/// Where the values of the head start, unless a score has a long name, and where they start at the latest.
const VALUES: usize = 13;
const LATEST: usize = 30;
/// Where its ranges start.
const RANGES: usize = 50;
/// Cells of the gauge; each stands for twenty parts per thousand.
const GAUGE: usize = 50;
/// An id or name is shown up to here; nobody's real one is longer.
const LONGEST_NAME: usize = 240;

pub(super) fn write(sheet: &mut Sheet, verdict: &AccountLine) {
    sheet.rule("━");
    let word = cell(plain(verdict.verdict).to_uppercase()).styled(style::verdict(verdict.verdict));
    sheet.apart(0, cell(fit(&visible(&verdict.account), LONGEST_NAME)).styled(style::STRONG), word);
    if let Some(name) = verdict.name.as_deref().filter(|name| *name != verdict.account) {
        sheet.paragraph(0, &fit(&visible(name), LONGEST_NAME));
    }
    sheet.rule("━");
    sheet.paragraph(2, &verdict.meaning);
    if verdict.verdict.accuses() {
        sheet.paragraph(2, NO_STATEMENT);
    }
    sheet.blank();
    let names = verdict.scores.iter().map(|score| cell(&score.metric).width() + 5);
    let column = names.max().unwrap_or(0).clamp(VALUES, LATEST);
    for score in &verdict.scores {
        write_score(sheet, column, score);
    }
    let figure = |fineness: u32| format!("{fineness} ‰");
    let range = between(&figure(verdict.interval[0]), &figure(verdict.interval[1]));
    values(sheet, column, "fineness", cell(figure(verdict.fineness)).styled(style::STRONG), &range);
    sheet.row([cell(" ".repeat(column)), cell(gauge(verdict)).styled(style::LEFT)]);
    sheet.labelled(2, "based on", column, &based_on(verdict));
    for caveat in caveats(verdict) {
        sheet.paragraph(column, &caveat);
    }
    for (index, corrected) in verdict.corrections.iter().enumerate() {
        sheet.labelled(2, if index == 0 { "corrected" } else { "" }, column, &correction(corrected));
    }
    if let Some(said) = baseline(verdict) {
        sheet.labelled(2, "baseline", column, &said);
    }
    if !verdict.rings.is_empty() {
        sheet.labelled(2, "rings", column, &verdict.rings.join(", "));
    }
}

fn write_score(sheet: &mut Sheet, column: usize, score: &ScoreLine) {
    let figure = |value| fixed(value, score.decimals);
    let range = between(&figure(score.interval[0]), &figure(score.interval[1]));
    let value = cell(format!("{} claimed → {} adjusted", figure(score.claimed), figure(score.adjusted)));
    values(sheet, column, &score.metric, value.styled(style::STRONG), &range);
}

fn values(sheet: &mut Sheet, column: usize, label: &str, value: Cell, range: &str) {
    let label = cell(label).left(column - 3).styled(style::FAINT);
    if column + value.width() + 2 <= RANGES {
        sheet.row([cell("  "), label, cell(" "), value.left(RANGES - column), cell(range)]);
    } else {
        sheet.row([cell("  "), label, cell(" "), value]);
        sheet.paragraph(column, range);
    }
}

/// Solid up to the low end of the interval, then shaded to the estimate and lighter to the high end.
fn gauge(verdict: &AccountLine) -> String {
    let cells = |part: u32| (part.min(1000) as usize * GAUGE + 500) / 1000;
    let (low, middle, high) = (cells(verdict.interval[0]), cells(verdict.fineness), cells(verdict.interval[1]));
    let shade = |at: usize| match at {
        at if at < low => '█',
        at if at < middle => '▓',
        at if at < high => '▒',
        _ => '·',
    };
    (0..GAUGE).map(shade).collect()
}
