//! `fineness compare`

use std::path::Path;

use clap::Args;

use super::audited::Audited;
use super::convert::{is_saved, open};
use super::finder::Finder;
use super::output::Output;
use super::{CLEAN, Outcome, PARTIAL};
use crate::report::{AccountLine, Comparison, RunLine, replay};
use crate::{Error, Result};

const HELP: &str = "\
A comparison shows what each score stands on, line by line, and whether the difference between them is more than the data leaves open. It \
recommends nobody. Accounts are named by their ids or display names.

Exit codes: 0 compared, 2 usage, configuration or no readable input, 3 part of the input could not be read (unless --allow-partial).

Examples:
  fineness compare anna ben anna.zip ben.zip --claimed anna=34 --claimed ben=67
  fineness compare anna ben audit.json --output anna-and-ben.html
  fineness compare anna.json ben.json
  fineness compare last-month.json this-month.json";

/// Put two accounts side by side.
#[derive(Debug, Args)]
#[command(after_help = HELP, mut_arg("inputs", |inputs| inputs.required(false).help(
    "Histories to audit, or saved reports (json, ndjson), that hold both; none if A and B are saved reports of one account each"
)))]
pub(super) struct Compare {
    /// The first account, or a saved report of one account
    #[arg(value_name = "A")]
    one: String,
    /// The second account, or a saved report of one account
    #[arg(value_name = "B")]
    other: String,
    #[command(flatten)]
    audited: Audited,
    #[command(flatten)]
    output: Output,
    /// Do not exit with 3 if a part of the input could not be read
    #[arg(long)]
    allow_partial: bool,
}

impl Compare {
    pub(super) fn run(&self) -> Outcome {
        let compared = self.compared()?;
        // Opened last, so that a name that is not found leaves no empty file behind.
        compared.write(self.output.format(), &mut *self.output.open()?)?;
        let partial = compared.runs.iter().any(|run| run.partial);
        Ok(if partial && !self.allow_partial { PARTIAL } else { CLEAN })
    }

    fn compared(&self) -> Result<Comparison> {
        if self.audited.reading.inputs.is_empty() {
            let sides = [only(Path::new(&self.one))?, only(Path::new(&self.other))?];
            return Ok(of_reports(sides, [Path::new(&self.one), Path::new(&self.other)]));
        }
        let mut finder = self.audited.look(Finder::new([&self.one, &self.other]))?;
        let mut runs = finder.runs();
        let [(first, one), (second, other)] = finder.found()?;
        if one.account == other.account {
            return Err(Error::usage(format!("`{}` and `{}` are one account, `{}`", self.one, self.other, one.account)));
        }
        let runs = if first == second { vec![runs.swap_remove(first)] } else { vec![runs[first].clone(), runs[second].clone()] };
        Ok(Comparison::new([(one.account.clone(), one), (other.account.clone(), other)], runs))
    }
}

/// The only account of a saved report, and its run.
fn only(path: &Path) -> Result<(AccountLine, RunLine)> {
    let shown = path.display();
    if !path.is_file() {
        return Err(Error::usage(format!(
            "`{shown}` is no file; to compare accounts by name, give the inputs too: compare A B INPUT..."
        )));
    }
    if !is_saved(path) {
        return Err(Error::usage(format!(
            "`{shown}` is no saved report; to compare accounts in histories, name them: compare NAME NAME {shown} ..."
        )));
    }
    let mut finder = Finder::new([]);
    replay(path, open(path)?, &mut finder)?;
    finder.only().ok_or_else(|| {
        Error::usage(format!("`{shown}` does not hold exactly one account; name them: compare NAME NAME {shown} ..."))
    })
}

/// Two reports of one account each; where it is the same one, the reports tell them apart.
fn of_reports(sides: [(AccountLine, RunLine); 2], paths: [&Path; 2]) -> Comparison {
    let [(one, first), (other, second)] = sides;
    let same = one.account == other.account;
    let label = |account: &AccountLine, path: &Path| {
        if same { format!("{} ({})", account.account, path.display()) } else { account.account.clone() }
    };
    let labels = [label(&one, paths[0]), label(&other, paths[1])];
    let [a, b] = labels;
    let runs = if first == second { vec![first] } else { vec![first, second] };
    Comparison::new([(a, one), (b, other)], runs)
}
