//! The rows of `INSERT` statements for a table of comments, in a dump of a MySQL or MariaDB database.
//!
//! Statements for other tables are passed over. The statement's own words are the head that its rows stand behind: they name the
//! columns.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3};

use super::{Flaw, Step};

/// How many bytes show what a statement is.
const START: usize = 256;

pub(super) fn step(bytes: &[u8], at_end: bool) -> Step {
    let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b',' | b';' | 0)).count();
    if blank > 0 {
        return Step::Blank { next: blank };
    }
    match bytes.first() {
        None if at_end => return Step::End,
        None => return Step::More,
        Some(b'(') => {
            return match row_end(bytes) {
                Some(end) => Step::Record { start: 0, end, next: end },
                None if at_end => Step::Broken {
                    next: bytes.len(),
                    flaw: Flaw { code: "IN-SQL", message: "the dump ends within a row".into(), skipped: true },
                },
                None => Step::More,
            };
        }
        _ => {}
    }
    if bytes.len() < START && !at_end {
        return Step::More;
    }
    let line = bytes.starts_with(b"--") || bytes.starts_with(b"#");
    if !line && is_insert(bytes) {
        return match values(bytes) {
            Some(end) => Step::Head { start: 0, end, next: end, record: false },
            None if at_end => Step::Blank { next: bytes.len() },
            None => Step::More,
        };
    }
    let end = if line { memchr(b'\n', bytes).map(|end| end + 1) } else { statement_end(bytes) };
    match end {
        Some(next) => Step::Blank { next },
        // What is passed over need not fit into memory: a line or a piece of a string is passed over like the whole.
        None if at_end => Step::Blank { next: bytes.len() },
        None => Step::More,
    }
}

/// Where an overlong row or statement ends.
pub(super) fn resync(bytes: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, b"),(").map(|at| at + 2).or_else(|| memchr::memmem::find(bytes, b";\n").map(|at| at + 2))
}

/// Whether the text starts with a statement that a dump could start with, for a table of comments.
pub(crate) fn is_statement(bytes: &[u8]) -> bool {
    is_insert(bytes) || word(bytes, "create table").is_some_and(|rest| table(rest).is_some_and(|(name, _)| is_comments(name)))
}

fn is_insert(bytes: &[u8]) -> bool {
    let rest = word(bytes, "insert into").or_else(|| word(bytes, "insert ignore into")).or_else(|| word(bytes, "replace into"));
    rest.is_some_and(|rest| table(rest).is_some_and(|(name, _)| is_comments(name)))
}

fn is_comments(table: &[u8]) -> bool {
    table.len() >= 8 && table[table.len() - 8..].eq_ignore_ascii_case(b"comments")
}

fn word<'b>(bytes: &'b [u8], words: &str) -> Option<&'b [u8]> {
    let (start, rest) = bytes.split_at_checked(words.len())?;
    start.eq_ignore_ascii_case(words.as_bytes()).then_some(rest)
}

/// The name of a table, without its database and quotes, and what follows.
fn table(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = bytes.trim_ascii_start();
    let end = rest.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'(')?;
    let name = rest[..end].rsplit(|byte| *byte == b'.').next()?;
    let name = name.strip_prefix(b"`").unwrap_or(name);
    Some((name.strip_suffix(b"`").unwrap_or(name), &rest[end..]))
}

/// Where the rows of an `INSERT` start.
fn values(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b'v' | b'V' if depth == 0 && word(&bytes[at..], "values").is_some() => return Some(at + 6),
            b';' => return Some(at),
            _ => {}
        }
    }
    None
}

/// The columns that an `INSERT` names; none if it names none.
pub(crate) fn columns(statement: &str) -> Vec<String> {
    let Some((_, list)) = statement.split_once('(') else { return Vec::new() };
    let list = list.rsplit_once(')').map_or(list, |(list, _)| list);
    list.split(',').map(|name| name.trim().trim_matches('`').to_owned()).collect()
}

fn row_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr2(b'\'', b')', &bytes[at..])?;
        if bytes[at] == b')' {
            return Some(at + 1);
        }
        at = string_end(bytes, at)?;
    }
}

