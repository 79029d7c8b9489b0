//! From occasions to rings: one half proposes, the other tests.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;

use super::dense::{self, FEWEST};
use super::index::{Index, SPLITS, sides};
use super::lead;
use super::links::links;
use super::memory::Memory;
use super::proposal::Proposal;
use super::test::{Tested, test};
use super::union_find::Groups;
use crate::Result;
use crate::stat::e_values::{believed, ln_mean};

/// Accounts are proposed together where their links are this strong in the mean, in hundredths of a nat.
const PROPOSED: f64 = 300.0;
/// Of the rings called proven, at most this part is wrong in the mean.
const RINGS_WRONG: f64 = 0.01;
/// Of the members named in them, at most this part.
const MEMBERS_WRONG: f64 = 0.005;
/// Every split proposes and tests in two directions; where one does not propose a group, its e-value there is nothing.
const DIRECTIONS: f64 = 2.0 * SPLITS as f64;

/// A group that was found, before it is described.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Who is named, ascending.
    pub members: Vec<u32>,
    /// What a proven ring rests on.
    pub proof: Option<Proof>,
}

/// Why a ring is proven.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    /// The logarithm of its e-value: the mean over all directions.
    pub ln_e: f64,
    /// The direction that says most.
    pub strongest: Tested,
}

/// The proven rings, then the leads. `accounts` is the number of all accounts.
pub fn find(index: &Index<'_>, accounts: usize, memory: Memory) -> Result<Vec<Found>> {
    let mut found = proven(index, accounts, memory)?;
    let leads = lead::leads(index, accounts, &found, memory)?;
    found.extend(leads);
    Ok(found)
}

fn proven(index: &Index<'_>, accounts: usize, memory: Memory) -> Result<Vec<Found>> {
    let mut tests: Vec<Tested> = Vec::new();
    for side in sides() {
        let groups = dense::groups(&links(index.occasions, accounts, side, memory)?, PROPOSED, FEWEST);
        tests.extend(groups.iter().filter_map(|group| Proposal::new(index, group, side)).map(|proposal| test(index, proposal)));
    }
    let rings = same_rings(&tests);
    let ln_e: Vec<f64> =
        rings.iter().map(|ring| over_directions(&ring.iter().map(|&place| tests[place].ln_e).collect::<Vec<_>>())).collect();
    let believed_rings = believed(&ln_e, RINGS_WRONG);
    let mut candidates: Vec<(usize, u32, f64)> = Vec::new();
    for (number, ring) in rings.iter().enumerate().filter(|(number, _)| believed_rings[*number]) {
        let mut own: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
        for tested in ring.iter().map(|&place| &tests[place]).filter(|tested| tested.excuse(index).is_none()) {
            let accounts = || tested.proposal.members.iter().chain(&tested.proposal.set_aside).copied();
            let ln_e = tested.ln_e_of_each(index, accounts());
            accounts().zip(ln_e).for_each(|(account, ln_e)| own.entry(account).or_default().push(ln_e));
        }
        candidates.extend(own.into_iter().map(|(account, own)| (number, account, over_directions(&own))));
    }
    let named = believed(&candidates.iter().map(|candidate| candidate.2).collect::<Vec<_>>(), MEMBERS_WRONG);
    let mut members: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for ((number, account, _), _) in candidates.iter().zip(named).filter(|(_, named)| *named) {
        members.entry(*number).or_default().push(*account);
    }
    members.retain(|_, members| members.len() >= FEWEST && Proposal::holds(index, members));
    let rings = members.into_iter().filter_map(|(number, members)| {
        let honest = rings[number].iter().map(|&place| &tests[place]).filter(|tested| tested.excuse(index).is_none());
        let strongest = honest.max_by(|a, b| a.ln_e.total_cmp(&b.ln_e))?.clone();
        Some(Found { members, proof: Some(Proof { ln_e: ln_e[number], strongest }) })
    });
    Ok(rings.collect())
}

fn over_directions(ln_e: &[f64]) -> f64 {
    ln_mean(ln_e) + (ln_e.len() as f64 / DIRECTIONS).ln()
}

/// Proposals that mean the same ring: they have at least half of the smaller one in common.
fn same_rings(tests: &[Tested]) -> Vec<Vec<usize>> {
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut of: HashMap<u32, Vec<usize>, FixedState> = HashMap::default();
    for (place, tested) in tests.iter().enumerate() {
        for &member in &tested.proposal.members {
            let places = of.entry(member).or_default();
            places.iter().for_each(|&other| *common.entry((other, place)).or_default() += 1);
            places.push(place);
        }
    }
    let mut same = Groups::new(tests.len());
    for ((one, other), count) in common {
        let size = |place: usize| tests[place].proposal.members.len();
        if 2 * count >= size(one).min(size(other)) {
            same.join(one as u32, other as u32);
        }
    }
    let mut rings: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for place in 0..tests.len() {
        rings.entry(same.root(place as u32)).or_default().push(place);
    }
    rings.into_values().collect()
}
