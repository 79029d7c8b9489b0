//! The first page of many accounts: how they are spread, and a table in which each is one click away.

use maud::{Markup, html};

use super::{charts, shown};
use crate::report::number::{count, fixed};
use crate::report::words::{counted, plain};
use crate::report::{AccountLine, RunLine};
use crate::score::Word;

/// A line of the index.
#[derive(Debug)]
pub(super) struct Row {
    account: String,
    word: Word,
    fineness: u32,
    /// The first score's name, claimed and adjusted value, and decimals.
    score: Option<(String, f64, f64, u32)>,
    events: usize,
    /// Where its page is, if it has one.
    page: Option<String>,
}

impl Row {
    pub(super) fn new(account: &AccountLine, page: Option<String>) -> Row {
        let score = account.scores.first().map(|score| (score.metric.clone(), score.claimed, score.adjusted, score.decimals));
        Row {
            account: account.account.clone(),
            word: account.verdict,
            fineness: account.fineness,
            score,
            events: account.events,
            page,
        }
    }
}

pub(super) fn page(rows: &[Row], beyond: u64, run: &RunLine, rings: &Markup) -> Markup {
    let without = rows.iter().filter(|row| row.page.is_none()).count() as u64;
    html! {
        section.index id="index" aria-labelledby="index-title" {
            h1 id="index-title" { "Score audit of " (count(run.accounts)) " accounts" }
            p {
                @for (index, (word, &accounts)) in run.verdicts.iter().enumerate() {
                    @if index > 0 { ", " } (plain(*word)) " " (count(accounts))
                }
                "."
            }
            @if let Some(chart) = charts::distribution(run) { (chart) }
            p hidden { label { "Show only what holds " input.filter type="search" autocomplete="off"; } }
            div.scroll { table.sortable {
                caption { "The accounts; a name that is a link leads to its page" }
                thead { tr { @for head in ["account", "verdict", "fineness ‰", "score", "claimed", "adjusted", "events"] { th scope="col" { (head) } } } }
                tbody { @for row in rows { (line(row)) } }
            } }
            @if beyond > 0 { p { "and " (count(beyond)) " more; the formats csv, json and ndjson hold every account" } }
            @if without > 0 {
                p { (counted(without, "account")) " without a page here; " code { "--format html --output FOLDER/" } " writes one for each" }
            }
            (rings)
        }
    }
}

fn line(row: &Row) -> Markup {
    let score = row.score.as_ref();
    html! {
        tr {
            th scope="row" {
                @if let Some(page) = &row.page { a href=(page) { (shown(&row.account)) } } @else { (shown(&row.account)) }
            }
            td { (plain(row.word)) }
            td.number data-key=(row.fineness) { (row.fineness) }
            td { @if let Some((metric, ..)) = score { (shown(metric)) } }
            @match score {
                Some(&(_, claimed, adjusted, decimals)) => {
                    td.number data-key=(claimed) { (fixed(claimed, decimals)) }
                    td.number data-key=(adjusted) { (fixed(adjusted, decimals)) }
                }
                None => { td data-key="" {} td data-key="" {} }
            }
            td.number data-key=(row.events) { (count(row.events as u64)) }
        }
    }
}
