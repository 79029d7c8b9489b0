//! A leaderboard before and after: a document of its own, made from a board of claimed scores and the lines of an audit.

mod page;
mod table;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ndjson::json_line;
use super::page::written;
use super::words::counted;
use super::{AccountLine, FindingLine, Format, RunLine, ScoreLine};
use crate::Result;
use crate::account::ClaimedScore;
use crate::score::{Standing, Word, places};

/// Events of a finding that are named.
const EVENTS: usize = 3;

/// A leaderboard before and after the audit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename = "ranking")]
pub struct Ranking {
    /// The board, as the user named it.
    pub board: String,
    /// SHA-256 of its bytes.
    pub board_sha256: String,
    /// A list for each kind of score on it.
    pub lists: Vec<RankedList>,
    /// Accounts in the data that the board lacks, by id.
    pub unlisted: Vec<UnlistedLine>,
    /// What was read, and with what it was judged.
    pub run: RunLine,
}

/// The ranks by one kind of score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RankedList {
    /// What the score is called.
    pub metric: String,
    /// The entries, by their rank after the audit.
    pub entries: Vec<EntryLine>,
}

/// One entry of a board.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EntryLine {
    /// What the board calls it.
    pub name: String,
    /// The account's id, where the data has it.
    pub account: Option<String>,
    /// Its rank by what is claimed; equal scores share a rank.
    pub before: usize,
    /// Its rank by what is left.
    pub after: usize,
    /// The best and the worst rank that the ranges allow; missing where it was not assessed.
    pub open: Option<[usize; 2]>,
    /// What is claimed.
    pub claimed: f64,
    /// What is left of it; the claim itself where it was not assessed.
    pub adjusted: f64,
    /// The smallest and the largest that the evidence allows; missing where it was not assessed.
    pub interval: Option<[f64; 2]>,
    /// How many decimals its figures have.
    pub decimals: u32,
    /// Why it was not assessed, where it was not.
    pub not_assessed: Option<String>,
    /// The verdict on the account, where there is one.
    pub verdict: Option<Word>,
    /// What takes from the score.
    pub deductions: Vec<DeductionLine>,
}

/// What takes from a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DeductionLine {
    /// The rule's id.
    pub rule: String,
    /// Its title.
    pub title: String,
    /// What it takes; known for the first score of an account.
    pub points: Option<f64>,
    /// Other explanations that a reader should weigh.
    pub innocent: Vec<String>,
    /// The first events that prove it.
    pub events: Vec<String>,
    /// How many there are.
    pub events_total: usize,
}

/// An account that the board lacks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UnlistedLine {
    /// Its id.
    pub account: String,
    /// The verdict on it.
    pub verdict: Word,
    /// Its fineness, in parts per thousand.
    pub fineness: u32,
    /// How many events it has.
    pub events: usize,
}

/// What a ranking needs of an account.
#[derive(Debug, Clone)]
pub struct Contender {
    name: Option<String>,
    scores: Vec<ScoreLine>,
    deductions: Vec<DeductionLine>,
    line: UnlistedLine,
}

impl From<AccountLine> for Contender {
    fn from(account: AccountLine) -> Contender {
        let takes = |finding: &FindingLine| finding.fineness_points != 0 || finding.points.is_some_and(|points| points != 0.0);
        let deductions = account.findings.into_iter().filter(takes).map(|finding| DeductionLine {
            events: finding.events.into_iter().take(EVENTS).collect(),
            rule: finding.rule,
            title: finding.title,
            points: finding.points,
            innocent: finding.innocent,
            events_total: finding.events_total,
        });
        Contender {
            deductions: deductions.collect(),
            name: account.name,
            scores: account.scores,
            line: UnlistedLine {
                account: account.account,
                verdict: account.verdict,
                fineness: account.fineness,
                events: account.events,
            },
        }
    }
}

impl Ranking {
    /// Ranks a board by what the audit says of its accounts.
    pub fn new(board: (String, String), claims: &[ClaimedScore], contenders: Vec<Contender>, run: RunLine) -> Ranking {
        let found = Found::new(&contenders);
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        let mut metrics: Vec<&str> = Vec::new();
        for claim in claims {
            if !metrics.contains(&claim.metric.as_str()) {
                metrics.push(&claim.metric);
            }
        }
        let lists = metrics.into_iter().map(|metric| {
            let entries = claims.iter().filter(|claim| claim.metric == metric).map(|claim| {
                let entry = found.entry(claim);
                taken.extend(entry.1);
                entry.0
            });
            RankedList { metric: metric.to_owned(), entries: ranked(entries.collect()) }
        });
        let lists = lists.collect();
        let unlisted = contenders.iter().map(|contender| &contender.line).filter(|line| !taken.contains(line.account.as_str()));
        Ranking { board: board.0, board_sha256: board.1, lists, unlisted: unlisted.cloned().collect(), run }
    }

