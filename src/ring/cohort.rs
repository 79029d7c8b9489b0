//! Matched accounts: who a group is compared with.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::index::{Index, Side};
use super::proposal::Proposal;

/// Matched accounts a member, half of each sort.
const EACH: usize = 10;
/// A small group is compared with at least as many accounts as this many members would be.
const LEAST: usize = 10;
/// An object with a larger audience tells nothing of who belongs to it.
const AUDIENCE: usize = 500;

/// Accounts that are as active as a group and move where it moves. Chosen on one side of the occasions, so that the other side can
/// test.
#[derive(Debug, Clone, PartialEq)]
pub struct Cohort {
    /// The accounts, ascending.
    pub accounts: Vec<u32>,
    /// How many times as many occasions a member has as a matched account, in the mean; at least 1.
    pub ratio: f64,
}

/// The matched accounts of a group: one half those that share most objects with it, at whatever time, the other those whose
/// number of occasions is nearest.
pub fn cohort(index: &Index<'_>, Proposal { side, members, .. }: &Proposal) -> Cohort {
    let side = *side;
    let mut chosen = audience(index, members, side);
    let each = EACH * LEAST.max(members.len()) / members.len().max(1);
    chosen.truncate(members.len() * each / 2);
    let mut taken: HashMap<u32, (), FixedState> = members.iter().chain(&chosen).map(|&account| (account, ())).collect();
    let by_activity = index.by_activity(side);
    for &member in members {
        let activity = index.on(member, side).count() as u32;
        // Among equals, where one starts must not depend on their names.
        let equals = by_activity.partition_point(|&(other, _)| other < activity)
            ..by_activity.partition_point(|&(other, _)| other <= activity);
        let start = equals.start + mix(member) as usize % equals.len().max(1);
        let nearest = (0..by_activity.len()).flat_map(|step| [start.checked_sub(step + 1), start.checked_add(step)]);
        let free = nearest.flatten().take(400).filter_map(|place| by_activity.get(place)).map(|&(_, account)| account);
        let mut wanted = each / 2;
        for account in free {
            if wanted == 0 {
                break;
            }
            if taken.insert(account, ()).is_none() {
                chosen.push(account);
                wanted -= 1;
            }
        }
    }
    chosen.sort_unstable();
    let mean = |accounts: &[u32]| {
        let total: usize = accounts.iter().map(|&account| index.on(account, side).count()).sum();
        total as f64 / accounts.len().max(1) as f64
    };
    let ratio = (mean(members) / mean(&chosen)).max(1.0);
    Cohort { accounts: chosen, ratio: if ratio.is_finite() { ratio } else { 1.0 } }
}

/// Everybody outside the group who shares objects with it, whoever shares most first. What few share says more of who belongs
/// together than what everybody does.
fn audience(index: &Index<'_>, members: &[u32], side: Side) -> Vec<u32> {
    let mut shared: HashMap<u32, u32, FixedState> = HashMap::default();
    let everybody = index.by_activity(Side::Both).len() as f64;
    for &member in members {
        for occasion in index.on(member, side) {
            let deeds = index.occasions.list[occasion as usize].deeds.clone();
            if deeds.len() <= AUDIENCE {
                // Whole numbers add up to the same in any order.
                let weight = (100.0 * (everybody / deeds.len() as f64).ln()) as u32;
                index.occasions.deeds[deeds].iter().for_each(|deed| *shared.entry(deed.account).or_default() += weight);
            }
        }
    }
    members.iter().for_each(|member| {
        shared.remove(member);
    });
    let mut audience: Vec<(u32, u32)> = shared.into_iter().map(|(account, count)| (count, account)).collect();
    audience.sort_unstable_by_key(|&(count, account)| (std::cmp::Reverse(count), mix(account)));
    audience.into_iter().map(|(_, account)| account).collect()
}

/// Scatters numbers, always in the same way.
fn mix(number: u32) -> u32 {
    (u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}
