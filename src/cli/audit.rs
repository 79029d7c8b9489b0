//! `fineness audit`

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::audited::Audited;
use super::judging::Take;
use super::output::Output;
use super::{CLEAN, FINDINGS, Outcome, PARTIAL};
use crate::report::{AccountLine, Baseline, Report, RingLine, RunLine, Since};
use crate::score::Word;
use crate::{Error, Result};

const EXAMPLES: &str = "\
Exit codes: 0 nothing found, 1 findings (or what --fail-on names), 2 usage, configuration or no readable input,
3 part of the input could not be read (unless --allow-partial).

Examples:
  fineness audit tweets.zip --claimed my_handle=67
  fineness audit exports/ --claimed scores.csv --output audit.html
  fineness audit events.ndjson --baseline last-month.json --fail-on gamed,automated";

/// Audit the accounts in activity histories.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Audit {
    #[command(flatten)]
    audited: Audited,
    #[command(flatten)]
    output: Output,
    /// An earlier report (json or ndjson): findings are marked new or unchanged, and those that are gone are told
    #[arg(long, value_name = "REPORT")]
    baseline: Option<PathBuf>,
    /// Verdicts that make the exit code 1; any finding does if not given, with a baseline any new one
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
        let ruled = self.audited.ruling.load()?;
        let baseline = self.baseline.as_deref().map(read_baseline).transpose()?;
        let (baseline, sha256) = baseline.unzip();
        let report = self.output.report()?;
        let mut lines = Lines { report, shown: self.output.is_shown(), baseline, fail_on: &self.fail_on, found: false };
        let mut run = self.audited.audit(&ruled, &mut lines)?;
        run.baseline_sha256 = sha256;
        lines.report.finish(&run).map_err(Error::output)?;
        Ok(self.code(&run, lines.found))
    }

    fn code(&self, run: &RunLine, found: bool) -> u8 {
        if run.partial && !self.allow_partial {
            PARTIAL
        } else if found && !self.exit_zero {
            FINDINGS
        } else {
            CLEAN
        }
    }
}

fn read_baseline(path: &Path) -> Result<(Baseline, String)> {
    let unreadable = |cause: std::io::Error| Error::input(path, format!("cannot be read: {cause}"));
    let baseline = Baseline::read(path, BufReader::new(File::open(path).map_err(unreadable)?))?;
    let (mut file, mut digest, mut bytes) = (File::open(path).map_err(unreadable)?, Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut bytes).map_err(unreadable)? {
            0 => break,
            read => digest.update(&bytes[..read]),
        }
    }
    Ok((baseline, HEXLOWER.encode(&digest.finalize())))
}

fn verdict(text: &str) -> std::result::Result<Word, String> {
    serde_json::from_value(text.into()).map_err(|_| {
        "a verdict is one of clear, insufficient, undecided, scheduled, declared_automation, automated, gamed, coordinated, spam".to_owned()
    })
}

/// Hands lines to the report and remembers whether anything was found.
struct Lines<'a> {
    report: Box<dyn Report>,
    shown: bool,
    baseline: Option<Baseline>,
    fail_on: &'a [Word],
    found: bool,
}

impl Take for Lines<'_> {
    fn account(&mut self, mut account: AccountLine) -> Result<()> {
        if let Some(baseline) = &self.baseline {
            baseline.mark(&mut account);
        }
        let counts = account.findings.iter().any(|finding| finding.since_baseline != Some(Since::Unchanged));
        self.found |= if self.fail_on.is_empty() { counts } else { self.fail_on.contains(&account.verdict) };
        self.report.account(&account).map_err(Error::output)
    }

    fn is_shown(&self) -> bool {
        self.shown
    }

    fn ring(&mut self, ring: RingLine) -> Result<()> {
        self.report.ring(&ring).map_err(Error::output)
    }
}
