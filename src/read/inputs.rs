//! All inputs of a run: opened, numbered, cut into chunks, and accounted for.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::Options;
use super::chunk::{Chunk, ChunkCounts, Context};
use super::encoding::Script;
use super::files::Origin;
use super::frame::Framer;
use super::manifest::{self, Check};
use super::opened::Opened;
use super::owners::{Owner, Owners};
use super::probe::{Stream, probe, told};
use super::source::Owned;
use super::walk;
use crate::progress::{Progress, Stage};
use crate::{Diagnostic, Error, Result};

/// How many diagnostics of the cutting of one stream are kept; the counts stay exact.
const KEPT: usize = 1_000;

/// What became of one input file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct InputSummary {
    /// The file, as the user named it.
    pub file: String,
    /// The digest of its bytes as they lie on the disk; missing if it was not read to the end.
    pub sha256: Option<String>,
    /// What it holds; several formats of an archive are joined by `+`.
    pub format: String,
    /// Records found.
    pub read: u64,
    /// Records kept.
    pub kept: u64,
    /// Records left out.
    pub skipped: u64,
    /// Of those left out, the ones by which nothing of anybody is lost: records of accounts that are gone, earlier versions of posts.
    pub harmless: u64,
    /// What stands where records would and holds none, such as a notice of deletion.
    pub passed: u64,
    /// Whether it holds the latest records only, so that earlier ones that are missing say nothing.
    pub window: bool,
}

impl InputSummary {
    /// Whether records were left out by which something of somebody is lost.
    pub fn is_partial(&self) -> bool {
        self.skipped > self.harmless
    }
}

pub(super) struct InputFile {
    pub shown: String,
    pub origin: Origin,
    sha256: Option<String>,
}

pub(super) struct OpenStream {
    pub file: usize,
    pub member: Option<usize>,
    pub script: Script,
    pub start: u64,
    pub context: Arc<Context>,
    /// How many acts it should hold, and what says so.
    pub expected: Vec<(u64, String)>,
    counts: ChunkCounts,
}

impl OpenStream {
    /// What it should hold, held against what was found in it.
    fn checks(&self) -> impl Iterator<Item = Check> {
        let ChunkCounts { read, descriptions, passed, declared, .. } = self.counts;
        let check =
            |by: &str, expected, found| Check { file: self.context.name.clone(), by: by.to_owned(), expected, found: Some(found) };
        let acts = read - descriptions;
        let pages = (declared > 0).then(|| check("the file itself", declared, acts));
        self.expected.iter().map(move |(expected, by)| check(by, *expected, acts + passed)).chain(pages)
    }

    fn is_window(&self) -> bool {
        self.context.format.source.traits.window && self.counts.kept > self.counts.descriptions
    }

    fn forget(&mut self) {
        self.counts = ChunkCounts { stream: self.counts.stream, ..ChunkCounts::default() };
    }
}

/// The inputs of a run, in the order of their names, so that the order of the arguments does not matter.
pub struct Inputs {
    pub(super) options: Arc<Options>,
    pub(super) files: Vec<InputFile>,
    pub(super) streams: Vec<OpenStream>,
    /// Files that an export lists and that are not there.
    missing: Vec<Check>,
    diagnostics: Vec<Diagnostic>,
    /// How many of them were told when the inputs were opened.
    opening: usize,
    progress: Arc<Progress>,
}

impl fmt::Debug for Inputs {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Inputs")
            .field("streams", &self.streams.iter().map(|stream| &stream.context.name).collect::<Vec<_>>())
            .finish()
    }
}

impl Inputs {
    /// Opens files, folders, archives and `-` (standard input), and finds out what they hold.
    ///
    /// A file that the user named and that cannot be used is an error. One that was found in a folder or an archive is left
    /// out and told in [`Inputs::diagnostics`].
    pub fn open(paths: &[PathBuf], options: Options) -> Result<Inputs> {
        let files = walk::files(paths)?.into_iter().map(|file| {
            let origin = if file.path.as_os_str() == "-" { Origin::spool(&mut io::stdin().lock()) } else { Origin::of(&file.path) };
            (file, origin)
        });
        Inputs::found(files, options)
    }

