//! A page of words and tables on a sheet of 80 columns.

use super::run;
use super::sheet::{COLUMNS, Cell, Sheet, cell, wrap};
use super::style;
use crate::report::page::{Block, Fact, Item, Page, Table};
use crate::report::words::{NO_DECISION, NOT_USED};

/// Where tables and paragraphs start, and what stands between columns.
const INDENT: usize = 2;
const GAP: usize = 2;
/// Where the values of facts start, and where what belongs to an item does.
const VALUES: usize = 15;
const ITEM: usize = 5;

/// Sets a page.
pub(in crate::report) fn page_of(page: &Page<'_>) -> String {
    let mut sheet = Sheet::default();
    sheet.rule("━");
    sheet.wrapped(0, &page.title, style::STRONG);
    sheet.rule("━");
    for (index, block) in page.blocks.iter().enumerate() {
        match block {
            Block::Heading(title) => sheet.heading(&title.to_uppercase(), ""),
            Block::Words(text) => {
                if index > 0 && matches!(page.blocks[index - 1], Block::Table(_)) {
                    sheet.blank();
                }
                sheet.paragraph(INDENT, text);
            }
            Block::Table(table) => write_table(&mut sheet, table),
            Block::Facts(facts) => write_facts(&mut sheet, INDENT, VALUES, facts),
            Block::Item(item) => write_item(&mut sheet, item),
            Block::File(file) => file.lines().for_each(|line| sheet.verbatim(line)),
        }
    }
    if !page.runs.is_empty() {
        page.runs.iter().for_each(|run| run::write(&mut sheet, run));
        run::write_arithmetic(&mut sheet);
        sheet.heading("NOTICE", "");
        [NO_DECISION, NOT_USED].iter().for_each(|words| sheet.paragraph(INDENT, words));
    }
    sheet.into_text()
}

fn write_facts(sheet: &mut Sheet, indent: usize, values: usize, facts: &[Fact]) {
    facts.iter().for_each(|(label, text)| sheet.labelled(indent, label, values, text));
}

fn write_item(sheet: &mut Sheet, item: &Item) {
    sheet.apart(INDENT, cell(&item.title).styled(style::STRONG), cell(&item.note).styled(style::TAKEN));
    sheet.paragraph(ITEM, &item.words);
    write_facts(sheet, ITEM, ITEM + VALUES + 5, &item.facts);
}

fn write_table(sheet: &mut Sheet, table: &Table) {
    if table.columns.iter().any(|column| !column.head.is_empty()) {
        let heads: Vec<String> = table.columns.iter().map(|column| column.head.clone()).collect();
        write_row(sheet, table, &heads, style::FAINT);
    }
    for row in &table.rows {
        write_row(sheet, table, &row.cells, if row.strong { style::STRONG } else { style::PLAIN });
    }
}

/// One row; cells that are too long for their column go on below.
fn write_row(sheet: &mut Sheet, table: &Table, cells: &[String], look: anstyle::Style) {
    let lines: Vec<Vec<String>> = table.columns.iter().zip(cells).map(|(column, text)| wrap(text, column.width)).collect();
    debug_assert!(INDENT + table.columns.iter().map(|column| column.width + GAP).sum::<usize>() <= COLUMNS + GAP);
    for row in 0..lines.iter().map(Vec::len).max().unwrap_or(0) {
        let mut line: Vec<Cell> = vec![cell(" ".repeat(INDENT))];
        for (index, (column, lines)) in table.columns.iter().zip(&lines).enumerate() {
            if index > 0 {
                line.push(cell(" ".repeat(GAP)));
            }
            let text = cell(lines.get(row).map_or("", String::as_str)).styled(look);
            line.push(if column.number { text.right(column.width) } else { text.left(column.width) });
        }
        sheet.row(line);
    }
}
