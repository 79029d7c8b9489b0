//! A sheet of 80 columns. Whatever is put on it is made visible and kept within its width here, once for all sections.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::style;
use crate::report::escape::visible;

/// The width of a report.
pub(super) const COLUMNS: usize = 80;

/// A piece of a line: harmless text, and a style that never carries meaning alone.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    text: String,
    style: Style,
}

/// A plain cell.
pub(super) fn cell(text: impl AsRef<str>) -> Cell {
    Cell { text: visible(text.as_ref()).into_owned(), style: Style::new() }
}

impl Cell {
    pub(super) fn styled(mut self, style: Style) -> Cell {
        self.style = style;
        self
    }

    /// Exactly so many columns, flush left; what is longer ends in `…`.
    pub(super) fn left(mut self, columns: usize) -> Cell {
        self.text = fit(&self.text, columns);
        self.text.push_str(&" ".repeat(columns.saturating_sub(width(&self.text))));
        self
    }

    /// Exactly so many columns, flush right.
    pub(super) fn right(mut self, columns: usize) -> Cell {
        self.text = fit(&self.text, columns);
        self.text.insert_str(0, &" ".repeat(columns.saturating_sub(width(&self.text))));
        self
    }

    pub(super) fn width(&self) -> usize {
        width(&self.text)
    }
}

/// Text that grows downwards.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    text: String,
}

impl Sheet {
    pub(super) fn into_text(self) -> String {
        self.text
    }

    pub(super) fn append(&mut self, other: Sheet) {
        self.text.push_str(&other.text);
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// One line; whatever goes beyond the last column is cut.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let mut left = COLUMNS;
        let mut blanks = 0;
        for cell in cells {
            let text = fit(&cell.text, left);
            left -= width(&text).min(left);
            // Blanks stand outside the styles, and those at the end of a line are left out.
            let words = text.trim_matches(' ');
            if words.is_empty() {
                blanks += text.len();
                continue;
            }
            let before = text.len() - text.trim_start_matches(' ').len();
            self.text.push_str(&" ".repeat(blanks + before));
            blanks = text.len() - before - words.len();
            self.text.push_str(&format!("{style}{words}{style:#}", style = cell.style));
        }
        self.text.push('\n');
    }

    /// One line, or two where both parts do not fit: `start` flush left after the indent, `end` flush right.
    pub(super) fn apart(&mut self, indent: usize, start: Cell, end: Cell) {
        if indent + start.width() + 2 + end.width() <= COLUMNS {
            let gap = COLUMNS - indent - end.width();
            self.row([cell(" ".repeat(indent)), start.left(gap), end]);
        } else {
            let (style, end_style) = (start.style, end.style);
            self.wrapped(indent, &start.text, style);
            self.wrapped(indent, &end.text, end_style);
        }
    }

    /// A line that is to be copied out: it is made visible, and neither cut nor set anew.
    pub(super) fn verbatim(&mut self, line: &str) {
        self.text.push_str(&visible(line));
        self.text.push('\n');
    }

    /// A line across the sheet.
    pub(super) fn rule(&mut self, stroke: &str) {
        self.row([cell(stroke.repeat(COLUMNS)).styled(style::FAINT)]);
    }

    /// The head of a section, with a note flush right.
    pub(super) fn heading(&mut self, title: &str, note: &str) {
        self.blank();
        self.apart(0, cell(title).styled(style::HEADING), cell(note).styled(style::FAINT));
    }

    /// Running text.
    pub(super) fn paragraph(&mut self, indent: usize, text: &str) {
        self.wrapped(indent, text, Style::new());
    }

    /// Running text in a style.
    pub(super) fn wrapped(&mut self, indent: usize, text: &str, style: Style) {
        for line in wrap(text, COLUMNS - indent) {
            self.row([cell(" ".repeat(indent)), cell(line).styled(style)]);
        }
    }

    /// Running text that hangs from a label; the text starts at column `at`.
    pub(super) fn labelled(&mut self, indent: usize, label: &str, at: usize, text: &str) {
        let mut label = cell(label).left(at - indent).styled(style::FAINT);
        for line in wrap(text, COLUMNS - at) {
            self.row([cell(" ".repeat(indent)), label, cell(line)]);
            label = cell(" ".repeat(at - indent));
        }
    }
}

/// How many columns harmless text takes.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Text of at most so many columns; what is longer ends in `…`.
pub(in crate::report) fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = head(text, columns.saturating_sub(1)).to_owned();
    kept.push_str(if columns > 0 { "…" } else { "" });
    kept
}

/// Words set into lines of at most so many columns. Words that are longer are broken, and nothing is lost.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let word = visible(word);
        let mut rest: &str = &word;
        if !line.is_empty() && width(&line) + 1 + width(rest) > columns {
            lines.push(std::mem::take(&mut line));
        }
        while width(rest) > columns {
            let start = head(rest, columns);
            // A character wider than the line itself still has to go somewhere.
            let length = if start.is_empty() { rest.chars().next().map_or(rest.len(), char::len_utf8) } else { start.len() };
            lines.push(rest[..length].to_owned());
            rest = &rest[length..];
        }
        if !line.is_empty() && !rest.is_empty() {
            line.push(' ');
        }
        line.push_str(rest);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The longest start of the text that takes at most so many columns.
fn head(text: &str, columns: usize) -> &str {
    let mut end = 0;
    for (at, character) in text.char_indices() {
        let next = at + character.len_utf8();
        if width(&text[..next]) > columns {
            break;
        }
        end = next;
        // Marks of no width can follow without end; a line holds a few of each.
        if next > columns * 16 {
            break;
        }
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_set_into_lines() {
        assert_eq!(wrap("one two  three\nfour", 9), ["one two", "three", "four"]);
        assert_eq!(wrap("abcdefgh i", 3), ["abc", "def", "gh", "i"]);
        assert_eq!(fit("日本語です", 6), "日本…");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_sheet(text in any::<String>(), columns in 4usize..80) {
            for line in wrap(&text, columns) {
                prop_assert!(width(&line) <= columns);
            }
            prop_assert_eq!(width(&cell(&text).left(columns).text), columns);
            let mut sheet = Sheet::default();
            sheet.apart(3, cell(&text), cell(&text));
            sheet.row([cell(&text), cell(&text)]);
            sheet.labelled(2, &text, 14, &text);
            for line in sheet.into_text().lines() {
                prop_assert!(width(&anstream::adapter::strip_str(line).to_string()) <= COLUMNS);
            }
        }
    }
}
