//! `fineness import`

use std::io::{BufWriter, Write};
use std::ops::ControlFlow;

use clap::Args;

use super::arguments::{Keep, Reading};
use super::{CLEAN, Outcome, PARTIAL};
use crate::Error;

/// Turn any input into canonical NDJSON.
#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(flatten)]
    reading: Reading,
    /// Do not exit with 3 if a part of the input could not be read
    #[arg(long)]
    allow_partial: bool,
}

impl Import {
    pub(super) fn run(&self) -> Outcome {
        let mut inputs = self.reading.open(Keep::All)?;
        let mut out = BufWriter::new(std::io::stdout().lock());
        let mut failed = None;
        let mut skipped = Vec::new();
        inputs.chunks(&mut |chunk| match chunk.export(&mut out, &mut skipped) {
            Ok(_) => ControlFlow::Continue(()),
            Err(cause) => {
                failed = Some(cause);
                ControlFlow::Break(())
            }
        })?;
        out.flush().map_err(Error::output)?;
        if let Some(cause) = failed {
            return Err(cause);
        }
        skipped.extend(inputs.diagnostics());
        skipped.sort();
        for diagnostic in &skipped {
            anstream::eprintln!("fineness: {}", crate::report::visible(&diagnostic.to_string()));
        }
        let lost = skipped.iter().any(crate::Diagnostic::is_loss);
        Ok(if lost && !self.allow_partial { PARTIAL } else { CLEAN })
    }
}
