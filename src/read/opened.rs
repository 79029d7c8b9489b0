//! One file, opened: its streams as unpacked text, with the limits kept and the damage told.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::rc::Rc;

use zip::ZipArchive;

use super::archive::{self, Member};
use super::container::{Guard, Limits, Packing};
use super::encoding::Script;
use super::files::{FileAt, Hashing, Origin};
use super::gzip::Told;
use super::{Options, sniff, tarball};
use crate::{Diagnostic, Error, Result};

/// A file that is open for reading.
pub(crate) struct Opened {
    shown: String,
    raw: FileAt,
    packing: Packing,
    archive: Option<ZipArchive<FileAt>>,
    /// Whether what the file holds, unpacked, is a tar archive.
    tar: bool,
    unpacked: Cell<u64>,
}

/// The first bytes of a stream, unpacked but not decoded.
pub(crate) struct Head {
    pub bytes: Vec<u8>,
    /// Whether they are all of it.
    pub whole: bool,
}

impl Head {
    fn read(reader: &mut dyn Read) -> io::Result<Head> {
        let mut bytes = Vec::new();
        reader.take(sniff::HEAD as u64).read_to_end(&mut bytes)?;
        Ok(Head { whole: bytes.len() < sniff::HEAD, bytes })
    }
}

/// What a reading of a stream gave besides its bytes.
pub(crate) struct Outcome<T> {
    pub value: T,
    pub notes: Vec<Diagnostic>,
    /// The digest of the file as it lies on the disk, where it was asked for and the whole file was read.
    pub sha256: Option<String>,
}

struct Shared<'a>(&'a RefCell<Hashing<FileAt>>);

impl Read for Shared<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.borrow_mut().read(buffer)
    }
}

impl Opened {
    pub fn open(origin: &Origin, shown: &str) -> Result<Opened> {
        Opened::of(origin.open(), shown)
    }

    /// A file whose bytes can be read already.
    pub fn of(raw: io::Result<FileAt>, shown: &str) -> Result<Opened> {
        let failed = |cause: io::Error| Error::input(shown, cause.to_string());
        let raw = raw.map_err(failed)?;
        let mut head = Vec::new();
        raw.clone().take(tarball::HEAD as u64).read_to_end(&mut head).map_err(failed)?;
        let packing = Packing::of(&head);
        let archive = if packing == Packing::Zip { Some(archive::open(raw.clone(), shown)?) } else { None };
        if matches!(packing, Packing::Gzip | Packing::Zstd) {
            let (mut packed, mut unpacked) = (raw.clone(), Vec::new());
            // Damage shows itself again when all of it is read.
            if let Ok(reader) = packing.reader(&mut packed, Box::new(|_, _| {})) {
                let _ = reader.take(tarball::HEAD as u64).read_to_end(&mut unpacked);
            }
            head = unpacked;
        }
        let tar = packing != Packing::Zip && tarball::is_tar(&head);
        Ok(Opened { shown: shown.to_owned(), raw, packing, archive, tar, unpacked: Cell::new(0) })
    }

    /// Whether the file has members.
    pub fn is_archive(&self) -> bool {
        self.archive.is_some() || self.tar
    }

    /// Calls `each` with every member of the archive and the first bytes of it, and whether they are all of it. Returns what was
    /// told of an archive that has to be read through for that.
    pub fn heads(
        &mut self,
        options: &Options,
        each: &mut dyn FnMut(Member, Result<Head>) -> Result<()>,
    ) -> Result<Vec<Diagnostic>> {
        if let Some(archive) = &mut self.archive {
            for member in archive::members(archive, &self.shown, options)? {
                let name = format!("{}!{}", self.shown, member.name);
                let head = self.head(Some(member.index), &name, options);
                each(member, head)?;
            }
            return Ok(Vec::new());
        }
        let shown = self.shown.clone();
        let mut failed = Ok(());
        let outcome = self.bytes(None, &shown, options, |reader| {
            tarball::members(reader, options.max_members, &mut |member, reader| {
                failed = each(member, Ok(Head::read(reader)?));
                Ok(failed.is_ok())
            })
        })?;
        failed.map(|()| outcome.notes)
    }

    /// Whether bytes of the stream are bytes of the file, so that one can go to them directly.
    pub fn is_direct(&self, script: Script) -> bool {
        self.packing == Packing::Plain && !self.tar && matches!(script, Script::Utf8 { .. })
    }

    /// The file from the first byte on, as it lies on the disk.
    pub fn raw(&self) -> FileAt {
        self.raw.clone()
    }

