//! A run of whole records with all that is needed to read them, on whatever thread.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::export::write_with_unknown;
use super::frame::{Bound, Cut, Flaw, Framer, Piece};
use super::owners::Owner;
use super::source::{CANONICAL, Format, Frame, Item, Out, Remarks, Setting, Skip, Source, Unknown};
use super::{Options, Record, encoding, json};
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
    heads: Vec<Arc<[u8]>>,
    /// Where the only record that is wanted starts within the only cut, if one only is wanted.
    only: Option<usize>,
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
    /// Of those left out, the ones by which nothing of anybody is lost.
    pub harmless: u64,
    /// Of those found, the ones that describe accounts, scores or articles rather than acts.
    pub descriptions: u64,
    /// What stands where a record would and holds none, such as a notice of deletion.
    pub passed: u64,
    /// How many acts the input itself says that its pages hold.
    pub declared: u64,
    /// How often each code was told, whether the record was lost by it or not.
    pub codes: BTreeMap<&'static str, u64>,
    /// Whether a time without a zone was taken for UTC.
    pub zoneless: bool,
    /// The units that epochs were written in, one bit each.
    pub units: u8,
    /// Whether UTF-8 that was written as Latin-1 was undone.
    pub mended: bool,
    /// How many records the input itself calls spam.
    pub spam: u64,
}

impl ChunkCounts {
    /// Adds the counts of another chunk of the same stream.
    pub fn merge(&mut self, other: &ChunkCounts) {
        self.read += other.read;
        self.kept += other.kept;
        self.skipped += other.skipped;
        self.harmless += other.harmless;
        self.descriptions += other.descriptions;
        self.passed += other.passed;
        self.declared += other.declared;
        self.zoneless |= other.zoneless;
        self.units |= other.units;
        self.mended |= other.mended;
        self.spam += other.spam;
        for (code, count) in &other.codes {
            *self.codes.entry(code).or_default() += count;
        }
    }
}

impl Chunk {
    pub(crate) fn new(piece: Piece, context: Arc<Context>) -> Chunk {
        let Piece { bytes, bounds, heads, first_byte, first_record } = piece;
        Chunk { stream: context.stream, bytes, first_byte, first_record, bounds, heads, only: None, context }
    }

