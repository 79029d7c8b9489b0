//! How far long work has come: counters that whoever works moves on, and that whoever waits may look at. Nothing here shows anything.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Inputs are opened.
    Opening,
    /// Bytes are read.
    Reading,
    /// Accounts are held against one another; how much of it there is shows only at the end.
    Comparing,
    /// Accounts are judged.
    Judging,
}

impl Stage {
    const ALL: [Stage; 4] = [Stage::Opening, Stage::Reading, Stage::Comparing, Stage::Judging];
}

/// Where work stands. Looking at it disturbs nobody, so what is seen may be a moment old.
#[derive(Debug, Default)]
pub struct Progress {
    stage: AtomicU8,
    /// How often a stage has begun, so that two of a kind can be told apart.
    begun: AtomicU64,
    total: AtomicU64,
    done: AtomicU64,
    /// How far into the piece at hand.
    within: AtomicU64,
}

/// What is seen of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// What is being done.
    pub stage: Stage,
    /// The how manieth stage this is.
    pub number: u64,
    /// How much of it is done: bytes or accounts.
    pub done: u64,
    /// How much there is; 0 where nobody knows.
    pub total: u64,
}

impl Progress {
    /// A stage begins, with so much to do.
    pub fn begin(&self, stage: Stage, total: u64) {
        self.done.store(0, Ordering::Relaxed);
        self.within.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        self.stage.store(stage as u8, Ordering::Relaxed);
        self.begun.fetch_add(1, Ordering::Relaxed);
    }

    /// So much more is done.
    pub fn advance(&self, by: u64) {
        self.within.store(0, Ordering::Relaxed);
        self.done.fetch_add(by, Ordering::Relaxed);
    }

    /// The piece at hand is done up to here. Going back over it takes nothing away.
    pub fn reach(&self, place: u64) {
        self.within.fetch_max(place, Ordering::Relaxed);
    }

    /// The piece at hand starts anew.
    pub fn restart(&self) {
        self.within.store(0, Ordering::Relaxed);
    }

    /// Where it stands.
    pub fn now(&self) -> Reached {
        let total = self.total.load(Ordering::Relaxed);
        let done = self.done.load(Ordering::Relaxed).saturating_add(self.within.load(Ordering::Relaxed));
        Reached {
            stage: Stage::ALL[usize::from(self.stage.load(Ordering::Relaxed)) % Stage::ALL.len()],
            number: self.begun.load(Ordering::Relaxed),
            done: if total > 0 { done.min(total) } else { done },
            total,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_twice_counts_once() {
        let progress = Progress::default();
        progress.begin(Stage::Reading, 100);
        progress.reach(30);
        progress.reach(10);
        assert_eq!(progress.now(), Reached { stage: Stage::Reading, number: 1, done: 30, total: 100 });
        progress.advance(40);
        progress.reach(90);
        assert_eq!(progress.now().done, 100, "never more than there is");
        progress.begin(Stage::Judging, 7);
        assert_eq!(progress.now(), Reached { stage: Stage::Judging, number: 2, done: 0, total: 7 });
    }
}
