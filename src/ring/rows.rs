//! Rows in order, in bounded memory: what takes too much room is sorted in parts that wait on disk.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};

use crate::{Error, Result};

/// Rows that are read from disk at once, for each part: no more than these, and all parts together no more than fit in memory.
const READ_AT_ONCE: usize = 4096;
/// A sorter keeps at least this many rows.
const FEWEST: usize = 1024;

/// Sorts rows of `N` numbers. A file is opened only where rows do not fit, has no name, and is gone with the process.
#[derive(Debug)]
pub(super) struct Sorter<const N: usize> {
    rows: Vec<[u64; N]>,
    /// As many rows are kept in memory.
    most: usize,
    written: Option<Parts>,
}

/// Sorted parts in one file.
#[derive(Debug)]
struct Parts {
    file: File,
    /// The byte where each part ends.
    ends: Vec<u64>,
}

/// An unnamed file for what does not fit into memory.
pub(super) fn unnamed_file() -> Result<File> {
    tempfile::tempfile().map_err(Error::scratch)
}

impl<const N: usize> Sorter<N> {
    /// A sorter that keeps its rows in about so many bytes of memory.
    pub(super) fn new(room: usize) -> Self {
        Sorter { rows: Vec::new(), most: (room / size_of::<[u64; N]>()).max(FEWEST), written: None }
    }

    pub(super) fn push(&mut self, row: [u64; N]) -> Result<()> {
        if self.rows.len() == self.most {
            self.write_part()?;
        }
        if self.rows.len() == self.rows.capacity() {
            // Doubling must not reach beyond the room.
            self.rows.reserve_exact(self.rows.len().max(FEWEST).min(self.most - self.rows.len()));
        }
        self.rows.push(row);
        Ok(())
    }

    fn write_part(&mut self) -> Result<()> {
        self.rows.sort_unstable();
        let parts = match &mut self.written {
            Some(parts) => parts,
            none => none.insert(Parts { file: unnamed_file()?, ends: Vec::new() }),
        };
        let mut out = BufWriter::new(&parts.file);
        self.rows.iter().flatten().try_for_each(|number| out.write_all(&number.to_le_bytes())).map_err(Error::scratch)?;
        out.flush().map_err(Error::scratch)?;
        drop(out);
        let before = parts.ends.last().copied().unwrap_or(0);
        parts.ends.push(before + size_of_val(self.rows.as_slice()) as u64);
        self.rows.clear();
        Ok(())
    }

    /// The rows in ascending order.
    pub(super) fn sorted(mut self) -> Result<Sorted<N>> {
        if self.written.is_some() {
            self.write_part()?;
            self.rows = Vec::new();
        }
        self.rows.sort_unstable();
        Ok(Sorted { rows: self.rows, written: self.written, most: self.most })
    }
}

/// Sorted rows.
#[derive(Debug)]
pub(super) struct Sorted<const N: usize> {
    rows: Vec<[u64; N]>,
    written: Option<Parts>,
    most: usize,
}

impl<const N: usize> Sorted<N> {
    /// Hands out every row, in ascending order.
    pub(super) fn each(&self, mut take: impl FnMut([u64; N]) -> Result<()>) -> Result<()> {
        let Some(parts) = &self.written else { return self.rows.iter().try_for_each(|row| take(*row)) };
        let starts = std::iter::once(0).chain(parts.ends.iter().copied());
        let at_once = (self.most / parts.ends.len()).clamp(1, READ_AT_ONCE);
        let mut parts: Vec<Part<'_, N>> =
            starts.zip(&parts.ends).map(|(from, &to)| Part { file: &parts.file, from, to, at_once, rows: Vec::new() }).collect();
        let mut first: BinaryHeap<Reverse<([u64; N], usize)>> = BinaryHeap::new();
        for (number, part) in parts.iter_mut().enumerate() {
            first.extend(part.next()?.map(|row| Reverse((row, number))));
        }
        while let Some(Reverse((row, number))) = first.pop() {
            take(row)?;
            first.extend(parts[number].next()?.map(|row| Reverse((row, number))));
        }
        Ok(())
    }
}

/// One sorted part while it is read.
struct Part<'a, const N: usize> {
    file: &'a File,
    from: u64,
    to: u64,
    at_once: usize,
    /// What has been read and not handed out, the first last.
    rows: Vec<[u64; N]>,
}

impl<const N: usize> Part<'_, N> {
    fn next(&mut self) -> Result<Option<[u64; N]>> {
        if self.rows.is_empty() && self.from < self.to {
            let size = size_of::<[u64; N]>();
            let mut bytes = vec![0; ((self.to - self.from) as usize).min(self.at_once * size)];
            read_at(self.file, self.from, &mut bytes)?;
            self.from += bytes.len() as u64;
            let rows = bytes.chunks_exact(size).rev();
            self.rows.extend(rows.map(|row| {
                let mut numbers =
                    row.chunks_exact(8).map(|bytes| bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)));
                std::array::from_fn(|_| numbers.next().unwrap_or_default())
            }));
        }
        Ok(self.rows.pop())
    }
}

/// Fills `bytes` from a place in a file.
pub(super) fn read_at(mut file: &File, place: u64, bytes: &mut [u8]) -> Result<()> {
    file.seek(SeekFrom::Start(place)).and_then(|_| file.read_exact(bytes)).map_err(Error::scratch)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_come_in_order_whatever_the_room(numbers in prop::collection::vec(0..50_000u64, 0..9000), large in any::<bool>()) {
            let mut sorter = Sorter::<2>::new(if large { usize::MAX } else { 0 });
            let mut expected: Vec<[u64; 2]> = numbers.iter().map(|number| [number.wrapping_mul(0x9e37_79b9_7f4a_7c15), *number]).collect();
            for row in &expected {
                sorter.push(*row).unwrap();
            }
            expected.sort_unstable();
            let sorted = sorter.sorted().unwrap();
            prop_assert_eq!(sorted.written.is_some(), !large && numbers.len() > FEWEST);
            for _ in 0..2 {
                let mut found = Vec::new();
                sorted.each(|row| { found.push(row); Ok(()) }).unwrap();
                prop_assert_eq!(&found, &expected);
            }
        }
    }
}
