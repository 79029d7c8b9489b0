//! Reports on comments, written while verdicts arrive.

use std::borrow::Cow;
use std::io::{self, Write};

use super::ndjson::write_json;
use super::text::{write_end, write_item};
use super::{ItemLine, Line, RingLine, RunLine};
use crate::score::ItemWord;

/// The forms that a report on comments can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemForm {
    /// For a person at a terminal.
    Text,
    /// One JSON object a line.
    Ndjson,
}

/// A report on comments: one entry for each that is wanted, then rings, then the run.
pub struct ItemReport<'a> {
    out: Box<dyn Write + 'a>,
    form: ItemForm,
    only: Vec<ItemWord>,
    rings: Vec<RingLine>,
}

impl std::fmt::Debug for ItemReport<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("ItemReport").field("form", &self.form).finish_non_exhaustive()
    }
}

impl<'a> ItemReport<'a> {
    /// A report that shows comments of these verdicts only; of all, if none is given.
    pub fn new(form: ItemForm, only: Vec<ItemWord>, out: Box<dyn Write + 'a>) -> Self {
        ItemReport { out, form, only, rings: Vec::new() }
    }

    /// Whether comments of this verdict are shown.
    pub fn wants(&self, word: ItemWord) -> bool {
        self.only.is_empty() || self.only.contains(&word)
    }

    /// Takes the next comment.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn item(&mut self, item: &ItemLine) -> io::Result<()> {
        match self.form {
            ItemForm::Text => write_item(item, &mut self.out),
            ItemForm::Ndjson => self.line(&Line::Item(Box::new(Cow::Borrowed(item)))),
        }
    }

    /// Takes the next ring or lead.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn ring(&mut self, ring: RingLine) -> io::Result<()> {
        match self.form {
            ItemForm::Text => {
                self.rings.push(ring);
                Ok(())
            }
            ItemForm::Ndjson => self.line(&Line::Ring(Cow::Owned(ring))),
        }
    }

    /// Ends the report with what the whole run did.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn finish(&mut self, run: &RunLine) -> io::Result<()> {
        match self.form {
            ItemForm::Text => write_end(&self.rings, run, &mut self.out),
            ItemForm::Ndjson => {
                self.line(&Line::Run(Cow::Borrowed(run)))?;
                self.out.flush()
            }
        }
    }

    fn line(&mut self, line: &Line<'_>) -> io::Result<()> {
        write_json(&mut self.out, line)?;
        self.out.write_all(b"\n")
    }
}
