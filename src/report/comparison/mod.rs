//! Two accounts side by side: a document of its own, made from the lines of two accounts.

mod page;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::io::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::bill::Bill;
use super::ndjson::json_line;
use super::page::written;
use super::rounding::rounded;
use super::{AccountLine, FindingLine, Format, RunLine};
use crate::Result;
use crate::score::{Gap, Standing, Word};

/// Two accounts side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "comparison")]
pub struct Comparison {
    /// What is compared: the score that both claim, or `fineness` in parts per thousand where they claim no common one.
    pub metric: String,
    /// How many decimals its figures have.
    pub decimals: u32,
    /// The two, in the order in which they were named.
    pub sides: [SideLine; 2],
    /// How far they are apart, the first less the second.
    pub difference: DifferenceLine,
    /// The bills side by side: every rule that fired on either, what takes most first.
    pub bill: Vec<SharedBillLine>,
    /// What makes the two hard to compare.
    pub cautions: Vec<String>,
    /// The run that judged both, or one for each.
    pub runs: Vec<RunLine>,
}

/// One of two accounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SideLine {
    /// What it is called here: its id, with its report where both have the same.
    pub label: String,
    /// What is claimed.
    pub claimed: f64,
    /// What is left of it.
    pub adjusted: f64,
    /// The smallest and the largest that the evidence allows.
    pub interval: [f64; 2],
    /// Whether there was enough to judge; without, `adjusted` is the claim and no result.
    pub judged: bool,
    /// All that is known.
    pub account: AccountLine,
}

/// How far two results are apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DifferenceLine {
    /// Between the claims.
    pub claimed: f64,
    /// Between what is left of them.
    pub adjusted: f64,
    /// The smallest and the largest that the evidence allows; missing where one of the two was not judged.
    pub interval: Option<[f64; 2]>,
    /// What it says.
    pub gap: Gap,
}

/// A line of two bills.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SharedBillLine {
    /// The rule's id.
    pub rule: String,
    /// Its title.
    pub title: String,
    /// What it came to on each.
    pub outcomes: [OutcomeLine; 2],
}

/// What a rule came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OutcomeLine {
    /// In one word.
    pub state: State,
    /// What it takes, where it fired.
    pub points: Option<f64>,
    /// What is missing, where it was not assessed.
    pub why: Option<String>,
}

/// What a rule came to, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It was found.
    Found,
    /// It was looked for and not found.
    NotFound,
    /// It could not be looked for.
    NotAssessed,
    /// The account has too little activity to be judged at all, or the rule was not in force.
    NotJudged,
}

impl Comparison {
    /// Writes it: one JSON object, or a page.
    ///
    /// # Errors
    /// A comparison has no such form, or it cannot be written.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> Result<()> {
        match format {
            Format::Json | Format::Ndjson => written(out, &json_line(self)?),
            other => page::page(self).write("comparison", other, out),
        }
    }

    /// The JSON Schema of the object.
    pub fn schema() -> schemars::Schema {
        schemars::schema_for!(Comparison)
    }

    /// Puts two accounts side by side, each with what the message calls it and the run that judged it.
    pub fn new(accounts: [(String, AccountLine); 2], runs: Vec<RunLine>) -> Comparison {
        let [(_, one), (_, other)] = &accounts;
        let bills = shared_bills(one, other).unwrap_or_else(|| [Bill::of_fineness(one), Bill::of_fineness(other)]);
        let decimals = bills[0].decimals.max(bills[1].decimals);
        let cautions = cautions(one, other, &bills, &runs);
        let standings = [standing(one, &bills[0]), standing(other, &bills[1])];
        let by = |a: f64, b: f64| rounded(a - b, decimals as i32);
        let (low, high) = standings[0].apart_by(&standings[1]);
        let gap = standings[0].gap(&standings[1]);
        let difference = DifferenceLine {
            claimed: by(bills[0].claimed, bills[1].claimed),
            adjusted: by(standings[0].value, standings[1].value),
            interval: (gap != Gap::Unjudged).then(|| [by(low, 0.0), by(high, 0.0)]),
            gap,
        };
        let bill = side_by_side(one, other, &bills);
        let (metric, claimed) = (bills[0].name.to_owned(), bills.map(|bill| bill.claimed));
        let mut figures = claimed.into_iter().zip(standings);
        let sides = accounts.map(|(label, account)| {
            let (claimed, standing) = figures.next().unwrap_or((0.0, standings[0]));
            let Standing { value, low, high, judged } = standing;
            SideLine { label, claimed, adjusted: value, interval: [low, high], judged, account }
        });
        Comparison { metric, decimals, sides, difference, bill, cautions, runs }
    }
}

