//! The elements of an XML document that are records, wherever they are nested.
//!
//! Only as much is understood as telling them apart needs: tags, CDATA sections, comments, declarations. A document type
//! definition is passed over, so nothing is expanded or fetched. An element that is not closed costs itself only: the next
//! record that opens is read again.

use memchr::{memchr, memmem};

use super::{Flaw, Step};

/// Which elements of a document are records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Elements {
    /// The names of the elements that are records, with their prefixes.
    pub records: &'static [&'static str],
    /// An element that holds records, and is one as far as the first of them; empty if there is none.
    pub holder: &'static str,
}

/// The longest name of a record's element with its bracket.
pub(super) const MARK: usize = 64;

pub(super) fn step(bytes: &[u8], at_end: bool, elements: Elements) -> Step {
    match memchr(b'<', bytes) {
        None if bytes.is_empty() && at_end => return Step::End,
        None if bytes.is_empty() => return Step::More,
        None => return Step::Blank { next: bytes.len() },
        Some(0) => {}
        Some(next) => return Step::Blank { next },
    }
    if bytes.len() < MARK && !at_end {
        return Step::More;
    }
    if let Some(end) = passage(bytes) {
        return match end {
            Some(next) => Step::Blank { next },
            None if at_end => Step::Blank { next: 1 },
            None => Step::More,
        };
    }
    let name = name(&bytes[1..]);
    let kind = if elements.is_record(name) {
        Kind::Record
    } else if !elements.holder.is_empty() && name == elements.holder.as_bytes() {
        Kind::Holder
    } else {
        return Step::Blank { next: 1 };
    };
    match find_end(bytes, name, kind, elements) {
        Ending::At { end, holder: false } => Step::Record { start: 0, end, next: end },
        Ending::At { end, holder: true } => Step::Head { start: 0, end, next: end, record: true },
        Ending::Open { next } => broken(next, "an element is not closed before the next one opens"),
        Ending::Beyond if at_end => broken(1 + name.len(), "the document ends before the element is closed"),
        Ending::Beyond => Step::More,
    }
}

