//! A page of words and tables for a browser.

use maud::{Markup, html};

use super::{frame, run, shown};
use crate::report::page::{Block, Page, Table};

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
                }
            }
        }
        (run::footer(&page.runs))
    };
    let mut text = frame::page(&shown(&page.title), "alone", &content).into_string();
    text.push('\n');
    text
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