    /// What `reader` gives, as one input of that name. It is kept in a file without a name, so that records can be quoted later.
    pub fn from_reader(name: &str, reader: &mut dyn io::Read, options: Options) -> Result<Inputs> {
        let file = walk::Found { path: name.into(), named: true };
        Inputs::found(std::iter::once((file, Origin::spool(reader))), options)
    }

    fn found(files: impl Iterator<Item = (walk::Found, io::Result<Origin>)>, options: Options) -> Result<Inputs> {
        let options = Arc::new(options);
        let mut inputs = Inputs {
            options: Arc::clone(&options),
            files: Vec::new(),
            streams: Vec::new(),
            missing: Vec::new(),
            diagnostics: Vec::new(),
            opening: 0,
            progress: Arc::default(),
        };
        let mut owners = Owners::default();
        let (mut found, mut parts) = (Vec::new(), Vec::new());
        for (file, origin) in files {
            let shown = file.path.display().to_string();
            let probed = origin
                .map_err(|cause| Error::input(&file.path, cause.to_string()))
                .and_then(|origin| Ok((probe(&origin, &shown, file.named, &options, &mut owners)?, origin)));
            let (probed, origin) = match probed {
                Ok(both) => both,
                Err(cause) if file.named => return Err(cause),
                Err(cause) => {
                    inputs.diagnostics.push(told(&shown, "IN-FILE", &cause.to_string(), true));
                    continue;
                }
            };
            inputs.diagnostics.extend(probed.notes);
            parts.extend(probed.parts);
            if probed.streams.is_empty() && !file.named {
                continue;
            }
            found.extend(probed.streams.into_iter().map(|stream| (inputs.files.len(), stream)));
            inputs.files.push(InputFile { shown, origin, sha256: None });
        }
        without_spares(&mut found, &mut parts);
        for (file, stream) in found {
            let Ok(number) = u16::try_from(inputs.streams.len()) else {
                return Err(Error::usage(
                    "the inputs have more than 65,535 files and archive members together; read them in parts",
                ));
            };
            let owned = stream.format.source.traits.owned;
            let (owner, known) = if owned == Owned::File {
                (Owner::of_file(&stream.name), true)
            } else {
                owners.of(&stream.name, stream.format.source.platform)
            };
            if !known && owned == Owned::Place {
                let message = format!("no file beside it says whose this is; the account is called `{}`", owner.id);
                inputs.diagnostics.push(told(&stream.name, "EV-OWNER", &message, false));
            }
            let context =
                Context { stream: number, name: stream.name, format: stream.format, owner, options: Arc::clone(&options) };
            inputs.streams.push(OpenStream {
                file,
                member: stream.member,
                script: stream.script,
                start: stream.start,
                context: Arc::new(context),
                expected: stream.total.map(|total| (total, "the file itself".to_owned())).into_iter().collect(),
                counts: ChunkCounts { stream: number, ..ChunkCounts::default() },
            });
        }
        inputs.read_lists(&parts)?;
        inputs.opening = inputs.diagnostics.len();
        Ok(inputs)
    }

    /// Reads what exports say of the sizes of their files.
    fn read_lists(&mut self, parts: &[String]) -> Result<()> {
        for index in 0..self.streams.len() {
            let stream = &self.streams[index];
            let InputFile { origin, shown, .. } = &self.files[stream.file];
            let listed = manifest::listed(stream, origin, shown, &self.options)?;
            let name = stream.context.name.clone();
            self.missing.extend(manifest::assign(&name, listed, &mut self.streams, parts));
        }
        Ok(())
    }

