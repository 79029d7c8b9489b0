//! A page of words and tables in Markdown.

use std::fmt::Write as _;

use super::{write_end, write_run};
use crate::report::escape::{for_markdown, visible};
use crate::report::page::{Block, Fact, Item, Page, Table};

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
            Block::Facts(facts) => write_facts(&mut out, facts),
            Block::Item(Item { title, note, words, facts }) => {
                let [title, note, words] = [title, note, words].map(|text| for_markdown(text));
                let _ = writeln!(out, "\n**{title}** ({note}): {words}");
                write_facts(&mut out, facts);
            }
            // Four blanks make code of a line, whatever it holds.
            Block::File(file) => {
                out.push('\n');
                file.lines().for_each(|line| {
                    let _ = writeln!(out, "    {}", visible(line));
                });
            }
        }
    }
    if !page.runs.is_empty() {
        page.runs.iter().for_each(|run| write_run(&mut out, run));
        write_end(&mut out);
    }
    out
}

fn write_facts(out: &mut String, facts: &[Fact]) {
    out.push('\n');
    for (label, text) in facts {
        let _ = writeln!(out, "- {label}: {}", for_markdown(text));
    }
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
