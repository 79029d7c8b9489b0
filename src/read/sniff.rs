//! Finds the format of a stream from its content. The name of a file says nothing.

use super::container::Packing;
use super::frame::{Bound, Cut, Framer, csv_records, nul_fields};
use super::json::{self, Value};
use super::source::fields::Key;
use crate::platform::Platform;

/// How many bytes of a stream are looked at.
pub(crate) const HEAD: usize = 1 << 16;
/// How many records are looked at before a file counts as unknown: the first ones may be broken.
const TRIES: usize = 20;
/// The most columns of a table.
const COLUMNS: usize = 1_000;
/// What a reader could have given, for messages about what it did give.
const KNOWN: &str = "not one of: canonical NDJSON, JSON array or CSV, git log, X archive";

/// What a stream holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Format {
    /// Canonical objects, one a line.
    Ndjson,
    /// Canonical objects in an array.
    Json,
    /// A table with canonical headers.
    Csv { delimiter: u8, names: Vec<String> },
    /// `git log` with NUL bytes between fields, and between records too or else line ends.
    GitLog { lines: bool },
    /// Posts of an X archive: since 2019, or as the `Grailbird` page of 2012 to 2018 had them.
    XPosts { grailbird: bool },
    /// The account of an X archive.
    XAccount,
    /// The profile of an X archive.
    XProfile,
    /// Who the archive is of, in the layout of 2012 to 2018.
    XUserDetails,
}

impl Format {
    /// The name for reports.
    pub fn name(&self) -> &'static str {
        match self {
            Format::Ndjson => "ndjson",
            Format::Json => "json",
            Format::Csv { .. } => "csv",
            Format::GitLog { .. } => "git-log",
            Format::XPosts { grailbird: true } | Format::XUserDetails => "x-archive-2012",
            Format::XPosts { .. } | Format::XAccount | Format::XProfile => "x-archive",
        }
    }

    /// The platform that it is an export of, if of one only.
    pub fn platform(&self) -> Option<Platform> {
        match self {
            Format::Ndjson | Format::Json | Format::Csv { .. } => None,
            Format::GitLog { .. } => Some(Platform::Git),
            Format::XPosts { .. } | Format::XAccount | Format::XProfile | Format::XUserDetails => Some(Platform::X),
        }
    }

    /// How its records are told apart.
    pub fn cut(&self) -> Cut {
        match self {
            Format::Ndjson | Format::GitLog { lines: true } => Cut::Lines,
            Format::Csv { delimiter, names } => Cut::Csv { delimiter: *delimiter, columns: names.len() },
            Format::GitLog { lines: false } => Cut::NulFields,
            _ => Cut::JsonArray,
        }
    }

    /// Whether the format keeps more keys than are known here, which `import` passes on.
    pub fn is_canonical(&self) -> bool {
        matches!(self, Format::Ndjson | Format::Json | Format::Csv { .. })
    }
}

/// What the first bytes of a stream tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sniffed {
    /// Records of this format, from this byte on.
    Found(Format, usize),
    /// A part of an X archive that holds nothing to audit.
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
    let text = String::from_utf8_lossy(bytes);
    let front = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\0');
    if front.is_empty() && whole {
        return Sniffed::Empty;
    }
    let git = nul_fields::hash(bytes).is_some();
    if Packing::of(bytes) != Packing::Plain {
        return Sniffed::Packed;
    }
    if let Some(kind) = binary(bytes).filter(|_| !git) {
        return Sniffed::Unknown(format!("looks like {kind}, {KNOWN}"));
    }
    if git {
        let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let lines = line.len() < bytes.len() && line.iter().filter(|byte| **byte == 0).count() == 5;
        return Sniffed::Found(Format::GitLog { lines }, mark);
    }
    if let Some(sniffed) = script(front, bytes, mark) {
        return sniffed;
    }
    match front.as_bytes().first() {
        Some(b'[') => array(front, bytes, mark, whole),
        Some(b'{') => lines(front, mark, whole),
        Some(b'<') => Sniffed::Unknown(format!("looks like {}, {KNOWN}", markup(front))),
        _ => table(front, bytes, mark),
    }
}

