//! The bytes of an input as they lie on the disk: read by position, so that several readers never disturb each other.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::progress::Progress;

/// Where the bytes of an input are.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    /// A file of the user's, opened when it is needed.
    Path(PathBuf),
    /// What came through a pipe, kept in a file without a name.
    Spool(Arc<File>),
}

impl Origin {
    /// Opens a path, or spools it if it can be read only once.
    pub fn of(path: &Path) -> io::Result<Origin> {
        if std::fs::metadata(path)?.is_file() {
            return Ok(Origin::Path(path.to_owned()));
        }
        Origin::spool(&mut File::open(path)?)
    }

    /// Keeps everything that `reader` gives, so that it can be read again.
    pub fn spool(reader: &mut dyn Read) -> io::Result<Origin> {
        let mut file = tempfile::tempfile()?;
        io::copy(reader, &mut file)?;
        Ok(Origin::Spool(Arc::new(file)))
    }

    /// A reader from the first byte on.
    pub fn open(&self) -> io::Result<FileAt> {
        let file = match self {
            Origin::Path(path) => Arc::new(File::open(path)?),
            Origin::Spool(file) => Arc::clone(file),
        };
        Ok(FileAt { length: file.metadata()?.len(), file, position: 0, watched: None })
    }

    /// How many bytes there are, as far as anybody knows.
    pub fn length(&self) -> u64 {
        let metadata = match self {
            Origin::Path(path) => std::fs::metadata(path),
            Origin::Spool(file) => file.metadata(),
        };
        metadata.map_or(0, |metadata| metadata.len())
    }
}

/// A reader with a position of its own in a file that others read too.
#[derive(Debug, Clone)]
pub(crate) struct FileAt {
    file: Arc<File>,
    position: u64,
    pub length: u64,
    /// Whom it tells how far it has come.
    watched: Option<Arc<Progress>>,
}

impl FileAt {
    /// The same, telling how far it has come.
    pub fn watched(self, progress: &Arc<Progress>) -> FileAt {
        FileAt { watched: Some(Arc::clone(progress)), ..self }
    }
}

impl Read for FileAt {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(&*self.file, buffer, self.position)?;
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(&*self.file, buffer, self.position)?;
        self.position += read as u64;
        if let Some(progress) = &self.watched {
            progress.reach(self.position);
        }
        Ok(read)
    }
}

impl Seek for FileAt {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position =
            target.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "a place before the start of the file"))?;
        Ok(self.position)
    }
}

/// Takes the sha256 of what passes through.
pub(crate) struct Hashing<R> {
    inner: R,
    hasher: Sha256,
    /// How many bytes have passed.
    pub passed: u64,
}

impl<R: Read> Hashing<R> {
    pub fn new(inner: R) -> Self {
        Hashing { inner, hasher: Sha256::new(), passed: 0 }
    }

    /// Reads what is left and gives the digest of the whole in hexadecimal.
    pub fn finish(mut self) -> io::Result<String> {
        io::copy(&mut self, &mut io::sink())?;
        Ok(HEXLOWER.encode(&self.hasher.finalize()))
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        self.passed += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_can_be_read_twice_and_has_a_digest() {
        let origin = Origin::spool(&mut &b"abc"[..]).unwrap();
        for _ in 0..2 {
            let hashing = Hashing::new(origin.open().unwrap());
            assert_eq!(hashing.finish().unwrap(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        }
        let mut reader = origin.open().unwrap();
        reader.seek(SeekFrom::End(-1)).unwrap();
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        assert_eq!(text, "c");
    }
}
