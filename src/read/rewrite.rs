//! Writes an input again with a few words of it replaced, every other byte as it was.

use std::io::{self, Read, Write};
use std::path::Path;

use super::encoding::Script;
use super::files::Origin;
use super::frame::Cut;
use super::inputs::Inputs;
use super::opened::Opened;
use crate::{Error, Result};

/// A word to be put in the place of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replacement {
    /// The byte of the (unpacked) stream where the old word starts.
    pub start: u64,
    /// The byte behind it.
    pub end: u64,
    /// The new word.
    pub word: &'static str,
}

impl Inputs {
    /// Whether the inputs are tables, so that a table beside them can be told from a copy of them by its name alone.
    pub fn are_tables(&self) -> bool {
        self.streams.iter().all(|stream| matches!(stream.context.format.cut, Cut::Csv { .. }))
    }

    /// Whether a path is that of one of the inputs.
    pub fn have(&self, path: &Path) -> bool {
        let Ok(path) = path.canonicalize() else { return false };
        self.files.iter().any(|file| match &file.origin {
            Origin::Path(own) => own.canonicalize().is_ok_and(|own| own == path),
            Origin::Spool(_) => false,
        })
    }

    /// Whether the input can be written again: there is one stream, and places in it are places in the bytes that would be written.
    ///
    /// # Errors
    /// There are several, or it is UTF-16.
    pub fn rewritable(&self) -> Result<()> {
        match self.streams.as_slice() {
            [stream] if matches!(stream.script, Script::Utf8 { .. }) => Ok(()),
            [stream] => {
                Err(Error::usage(format!("{} is UTF-16; convert it to UTF-8 to have it written back", stream.context.name)))
            }
            streams => Err(Error::usage(format!("one export at a time is written back, and the inputs hold {}", streams.len()))),
        }
    }

    /// Writes the only stream of the inputs again. What was packed is written unpacked. The replacements stand in the order of their
    /// places and do not overlap.
    ///
    /// # Errors
    /// The input is not [rewritable](Inputs::rewritable), cannot be read, or is shorter than it was; or `out` fails.
    pub fn rewrite(&self, replacements: &[Replacement], out: &mut dyn Write) -> Result<()> {
        self.rewritable()?;
        let [stream] = self.streams.as_slice() else { return Ok(()) };
        let file = &self.files[stream.file];
        let mut opened = Opened::open(&file.origin, &file.shown)?;
        let name = &stream.context.name;
        let outcome = opened.text(stream.member, name, stream.script, &self.options, |reader| {
            // A failure of what is written is none of what is read.
            Ok((copy(reader, replacements, out)?, false))
        })?;
        match outcome.value {
            Copied::Whole => Ok(()),
            Copied::Unwritten(cause) => Err(Error::output(cause)),
            Copied::Changed => Err(Error::input(name, "it was changed while it was read; nothing is written")),
        }
    }
}

enum Copied {
    Whole,
    Unwritten(io::Error),
    Changed,
}

fn copy(reader: &mut dyn Read, replacements: &[Replacement], out: &mut dyn Write) -> io::Result<Copied> {
    let mut at = 0;
    for &Replacement { start, end, word } in replacements {
        let (Some(before), Some(old)) = (start.checked_sub(at), end.checked_sub(start)) else { return Ok(Copied::Changed) };
        if let Some(failed) = pass(reader, before, out)? {
            return Ok(failed);
        }
        if io::copy(&mut reader.take(old), &mut io::sink())? < old {
            return Ok(Copied::Changed);
        }
        if let Err(cause) = out.write_all(word.as_bytes()) {
            return Ok(Copied::Unwritten(cause));
        }
        at = end;
    }
    Ok(match pass(reader, u64::MAX, out)? {
        Some(Copied::Unwritten(cause)) => Copied::Unwritten(cause),
        _ => Copied::Whole,
    })
}

/// Hands on so many bytes; what went wrong, if anything did.
fn pass(reader: &mut dyn Read, mut count: u64, out: &mut dyn Write) -> io::Result<Option<Copied>> {
    let mut buffer = vec![0; 1 << 16];
    while count > 0 {
        let wanted = usize::try_from(count).unwrap_or(usize::MAX).min(buffer.len());
        let read = match reader.read(&mut buffer[..wanted]) {
            Ok(0) => return Ok(Some(Copied::Changed)),
            Ok(read) => read,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => continue,
            Err(cause) => return Err(cause),
        };
        if let Err(cause) = out.write_all(&buffer[..read]) {
            return Ok(Some(Copied::Unwritten(cause)));
        }
        count -= read as u64;
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn copied(text: &[u8], replacements: &[Replacement]) -> (Vec<u8>, bool) {
        let mut out = Vec::new();
        let whole = matches!(copy(&mut &text[..], replacements, &mut out).unwrap(), Copied::Whole);
        (out, whole)
    }

    proptest! {
        #[test]
        fn only_the_places_change(text in prop::collection::vec(any::<u8>(), 0..200), cuts in prop::collection::vec(0..200usize, 0..12)) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(text.len())).collect();
            cuts.sort_unstable();
            let places: Vec<(usize, usize)> = cuts.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
            let replacements: Vec<Replacement> =
                places.iter().map(|&(start, end)| Replacement { start: start as u64, end: end as u64, word: "spam" }).collect();
            let mut expected = text.clone();
            for &(start, end) in places.iter().rev() {
                expected.splice(start..end, *b"spam");
            }
            prop_assert_eq!(copied(&text, &replacements), (expected, true));
        }
    }

    #[test]
    fn what_became_shorter_is_not_called_written() {
        assert!(!copied(b"abc", &[Replacement { start: 2, end: 5, word: "" }]).1);
        assert!(!copied(b"abc", &[Replacement { start: 4, end: 5, word: "" }]).1);
        assert!(copied(b"abc", &[]).1);
    }
}
