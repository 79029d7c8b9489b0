//! Accounts that get a line instead of a page.

use super::sheet::{Cell, Sheet, cell};
use super::style;
use crate::report::AccountLine;
use crate::report::number::count;
use crate::report::words::{before_and_after, plain};
use crate::score::Word;

/// A bounded list of accounts; what is beyond it is counted.
#[derive(Debug)]
pub(super) struct Table {
    rows: Vec<Row>,
    most: usize,
    beyond: u64,
}

#[derive(Debug)]
struct Row {
    account: String,
    word: Word,
    fineness: u32,
    score: String,
}

impl Table {
    pub(super) fn new(most: usize) -> Self {
        Table { rows: Vec::new(), most, beyond: 0 }
    }

    pub(super) fn add(&mut self, verdict: &AccountLine) {
        if self.rows.len() == self.most {
            self.beyond += 1;
            return;
        }
        // More of an id than fits the column is of no use here.
        let account = verdict.account.chars().take(100).collect();
        let score = verdict.scores.first().map(before_and_after).unwrap_or_default();
        self.rows.push(Row { account, word: verdict.verdict, fineness: verdict.fineness, score });
    }

    pub(super) fn write(&self, sheet: &mut Sheet, title: &str) {
        if self.rows.is_empty() {
            return;
        }
        sheet.heading(title, &count(self.rows.len() as u64 + self.beyond));
        let head = row(cell("account"), cell("verdict"), cell("fineness"), cell("score"));
        sheet.row(head.map(|cell| cell.styled(style::FAINT)));
        for line in &self.rows {
            let word = cell(plain(line.word)).styled(style::verdict(line.word));
            sheet.row(row(cell(&line.account), word, cell(format!("{} ‰", line.fineness)), cell(&line.score)));
        }
        if self.beyond > 0 {
            sheet.paragraph(2, &format!("and {} more; `--format ndjson` has a line for every account", count(self.beyond)));
        }
    }
}

/// The columns of the table; together they are as wide as the sheet.
fn row(account: Cell, word: Cell, fineness: Cell, score: Cell) -> [Cell; 6] {
    [cell("  "), account.left(24), cell(" "), word.left(19), fineness.right(8), score.right(26)]
}
