//! What the audit says of accounts whose truth is known: the ground of `evaluate` and `calibrate`.

use clap::Args;

use super::arguments::{Keep, Reading, Ruled, Ruling, prior};
use super::truth::{Known, Truth};
use crate::engine::{self, RunSummary, Settings, Sink};
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
    #[command(flatten)]
    pub(super) known: Known,
    /// The question that the labels answer
    #[arg(long, value_name = "AXIS", default_value = "automation", value_parser = axis)]
    pub(super) axis: Axis,
    /// Leave out accounts with fewer events than this
    #[arg(long, value_name = "N", default_value_t = 30)]
    min_events: usize,
    /// The prior that probabilities start from
    #[arg(long, value_name = "SHARE", default_value = "10%", value_parser = prior)]
    pub(super) prior: f64,
    /// Threads to use; one a core if not given
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) threads: usize,
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
    /// Parts per thousand of its score that stand.
    pub(super) fineness: u32,
    /// The rules that fired against it, on any axis.
    pub(super) rules: Vec<String>,
    /// The places in the book of all rules that could be judged, and whether they fired.
    pub(super) assessed: Vec<(u16, bool)>,
}

impl Labelled {
    /// Audits the inputs, whole or in windows of so many events, and keeps the accounts whose truth is known.
    pub(super) fn judge(&self, ruled: &Ruled, truth: Option<&Truth>, window: Option<usize>) -> Result<(Vec<Judged>, RunSummary)> {
        let mut inputs = self.reading.open(Keep::Signed)?;
        let settings = Settings {
            threads: self.threads,
            prior: self.prior,
            exhibits: 0,
            allowances: ruled.allowances(self.reading.as_of()),
            window,
            ..Settings::default()
        };
        let mut seen = Seen { labelled: self, truth, book: &ruled.book, window, judged: Vec::new() };
        let mut bar = self.reading.bar(&inputs);
        let summary = engine::audit(&mut inputs, &ruled.book, &settings, &mut seen)?;
        bar.clear();
        if seen.judged.is_empty() {
            return Err(Error::usage(format!("no account with {} or more events and a known label", self.min_events)));
        }
        Ok((seen.judged, summary))
    }

    pub(super) fn truth(&self) -> Result<Option<Truth>> {
        self.known.read()
    }
}

struct Seen<'a> {
    labelled: &'a Labelled,
    truth: Option<&'a Truth>,
    book: &'a RuleBook,
    window: Option<usize>,
    judged: Vec<Judged>,
}

impl Seen<'_> {
    fn assessed(&self, verdict: &Verdict) -> Vec<(u16, bool)> {
        let fired = verdict.findings.iter().chain(&verdict.in_favour).map(|finding| (&finding.rule, true));
        let assessed = fired.chain(verdict.passed.iter().map(|rule| (rule, false)));
        assessed.filter_map(|(rule, fired)| Some((u16::try_from(self.book.position(rule)?).ok()?, fired))).collect()
    }
}

impl Sink for Seen<'_> {
    fn account(&mut self, verdict: Verdict) -> Result<()> {
        if verdict.events < self.window.unwrap_or(self.labelled.min_events) {
            return Ok(());
        }
        let owner = self.window.and(verdict.account.rsplit_once('#')).map_or(verdict.account.as_str(), |(owner, _)| owner);
        let Some(label) = self.truth.map_or(Some("human"), |truth| truth.label(owner)) else { return Ok(()) };
        if !self.labelled.known.wants(owner) {
            return Ok(());
        }
        let positive = !self.labelled.known.is_person(label);
        let axis = &verdict.axes[self.labelled.axis as usize];
        self.judged.push(Judged {
            owner: owner.to_owned(),
            label: label.to_owned(),
            word: verdict.word,
            decibans: axis.decibans,
            probability: axis.probability,
            fineness: verdict.fineness,
            assessed: self.assessed(&verdict),
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
