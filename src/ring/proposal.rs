//! A group that one side of the occasions proposes.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::dense::FEWEST;
use super::index::{Index, Side};

/// A group acts together where at least this part of it does...
const TOGETHER: f64 = 0.2;
/// ...and has its own occasion where no more others than this, or than members, do the same.
pub(super) const OTHERS: usize = 4;
/// Two of three of the occasions on which it acts together must be its own.
const MOSTLY: (usize, usize) = (3, 2);
/// At its typical own occasion, at least this part of the group acts.
const TYPICAL: f64 = 0.3;
/// It must have own occasions this often: what happens once is one thing that everybody saw.
pub(super) const OFTEN: usize = 2;

/// Who acts together on one side of the occasions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The side.
    pub side: Side,
    /// The group, ascending: those linked two by two, and whoever often joined them.
    pub members: Vec<u32>,
    /// Whoever joined them now and then, ascending: they may be members, and count neither as such nor as outsiders.
    pub set_aside: Vec<u32>,
}

impl Proposal {
    /// The proposal of a dense group, if it acts together often enough, and on occasions of its own.
    pub fn new(index: &Index<'_>, group: &[u32], side: Side) -> Option<Proposal> {
        let mut taken = taken(index, group, side);
        taken.retain(|&(_, count)| is_together(count, group.len()));
        let together = taken.len();
        taken.retain(|&(occasion, count)| is_own(count, index.others(occasion, count)));
        let by_several = taken.iter().filter(|&&(_, count)| count >= FEWEST).count();
        let typical = median(taken.iter().map(|&(_, count)| count).collect()).unwrap_or(0) as f64;
        if by_several < OFTEN || typical < TYPICAL * group.len() as f64 || MOSTLY.0 * taken.len() < MOSTLY.1 * together {
            return None;
        }
        let mut times: HashMap<u32, usize, FixedState> = HashMap::default();
        for &(occasion, _) in &taken {
            index.deeds(occasion).iter().for_each(|deed| *times.entry(deed.account).or_default() += 1);
        }
        let often = OFTEN.max((TOGETHER * taken.len() as f64).ceil() as usize);
        times.retain(|account, _| group.binary_search(account).is_err());
        let (joined, now_and_then): (Vec<_>, Vec<_>) = times.into_iter().partition(|&(_, count)| count >= often);
        let ascending = |accounts: Vec<(u32, usize)>| {
            let mut accounts: Vec<u32> = accounts.into_iter().map(|(account, _)| account).collect();
            accounts.sort_unstable();
            accounts
        };
        let mut members = [group, &ascending(joined)].concat();
        members.sort_unstable();
        Some(Proposal { side, members, set_aside: ascending(now_and_then) })
    }

    /// Whether those who are named in the end still act together, three of them at the typical one of three own occasions.
    pub fn holds(index: &Index<'_>, named: &[u32]) -> bool {
        let counts: Vec<usize> = own(index, named).into_iter().map(|(_, count)| count).collect();
        counts.len() >= FEWEST && median(counts) >= Some(FEWEST)
    }
}

/// Whether so many of a group are the group acting together.
pub(super) fn is_together(count: usize, size: usize) -> bool {
    count >= 2 && count as f64 >= TOGETHER * size as f64
}

/// Whether what so many of a group and so many others do is the group's own.
fn is_own(count: usize, others: usize) -> bool {
    others <= OTHERS.max(count)
}

/// The value in the middle, the upper of two; `None` for no values.
pub(super) fn median<T: Ord + Copy>(mut values: Vec<T>) -> Option<T> {
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

/// In which occasions of a side members of a group took part, ascending, and how many.
pub(super) fn taken(index: &Index<'_>, group: &[u32], side: Side) -> Vec<(u32, usize)> {
    let mut occasions: Vec<u32> = group.iter().flat_map(|&member| index.on(member, side)).collect();
    occasions.sort_unstable();
    occasions.chunk_by(|a, b| a == b).map(|members| (members[0], members.len())).collect()
}

/// The occasions on which so many of a group act together, and which are its own, ascending.
pub(super) fn own(index: &Index<'_>, group: &[u32]) -> Vec<(u32, usize)> {
    let mut taken = taken(index, group, Side::Both);
    taken.retain(|&(occasion, count)| act_alone(index, group.len(), occasion, count));
    taken
}

/// Whether so many of a group of this size are the group acting together, on an occasion of its own.
pub(super) fn act_alone(index: &Index<'_>, size: usize, occasion: u32, count: usize) -> bool {
    is_together(count, size) && is_own(count, index.others(occasion, count))
}
