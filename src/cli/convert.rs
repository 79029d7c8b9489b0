//! `fineness convert`

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use clap::Args;

use super::output::Output;
use super::{CLEAN, Outcome};
use crate::report::{is_report, replay};
use crate::{Error, Result};

/// Render a saved report in another form.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 done, 2 usage, or no saved report.

Examples:
  fineness convert audit.json --output report.html
  fineness convert audit.ndjson --format csv")]
pub(super) struct Convert {
    /// What `audit --format json` or `ndjson` wrote; `-` reads standard input
    #[arg(value_name = "REPORT")]
    saved: PathBuf,
    #[command(flatten)]
    output: Output,
}

impl Convert {
    pub(super) fn run(&self) -> Outcome {
        // Opened first, so that a missing report leaves no empty file behind.
        let saved = open(&self.saved)?;
        replay(&self.saved, saved, &mut *self.output.report()?)?;
        Ok(CLEAN)
    }
}

/// A saved report, or standard input.
pub(super) fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path).map_err(|cause| Error::input(path, format!("cannot be read: {cause}")))?;
    Ok(Box::new(BufReader::new(file)))
}

/// Whether a file is what an audit wrote.
pub(super) fn is_saved(path: &Path) -> bool {
    path.is_file() && open(path).is_ok_and(is_report)
}
