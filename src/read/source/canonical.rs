//! The canonical form: one JSON object an event, account or score.

use std::borrow::Cow;

use super::fields::{Datum, Fields, Key};
use super::{Find, Frame, Out, Reader, Skip, Source, Traits, Unknown};
use crate::read::Record;
use crate::read::frame::Cut;
use crate::read::json::{self, Fault, Value};
use crate::read::look::{Keys, Look};

pub(crate) static LINES: Source = Source {
    name: "ndjson",
    title: "canonical events, one JSON object a line",
    found_by: "one of the first 20 lines has `author`, or `type` event, account, article or score",
    platform: None,
    find: |look| find(look, true),
    read,
    traits: Traits { open: true, ..Traits::PLAIN },
};

pub(super) static ARRAY: Source = Source {
    name: "json",
    title: "canonical events in a JSON array",
    found_by: "one of the first 20 elements is as above",
    find: |look| find(look, false),
    ..LINES
};

fn find(look: &Look<'_>, lines: bool) -> Option<Find> {
    let records = look.records(canonical).filter(|find| matches!(find, Find::Records { cut, .. } if (*cut == Cut::Lines) == lines));
    // Broken lines that name an author are told record by record.
    let broken = || lines && look.text.starts_with('{') && look.line().contains("\"author\"") && !look.has_keys();
    // An array without anything in it, or of nothing but brackets.
    let hollow = || {
        !lines
            && !look.has_keys()
            && look
                .text
                .strip_prefix('[')
                .is_some_and(|rest| rest.trim_start().is_empty() || rest.trim_start().starts_with(['[', ']']))
    };
    let found = records.or_else(|| broken().then(|| Find::from(0, Cut::Lines)).flatten());
    found.or_else(|| hollow().then(|| Find::from(1, Cut::JsonArray)).flatten())
}

fn canonical(keys: &Keys<'_>) -> bool {
    keys.has("author") || matches!(keys.text("type").as_deref(), Some("event" | "account" | "score" | "article"))
}

fn read<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    out.record(0, frame.text.len(), |reader| record(frame.text, reader));
}

fn record<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let mut fields = Fields::of(text);
    let Reader { setting, unknown, lone, twice, .. } = reader;
    let mut seen = [0u64; 2];
    json::object(text, |member| {
        let name = member.key.text(lone);
        let known = Key::of(&name);
        // A status that is a number has no words beside it.
        let value = match (known, member.value) {
            (Some(Key::Status), Value::Number(_)) => Datum::None,
            _ => datum(member.value, lone),
        };
        if let Some(field) = setting.shared_field(&name) {
            fields.share(field, value.clone());
        }
        if let Some(key) = known {
            fields.set(key, value);
            // Another name for the same field is no key that stands twice.
            let names = &mut seen[usize::from(matches!(&*name, "created_utc" | "body" | "bot"))];
            *twice |= *names >> key as u64 & 1 == 1;
            *names |= 1 << key as u64;
        }
        if let Some(unknown) = unknown {
            let key = Cow::Owned(format!("\"{}\"", member.key.raw()));
            unknown.push(Unknown { known, key, value: Cow::Borrowed(member.written) });
        }
    })
    .map_err(fault)?;
    fields.record(reader)
}

fn datum<'a>(value: Value<'a>, lone: &mut bool) -> Datum<'a> {
    match value {
        Value::String(text) => Datum::Text(text.text(lone)),
        Value::Number(digits) => Datum::Number(digits),
        Value::Bool(flag) => Datum::Bool(flag),
        Value::Null => Datum::None,
        Value::Nested(_) => Datum::Nested,
    }
}

/// Why an object was not read, for the user.
pub(super) fn fault(fault: Fault) -> Skip {
    match fault {
        Fault::Broken(at) => Skip::new("IN-LINE", format!("not whole JSON, from byte {at} of the record on")),
        Fault::Deep => Skip::new("IN-DEPTH", "nested deeper than 128 levels"),
        Fault::NotObject => Skip::new("IN-JSON", "no JSON object"),
    }
}
