//! What is left of a score when findings are disregarded: every choice of them, worked out exactly.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Finding;
use super::judgement::{Weighing, explain, per_mille};
use crate::account::ClaimedScore;

/// Findings that can be switched off together; every further one doubles the table.
pub const MOST_SWITCHES: usize = 8;

/// The score for every choice of findings to disregard.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Switches {
    /// The rules whose findings can be disregarded, the strongest eight: bit k of a choice is the k-th.
    pub rules: Vec<String>,
    /// What is left of the first claimed score, by choice, from 0 (nothing disregarded) to all of them. Empty without a claim.
    pub adjusted: Vec<f64>,
    /// Fineness by choice, in parts per thousand.
    pub fineness: Vec<u32>,
}

impl Weighing<'_> {
    /// The findings that are left without some of them. What a disregarded finding explained then speaks for itself.
    fn without(&self, findings: &[Finding], leave_out: impl Fn(usize) -> bool) -> Vec<Finding> {
        let mut left: Vec<Finding> =
            findings.iter().enumerate().filter(|(index, _)| !leave_out(*index)).map(|(_, finding)| finding.clone()).collect();
        explain(&mut left, self.book);
        left
    }

    /// The adjusted score without one finding.
    pub(super) fn adjusted_without(&self, findings: &[Finding], index: usize, claim: &ClaimedScore) -> f64 {
        let left = self.without(findings, |other| other == index);
        self.adjust(claim, &left.iter().collect::<Vec<_>>()).adjusted
    }

    /// The scores of all choices among the findings that weigh anything, by themselves or when another is disregarded.
    pub(super) fn switches(&self, findings: &[Finding], claim: Option<&ClaimedScore>) -> Switches {
        let mut weighing: Vec<usize> = (0..findings.len()).filter(|&index| findings[index].decibans > 0.0).collect();
        // Those that cost something now come first, so that none of them is beyond the table.
        weighing.sort_by_key(|&index| findings[index].fineness_points);
        weighing.truncate(MOST_SWITCHES);
        weighing.sort_unstable();
        if weighing.is_empty() {
            return Switches::default();
        }
        let mut switches = Switches {
            rules: weighing.iter().map(|&index| findings[index].rule.clone()).collect(),
            adjusted: Vec::new(),
            fineness: Vec::new(),
        };
        for choice in 0..1_usize << weighing.len() {
            let off = |index: usize| weighing.iter().position(|&other| other == index).is_some_and(|bit| choice >> bit & 1 == 1);
            let left = self.without(findings, off);
            let left: Vec<&Finding> = left.iter().collect();
            switches.fineness.push(per_mille(self.case(&left).fineness(self.prior)));
            switches.adjusted.extend(claim.map(|claim| self.adjust(claim, &left).adjusted));
        }
        switches
    }
}
