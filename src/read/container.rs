//! What a file is packed in, and the limits under which it is unpacked.

use std::cell::Cell;
use std::io::{self, BufReader, Read};

use super::gzip::{Members, Told};
use super::{Options, car};

/// How a file is packed, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Plain,
    Gzip,
    Zstd,
    Zip,
    /// The repository of a Bluesky account.
    Car,
}

impl Packing {
    pub fn of(head: &[u8]) -> Packing {
        match head {
            [0x1f, 0x8b, ..] => Packing::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Packing::Zstd,
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Packing::Zip,
            [_, rest @ ..] if rest.starts_with(car::MARK) => Packing::Car,
            _ => Packing::Plain,
        }
    }

    /// Unpacks `inner`; zip archives are opened elsewhere, by their members.
    pub fn reader<'r>(self, inner: &'r mut dyn Read, told: Told) -> io::Result<Box<dyn Read + 'r>> {
        Ok(match self {
            Packing::Plain | Packing::Zip => Box::new(inner),
            Packing::Car => car::reader(inner, told)?,
            Packing::Gzip => Box::new(Members::new(inner, told)),
            Packing::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::with_buffer(BufReader::with_capacity(1 << 16, inner))?;
                // Dumps of whole platforms are packed with long windows.
                decoder.window_log_max(31)?;
                Box::new(decoder)
            }
        })
    }
}

/// How much an input may grow while it is unpacked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    ratio: u64,
    ratio_after: u64,
    total: u64,
}

impl Limits {
    /// For one packed stream: its growth counts, its size does not, since it is never held as a whole.
    pub fn stream(options: &Options) -> Limits {
        Limits { ratio: options.max_ratio.max(1), ratio_after: options.ratio_after, total: u64::MAX }
    }

    /// For the members of one archive together.
    pub fn archive(options: &Options) -> Limits {
        Limits { total: options.max_total_bytes, ..Limits::stream(options) }
    }
}

/// Counts what is unpacked, stops at a bomb, and turns damage into an early end that is told.
pub(crate) struct Guard<'r> {
    inner: Box<dyn Read + 'r>,
    limits: Limits,
    packed: &'r dyn Fn() -> u64,
    unpacked: &'r Cell<u64>,
    told: Told,
    ended: bool,
}

impl<'r> Guard<'r> {
    /// `packed` tells how many packed bytes were used so far, `unpacked` counts over all members of an archive.
    pub fn new(
        inner: Box<dyn Read + 'r>,
        limits: Limits,
        packed: &'r dyn Fn() -> u64,
        unpacked: &'r Cell<u64>,
        told: Told,
    ) -> Self {
        Guard { inner, limits, packed, unpacked, told, ended: false }
    }
}

impl Read for Guard<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ended {
            return Ok(0);
        }
        let read = match self.inner.read(buffer) {
            Ok(read) => read,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted || cause.raw_os_error().is_some() => return Err(cause),
            Err(cause) => {
                self.ended = true;
                (self.told)(
                    "IN-TRUNC",
                    format!("the packed data is cut off or damaged after {} unpacked bytes: {cause}", self.unpacked.get()),
                );
                return Ok(0);
            }
        };
        let total = self.unpacked.get() + read as u64;
        self.unpacked.set(total);
        let Limits { ratio, ratio_after, total: most } = self.limits;
        if total > most {
            return Err(bomb(format!("it unpacks to more than {most} bytes")));
        }
        if total > ratio_after && total / ratio > (self.packed)() {
            return Err(bomb(format!("it unpacks to more than {ratio} times its size")));
        }
        Ok(read)
    }
}

fn bomb(message: String) -> io::Error {
    io::Error::other(format!("{message}, which no honest export does [IN-BOMB]"))
}
