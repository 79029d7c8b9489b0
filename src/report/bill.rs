//! The score as a bill: what was claimed, what each finding takes, what is left.

use super::number::fixed;
use super::{AccountLine, FindingLine};
use crate::rule::Axis;

/// What a bill is about: the first claimed score, or fineness itself where no score is claimed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bill<'a> {
    pub(super) name: &'a str,
    pub(super) claimed: f64,
    pub(super) adjusted: f64,
    pub(super) decimals: u32,
    of_score: bool,
}

impl<'a> Bill<'a> {
    pub(super) fn of(account: &'a AccountLine) -> Bill<'a> {
        match account.scores.first() {
            Some(score) => Bill {
                name: &score.metric,
                claimed: score.claimed,
                adjusted: score.adjusted,
                decimals: score.decimals,
                of_score: true,
            },
            None => Bill::of_fineness(account),
        }
    }

    /// The bill of fineness itself, whether a score is claimed or not.
    pub(super) fn of_fineness(account: &AccountLine) -> Bill<'a> {
        Bill { name: "fineness", claimed: 1000.0, adjusted: f64::from(account.fineness), decimals: 0, of_score: false }
    }

    /// What a finding adds to what is left; a deduction is negative.
    pub(super) fn taken(&self, finding: &FindingLine) -> f64 {
        if self.of_score { finding.points.unwrap_or(0.0) } else { finding.fineness_points as f64 }
    }

    /// What would be left for each choice of findings to disregard, in the order of [`crate::score::Switches`].
    pub(super) fn choices(&self, account: &AccountLine) -> Vec<f64> {
        let switches = &account.switches;
        if self.of_score { switches.adjusted.clone() } else { switches.fineness.iter().copied().map(f64::from).collect() }
    }

    /// What would be left without one finding, where the report knows it.
    pub(super) fn without(&self, account: &AccountLine, finding: &FindingLine) -> Option<f64> {
        let alone = || account.switches.rules.iter().position(|rule| *rule == finding.rule);
        if self.of_score { finding.without } else { alone().and_then(|bit| self.choices(account).get(1 << bit).copied()) }
    }

    /// Whether it is about a claimed score.
    pub(super) fn of_score(&self) -> bool {
        self.of_score
    }

    /// A figure as it is printed.
    pub(super) fn figure(&self, value: f64) -> String {
        fixed(value, self.decimals)
    }

    /// Whether anything is left of an amount when it is printed.
    pub(super) fn shows(&self, value: f64) -> bool {
        self.figure(value) != self.figure(0.0)
    }
}

/// Why a finding takes nothing.
pub(super) fn reason(account: &AccountLine, finding: &FindingLine) -> String {
    if let Some(by) = &finding.explained_by {
        return format!("explained by {by}");
    }
    if let Some(speaker) = &finding.spoken_for_by {
        return format!("spoken for by {speaker}");
    }
    let weighs = |other: &&FindingLine| other.axis == finding.axis && other.spoken_for_by.is_none() && other.decibans > 0.0;
    let alone = !account.findings.iter().filter(weighs).any(|other| other.family != finding.family);
    let axis = account.axis(finding.axis);
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
