//! A comment's verdict in the words of the report.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::report::rounding::{decibans, item_bill, rounded};
use crate::rule::Suggests;
use crate::score::{BillLine, ItemFinding, ItemVerdict, ItemWord, Learned};

/// The verdict on one comment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ItemLine {
    /// Its id, where the input has one.
    pub id: Option<String>,
    /// Its author.
    pub account: String,
    /// The verdict in one word.
    pub verdict: ItemWord,
    /// How likely it is spam; higher is more spam-like, so comments can be ranked by it.
    pub probability: f64,
    /// All evidence: 10 decibans are ten times the odds.
    pub decibans: f64,
    /// When it was written, RFC 3339.
    pub at: Option<String>,
    /// The byte at which its record starts, after decompression.
    pub byte: u64,
    /// Its first words.
    pub text: String,
    /// Rules that fired, strongest first.
    pub findings: Vec<ItemFindingLine>,
    /// Rules that fired in its favour.
    pub in_favour: Vec<ItemFindingLine>,
    /// What a learned model adds, where one is used.
    pub learned: Option<LearnedLine>,
    /// The lines that add up to `decibans`.
    pub bill: Vec<ItemBillLine>,
    /// The ring or lead that it belongs to.
    pub ring: Option<String>,
}

/// A rule that fired on a comment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ItemFindingLine {
    /// The rule's id.
    pub rule: String,
    /// The rule's title.
    pub title: String,
    /// The family whose evidence it shares.
    pub family: String,
    /// What it suggests is behind it.
    pub suggests: Suggests,
    /// Its evidence by itself; negative speaks for the comment.
    pub decibans: f64,
    /// The sentence.
    pub says: String,
    /// The words of the comment that it rests on.
    pub words: Vec<String>,
    /// Other explanations that a reader should weigh.
    pub innocent: Vec<String>,
    /// The rule that weighs for it, where it is not itself.
    pub spoken_for_by: Option<String>,
}

/// What a learned model says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LearnedLine {
    /// Its evidence; 0 where it abstains.
    pub decibans: f64,
    /// The words that weighed most, with their weights in decibans; positive towards spam.
    pub words: Vec<(String, f64)>,
    /// The part of the comment's words that it has learned from.
    pub known: f64,
    /// Why it says nothing, where it does.
    pub abstains: Option<String>,
}

/// A line of a comment's bill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ItemBillLine {
    /// A rule's title, the overlap inside a family, or the model.
    pub label: String,
    /// Evidence in decibans.
    pub decibans: f64,
}

impl From<&ItemVerdict<'_>> for ItemLine {
    fn from(verdict: &ItemVerdict<'_>) -> Self {
        ItemLine {
            id: verdict.id.clone(),
            account: verdict.account.clone(),
            verdict: verdict.word,
            probability: rounded(verdict.probability, 6),
            decibans: decibans(verdict.decibans),
            at: verdict.at.map(|at| at.rfc3339()),
            byte: verdict.locator.byte,
            text: verdict.text.clone(),
            findings: verdict.findings.iter().map(finding).collect(),
            in_favour: verdict.in_favour.iter().map(finding).collect(),
            learned: verdict.learned.as_ref().map(learned),
            bill: item_bill(verdict).iter().map(|line| entry(line)).collect(),
            ring: verdict.ring.clone(),
        }
    }
}

fn finding(finding: &ItemFinding<'_>) -> ItemFindingLine {
    ItemFindingLine {
        rule: finding.rule.id.clone(),
        title: finding.rule.title.clone(),
        family: finding.rule.family.clone(),
        suggests: finding.rule.suggests,
        decibans: decibans(finding.decibans),
        says: finding.says.clone(),
        words: finding.words.clone(),
        innocent: finding.rule.innocent.clone(),
        spoken_for_by: finding.spoken_for_by.map(str::to_owned),
    }
}

fn learned(learned: &Learned) -> LearnedLine {
    LearnedLine {
        decibans: decibans(learned.decibans),
        words: learned.words.iter().map(|(word, weight)| (word.clone(), decibans(*weight))).collect(),
        known: rounded(learned.known, 3),
        abstains: learned.abstains.map(str::to_owned),
    }
}

fn entry(line: &BillLine) -> ItemBillLine {
    ItemBillLine { label: line.label.clone(), decibans: decibans(line.decibans) }
}
