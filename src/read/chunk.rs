//! A run of whole records with all that is needed to read them, on whatever thread.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::export::write_with_unknown;
use super::frame::{Bound, Cut, Flaw, Framer, Piece};
use super::owners::Owner;
use super::sniff::Format;
use super::source::{self, Remarks, Setting, Unknown};
use super::{Options, Record, encoding};
use crate::event::Locator;
use crate::{Diagnostic, Error, Result};

/// How many diagnostics of one chunk are kept; the counts stay exact.
const KEPT: usize = 1_000;

/// What all chunks of a stream share.
#[derive(Debug)]
pub(crate) struct Context {
    pub stream: u16,
    pub name: String,
    pub format: Format,
    pub owner: Owner,
    pub options: Arc<Options>,
}

/// Whole records of one stream, cut but not yet read.
#[derive(Debug, Clone)]
pub struct Chunk {
    /// The number of the stream.
    pub stream: u16,
    /// The records, with what stands between them.
    pub bytes: Vec<u8>,
    /// The byte of the (unpacked) stream that `bytes` starts at.
    pub first_byte: u64,
    /// The number of the first record in the stream, from 1.
    pub first_record: u64,
    bounds: Vec<Bound>,
    context: Arc<Context>,
}

/// What became of the records of a chunk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChunkCounts {
    /// The number of the stream.
    pub stream: u16,
    /// Records found.
    pub read: u64,
    /// Records handed on.
    pub kept: u64,
    /// Records left out.
    pub skipped: u64,
    /// How often each code was told, whether the record was lost by it or not.
    pub codes: BTreeMap<&'static str, u64>,
    /// Whether a time without a zone was taken for UTC.
    pub zoneless: bool,
}

impl ChunkCounts {
    /// Adds the counts of another chunk of the same stream.
    pub fn merge(&mut self, other: &ChunkCounts) {
        self.read += other.read;
        self.kept += other.kept;
        self.skipped += other.skipped;
        self.zoneless |= other.zoneless;
        for (code, count) in &other.codes {
            *self.codes.entry(code).or_default() += count;
        }
    }
}

impl Chunk {
    pub(crate) fn new(piece: Piece, context: Arc<Context>) -> Chunk {
        let Piece { bytes, bounds, first_byte, first_record } = piece;
        Chunk { stream: context.stream, bytes, first_byte, first_record, bounds, context }
    }

    /// Chunks of canonical NDJSON that is already in memory; what cannot be cut into lines is added to `skipped`.
    pub fn of_lines(mut lines: &[u8], skipped: &mut Vec<Diagnostic>) -> Result<Vec<Chunk>> {
        let options = Arc::new(Options::default());
        let context =
            Context { stream: 0, name: "-".into(), format: Format::Ndjson, owner: Owner::default(), options: Arc::clone(&options) };
        let context = Arc::new(context);
        let mut framer = Framer::new(&mut lines, Cut::Lines, 0, options.chunk_bytes, options.max_record_bytes);
        let mut chunks = Vec::new();
        let mut flawed = |flaw: Flaw, record, byte| {
            let Flaw { code, message, skipped: lost, .. } = flaw;
            skipped.push(Diagnostic { file: "-".into(), record: Some(record), byte: Some(byte), code, message, skipped: lost });
        };
        while let Some(piece) = framer.next(&mut flawed).map_err(|cause| Error::input("-", cause.to_string()))? {
            chunks.push(Chunk::new(piece, Arc::clone(&context)));
        }
        Ok(chunks)
    }

    /// How many records the chunk has.
    pub fn len(&self) -> usize {
        self.bounds.len()
    }

    /// Whether the chunk has no records.
    pub fn is_empty(&self) -> bool {
        self.bounds.is_empty()
    }

