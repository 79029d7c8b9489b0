//! Walks one JSON object without building it: keys and values are slices of the record.
//!
//! A tree would cost several allocations a record, and a typed reader would refuse what exports really contain: numbers with
//! more digits than a machine word, half a surrogate pair, the same key twice. Here a number stays text and the caller decides.

mod pick;
mod string;

use std::borrow::Cow;

pub(crate) use pick::{Paths, paths, pick, pick_noting};
use string::string;
pub(crate) use string::{Quoted, quote_or_backslash};

/// How deep values may nest. The walk itself does not recurse; the bound keeps hostile input cheap.
pub(crate) const DEPTH: u32 = 128;

/// Why a record is not a JSON object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Not JSON, or cut off, from this byte on.
    Broken(usize),
    /// Nested deeper than anything honest is.
    Deep,
    /// JSON perhaps, but no object.
    NotObject,
}

/// One value. Nested ones are kept as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    String(Quoted<'a>),
    Number(&'a str),
    Bool(bool),
    Null,
    Nested(&'a str),
}

/// One member of an object.
pub(crate) struct Member<'a> {
    pub key: Quoted<'a>,
    pub value: Value<'a>,
    /// The value as it was written.
    pub written: &'a str,
}

impl<'a> Value<'a> {
    /// The text of a string or the digits of a number.
    pub fn text(&self, lone: &mut bool) -> Option<Cow<'a, str>> {
        match self {
            Value::String(quoted) => Some(quoted.text(lone)),
            Value::Number(digits) => Some(Cow::Borrowed(digits)),
            _ => None,
        }
    }
}

/// Calls `each` for every member of the object that `text` holds.
pub(crate) fn object<'a>(text: &'a str, mut each: impl FnMut(Member<'a>)) -> Result<(), Fault> {
    let end = members(text, opening(text)?, |key, start| {
        let (value, next) = value(text, start)?;
        each(Member { key, value, written: &text[start..next] });
        Ok(next)
    })?;
    nothing_after(text, end)
}

/// Where the brace of the object stands that `text` holds.
fn opening(text: &str) -> Result<usize, Fault> {
    let bytes = text.as_bytes();
    let at = blank(bytes, 0);
    match bytes.get(at) {
        Some(b'{') => Ok(at),
        Some(b'[') => Err(nested(bytes, at).err().filter(|fault| *fault == Fault::Deep).unwrap_or(Fault::NotObject)),
        None => Err(Fault::Broken(at)),
        _ => Err(Fault::NotObject),
    }
}

/// Calls `each` with the key of every member of the object whose brace stands at `at`, and with where its value starts; it says where
/// the value ends. Returns where the object ends.
fn members<'a>(text: &'a str, at: usize, mut each: impl FnMut(Quoted<'a>, usize) -> Result<usize, Fault>) -> Result<usize, Fault> {
    let bytes = text.as_bytes();
    let mut at = blank(bytes, at + 1);
    if bytes.get(at) == Some(&b'}') {
        return Ok(at + 1);
    }
    loop {
        let (key, next) = string(text, at)?;
        at = blank(bytes, next);
        if bytes.get(at) != Some(&b':') {
            return Err(Fault::Broken(at));
        }
        at = blank(bytes, each(key, blank(bytes, at + 1))?);
        match bytes.get(at) {
            Some(b',') => at = blank(bytes, at + 1),
            Some(b'}') => return Ok(at + 1),
            _ => return Err(Fault::Broken(at)),
        }
    }
}

/// Whether a text nests deeper than so many levels, whole or not.
pub(crate) fn is_deeper(text: &str, most: u32) -> bool {
    let (mut depth, mut quoted, mut escaped) = (0u32, false, false);
    text.bytes().any(|byte| {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth = depth.saturating_add(1),
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > most
    })
}

