//! Looks at one file before anything is read: which streams it has, and what each of them holds.

use super::encoding::Script;
use super::files::Origin;
use super::frame::Framer;
use super::opened::{Head, Opened};
use super::owners::Owners;
use super::sniff::{self, Sniffed};
use super::source::Format;
use super::{Options, encoding};
use crate::{Diagnostic, Error, Result};

/// How many records are looked at for the name of the owner.
const OWNER: usize = 50;

/// A stream that can be read.
#[derive(Debug)]
pub(crate) struct Stream {
    pub name: String,
    pub member: Option<usize>,
    pub script: Script,
    pub format: Format,
    /// The byte that the first record may start at.
    pub start: u64,
    /// How many records it says itself that it holds.
    pub total: Option<u64>,
}

/// What was found in a file.
#[derive(Debug, Default)]
pub(crate) struct Probed {
    pub streams: Vec<Stream>,
    /// The parts of an export that are passed over.
    pub parts: Vec<String>,
    pub notes: Vec<Diagnostic>,
}

/// Looks at a file. If the user named it, what cannot be used is an error; otherwise it is left out and told.
pub(crate) fn probe(origin: &Origin, shown: &str, named: bool, options: &Options, owners: &mut Owners) -> Result<Probed> {
    let mut opened = Opened::open(origin, shown)?;
    let mut probed = Probed::default();
    if !opened.is_archive() {
        let looked = opened.head(None, shown, options).map(|head| look(head, None, shown, options, owners))?;
        match looked {
            Ok(stream) => probed.streams.push(stream),
            Err(Sniffed::Unknown(words)) if named => return Err(Error::input(shown, format!("{words} [IN-UNKNOWN]"))),
            Err(Sniffed::Packed) if named => {
                return Err(Error::input(shown, "is packed twice over, which is not unpacked [IN-BOMB]"));
            }
            Err(Sniffed::Part) if named => {
                probed.notes.push(told(shown, "IN-PART", "is a part of an export that holds nothing to audit", false));
            }
            Err(other) => {
                if matches!(other, Sniffed::Part) {
                    probed.parts.push(shown.to_owned());
                }
                probed.notes.extend(note(shown, &other));
            }
        }
        return Ok(probed);
    }
    let mut unknown = Vec::new();
    let mut is_export = false;
    let notes = opened.heads(options, &mut |member, head| {
        let name = format!("{shown}!{}", member.name);
        if member.strange {
            probed.notes.push(told(&name, "IN-PATH", "the name points out of the archive; it is not used as a path", false));
        }
        match head.map(|head| look(head, Some(member.index), &name, options, owners)) {
            Ok(Ok(stream)) => probed.streams.push(stream),
            Ok(Err(Sniffed::Unknown(_))) => unknown.push(member.name),
            Ok(Err(Sniffed::Part)) => {
                is_export = true;
                probed.parts.push(name);
            }
            Ok(Err(other)) => probed.notes.extend(note(&name, &other)),
            Err(cause) if cause.to_string().contains("[IN-BOMB]") => return Err(cause),
            Err(cause) => probed.notes.push(told(&name, "IN-FILE", &cause.to_string(), true)),
        }
        Ok(())
    })?;
    probed.notes.extend(notes);
    // A tar archive has its members in any order.
    probed.streams.sort_by(|a, b| a.name.cmp(&b.name));
    unknown.sort();
    is_export |= probed.streams.iter().any(|stream| stream.format.source.platform.is_some());
    if probed.streams.is_empty() && named && !is_export {
        return Err(Error::input(
            shown,
            format!("the archive holds nothing that can be read here{} [IN-UNKNOWN]", listed(&unknown)),
        ));
    }
    // An export is full of pictures and pages; saying so would tell nobody anything.
    if !unknown.is_empty() && !is_export {
        let message = format!("members of other kinds were left out{}", listed(&unknown));
        probed.notes.push(told(shown, "IN-UNKNOWN", &message, false));
    }
    Ok(probed)
}

fn look(
    head: Head,
    member: Option<usize>,
    name: &str,
    options: &Options,
    owners: &mut Owners,
) -> std::result::Result<Stream, Sniffed> {
    let Head { bytes: head, whole } = head;
    let script = Script::of(&head);
    let (head, mark) = match script {
        Script::Utf8 { mark } => (head, mark),
        Script::Utf16(encoding) => (encoding.decode(&head).0.into_owned().into_bytes(), 0),
    };
    let (format, start) = match sniff::sniff(&head, mark, whole) {
        Sniffed::Found(format, start) => (format, start),
        other => return Err(other),
    };
    if format.source.traits.timeless && options.require_time {
        return Err(Sniffed::Part);
    }
    let total = format.source.traits.total.and_then(|total| total(&encoding::text(head.get(mark..).unwrap_or_default()).0));
    if let Some(owner) = format.source.traits.owner {
        let mut rest = head.get(start..).unwrap_or_default();
        let mut framer = Framer::new(&mut rest, format.cut, 0, sniff::HEAD, options.max_record_bytes);
        if let Ok(Some(piece)) = framer.next(&mut |_, _, _| {}) {
            let named = piece.bounds.iter().take(OWNER).find_map(|bound| {
                let (text, _) = encoding::text(&piece.bytes[bound.start as usize..bound.end as usize]);
                owner(&text, &format)
            });
            if let Some(owner) = named {
                owners.insert(name, format.source.platform, owner);
            }
        }
    }
    Ok(Stream { name: name.to_owned(), member, script, format, start: start as u64, total })
}

fn note(name: &str, sniffed: &Sniffed) -> Option<Diagnostic> {
    match sniffed {
        Sniffed::Found(..) | Sniffed::Part => None,
        Sniffed::Empty => Some(told(name, "IN-EMPTY", "is empty", false)),
        Sniffed::Packed => Some(told(name, "IN-BOMB", "is packed within something packed, which is not unpacked", true)),
        Sniffed::Unknown(words) => Some(told(name, "IN-UNKNOWN", words, false)),
    }
}

/// A diagnostic of a whole file.
pub(crate) fn told(file: &str, code: &'static str, message: &str, skipped: bool) -> Diagnostic {
    Diagnostic { file: file.to_owned(), record: None, byte: None, code, message: message.to_owned(), skipped }
}

fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [first, second, _, rest @ ..] if !rest.is_empty() => format!(": {first}, {second} and {} more", rest.len() + 1),
        few => format!(": {}", few.join(", ")),
    }
}