/// Where the next record starts, from that byte on.
pub(super) fn resync(bytes: &[u8], from: usize, elements: Elements) -> Option<usize> {
    memchr::memchr_iter(b'<', bytes).skip_while(|at| *at < from).find(|at| {
        let name = name(&bytes[at + 1..]);
        elements.is_record(name) || !elements.holder.is_empty() && name == elements.holder.as_bytes()
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Record,
    Holder,
}

enum Ending {
    At { end: usize, holder: bool },
    Open { next: usize },
    Beyond,
}

impl Elements {
    fn is_record(&self, name: &[u8]) -> bool {
        self.records.iter().any(|record| record.as_bytes() == name)
    }
}

fn broken(next: usize, message: &str) -> Step {
    Step::Broken { next, flaw: Flaw { code: "IN-XML", message: message.into(), skipped: true } }
}

/// The name at the front of a tag, behind its bracket.
fn name(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().take(MARK).position(|byte| matches!(byte, b'>' | b'/' | b'<') || byte.is_ascii_whitespace());
    &bytes[..end.unwrap_or(0)]
}

/// The end of something at the front that is no element: a comment, a CDATA section, a declaration. The inner value is missing if
/// it ends beyond the bytes.
fn passage(bytes: &[u8]) -> Option<Option<usize>> {
    let until = |mark: &[u8], from: usize| Some(memmem::find(bytes.get(from..)?, mark)? + from + mark.len());
    if bytes.starts_with(b"<![CDATA[") {
        Some(until(b"]]>", 9))
    } else if bytes.starts_with(b"<!--") {
        Some(until(b"-->", 4))
    } else if bytes.starts_with(b"<?") {
        Some(until(b"?>", 2))
    } else if bytes.starts_with(b"<!") {
        let (mut depth, mut quote) = (0i64, 0);
        let end = bytes.iter().position(|&byte| {
            match byte {
                _ if quote != 0 => quote = if byte == quote { 0 } else { quote },
                b'"' | b'\'' => quote = byte,
                b'<' | b'[' => depth += 1,
                b'>' | b']' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        Some(end.map(|end| end + 1))
    } else {
        None
    }
}

/// The end of a tag that starts at the front, and whether it closes itself.
fn tag_end(bytes: &[u8]) -> Option<(usize, bool)> {
    let mut quote = 0;
    let end = bytes.iter().position(|&byte| {
        match byte {
            _ if quote != 0 => quote = if byte == quote { 0 } else { quote },
            b'"' | b'\'' => quote = byte,
            b'>' => return true,
            _ => {}
        }
        false
    })?;
    Some((end + 1, bytes[end - 1] == b'/'))
}

fn find_end(bytes: &[u8], own: &[u8], kind: Kind, elements: Elements) -> Ending {
    let Some((mut at, closed)) = tag_end(bytes) else { return Ending::Beyond };
    let holder = kind == Kind::Holder;
    if closed {
        return Ending::At { end: at, holder };
    }
    loop {
        let Some(offset) = memchr(b'<', &bytes[at..]) else { return Ending::Beyond };
        at += offset;
        let rest = &bytes[at..];
        if let Some(end) = passage(rest) {
            match end {
                Some(end) => at += end,
                None => return Ending::Beyond,
            }
            continue;
        }
        if let Some(closing) = rest.strip_prefix(b"</") {
            let closed = name(closing);
            if closed == own {
                // The holder itself is no end of a record: what stands behind it may be records too.
                let end = memchr(b'>', rest).map(|end| at + end + 1);
                return match end {
                    Some(end) => Ending::At { end, holder },
                    None => Ending::Beyond,
                };
            }
            if closed == elements.holder.as_bytes() && !closed.is_empty() {
                return Ending::Open { next: at };
            }
        } else {
            let opened = name(&rest[1..]);
            if elements.is_record(opened) || opened == elements.holder.as_bytes() && !opened.is_empty() {
                match tag_end(rest) {
                    // A reference to another record: `<thread id="2"/>` within a post.
                    Some((end, true)) => {
                        at += end;
                        continue;
                    }
                    Some(_) if holder && opened != own => return Ending::At { end: at, holder },
                    Some(_) => return Ending::Open { next: at },
                    None => return Ending::Beyond,
                }
            }
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cut, tests::cut};
    use super::*;

    const ROWS: Cut = Cut::Xml(Elements { records: &["post", "thread"], holder: "" });
    const NESTED: Cut = Cut::Xml(Elements { records: &["c:note"], holder: "item" });

    fn texts(text: &str, how: Cut) -> (Vec<String>, Vec<(&'static str, u64, u64)>) {
        let (records, flaws) = cut(text.as_bytes(), how, 5, 1_000);
        (records.into_iter().map(|record| record.2).collect(), flaws)
    }

    #[test]
    fn records_are_found_wherever_they_are() {
        let (records, flaws) = texts(
            "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b \"<post>\"> <!-- > -->]><all a='>'><!-- <post>no</post> --><posts/>\
             <post a=\"/>\"><b><![CDATA[</post>]]></b><thread id='1'/></post>\n<post/><thread>x</thread></all>",
            ROWS,
        );
        assert_eq!(records, [r#"<post a="/>"><b><![CDATA[</post>]]></b><thread id='1'/></post>"#, "<post/>", "<thread>x</thread>"]);
        assert_eq!(flaws, []);
    }

    #[test]
    fn an_element_that_is_not_closed_costs_itself() {
        let (records, flaws) = texts("<post>1</post><post>2<post>3</post><post>4", ROWS);
        assert_eq!(records, ["<post>1</post>", "<post>3</post>"]);
        assert_eq!(flaws, [("IN-XML", 2, 14), ("IN-XML", 4, 35)]);
        let (records, flaws) = texts("<post><![CDATA[1</post><post>2</post>", ROWS);
        assert_eq!((records, flaws.len()), (vec!["<post>2</post>".to_owned()], 1));
    }

    #[test]
    fn a_holder_ends_at_its_first_record() {
        let (records, flaws) = texts(
            "<item><t>1</t><c:note>a</c:note><c:note>b</c:note></item><item><t>2</t></item><item><c:note>c</item><item>",
            NESTED,
        );
        assert_eq!(records, ["<item><t>1</t>", "<c:note>a</c:note>", "<c:note>b</c:note>", "<item><t>2</t></item>", "<item>"]);
        assert_eq!(flaws.len(), 2);
    }

    #[test]
    fn an_overlong_element_costs_only_itself() {
        let text = format!("<post>1</post><post>{}</post><post>3</post>", "x".repeat(300));
        let (records, flaws) = cut(text.as_bytes(), ROWS, 70, 100);
        assert_eq!(records.into_iter().map(|record| record.2).collect::<Vec<_>>(), ["<post>1</post>", "<post>3</post>"]);
        assert_eq!(flaws, [("IN-LONG", 2, 14)]);
    }
}
