//! The report for a person at a terminal: a page an account, 80 columns wide.

mod checks;
mod evidence;
mod findings;
mod header;
mod intake;
mod items;
mod page;
mod punch_card;
mod ring_list;
mod rings;
mod run;
mod score;
mod sheet;
mod style;
mod table;

#[cfg(test)]
mod tests;

pub(super) use intake::write_intake;
pub(super) use items::{write_end, write_item};
pub(super) use page::page_of;
pub use ring_list::write_rings;
pub(super) use sheet::fit;

use std::io::{self, Write};

use self::sheet::Sheet;
use self::table::Table;
use super::number::count;
use super::{AccountLine, Report, RingLine, RunLine};
use crate::score::Word;

/// Pages that a report prints unless told otherwise.
const PAGES: usize = 20;
/// Lines of the table of accounts with something to say that got no page, and of the table of all others.
const MORE: usize = 1000;
const QUIET: usize = 200;
/// Rings that are printed.
const RINGS: usize = 50;

/// Writes pages of styled text. Accounts of which there is something to say get a page while there are pages left; the others
/// get a line in a table at the end. An account that is alone gets its page in any case.
#[derive(Debug)]
pub struct Text<W> {
    out: W,
    pages: usize,
    accounts: u64,
    printed: usize,
    first: Option<Box<AccountLine>>,
    more: Table,
    quiet: Table,
    rings: Sheet,
    ring_count: usize,
}

impl<W: Write> Text<W> {
    /// A report of the usual number of pages.
    pub fn new(out: W) -> Self {
        Text {
            out,
            pages: PAGES,
            accounts: 0,
            printed: 0,
            first: None,
            more: Table::new(MORE),
            quiet: Table::new(QUIET),
            rings: Sheet::default(),
            ring_count: 0,
        }
    }

    /// The same report with at most so many pages.
    pub fn with_pages(mut self, pages: usize) -> Self {
        self.pages = pages;
        self
    }

    fn page(&mut self, verdict: &AccountLine) -> io::Result<()> {
        if self.printed > 0 {
            self.out.write_all(b"\n\n")?;
        }
        self.printed += 1;
        self.out.write_all(page(verdict).as_bytes())
    }
}

impl<W: Write> Report for Text<W> {
    fn account(&mut self, verdict: &AccountLine) -> io::Result<()> {
        self.accounts += 1;
        if matches!(verdict.verdict, Word::Clear | Word::Insufficient) {
            self.first = (self.accounts == 1).then(|| Box::new(verdict.clone()));
            self.quiet.add(verdict);
        } else {
            self.first = None;
            if self.printed < self.pages {
                return self.page(verdict);
            }
            self.more.add(verdict);
        }
        Ok(())
    }

    fn ring(&mut self, ring: &RingLine) -> io::Result<()> {
        if self.ring_count == 0 {
            rings::write_head(&mut self.rings);
        }
        self.ring_count += 1;
        if self.ring_count <= RINGS {
            rings::write(&mut self.rings, ring);
        }
        Ok(())
    }

    fn finish(&mut self, run: &RunLine) -> io::Result<()> {
        let mut sheet = Sheet::default();
        match self.first.take() {
            Some(only) => self.page(&only)?,
            None => {
                self.more.write(&mut sheet, "MORE ACCOUNTS WITH FINDINGS");
                self.quiet.write(&mut sheet, "ACCOUNTS WITHOUT A PAGE");
            }
        }
        if self.ring_count > RINGS {
            self.rings.blank();
            self.rings.paragraph(2, &format!("and {} more", count((self.ring_count - RINGS) as u64)));
        }
        sheet.append(std::mem::take(&mut self.rings));
        run::write(&mut sheet, run);
        if self.printed > 0 {
            run::write_arithmetic(&mut sheet);
            run::write_gauge(&mut sheet);
        }
        self.out.write_all(sheet.into_text().as_bytes())?;
        self.out.flush()
    }
}

/// The page of one account.
fn page(verdict: &AccountLine) -> String {
    let mut sheet = Sheet::default();
    header::write(&mut sheet, verdict);
    if !verdict.findings.is_empty() || !verdict.scores.is_empty() {
        score::write(&mut sheet, verdict);
    }
    if [&verdict.automation, &verdict.gaming].iter().any(|axis| !axis.bill.is_empty()) {
        evidence::write(&mut sheet, verdict);
    }
    if !verdict.findings.is_empty() {
        findings::write(&mut sheet, verdict);
    }
    if !verdict.in_favour.is_empty() {
        findings::write_in_favour(&mut sheet, verdict);
    }
    punch_card::write(&mut sheet, verdict);
    checks::write(&mut sheet, verdict);
    sheet.into_text()
}
