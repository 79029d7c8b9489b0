//! From what fired on one comment to the verdict on it. The same arithmetic as for accounts: decibans by family, capped, added to
//! the odds of a prior; the bill adds up.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::bill::BillLine;
use super::case::{FamilyCase, probability};
use super::families::{Voice, families, overlap};
use crate::event::{Locator, Stamp, Status};
use crate::rule::{Rule, RuleBook};

/// How likely a comment is to be spam before it is read, where the user says nothing.
pub const ITEM_PRIOR: f64 = 0.2;
/// From this probability on, a comment is called spam.
pub const SPAM_FROM: f64 = 0.8;
/// From this probability on, a person should look.
pub const UNSURE_FROM: f64 = 0.5;

/// The verdict on a comment in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ItemWord {
    /// Nothing that counts speaks against it.
    Ham,
    /// A person should look.
    Unsure,
    /// Consistent with spam.
    Spam,
}

impl ItemWord {
    /// Every word, mildest first.
    pub const ALL: [ItemWord; 3] = [ItemWord::Ham, ItemWord::Unsure, ItemWord::Spam];

    /// The word as reports write it.
    pub fn name(self) -> &'static str {
        match self {
            ItemWord::Ham => "ham",
            ItemWord::Unsure => "unsure",
            ItemWord::Spam => "spam",
        }
    }

    /// The word for a probability.
    pub fn of(probability: f64) -> ItemWord {
        match probability {
            high if high >= SPAM_FROM => ItemWord::Spam,
            middle if middle >= UNSURE_FROM => ItemWord::Unsure,
            _ => ItemWord::Ham,
        }
    }
}

/// A rule that fired on a comment.
#[derive(Debug, Clone)]
pub struct ItemFinding<'b> {
    /// The rule, with its title, reason and innocent explanations.
    pub rule: &'b Rule,
    /// Its evidence in decibans; negative speaks for the comment.
    pub decibans: f64,
    /// The sentence.
    pub says: String,
    /// The words of the comment that it rests on.
    pub words: Vec<String>,
    /// The rule that weighs for it: one that explains it, or the strongest of its family.
    pub spoken_for_by: Option<&'b str>,
}

/// What a learned model says of a comment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Learned {
    /// Its evidence in decibans; 0 where it abstains.
    pub decibans: f64,
    /// The words that weighed most, each with its weight in decibans; positive towards spam.
    pub words: Vec<(String, f64)>,
    /// The part of the comment's words that it has learned from.
    pub known: f64,
    /// Why it says nothing, where it does.
    pub abstains: Option<&'static str>,
}

/// The verdict on one comment.
#[derive(Debug, Clone)]
pub struct ItemVerdict<'b> {
    /// Its id, where the input has one.
    pub id: Option<String>,
    /// Its author.
    pub account: String,
    /// When it was written.
    pub at: Option<Stamp>,
    /// Where it stands in the inputs.
    pub locator: Locator,
    /// Where the input says whether it is approved, if it does.
    pub status: Option<Status>,
    /// Its first words.
    pub text: String,
    /// The verdict in one word.
    pub word: ItemWord,
    /// How likely it is spam; ranks comments.
    pub probability: f64,
    /// All evidence, in decibans.
    pub decibans: f64,
    /// Rules that fired, strongest first.
    pub findings: Vec<ItemFinding<'b>>,
    /// Rules that fired in its favour.
    pub in_favour: Vec<ItemFinding<'b>>,
    /// What a learned model adds.
    pub learned: Option<Learned>,
    /// The lines that add up to `decibans`.
    pub bill: Vec<BillLine>,
    /// The ring or lead that it belongs to.
    pub ring: Option<String>,
}

/// What the evidence on one comment comes to.
#[derive(Debug)]
pub struct Weighed<'b> {
    /// Rules that fired, strongest first.
    pub findings: Vec<ItemFinding<'b>>,
    /// Rules that fired in its favour.
    pub in_favour: Vec<ItemFinding<'b>>,
    /// What a model adds, in decibans.
    pub learned: Option<f64>,
    /// All evidence.
    pub decibans: f64,
    /// How likely it is spam.
    pub probability: f64,
    families: BTreeMap<&'b str, FamilyCase>,
}

