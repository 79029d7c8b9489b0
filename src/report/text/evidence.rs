//! The evidence on each of the two questions, in decibans, and the probability that follows from it.

use super::sheet::{COLUMNS, Sheet, cell, wrap};
use super::style;
use crate::report::number::fixed;
use crate::report::words::{DECIBAN, START, probability, question, share};
use crate::report::{AccountLine, AxisLine};
use crate::rule::Axis;

/// Columns of an amount, and where the labels end.
const AMOUNT: usize = 9;
const LABEL: usize = COLUMNS - 4 - AMOUNT;

pub(super) fn write(sheet: &mut Sheet, verdict: &AccountLine) {
    sheet.heading("THE EVIDENCE", "in decibans");
    sheet.paragraph(2, DECIBAN);
    for axis in [Axis::Automation, Axis::Gaming] {
        sheet.blank();
        write_axis(sheet, axis, verdict.axis(axis), verdict.events);
    }
    sheet.blank();
    sheet.paragraph(2, START);
}

fn write_axis(sheet: &mut Sheet, axis: Axis, known: &AxisLine, events: usize) {
    sheet.row([cell("  "), cell(question(axis)).styled(style::STRONG)]);
    if known.bill.is_empty() {
        sheet.paragraph(4, "Nothing was found that speaks for it or against it.");
        return;
    }
    for line in &known.bill {
        amount(sheet, &line.label, line.decibans);
    }
    sheet.row([cell("    "), cell(" ".repeat(LABEL)), cell("─".repeat(AMOUNT)).styled(style::FAINT)]);
    amount(sheet, "together", known.decibans);
    sheet.paragraph(4, &probability(known));
    sheet.paragraph(4, &format!("deducted from: {}", share(known, events)));
}

fn amount(sheet: &mut Sheet, label: &str, decibans: f64) {
    let mut figure = cell(fixed(decibans, 1)).right(AMOUNT);
    for line in wrap(label, LABEL) {
        sheet.row([cell("    "), cell(line).left(LABEL), figure]);
        figure = cell("");
    }
}
