//! Leads: groups that act together, though too little is known to test it.

use std::collections::BTreeMap;

use super::dense;
use super::find::Found;
use super::index::{Index, Side};
use super::links::links;
use super::memory::Memory;
use super::proposal::{OFTEN, OTHERS, act_alone, taken};
use crate::Result;
use crate::tally::Object;

/// Accounts make a lead where their links are this strong in the mean, in hundredths of a nat: first those whose links are strong,
/// so that weak ones do not make one group of two, then others among whoever is left.
const LINKED: [f64; 2] = [400.0, 100.0];
/// Two accounts are enough.
const FEWEST: usize = 2;
/// Members of a larger lead than this many...
const SMALL: usize = 4;
/// ...take part in so many of the occasions it rests on in the mean: an audience shares something now and then.
const EACH: f64 = 4.0;

/// Groups outside the proven rings that act together on several occasions of their own, though no half of them proves it.
pub(super) fn leads(index: &Index<'_>, accounts: usize, proven: &[Found], memory: Memory) -> Result<Vec<Found>> {
    let mut members: Vec<u32> = proven.iter().flat_map(|ring| ring.members.iter().copied()).collect();
    let mut linked = links(index.occasions, accounts, Side::Both, memory)?;
    let mut leads: Vec<Vec<u32>> = Vec::new();
    for least in LINKED {
        members.sort_unstable();
        let is_free = |account: u32| members.binary_search(&account).is_err();
        linked.retain(|link| is_free(link.one) && is_free(link.other));
        let found = dense::groups(&linked, least, FEWEST).into_iter().filter_map(|group| named(index, group));
        let known = leads.len();
        leads.extend(found);
        members.extend(leads[known..].iter().flatten());
    }
    members.sort_unstable();
    let joined = joined(index, &leads, &members);
    let leads = leads.into_iter().zip(joined).map(|(lead, joined)| {
        let mut larger = [lead.as_slice(), &joined].concat();
        larger.sort_unstable();
        Found { members: named(index, larger).unwrap_or(lead), proof: None }
    });
    Ok(leads.collect())
}

/// Whoever is in no group and joined the members of a lead in what it rests on: twice, or once where nobody else took part.
/// Everybody joins one lead, and each one's are ascending.
fn joined(index: &Index<'_>, leads: &[Vec<u32>], members: &[u32]) -> Vec<Vec<u32>> {
    // How much an account joined the lead that it joined most, and which one that is.
    let mut most: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (number, lead) in leads.iter().enumerate() {
        let mut times: BTreeMap<u32, usize> = BTreeMap::new();
        for (occasion, count) in base(index, lead) {
            let alone = index.others(occasion, count) == 1;
            for deed in index.deeds(occasion).iter().filter(|deed| members.binary_search(&deed.account).is_err()) {
                *times.entry(deed.account).or_default() += if alone { OFTEN } else { 1 };
            }
        }
        for (account, times) in times.into_iter().filter(|&(_, times)| times >= OFTEN) {
            let most = most.entry(account).or_default();
            if times > most.0 {
                *most = (times, number);
            }
        }
    }
    let mut joined = vec![Vec::new(); leads.len()];
    most.into_iter().for_each(|(account, (_, number))| joined[number].push(account));
    joined
}

/// Those of a group who are named, if it acts together often enough: nobody is who took part in nothing that can be shown.
fn named(index: &Index<'_>, mut group: Vec<u32>) -> Option<Vec<u32>> {
    loop {
        let base = base(index, &group);
        let each = base.iter().map(|(_, count)| count).sum::<usize>() as f64 / group.len() as f64;
        if base.len() < OFTEN || (group.len() > SMALL && each < EACH) {
            return None;
        }
        let shown = shown(index, &group);
        let before = group.len();
        group.retain(|&member| {
            index.on(member, Side::Both).any(|occasion| shown.binary_search_by_key(&occasion, |shown| shown.0).is_ok())
        });
        if group.len() == before {
            return Some(group);
        }
    }
}

/// The occasions that a lead rests on, ascending, and how many members took part. Answering one another or following one account
/// is no lead, and neither is posting at the same moment.
fn base(index: &Index<'_>, members: &[u32]) -> Vec<(u32, usize)> {
    let mut taken = taken(index, members, Side::Both);
    taken.retain(|&(occasion, count)| is_base(index, occasion, count));
    taken
}

fn is_base(index: &Index<'_>, occasion: u32, count: usize) -> bool {
    let what = &index.occasions.list[occasion as usize];
    count >= 2 && index.others(occasion, count) <= OTHERS && what.owner.is_none() && what.object != Object::Moment
}

/// The occasions that a lead is shown with, ascending, and how many members took part: what it rests on, and whatever else a good
/// part of it did alone.
pub(super) fn shown(index: &Index<'_>, members: &[u32]) -> Vec<(u32, usize)> {
    let mut taken = taken(index, members, Side::Both);
    taken.retain(|&(occasion, count)| is_base(index, occasion, count) || act_alone(index, members.len(), occasion, count));
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ring::occasions::invented::texts;

    const ACCOUNTS: usize = 10_000;

    #[test]
    fn weak_links_do_not_make_one_lead_of_two() {
        let (one, other): (&[u32], &[u32]) = (&[0, 1, 2], &[3, 4, 5]);
        let occasions = texts(0, &[one, one, one, one, other, other, other, other, &[0, 3], &[1, 4]]);
        let index = Index::new(&occasions, ACCOUNTS);
        let found = leads(&index, ACCOUNTS, &[], Memory::default()).unwrap();
        assert_eq!(found.iter().map(|lead| lead.members.as_slice()).collect::<Vec<_>>(), [one, other]);
    }

    #[test]
    fn whoever_joined_twice_or_when_nobody_else_did_is_named_and_whoever_came_by_is_not() {
        let lead: &[u32] = &[0, 1, 2];
        let occasions = texts(0, &[lead, lead, lead, &[0, 1, 9], &[0, 2, 7, 8], &[1, 2, 6, 7]]);
        let index = Index::new(&occasions, ACCOUNTS);
        assert_eq!(joined(&index, &[lead.to_vec()], lead), [[7, 9]]);
    }

    #[test]
    fn nobody_is_named_without_an_occasion_to_show() {
        let occasions = texts(0, &[&[0, 1, 2], &[0, 1, 2], &[3, 4, 5, 6, 7, 8, 9]]);
        let index = Index::new(&occasions, ACCOUNTS);
        assert_eq!(named(&index, vec![0, 1, 2, 3]), Some(vec![0, 1, 2]));
        assert_eq!(shown(&index, &[0, 1, 2]).iter().map(|shown| shown.0).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(named(&index, vec![3, 4]), None);
    }
}
