//! Puts verdicts into words: for a person at a terminal, and for programs.
//!
//! Every report is a rendering of one document, the lines for each account, each ring and the run ([`Line`]), so a saved report can be
//! rendered again in any form. This room computes nothing; every number it prints stands in the verdict. It speaks of the measured activity, never of the
//! person, and whatever comes from an input is made harmless before it is shown.

mod baseline;
mod bill;
mod check;
mod comparison;
mod csv_table;
mod escape;
mod evaluation;
mod html;
mod intake;
mod items;
mod json;
mod lines;
mod markdown;
mod model_card;
mod moderation;
mod ndjson;
mod notice;
mod number;
mod page;
mod ranking;
mod ring_export;
mod rounding;
#[cfg(test)]
mod samples;
mod sarif;
mod saved;
mod text;
mod words;

use std::io::{self, Write};
use std::str::FromStr;

pub use baseline::Baseline;
pub use check::{Checked, Fingerprints};
pub use comparison::{Comparison, DifferenceLine, OutcomeLine, SharedBillLine, SideLine, State};
pub use escape::{for_spreadsheet, visible};
pub use evaluation::{EvaluationLine, Judged, Outcomes, RuleFigures};
pub use html::HtmlFolder;
pub use intake::{Intake, IntakeInput};
pub use items::{ItemForm, ItemReport};
pub use lines::{
    AccountLine, ActLine, AxisLine, BaselineLine, BillEntry, DiagnosticLine, EvidenceLine, FindingLine, InputLine, ItemBillLine,
    ItemFindingLine, ItemLine, LearnedLine, Line, NotAssessedLine, OccasionLine, PriorLine, RingLine, RunLine, ScoreLine, Since,
    schema,
};
pub use model_card::model_card;
pub use moderation::ModerationList;
pub(crate) use ndjson::write_json;
pub use notice::{Sender, Stage, skeleton, write_notice};
pub use ranking::{Contender, DeductionLine, EntryLine, RankedList, Ranking, UnlistedLine};
pub use ring_export::{write_edges, write_graph, write_messages};
pub use saved::{Document, is_report, replay};
pub use text::{Text, write_rings};

/// A report that is written while verdicts arrive.
pub trait Report {
    /// Takes the verdict on the next account.
    fn account(&mut self, account: &AccountLine) -> io::Result<()>;
    /// Takes the next ring or lead.
    fn ring(&mut self, ring: &RingLine) -> io::Result<()>;
    /// Ends the report with what the whole run did.
    fn finish(&mut self, run: &RunLine) -> io::Result<()>;
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
    /// One row an account, for spreadsheets.
    Csv,
    /// Markdown, for issues, wikis and letters.
    Markdown,
    /// One page for a browser, which loads nothing.
    Html,
    /// SARIF 2.1.0, for tools that collect findings.
    Sarif,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 7] =
        [Format::Text, Format::Json, Format::Ndjson, Format::Csv, Format::Markdown, Format::Html, Format::Sarif];

    /// The format's name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Ndjson => "ndjson",
            Format::Csv => "csv",
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Sarif => "sarif",
        }
    }

    /// The format that files with this ending hold, if that says it.
    pub fn of_ending(ending: &str) -> Option<Format> {
        match ending.to_ascii_lowercase().as_str() {
            "txt" => Some(Format::Text),
            "jsonl" => Some(Format::Ndjson),
            "markdown" => Some(Format::Markdown),
            "htm" => Some(Format::Html),
            ending => ending.parse().ok(),
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
        Format::Csv => Box::new(csv_table::CsvTable::new(out)),
        Format::Markdown => Box::new(markdown::Markdown::new(out)),
        Format::Html => Box::new(html::Html::new(out)),
        Format::Sarif => Box::new(sarif::Sarif::new(out)),
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
