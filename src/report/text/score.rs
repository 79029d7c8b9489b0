//! The score as a bill: what was claimed, one line for each finding, what is left. The lines add up to the last digit.

use super::sheet::{COLUMNS, Cell, Sheet, cell, wrap};
use super::style;
use crate::account::Scale;
use crate::report::number::fixed;
use crate::rule::Axis;
use crate::score::{Finding, Verdict};

/// Columns of a line's label, of its amount, and of the bar or the reason beside it.
const LABEL: usize = 38;
const AMOUNT: usize = 9;
const BESIDE: usize = 25;

pub(super) fn write(sheet: &mut Sheet, verdict: &Verdict) {
    let bill = Bill::of(verdict);
    sheet.heading("THE SCORE", "the lines add up");
    line(sheet, "", &format!("{}, claimed", bill.name), cell(bill.amount(bill.claimed)), &bill.bar(0.0, bill.claimed, '█'));
    let mut left = bill.claimed;
    for (number, finding) in verdict.findings.iter().enumerate() {
        let taken = bill.taken(finding);
        let beside = if bill.shows(taken) { bill.bar(left + taken, left, '▒') } else { reason(verdict, finding) };
        line(sheet, &(number + 1).to_string(), &finding.title, cell(bill.amount(taken)).styled(style::TAKEN), &beside);
        left += taken;
    }
    if verdict.findings.is_empty() {
        line(sheet, "", "nothing is taken", cell(bill.amount(0.0)), "");
    }
    let rest = cell(bill.amount(bill.adjusted)).styled(style::STRONG);
    line(sheet, "", &format!("{}, adjusted", bill.name), rest, &bill.bar(0.0, bill.adjusted, '█'));
    for score in &verdict.scores {
        let metric = &score.claimed.metric;
        match score.claimed.scale {
            Scale::Linear => {}
            Scale::Log => sheet.paragraph(2, &format!("{metric} is a logarithmic score; scaling it linearly is a convention.")),
            Scale::Sum => sheet.paragraph(2, &format!("{metric} is a sum over events, so it is recomputed event by event.")),
        }
    }
}

/// What the bill is about: the first claimed score, or fineness itself where no score is claimed.
struct Bill<'a> {
    name: &'a str,
    claimed: f64,
    adjusted: f64,
    decimals: u32,
    of_score: bool,
}

impl Bill<'_> {
    fn of(verdict: &Verdict) -> Bill<'_> {
        match verdict.scores.first() {
            Some(score) => Bill {
                name: &score.claimed.metric,
                claimed: score.claimed.value,
                adjusted: score.adjusted,
                decimals: score.decimals,
                of_score: true,
            },
            None => Bill { name: "fineness", claimed: 1000.0, adjusted: f64::from(verdict.fineness), decimals: 0, of_score: false },
        }
    }

    fn taken(&self, finding: &Finding) -> f64 {
        if self.of_score { finding.points.unwrap_or(0.0) } else { finding.fineness_points as f64 }
    }

    fn amount(&self, value: f64) -> String {
        fixed(value, self.decimals)
    }

    /// Whether anything is left of an amount when it is printed.
    fn shows(&self, value: f64) -> bool {
        fixed(value, self.decimals) != fixed(0.0, self.decimals)
    }

    /// The part of the claim between two values, drawn to scale.
    fn bar(&self, low: f64, high: f64, stroke: char) -> String {
        let column = |value: f64| (value / self.claimed * BESIDE as f64).round().clamp(0.0, BESIDE as f64) as usize;
        if self.claimed <= 0.0 {
            return String::new();
        }
        let (from, to) = (column(low), column(high));
        (0..to).map(|at| if at < from { ' ' } else { stroke }).collect()
    }
}

fn line(sheet: &mut Sheet, number: &str, label: &str, amount: Cell, beside: &str) {
    // A bar keeps its blanks; words are set into lines.
    let drawn = beside.chars().all(|stroke| matches!(stroke, ' ' | '█' | '▒'));
    let besides = if drawn { vec![beside.to_owned()] } else { wrap(beside, BESIDE) };
    let labels = wrap(label, LABEL);
    let mut amount = amount.right(AMOUNT);
    for row in 0..labels.len().max(besides.len()) {
        let number = if row == 0 { number } else { "" };
        let label = labels.get(row).map_or("", String::as_str);
        let beside = besides.get(row).map_or("", String::as_str);
        let beside = cell(beside).left(BESIDE).styled(if drawn { style::LEFT } else { style::FAINT });
        sheet.row([cell(number).right(3).styled(style::FAINT), cell("  "), cell(label).left(LABEL), amount, cell("   "), beside]);
        amount = cell(" ".repeat(AMOUNT));
    }
    debug_assert!(3 + 2 + LABEL + AMOUNT + 3 + BESIDE <= COLUMNS);
}

/// Why a finding takes nothing.
fn reason(verdict: &Verdict, finding: &Finding) -> String {
    if let Some(by) = &finding.explained_by {
        return format!("explained by {by}");
    }
    let weighs = |other: &&Finding| other.axis == finding.axis && other.explained_by.is_none() && other.decibans > 0.0;
    let speaker = verdict.findings.iter().filter(weighs).find(|other| other.family == finding.family);
    if let Some(speaker) = speaker.filter(|speaker| speaker.rule != finding.rule) {
        return format!("spoken for by {}", speaker.rule);
    }
    let alone = !verdict.findings.iter().filter(weighs).any(|other| other.family != finding.family);
    let axis = &verdict.axes[finding.axis as usize];
    if axis.decibans <= 0.0 {
        "outweighed by what speaks in favour".to_owned()
    } else if axis.named > 0 {
        "too little to show".to_owned()
    } else if finding.axis == Axis::Automation && alone {
        "one kind of evidence alone takes nothing".to_owned()
    } else {
        "names no event that may be deducted".to_owned()
    }
}
