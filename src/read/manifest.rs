//! What exports say of their own size, held against what was read.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::Options;
use super::frame::Framer;
use super::inputs::OpenStream;
use super::opened::Opened;
use super::probe::told;
use super::source::Listed;
use super::{encoding, files::Origin};
use crate::{Diagnostic, Result};

/// How many records a file of an export should hold, and how many it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The file, as reports name it.
    pub file: String,
    /// What says how many there should be: a file of the same export, or the file itself.
    pub by: String,
    /// How many it says.
    pub expected: u64,
    /// How many were found; none where the file is not there.
    pub found: Option<u64>,
}

impl Check {
    /// Whether the two agree.
    pub fn agrees(&self) -> bool {
        self.found == Some(self.expected)
    }

    /// What there is to tell where they do not.
    pub(super) fn told(&self) -> Option<Diagnostic> {
        let Check { file, by, expected, found } = self;
        match found {
            // An empty list may have no file at all.
            None if *expected == 0 => None,
            None => Some(told(file, "IN-COUNT", &format!("{by} lists it with {expected} records, and it is not there"), true)),
            Some(found) if found == expected => None,
            Some(found) => {
                Some(told(file, "IN-COUNT", &format!("{by} says that it holds {expected} records, and it holds {found}"), false))
            }
        }
    }
}

/// Reads the lists of a stream that has any.
pub(super) fn listed(stream: &OpenStream, origin: &Origin, shown: &str, options: &Options) -> Result<Vec<Listed>> {
    let Some(lists) = stream.context.format.source.traits.lists else { return Ok(Vec::new()) };
    let mut listed = Vec::new();
    let mut opened = Opened::open(origin, shown)?;
    opened.text(stream.member, &stream.context.name, stream.script, options, |reader| {
        io::copy(&mut io::Read::take(&mut *reader, stream.start), &mut io::sink())?;
        let cut = stream.context.format.cut;
        let mut framer = Framer::new(reader, cut, stream.start, options.chunk_bytes, options.max_record_bytes);
        while let Some(piece) = framer.next(&mut |_, _, _| {})? {
            for bound in &piece.bounds {
                listed.extend(lists(&encoding::text(&piece.bytes[bound.start as usize..bound.end as usize]).0));
            }
        }
        Ok(((), false))
    })?;
    Ok(listed)
}

/// Finds the streams that a list names: what stands before the listed name must be a folder that the list lies in too. Gives the
/// names of listed files that are neither among the streams nor among the parts that were passed over.
pub(super) fn assign(list: &str, listed: Vec<Listed>, streams: &mut [OpenStream], parts: &[String]) -> Vec<Check> {
    let is_listed = |name: &str, file: &str| {
        name.strip_suffix(file)
            .is_some_and(|folder| list.starts_with(folder) && (folder.is_empty() || folder.ends_with(['/', '!'])))
    };
    let mut counts = BTreeMap::new();
    for Listed { file, count } in listed {
        *counts.entry(file).or_insert(0) += count;
    }
    let mut missing = Vec::new();
    for (file, expected) in counts {
        if let Some(stream) = streams.iter_mut().find(|stream| is_listed(&stream.context.name, &file)) {
            stream.expected.push((expected, list.to_owned()));
        } else if !parts.iter().any(|part| is_listed(part, &file)) {
            let first = file.split('/').next().unwrap_or_default();
            let folder = list.rfind(first).map_or("", |at| &list[..at]);
            missing.push(Check { file: format!("{folder}{file}"), by: list.to_owned(), expected, found: None });
        }
    }
    missing
}
