//! `fineness audit`

use clap::Args;

use super::arguments::{Reading, Ruling, claims, prior};
use super::output::Output;
use super::{CLEAN, FINDINGS, Outcome, PARTIAL, tell};
use crate::engine::{self, RunSummary, Settings, Sink};
use crate::report::{AccountLine, Report, RingLine, RunLine};
use crate::ring::Ring;
use crate::score::{Verdict, Word};
use crate::{Error, Result};

/// Audit the accounts in activity histories.
#[derive(Debug, Args)]
pub(super) struct Audit {
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    ruling: Ruling,
    /// The score claimed for an account: NAME=74, or a CSV file with account,metric,value[,at,scale] (may be given more than once)
    #[arg(long, value_name = "FILE|NAME=SCORE")]
    claimed: Vec<String>,
    /// How likely an account is to be worked before anything is known of it
    #[arg(long, value_name = "SHARE", default_value = "10%", value_parser = prior)]
    prior: f64,
    #[command(flatten)]
    output: Output,
    /// The most events that a finding lists
    #[arg(long, value_name = "N", default_value_t = 1000)]
    events: usize,
    /// Threads to use; one a core if not given
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,
    /// Verdicts that make the exit code 1; any finding does if not given
    #[arg(long, value_name = "VERDICT", value_delimiter = ',', value_parser = verdict)]
    fail_on: Vec<Word>,
    /// Exit with 0 even if something was found
    #[arg(long)]
    exit_zero: bool,
    /// Do not exit with 3 if a part of the input could not be read
    #[arg(long)]
    allow_partial: bool,
}

impl Audit {
    pub(super) fn run(&self) -> Outcome {
        let ruled = self.ruling.load()?;
        let mut inputs = self.reading.open(true)?;
        let as_of = self.reading.as_of();
        let settings = Settings {
            threads: self.threads,
            prior: self.prior,
            exhibits: self.events,
            claims: claims(&self.claimed, as_of)?,
            allowances: ruled.allowances(as_of),
            groups: ruled.config.groups.clone(),
            ..Settings::default()
        };
        let mut lines = Lines { report: self.output.report()?, fail_on: &self.fail_on, found: false };
        let mut summary = engine::audit(&mut inputs, &ruled.book, &settings, &mut lines)?;
        summary.as_of = self.reading.as_of;
        summary.config_sha256 = ruled.config.sha256.clone();
        tell(&summary);
        if summary.accounts == 0 {
            return Err(Error::usage("none of the inputs holds an event with an author and a time"));
        }
        lines.report.finish(&RunLine::from(&summary)).map_err(Error::output)?;
        Ok(self.code(&summary, lines.found))
    }

    fn code(&self, summary: &RunSummary, found: bool) -> u8 {
        if summary.is_partial() && !self.allow_partial {
            PARTIAL
        } else if found && !self.exit_zero {
            FINDINGS
        } else {
            CLEAN
        }
    }
}

fn verdict(text: &str) -> std::result::Result<Word, String> {
    serde_json::from_value(text.into()).map_err(|_| {
        "a verdict is one of clear, insufficient, undecided, scheduled, declared_automation, automated, gamed, coordinated, spam".to_owned()
    })
}

/// Hands verdicts to the report and remembers whether anything was found.
struct Lines<'a> {
    report: Box<dyn Report>,
    fail_on: &'a [Word],
    found: bool,
}

impl Sink for Lines<'_> {
    fn account(&mut self, verdict: Verdict) -> Result<()> {
        self.found |= if self.fail_on.is_empty() { !verdict.findings.is_empty() } else { self.fail_on.contains(&verdict.word) };
        self.report.account(&AccountLine::from(verdict)).map_err(Error::output)
    }

    fn ring(&mut self, ring: &Ring, ids: &[&str]) -> Result<()> {
        self.report.ring(&RingLine::new(ring, ids)).map_err(Error::output)
    }
}
