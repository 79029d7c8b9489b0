//! `fineness rank`

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::Args;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::arguments::{Means, Reading, Ruling, prior};
use super::judging::{Judging, Take, told};
use super::output::Output;
use super::{CLEAN, Outcome, PARTIAL};
use crate::account::ClaimedScore;
use crate::read::claims_in;
use crate::report::{AccountLine, Contender, Ranking, RingLine};
use crate::{Error, Result};

/// Events of a finding that are looked up; a ranking names the first few.
const EVENTS: usize = 3;

const HELP: &str = "\
The board is a CSV file with the columns name (or account) and score (or value), and metric, at and scale where there are several kinds of \
score; other columns are left alone. Names are ids or display names of accounts. An entry without data keeps its claim and its place, and \
is shown as not assessed.

Exit codes: 0 ranked, 2 usage, configuration or no readable input, 3 part of the input could not be read (unless --allow-partial).

Examples:
  fineness rank leaderboard.csv exports/
  fineness rank leaderboard.csv events.ndjson --output after.csv
  fineness rank leaderboard.csv a.zip b.zip --prior 2% --format json";

/// Rank a leaderboard by what is left of its scores.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Rank {
    /// The leaderboard: a CSV file with name,score[,metric]
    #[arg(value_name = "BOARD")]
    board: PathBuf,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    ruling: Ruling,
    /// How likely an account is to be worked before anything is known of it
    #[arg(long, value_name = "SHARE", default_value = "10%", value_parser = prior)]
    prior: f64,
    /// What persons concerned dispute, and explanations that somebody accepted, as for `audit`
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
    #[command(flatten)]
    means: Means,
    #[command(flatten)]
    output: Output,
    /// Do not exit with 3 if a part of the input could not be read
    #[arg(long)]
    allow_partial: bool,
}

impl Rank {
    pub(super) fn run(&self) -> Outcome {
        let bytes = std::fs::read(&self.board).map_err(|cause| Error::input(&self.board, cause.to_string()))?;
        let claims = board(&self.board, &bytes, self.reading.as_of())?;
        let corrections = self.corrections.clone();
        let judging = Judging { claimed: Vec::new(), corrections, prior: self.prior, events: EVENTS, means: self.means };
        let mut contenders = Contenders(Vec::new());
        // Entries without data stand in the ranking, so they are no warnings.
        let run = told(&judging.judge(&self.reading, &self.ruling.load()?, claims.clone(), &mut contenders)?)?;
        let named = (self.board.display().to_string(), HEXLOWER.encode(&Sha256::digest(&bytes)));
        let partial = run.partial;
        let ranking = Ranking::new(named, &claims, contenders.0, run);
        ranking.write(self.output.format(), &mut *self.output.open()?)?;
        Ok(if partial && !self.allow_partial { PARTIAL } else { CLEAN })
    }
}

/// The scores on a board, one an entry and metric.
fn board(path: &Path, bytes: &[u8], as_of: i64) -> Result<Vec<ClaimedScore>> {
    let claims = claims_in(path, bytes, as_of)?;
    let mut seen = HashSet::new();
    for claim in &claims {
        if !seen.insert((&claim.account, &claim.metric)) {
            return Err(Error::input(path, format!("has two scores by {} for `{}`; leave one", claim.metric, claim.account)));
        }
        if claim.value < 0.0 {
            return Err(Error::input(path, format!("the score of `{}` is {}; a score is 0 or more", claim.account, claim.value)));
        }
    }
    if claims.is_empty() {
        return Err(Error::input(path, "holds no scores"));
    }
    Ok(claims)
}

struct Contenders(Vec<Contender>);

impl Take for Contenders {
    fn account(&mut self, account: AccountLine) -> Result<()> {
        self.0.push(account.into());
        Ok(())
    }

    fn ring(&mut self, _: RingLine) -> Result<()> {
        Ok(())
    }
}
