//! Walks one JSON object without building it: keys and values are slices of the record.
//!
//! A tree would cost several allocations a record, and a typed reader would refuse what exports really contain: numbers with
//! more digits than a machine word, half a surrogate pair, the same key twice. Here a number stays text and the caller decides.

use std::borrow::Cow;

use memchr::memchr2;

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

/// A JSON string as it stands between its quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quoted<'a> {
    raw: &'a str,
    escaped: bool,
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

/// One member of an object: the key, its value, and both as they were written.
pub(crate) struct Member<'a> {
    pub key: Quoted<'a>,
    pub value: Value<'a>,
    pub written: (&'a str, &'a str),
}

impl<'a> Quoted<'a> {
    /// The text; `lone` is set if half a surrogate pair had to be replaced.
    pub fn text(&self, lone: &mut bool) -> Cow<'a, str> {
        if self.escaped { Cow::Owned(unescape(self.raw, lone)) } else { Cow::Borrowed(self.raw) }
    }
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
    let bytes = text.as_bytes();
    let mut at = blank(bytes, 0);
    match bytes.get(at) {
        Some(b'{') => at = blank(bytes, at + 1),
        Some(b'[') => return Err(nested(bytes, at).err().filter(|fault| *fault == Fault::Deep).unwrap_or(Fault::NotObject)),
        None => return Err(Fault::Broken(at)),
        _ => return Err(Fault::NotObject),
    }
    if bytes.get(at) == Some(&b'}') {
        return end(bytes, at + 1);
    }
    loop {
        let key_start = at;
        let (key, next) = string(text, at)?;
        at = blank(bytes, next);
        if bytes.get(at) != Some(&b':') {
            return Err(Fault::Broken(at));
        }
        let start = blank(bytes, at + 1);
        let (value, next) = value(text, start)?;
        let written = (&text[key_start..key_start + key.raw.len() + 2], &text[start..next]);
        each(Member { key, value, written });
        at = blank(bytes, next);
        match bytes.get(at) {
            Some(b',') => at = blank(bytes, at + 1),
            Some(b'}') => return end(bytes, at + 1),
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

/// The values of these keys of the object that `text` holds; null for those that are not there. Of a key that comes twice the
/// last value counts.
pub(crate) fn pick<'a, const N: usize>(text: &'a str, keys: [&str; N]) -> Result<[Value<'a>; N], Fault> {
    pick_noting(text, keys, &mut false)
}

/// The same; `twice` is set if one of the keys comes twice.
pub(crate) fn pick_noting<'a, const N: usize>(text: &'a str, keys: [&str; N], twice: &mut bool) -> Result<[Value<'a>; N], Fault> {
    let (mut picked, mut seen) = ([Value::Null; N], [false; N]);
    object(text, |member| {
        let key = member.key.text(&mut false);
        if let Some(place) = keys.iter().position(|wanted| *wanted == key) {
            picked[place] = member.value;
            *twice |= std::mem::replace(&mut seen[place], true);
        }
    })?;
    Ok(picked)
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

/// Calls `each` for every element of the array that `text` holds.
pub(crate) fn array<'a>(text: &'a str, mut each: impl FnMut(Value<'a>)) -> Result<(), Fault> {
    let bytes = text.as_bytes();
    let mut at = blank(bytes, 0);
    if bytes.get(at) != Some(&b'[') {
        return Err(Fault::Broken(at));
    }
    at = blank(bytes, at + 1);
    if bytes.get(at) == Some(&b']') {
        return end(bytes, at + 1);
    }
    loop {
        let (value, next) = value(text, at)?;
        each(value);
        at = blank(bytes, next);
        match bytes.get(at) {
            Some(b',') => at = blank(bytes, at + 1),
            Some(b']') => return end(bytes, at + 1),
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

fn end(bytes: &[u8], at: usize) -> Result<(), Fault> {
    // Files that were preallocated end in NUL bytes; they are no reason to lose the last record.
    let rest = &bytes[at..];
    match rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0)) {
        None => Ok(()),
        Some(offset) => Err(Fault::Broken(at + offset)),
    }
}

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

fn string(text: &str, at: usize) -> Result<(Quoted<'_>, usize), Fault> {
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&b'"') {
        return Err(Fault::Broken(at));
    }
    let (mut from, mut escaped) = (at + 1, false);
    loop {
        let Some(offset) = memchr2(b'"', b'\\', &bytes[from..]) else { return Err(Fault::Broken(bytes.len())) };
        let here = from + offset;
        if bytes[here] == b'"' {
            return Ok((Quoted { raw: &text[at + 1..here], escaped }, here + 1));
        }
        escaped = true;
        from = match bytes.get(here + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => here + 2,
            Some(b'u') if hex(bytes, here + 2).is_some() => here + 6,
            _ => return Err(Fault::Broken(here)),
        };
    }
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
                    let Some(offset) = memchr2(b'"', b'\\', &bytes[from.min(bytes.len())..]) else {
                        return Err(Fault::Broken(bytes.len()));
                    };
                    if bytes[from + offset] == b'"' {
                        break from + offset;
                    }
                    from += offset + 2;
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

fn hex(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 4)?;
    digits.iter().try_fold(0, |number, digit| Some(number << 4 | char::from(*digit).to_digit(16)?))
}

fn unescape(raw: &str, lone: &mut bool) -> String {
    let bytes = raw.as_bytes();
    let mut out = String::with_capacity(raw.len());
    let mut from = 0;
    while let Some(offset) = memchr::memchr(b'\\', &bytes[from..]) {
        let here = from + offset;
        out.push_str(&raw[from..here]);
        from = here + 2;
        match bytes.get(here + 1) {
            Some(b'b') => out.push('\u{8}'),
            Some(b'f') => out.push('\u{c}'),
            Some(b'n') => out.push('\n'),
            Some(b'r') => out.push('\r'),
            Some(b't') => out.push('\t'),
            Some(b'u') => {
                let unit = hex(bytes, here + 2).unwrap_or(0xfffd);
                from = here + 6;
                let low = (bytes.get(from..from + 2) == Some(b"\\u")).then(|| hex(bytes, from + 2)).flatten();
                let letter = match (unit, low) {
                    (0xd800..0xdc00, Some(low @ 0xdc00..0xe000)) => {
                        from += 6;
                        char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
                    }
                    _ => char::from_u32(unit),
                };
                *lone |= letter.is_none();
                out.push(letter.unwrap_or('\u{fffd}'));
            }
            // The scanner let only known escapes through; what is left stands for itself.
            Some(byte) => out.push(char::from(*byte)),
            None => {}
        }
        from = from.min(bytes.len());
    }
    out.push_str(&raw[from..]);
    out
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
