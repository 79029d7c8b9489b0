//! `fineness import`

use std::io::{BufWriter, Write};
use std::ops::ControlFlow;

use clap::{Args, ValueEnum};

use super::arguments::{Keep, Reading};
use super::{CLEAN, Outcome, PARTIAL};
use crate::read::{Census, Chunk, ChunkCounts, Inputs};
use crate::report::Intake;
use crate::{Diagnostic, Error, Result};

const EXAMPLES: &str = "\
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
        let mut told = Vec::new();
        let lost = if self.stats { self.count(&mut inputs, &mut told)? } else { write(&mut inputs, &mut told)? };
        for diagnostic in told.iter().filter(|told| !self.stats || told.skipped) {
            anstream::eprintln!("fineness: {}", crate::report::visible(&diagnostic.to_string()));
        }
        Ok(if lost && !self.allow_partial { PARTIAL } else { CLEAN })
    }

    /// Prints the figures of the inputs.
    fn count(&self, inputs: &mut Inputs, told: &mut Vec<Diagnostic>) -> Result<bool> {
        let owners = inputs.inputs_of_streams();
        let mut censuses: Vec<Census> = Vec::new();
        censuses.resize_with(inputs.summary().len(), Census::default);
        each_chunk(inputs, told, &mut |chunk, told| {
            let census = owners.get(usize::from(chunk.stream)).and_then(|input| censuses.get_mut(*input));
            Ok(match census {
                Some(census) => chunk.records(&mut |record| census.add(&record), told),
                None => chunk.records(&mut |_| {}, told),
            })
        })?;
        let coverage = censuses.iter().map(Census::coverage);
        let intake = Intake::new(inputs.summary().into_iter().zip(coverage).collect(), inputs.checks(), inputs.codes(), told);
        let written = match self.format {
            Form::Text => intake.write_text(&mut anstream::stdout().lock()),
            Form::Json => intake.write_json(&mut std::io::stdout().lock()),
        };
        written.map_err(Error::output)?;
        Ok(intake.partial)
    }
}

/// Writes all records in the canonical form.
fn write(inputs: &mut Inputs, told: &mut Vec<Diagnostic>) -> Result<bool> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    each_chunk(inputs, told, &mut |chunk, told| chunk.export(&mut out, told))?;
    out.flush().map_err(Error::output)?;
    Ok(told.iter().any(Diagnostic::is_loss) || inputs.summary().iter().any(crate::read::InputSummary::is_partial))
}

/// Reads all chunks in order, counts what became of them, and adds what is to be told.
fn each_chunk(
    inputs: &mut Inputs,
    told: &mut Vec<Diagnostic>,
    read: &mut dyn FnMut(&Chunk, &mut Vec<Diagnostic>) -> Result<ChunkCounts>,
) -> Result<()> {
    let (mut failed, mut counted) = (None, Vec::new());
    inputs.chunks(&mut |chunk| match read(&chunk, told) {
        Ok(counts) => {
            tally(&mut counted, counts);
            ControlFlow::Continue(())
        }
        Err(cause) => {
            failed = Some(cause);
            ControlFlow::Break(())
        }
    })?;
    if let Some(cause) = failed {
        return Err(cause);
    }
    counted.iter().for_each(|counts| inputs.tally(counts));
    told.extend(inputs.diagnostics());
    told.sort();
    Ok(())
}

/// Chunks come stream by stream, so the counts of one follow one another.
fn tally(counted: &mut Vec<ChunkCounts>, counts: ChunkCounts) {
    match counted.last_mut() {
        Some(last) if last.stream == counts.stream => last.merge(&counts),
        _ => counted.push(counts),
    }
}
