//! `fineness evaluate`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::arguments::{Keep, Ruled};
use super::comments::evaluate_comments;
use super::groups::{self, Groups};
use super::labelled::{Judged, Labelled};
use super::learn::read_model;
use super::output::create;
use super::truth::Truth;
use super::{CLEAN, Outcome, figures};
use crate::engine::{Judge, RunSummary, Settings};
use crate::report::{self, EvaluationLine, Outcomes, RuleFigures, RunLine};
use crate::rule::RuleBook;
use crate::score::cross_validation::held_out;
use crate::score::evaluation::{Hits, Scored, evaluate, named};
use crate::score::fairness::Member;
use crate::score::{ITEM_PRIOR, Word, probability};
use crate::{Error, Result};

/// Measure how well the audit does on accounts whose truth is known.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 done, 2 usage, configuration or no readable input.

Examples:
  fineness evaluate --truth labels.csv history.ndjson
  fineness evaluate --truth labels.csv --window 200 history.ndjson")]
pub(super) struct Evaluate {
    #[command(flatten)]
    labelled: Labelled,
    /// Cut every account into windows of this many events and judge each window
    #[arg(long, value_name = "N")]
    window: Option<usize>,
    /// Judge each account by points fitted to the others, in this many folds, instead of the points in force
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u8).range(2..=100))]
    folds: Option<u8>,
    /// A CSV with the column account and columns that tell groups apart: rates and impact ratios of each, and of each two together
    #[arg(long, value_name = "FILE")]
    groups: Option<PathBuf>,
    /// A column of the truth file that tells groups apart (may be given more than once)
    #[arg(long, value_name = "COLUMN", requires = "truth", value_delimiter = ',')]
    by: Vec<String>,
    /// Write what was measured to a file (JSON), for model-card
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// What the data is, in a few words, for --save
    #[arg(long, value_name = "WORDS", requires = "save")]
    source: Option<String>,
    /// Judge comments one by one against their own labels (ham, spam) instead of accounts
    #[arg(long, conflicts_with_all = ["truth", "window", "folds", "by", "groups", "list"])]
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
        let groups = self.groups(truth.as_ref())?;
        let (mut judged, summary) = self.labelled.judge(&ruled, truth.as_ref(), self.window)?;
        if let Some(folds) = self.folds {
            hold_out(&mut judged, usize::from(folds), self.labelled.prior, &ruled.book);
        }
        if self.list {
            judged.iter().filter(|one| !one.example.positive && is_named(one)).for_each(list);
        }
        let scored: Vec<Scored> = judged.iter().map(scored).collect();
        let figures = evaluate(&scored);
        figures::print("all", &figures);
        for (label, against) in each_label(&judged, &scored) {
            figures::print_line(&label, &evaluate(&against));
        }
        figures::print_rules(&judged);
        let members: Vec<(&str, Member)> = judged.iter().map(|one| (one.owner.as_str(), member(one))).collect();
        let compared = groups.compare(&members);
        groups::print(&compared);
        if let Some(path) = &self.save {
            let line = EvaluationLine {
                judged: if self.window.is_some() { report::Judged::Windows } else { report::Judged::Accounts },
                axis: Some(self.labelled.axis),
                folds: self.folds,
                window: self.window,
                rules: by_rule(&judged, &ruled.book),
                groups: compared,
                ..saved(&scored, figures.auroc, &ruled, &summary)
            };
            self.write(path, line)?;
        }
        Ok(CLEAN)
    }

    /// The groups that the flags name.
    fn groups(&self, truth: Option<&Truth>) -> Result<Groups> {
        let mut groups = self.groups.as_deref().map(Groups::read).transpose()?.unwrap_or_default();
        for (name, truth) in self.by.iter().filter_map(|name| Some((name, truth?))) {
            groups = groups.with(name, truth.fields(truth.column(name)?));
        }
        Ok(groups)
    }

    fn write(&self, path: &Path, mut line: EvaluationLine) -> Result<()> {
        line.prior = self.labelled.prior;
        line.source.clone_from(&self.source);
        line.write(&mut create(path)?).map_err(Error::output)
    }

    fn run_on_comments(&self, ruled: &Ruled) -> Outcome {
        let model = self.model.as_deref().map(read_model).transpose()?;
        let mut judge = Judge::new(&ruled.book, ITEM_PRIOR)?;
        if let Some(model) = &model {
            judge = judge.taught(model);
        }
        let settings = Settings { threads: self.labelled.threads, ..Settings::default() };
        let (scored, rules, summary) = evaluate_comments(&mut self.labelled.reading.open(Keep::All)?, &judge, &settings)?;
        if let Some(path) = &self.save {
            let auroc = evaluate(&scored).auroc;
            let line = EvaluationLine { judged: report::Judged::Comments, rules, ..saved(&scored, auroc, ruled, &summary) };
            self.write(path, line)?;
        }
        Ok(CLEAN)
    }
}

/// What is saved of any evaluation.
fn saved(scored: &[Scored], auroc: f64, ruled: &Ruled, summary: &RunSummary) -> EvaluationLine {
    let outcomes = |positive: bool| {
        let own: Vec<&Scored> = scored.iter().filter(|one| one.positive == positive).collect();
        let hits = |of: fn(&Scored) -> bool| Hits::new(own.iter().filter(|one| of(one)).count(), own.len());
        Outcomes {
            total: own.len(),
            accused: hits(|one| one.accused),
            named: hits(named),
            insufficient: hits(|one| one.insufficient),
        }
    };
    let run = RunLine::from(summary);
    EvaluationLine {
        judged: report::Judged::Accounts,
        source: None,
        version: run.version,
        rules_sha256: ruled.book.sha256().to_owned(),
        axis: None,
        prior: run.prior,
        folds: None,
        window: None,
        inputs: run.inputs,
        negatives: outcomes(false),
        positives: outcomes(true),
        auroc: Some(auroc).filter(|auroc| !auroc.is_nan()),
        rules: BTreeMap::new(),
        groups: Vec::new(),
    }
}

/// How often each rule fired.
fn by_rule(judged: &[Judged], book: &RuleBook) -> BTreeMap<String, RuleFigures> {
    // By rule: among negatives and positives, how often it fired, and how often it could be judged.
    let mut counts: BTreeMap<u16, [[usize; 2]; 2]> = BTreeMap::new();
    for one in judged {
        for &(place, fired) in &one.assessed {
            let [hit, of] = &mut counts.entry(place).or_default()[usize::from(one.example.positive)];
            *hit += usize::from(fired);
            *of += 1;
        }
    }
    let figures = |(place, [negatives, positives]): (u16, [[usize; 2]; 2])| {
        let hits = |[hit, of]: [usize; 2]| Hits::new(hit, of);
        (book.rules()[usize::from(place)].id.clone(), RuleFigures { negatives: hits(negatives), positives: hits(positives) })
    };
    counts.into_iter().map(figures).collect()
}

fn member(one: &Judged) -> Member {
    Member { fineness: f64::from(one.fineness), decibans: one.decibans, accused: one.word.accuses(), person: !one.example.positive }
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
