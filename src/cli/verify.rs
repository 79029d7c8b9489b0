//! `fineness verify`

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use chrono::DateTime;
use clap::Args;

use super::arguments::{Means, Reading, Ruling, claims};
use super::judging::{Judging, Take};
use super::{CLEAN, FINDINGS, Outcome};
use crate::account::ClaimedScore;
use crate::report::{AccountLine, Checked, Fingerprints, RingLine, visible};
use crate::{Error, Result};

/// Compute a saved report again and say whether it is what the inputs give.
#[derive(Debug, Args)]
#[command(after_help = "\
The prior, the moment that counts as now and the other flags are the report's own. Claimed scores that its user gave are too, unless
--claimed gives them; rules and configuration are those in force here, and the report must have been made with the same.

Exit codes: 0 the report is what the inputs give, 1 it is not, 2 it cannot be checked.

Example:
  fineness verify audit.json events.ndjson --claimed scores.csv")]
pub(super) struct Verify {
    /// What `audit --format json` or `ndjson` wrote
    #[arg(value_name = "REPORT")]
    saved: PathBuf,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    ruling: Ruling,
    /// The score claimed for an account, as for `audit`
    #[arg(long, value_name = "FILE|NAME=SCORE")]
    claimed: Vec<String>,
    /// The corrections that the report was made with
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
    #[command(flatten)]
    means: Means,
}

impl Verify {
    pub(super) fn run(&self) -> Outcome {
        let open = || File::open(&self.saved).map(BufReader::new).map_err(|cause| Error::input(&self.saved, cause.to_string()));
        let mut prints = Fingerprints::read(&self.saved, open()?)?;
        let Some(run) = prints.run.clone() else {
            return Err(Error::input(&self.saved, "has no `run` line, which ends every report; it was cut off, or is none"));
        };
        let mut reading = self.reading.clone();
        let as_of = run.as_of.as_deref().and_then(|at| DateTime::parse_from_rfc3339(at).ok()).map(|at| at.timestamp_millis());
        reading.repeat(as_of, &run.options);
        let claims = if self.claimed.is_empty() { claimed(&prints) } else { claims(&self.claimed, reading.as_of())? };
        if let (Some(sha256), None) = (&run.options.corrections_sha256, &self.corrections) {
            let told = format!("was made with a file of corrections (sha256 {sha256}); give it with --corrections");
            return Err(Error::input(&self.saved, told));
        }
        let judging = Judging {
            claimed: Vec::new(),
            prior: run.prior,
            events: run.options.events,
            corrections: self.corrections.clone(),
            means: self.means,
        };
        let ruled = self.ruling.load()?;
        let mut checked = Checked::default();
        let mut lines = Lines { prints: &mut prints, checked: &mut checked };
        let new = judging.audit_with(&reading, &ruled, claims, &mut lines)?;
        prints.finish(&new, &self.saved, open()?, &mut checked)?;
        let shown = self.saved.display().to_string();
        if checked.total == 0 {
            anstream::println!("{}: is what these inputs give, in all {} lines", visible(&shown), checked.lines);
            return Ok(CLEAN);
        }
        anstream::println!(
            "{}: is not what these inputs give; {} of {} lines differ",
            visible(&shown),
            checked.total,
            checked.lines
        );
        for difference in &checked.differences {
            anstream::println!("  {}", visible(difference));
        }
        Ok(FINDINGS)
    }
}

/// The scores that the report's user claimed.
fn claimed(prints: &Fingerprints) -> Vec<ClaimedScore> {
    let claims = prints.claimed.iter().map(|(account, score)| ClaimedScore {
        account: account.clone(),
        metric: score.metric.clone(),
        value: score.claimed,
        at: score.at.as_deref().and_then(|at| DateTime::parse_from_rfc3339(at).ok()).map(|at| at.timestamp_millis()),
        scale: score.scale,
    });
    claims.collect()
}

struct Lines<'a> {
    prints: &'a mut Fingerprints,
    checked: &'a mut Checked,
}

impl Take for Lines<'_> {
    fn account(&mut self, account: AccountLine) -> Result<()> {
        self.prints.account(&account, self.checked);
        Ok(())
    }

    fn ring(&mut self, ring: RingLine) -> Result<()> {
        self.prints.ring(&ring, self.checked);
        Ok(())
    }
}
