//! Puts a verdict into words: for a person at a terminal, and for programs.
//!
//! This room computes nothing; every number it prints stands in the [`Verdict`]. It speaks of the measured activity, never of the
//! person, and whatever comes from an input is made harmless before it is shown.

mod contract;
mod escape;
mod json;
mod lines;
mod ndjson;
mod number;
mod ring_export;
mod ring_line;
mod rounding;
#[cfg(test)]
mod samples;
mod text;

use std::io::{self, Write};
use std::str::FromStr;

pub use contract::schema;
pub use escape::visible;
pub use ring_export::{write_edges, write_graph, write_messages};
pub use ring_line::{ActLine, OccasionLine, RingLine};
pub use text::{Text, write_rings};

use crate::engine::RunSummary;
use crate::score::Verdict;

/// A report that is written while verdicts arrive.
pub trait Report {
    /// Takes the verdict on the next account.
    fn account(&mut self, verdict: &Verdict) -> io::Result<()>;
    /// Takes the next ring or lead.
    fn ring(&mut self, ring: &RingLine) -> io::Result<()>;
    /// Ends the report with what the whole run did.
    fn finish(&mut self, run: &RunSummary) -> io::Result<()>;
}

/// The forms that a report can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// Pages of 80 columns for a person at a terminal.
    #[default]
    Text,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Ndjson,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 3] = [Format::Text, Format::Json, Format::Ndjson];

    /// The format's name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Ndjson => "ndjson",
        }
    }
}

impl FromStr for Format {
    type Err = crate::Error;

    fn from_str(name: &str) -> crate::Result<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
            let names = Format::ALL.map(Format::name).join(", ");
            crate::Error::usage(format!("there is no report format `{name}`; there are {names}"))
        })
    }
}

/// A report of that format, written to `out`. Text is styled; an `out` that strips styles (such as `anstream`'s) makes it plain,
/// and nothing is lost by that.
pub fn writer<'a>(format: Format, out: Box<dyn Write + 'a>) -> Box<dyn Report + 'a> {
    match format {
        Format::Text => Box::new(Text::new(out)),
        Format::Json => Box::new(json::Json::new(out)),
        Format::Ndjson => Box::new(ndjson::Ndjson::new(out)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name() {
        for format in Format::ALL {
            assert_eq!(format.name().parse::<Format>().unwrap(), format);
        }
        assert!("docx".parse::<Format>().unwrap_err().to_string().contains("text, json, ndjson"));
    }
}
