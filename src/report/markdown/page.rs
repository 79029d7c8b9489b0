//! A page of words and tables in Markdown.

use std::fmt::Write as _;

use super::{write_end, write_run};
use crate::report::escape::for_markdown;
use crate::report::page::{Block, Page, Table};

/// Sets a page.
pub(in crate::report) fn page_of(page: &Page<'_>) -> String {
    let mut out = format!("# {}\n", for_markdown(&page.title));
    for block in &page.blocks {
        match block {
            Block::Heading(title) => {
                let _ = writeln!(out, "\n## {}", for_markdown(title));
            }
            // Nothing may stand in front of the words that would make them a list or a heading.
            Block::Words(text) => {
                let _ = writeln!(out, "\n{}", for_markdown(text));
            }
            Block::Table(table) => write_table(&mut out, table),
        }
    }
    page.runs.iter().for_each(|run| write_run(&mut out, run));
    write_end(&mut out);
    out
}

fn write_table(out: &mut String, table: &Table) {
    let row =
        |cells: &mut dyn Iterator<Item = String>| format!("|{}\n", cells.map(|cell| format!(" {cell} |")).collect::<String>());
    let heads = row(&mut table.columns.iter().map(|column| for_markdown(&column.head)));
    let marks = row(&mut table.columns.iter().map(|column| if column.number { "---:" } else { "---" }.to_owned()));
    let _ = write!(out, "\n{heads}{marks}");
    for line in &table.rows {
        let shown = |cell: &String| match for_markdown(cell) {
            shown if line.strong && !shown.trim().is_empty() => format!("**{}**", shown.trim()),
            shown => shown,
        };
        out.push_str(&row(&mut line.cells.iter().map(shown)));
    }
}
