//! The occasions from the side of accounts.

use super::occasions::{Deed, Occasion, Occasions};

/// In how many ways the occasions are split into halves. One split may leave a ring too little on one side.
pub const SPLITS: u8 = 3;

/// Every half of every split.
pub fn sides() -> impl Iterator<Item = Side> {
    (0..SPLITS).flat_map(|split| [Side::Half(split, false), Side::Half(split, true)])
}

/// Which occasions are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Those of one half, of the split with this number.
    Half(u8, bool),
    /// All.
    Both,
}

impl Side {
    /// Whether the occasion is on this side.
    pub fn has(self, occasion: &Occasion) -> bool {
        self.takes(occasion.halves)
    }

    /// Whether an occasion with these random bits is on this side.
    fn takes(self, halves: u8) -> bool {
        match self {
            Side::Half(split, half) => (halves >> split & 1 == 1) == half,
            Side::Both => true,
        }
    }

    /// What a proposal made on this side is tested on: the other half, or, for want of one, the same occasions.
    pub fn opposite(self) -> Side {
        match self {
            Side::Half(split, half) => Side::Half(split, !half),
            Side::Both => Side::Both,
        }
    }
}

/// Which occasions each account took part in.
#[derive(Debug)]
pub struct Index<'a> {
    /// The occasions.
    pub occasions: &'a Occasions,
    /// Numbers of occasions, account by account, ascending.
    taken: Vec<u32>,
    /// Where each account's begin; one more at the end.
    starts: Vec<usize>,
    /// The random bits of every occasion once more: asked for all the time, and together they stay near the processor.
    halves: Vec<u8>,
    /// Accounts with their number of occasions, ascending, for both halves of every split and for all.
    by_activity: [Vec<(u32, u32)>; 2 * SPLITS as usize + 1],
}

impl<'a> Index<'a> {
    /// The index of the occasions of `accounts` accounts.
    pub fn new(occasions: &'a Occasions, accounts: usize) -> Index<'a> {
        let mut taken: Vec<(u32, u32)> = occasions.deeds.iter().map(|deed| (deed.account, deed.occasion)).collect();
        taken.sort_unstable();
        let mut starts = vec![0; accounts + 1];
        taken.iter().for_each(|&(account, _)| starts[account as usize + 1] += 1);
        for account in 0..accounts {
            starts[account + 1] += starts[account];
        }
        let taken = taken.into_iter().map(|(_, occasion)| occasion).collect();
        let halves = occasions.list.iter().map(|occasion| occasion.halves).collect();
        let mut index = Index { occasions, taken, starts, halves, by_activity: Default::default() };
        for side in sides().chain([Side::Both]) {
            let mut by_activity: Vec<(u32, u32)> = (0..accounts as u32)
                .map(|account| (index.on(account, side).count() as u32, account))
                .filter(|&(activity, _)| activity > 0)
                .collect();
            by_activity.sort_unstable();
            index.by_activity[place(side)] = by_activity;
        }
        index
    }

    /// The numbers of the occasions on a side that the account took part in, ascending.
    pub fn on(&self, account: u32, side: Side) -> impl Iterator<Item = u32> + '_ {
        let own = &self.taken[self.starts[account as usize]..self.starts[account as usize + 1]];
        own.iter().copied().filter(move |&occasion| side.takes(self.halves[occasion as usize]))
    }

    /// Who took part in an occasion, by time.
    pub fn deeds(&self, occasion: u32) -> &[Deed] {
        &self.occasions.deeds[self.occasions.list[occasion as usize].deeds.clone()]
    }

    /// How many took part beside so many.
    pub fn others(&self, occasion: u32, beside: usize) -> usize {
        self.deeds(occasion).len().saturating_sub(beside)
    }

    /// Accounts that took part in any, by how many.
    pub fn by_activity(&self, side: Side) -> &[(u32, u32)] {
        &self.by_activity[place(side)]
    }
}

fn place(side: Side) -> usize {
    match side {
        Side::Half(split, half) => usize::from(2 * split) + usize::from(half),
        Side::Both => usize::from(2 * SPLITS),
    }
}
