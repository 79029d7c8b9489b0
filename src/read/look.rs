//! The front of a stream, as sources look at it to find out whether it is theirs.

use std::borrow::Cow;

use super::frame::csv_records::{self, Dialect};
use super::frame::{Cut, json_array};
use super::source::Find;
use super::{json, xml};

/// How many records are looked at: the first ones may be broken.
const TRIES: usize = 20;
/// The most columns of a table.
const COLUMNS: usize = 1_000;

/// The front of a stream.
pub(crate) struct Look<'t> {
    /// The first bytes as text, from the first that is no blank. Bytes that are no UTF-8 are question marks, so that places in
    /// the text are places in the stream.
    pub text: &'t str,
    records: Vec<Keys<'t>>,
    cut: Cut,
    first: usize,
}

/// The keys of one JSON object, which may be cut off.
#[derive(Debug)]
pub(crate) struct Keys<'t>(Vec<(Cow<'t, str>, &'t str)>);

impl<'t> Keys<'t> {
    /// The keys at the front of an object.
    pub fn of(text: &'t str) -> Keys<'t> {
        let mut members = Vec::new();
        json::front(text, |key, value| members.push((key, value)));
        Keys(members)
    }

    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.written(key).is_some()
    }

    /// Whether all of the keys are there.
    pub fn all(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.has(key))
    }

    /// The value of a key as it is written, perhaps cut off.
    pub fn written(&self, key: &str) -> Option<&'t str> {
        self.0.iter().rev().find(|(own, _)| own == key).map(|(_, value)| *value)
    }

    /// The text of a key that has one.
    pub fn text(&self, key: &str) -> Option<Cow<'t, str>> {
        let value = self.written(key)?.strip_prefix('"')?.strip_suffix('"')?;
        Some(Cow::Borrowed(value))
    }

    /// The keys of an object, or of the first element of an array that is one.
    pub fn inner(&self, key: &str) -> Option<Keys<'t>> {
        let value = self.written(key)?;
        let object = value.strip_prefix('[').map_or(value, str::trim_start);
        object.starts_with('{').then(|| Keys::of(object))
    }

    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = Cow<'t, str>> {
        self.0.iter().map(|(key, _)| key.clone())
    }

    /// Whether the value of a key is an array.
    pub fn is_array(&self, key: &str) -> bool {
        self.written(key).is_some_and(|value| value.starts_with('['))
    }

    /// The names of the first keys, for messages.
    pub fn names(&self) -> String {
        self.0.iter().take(5).map(|(key, _)| &**key).collect::<Vec<_>>().join(", ")
    }
}

impl<'t> Look<'t> {
    /// Looks at a text, `whole` if nothing follows.
    pub fn new(text: &'t str) -> Look<'t> {
        let mut look = Look { text, records: Vec::new(), cut: Cut::Lines, first: 0 };
        if let Some(inside) = text.strip_prefix('[') {
            (look.cut, look.first) = (Cut::JsonArray, 1);
            look.records = elements(inside);
        } else if text.starts_with('{') {
            let lines = || text.lines().filter(|line| !line.trim().is_empty()).take(TRIES);
            // Objects that are written over several lines are indented.
            if lines().any(|line| line.starts_with('{') && json::object(line, |_| {}).is_ok()) {
                look.records = lines().filter(|line| json::object(line, |_| {}).is_ok()).map(Keys::of).collect();
            } else {
                (look.cut, look.first) = (Cut::JsonArray, 0);
                look.records = elements(text);
                if look.records.iter().all(|keys| keys.0.is_empty()) || text.lines().count() == 1 {
                    look.cut = Cut::Lines;
                }
            }
        }
        look
    }

    /// The first line.
    pub fn line(&self) -> &'t str {
        self.text.lines().next().unwrap_or_default()
    }

    /// The keys of the first JSON objects.
    pub fn keys(&self) -> &[Keys<'t>] {
        &self.records
    }

    /// Whether one of the first JSON objects has a key.
    pub fn has_keys(&self) -> bool {
        self.records.iter().any(|keys| !keys.0.is_empty())
    }

    /// The JSON objects of the stream as records, if one of the first is as wanted.
    pub fn records(&self, wanted: impl Fn(&Keys<'t>) -> bool) -> Option<Find> {
        self.records.iter().any(wanted).then(|| Find::from(self.first, self.cut)).flatten()
    }

    /// The elements of the arrays of that name within the JSON objects of the stream as records, if the first object is as wanted.
    pub fn lists(&self, name: &'static str, wanted: impl Fn(&Keys<'t>) -> bool) -> Option<Find> {
        let first = self.records.first().filter(|keys| wanted(keys))?;
        self.list(first, name, Cut::JsonLists(name))
    }

    /// The elements of the array of that name within the only JSON object of the stream as records.
    pub fn only_list(&self, name: &str) -> Option<Find> {
        let [only] = &self.records[..] else { return None };
        self.list(only, name, Cut::JsonArray)
    }

    fn list(&self, holder: &Keys<'t>, name: &str, cut: Cut) -> Option<Find> {
        let array = holder.written(name).filter(|value| value.starts_with('['))?;
        Find::from(super::source::offset(self.text, array) + 1, cut)
    }

    /// The rows of a table as records, if its columns (in lower case) are as wanted.
    pub fn table(&self, wanted: impl Fn(&[String]) -> bool) -> Option<Find> {
        let header = self.line();
        if self.text.starts_with(['{', '[', '<']) {
            return None;
        }
        for delimiter in [b',', b'\t', b';'] {
            let names = columns(header, delimiter);
            if (2..=COLUMNS).contains(&names.len()) && wanted(&names) {
                let start = memchr::memchr(b'\n', self.text.as_bytes()).map_or(self.text.len(), |at| at + 1);
                let dialect = Dialect { delimiter, backslash: backslash(&self.text[start..], delimiter, names.len()) };
                return Some(Find::Records { cut: Cut::Csv { dialect, columns: names.len() }, start, names });
            }
        }
        None
    }

    /// The first element of an XML document: its name, and its tag with all attributes.
    pub fn root(&self) -> Option<(&'t str, &'t str)> {
        self.text.starts_with('<').then(|| xml::root(self.text)).flatten()
    }
}

/// The columns that a header line names.
pub(crate) fn columns(header: &str, delimiter: u8) -> Vec<String> {
    let plain = Dialect { delimiter, backslash: false };
    csv_records::fields(header, plain).map(|name| name.trim().to_ascii_lowercase()).collect()
}

fn elements(text: &str) -> Vec<Keys<'_>> {
    let (mut at, mut found) = (0, Vec::new());
    while found.len() < TRIES {
        match json_array::step(&text.as_bytes()[at..], true) {
            super::frame::Step::Record { start, end, next } => {
                // An array of arrays or objects: what counts is the first object in it.
                let element = text[at + start..at + end].trim_start_matches(['[', ' ', '\n', '\r', '\t']);
                found.push(Keys::of(element));
                at += next;
            }
            super::frame::Step::Blank { next } => at += next,
            _ => break,
        }
    }
    found
}

/// Whether a table escapes quotes by a backslash instead of doubling them: the reading that breaks fewer rows counts.
fn backslash(rows: &str, delimiter: u8, columns: usize) -> bool {
    if !rows.contains("\\\"") {
        return false;
    }
    let broken = |backslash| csv_records::broken(rows.as_bytes(), Dialect { delimiter, backslash }, columns);
    broken(true) < broken(false)
}
