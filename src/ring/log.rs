//! What accounts do, written down while it is read: it goes to disk where it takes too much room.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};

use foldhash::fast::FixedState;

use super::memory::Memory;
use super::rows::{Sorted, Sorter, read_at, unnamed_file};
use super::traces::Traces;
use super::wording::{Entry, Texts};
use crate::tally::{Act, ActsTally, Object};
use crate::text::fingerprint;
use crate::{Error, Result};

/// A text that was seen lately is not written down again; what remembering one takes, in bytes.
const REMEMBERED: usize = 64;
/// The bits of a place that say how many words a text has.
const LENGTH: u32 = 8;

/// Takes down what accounts do.
#[derive(Debug)]
pub struct Log {
    /// Account, object, the rest of the act, and where the words stand: in an order that puts equal acts together.
    acts: Sorter<5>,
    words: Words,
    /// Places of texts that were seen lately.
    lately: HashMap<u64, u64, FixedState>,
    most: usize,
}

impl Log {
    /// An empty log.
    pub fn new(memory: Memory) -> Result<Log> {
        let room = memory.room(0, "reading and its buffers")?;
        Ok(Log { acts: Sorter::new(room), words: Words::new(room), lately: HashMap::default(), most: room / REMEMBERED })
    }

    /// Takes down what an account did in one event.
    pub fn add(&mut self, account: &str, acts: &ActsTally) -> Result<()> {
        let account = fingerprint(account);
        for act in acts.acts() {
            let mut place = 0;
            if let Some(words) = acts.texts().get(&act.key()).filter(|_| act.object() == Object::Text) {
                place = match self.lately.get(&act.key()) {
                    Some(&known) => known,
                    None => self.words.push(words)?,
                };
                if self.lately.len() >= self.most {
                    self.lately.clear();
                }
                self.lately.insert(act.key(), place);
            }
            let [key, when, at] = act.numbers();
            self.acts.push([account, key, when, at, place])?;
        }
        Ok(())
    }

    /// What was taken down of these accounts, each with the moment it was created, in the order of their ids.
    pub fn finish(self, accounts: Vec<(Box<str>, Option<i64>)>) -> Result<Logged> {
        let mut positions: Vec<(u64, u32)> =
            accounts.iter().zip(0..).map(|((id, _), position)| (fingerprint(id), position)).collect();
        positions.sort_unstable();
        Ok(Logged { acts: self.acts.sorted()?, words: self.words, accounts, positions })
    }
}

/// What accounts did.
#[derive(Debug)]
pub struct Logged {
    acts: Sorted<5>,
    words: Words,
    accounts: Vec<(Box<str>, Option<i64>)>,
    /// Positions of accounts by the fingerprints of their ids, ascending.
    positions: Vec<(u64, u32)>,
}

impl Logged {
    /// The ids of the accounts.
    pub fn into_ids(self) -> Vec<Box<str>> {
        self.accounts.into_iter().map(|(id, _)| id).collect()
    }

    /// Every act once, with the place of its words.
    fn each_act(&self, take: &mut dyn FnMut(u32, &Act, u64) -> Result<()>) -> Result<()> {
        let mut positions = self.positions.iter().copied().peekable();
        let mut last = None;
        self.acts.each(|[account, key, when, at, place]| {
            while positions.next_if(|position| position.0 < account).is_some() {}
            match positions.peek() {
                Some(&(known, position))
                    if known == account && last.replace([account, key, when, at]) != Some([account, key, when, at]) =>
                {
                    take(position, &Act::from_numbers([key, when, at]), place)
                }
                _ => Ok(()),
            }
        })
    }
}

impl Texts for Logged {
    fn each(&self, take: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        let mut last = None;
        self.each_act(&mut |author, act, place| {
            if act.object() != Object::Text || last.replace((author, act.key())) == Some((author, act.key())) {
                return Ok(());
            }
            take(Entry { fingerprint: act.key(), author, place, length: Words::length(place) })
        })
    }

    fn words<'r>(&'r self, place: u64, room: &'r mut Vec<u32>) -> Result<&'r [u32]> {
        self.words.get(place, room)
    }
}

impl Traces for Logged {
    fn accounts(&self) -> usize {
        self.accounts.len()
    }

    fn id(&self, position: usize) -> &str {
        &self.accounts[position].0
    }

    fn created(&self, position: usize) -> Option<i64> {
        self.accounts[position].1
    }

    fn acts(&self, take: &mut dyn FnMut(u32, &Act) -> Result<()>) -> Result<()> {
        self.each_act(&mut |account, act, _| take(account, act))
    }
}

/// The words of texts, one text after the other: the first of them on disk, where they do not fit.
#[derive(Debug)]
struct Words {
    late: Vec<u32>,
    /// How many words stand before these, on disk.
    early: u64,
    most: usize,
    file: Option<File>,
}

impl Words {
    fn new(room: usize) -> Words {
        Words { late: Vec::new(), early: 0, most: room / size_of::<u32>(), file: None }
    }

    /// Adds a text of fewer than 256 words; gives its place.
    fn push(&mut self, words: &[u32]) -> Result<u64> {
        if self.late.len() + words.len() > self.most {
            let mut file = match &self.file {
                Some(file) => file,
                None => self.file.insert(unnamed_file()?),
            };
            file.seek(SeekFrom::End(0)).map_err(Error::scratch)?;
            let mut out = BufWriter::new(file);
            self.late.iter().try_for_each(|word| out.write_all(&word.to_le_bytes())).map_err(Error::scratch)?;
            out.flush().map_err(Error::scratch)?;
            drop(out);
            self.early += self.late.len() as u64;
            self.late.clear();
        }
        let place = (self.early + self.late.len() as u64) << LENGTH | words.len() as u64;
        self.late.extend_from_slice(words);
        Ok(place)
    }

    fn length(place: u64) -> usize {
        (place & ((1 << LENGTH) - 1)) as usize
    }

    fn get<'r>(&'r self, place: u64, room: &'r mut Vec<u32>) -> Result<&'r [u32]> {
        let (from, length) = (place >> LENGTH, Words::length(place));
        match (from.checked_sub(self.early), &self.file) {
            (Some(from), _) => Ok(&self.late[from as usize..from as usize + length]),
            (None, Some(file)) => {
                let mut bytes = [0; 4 << LENGTH];
                let bytes = &mut bytes[..4 * length];
                read_at(file, 4 * from, bytes)?;
                room.clear();
                room.extend(
                    bytes.chunks_exact(4).map(|word| word.iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte))),
                );
                Ok(room)
            }
            (None, None) => Ok(&[]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_on_disk() {
        let texts: Vec<Vec<u32>> =
            (0..40u32).map(|text| (0..text % 9).map(|word| u32::MAX - 1000 * text - word).collect()).collect();
        for (room, on_disk) in [(usize::MAX, false), (100, true)] {
            let mut words = Words::new(room);
            let places: Vec<u64> = texts.iter().map(|text| words.push(text).unwrap()).collect();
            assert_eq!(words.file.is_some(), on_disk);
            for (text, &place) in texts.iter().zip(&places).rev() {
                assert_eq!(words.get(place, &mut Vec::new()).unwrap(), text);
                assert_eq!(Words::length(place), text.len());
            }
        }
    }
}
