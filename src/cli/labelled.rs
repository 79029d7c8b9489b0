//! What the audit says of accounts whose truth is known: the ground of `evaluate` and `calibrate`.

use std::path::PathBuf;

use clap::Args;

use super::arguments::{Reading, Ruling, prior};
use super::truth::{Part, Truth};
use crate::engine::{self, Settings, Sink};
use crate::ring::Ring;
use crate::rule::{Axis, RuleBook};
use crate::score::calibration::Example;
use crate::score::{Verdict, Word};
use crate::{Error, Result};

/// Which accounts are judged, and against which truth.
#[derive(Debug, Args)]
pub(super) struct Labelled {
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) ruling: Ruling,
    /// CSV with the columns account and label; without it every account counts as human
    #[arg(long, value_name = "FILE")]
    pub(super) truth: Option<PathBuf>,
    /// Labels that mean a person; all others are what is looked for
    #[arg(long, value_delimiter = ',', default_value = "human,ham,0")]
    human: Vec<String>,
    /// The question that the labels answer
    #[arg(long, value_name = "AXIS", default_value = "automation", value_parser = axis)]
    pub(super) axis: Axis,
    /// Leave out accounts with fewer events than this
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub(super) min_events: usize,
    /// Only this part of the accounts, chosen by id: 1/2 or 2/2
    #[arg(long, value_name = "K/N")]
    part: Option<Part>,
    /// The prior that probabilities start from
    #[arg(long, value_name = "SHARE", default_value = "10%", value_parser = prior)]
    pub(super) prior: f64,
    /// Threads to use; one a core if not given
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,
}

/// One judged account, or a window of one.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) account: String,
    /// The account that a window is of; otherwise the account.
    pub(super) owner: String,
    pub(super) label: String,
    pub(super) word: Word,
    /// Evidence in decibans and probability on the axis.
    pub(super) decibans: f64,
    pub(super) probability: f64,
    pub(super) example: Example,
    /// The rules that fired against it, on any axis.
    pub(super) rules: Vec<String>,
}

impl Labelled {
    /// Audits the inputs, whole or in windows of so many events, and keeps the accounts whose truth is known.
    pub(super) fn judge(&self, book: &RuleBook, truth: Option<&Truth>, settings: Settings) -> Result<Vec<Judged>> {
        let mut inputs = self.reading.open(true)?;
        let settings = Settings { threads: self.threads, prior: self.prior, exhibits: 0, ..settings };
        let mut seen = Seen { labelled: self, truth, book, window: settings.window, judged: Vec::new() };
        engine::audit(&mut inputs, book, &settings, &mut seen)?;
        if seen.judged.is_empty() {
            return Err(Error::usage(format!("no account with {} or more events and a known label", self.min_events)));
        }
        Ok(seen.judged)
    }

    pub(super) fn truth(&self) -> Result<Option<Truth>> {
        self.truth.as_deref().map(Truth::read).transpose()
    }
}

struct Seen<'a> {
    labelled: &'a Labelled,
    truth: Option<&'a Truth>,
    book: &'a RuleBook,
    window: Option<usize>,
    judged: Vec<Judged>,
}

impl Sink for Seen<'_> {
    fn account(&mut self, verdict: Verdict) -> Result<()> {
        if verdict.events < self.window.unwrap_or(self.labelled.min_events) {
            return Ok(());
        }
        let owner = self.window.and(verdict.account.rsplit_once('#')).map_or(verdict.account.as_str(), |(owner, _)| owner);
        let Some(label) = self.truth.map_or(Some("human"), |truth| truth.label(owner)) else { return Ok(()) };
        if self.labelled.part.is_some_and(|part| !part.holds(owner)) {
            return Ok(());
        }
        let positive = !self.labelled.human.iter().any(|human| human == label);
        let axis = &verdict.axes[self.labelled.axis as usize];
        self.judged.push(Judged {
            owner: owner.to_owned(),
            label: label.to_owned(),
            word: verdict.word,
            decibans: axis.decibans,
            probability: axis.probability,
            example: Example::of(&verdict, self.labelled.axis, self.book, positive),
            rules: verdict.findings.iter().map(|finding| finding.rule.clone()).collect(),
            account: verdict.account,
        });
        Ok(())
    }

    fn ring(&mut self, _: &Ring, _: &[&str]) -> Result<()> {
        Ok(())
    }
}

fn axis(name: &str) -> std::result::Result<Axis, &'static str> {
    match name {
        "automation" => Ok(Axis::Automation),
        "gaming" => Ok(Axis::Gaming),
        _ => Err("the questions are automation and gaming"),
    }
}
