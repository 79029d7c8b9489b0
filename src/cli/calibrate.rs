//! `fineness calibrate`

use std::path::PathBuf;

use clap::Args;

use super::evaluate::{hold_out, scored};
use super::figures;
use super::labelled::Labelled;
use super::{CLEAN, Outcome};
use crate::Error;
use crate::score::calibration::{Example, Fit};
use crate::score::evaluation::{Scored, evaluate};

/// Fit the points of the rules to accounts whose truth is known.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 done, 2 usage, configuration or no readable input.

Example:
  fineness calibrate --truth labels.csv --source moderators --output rules/points.toml history.ndjson")]
pub(super) struct Calibrate {
    #[command(flatten)]
    labelled: Labelled,
    /// Where to write the points; a file called points.toml in a folder of rules is used with them
    #[arg(long, value_name = "FILE", default_value = "points.toml")]
    output: PathBuf,
    /// Who the accounts are, in a few words for the reader of the points
    #[arg(long, value_name = "WORDS")]
    source: String,
    /// Into how many folds the accounts are dealt for the cross-validated report
    #[arg(long, value_name = "K", default_value_t = 5, value_parser = clap::value_parser!(u8).range(2..=100))]
    folds: u8,
}

impl Calibrate {
    pub(super) fn run(&self) -> Outcome {
        let ruled = self.labelled.ruling.load()?;
        let Some(truth) = self.labelled.truth()? else {
            return Err(Error::usage("points can only be fitted to a truth: give --truth FILE"));
        };
        let (mut judged, _) = self.labelled.judge(&ruled, Some(&truth), None)?;
        let examples: Vec<Example> = judged.iter().map(|one| one.example.clone()).collect();
        let positives = examples.iter().filter(|example| example.positive).count();
        if positives == 0 || positives == examples.len() {
            return Err(Error::usage(format!("{positives} of {} accounts are positives: both kinds are needed", examples.len())));
        }
        let calibration = Fit::new(&examples, &ruled.book).calibration(&examples, &ruled.book, &self.source);
        std::fs::write(&self.output, calibration.to_toml())
            .map_err(|cause| Error::input(&self.output, format!("cannot be written: {cause}")))?;
        anstream::println!("rule                 author's points  fitted  give or take");
        for (id, fitted) in &calibration.rules {
            let authors = ruled.book.rule(id).map_or(f64::NAN, |rule| rule.points);
            anstream::println!("{id:<20} {authors:>15.1}  {:>6.1}  {:>12.1}", fitted.points, fitted.deviation);
        }
        hold_out(&mut judged, usize::from(self.folds), self.labelled.prior, &ruled.book);
        let scored: Vec<Scored> = judged.iter().map(scored).collect();
        anstream::println!("\ncross-validated in {} folds, the verdicts' words excepted", self.folds);
        figures::print("all", &evaluate(&scored));
        Ok(CLEAN)
    }
}
