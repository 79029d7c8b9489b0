//! What is audited, by which rules and how: the flags that `audit`, `compare` and `notice` share.

use clap::Args;

use super::arguments::{Reading, Ruled, Ruling};
use super::convert::{is_saved, open};
use super::finder::Finder;
use super::judging::{Judging, Take};
use crate::report::{Report, RunLine, replay};
use crate::{Error, Result};

/// Inputs, rules, and how to judge.
#[derive(Debug, Args)]
pub(super) struct Audited {
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) ruling: Ruling,
    #[command(flatten)]
    judging: Judging,
}

impl Audited {
    /// Audits the inputs and hands on the lines; the run's comes back, with what was skipped told on standard error.
    pub(super) fn audit(&self, ruled: &Ruled, take: &mut dyn Take) -> Result<RunLine> {
        self.judging.audit(&self.reading, ruled, take)
    }

    /// Looks for accounts in the inputs: saved reports, or histories that are audited for them.
    pub(super) fn look<const N: usize>(&self, mut finder: Finder<N>) -> Result<Finder<N>> {
        let inputs = &self.reading.inputs;
        let saved = inputs.iter().filter(|path| is_saved(path)).count();
        if saved == 0 {
            let run = self.audit(&self.ruling.load()?, &mut finder)?;
            finder.finish(&run).map_err(Error::output)?;
        } else if saved < inputs.len() {
            return Err(Error::usage("some inputs are saved reports and some are not; give one or the other"));
        } else if !self.judging.claimed.is_empty() || self.judging.corrections.is_some() {
            let told = "is a saved report, which says itself what was claimed and corrected; give the inputs to audit them again";
            return Err(Error::input(&inputs[0], told));
        } else {
            inputs.iter().try_for_each(|path| replay(path, open(path)?, &mut finder))?;
        }
        Ok(finder)
    }
}