/// What the object that `text` holds has under this key, as far as it is written, if it is an object and the only member. It may be
/// broken, or be more than one member after all: that shows when it is read.
pub(crate) fn unwrapped<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let inner = text.trim().strip_prefix('{')?.strip_suffix('}')?.trim_start();
    let inner = inner.strip_prefix('"')?.strip_prefix(key)?.strip_prefix('"')?.trim_start().strip_prefix(':')?.trim();
    (inner.starts_with('{') && inner.ends_with('}')).then_some(inner)
}

/// Calls `each` for the members at the front of an object that may be cut off, with their values as they are written; the last
/// may be cut off too.
pub(crate) fn front<'a>(text: &'a str, mut each: impl FnMut(Cow<'a, str>, &'a str)) {
    let bytes = text.as_bytes();
    let mut at = blank(bytes, 0);
    while matches!(bytes.get(at), Some(b'{' | b',')) {
        let Ok((key, next)) = string(text, blank(bytes, at + 1)) else { return };
        at = blank(bytes, next);
        if bytes.get(at) != Some(&b':') {
            return;
        }
        let start = blank(bytes, at + 1);
        match value(text, start) {
            Ok((_, next)) => {
                each(key.text(&mut false), &text[start..next]);
                at = blank(bytes, next);
            }
            Err(_) => return each(key.text(&mut false), &text[start..]),
        }
    }
}

/// The objects and arrays in the array that `text` holds.
pub(crate) fn nested_in(text: &str) -> Result<Vec<&str>, Fault> {
    let mut found = Vec::new();
    array(text, |value| found.extend(if let Value::Nested(inner) = value { Some(inner) } else { None }))?;
    Ok(found)
}

/// Calls `each` for every element of the array that `text` holds.
pub(crate) fn array<'a>(text: &'a str, mut each: impl FnMut(Value<'a>)) -> Result<(), Fault> {
    let bytes = text.as_bytes();
    let mut at = blank(bytes, 0);
    if bytes.get(at) != Some(&b'[') {
        return Err(Fault::Broken(at));
    }
    at = blank(bytes, at + 1);
    if bytes.get(at) == Some(&b']') {
        return nothing_after(text, at + 1);
    }
    loop {
        let (value, next) = value(text, at)?;
        each(value);
        at = blank(bytes, next);
        match bytes.get(at) {
            Some(b',') => at = blank(bytes, at + 1),
            Some(b']') => return nothing_after(text, at + 1),
            _ => return Err(Fault::Broken(at)),
        }
    }
}

fn blank(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
        at += 1;
    }
    at
}

/// Refuses what stands behind the value that `text` holds.
fn nothing_after(text: &str, at: usize) -> Result<(), Fault> {
    // Files that were preallocated end in NUL bytes; they are no reason to lose the last record.
    let rest = &text.as_bytes()[at..];
    match rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0)) {
        None => Ok(()),
        Some(offset) => Err(Fault::Broken(at + offset)),
    }
}

/// The value that starts there, and where it ends.
fn value(text: &str, at: usize) -> Result<(Value<'_>, usize), Fault> {
    let bytes = text.as_bytes();
    let word = |word: &str, value| {
        if bytes[at..].starts_with(word.as_bytes()) { Ok((value, at + word.len())) } else { Err(Fault::Broken(at)) }
    };
    match bytes.get(at) {
        Some(b'"') => string(text, at).map(|(quoted, next)| (Value::String(quoted), next)),
        Some(b'{' | b'[') => nested(bytes, at).map(|next| (Value::Nested(&text[at..next]), next)),
        Some(b't') => word("true", Value::Bool(true)),
        Some(b'f') => word("false", Value::Bool(false)),
        Some(b'n') => word("null", Value::Null),
        Some(b'-' | b'0'..=b'9') => number(bytes, at).map(|next| (Value::Number(&text[at..next]), next)),
        _ => Err(Fault::Broken(at)),
    }
}

