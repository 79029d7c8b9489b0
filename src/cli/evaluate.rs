//! `fineness evaluate`

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;

use super::arguments::{Reading, Ruling, prior};
use super::{CLEAN, Outcome};
use crate::engine::{self, Settings, Sink};
use crate::ring::Ring;
use crate::score::evaluation::{Evaluation, Scored, evaluate};
use crate::score::{Verdict, Word};
use crate::{Error, Result};

/// Measure how well the audit does on accounts whose truth is known.
#[derive(Debug, Args)]
pub(super) struct Evaluate {
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    ruling: Ruling,
    /// CSV with the columns account and label; without it every account counts as human
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
    /// Labels that mean a person; all others are what is looked for
    #[arg(long, value_delimiter = ',', default_value = "human,ham,0")]
    human: Vec<String>,
    /// Leave out accounts with fewer events than this
    #[arg(long, value_name = "N", default_value_t = 30)]
    min_events: usize,
    /// Cut every account into windows of this many events and judge each window
    #[arg(long, value_name = "N")]
    window: Option<usize>,
    /// The prior that probabilities start from
    #[arg(long, value_name = "SHARE", default_value = "10%", value_parser = prior)]
    prior: f64,
    /// Threads to use; one a core if not given
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,
    /// List the people who were accused or called scheduled, with the rules that fired
    #[arg(long)]
    list: bool,
}

impl Evaluate {
    pub(super) fn run(&self) -> Outcome {
        let ruled = self.ruling.load()?;
        let truth = self.truth()?;
        let mut inputs = self.reading.open(true)?;
        let settings = Settings {
            threads: self.threads,
            prior: self.prior,
            exhibits: 0,
            allowances: ruled.allowances(self.reading.as_of()),
            window: self.window,
            ..Settings::default()
        };
        let mut seen = Seen { truth: &truth, evaluate: self, scored: BTreeMap::new(), rules: BTreeMap::new() };
        engine::audit(&mut inputs, &ruled.book, &settings, &mut seen)?;
        if seen.scored.is_empty() {
            return Err(Error::usage(format!("no account with {} or more events and a known label", self.min_events)));
        }
        print(&seen);
        Ok(CLEAN)
    }

    fn truth(&self) -> Result<Option<BTreeMap<String, String>>> {
        let Some(path) = &self.truth else { return Ok(None) };
        let failed = |cause: csv::Error| Error::input(path, cause.to_string());
        let mut reader = csv::Reader::from_path(path).map_err(failed)?;
        let headers = reader.headers().map_err(failed)?.clone();
        let column = |name: &str| {
            headers.iter().position(|header| header == name).ok_or_else(|| Error::input(path, format!("has no column `{name}`")))
        };
        let (account, label) = (column("account")?, column("label")?);
        let mut truth = BTreeMap::new();
        for record in reader.records() {
            let record = record.map_err(failed)?;
            truth.insert(record[account].to_owned(), record[label].to_owned());
        }
        Ok(Some(truth))
    }
}

/// What the audit said of the accounts whose truth is known, by label.
struct Seen<'a> {
    truth: &'a Option<BTreeMap<String, String>>,
    evaluate: &'a Evaluate,
    scored: BTreeMap<String, Vec<Scored>>,
    /// How often each rule fired, by label.
    rules: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Sink for Seen<'_> {
    fn account(&mut self, verdict: Verdict) -> Result<()> {
        if verdict.events < self.evaluate.window.unwrap_or(self.evaluate.min_events) {
            return Ok(());
        }
        let owner = self.evaluate.window.and(verdict.account.rsplit_once('#')).map_or(verdict.account.as_str(), |(owner, _)| owner);
        let label = match self.truth {
            None => "human",
            Some(truth) => match truth.get(owner) {
                Some(label) => label,
                None => return Ok(()),
            },
        };
        let positive = !self.evaluate.human.iter().any(|human| human == label);
        let scored = Scored {
            suspicion: verdict.axes.iter().map(|axis| axis.decibans).fold(f64::NEG_INFINITY, f64::max),
            positive,
            accused: verdict.word.accuses(),
            scheduled: matches!(verdict.word, Word::Scheduled | Word::DeclaredAutomation),
            insufficient: verdict.word == Word::Insufficient,
        };
        if self.evaluate.list && !positive && (scored.accused || scored.scheduled) {
            let rules: Vec<&str> = verdict.findings.iter().map(|finding| finding.rule.as_str()).collect();
            anstream::println!("{} {} {}", crate::report::visible(&verdict.account), verdict.word.name(), rules.join(","));
        }
        for finding in &verdict.findings {
            *self.rules.entry(finding.rule.clone()).or_default().entry(label.to_owned()).or_default() += 1;
        }
        self.scored.entry(label.to_owned()).or_default().push(scored);
        Ok(())
    }

    fn ring(&mut self, _: &Ring, _: &[&str]) -> Result<()> {
        Ok(())
    }
}

fn print(seen: &Seen<'_>) {
    let negatives: Vec<Scored> = seen.scored.values().flatten().filter(|scored| !scored.positive).cloned().collect();
    let all: Vec<Scored> = seen.scored.values().flatten().cloned().collect();
    line("all", &evaluate(&all));
    for (label, scored) in seen.scored.iter().filter(|(_, scored)| scored.iter().any(|account| account.positive)) {
        if seen.scored.len() > 2 {
            let against: Vec<Scored> = negatives.iter().chain(scored).cloned().collect();
            line(label, &evaluate(&against));
        }
    }
    anstream::println!("\nrule                 fired on (of)");
    for (rule, labels) in &seen.rules {
        let counts: Vec<String> = labels
            .iter()
            .map(|(label, count)| format!("{label} {count} of {}", seen.scored.get(label).map_or(0, Vec::len)))
            .collect();
        anstream::println!("{rule:<20} {}", counts.join(", "));
    }
}

fn line(label: &str, figures: &Evaluation) {
    let percent = |share: f64| if share.is_nan() { "-".to_owned() } else { format!("{:.2}%", 100.0 * share) };
    anstream::println!(
        "{label}: {} people, {} others; AUROC {:.3}; recall at 0.1/1/5% false positives {} / {} / {}; \
         people accused {}, called scheduled {}; others named {}; too little to judge {}",
        figures.negatives,
        figures.positives,
        figures.auroc,
        percent(figures.recall_at[0]),
        percent(figures.recall_at[1]),
        percent(figures.recall_at[2]),
        percent(figures.negatives_accused),
        percent(figures.negatives_scheduled),
        percent(figures.positives_named),
        percent(figures.insufficient),
    );
}
