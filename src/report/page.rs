//! A page of words and tables, which text, Markdown and HTML each set in their own way. Words may be anybody's; whoever sets them
//! makes them harmless.

use std::io::{self, Write};

use super::{Format, RunLine, html, markdown, text};
use crate::{Error, Result};

/// What a page says, from top to bottom.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
    /// The runs that it rests on, which are told at its end; a page that tells its method itself names none.
    pub(super) runs: Vec<&'a RunLine>,
}

#[derive(Debug)]
pub(super) enum Block {
    /// The head of a section.
    Heading(String),
    /// A paragraph.
    Words(String),
    /// A table.
    Table(Table),
    /// Things with a label each.
    Facts(Vec<Fact>),
    /// One of several things that are told alike.
    Item(Item),
    /// The lines of a file, to be copied as they are; on paper it has a sheet of its own.
    File(String),
}

/// A label, and what it says.
pub(super) type Fact = (&'static str, String);

/// A thing that is told in a sentence and in facts.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) title: String,
    /// What stands beside the title.
    pub(super) note: String,
    pub(super) words: String,
    pub(super) facts: Vec<Fact>,
}

#[derive(Debug)]
pub(super) struct Table {
    /// What the table is about, for those who hear it instead of seeing it.
    pub(super) caption: String,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
}

/// A column: its head and how wide it is where the sheet has 80 columns.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) head: String,
    pub(super) width: usize,
    /// Whether it holds numbers, which stand flush right.
    pub(super) number: bool,
}

#[derive(Debug)]
pub(super) struct Row {
    pub(super) cells: Vec<String>,
    /// Whether it is a result.
    pub(super) strong: bool,
}

impl Page<'_> {
    pub(super) fn heading(&mut self, title: &str) {
        self.blocks.push(Block::Heading(title.to_owned()));
    }

    pub(super) fn words(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Words(text.into()));
    }

    pub(super) fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }

    /// Writes it; `what` is what messages call it.
    ///
    /// # Errors
    /// The form is none for a page, or it cannot be written.
    pub(super) fn write(&self, what: &str, format: Format, out: &mut dyn Write) -> Result<()> {
        let page = match format {
            Format::Text => text::page_of(self),
            Format::Markdown => markdown::page_of(self),
            Format::Html => html::page_of(self),
            other => {
                return Err(Error::usage(format!(
                    "a {what} has no form `{}`; it has text, json, ndjson, md and html",
                    other.name()
                )));
            }
        };
        written(out, page.as_bytes())
    }
}

/// Writes all of it.
pub(super) fn written(out: &mut dyn Write, bytes: &[u8]) -> Result<()> {
    let all = |out: &mut dyn Write| -> io::Result<()> {
        out.write_all(bytes)?;
        out.flush()
    };
    all(out).map_err(Error::output)
}

impl Table {
    pub(super) fn new(caption: &str, columns: &[(&str, usize, bool)]) -> Table {
        let column = |&(head, width, number): &(&str, usize, bool)| Column { head: head.to_owned(), width, number };
        Table { caption: caption.to_owned(), columns: columns.iter().map(column).collect(), rows: Vec::new() }
    }

    pub(super) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(Row { cells: cells.into(), strong: false });
    }

    pub(super) fn strong<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(Row { cells: cells.into(), strong: true });
    }
}