fn number(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    let digits = |mut at: usize| {
        let first = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        if at == first { Err(Fault::Broken(at)) } else { Ok(at) }
    };
    let mut at = digits(start + usize::from(bytes[start] == b'-'))?;
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at = digits(at + 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-'))))?;
    }
    Ok(at)
}

fn nested(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    // One bit a level: a brace or a bracket. 128 levels fit into one word.
    let (mut at, mut depth, mut braces) = (start, 0u32, 0u128);
    loop {
        match bytes.get(at) {
            None => return Err(Fault::Broken(at)),
            Some(b'"') => {
                let mut from = at + 1;
                at = loop {
                    let Some(here) = quote_or_backslash(bytes, from) else { return Err(Fault::Broken(bytes.len())) };
                    if bytes[here] == b'"' {
                        break here;
                    }
                    from = here + 2;
                };
            }
            Some(&open @ (b'{' | b'[')) => {
                if depth == DEPTH {
                    return Err(Fault::Deep);
                }
                depth += 1;
                braces = braces << 1 | u128::from(open == b'{');
            }
            Some(&close @ (b'}' | b']')) => {
                if (braces & 1 == 1) != (close == b'}') {
                    return Err(Fault::Broken(at));
                }
                depth -= 1;
                braces >>= 1;
                if depth == 0 {
                    return Ok(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Vec<(String, Option<String>)>, Fault> {
        let mut members = Vec::new();
        object(text, |member| {
            let value = member.value.text(&mut false).map(Cow::into_owned);
            members.push((member.key.text(&mut false).into_owned(), value));
        })
        .map(|()| members)
    }

    #[test]
    fn digits_and_duplicate_keys_survive() {
        let members = read(r#"{"id":18446744073709551616, "id" : 1e400,"n":{"a":["}"]},"t":"\u0041\ud83d\ude00"}"#).unwrap();
        let texts: Vec<_> = members.iter().map(|(_, value)| value.as_deref()).collect();
        assert_eq!(texts, [Some("18446744073709551616"), Some("1e400"), None, Some("A😀")]);
    }

    #[test]
    fn half_a_surrogate_pair_is_replaced_and_told() {
        let mut lone = false;
        object(r#"{"a":"x\ud800y"}"#, |member| assert_eq!(member.value.text(&mut lone).unwrap(), "x\u{fffd}y")).unwrap();
        assert!(lone);
    }

    #[test]
    fn faults_are_told_apart() {
        assert_eq!(read(r#"{"a":"b"#), Err(Fault::Broken(7)));
        assert_eq!(read("[1]"), Err(Fault::NotObject));
        assert_eq!(read(&format!("{{\"a\":{}", "[".repeat(100_000))), Err(Fault::Deep));
        assert_eq!(read(&"[".repeat(100_000)), Err(Fault::Deep));
        assert_eq!(read(r#"{"a":[}]}"#), Err(Fault::Broken(6)));
        assert_eq!(read("{}x"), Err(Fault::Broken(2)));
        assert_eq!(read("{} \0\0"), Ok(vec![]));
    }

    proptest! {
        #[test]
        fn whatever_serde_json_reads_is_read_the_same(text in r#"\{("[a-z\\"u0d8]{0,6}" ?: ?("[ -~é]{0,8}"|[0-9eE.+-]{1,6}|true|null|\[[0-9, "\[\]]{0,6}\]),?){0,3}\}"#) {
            if let Ok(serde_json::Value::Object(expected)) = serde_json::from_str::<serde_json::Value>(&text) {
                let members = read(&text).expect("serde_json reads it");
                for (key, value) in expected {
                    let own = members.iter().rev().find(|(own, _)| *own == key).expect("the key is there");
                    if let serde_json::Value::String(text) = value {
                        prop_assert_eq!(own.1.as_deref(), Some(text.as_str()));
                    }
                }
            }
        }

        #[test]
        fn garbage_never_panics(text in r#"[{}\[\]":,\\ud8a0-9é -]{0,60}"#) {
            let _ = read(&text);
            let _ = array(&text, |_| {});
        }
    }
}
