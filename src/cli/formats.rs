//! `fineness formats`

use std::io::Write;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{CLEAN, Outcome};
use crate::Error;
use crate::read;

/// List the formats that are read, and how each is found.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 done, 2 usage, configuration or no readable input.

Examples:
  fineness formats
  fineness formats --format ndjson")]
pub(super) struct Formats {
    /// How the list is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Form,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    /// For people
    Text,
    /// One JSON object a line
    Ndjson,
}

#[derive(Serialize)]
struct Line {
    r#type: &'static str,
    #[serde(flatten)]
    format: read::FormatInfo,
}

impl Formats {
    pub(super) fn run(&self) -> Outcome {
        let mut out = std::io::stdout().lock();
        let mut written = Ok(());
        for format in read::formats() {
            if written.is_err() {
                break;
            }
            written = match self.format {
                Form::Text => writeln!(out, "{:<16} {}\n{:<16} found by {}", format.name, format.title, "", format.found_by),
                Form::Ndjson => serde_json::to_writer(&mut out, &Line { r#type: "format", format })
                    .map_err(Into::into)
                    .and_then(|()| writeln!(out)),
            };
        }
        written.map_err(Error::output)?;
        Ok(CLEAN)
    }
}
