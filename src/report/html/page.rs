//! A page of words and tables for a browser.

use maud::{Markup, html};

use super::{frame, run, shown};
use crate::report::page::{Block, Fact, Page, Table};

/// Sets a page.
pub(in crate::report) fn page_of(page: &Page<'_>) -> String {
    let content = html! {
        main id="content" {
            h1 { (shown(&page.title)) }
            @for block in &page.blocks {
                @match block {
                    Block::Heading(title) => h2 { (shown(title)) },
                    Block::Words(text) => p { (shown(text)) },
                    Block::Table(table) => (draw(table)),
                    Block::Facts(list) => (facts(list)),
                    Block::Item(item) => {
                        div.finding {
                            h3 { (shown(&item.title)) " " span.takes { (shown(&item.note)) } }
                            p.says { (shown(&item.words)) }
                            (facts(&item.facts))
                        }
                    },
                    Block::File(file) => pre.form { @for line in file.lines() { (shown(line)) "\n" } },
                }
            }
        }
        @if !page.runs.is_empty() { (run::footer(&page.runs)) }
    };
    let mut text = frame::page(&shown(&page.title), "alone", &content).into_string();
    text.push('\n');
    text
}

fn facts(facts: &[Fact]) -> Markup {
    html! { dl { @for (label, text) in facts { dt { (label) } dd { (shown(text)) } } } }
}

fn draw(table: &Table) -> Markup {
    let class = |column: usize| table.columns.get(column).is_some_and(|column| column.number).then_some("number");
    html! {
        div.scroll { table {
            caption { (shown(&table.caption)) }
            thead { tr {
                @for column in &table.columns {
                    @if column.head.is_empty() { td {} } @else { th scope="col" { (shown(&column.head)) } }
                }
            } }
            tbody {
                @for row in &table.rows {
                    tr {
                        @for (column, cell) in row.cells.iter().enumerate() {
                            @let words = html! { @if row.strong { strong { (shown(cell)) } } @else { (shown(cell)) } };
                            @if column == 0 && !cell.is_empty() { th scope="row" { (words) } } @else { td class=[class(column)] { (words) } }
                        }
                    }
                }
            }
        } }
    }
}
