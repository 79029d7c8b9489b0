//! The report as one page for a browser: it loads nothing, works without scripts, prints, and can be read by a screen reader.

mod account;
mod bill;
mod charts;
mod findings;
mod folder;
mod frame;
mod index;
mod page;
mod rings;
mod run;
mod svg;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::io::{self, Write};

use maud::{Markup, html};

pub use self::folder::HtmlFolder;

use self::account::Place;
use self::index::Row;
pub(super) use self::page::page_of;
use self::rings::Rings;
use super::escape::visible;
use super::{AccountLine, Report, RingLine, RunLine};

/// Accounts with findings, and others, that get a page; accounts in the index.
const PAGES: usize = 200;
const QUIET_PAGES: usize = 20;
const ROWS: usize = 5_000;

/// Writes one page when the run is done. What it keeps until then is bounded.
pub(super) struct Html<W> {
    out: W,
    total: u64,
    pages: Vec<Markup>,
    quiet: usize,
    rows: Vec<Row>,
    only: Option<Box<AccountLine>>,
    rings: Rings,
}

impl<W: Write> Html<W> {
    pub(super) fn new(out: W) -> Self {
        Html { out, total: 0, pages: Vec::new(), quiet: 0, rows: Vec::new(), only: None, rings: Rings::default() }
    }
}

impl<W: Write> Report for Html<W> {
    fn account(&mut self, account: &AccountLine) -> io::Result<()> {
        self.total += 1;
        self.only = (self.total == 1).then(|| Box::new(account.clone()));
        let quiet = account.findings.is_empty();
        let room = if quiet { self.quiet < QUIET_PAGES } else { self.pages.len() < PAGES + self.quiet };
        let page = room.then_some(self.pages.len() + 1);
        if let Some(number) = page {
            self.quiet += usize::from(quiet);
            self.pages.push(account::page(account, number, Place::Among));
        }
        if self.rows.len() < ROWS {
            self.rows.push(Row::new(account, page.map(|number| format!("#a{number}"))));
        }
        Ok(())
    }

    fn ring(&mut self, ring: &RingLine) -> io::Result<()> {
        self.rings.add(ring);
        Ok(())
    }

    fn finish(&mut self, run: &RunLine) -> io::Result<()> {
        let rings = self.rings.draw();
        let page = match &self.only {
            Some(only) => {
                let title = format!("Score audit of {}", shown(&only.account));
                let content = html! { main id="content" { (account::page(only, 1, Place::Alone)) (rings) } (run::footer(&[run])) };
                frame::page(&title, "alone", &content)
            }
            None => {
                let index = index::page(&self.rows, self.total - self.rows.len() as u64, run, &rings);
                let content = html! {
                    main id="content" { (index) @for page in &self.pages { (page) } }
                    (run::footer(&[run]))
                };
                frame::page("Score audit", "many", &content)
            }
        };
        self.out.write_all(page.into_string().as_bytes())?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }
}

/// Text from an input as it may stand on a page; the templates escape what means something in HTML.
fn shown(text: &str) -> Cow<'_, str> {
    visible(text)
}

/// A name as part of an id: letters and digits stay, everything else is its code.
fn anchor(name: &str) -> String {
    name.chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_string() } else { format!("_{:x}", u32::from(letter)) })
        .collect()
}
