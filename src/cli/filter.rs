//! `fineness filter`

use std::io::{BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::arguments::{Keep, Means, Reading, Ruling, prior};
use super::learn::read_model;
use super::output::create;
use super::progress::Bar;
use super::write_back::WriteBack;
use super::{CLEAN, FINDINGS, Outcome, PARTIAL, tell};
use crate::engine::{self, ItemSink, Judge, RingSearch, RunSummary, Settings};
use crate::report::{ItemForm, ItemReport, RingLine};
use crate::ring::Ring;
use crate::score::{ItemVerdict, ItemWord};
use crate::{Error, Result};

/// Judge comments one by one: ham, unsure or spam.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 judged, 1 a comment has a verdict that --fail-on names, 2 usage, configuration or no readable input,
3 part of the input could not be read (unless --allow-partial).

Examples:
  fineness filter comments.ndjson --only spam,unsure
  fineness filter blog.xml --write cleaned.xml
  fineness filter comments.csv --model site.model --format ndjson --output judged.ndjson")]
pub(super) struct Filter {
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    ruling: Ruling,
    /// How likely a comment is to be spam before it is read
    #[arg(long, value_name = "SHARE", default_value = "20%", value_parser = prior)]
    prior: f64,
    /// What this site has taught, as `fineness learn` wrote it
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// The form of the report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Form,
    /// Write the report to a file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the export back to this file, with the status of spam set and nothing else changed; from an input without statuses, or
    /// into a .csv from one that is no table, a list of verdicts by id
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
    /// In what is written back, also approve what waits or was called spam and is judged ham
    #[arg(long, requires = "write")]
    approve: bool,
    /// Show comments of these verdicts only: ham, unsure, spam
    #[arg(long, value_name = "VERDICT", value_delimiter = ',', value_parser = word)]
    only: Vec<ItemWord>,
    /// Look for rings, which takes a third reading and memory for every text, up to --memory-limit
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    rings: Rings,
    #[command(flatten)]
    means: Means,
    /// Verdicts that make the exit code 1; spam does if not given
    #[arg(long, value_name = "VERDICT", value_delimiter = ',', value_parser = word, default_value = "spam")]
    fail_on: Vec<ItemWord>,
    /// Exit with 0 even if something was found
    #[arg(long)]
    exit_zero: bool,
    /// Do not exit with 3 if a part of the input could not be read
    #[arg(long)]
    allow_partial: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    /// For a person at a terminal
    Text,
    /// One JSON object a line
    Ndjson,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Rings {
    /// In inputs of up to 20,000 comments
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Filter {
    pub(super) fn run(&self) -> Outcome {
        let ruled = self.ruling.load()?;
        let mut inputs = self.reading.open(Keep::All)?;
        let settings = Settings { groups: ruled.config.groups.clone(), ..self.means.settings() };
        let model = self.model.as_deref().map(read_model).transpose()?;
        let mut judge = Judge::new(&ruled.book, self.prior)?;
        if let Some(model) = &model {
            judge = judge.taught(model);
        }
        let search = match self.rings {
            Rings::Auto => RingSearch::Auto,
            Rings::Always => RingSearch::Always,
            Rings::Never => RingSearch::Never,
        };
        let write = self.write.as_deref().map(|path| WriteBack::new(path, self.approve, &inputs)).transpose()?;
        let shown = self.output.is_none() && std::io::stdout().is_terminal();
        let mut lines = Lines { report: self.report()?, write, bar: self.reading.bar(&inputs), shown };
        let mut summary = engine::filter(&mut inputs, &judge, search, &settings, &mut lines)?;
        lines.bar.clear();
        summary.as_of = self.reading.as_of;
        summary.config_sha256 = ruled.config.sha256.clone();
        tell(&summary);
        if summary.items.is_empty() {
            return Err(Error::usage("none of the inputs holds a comment with an author"));
        }
        let Lines { mut report, write, .. } = lines;
        if let Some(write) = write {
            anstream::eprintln!("fineness: {}", crate::report::visible(&write.finish(&inputs)?));
        }
        report.finish(&(&summary).into()).map_err(Error::output)?;
        Ok(self.code(&summary))
    }

    fn code(&self, summary: &RunSummary) -> u8 {
        if summary.is_partial() && !self.allow_partial {
            PARTIAL
        } else if !self.exit_zero && self.fail_on.iter().any(|word| summary.items.contains_key(word)) {
            FINDINGS
        } else {
            CLEAN
        }
    }

    fn report(&self) -> Result<ItemReport<'static>> {
        let form = match self.format {
            Form::Text => ItemForm::Text,
            Form::Ndjson => ItemForm::Ndjson,
        };
        let out: Box<dyn Write> = match (&self.output, form) {
            (Some(path), ItemForm::Text) => Box::new(BufWriter::new(anstream::StripStream::new(create(path)?))),
            (Some(path), ItemForm::Ndjson) => Box::new(BufWriter::new(create(path)?)),
            (None, ItemForm::Text) => Box::new(BufWriter::new(anstream::stdout())),
            (None, ItemForm::Ndjson) => Box::new(BufWriter::new(std::io::stdout())),
        };
        Ok(ItemReport::new(form, self.only.clone(), out))
    }
}

/// Passes verdicts on to the report, and to what is written back.
struct Lines {
    report: ItemReport<'static>,
    write: Option<WriteBack>,
    bar: Bar,
    /// Whether the report goes to the terminal, where the bar would stand in the way.
    shown: bool,
}

impl ItemSink for Lines {
    fn wants(&self, word: ItemWord) -> bool {
        self.write.is_some() || self.report.wants(word)
    }

    fn item(&mut self, verdict: &ItemVerdict<'_>) -> Result<()> {
        if let Some(write) = &mut self.write {
            write.item(verdict)?;
        }
        if !self.report.wants(verdict.word) {
            return Ok(());
        }
        if self.shown {
            self.bar.clear();
        }
        self.report.item(&verdict.into()).map_err(Error::output)
    }

    fn ring(&mut self, ring: &Ring, ids: &[&str]) -> Result<()> {
        self.report.ring(RingLine::new(ring, ids)).map_err(Error::output)
    }
}

fn word(name: &str) -> std::result::Result<ItemWord, &'static str> {
    ItemWord::ALL.into_iter().find(|word| word.name() == name).ok_or("the verdicts are ham, unsure and spam")
}
