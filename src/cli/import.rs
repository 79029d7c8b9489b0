//! `fineness import`

use std::io::{BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;

use clap::{Args, ValueEnum};

use super::arguments::{Keep, Reading};
use super::progress::Bar;
use super::{CLEAN, Outcome, PARTIAL};
use crate::error::Told;
use crate::read::{Census, Chunk, ChunkCounts, InputSummary, Inputs};
use crate::report::{Intake, visible};
use crate::{Diagnostic, Error, Result};

const EXAMPLES: &str = "\
Exit codes: 0 done, 2 usage, configuration or no readable input, 3 part of the input could not be read
(unless --allow-partial).

Examples:
  fineness import mastodon-export.tar.gz > events.ndjson
  fineness import --stats twitter-archive.zip
  fineness import --stats --format json exports/";

/// Turn any input into canonical NDJSON.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Import {
    #[command(flatten)]
    reading: Reading,
    /// Print what the inputs hold instead: kinds, fields, times, gaps, and whether the counts of the export itself hold
    #[arg(long)]
    stats: bool,
    /// How the figures are written
    #[arg(long, value_name = "FORMAT", default_value = "text", requires = "stats")]
    format: Form,
    /// Do not exit with 3 if a part of the input could not be read
    #[arg(long)]
    allow_partial: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people
    Text,
    /// One JSON object
    Json,
}

impl Import {
    pub(super) fn run(&self) -> Outcome {
        let mut inputs = self.reading.open(Keep::All)?;
        let told = if self.stats { self.count(&mut inputs)? } else { self.write(&mut inputs)? };
        let lost = told.lost || inputs.summary().iter().any(InputSummary::is_partial);
        let total = told.total;
        let first = told.first();
        for diagnostic in first.iter().filter(|told| !self.stats || told.skipped) {
            anstream::eprintln!("fineness: {}", visible(&diagnostic.to_string()));
        }
        let untold = total - first.len() as u64;
        if untold > 0 {
            anstream::eprintln!("fineness: {untold} more of these; `import --stats` counts them by their codes");
        }
        Ok(if lost && !self.allow_partial { PARTIAL } else { CLEAN })
    }

    /// Prints the figures of the inputs.
    fn count(&self, inputs: &mut Inputs) -> Result<Told> {
        let owners = inputs.inputs_of_streams();
        let mut censuses: Vec<Census> = Vec::new();
        censuses.resize_with(inputs.summary().len(), Census::default);
        let told = each_chunk(inputs, self.reading.bar(inputs), &mut |chunk, told| {
            let census = owners.get(usize::from(chunk.stream)).and_then(|input| censuses.get_mut(*input));
            Ok(match census {
                Some(census) => chunk.records(&mut |record| census.add(&record), told),
                None => chunk.records(&mut |_| {}, told),
            })
        })?;
        let coverage = censuses.iter().map(Census::coverage);
        let intake = Intake::new(inputs.summary().into_iter().zip(coverage).collect(), inputs.checks(), inputs.codes(), told.lost);
        let written = match self.format {
            Form::Text => intake.write_text(&mut anstream::stdout().lock()),
            Form::Json => intake.write_json(&mut std::io::stdout().lock()),
        };
        written.map_err(Error::output)?;
        Ok(told)
    }

    /// Writes all records in the canonical form.
    fn write(&self, inputs: &mut Inputs) -> Result<Told> {
        // On a terminal the records themselves show how far it is.
        let bar = if std::io::stdout().is_terminal() { Bar::default() } else { self.reading.bar(inputs) };
        let mut out = BufWriter::new(std::io::stdout().lock());
        let told = each_chunk(inputs, bar, &mut |chunk, told| chunk.export(&mut out, told))?;
        out.flush().map_err(Error::output)?;
        Ok(told)
    }
}

/// Reads all chunks in order, counts what became of them, and gives what is to be told.
fn each_chunk(
    inputs: &mut Inputs,
    mut bar: Bar,
    read: &mut dyn FnMut(&Chunk, &mut Vec<Diagnostic>) -> Result<ChunkCounts>,
) -> Result<Told> {
    let (mut failed, mut counted, mut told, mut skipped) = (None, Vec::new(), Told::default(), Vec::new());
    inputs.chunks(&mut |chunk| match read(&chunk, &mut skipped) {
        Ok(counts) => {
            told.extend(skipped.drain(..));
            tally(&mut counted, counts);
            ControlFlow::Continue(())
        }
        Err(cause) => {
            failed = Some(cause);
            ControlFlow::Break(())
        }
    })?;
    bar.clear();
    if let Some(cause) = failed {
        return Err(cause);
    }
    counted.iter().for_each(|counts| inputs.tally(counts));
    told.extend(inputs.diagnostics());
    Ok(told)
}

/// Chunks come stream by stream, so the counts of one follow one another.
fn tally(counted: &mut Vec<ChunkCounts>, counts: ChunkCounts) {
    match counted.last_mut() {
        Some(last) if last.stream == counts.stream => last.merge(&counts),
        _ => counted.push(counts),
    }
}