    /// How many records the files of exports should hold by what the exports say themselves, and how many they do: complete once all
    /// chunks are cut and [tallied](Inputs::tally).
    pub fn checks(&self) -> Vec<Check> {
        self.streams.iter().flat_map(OpenStream::checks).chain(self.missing.iter().cloned()).collect()
    }

    /// Cuts all streams into chunks, in order, and calls `each` for every chunk until it breaks. The inputs can be gone through
    /// again; what is told and counted is then what the last time gave.
    pub fn chunks(&mut self, each: &mut dyn FnMut(Chunk) -> ControlFlow<()>) -> Result<()> {
        self.diagnostics.truncate(self.opening);
        self.streams.iter_mut().for_each(OpenStream::forget);
        let mut next = 0;
        self.progress.begin(Stage::Reading, self.files.iter().map(|file| file.origin.length()).sum());
        for file in 0..self.files.len() {
            let raw = self.files[file].origin.open().map(|raw| raw.watched(&self.progress));
            let length = raw.as_ref().map_or(0, |raw| raw.length);
            let mut opened = Opened::of(raw, &self.files[file].shown)?;
            // An archive begins with its end, where the list of its members stands.
            self.progress.restart();
            let first = next;
            while self.streams.get(next).is_some_and(|stream| stream.file == file) {
                let (sha256, broke) = self.stream(next, &mut opened, each)?;
                self.files[file].sha256 = sha256;
                if broke {
                    return Ok(());
                }
                next += 1;
            }
            // An archive is read out of order, so its digest takes a pass of its own.
            if next == first || self.streams[first].member.is_some() {
                self.files[file].sha256 = Some(opened.sha256()?);
            }
            self.progress.advance(length);
        }
        Ok(())
    }

    /// How far the work on these inputs has come.
    pub fn progress(&self) -> &Arc<Progress> {
        &self.progress
    }

    fn stream(
        &mut self,
        index: usize,
        opened: &mut Opened,
        each: &mut dyn FnMut(Chunk) -> ControlFlow<()>,
    ) -> Result<(Option<String>, bool)> {
        let options = Arc::clone(&self.options);
        let OpenStream { member, script, start, context, counts, .. } = &mut self.streams[index];
        let mut flaws = Vec::new();
        let outcome = opened.text(*member, &context.name, *script, &options, |reader| {
            io::copy(&mut io::Read::take(&mut *reader, *start), &mut io::sink())?;
            let mut framer = Framer::new(reader, context.format.cut, *start, options.chunk_bytes, options.max_record_bytes);
            let mut flawed = |flaw: super::frame::Flaw, record, byte| {
                *counts.codes.entry(flaw.code).or_default() += 1;
                counts.read += u64::from(flaw.skipped);
                counts.skipped += u64::from(flaw.skipped);
                if flaws.len() < KEPT {
                    let record = flaw.skipped.then_some(record);
                    let file = context.name.clone();
                    flaws.push(Diagnostic {
                        file,
                        record,
                        byte: Some(byte),
                        code: flaw.code,
                        message: flaw.message,
                        skipped: flaw.skipped,
                    });
                }
            };
            while let Some(piece) = framer.next(&mut flawed)? {
                if each(Chunk::new(piece, Arc::clone(context))).is_break() {
                    return Ok((true, false));
                }
            }
            Ok((false, true))
        })?;
        self.diagnostics.extend(flaws);
        self.diagnostics.extend(outcome.notes);
        Ok((outcome.sha256, outcome.value))
    }

    /// Adds up what became of the records of a chunk.
    pub fn tally(&mut self, counts: &ChunkCounts) {
        if let Some(stream) = self.streams.get_mut(usize::from(counts.stream)) {
            stream.counts.merge(counts);
        }
    }

