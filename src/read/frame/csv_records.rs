//! Rows of a table: a line end inside quotes belongs to its field.
//!
//! A quote that is never closed must not swallow the rest of the file. If the quoted reading of several lines does not come
//! out at the columns of the header, only the first line is given up, and reading goes on at the next.

use std::borrow::Cow;

use super::{Flaw, Step};

/// A quoted field longer than this is taken for a quote that was never closed.
const QUOTED: usize = 1 << 20;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// What stands between two fields.
    pub delimiter: u8,
    /// Whether a quote within quotes has a backslash before it, instead of being doubled.
    pub backslash: bool,
}

/// How many of the rows do not have the columns of the header.
pub(crate) fn broken(rows: &[u8], dialect: Dialect, columns: usize) -> usize {
    let (mut at, mut broken) = (0, 0);
    loop {
        match step(&rows[at..], true, dialect, columns) {
            Step::Record { start, end, next } => {
                let text = String::from_utf8_lossy(&rows[at + start..at + end]);
                broken += usize::from(fields(&text, dialect).count() != columns);
                at += next;
            }
            Step::Broken { next, .. } => {
                broken += 1;
                at += next;
            }
            Step::Blank { next } => at += next,
            _ => return broken,
        }
    }
}

pub(super) fn step(bytes: &[u8], at_end: bool, dialect: Dialect, columns: usize) -> Step {
    let delimiter = dialect.delimiter;
    let (line_end, after_line) = match memchr::memchr(b'\n', bytes) {
        Some(at) => (at, at + 1),
        None if !at_end => return Step::More,
        None if bytes.is_empty() => return Step::End,
        None => (bytes.len(), bytes.len()),
    };
    let line = &bytes[..line_end];
    if line.iter().all(|byte| byte.is_ascii_whitespace() && *byte != delimiter || *byte == 0) {
        return Step::Blank { next: after_line };
    }
    if memchr::memchr(b'"', line).is_none() {
        return Step::Record { start: 0, end: trimmed(line), next: after_line };
    }
    let broken =
        |message: &str| Step::Broken { next: after_line, flaw: Flaw { code: "IN-CSV", message: message.into(), skipped: true } };
    match row(bytes, at_end, dialect, columns, line_end) {
        Row::Open if at_end => broken("a quote is not closed"),
        Row::Open => Step::More,
        Row::Endless => broken("a quote is not closed within a megabyte"),
        Row::Wide => broken("a quote is not closed on this line"),
        Row::Closed { end, fields } if end > line_end && fields != columns => broken("a quote is not closed on this line"),
        Row::Closed { end, .. } => Step::Record { start: 0, end: trimmed(&bytes[..end]), next: (end + 1).min(bytes.len()) },
    }
}

enum Row {
    Closed { end: usize, fields: usize },
    Open,
    Endless,
    Wide,
}

fn row(bytes: &[u8], at_end: bool, dialect: Dialect, columns: usize, line_end: usize) -> Row {
    let Dialect { delimiter, backslash } = dialect;
    let (mut at, mut fields) = (0, 1);
    loop {
        if bytes.get(at) == Some(&b'"') {
            let opened = at;
            at = loop {
                let Some(offset) = memchr::memchr(b'"', &bytes[at + 1..]) else {
                    return if bytes.len() - opened > QUOTED { Row::Endless } else { Row::Open };
                };
                at += 1 + offset;
                match bytes.get(at + 1) {
                    _ if backslash && escaped(&bytes[opened..at]) => {}
                    Some(b'"') => at += 1,
                    None if !at_end => return Row::Open,
                    _ => break at + 1,
                }
                if at - opened > QUOTED {
                    return Row::Endless;
                }
            };
            if at - opened > QUOTED {
                return Row::Endless;
            }
        }
        match bytes[at..].iter().position(|byte| *byte == delimiter || *byte == b'\n') {
            None if at_end => return Row::Closed { end: bytes.len(), fields },
            None => return Row::Open,
            Some(offset) if bytes[at + offset] == b'\n' => return Row::Closed { end: at + offset, fields },
            Some(offset) => at += offset + 1,
        }
        fields += 1;
        // Stopping here keeps stray quotes on every line from costing the square of the file.
        if fields > columns && at > line_end {
            return Row::Wide;
        }
    }
}

