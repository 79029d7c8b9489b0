//! The score as a bill: what was claimed, one line for each finding, what is left. The lines add up to the last digit.

use super::sheet::{COLUMNS, Cell, Sheet, cell, wrap};
use super::style;
use crate::report::AccountLine;
use crate::report::bill::{Bill, reason};
use crate::report::words::of_scale;

/// Columns of a line's number, of its label, and of an amount unless the claim needs more.
const NUMBER: usize = 3;
const LABEL: usize = 38;
const AMOUNT: usize = 8;

pub(super) fn write(sheet: &mut Sheet, verdict: &AccountLine) {
    let bill = Bill::of(verdict);
    sheet.heading("THE SCORE", "the lines add up");
    bill.line(sheet, "", &format!("{}, claimed", bill.name), bill.amount(bill.claimed), &bill.bar(0.0, bill.claimed, '█'));
    let mut left = bill.claimed;
    for (number, finding) in verdict.findings.iter().enumerate() {
        let taken = bill.taken(finding);
        let beside = if bill.shows(taken) { bill.bar(left + taken, left, '▒') } else { Beside::Words(reason(verdict, finding)) };
        let amount = bill.amount(taken).styled(style::TAKEN);
        bill.line(sheet, &(number + 1).to_string(), &finding.title, amount, &beside);
        left += taken;
    }
    if verdict.findings.is_empty() {
        bill.line(sheet, "", "nothing is taken", bill.amount(0.0), &Beside::Words(String::new()));
    }
    let rest = bill.amount(bill.adjusted).styled(style::STRONG);
    bill.line(sheet, "", &format!("{}, adjusted", bill.name), rest, &bill.bar(0.0, bill.adjusted, '█'));
    verdict.scores.iter().filter_map(of_scale).for_each(|note| sheet.paragraph(2, &note));
}

/// What stands beside an amount.
enum Beside {
    /// A bar, drawn to scale.
    Bar(String),
    /// A reason.
    Words(String),
}

impl Bill<'_> {
    fn amount(&self, value: f64) -> Cell {
        cell(self.figure(value))
    }

    /// Columns of an amount: none is ever cut.
    fn amount_width(&self) -> usize {
        (self.amount(self.claimed).width().max(self.amount(-self.claimed).width()) + 1).max(AMOUNT)
    }

    /// Columns that are left beside an amount.
    fn beside_width(&self) -> usize {
        COLUMNS.saturating_sub(NUMBER + 2 + LABEL + self.amount_width() + 2)
    }

    /// The part of the claim between two values, drawn to scale.
    fn bar(&self, low: f64, high: f64, stroke: char) -> Beside {
        let width = self.beside_width() as f64;
        let column = |value: f64| (value / self.claimed * width).round().clamp(0.0, width) as usize;
        if self.claimed <= 0.0 {
            return Beside::Bar(String::new());
        }
        let (from, to) = (column(low), column(high));
        Beside::Bar((0..to).map(|at| if at < from { ' ' } else { stroke }).collect())
    }

    fn line(&self, sheet: &mut Sheet, number: &str, label: &str, amount: Cell, beside: &Beside) {
        let (besides, look) = match beside {
            Beside::Bar(bar) => (vec![bar.clone()], style::LEFT),
            Beside::Words(words) => (wrap(words, self.beside_width()), style::FAINT),
        };
        let labels = wrap(label, LABEL);
        let mut first = Some((cell(number).styled(style::FAINT), amount));
        for row in 0..labels.len().max(besides.len()) {
            let (number, amount) = first.take().unwrap_or((cell(""), cell("")));
            let label = cell(labels.get(row).map_or("", String::as_str)).left(LABEL);
            let beside = cell(besides.get(row).map_or("", String::as_str)).styled(look);
            sheet.row([number.right(NUMBER), cell("  "), label, amount.right(self.amount_width()), cell("  "), beside]);
        }
    }
}
