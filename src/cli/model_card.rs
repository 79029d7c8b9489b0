//! `fineness model-card`

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::Args;

use super::arguments::Ruling;
use super::output::create;
use super::{CLEAN, Outcome, convert};
use crate::report::{EvaluationLine, model_card};
use crate::{Error, Result};

/// Print the model card of the rules in force, in Markdown.
#[derive(Debug, Args)]
#[command(after_help = "\
Figures come from `fineness evaluate --save`; what no evaluation measured is said to be not measured.

Exit codes: 0 written, 2 usage, or no evaluation.

Example:
  fineness evaluate --truth labels.csv --source \"our moderators' labels, 2026\" --save evaluation.json history.ndjson
  fineness model-card evaluation.json --output model-card.md")]
pub(super) struct ModelCard {
    /// What `evaluate --save` wrote (may be given more than once)
    #[arg(value_name = "EVALUATION")]
    evaluations: Vec<PathBuf>,
    #[command(flatten)]
    ruling: Ruling,
    /// Write the card to a file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl ModelCard {
    pub(super) fn run(&self) -> Outcome {
        let read = |path: &PathBuf| EvaluationLine::read(path, convert::open(path)?);
        let evaluations = self.evaluations.iter().map(read).collect::<Result<Vec<EvaluationLine>>>()?;
        let card = model_card(&self.ruling.load()?.book, &evaluations);
        let mut out: Box<dyn Write> = match &self.output {
            Some(path) => Box::new(BufWriter::new(create(path)?)),
            None => Box::new(io::stdout()),
        };
        out.write_all(card.as_bytes()).and_then(|()| out.flush()).map_err(Error::output)?;
        Ok(CLEAN)
    }
}