fn binary(bytes: &[u8]) -> Option<&'static str> {
    Some(match bytes {
        [0xff, 0xd8, 0xff, ..] | [0x89, b'P', b'N', b'G', ..] | [b'G', b'I', b'F', b'8', ..] => "an image",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] | [b'R', b'I', b'F', b'F', ..] => "a video, a sound or an image",
        [b'%', b'P', b'D', b'F', ..] => "a PDF document",
        [b'S', b'Q', b'L', b'i', b't', b'e', ..] => "an SQLite database",
        _ if bytes.get(257..262) == Some(b"ustar") => "a tar archive",
        _ if bytes.iter().take(512).filter(|byte| **byte == 0).count() > 8 && !bytes.starts_with(b"{") => "binary data",
        _ => return None,
    })
}

fn markup(front: &str) -> &'static str {
    let start = front.get(..front.len().min(512)).unwrap_or(front).to_ascii_lowercase();
    if start.contains("<html") || start.contains("<!doctype html") { "an HTML page" } else { "XML" }
}

/// The parts of X archives are scripts that assign one array or object to a variable.
fn script(front: &str, bytes: &[u8], mark: usize) -> Option<Sniffed> {
    let (name, _) = front.split_once('=')?;
    let name = name.trim();
    let format = if let Some(part) = name.strip_prefix("window.YTD.") {
        match part.split('.').next().unwrap_or_default() {
            "tweets" | "tweet" => Some(Format::XPosts { grailbird: false }),
            "account" => Some(Format::XAccount),
            "profile" => Some(Format::XProfile),
            _ => None,
        }
    } else if name.starts_with("Grailbird.data.") {
        Some(Format::XPosts { grailbird: true })
    } else if name == "var user_details" {
        Some(Format::XUserDetails)
    } else if name.starts_with("window.__THAR_CONFIG") || name == "var tweet_index" || name == "var payload_details" {
        None
    } else {
        return None;
    };
    let Some(format) = format else { return Some(Sniffed::Part) };
    let assigned = memchr::memchr(b'=', bytes)? + 1;
    let start = assigned + bytes[assigned..].iter().position(|byte| !byte.is_ascii_whitespace())?;
    Some(Sniffed::Found(format, mark + start + usize::from(bytes[start] == b'[')))
}

fn array(front: &str, bytes: &[u8], mark: usize, whole: bool) -> Sniffed {
    let inside = front[1..].trim_start();
    if !inside.is_empty() && !inside.starts_with(['{', '[', ']']) {
        return Sniffed::Unknown(format!("looks like a JSON array of something else than objects, {KNOWN}"));
    }
    let start = memchr::memchr(b'[', bytes).map_or(0, |at| at + 1);
    let found = Sniffed::Found(Format::Json, mark + start);
    if !inside.starts_with('{') {
        return found;
    }
    let mut rest = bytes.get(start..).unwrap_or_default();
    let mut elements = Vec::new();
    let mut framer = Framer::new(&mut rest, Cut::JsonArray, 0, HEAD, HEAD);
    if let Ok(Some(piece)) = framer.next(&mut |_, _, _| {}) {
        let text = |bound: &Bound| String::from_utf8_lossy(&piece.bytes[bound.start as usize..bound.end as usize]).into_owned();
        elements.extend(piece.bounds.iter().take(TRIES).map(text));
    }
    match evidence(elements.iter().map(String::as_str), whole) {
        Evidence::Canonical => found,
        Evidence::Foreign(keys) => {
            Sniffed::Unknown(format!("looks like a JSON array of objects with the keys {keys}, but no `author`; {KNOWN}"))
        }
        Evidence::None => Sniffed::Unknown(format!("looks like broken JSON; {KNOWN}")),
    }
}

