//! Finds the format of a stream from its content. The name of a file says nothing.

use super::container::Packing;
use super::frame::nul_fields;
use super::look::{Look, columns};
use super::source::{Find, Format, SOURCES};

/// How many bytes of a stream are looked at.
pub(crate) const HEAD: usize = 1 << 16;
/// What could have been given, for messages about what was.
const KNOWN: &str = "none of the kinds that `fineness formats` lists";

/// What the front of a stream shows.
#[derive(Debug)]
pub(crate) enum Sniffed {
    /// A known format, and the byte that the first record may start at.
    Found(Format, usize),
    /// A part of an export that holds nothing to audit.
    Part,
    /// Nothing but blanks.
    Empty,
    /// Something packed, within something packed.
    Packed,
    /// Something else; the words say what it looks like.
    Unknown(String),
}

/// Looks at the first bytes, `whole` if there are no more; `mark` of them are a byte order mark.
pub(crate) fn sniff(head: &[u8], mark: usize, whole: bool) -> Sniffed {
    let bytes = head.get(mark..).unwrap_or_default();
    let text = text(bytes);
    let front = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\0');
    if front.is_empty() && whole {
        return Sniffed::Empty;
    }
    if Packing::of(bytes) != Packing::Plain {
        return Sniffed::Packed;
    }
    if let Some(kind) = binary(bytes).filter(|_| nul_fields::hash(bytes).is_none()) {
        return Sniffed::Unknown(format!("looks like {kind}, {KNOWN}"));
    }
    let base = mark + text.len() - front.len();
    let look = Look::new(front);
    for source in SOURCES {
        match (source.find)(&look) {
            Some(Find::Records { cut, start, names }) => return Sniffed::Found(Format { source, cut, names }, base + start),
            Some(Find::Part) => return Sniffed::Part,
            None => {}
        }
    }
    Sniffed::Unknown(format!("{}; it is {KNOWN}", described(&look)))
}

/// The bytes as text in which every byte keeps its place.
fn text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}

fn binary(bytes: &[u8]) -> Option<&'static str> {
    Some(match bytes {
        [0xff, 0xd8, 0xff, ..] | [0x89, b'P', b'N', b'G', ..] | [b'G', b'I', b'F', b'8', ..] => "an image",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] | [b'R', b'I', b'F', b'F', ..] => "a video, a sound or an image",
        [b'%', b'P', b'D', b'F', ..] => "a PDF document",
        [b'S', b'Q', b'L', b'i', b't', b'e', ..] => {
            "an SQLite database (write its table of comments by `sqlite3 -json FILE 'select * from comments'`)"
        }
        _ if bytes.get(257..262) == Some(b"ustar") => "a tar archive",
        _ if bytes.iter().take(512).filter(|byte| **byte == 0).count() > 8 && !bytes.starts_with(b"{") => "binary data",
        _ => return None,
    })
}

/// What a text that is of no known format looks like.
fn described(look: &Look<'_>) -> String {
    let text = look.text;
    match text.as_bytes().first() {
        Some(b'<') => {
            let start = text.get(..text.len().min(512)).unwrap_or(text).to_ascii_lowercase();
            match look.root() {
                _ if start.contains("<html") || start.contains("<!doctype html") => "looks like an HTML page".into(),
                Some((name, _)) => format!("looks like XML with the root element `{name}`"),
                None => "looks like XML or HTML".into(),
            }
        }
        Some(b'{' | b'[') if look.has_keys() => {
            let keys = look.keys().iter().map(|keys| keys.names()).find(|names| !names.is_empty()).unwrap_or_default();
            format!("looks like JSON objects with the keys {keys}, but no `author`")
        }
        Some(b'[') if !text[1..].trim_start().starts_with(['{', '[', ']']) => {
            "looks like a JSON array of something else than objects".into()
        }
        Some(b'{' | b'[') => "looks like broken JSON".into(),
        _ => {
            let line = look.line();
            for delimiter in [b',', b'\t', b';'] {
                let names = columns(line, delimiter);
                if names.len() > 2 && line.len() < 1_000 {
                    let shown = names.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
                    return format!("looks like a table with the columns {shown}, but no `author` with `created_at` or `text`");
                }
            }
            "looks like nothing in particular".into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        match sniff(text.as_bytes(), 0, true) {
            Sniffed::Found(format, start) => format!("{} from {start}", format.source.name),
            Sniffed::Part => "part".into(),
            Sniffed::Empty => "empty".into(),
            Sniffed::Packed => "packed".into(),
            Sniffed::Unknown(words) => words,
        }
    }

    #[test]
    fn formats_are_found_by_content() {
        let hash = "0123456789abcdef0123456789abcdef01234567";
        assert_eq!(found("{\"author\":\"a\"}\n"), "ndjson from 0");
        assert_eq!(found("{broken\n\n{\"type\":\"account\",\"account\":\"a\"}\n"), "ndjson from 0");
        assert_eq!(found(" [ {\"author\":\"a\"}]"), "json from 2");
        assert_eq!(found("text,AUTHOR\nx,a\n"), "csv from 12");
        assert_eq!(found("ts;account\n1;a\n"), "csv from 11");
        assert_eq!(found(&format!("{hash}\0n\0e\0t\0t\0s\0{hash}\0n\0e\0t\0t\0s\0")), "git-log from 0");
        assert_eq!(found("window.YTD.tweets.part0 = [ {\"tweet\":{}}]"), "x-archive from 27");
        assert_eq!(found("Grailbird.data.tweets_2013_01 = \n [ {}]"), "x-archive-2012 from 35");
        assert_eq!(found("var user_details =  {\"id\":1}"), "x-archive-2012 from 20");
        assert_eq!(found("window.YTD.like.part0 = []"), "x-archive from 25");
        assert_eq!(found("window.YTD.ad_impressions.part0 = []"), "part");
        assert_eq!(found(" \n\t"), "empty");
        assert_eq!(found("\u{e9}x,author,text\na,b,c\n"), "csv from 16");
    }

    #[test]
    fn other_things_are_named() {
        assert!(found("<!DOCTYPE html><html>").starts_with("looks like an HTML page; it is none of the kinds"));
        assert!(found("<?xml version='1.0'?><feet>").starts_with("looks like XML with the root element `feet`"));
        assert!(found("{\"foot\":\"a\",\"object\":1}\n").contains("keys foot, object"));
        assert!(found("Date,Link,Shoe\n1,2,3\n").contains("columns date, link, shoe"));
        assert!(found("hello").starts_with("looks like nothing"));
        assert!(found("{\n \"a\": 1\n}").contains("keys a"));
        assert!(found("{\n \"a\" 1\n}").contains("broken JSON"));
        assert!(found("[1, 2]").contains("something else than objects"));
    }
}
