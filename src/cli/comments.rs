//! How well comments are judged whose truth is known: the part of `evaluate` that is about items.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;

use super::figures;
use crate::engine::{self, ItemSink, Judge, RingSearch, RunSummary, Settings};
use crate::event::Locator;
use crate::read::Inputs;
use crate::report::RuleFigures;
use crate::ring::Ring;
use crate::score::evaluation::{Hits, Scored, evaluate};
use crate::score::{ItemVerdict, ItemWord};
use crate::{Error, Result};

/// Holds the verdicts on comments against their labels, which the verdicts themselves never see.
struct Seen {
    spam: HashMap<Locator, bool, FixedState>,
    scored: Vec<Scored>,
    words: [[u64; 3]; 2],
    rules: HashMap<String, [u64; 2]>,
    abstained: u64,
}

impl ItemSink for Seen {
    fn item(&mut self, verdict: &ItemVerdict<'_>) -> Result<()> {
        let Some(&spam) = self.spam.get(&verdict.locator) else { return Ok(()) };
        self.scored.push(Scored {
            suspicion: verdict.decibans,
            probability: verdict.probability,
            positive: spam,
            accused: verdict.word == ItemWord::Spam,
            scheduled: false,
            insufficient: false,
        });
        self.words[usize::from(spam)][verdict.word as usize] += 1;
        for finding in verdict.findings.iter().chain(&verdict.in_favour) {
            self.rules.entry(finding.rule.id.clone()).or_default()[usize::from(spam)] += 1;
        }
        self.abstained += u64::from(verdict.learned.as_ref().is_some_and(|learned| learned.abstains.is_some()));
        Ok(())
    }

    fn ring(&mut self, _: &Ring, _: &[&str]) -> Result<()> {
        Ok(())
    }
}

/// What came of it, how often each rule fired, and what was read.
type Evaluated = (Vec<Scored>, BTreeMap<String, RuleFigures>, RunSummary);

/// Judges the comments, and prints how the verdicts stand to the labels.
pub(super) fn evaluate_comments(inputs: &mut Inputs, judge: &Judge<'_>, settings: &Settings) -> Result<Evaluated> {
    let (labels, summary) = engine::labelled(inputs)?;
    let mut seen = Seen { spam: labels.spam, scored: Vec::new(), words: [[0; 3]; 2], rules: HashMap::new(), abstained: 0 };
    engine::filter(inputs, judge, RingSearch::Auto, settings, &mut seen)?;
    if seen.scored.is_empty() {
        return Err(Error::usage("none of the comments is labelled ham or spam in its field `label`"));
    }
    figures::print_comments("comments", &evaluate(&seen.scored), &seen.scored);
    for (spam, label) in ["ham", "spam"].into_iter().enumerate() {
        let words: Vec<String> =
            ItemWord::ALL.iter().map(|word| format!("{} {}", seen.words[spam][*word as usize], word.name())).collect();
        anstream::println!("labelled {label}: called {}", words.join(", "));
    }
    if seen.abstained > 0 {
        anstream::println!("the model abstained on {}", seen.abstained);
    }
    let mut rules: Vec<(&String, &[u64; 2])> = seen.rules.iter().collect();
    rules.sort_by_key(|(rule, [ham, spam])| (std::cmp::Reverse(ham + spam), rule.as_str()));
    anstream::println!("\nrule                 fired on");
    for (rule, [ham, spam]) in rules {
        anstream::println!("{rule:<20} {ham} ham, {spam} spam");
    }
    let [ham, spam] = [false, true].map(|positive| seen.scored.iter().filter(|one| one.positive == positive).count());
    // Every comment can be asked for what a rule about comments looks for.
    let figures = |[of_ham, of_spam]: [u64; 2]| RuleFigures {
        negatives: Hits::new(of_ham as usize, ham),
        positives: Hits::new(of_spam as usize, spam),
    };
    let rules = seen.rules.into_iter().map(|(rule, fired)| (rule, figures(fired))).collect();
    Ok((seen.scored, rules, summary))
}