fn lines(front: &str, mark: usize, whole: bool) -> Sniffed {
    match evidence(front.lines().filter(|line| !line.trim().is_empty()).take(TRIES), whole) {
        Evidence::Canonical => Sniffed::Found(Format::Ndjson, mark),
        Evidence::Foreign(keys) => {
            Sniffed::Unknown(format!("looks like JSON lines with the keys {keys}, but no `author`; {KNOWN}"))
        }
        // Broken lines that name an author are told record by record.
        Evidence::None if front.lines().next().is_some_and(|line| line.contains("\"author\"")) => {
            Sniffed::Found(Format::Ndjson, mark)
        }
        Evidence::None => Sniffed::Unknown(format!("looks like one JSON object over several lines, or broken JSON; {KNOWN}")),
    }
}

/// What the first records of a file say of its kind.
enum Evidence {
    Canonical,
    /// Whole objects, with these keys.
    Foreign(String),
    None,
}

fn evidence<'a>(records: impl Iterator<Item = &'a str>, whole: bool) -> Evidence {
    let mut seen = None;
    for record in records {
        let mut keys = Vec::new();
        let mut canonical = false;
        let result = json::object(record, |member| {
            let key = member.key.text(&mut false);
            let kind = match member.value {
                Value::String(text) => text.text(&mut false),
                _ => "".into(),
            };
            canonical |= key == "author" || key == "type" && matches!(&*kind, "event" | "account" | "score");
            keys.push(key.into_owned());
        });
        // A record longer than what is looked at is cut off; what was read of it counts.
        if canonical && (result.is_ok() || !whole) {
            return Evidence::Canonical;
        }
        if result.is_ok() && seen.is_none() {
            keys.truncate(5);
            seen = Some(keys.join(", "));
        }
    }
    seen.map_or(Evidence::None, Evidence::Foreign)
}

fn table(front: &str, bytes: &[u8], mark: usize) -> Sniffed {
    let header = front.lines().next().unwrap_or_default();
    let skipped = memchr::memmem::find(bytes, header.as_bytes()).unwrap_or(0);
    for delimiter in [b',', b'\t', b';'] {
        let names: Vec<String> = csv_records::fields(header, delimiter).map(|name| name.trim().to_ascii_lowercase()).collect();
        let has = |key: Key| names.iter().any(|name| Key::of_column(name) == Some(key));
        if (2..=COLUMNS).contains(&names.len()) && has(Key::Author) && (has(Key::CreatedAt) || has(Key::Text)) {
            let line_end = memchr::memchr(b'\n', &bytes[skipped..]).map_or(bytes.len(), |at| skipped + at + 1);
            return Sniffed::Found(Format::Csv { delimiter, names }, mark + line_end);
        }
        if names.len() > 2 && header.len() < 1_000 {
            let shown = names.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
            return Sniffed::Unknown(format!(
                "looks like a table with the columns {shown}, but no `author` with `created_at` or `text`; {KNOWN}"
            ));
        }
    }
    Sniffed::Unknown(format!("is of no kind that is known here, {KNOWN}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        match sniff(text.as_bytes(), 0, true) {
            Sniffed::Found(format, start) => format!("{} from {start}", format.name()),
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
        assert_eq!(found("window.YTD.like.part0 = []"), "part");
        assert_eq!(found(" \n\t"), "empty");
    }

    #[test]
    fn other_things_are_named() {
        assert!(found("<!DOCTYPE html><html>").starts_with("looks like an HTML page, not one of: "));
        assert!(found("<?xml version='1.0'?><rss>").starts_with("looks like XML"));
        assert!(found("{\"actor\":\"a\",\"object\":1}\n").contains("keys actor, object"));
        assert!(found("Date,Link,Message\n1,2,3\n").contains("columns date, link, message"));
        assert!(found("[{\"id\":1,\"comments\":[{\"author\":\"a\"}]}]").contains("keys id, comments"));
        assert!(found("hello").starts_with("is of no kind"));
        assert!(found("{\n \"a\": 1\n}").contains("over several lines"));
    }
}
