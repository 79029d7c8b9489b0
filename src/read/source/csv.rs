//! A table with the canonical keys as its headers, in any order; and the rows of any table.

use std::borrow::Cow;

use super::fields::{Datum, Fields, Key};
use super::{Format, Frame, Out, Reader, Skip, Source, Traits, Unknown};
use crate::read::Record;
use crate::read::frame::{Cut, csv_records};

pub(super) static SOURCE: Source = Source {
    name: "csv",
    title: "a table with canonical headers",
    found_by: "a header line with `author` (or `account`) and `created_at` (or `created_utc`, `ts`, `time`, `timestamp`, `date`) or `text`",
    platform: None,
    find: |look| {
        look.table(|names| {
            let has = |key: Key| names.iter().any(|name| Key::of_column(name) == Some(key));
            has(Key::Author) && (has(Key::CreatedAt) || has(Key::Text))
        })
    },
    read,
    traits: Traits { open: true, ..Traits::PLAIN },
};

fn read<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    out.record(0, frame.text.len(), |reader| record(frame.text, false, reader));
}

/// The record of a row; of a table of scores a score.
pub(super) fn record<'a>(text: &'a str, score: bool, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let mut fields = Fields::of(text);
    let setting = reader.setting;
    let unknown = &mut reader.unknown;
    row(text, setting.format, |name, value| {
        let known = Key::of_column(name);
        if let Some(unknown) = unknown {
            unknown.push(Unknown { known, key: Cow::Owned(quoted(name)), value: Cow::Owned(quoted(&value)) });
        }
        if let Some(field) = setting.shared_field(name) {
            fields.share(field, Datum::Text(value.clone()));
        }
        if let Some(key) = known {
            fields.set(key, Datum::Text(value));
        }
    })?;
    if score {
        fields.set(Key::Type, Datum::Text("score".into()));
    }
    fields.record(reader)
}

/// Calls `each` with the name and the value of every cell of a row that is not empty.
pub(super) fn row<'a>(text: &'a str, format: &Format, mut each: impl FnMut(&str, Cow<'a, str>)) -> Result<(), Skip> {
    let Cut::Csv { dialect, .. } = format.cut else { return Err(ragged(0, 0)) };
    let names = &format.names;
    let mut columns = 0;
    for (index, value) in csv_records::fields(text, dialect).enumerate() {
        columns += 1;
        let Some(name) = names.get(index) else {
            if !value.is_empty() {
                return Err(ragged(columns, names.len()));
            }
            continue;
        };
        if !value.is_empty() {
            each(name, value);
        }
    }
    if columns < names.len() { Err(ragged(columns, names.len())) } else { Ok(()) }
}

/// The values of these columns of a row.
pub(super) fn pick<'a, const N: usize>(
    text: &'a str,
    format: &Format,
    columns: [&str; N],
) -> Result<[Option<Cow<'a, str>>; N], Skip> {
    let mut picked = [const { None }; N];
    row(text, format, |name, value| {
        if let Some(place) = columns.iter().position(|wanted| *wanted == name) {
            picked[place] = Some(value);
        }
    })?;
    Ok(picked)
}

fn ragged(columns: usize, names: usize) -> Skip {
    Skip::new("IN-CSV", format!("{columns} or more columns where the header has {names}"))
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