    /// Chunks of canonical NDJSON that is already in memory; what cannot be cut into lines is added to `skipped`.
    pub fn of_lines(mut lines: &[u8], skipped: &mut Vec<Diagnostic>) -> Result<Vec<Chunk>> {
        let options = Arc::new(Options::default());
        let format = Format { source: &CANONICAL, cut: Cut::Lines, names: Vec::new() };
        let context = Context { stream: 0, name: "-".into(), format, owner: Owner::default(), options: Arc::clone(&options) };
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
        let counts = self.walk(self.context.format.source.traits.open, skipped, &mut |record, unknown| match write_with_unknown(
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
            dates: options.dates,
            require_time: options.require_time,
            keep_unsigned: options.keep_unsigned,
            platform: options.platform,
            shared_fields: &options.shared_fields,
        };
        let mut counts = ChunkCounts { stream: *stream, ..ChunkCounts::default() };
        let mut told = 0;
        let mut tell = |number: u32, byte: u64, code, message: String, lost, counts: &mut ChunkCounts| {
            *counts.codes.entry(code).or_default() += 1;
            if told < KEPT {
                told += 1;
                let record = Some(self.first_record + u64::from(number));
                skipped.push(Diagnostic { file: name.clone(), record, byte: Some(byte), code, message, skipped: lost });
            }
        };
        let head = |head: &Arc<[u8]>| format.source.traits.head.map(|facts| facts(&encoding::text(head).0)).unwrap_or_default();
        let heads: Vec<String> = self.heads.iter().map(head).collect();
        // Mostly the whole chunk is UTF-8, and one check does for all its records.
        let whole = std::str::from_utf8(&self.bytes).ok();
        let mut broke = false;
        for bound in &self.bounds {
            let range = bound.start as usize..bound.end as usize;
            let (text, foreign) = match whole.and_then(|text| text.get(range.clone())) {
                Some(text) => (Cow::Borrowed(text), false),
                None => encoding::text(&self.bytes[range]),
            };
            let place = Locator { stream: *stream, byte: self.first_byte + u64::from(bound.start) };
            if foreign {
                tell(bound.number, place.byte, "IN-ENC", "not UTF-8, read as windows-1252".into(), false, &mut counts);
            }
            let before = counts.read;
            let mut item = |item: Item<'_>| {
                if broke || self.only.is_some_and(|only| only != item.offset) {
                    return;
                }
                counts.read += 1;
                let byte = place.byte + item.offset as u64;
                for (code, message) in item.remarks.list {
                    tell(bound.number, byte, code, message, false, &mut counts);
                }
                counts.zoneless |= item.remarks.zoneless;
                counts.units |= item.remarks.units;
                counts.mended |= item.remarks.mended;
                counts.spam += u64::from(item.remarks.spam);
                match item.record {
                    Ok(mut record) => {
                        counts.kept += 1;
                        counts.descriptions += u64::from(!matches!(record, Record::Event(_)));
                        // Places in a text that was decoded are no places in the input.
                        if let (true, Record::Event(event)) = (foreign, &mut record) {
                            (event.status, event.length) = (None, 0);
                        }
                        broke = each(record, &item.unknown).is_break();
                    }
                    Err(skip) => {
                        counts.skipped += 1;
                        counts.harmless += u64::from(crate::error::is_harmless(skip.code));
                        tell(bound.number, byte, skip.code, skip.message, true, &mut counts);
                    }
                }
            };
            let frame = Frame { text: &text, head: bound.head.and_then(|head| heads.get(head as usize)).map(String::as_str) };
            let json = matches!(format.cut, Cut::Lines | Cut::JsonArray | Cut::JsonLists(_));
            if json && options.max_depth < json::DEPTH && json::is_deeper(&text, options.max_depth) {
                let skip = Skip::new("IN-DEPTH", format!("nested deeper than {} levels", options.max_depth));
                item(Item { offset: 0, record: Err(skip), remarks: Remarks::default(), unknown: Vec::new() });
                continue;
            }
            let mut out = Out { setting: &setting, place, with_unknown, declared: 0, each: &mut item };
            (format.source.read)(frame, &mut out);
            counts.declared += out.declared;
            counts.passed += u64::from(counts.read == before);
            if broke {
                break;
            }
        }
        counts
    }

    /// The source that reads it, and the text of each of its cuts.
    pub(super) fn cuts(&self) -> (&'static Source, impl Iterator<Item = Cow<'_, str>>) {
        let text = |bound: &Bound| encoding::text(&self.bytes[bound.start as usize..bound.end as usize]).0;
        (self.context.format.source, self.bounds.iter().map(text))
    }

    /// Keeps only the record that starts at this byte of the stream, if one may.
    pub(crate) fn only(&self, byte: u64) -> Option<Chunk> {
        let offset = u32::try_from(byte.checked_sub(self.first_byte)?).ok()?;
        let bound = *self.bounds.get(self.bounds.partition_point(|bound| bound.end <= offset))?;
        let within = offset.checked_sub(bound.start)? as usize;
        let bytes = self.bytes[bound.start as usize..bound.end as usize].to_vec();
        let alone = Bound { start: 0, end: bytes.len() as u32, number: 0, head: bound.head };
        let chunk = Chunk {
            stream: self.stream,
            bytes,
            first_byte: self.first_byte + u64::from(bound.start),
            first_record: self.first_record + u64::from(bound.number),
            bounds: vec![alone],
            heads: self.heads.clone(),
            only: Some(within),
            context: Arc::clone(&self.context),
        };
        Some(chunk)
    }
}