/// The bills of the first score of each, if it is the same score.
fn shared_bills<'a>(one: &'a AccountLine, other: &'a AccountLine) -> Option<[Bill<'a>; 2]> {
    let (first, second) = (one.scores.first()?, other.scores.first()?);
    (first.metric == second.metric && first.scale == second.scale).then(|| [Bill::of(one), Bill::of(other)])
}

fn standing(account: &AccountLine, bill: &Bill<'_>) -> Standing {
    let [low, high] = match account.scores.first() {
        Some(score) if bill.of_score() => score.interval,
        _ => account.interval.map(f64::from),
    };
    Standing { value: bill.adjusted, low, high, judged: account.verdict != Word::Insufficient }
}

/// Every rule that fired on either.
fn side_by_side(one: &AccountLine, other: &AccountLine, bills: &[Bill<'_>; 2]) -> Vec<SharedBillLine> {
    let mut findings: Vec<&FindingLine> = Vec::new();
    for finding in one.findings.iter().chain(&other.findings) {
        if findings.iter().all(|known| known.rule != finding.rule) {
            findings.push(finding);
        }
    }
    let mut lines: Vec<SharedBillLine> = findings
        .into_iter()
        .map(|finding| SharedBillLine {
            rule: finding.rule.clone(),
            title: finding.title.clone(),
            outcomes: [outcome(one, &finding.rule, &bills[0]), outcome(other, &finding.rule, &bills[1])],
        })
        .collect();
    let taken = |line: &SharedBillLine| line.outcomes.iter().filter_map(|outcome| outcome.points).sum::<f64>();
    lines.sort_by(|a, b| taken(a).total_cmp(&taken(b)));
    lines
}

fn outcome(account: &AccountLine, rule: &str, bill: &Bill<'_>) -> OutcomeLine {
    let missing = account.not_assessed.iter().find(|missing| missing.rule == rule);
    let (state, points) = match account.findings.iter().find(|finding| finding.rule == rule) {
        Some(finding) => (State::Found, Some(bill.taken(finding))),
        None if missing.is_some() => (State::NotAssessed, None),
        None if account.passed.iter().any(|passed| passed == rule) => (State::NotFound, None),
        None => (State::NotJudged, None),
    };
    OutcomeLine { state, points, why: missing.map(|missing| missing.why.clone()) }
}

fn cautions(one: &AccountLine, other: &AccountLine, bills: &[Bill<'_>; 2], runs: &[RunLine]) -> Vec<String> {
    let mut cautions = Vec::new();
    let mut say = |text: Cow<'static, str>| cautions.push(text.into_owned());
    if let (false, Some(first), Some(second)) = (bills[0].of_score(), one.scores.first(), other.scores.first()) {
        say(format!(
            "The first claims {} ({}) and the second {} ({}); points of the one are no points of the other, so fineness is compared",
            first.metric,
            first.scale.name(),
            second.metric,
            second.scale.name()
        )
        .into());
    } else if !bills[0].of_score() {
        say("No score is claimed for both, so fineness is compared".into());
    }
    if let [first, second] = runs {
        let differ = [
            ("version of the program", first.version != second.version),
            ("rules", first.rules_sha256 != second.rules_sha256),
            ("configuration", first.config_sha256 != second.config_sha256),
            ("prior", first.prior != second.prior),
            ("corrections", first.options.corrections_sha256 != second.options.corrections_sha256),
        ];
        let differ: Vec<&str> = differ.iter().filter(|(_, differs)| *differs).map(|(what, _)| *what).collect();
        if !differ.is_empty() {
            say(format!("The two reports differ in {}; a difference between the accounts may come from that", differ.join(", "))
                .into());
        }
    }
    if runs.iter().any(|run| run.partial) {
        say("A part of the input could not be read, and it may be a part about one of the two".into());
    }
    cautions
}
