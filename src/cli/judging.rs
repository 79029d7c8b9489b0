//! Running an audit: the flags that change what it says, and the lines that it gives.

use std::collections::HashSet;
use std::path::PathBuf;

use clap::Args;

use super::arguments::{Keep, Means, Reading, Ruled, claims, prior};
use super::corrections::Corrections;
use super::progress::Bar;
use crate::account::ClaimedScore;
use crate::engine::{self, Allowances, Disputes, RunOptions, RunSummary, Settings, Sink};
use crate::report::{AccountLine, RingLine, RunLine};
use crate::ring::Ring;
use crate::score::Verdict;
use crate::{Error, Result};

/// How accounts are judged.
#[derive(Debug, Args)]
pub(super) struct Judging {
    /// The score claimed for an account: NAME=74, or a CSV file with account,metric,value[,at,scale] (may be given more than once)
    #[arg(long, value_name = "FILE|NAME=SCORE")]
    pub(super) claimed: Vec<String>,
    /// How likely an account is to be worked before anything is known of it
    #[arg(long, value_name = "SHARE", default_value = "10%", value_parser = prior)]
    pub(super) prior: f64,
    /// The most events that a finding lists
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(super) events: usize,
    /// Events that are disputed, and explanations that somebody accepted (TOML); docs/reports.md tells how it is written
    #[arg(long, value_name = "FILE")]
    pub(super) corrections: Option<PathBuf>,
    #[command(flatten)]
    pub(super) means: Means,
}

/// Takes the lines of an audit while they arrive.
pub(super) trait Take {
    fn account(&mut self, account: AccountLine) -> Result<()>;
    fn ring(&mut self, ring: RingLine) -> Result<()>;

    /// Whether it writes to the terminal while lines arrive, where a bar would stand in the way.
    fn is_shown(&self) -> bool {
        false
    }
}

impl Judging {
    /// Audits the inputs and hands on the lines; the run's comes back, with what was skipped told on standard error.
    pub(super) fn audit(&self, reading: &Reading, ruled: &Ruled, take: &mut dyn Take) -> Result<RunLine> {
        self.audit_with(reading, ruled, claims(&self.claimed, reading.as_of())?, take)
    }

    /// The same with these scores claimed.
    pub(super) fn audit_with(
        &self,
        reading: &Reading,
        ruled: &Ruled,
        claims: Vec<ClaimedScore>,
        take: &mut dyn Take,
    ) -> Result<RunLine> {
        let mut summary = self.judge(reading, ruled, claims, take)?;
        let nobody = |name: &String| format!("a score is claimed for `{name}`, of whom the input holds nothing");
        summary.warnings.extend(summary.unmatched.iter().map(nobody));
        summary.warnings.sort();
        told(&summary)
    }

    /// The same, with nothing told yet.
    pub(super) fn judge(
        &self,
        reading: &Reading,
        ruled: &Ruled,
        claims: Vec<ClaimedScore>,
        take: &mut dyn Take,
    ) -> Result<RunSummary> {
        let corrections = self.corrections.as_deref().map(|path| Corrections::read(path, &ruled.book)).transpose()?;
        let Corrections { sha256: corrections_sha256, disputes, mut accepted } = corrections.unwrap_or_default();
        accepted.extend(ruled.config.allowances.iter().cloned());
        let mut inputs = reading.open(Keep::Signed)?;
        let given = claims.iter().map(|claim| (claim.account.clone(), claim.metric.clone())).collect();
        let settings = Settings {
            prior: self.prior,
            exhibits: self.events,
            claims,
            allowances: Allowances::new(accepted, reading.as_of()),
            disputes: Disputes::new(disputes),
            groups: ruled.config.groups.clone(),
            ..self.means.settings()
        };
        let mut lines = Lines { bar: reading.bar(&inputs), take, given };
        let mut summary = engine::audit(&mut inputs, &ruled.book, &settings, &mut lines)?;
        lines.bar.clear();
        summary.as_of = reading.as_of;
        summary.config_sha256 = ruled.config.sha256.clone();
        summary.options = RunOptions { events: self.events, corrections_sha256, ..reading.options() };
        Ok(summary)
    }
}

/// The line of a run, after what was skipped has been told; a run without accounts is none.
pub(super) fn told(summary: &RunSummary) -> Result<RunLine> {
    super::tell(summary);
    if summary.accounts == 0 {
        return Err(Error::usage("none of the inputs holds an event with an author and a time"));
    }
    Ok(RunLine::from(summary))
}

struct Lines<'a> {
    bar: Bar,
    take: &'a mut dyn Take,
    /// Accounts and metrics for which the user claims a score.
    given: HashSet<(String, String)>,
}

impl Sink for Lines<'_> {
    fn account(&mut self, verdict: Verdict) -> Result<()> {
        if self.take.is_shown() {
            self.bar.clear();
        }
        let mut account = AccountLine::from(verdict);
        let names = [Some(account.account.clone()), account.name.clone()];
        for score in &mut account.scores {
            let by = |name: &String| self.given.contains(&(name.clone(), score.metric.clone()));
            score.given = names.iter().flatten().any(by);
        }
        self.take.account(account)
    }

    fn ring(&mut self, ring: &Ring, ids: &[&str]) -> Result<()> {
        self.take.ring(RingLine::new(ring, ids))
    }
}
