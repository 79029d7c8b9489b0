//! A table with the canonical keys as its headers, in any order.

use std::borrow::Cow;

use super::fields::{Datum, Fields, Key};
use super::{Remarks, Setting, Skip, Unknown};
use crate::event::Locator;
use crate::read::Record;
use crate::read::frame::csv_records;

pub(super) fn parse<'a>(
    text: &'a str,
    delimiter: u8,
    names: &[String],
    locator: Locator,
    setting: &Setting<'_>,
    remarks: &mut Remarks,
    mut unknown: Option<&mut Vec<Unknown<'a>>>,
) -> Result<Record<'a>, Skip> {
    let mut fields = Fields::default();
    let mut columns = 0;
    for (index, value) in csv_records::fields(text, delimiter).enumerate() {
        columns += 1;
        let Some(name) = names.get(index) else {
            if !value.is_empty() {
                return Err(ragged(columns, names.len()));
            }
            continue;
        };
        if value.is_empty() {
            continue;
        }
        let known = Key::of_column(name);
        if let Some(unknown) = &mut unknown {
            unknown.push(Unknown { known, key: Cow::Owned(quoted(name)), value: Cow::Owned(quoted(&value)) });
        }
        if let Some(field) = setting.shared_field(name) {
            fields.share(field, Datum::Text(value.clone()));
        }
        if let Some(key) = known {
            fields.set(key, Datum::Text(value));
        }
    }
    if columns < names.len() {
        return Err(ragged(columns, names.len()));
    }
    fields.record(locator, setting, remarks)
}

fn ragged(columns: usize, names: usize) -> Skip {
    Skip::new("IN-CSV", format!("{columns} or more columns where the header has {names}"))
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