/// Weighs what fired on a comment, and what a model says of it in decibans, from a prior between 0 and 1.
pub fn weigh<'b>(mut fired: Vec<ItemFinding<'b>>, learned: Option<f64>, book: &'b RuleBook, prior: f64) -> Weighed<'b> {
    let explained: Vec<(&str, &str)> = fired
        .iter()
        .flat_map(|finding| finding.rule.explains.iter().map(|other| (other.as_str(), finding.rule.id.as_str())))
        .collect();
    for finding in &mut fired {
        finding.spoken_for_by = explained.iter().find(|(other, _)| *other == finding.rule.id).map(|(_, by)| *by);
    }
    fired.sort_by(|a, b| b.decibans.total_cmp(&a.decibans).then_with(|| a.rule.id.cmp(&b.rule.id)));
    let (mut findings, mut in_favour): (Vec<_>, Vec<_>) = fired.into_iter().partition(|finding| finding.decibans >= 0.0);
    in_favour.reverse();
    let voice =
        |finding: &ItemFinding<'b>| Voice { family: &finding.rule.family, decibans: finding.decibans, behind: finding.decibans };
    let speaking = |finding: &&ItemFinding<'b>| finding.spoken_for_by.is_none();
    let families = families(book, in_favour.iter().map(voice), findings.iter().filter(speaking).map(voice));
    let mut speakers: BTreeMap<&str, &str> = BTreeMap::new();
    for finding in findings.iter_mut().filter(|finding| finding.spoken_for_by.is_none()).chain(&mut in_favour) {
        match speakers.get(finding.rule.family.as_str()) {
            Some(speaker) => finding.spoken_for_by = Some(speaker),
            None => drop(speakers.insert(&finding.rule.family, &finding.rule.id)),
        }
    }
    let decibans = families.values().map(|family| family.decibans).sum::<f64>() + learned.unwrap_or(0.0);
    Weighed { findings, in_favour, learned, decibans, probability: probability(prior, decibans), families }
}

impl Weighed<'_> {
    /// The lines that add up to the decibans.
    pub fn bill(&self, book: &RuleBook) -> Vec<BillLine> {
        let mut given: BTreeMap<&str, f64> = BTreeMap::new();
        let mut bill = Vec::new();
        for finding in self.findings.iter().chain(&self.in_favour) {
            let decibans = if finding.spoken_for_by.is_some() { 0.0 } else { finding.decibans };
            *given.entry(&finding.rule.family).or_default() += decibans;
            bill.push(BillLine { label: finding.rule.title.clone(), decibans, points: None });
        }
        for (name, case) in &self.families {
            bill.extend(overlap(book, name, *case, given.get(name).copied().unwrap_or(0.0)));
        }
        let model = |decibans| BillLine { label: "What this site's model has learned".to_owned(), decibans, points: None };
        bill.extend(self.learned.map(model));
        bill
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{Applies, builtin};

    #[test]
    fn the_bill_adds_up_whatever_fires() {
        let book = RuleBook::load(crate::detect::vocabulary(), &builtin()).expect("the shipped rules");
        let rules: Vec<&Rule> = book.rules().iter().filter(|rule| rule.applies == Applies::Item).collect();
        for step in 1..rules.len() {
            let fired = rules.iter().step_by(step).map(|rule| ItemFinding {
                rule,
                decibans: rule.worth(),
                says: String::new(),
                words: Vec::new(),
                spoken_for_by: None,
            });
            let weighed = weigh(fired.collect(), Some(-3.25), &book, ITEM_PRIOR);
            let sum: f64 = weighed.bill(&book).iter().map(|line| line.decibans).sum();
            assert!((sum - weighed.decibans).abs() < 1e-9);
            assert!(weighed.findings.windows(2).all(|pair| pair[0].decibans >= pair[1].decibans));
        }
        let nothing = weigh(Vec::new(), None, &book, ITEM_PRIOR);
        assert!(nothing.bill(&book).is_empty() && nothing.decibans == 0.0 && ItemWord::of(nothing.probability) == ItemWord::Ham);
    }
}
