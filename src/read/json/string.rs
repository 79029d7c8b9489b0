//! JSON strings: where they end, and what their escapes stand for.

use std::borrow::Cow;

use memchr::memchr2;

use super::Fault;

/// A JSON string as it stands between its quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quoted<'a> {
    raw: &'a str,
    escaped: bool,
}

impl<'a> Quoted<'a> {
    /// What stands between the quotes, as it was written.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// The text; `lone` is set if half a surrogate pair had to be replaced.
    pub fn text(&self, lone: &mut bool) -> Cow<'a, str> {
        if self.escaped { Cow::Owned(unescape(self.raw, lone)) } else { Cow::Borrowed(self.raw) }
    }
}

/// The string that starts at `at`, and where it ends.
pub(super) fn string(text: &str, at: usize) -> Result<(Quoted<'_>, usize), Fault> {
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&b'"') {
        return Err(Fault::Broken(at));
    }
    let (mut from, mut escaped) = (at + 1, false);
    loop {
        let Some(here) = quote_or_backslash(bytes, from) else { return Err(Fault::Broken(bytes.len())) };
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

/// Where the next quote or backslash stands, from this byte on.
#[inline]
pub(crate) fn quote_or_backslash(bytes: &[u8], from: usize) -> Option<usize> {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES << 7;
    // The lowest bit that is set belongs to the first byte that is nought.
    let noughts = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    let mut at = from;
    // Most strings are short, and the call of a search costs more than these few words.
    for _ in 0..4 {
        let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk) else { break };
        let word = u64::from_le_bytes(*word);
        let marks = noughts(word ^ (ONES * u64::from(b'"'))) | noughts(word ^ (ONES * u64::from(b'\\')));
        if marks != 0 {
            return Some(at + marks.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    memchr2(b'"', b'\\', bytes.get(at..)?).map(|offset| at + offset)
}

fn hex(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 4)?;
    digits.iter().try_fold(0, |number, digit| Some(number << 4 | char::from(*digit).to_digit(16)?))
}

/// The text that escapes stand for. They are known to be well-formed.
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
