//! `fineness rings`

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::Args;

use super::arguments::{Keep, Means, Reading};
use super::config::Config;
use super::output::{Output, create};
use super::{CLEAN, FINDINGS, Outcome, PARTIAL, tell};
use crate::engine::{self, Settings};
use crate::report::{self, Format, RingLine, RunLine};
use crate::{Error, Result};

/// Find accounts that act together.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 no proven ring, 1 a proven ring was found, 2 usage, configuration or no readable input,
3 part of the input could not be read (unless --allow-partial).

Examples:
  fineness rings comments.ndjson
  fineness rings events.ndjson --messages evidence.csv --edges edges.csv --graph rings.graphml")]
pub(super) struct Rings {
    #[command(flatten)]
    reading: Reading,
    /// The configuration, with groups that are known to act together; fineness.toml here or above if not given
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
    /// Write who acted with whom as CSV
    #[arg(long, value_name = "FILE")]
    edges: Option<PathBuf>,
    /// Write the events behind it as CSV
    #[arg(long, value_name = "FILE")]
    messages: Option<PathBuf>,
    /// Write the graph as GraphML
    #[arg(long, value_name = "FILE")]
    graph: Option<PathBuf>,
    #[command(flatten)]
    means: Means,
    /// Exit with 0 even if a proven ring was found
    #[arg(long)]
    exit_zero: bool,
    /// Do not exit with 3 if a part of the input could not be read
    #[arg(long)]
    allow_partial: bool,
}

impl Rings {
    pub(super) fn run(&self) -> Outcome {
        let mut inputs = self.reading.open(Keep::Timeless)?;
        let config = Config::find(self.config.as_deref())?;
        let settings = Settings { groups: config.groups, ..self.means.settings() };
        let mut lines: Vec<RingLine> = Vec::new();
        let mut proven = false;
        let mut bar = self.reading.bar(&inputs);
        let mut summary = engine::rings(&mut inputs, &settings, &mut |ring, ids| {
            proven |= ring.counts();
            lines.push(RingLine::new(ring, ids));
            Ok(())
        })?;
        bar.clear();
        summary.as_of = self.reading.as_of;
        summary.config_sha256 = config.sha256;
        tell(&summary);
        if summary.accounts == 0 {
            return Err(Error::usage("none of the inputs holds an event with an author"));
        }
        let run = RunLine::from(&summary);
        match self.output.format() {
            Format::Text => report::write_rings(&lines, &run, &mut *self.output.open()?),
            _ => {
                let mut report = self.output.report()?;
                lines.iter().try_for_each(|ring| report.ring(ring)).and_then(|()| report.finish(&run))
            }
        }
        .map_err(Error::output)?;
        self.export(&lines)?;
        Ok(match () {
            () if summary.is_partial() && !self.allow_partial => PARTIAL,
            () if proven && !self.exit_zero => FINDINGS,
            () => CLEAN,
        })
    }

    fn export(&self, lines: &[RingLine]) -> Result<()> {
        type Export = fn(&[RingLine], &mut dyn Write) -> io::Result<()>;
        let exports: [(&Option<PathBuf>, Export); 3] =
            [(&self.edges, report::write_edges), (&self.messages, report::write_messages), (&self.graph, report::write_graph)];
        for (path, write) in exports {
            if let Some(path) = path {
                write(lines, &mut BufWriter::new(create(path)?)).map_err(Error::output)?;
            }
        }
        Ok(())
    }
}