/// The byte behind a quoted string that starts there.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += memchr2(b'\'', b'\\', bytes.get(at..)?)?;
        match (bytes[at], bytes.get(at + 1)?) {
            (b'\\', _) | (b'\'', b'\'') => at += 2,
            _ => return Some(at + 1),
        }
    }
}

fn statement_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr3(b'\'', b'"', b';', &bytes[at..])?;
        match bytes[at] {
            b';' => return Some(at + 1),
            b'\'' => at = string_end(bytes, at)?,
            _ => at += 1,
        }
    }
}

/// The values of a row; NULL is none.
pub(crate) fn fields(row: &str) -> impl Iterator<Item = Option<Cow<'_, str>>> {
    let mut rest = row.strip_prefix('(').map(|row| row.strip_suffix(')').unwrap_or(row));
    std::iter::from_fn(move || {
        let text = rest?.trim_start();
        let bytes = text.as_bytes();
        let (value, end) = if bytes.first() == Some(&b'\'') {
            let padded = string_end(bytes, 0).unwrap_or(bytes.len());
            // A string at the very end of the row has no byte behind it to look at.
            let end = if bytes.get(padded - 1) == Some(&b'\'') && padded > 1 { padded } else { bytes.len() };
            (Some(unescaped(text[1..end].strip_suffix('\'').unwrap_or(&text[1..end]))), end)
        } else {
            let end = memchr(b',', bytes).unwrap_or(bytes.len());
            let word = text[..end].trim();
            ((!word.eq_ignore_ascii_case("null")).then_some(Cow::Borrowed(word)), end)
        };
        let comma = memchr(b',', &bytes[end..]).map(|comma| end + comma + 1);
        rest = comma.map(|next| &text[next..]);
        Some(value)
    })
}

/// The text of a MySQL string without its escapes.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['\\', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('t') => out.push('\t'),
                Some('0') => out.push('\0'),
                Some('Z') => out.push('\u{1a}'),
                Some(other) => out.push(other),
                None => {}
            },
            '\'' => {
                out.push('\'');
                letters.next();
            }
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Cut, tests::cut};
    use super::*;

    #[test]
    fn rows_of_the_comments_are_found_among_other_tables() {
        let dump = "-- dump of 'it'\n/*!40101 SET x='a;b' */;\nCREATE TABLE `wp_comments` (\n a int\n);\n\
            INSERT INTO `wp_posts` VALUES (1,'a; \\'b');\nINSERT INTO `wp_comments` (`a`, `b`) VALUES (1,'x),(y'),\n(2,NULL);\n\
            INSERT INTO blog.wp_comments VALUES (3,'z''s');\nINSERT INTO `wp_commentmeta` VALUES (1);";
        let (records, flaws) = cut(dump.as_bytes(), Cut::SqlRows, 7, 1_000);
        assert_eq!(records.iter().map(|record| record.2.as_str()).collect::<Vec<_>>(), ["(1,'x),(y')", "(2,NULL)", "(3,'z''s')"]);
        assert_eq!(flaws, []);
        assert_eq!(columns("INSERT INTO `wp_comments` (`a`, `b`) VALUES"), ["a", "b"]);
        assert_eq!(columns("INSERT INTO `wp_comments` VALUES"), [""; 0]);
        assert!(is_statement(b"CREATE TABLE `x_comments` (") && !is_statement(b"CREATE TABLE `x_posts` ("));
    }

    #[test]
    fn values_are_unescaped() {
        let values: Vec<_> = fields(r"(1, 'a\'b''c\n', NULL ,'', -2.5,'d\\')").map(|value| value.map(Cow::into_owned)).collect();
        let expected = [Some("1"), Some("a'b'c\n"), None, Some(""), Some("-2.5"), Some("d\\")];
        assert_eq!(values, expected.map(|value| value.map(str::to_owned)));
    }

    proptest! {
        #[test]
        fn garbage_never_panics(text in "(\\(|\\)|'|\\\\|,|;|\n|é|insert into comments |values|--){0,30}") {
            let _ = cut(text.as_bytes(), Cut::SqlRows, 3, 50);
            let _ = fields(&text).count();
            let _ = columns(&text);
        }
    }
}