    /// Writes it: one JSON object, a table, or a page.
    ///
    /// # Errors
    /// A ranking has no such form, or it cannot be written.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> Result<()> {
        match format {
            Format::Json | Format::Ndjson => written(out, &json_line(self)?),
            Format::Csv => table::write(self, out),
            other => page::page(self).write("ranking", other, out),
        }
    }

    /// The JSON Schema of the object.
    pub fn schema() -> schemars::Schema {
        schemars::schema_for!(Ranking)
    }
}

/// The accounts, by what a board may call them.
struct Found<'a> {
    by_id: BTreeMap<&'a str, &'a Contender>,
    by_name: BTreeMap<&'a str, Vec<&'a Contender>>,
}

impl<'a> Found<'a> {
    fn new(contenders: &'a [Contender]) -> Found<'a> {
        let mut by_name: BTreeMap<&str, Vec<&Contender>> = BTreeMap::new();
        for contender in contenders {
            if let Some(name) = contender.name.as_deref() {
                by_name.entry(name).or_default().push(contender);
            }
        }
        Found { by_id: contenders.iter().map(|contender| (contender.line.account.as_str(), contender)).collect(), by_name }
    }

    /// The entry for a claim, still without its ranks, and the account behind it.
    fn entry(&self, claim: &ClaimedScore) -> (EntryLine, Option<&'a str>) {
        let mut entry = EntryLine {
            name: claim.account.clone(),
            account: None,
            before: 0,
            after: 0,
            open: None,
            claimed: claim.value,
            adjusted: claim.value,
            interval: None,
            decimals: 1,
            not_assessed: None,
            verdict: None,
            deductions: Vec::new(),
        };
        let contender = match self.called(&claim.account) {
            Ok(contender) => contender,
            Err(why) => return (EntryLine { not_assessed: Some(why), ..entry }, None),
        };
        let line = &contender.line;
        (entry.account, entry.verdict) = (Some(line.account.clone()), Some(line.verdict));
        let score = contender.scores.iter().position(|score| score.metric == claim.metric && close(score.claimed, claim.value));
        match score.map(|place| (place, &contender.scores[place])) {
            _ if line.verdict == Word::Insufficient => {
                entry.not_assessed = Some(format!("not enough activity to judge: {}", counted(line.events as u64, "event")));
            }
            Some((place, score)) => {
                (entry.adjusted, entry.interval, entry.decimals) = (score.adjusted, Some(score.interval), score.decimals);
                entry.deductions.clone_from(&contender.deductions);
                // Points are about the first score.
                entry.deductions.iter_mut().filter(|_| place > 0).for_each(|deduction| deduction.points = None);
            }
            None => entry.not_assessed = Some(format!("the board has `{}` under another name too", line.account)),
        }
        (entry, Some(&line.account))
    }

    fn called(&self, name: &str) -> std::result::Result<&'a Contender, String> {
        if let Some(contender) = self.by_id.get(name) {
            return Ok(contender);
        }
        match self.by_name.get(name).map(Vec::as_slice) {
            Some([contender]) => Ok(contender),
            Some([one, other, ..]) => Err(format!(
                "several accounts are called so, such as `{}` and `{}`; the board needs an id",
                one.line.account, other.line.account
            )),
            _ => Err("the inputs hold nothing of it".to_owned()),
        }
    }
}

/// A claim and the same claim rounded for a report.
fn close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-3
}

/// Fills in the ranks, and sorts by them.
fn ranked(mut entries: Vec<EntryLine>) -> Vec<EntryLine> {
    let standing = |entry: &EntryLine| match entry.interval {
        Some([low, high]) => Standing { value: entry.adjusted, low, high, judged: true },
        None => Standing::untested(entry.claimed),
    };
    let scores: Vec<(f64, Standing)> = entries.iter().map(|entry| (entry.claimed, standing(entry))).collect();
    for (entry, place) in entries.iter_mut().zip(places(&scores)) {
        (entry.before, entry.after) = (place.before, place.after);
        entry.open = entry.interval.map(|_| [place.open.0, place.open.1]);
    }
    entries.sort_by(|a, b| a.after.cmp(&b.after).then_with(|| a.before.cmp(&b.before)).then_with(|| a.name.cmp(&b.name)));
    entries
}
