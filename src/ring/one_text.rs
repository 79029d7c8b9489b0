//! Accounts that hardly wrote anything but one text: signed with one name after the other, under one page after the other.

use super::Actor;
use super::find::Found;
use super::index::Index;
use crate::event::Kind;
use crate::tally::Object;

/// An account has hardly written anything else if it has no more different texts than this.
const TEXTS: usize = 2;
/// What more accounts wrote is a saying or has gone round.
const MOST: usize = 24;

/// Leads of one text each: two or more accounts outside other rings wrote variants of it, and hardly anything else.
pub(super) fn leads(index: &Index<'_>, actors: &[Actor<'_>], found: &[Found]) -> Vec<Found> {
    let mut taken: Vec<u32> = found.iter().flat_map(|ring| ring.members.iter().copied()).collect();
    taken.sort_unstable();
    let mut leads: Vec<Found> = Vec::new();
    for (number, occasion) in index.occasions.list.iter().enumerate() {
        let deeds = index.deeds(number as u32);
        if occasion.object != Object::Text || deeds.len() > MOST || deeds.iter().any(|deed| deed.kind == Kind::Repost) {
            continue;
        }
        let long = |account: u32| actors[account as usize].acts.has_long_text();
        let only = |account: &u32| actors[*account as usize].acts.texts().len() <= TEXTS && long(*account);
        let mut members: Vec<u32> = deeds.iter().map(|deed| deed.account).filter(only).collect();
        members.sort_unstable();
        members.retain(|account| taken.binary_search(account).is_err());
        if members.len() >= 2 && 2 * members.len() > deeds.len() {
            taken = [taken.as_slice(), &members].concat();
            taken.sort_unstable();
            leads.push(Found { members, proof: None });
        }
    }
    leads
}
