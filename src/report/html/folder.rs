//! The report as a folder for a browser: an index, and a file for every account, however many there are.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use maud::{Markup, html};

use super::account::{self, Place};
use super::index::{self, Row};
use super::rings::Rings;
use super::{frame, run, shown};
use crate::report::words::{NO_DECISION, NOT_USED};
use crate::report::{AccountLine, Report, RingLine, RunLine};

/// Accounts in the index; the others have their pages all the same.
const ROWS: usize = 50_000;

/// Writes the page of each account as it comes, and the index when the run is done.
#[derive(Debug)]
pub struct HtmlFolder {
    folder: PathBuf,
    total: u64,
    rows: Vec<Row>,
    rings: Rings,
}

impl HtmlFolder {
    /// A report in this folder, which is made if it is not there.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn new(folder: &Path) -> io::Result<HtmlFolder> {
        fs::create_dir_all(folder.join("accounts"))?;
        Ok(HtmlFolder { folder: folder.to_owned(), total: 0, rows: Vec::new(), rings: Rings::default() })
    }

    fn write(&self, file: &str, page: Markup) -> io::Result<()> {
        let mut out = BufWriter::new(File::create(self.folder.join(file))?);
        out.write_all(page.into_string().as_bytes())?;
        out.write_all(b"\n")?;
        out.flush()
    }
}

impl Report for HtmlFolder {
    fn account(&mut self, account: &AccountLine) -> io::Result<()> {
        self.total += 1;
        // Names of accounts can be anything; numbers make harmless names of files.
        let file = format!("accounts/{}.html", self.total);
        let content = html! {
            main id="content" { (account::page(account, 1, Place::File)) }
            footer aria-label="About this report" {
                p { (NO_DECISION) } p { (NOT_USED) }
                p { "The data, the method and all hashes: " a href="../index.html#data" { "the report that this page belongs to" } "." }
            }
        };
        self.write(&file, frame::page(&format!("Score audit of {}", shown(&account.account)), "alone", &content))?;
        if self.rows.len() < ROWS {
            self.rows.push(Row::new(account, Some(file)));
        }
        Ok(())
    }

    fn ring(&mut self, ring: &RingLine) -> io::Result<()> {
        self.rings.add(ring);
        Ok(())
    }

    fn finish(&mut self, run: &RunLine) -> io::Result<()> {
        let index = index::page(&self.rows, self.total - self.rows.len() as u64, run, &self.rings.draw());
        let content = html! { main id="content" { (index) } (run::footer(&[run])) };
        self.write("index.html", frame::page("Score audit", "many", &content))
    }
}