    /// What became of each file: complete once all chunks are cut and [tallied](Inputs::tally).
    pub fn summary(&self) -> Vec<InputSummary> {
        let summary = |(index, file): (usize, &InputFile)| {
            let streams = || self.streams.iter().filter(move |stream| stream.file == index);
            let formats: BTreeSet<_> = streams().map(|stream| stream.context.format.source.name).collect();
            InputSummary {
                file: file.shown.clone(),
                sha256: file.sha256.clone(),
                format: if formats.is_empty() { "empty".into() } else { formats.into_iter().collect::<Vec<_>>().join("+") },
                read: streams().map(|stream| stream.counts.read).sum(),
                kept: streams().map(|stream| stream.counts.kept).sum(),
                skipped: streams().map(|stream| stream.counts.skipped).sum(),
                harmless: streams().map(|stream| stream.counts.harmless).sum(),
                passed: streams().map(|stream| stream.counts.passed).sum(),
                window: streams().any(OpenStream::is_window),
            }
        };
        self.files.iter().enumerate().map(summary).collect()
    }

    /// What is to be told of containers, of the cutting into records, and of streams as wholes.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut list = self.diagnostics.clone();
        list.extend(self.missing.iter().filter_map(Check::told));
        for stream in &self.streams {
            let OpenStream { context, counts, .. } = stream;
            let mut tell = |code, message| list.push(told(&context.name, code, message, false));
            if counts.zoneless {
                tell("TIME-ZONE", "times without a zone were taken for UTC");
            }
            if counts.mended {
                tell("IN-MOJI", "text that was UTF-8 written as Latin-1 was put right");
            }
            if counts.units.count_ones() > 1 {
                tell("TIME-UNIT", "epochs of different units stand in one file; each was read by its magnitude");
            }
            if stream.is_window() {
                tell("IN-WINDOW", "it holds the latest records only; that earlier ones are missing says nothing");
            }
            if let Some(hint) = context.format.source.traits.spam_left_out
                && counts.kept > 0
                && counts.spam == 0
            {
                tell("IN-NOSPAM", hint);
            }
            list.extend(stream.checks().filter_map(|check| check.told()));
        }
        list
    }

    /// The name of a stream, such as `archive.zip!data/tweets.js`.
    pub fn name(&self, stream: u16) -> &str {
        self.streams.get(usize::from(stream)).map_or("", |stream| &stream.context.name)
    }

    /// For each stream the number of the input that it belongs to, in the order of [`Inputs::summary`].
    pub fn inputs_of_streams(&self) -> Vec<usize> {
        self.streams.iter().map(|stream| stream.file).collect()
    }

    /// How often each code was told record by record, beside [`Inputs::diagnostics`], which are cut.
    pub fn codes(&self) -> BTreeMap<&'static str, u64> {
        let mut codes = BTreeMap::new();
        for (code, count) in self.streams.iter().flat_map(|stream| &stream.counts.codes) {
            *codes.entry(*code).or_default() += count;
        }
        for told in self.diagnostics().iter().filter(|told| told.record.is_none() && told.byte.is_none()) {
            *codes.entry(told.code).or_default() += 1;
        }
        codes
    }

    /// How many streams there are.
    pub fn streams(&self) -> usize {
        self.streams.len()
    }
}

/// Leaves out the streams whose records stand in other streams of the same export, in the same folder or below it.
fn without_spares(found: &mut Vec<(usize, Stream)>, parts: &mut Vec<String>) {
    let folder = |name: &str| name.rfind(['/', '!']).map_or(0, |at| at + 1);
    let others: Vec<(&str, String)> = found
        .iter()
        .filter(|(_, Stream { format, .. })| {
            let traits = &format.source.traits;
            traits.owner.is_none() && traits.lists.is_none() && !traits.spare
        })
        .map(|(_, stream)| (stream.format.source.name, stream.name.clone()))
        .collect();
    found.retain(|(_, Stream { name, format, .. })| {
        let instead = |(of, other): &(&str, String)| *of == format.source.name && other.starts_with(&name[..folder(name)]);
        let spare = format.source.traits.spare && others.iter().any(instead);
        if spare {
            parts.push(name.clone());
        }
        !spare
    });
}
