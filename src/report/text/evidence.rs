//! The evidence on each of the two questions, in decibans, and the probability that follows from it.

use super::sheet::{COLUMNS, Sheet, cell, wrap};
use super::style;
use crate::report::number::{count, fixed, percent};
use crate::report::rounding::bill;
use crate::rule::Axis;
use crate::score::{AxisVerdict, PRIORS, Verdict};

/// Columns of an amount, and where the labels end.
const AMOUNT: usize = 9;
const LABEL: usize = COLUMNS - 4 - AMOUNT;

pub(super) fn write(sheet: &mut Sheet, verdict: &Verdict) {
    sheet.heading("THE EVIDENCE", "in decibans");
    sheet.paragraph(
        2,
        "A deciban is a step of evidence: 10 of them make the odds ten times as high, 3 about double them, and a minus lowers them.",
    );
    for axis in [Axis::Automation, Axis::Gaming] {
        sheet.blank();
        write_axis(sheet, axis, &verdict.axes[axis as usize], verdict.events);
    }
    sheet.blank();
    sheet.paragraph(
        2,
        "The starting probability is how common this is among the accounts that are looked at. It is an assumption of whoever \
         runs the audit, and no finding; what is rare stays doubtful on evidence that would settle what is common.",
    );
}

fn write_axis(sheet: &mut Sheet, axis: Axis, known: &AxisVerdict, events: usize) {
    let question = match axis {
        Axis::Automation => "Is a machine posting?",
        Axis::Gaming => "Is the score being worked?",
    };
    sheet.row([cell("  "), cell(question).styled(style::STRONG)]);
    if known.bill.is_empty() {
        sheet.paragraph(4, "Nothing was found that speaks for it or against it.");
        return;
    }
    for line in bill(known) {
        amount(sheet, &line.label, line.decibans);
    }
    sheet.row([cell("    "), cell(" ".repeat(LABEL)), cell("─".repeat(AMOUNT)).styled(style::FAINT)]);
    amount(sheet, "together", known.decibans);
    let stated = format!("{} likely, starting from {}", percent(known.probability), percent(known.prior));
    let others = PRIORS.iter().zip(known.at_priors).filter(|&(&prior, _)| (prior - known.prior).abs() > 1e-9);
    let others: Vec<String> = others.map(|(&prior, at)| format!("{} from {}", percent(at), percent(prior))).collect();
    sheet.paragraph(4, &format!("{stated}; {}", others.join(", ")));
    let share = match known.named {
        0 => "no event".to_owned(),
        named => format!("{} of {} events, a share of {}", count(named as u64), count(events as u64), percent(known.share)),
    };
    sheet.paragraph(4, &format!("deducted from: {share}"));
}

fn amount(sheet: &mut Sheet, label: &str, decibans: f64) {
    let mut figure = cell(fixed(decibans, 1)).right(AMOUNT);
    for line in wrap(label, LABEL) {
        sheet.row([cell("    "), cell(line).left(LABEL), figure]);
        figure = cell("");
    }
}