    /// The digest of the file.
    pub fn sha256(&self) -> Result<String> {
        Hashing::new(self.raw()).finish().map_err(|cause| Error::input(&self.shown, cause.to_string()))
    }

    /// The first bytes of a stream.
    pub fn head(&mut self, member: Option<usize>, name: &str, options: &Options) -> Result<Head> {
        self.bytes(member, name, options, Head::read).map(|outcome| outcome.value.0)
    }

    /// Reads a stream as UTF-8. The digest is taken where the file is one stream and `with` says that it wants all of it.
    pub fn text<T>(
        &mut self,
        member: Option<usize>,
        name: &str,
        script: Script,
        options: &Options,
        with: impl FnOnce(&mut dyn Read) -> io::Result<(T, bool)>,
    ) -> Result<Outcome<T>> {
        let shown = self.shown.clone();
        let bytes = self.bytes(member, name, options, |reader| with(&mut *script.reader(reader)))?;
        let Outcome { value: ((value, to_the_end), hashing), notes, .. } = bytes;
        let sha256 = match hashing.filter(|_| to_the_end) {
            Some(hashing) => Some(hashing.finish().map_err(|cause| Error::input(shown, cause.to_string()))?),
            None => None,
        };
        Ok(Outcome { value, notes, sha256 })
    }

    fn bytes<T>(
        &mut self,
        member: Option<usize>,
        name: &str,
        options: &Options,
        with: impl FnOnce(&mut dyn Read) -> io::Result<T>,
    ) -> Result<Outcome<(T, Option<Hashing<FileAt>>)>> {
        let (mut with, mut value) = (Some(with), None);
        let mut once = |reader: &mut dyn Read| {
            if let Some(with) = with.take() {
                value = Some(with(reader)?);
            }
            Ok(())
        };
        let (notes, hashing) = match member {
            None => self.whole(name, options, &mut once)?,
            Some(index) => (self.member(index, name, options, &mut once)?, None),
        };
        let value = value.ok_or_else(|| Error::input(name, "the member cannot be found again"))?;
        Ok(Outcome { value: (value, hashing), notes, sha256: None })
    }

    /// Reads the file from front to back, unpacked.
    fn whole(
        &self,
        name: &str,
        options: &Options,
        with: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>,
    ) -> Result<(Vec<Diagnostic>, Option<Hashing<FileAt>>)> {
        let notes = Notes::default();
        let failed = |cause: io::Error| Error::input(&self.shown, cause.to_string());
        let hashing = RefCell::new(Hashing::new(self.raw.clone()));
        let mut shared = Shared(&hashing);
        let value = if self.packing == Packing::Plain {
            with(&mut shared)
        } else {
            let (packed, unpacked) = (|| hashing.borrow().passed, Cell::new(0));
            let limits = if self.tar { Limits::archive(options) } else { Limits::stream(options) };
            let reader = self.packing.reader(&mut shared, notes.told(name)).map_err(failed)?;
            with(&mut Guard::new(reader, limits, &packed, &unpacked, notes.told(name)))
        };
        value.map_err(failed)?;
        Ok((notes.take(), Some(hashing.into_inner())))
    }

    /// Reads one member of an archive.
    fn member(
        &mut self,
        index: usize,
        name: &str,
        options: &Options,
        with: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>,
    ) -> Result<Vec<Diagnostic>> {
        let Some(archive) = &mut self.archive else {
            let found = self.whole(name, options, &mut |reader| {
                tarball::members(reader, options.max_members, &mut |member, reader| {
                    if member.index == index {
                        with(reader)?;
                    }
                    Ok(member.index < index)
                })
            });
            return found.map(|(notes, _)| notes);
        };
        let notes = Notes::default();
        let size = self.raw.length;
        let packed = move || size;
        let value = archive::read(archive, index, |reader| {
            with(&mut Guard::new(Box::new(reader), Limits::archive(options), &packed, &self.unpacked, notes.told(name)))
        });
        value.map_err(|cause| Error::input(name, cause))?.map_err(|cause| Error::input(name, cause.to_string()))?;
        Ok(notes.take())
    }
}

/// What is told while a stream is read.
#[derive(Default)]
struct Notes(Rc<RefCell<Vec<Diagnostic>>>);

impl Notes {
    fn told(&self, name: &str) -> Told {
        let (notes, file) = (Rc::clone(&self.0), name.to_owned());
        Box::new(move |code, message| {
            let skipped = code != "IN-TRAIL";
            notes.borrow_mut().push(Diagnostic { file: file.clone(), record: None, byte: None, code, message, skipped });
        })
    }

    fn take(&self) -> Vec<Diagnostic> {
        self.0.take()
    }
}