/// Whether what follows these bytes has a backslash before it that counts.
fn escaped(before: &[u8]) -> bool {
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

fn trimmed(row: &[u8]) -> usize {
    row.len() - usize::from(row.last() == Some(&b'\r'))
}

/// The fields of one row, without their quotes.
pub(crate) fn fields(row: &str, dialect: Dialect) -> impl Iterator<Item = Cow<'_, str>> {
    let Dialect { delimiter, backslash } = dialect;
    let mut rest = Some(row);
    std::iter::from_fn(move || {
        let text = rest?;
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut quoted: Option<Cow<'_, str>> = None;
        if bytes.first() == Some(&b'"') {
            let close = loop {
                match memchr::memchr(b'"', &bytes[at + 1..]).map(|offset| at + 1 + offset) {
                    Some(close) if backslash && escaped(&bytes[1..close]) => at = close,
                    Some(close) if bytes.get(close + 1) == Some(&b'"') => at = close + 1,
                    close => break close,
                }
            };
            let inner = &text[1..close.unwrap_or(text.len())];
            quoted = Some(match inner.contains('"') {
                true if backslash => inner.replace("\\\"", "\"").replace("\"\"", "\"").into(),
                true => inner.replace("\"\"", "\"").into(),
                false => inner.into(),
            });
            at = close.map_or(text.len(), |close| close + 1);
        }
        let end = memchr::memchr(delimiter, &bytes[at..]).map_or(text.len(), |offset| at + offset);
        rest = text.get(end + 1..).filter(|_| end < text.len());
        Some(match quoted {
            // What stands between a closing quote and the delimiter still belongs to the field.
            Some(inner) if end > at => (inner.into_owned() + &text[at..end]).into(),
            Some(inner) => inner,
            None => text[..end].into(),
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Cut, tests::cut};
    use super::*;

    const COMMA: Dialect = Dialect { delimiter: b',', backslash: false };
    const THREE: Cut = Cut::Csv { dialect: COMMA, columns: 3 };

    #[test]
    fn a_line_end_in_quotes_belongs_to_its_field() {
        let (records, flaws) = cut(b"a,\"b\nstill b\",c\r\nd,e,\"f \"\"g\"\"\"\n", THREE, 4, 100);
        assert_eq!(records, [(1, 0, "a,\"b\nstill b\",c".into()), (2, 17, "d,e,\"f \"\"g\"\"\"".into())]);
        assert_eq!(flaws, []);
    }

    #[test]
    fn quotes_may_be_escaped_by_a_backslash() {
        let dialect = Dialect { delimiter: b',', backslash: true };
        let (records, flaws) = cut(b"a,\"b \\\"c\\\",\nd\",e\n", Cut::Csv { dialect, columns: 3 }, 4, 100);
        assert_eq!((records.len(), flaws.len()), (1, 0));
        assert_eq!(fields(&records[0].2, dialect).collect::<Vec<_>>(), ["a", "b \"c\",\nd", "e"]);
    }

    #[test]
    fn an_open_quote_costs_one_line() {
        let (records, flaws) = cut(b"a,b,\"open\nc,d,e\nf,g,h\n", THREE, 4, 1000);
        assert_eq!(records.iter().map(|record| record.2.as_str()).collect::<Vec<_>>(), ["c,d,e", "f,g,h"]);
        assert_eq!(flaws, [("IN-CSV", 1, 0)]);
        let (records, flaws) = cut(b"a,b,\"open\nc,d,e\nf,\"g\",h\n", THREE, 4, 1000);
        assert_eq!(records.iter().map(|record| record.2.as_str()).collect::<Vec<_>>(), ["c,d,e", "f,\"g\",h"]);
        assert_eq!(flaws, [("IN-CSV", 1, 0)]);
    }

    #[test]
    fn an_open_quote_in_a_large_file_is_not_searched_for_ever() {
        let text = format!("a,b,\"open\n{}", "c,d,e\n".repeat(400_000));
        let (records, flaws) = cut(text.as_bytes(), THREE, 1 << 20, 16 << 20);
        assert_eq!((records.len(), flaws.len()), (400_000, 1));
    }

    #[test]
    fn stray_quotes_on_every_line_stay_cheap() {
        let (records, flaws) = cut("b\"c,\"\n".repeat(100_000).as_bytes(), THREE, 1 << 20, 16 << 20);
        assert_eq!(records.len() + flaws.len(), 100_000);
    }

    proptest! {
        #[test]
        fn well_formed_tables_are_read_as_the_csv_crate_reads_them(rows in prop::collection::vec(prop::array::uniform3("[a-c\",\né ]{0,5}"), 1..8)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row.iter().map(|field| if field.is_empty() { "-" } else { field })).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let (records, flaws) = cut(text.as_bytes(), THREE, 16, 1 << 20);
            prop_assert!(flaws.is_empty());
            let own: Vec<Vec<String>> = records.iter().map(|record| fields(&record.2, COMMA).map(Cow::into_owned).collect()).collect();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(own, theirs);
        }

        #[test]
        fn garbage_never_panics(text in "[a\",\r\né]{0,40}") {
            let _ = (fields(&text, COMMA).count(), fields(&text, Dialect { backslash: true, ..COMMA }).count());
        }
    }
}
