//! From bytes to text: byte order marks, UTF-16, and the old Windows encoding where a record is not UTF-8.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How the text of a stream is encoded, by its byte order mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// UTF-8, with that many bytes of mark before it.
    Utf8 { mark: usize },
    /// UTF-16, decoded on the way; places count in the decoded text.
    Utf16(&'static Encoding),
}

impl Script {
    /// Looks at the first bytes of a stream.
    pub fn of(head: &[u8]) -> Script {
        match head {
            [0xef, 0xbb, 0xbf, ..] => Script::Utf8 { mark: 3 },
            [0xff, 0xfe, ..] => Script::Utf16(UTF_16LE),
            [0xfe, 0xff, ..] => Script::Utf16(UTF_16BE),
            _ => Script::Utf8 { mark: 0 },
        }
    }

    /// Reads `inner`, which stands at its first byte, as UTF-8.
    pub fn reader<'r>(self, inner: &'r mut dyn Read) -> Box<dyn Read + 'r> {
        match self {
            Script::Utf8 { .. } => Box::new(inner),
            Script::Utf16(encoding) => Box::new(Decoding {
                inner,
                decoder: encoding.new_decoder_with_bom_removal(),
                raw: Vec::new(),
                text: vec![0; 1 << 16],
                ready: 0..0,
                ended: false,
            }),
        }
    }
}

struct Decoding<'r> {
    inner: &'r mut dyn Read,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    ready: std::ops::Range<usize>,
    ended: bool,
}

impl Read for Decoding<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.ready.is_empty() && !self.ended {
            let room = 1 << 14;
            let wanted = room - self.raw.len().min(room);
            let got = Read::take(&mut *self.inner, wanted as u64).read_to_end(&mut self.raw)?;
            let last = got < wanted;
            let (result, read, written, _) = self.decoder.decode_to_utf8(&self.raw, &mut self.text, last);
            self.raw.drain(..read);
            self.ready = 0..written;
            self.ended = last && result == CoderResult::InputEmpty;
        }
        let count = self.ready.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.text[self.ready.start..self.ready.start + count]);
        self.ready.start += count;
        Ok(count)
    }
}

/// The text of a record; the flag says that it was no UTF-8 and was read as windows-1252.
pub(crate) fn text(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (WINDOWS_1252.decode_without_bom_handling(bytes).0, true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_is_decoded_in_either_order() {
        let text = "é😀,x\n".repeat(20_000);
        for big in [false, true] {
            let mut bytes = if big { vec![0xfe, 0xff] } else { vec![0xff, 0xfe] };
            bytes.extend(text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }));
            let mut source = &bytes[..];
            let mut decoded = String::new();
            Script::of(&bytes).reader(&mut source).read_to_string(&mut decoded).unwrap();
            assert_eq!(decoded, text);
        }
    }

    #[test]
    fn what_is_no_utf8_is_read_as_windows_1252() {
        assert_eq!(text(b"caf\xe9 \x93x\x94"), ("café “x”".into(), true));
        assert_eq!(text("café".as_bytes()), ("café".into(), false));
    }
}