    /// Reads the records. Pure: it can be called from any thread, and again.
    ///
    /// At most 1,000 diagnostics are added to `skipped`; the counts are exact.
    pub fn records(&self, each: &mut dyn FnMut(Record<'_>), skipped: &mut Vec<Diagnostic>) -> ChunkCounts {
        self.walk(false, skipped, &mut |record, _| {
            each(record);
            ControlFlow::Continue(())
        })
    }

    /// Writes the records in the canonical form. Keys that are not known are passed on where the input is canonical itself.
    pub fn export(&self, out: &mut dyn Write, skipped: &mut Vec<Diagnostic>) -> Result<ChunkCounts> {
        let mut failed = None;
        let counts = self.walk(self.context.format.is_canonical(), skipped, &mut |record, unknown| match write_with_unknown(
            &record, unknown, out,
        ) {
            Ok(()) => ControlFlow::Continue(()),
            Err(cause) => {
                failed = Some(cause);
                ControlFlow::Break(())
            }
        });
        failed.map_or(Ok(counts), |cause| Err(Error::output(cause)))
    }

    fn walk(
        &self,
        with_unknown: bool,
        skipped: &mut Vec<Diagnostic>,
        each: &mut dyn FnMut(Record<'_>, &[Unknown<'_>]) -> ControlFlow<()>,
    ) -> ChunkCounts {
        let Context { stream, name, format, owner, options } = &*self.context;
        let setting = Setting {
            format,
            owner,
            as_of: options.as_of,
            require_time: options.require_time,
            platform: options.platform,
            shared_fields: &options.shared_fields,
        };
        let mut counts = ChunkCounts { stream: *stream, ..ChunkCounts::default() };
        let mut told = 0;
        let mut tell = |bound: &Bound, code, message: String, lost, counts: &mut ChunkCounts| {
            *counts.codes.entry(code).or_default() += 1;
            if told < KEPT {
                told += 1;
                let record = Some(self.first_record + u64::from(bound.number));
                let byte = Some(self.first_byte + u64::from(bound.start));
                skipped.push(Diagnostic { file: name.clone(), record, byte, code, message, skipped: lost });
            }
        };
        // Mostly the whole chunk is UTF-8, and one check does for all its records.
        let whole = std::str::from_utf8(&self.bytes).ok();
        for bound in &self.bounds {
            let range = bound.start as usize..bound.end as usize;
            let (text, foreign) = match whole.and_then(|text| text.get(range.clone())) {
                Some(text) => (Cow::Borrowed(text), false),
                None => encoding::text(&self.bytes[range]),
            };
            counts.read += 1;
            if foreign {
                tell(bound, "IN-ENC", "not UTF-8, read as windows-1252".into(), false, &mut counts);
            }
            let locator = Locator { stream: *stream, byte: self.first_byte + u64::from(bound.start) };
            let (mut remarks, mut unknown) = (Remarks::default(), Vec::new());
            let read = source::parse(&text, locator, &setting, &mut remarks, with_unknown.then_some(&mut unknown));
            for (code, message) in remarks.list {
                tell(bound, code, message, false, &mut counts);
            }
            counts.zoneless |= remarks.zoneless;
            match read {
                Ok(record) => {
                    counts.kept += 1;
                    if each(record, &unknown).is_break() {
                        break;
                    }
                }
                Err(skip) => {
                    counts.skipped += 1;
                    tell(bound, skip.code, skip.message, true, &mut counts);
                }
            }
        }
        counts
    }

    /// Keeps only the record that starts at this byte of the stream, if one does.
    pub(crate) fn only(&self, byte: u64) -> Option<Chunk> {
        let offset = u32::try_from(byte.checked_sub(self.first_byte)?).ok()?;
        let index = self.bounds.binary_search_by_key(&offset, |bound| bound.start).ok()?;
        let bound = self.bounds[index];
        let bytes = self.bytes[bound.start as usize..bound.end as usize].to_vec();
        let alone = Bound { start: 0, end: bytes.len() as u32, number: 0 };
        let first_record = self.first_record + u64::from(bound.number);
        let context = Arc::clone(&self.context);
        Some(Chunk { stream: self.stream, bytes, first_byte: byte, first_record, bounds: vec![alone], context })
    }
}
