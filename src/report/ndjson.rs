//! One JSON object a line.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};

use super::escape::first_that_acts;
use super::{AccountLine, Line, Report, RingLine, RunLine};

/// Writes a line for every account and ring, and one for the run.
pub(super) struct Ndjson<W> {
    out: W,
}

impl<W: Write> Ndjson<W> {
    pub(super) fn new(out: W) -> Self {
        Ndjson { out }
    }

    fn line(&mut self, line: &Line<'_>) -> io::Result<()> {
        write_json(&mut self.out, line)?;
        self.out.write_all(b"\n")
    }
}

impl<W: Write> Report for Ndjson<W> {
    fn account(&mut self, account: &AccountLine) -> io::Result<()> {
        self.line(&Line::Account(Box::new(Cow::Borrowed(account))))
    }

    fn ring(&mut self, ring: &RingLine) -> io::Result<()> {
        self.line(&Line::Ring(Cow::Borrowed(ring)))
    }

    fn finish(&mut self, run: &RunLine) -> io::Result<()> {
        self.line(&Line::Run(Cow::Borrowed(run)))?;
        self.out.flush()
    }
}

/// A value as one line of JSON.
pub(super) fn json_line(value: &impl Serialize) -> crate::Result<Vec<u8>> {
    let mut line = Vec::new();
    write_json(&mut line, value).map_err(crate::Error::output)?;
    line.push(b'\n');
    Ok(line)
}

/// Writes one value as JSON that is harmless on a terminal too.
pub(crate) fn write_json(out: impl Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(out, Harmless)).map_err(io::Error::from)
}

/// JSON leaves DEL, C1 controls and bidi controls as they are; here they are written `\u202e`, so that nothing is lost and
/// nothing acts on the terminal that shows it.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, character)) = first_that_acts(rest) {
            CompactFormatter.write_string_fragment(writer, &rest[..at])?;
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + character.len_utf8()..];
        }
        CompactFormatter.write_string_fragment(writer, rest)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::escape::acts;
    use super::*;

    proptest! {
        #[test]
        fn any_text_comes_back_and_nothing_acts(text in any::<String>()) {
            let mut bytes = Vec::new();
            write_json(&mut bytes, &text).unwrap();
            let json = String::from_utf8(bytes).unwrap();
            prop_assert!(!json.chars().any(acts));
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }
}
