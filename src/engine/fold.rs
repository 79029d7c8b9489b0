//! Group by account: every event into the tallies of its author, on all cores, in whatever order the chunks come.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;
use std::ops::ControlFlow;
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};

use foldhash::fast::FixedState;

use super::{Disputes, Lens};
use crate::account::ClaimedScore;
use crate::error::Told;
use crate::event::Event;
use crate::read::{Chunk, ChunkCounts, Inputs, Record};
use crate::tally::Tally;
use crate::{Error, Result};

/// Many more locks than threads, so that two threads seldom want the same one.
const SHARDS: usize = 256;

/// Chunks that may wait for a free thread; a chunk is about a mebibyte.
const BACKLOG: usize = 4;

/// Takes in an event of an account.
type Add<'a, T> = dyn Fn(&mut T, &Event<'_>) + Sync + 'a;

type Shard<T> = HashMap<Box<str>, T, FixedState>;

/// What folding the inputs gives.
#[derive(Debug)]
pub(super) struct Folded<T> {
    /// The settled accounts, by id.
    pub(super) accounts: Vec<(Box<str>, T)>,
    /// Scores that stand among the events.
    pub(super) scores: Vec<ClaimedScore>,
    /// What parsing skipped or repaired.
    pub(super) told: Told,
    /// What was read of each stream.
    counts: BTreeMap<u16, ChunkCounts>,
}

/// What the threads write to.
struct Tables<T> {
    shards: Vec<Mutex<Shard<T>>>,
    rest: Mutex<Folded<T>>,
    hasher: FixedState,
}

impl<T> Default for Folded<T> {
    fn default() -> Self {
        Folded { accounts: Vec::new(), scores: Vec::new(), told: Told::default(), counts: BTreeMap::new() }
    }
}

/// Reads all inputs to their end. Without a lens texts are not digested, which only some tallies need. Of what is disputed nothing is
/// remembered but that its author is there.
pub(super) fn fold<T: Tally>(inputs: &mut Inputs, lens: Option<&Lens>, disputes: &Disputes, threads: usize) -> Result<Folded<T>> {
    fold_by(inputs, lens, disputes, threads, &|account: &mut T, event| account.add(event))
}

/// The same, with `add` to take in an event of an account.
pub(super) fn fold_by<T: Tally>(
    inputs: &mut Inputs,
    lens: Option<&Lens>,
    disputes: &Disputes,
    threads: usize,
    add: &Add<'_, T>,
) -> Result<Folded<T>> {
    let tables: Tables<T> =
        Tables { shards: (0..SHARDS).map(|_| Mutex::default()).collect(), rest: Mutex::default(), hasher: FixedState::default() };
    each_chunk(inputs, threads, &|chunk| tables.take(chunk, lens, disputes, add))?;
    let mut folded = tables.rest.into_inner().unwrap_or_else(PoisonError::into_inner);
    for shard in tables.shards {
        folded.accounts.extend(shard.into_inner().unwrap_or_else(PoisonError::into_inner));
    }
    for counts in folded.counts.values() {
        inputs.tally(counts);
    }
    if folded.accounts.len() > u32::MAX as usize {
        return Err(Error::usage("more than 4,294,967,295 accounts in one run; audit the inputs in parts"));
    }
    folded.accounts.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    for score in &folded.scores {
        if let Ok(place) = folded.accounts.binary_search_by(|(id, _)| id.as_ref().cmp(score.account.as_str())) {
            folded.accounts[place].1.score(score);
        }
    }
    Ok(folded)
}

/// Hands all chunks of the inputs to as many threads, in whatever order they get to them.
pub(super) fn each_chunk(inputs: &mut Inputs, threads: usize, take: &(dyn Fn(&Chunk) + Sync)) -> Result<()> {
    let (sender, receiver) = mpsc::sync_channel::<Chunk>(BACKLOG);
    let receiver = Mutex::new(receiver);
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                loop {
                    // The lock is held while waiting, which is what makes the others queue for the next chunk.
                    let chunk = locked(&receiver).recv();
                    match chunk {
                        Ok(chunk) => take(&chunk),
                        Err(_) => break,
                    }
                }
            });
        }
        let read = inputs.chunks(&mut |chunk| match sender.send(chunk) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        });
        drop(sender);
        read
    })
}

impl<T: Tally> Tables<T> {
    fn take(&self, chunk: &Chunk, lens: Option<&Lens>, disputes: &Disputes, add: &Add<'_, T>) {
        let mut skipped = Vec::new();
        let mut scores = Vec::new();
        let counts = chunk.records(
            &mut |record| match record {
                Record::Event(event) if disputes.leaves_out(&event) => {
                    self.shard(&event.author).entry(event.author.as_ref().into()).or_default();
                }
                Record::Event(mut event) => {
                    if let Some(lens) = lens {
                        lens.look(&mut event);
                    }
                    let mut shard = self.shard(&event.author);
                    match shard.get_mut(event.author.as_ref()) {
                        Some(account) => add(account, &event),
                        None => add(shard.entry(event.author.as_ref().into()).or_default(), &event),
                    }
                }
                Record::Account(account) => {
                    self.shard(&account.id).entry(account.id.as_ref().into()).or_default().describe(&account)
                }
                Record::Score(score) => scores.push(score),
                // What comments stand under is nobody's act.
                Record::Article(_) => {}
            },
            &mut skipped,
        );
        let mut rest = locked(&self.rest);
        rest.scores.append(&mut scores);
        rest.told.extend(skipped);
        rest.counts
            .entry(counts.stream)
            .or_insert_with(|| ChunkCounts { stream: counts.stream, ..ChunkCounts::default() })
            .merge(&counts);
    }

    fn shard(&self, author: &str) -> MutexGuard<'_, Shard<T>> {
        locked(&self.shards[self.hasher.hash_one(author) as usize % SHARDS])
    }
}

/// A thread that panicked has stopped the run already; its lock is no reason to panic again.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
