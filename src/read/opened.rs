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
use super::{Options, sniff};
use crate::{Diagnostic, Error, Result};

/// A file that is open for reading.
pub(crate) struct Opened {
    shown: String,
    raw: FileAt,
    packing: Packing,
    archive: Option<ZipArchive<FileAt>>,
    unpacked: Cell<u64>,
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
        let failed = |cause: io::Error| Error::input(shown, cause.to_string());
        let raw = origin.open().map_err(failed)?;
        let mut head = Vec::new();
        raw.clone().take(8).read_to_end(&mut head).map_err(failed)?;
        let packing = Packing::of(&head);
        let archive = if packing == Packing::Zip { Some(archive::open(raw.clone(), shown)?) } else { None };
        Ok(Opened { shown: shown.to_owned(), raw, packing, archive, unpacked: Cell::new(0) })
    }

    /// The members of the archive, if the file is one.
    pub fn members(&mut self, options: &Options) -> Result<Option<Vec<Member>>> {
        self.archive.as_mut().map(|archive| archive::members(archive, &self.shown, options)).transpose()
    }

    /// Whether bytes of the stream are bytes of the file, so that one can go to them directly.
    pub fn is_direct(&self, script: Script) -> bool {
        self.packing == Packing::Plain && matches!(script, Script::Utf8 { .. })
    }

    /// The file from the first byte on, as it lies on the disk.
    pub fn raw(&self) -> FileAt {
        self.raw.clone()
    }

    /// The digest of the file.
    pub fn sha256(&self) -> Result<String> {
        Hashing::new(self.raw()).finish().map_err(|cause| Error::input(&self.shown, cause.to_string()))
    }

    /// The first bytes of a stream, unpacked but not decoded, and whether that is all of it.
    pub fn head(&mut self, member: Option<usize>, name: &str, options: &Options) -> Result<(Vec<u8>, bool)> {
        let mut head = Vec::new();
        self.bytes(member, name, options, |reader| reader.take(sniff::HEAD as u64).read_to_end(&mut head).map(|_| ()))?;
        let whole = head.len() < sniff::HEAD;
        Ok((head, whole))
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
        let notes = Rc::new(RefCell::new(Vec::new()));
        let shown = self.shown.clone();
        let failed = |cause: io::Error| Error::input(&shown, cause.to_string());
        let told = |notes: &Rc<RefCell<Vec<Diagnostic>>>| -> Told {
            let (notes, file) = (Rc::clone(notes), name.to_owned());
            Box::new(move |code, message| {
                let skipped = code != "IN-TRAIL";
                notes.borrow_mut().push(Diagnostic { file: file.clone(), record: None, byte: None, code, message, skipped });
            })
        };
        let (value, hashing) = match (&mut self.archive, member) {
            (Some(archive), Some(index)) => {
                let size = self.raw.length;
                let packed = move || size;
                let value = archive::read(archive, index, |reader| {
                    with(&mut Guard::new(Box::new(reader), Limits::archive(options), &packed, &self.unpacked, told(&notes)))
                })
                .map_err(|cause| Error::input(name, cause))?;
                (value, None)
            }
            _ => {
                let hashing = RefCell::new(Hashing::new(self.raw.clone()));
                let mut shared = Shared(&hashing);
                let value = if self.packing == Packing::Plain {
                    with(&mut shared)
                } else {
                    let (packed, unpacked) = (|| hashing.borrow().passed, Cell::new(0));
                    let reader = self.packing.reader(&mut shared, told(&notes)).map_err(failed)?;
                    with(&mut Guard::new(reader, Limits::stream(options), &packed, &unpacked, told(&notes)))
                };
                (value, Some(hashing.into_inner()))
            }
        };
        let value = value.map_err(failed)?;
        let notes = notes.take();
        Ok(Outcome { value: (value, hashing), notes, sha256: None })
    }
}
