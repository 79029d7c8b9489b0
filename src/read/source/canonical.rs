//! The canonical form: one JSON object an event, account or score.

use std::borrow::Cow;

use super::fields::{Datum, Fields, Key};
use super::{Remarks, Setting, Skip, Unknown};
use crate::event::Locator;
use crate::read::Record;
use crate::read::json::{self, Fault, Value};

pub(super) fn parse<'a>(
    text: &'a str,
    locator: Locator,
    setting: &Setting<'_>,
    remarks: &mut Remarks,
    mut unknown: Option<&mut Vec<Unknown<'a>>>,
) -> Result<Record<'a>, Skip> {
    let mut fields = Fields::default();
    let mut lone = false;
    json::object(text, |member| {
        let name = member.key.text(&mut lone);
        let known = Key::of(&name);
        let value = datum(member.value, &mut lone);
        if let Some(field) = setting.shared_field(&name) {
            fields.share(field, value.clone());
        }
        if let Some(key) = known {
            fields.set(key, value);
        }
        if let Some(unknown) = &mut unknown {
            unknown.push(Unknown { known, key: Cow::Borrowed(member.written.0), value: Cow::Borrowed(member.written.1) });
        }
    })
    .map_err(fault)?;
    remarks.lone(lone);
    fields.record(locator, setting, remarks)
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
