//! Accounts that hardly wrote anything but one text: signed with one name after the other, under one page after the other.

use super::find::Found;
use super::index::Index;
use super::traces::Traces;
use crate::Result;
use crate::event::Kind;
use crate::tally::Object;

/// An account has hardly written anything else if it has no more different texts than this.
const TEXTS: u8 = 2;
/// From this many words on, two people do not write the same by chance.
const LONG: usize = 8;
/// What more accounts wrote is a saying or has gone round.
const MOST: usize = 24;

/// Leads of one text each: two or more accounts outside other rings wrote variants of it, and hardly anything else.
pub(super) fn leads(index: &Index<'_>, traces: &dyn Traces, found: &[Found]) -> Result<Vec<Found>> {
    // How many different texts each account has, counted to one more than is asked, and whether one is long.
    let mut written = vec![(0u8, false); traces.accounts()];
    traces.each(&mut |text| {
        let (texts, long) = &mut written[text.author as usize];
        (*texts, *long) = ((*texts + 1).min(TEXTS + 1), *long || text.length >= LONG);
        Ok(())
    })?;
    let mut taken: Vec<u32> = found.iter().flat_map(|ring| ring.members.iter().copied()).collect();
    taken.sort_unstable();
    let mut leads: Vec<Found> = Vec::new();
    for (number, occasion) in index.occasions.list.iter().enumerate() {
        let deeds = index.deeds(number as u32);
        if occasion.object != Object::Text || deeds.len() > MOST || deeds.iter().any(|deed| deed.kind == Kind::Repost) {
            continue;
        }
        let only = |account: &u32| matches!(written[*account as usize], (0..=TEXTS, true));
        let mut members: Vec<u32> = deeds.iter().map(|deed| deed.account).filter(only).collect();
        members.sort_unstable();
        members.retain(|account| taken.binary_search(account).is_err());
        if members.len() >= 2 && 2 * members.len() > deeds.len() {
            taken = [taken.as_slice(), &members].concat();
            taken.sort_unstable();
            leads.push(Found { members, proof: None });
        }
    }
    Ok(leads)
}
