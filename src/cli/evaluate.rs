//! `fineness evaluate`

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;

use super::arguments::{Keep, Ruled};
use super::comments::evaluate_comments;
use super::figures;
use super::labelled::{Judged, Labelled};
use super::learn::read_model;
use super::{CLEAN, Outcome};
use crate::engine::{Judge, Settings};
use crate::rule::RuleBook;
use crate::score::cross_validation::held_out;
use crate::score::evaluation::{Scored, evaluate};
use crate::score::{ITEM_PRIOR, Word, probability};

/// Measure how well the audit does on accounts whose truth is known.
#[derive(Debug, Args)]
pub(super) struct Evaluate {
    #[command(flatten)]
    labelled: Labelled,
    /// Cut every account into windows of this many events and judge each window
    #[arg(long, value_name = "N")]
    window: Option<usize>,
    /// Judge each account by points fitted to the others, in this many folds, instead of the points in force
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u8).range(2..=100))]
    folds: Option<u8>,
    /// Break the results down by this column of the truth file
    #[arg(long, value_name = "COLUMN", requires = "truth")]
    by: Option<String>,
    /// Judge comments one by one against their own labels (ham, spam) instead of accounts
    #[arg(long, conflicts_with_all = ["truth", "window", "folds", "by", "list"])]
    comments: bool,
    /// What a site has taught, as `fineness learn` wrote it; with --comments
    #[arg(long, value_name = "FILE", requires = "comments")]
    model: Option<PathBuf>,
    /// List the people who were accused, called scheduled or named, with the rules that fired
    #[arg(long)]
    list: bool,
}

impl Evaluate {
    pub(super) fn run(&self) -> Outcome {
        let ruled = self.labelled.ruling.load()?;
        if self.comments {
            return self.run_on_comments(&ruled);
        }
        let truth = self.labelled.truth()?;
        let column = self.by.as_deref().zip(truth.as_ref()).map(|(name, truth)| truth.column(name)).transpose()?;
        let mut judged = self.labelled.judge(&ruled, truth.as_ref(), self.window)?;
        if let Some(folds) = self.folds {
            hold_out(&mut judged, usize::from(folds), self.labelled.prior, &ruled.book);
        }
        if self.list {
            judged.iter().filter(|one| !one.example.positive && is_named(one)).for_each(list);
        }
        let scored: Vec<Scored> = judged.iter().map(scored).collect();
        figures::print("all", &evaluate(&scored));
        for (label, against) in each_label(&judged, &scored) {
            figures::print_line(&label, &evaluate(&against));
        }
        figures::print_rules(&judged);
        if let Some((column, truth)) = column.zip(truth.as_ref()) {
            let mut groups: BTreeMap<&str, Vec<Scored>> = BTreeMap::new();
            for (one, scored) in judged.iter().zip(&scored) {
                groups.entry(truth.field(&one.owner, column)).or_default().push(scored.clone());
            }
            figures::print_groups(self.by.as_deref().unwrap_or_default(), &groups);
        }
        Ok(CLEAN)
    }

    fn run_on_comments(&self, ruled: &Ruled) -> Outcome {
        let model = self.model.as_deref().map(read_model).transpose()?;
        let mut judge = Judge::new(&ruled.book, ITEM_PRIOR)?;
        if let Some(model) = &model {
            judge = judge.taught(model);
        }
        let settings = Settings { threads: self.labelled.threads, ..Settings::default() };
        evaluate_comments(&mut self.labelled.reading.open(Keep::All)?, &judge, &settings)?;
        Ok(CLEAN)
    }
}

/// Puts evidence in place that was weighed by points fitted without the account.
pub(super) fn hold_out(judged: &mut [Judged], folds: usize, prior: f64, book: &RuleBook) {
    let examples: Vec<_> = judged.iter().map(|one| one.example.clone()).collect();
    let owners: Vec<&str> = judged.iter().map(|one| one.owner.as_str()).collect();
    let evidence = held_out(&examples, &owners, folds, book);
    for (one, decibans) in judged.iter_mut().zip(evidence) {
        one.decibans = decibans;
        one.probability = probability(prior, decibans);
    }
}

pub(super) fn scored(one: &Judged) -> Scored {
    Scored {
        suspicion: one.decibans,
        probability: one.probability,
        positive: one.example.positive,
        accused: one.word.accuses(),
        scheduled: matches!(one.word, Word::Scheduled | Word::DeclaredAutomation),
        insufficient: one.word == Word::Insufficient,
    }
}

/// For each label of those that are looked for, if there are several: its accounts and all people.
fn each_label(judged: &[Judged], scored: &[Scored]) -> BTreeMap<String, Vec<Scored>> {
    let mut labels: BTreeMap<String, Vec<Scored>> = BTreeMap::new();
    for (one, scored) in judged.iter().zip(scored).filter(|(_, scored)| scored.positive) {
        labels.entry(one.label.clone()).or_default().push(scored.clone());
    }
    if labels.len() < 2 {
        labels.clear();
    }
    for against in labels.values_mut() {
        against.extend(scored.iter().filter(|scored| !scored.positive).cloned());
    }
    labels
}

fn is_named(one: &Judged) -> bool {
    let scored = scored(one);
    scored.accused || scored.scheduled || scored.probability >= crate::score::evaluation::NAMED
}

fn list(one: &Judged) {
    anstream::println!(
        "{} {} {:.1} decibans {}",
        crate::report::visible(&one.account),
        one.word.name(),
        one.decibans,
        one.rules.join(",")
    );
}
