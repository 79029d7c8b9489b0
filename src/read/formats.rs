//! The formats that are read, for people who ask.

use serde::Serialize;

use super::source::SOURCES;
use crate::platform::Platform;

/// A format that is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormatInfo {
    /// The name in reports. The parts of one export share it.
    pub name: &'static str,
    /// What it is.
    pub title: &'static str,
    /// What in the content gives it away.
    pub found_by: &'static str,
    /// The platform that it is an export of, if of one only.
    pub platform: Option<Platform>,
    /// Whether it holds the latest records only, so that what is missing says nothing.
    pub window: bool,
}

/// Every format that is read, in the order of their names.
pub fn formats() -> Vec<FormatInfo> {
    let info = |source: &&super::source::Source| FormatInfo {
        name: source.name,
        title: source.title,
        found_by: source.found_by,
        platform: source.platform,
        window: source.traits.window,
    };
    let mut list: Vec<_> = SOURCES.iter().map(info).collect();
    list.sort_by_key(|format| format.name);
    list
}

/// The number of the format of a chunk, and the texts that [`read_one`] can be given of it.
#[doc(hidden)]
pub fn texts(chunk: &super::Chunk) -> (usize, Vec<String>) {
    let (source, cuts) = chunk.cuts();
    let number = SOURCES.iter().position(|known| std::ptr::eq(*known, source)).unwrap_or_default();
    (number, cuts.map(|cut| cut.into_owned()).collect())
}

/// Reads a text as one record of a format, whatever it is, and gives how many records it holds; for tests that throw anything at the
/// readers. `format` counts through all of them, over and over.
#[doc(hidden)]
pub fn read_one(format: usize, text: &str) -> usize {
    use super::owners::Owner;
    use super::source::{Format, Frame, Out, Setting};
    let source = SOURCES[format % SOURCES.len()];
    let names = text.lines().next().map(|line| super::look::columns(line, b',')).unwrap_or_default();
    let dialect = super::frame::csv_records::Dialect { delimiter: b',', backslash: text.len().is_multiple_of(2) };
    let cut = super::frame::Cut::Csv { dialect, columns: names.len() };
    let format = Format { source, cut, names };
    let setting = Setting {
        format: &format,
        owner: &Owner::of_file("-"),
        as_of: 1_790_000_000_000,
        dates: super::Dates::DayFirst,
        require_time: text.len().is_multiple_of(3),
        keep_unsigned: text.len().is_multiple_of(2),
        platform: None,
        shared_fields: &[],
    };
    let head = source.traits.head.map(|facts| facts(text));
    let mut found = 0;
    let mut each = |item: super::source::Item<'_>| {
        found += 1;
        if let Ok(record) = &item.record {
            let _ = super::write_canonical(record, &mut Vec::new());
        }
    };
    let frame = Frame { text, head: head.as_deref() };
    (source.read)(
        frame,
        &mut Out { setting: &setting, place: Default::default(), with_unknown: true, declared: 0, each: &mut each },
    );
    if let Some(owner) = source.traits.owner {
        let _ = owner(text, &format);
    }
    found
}
