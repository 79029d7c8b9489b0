//! A group that was found, in words and with what it did.

use std::collections::BTreeSet;

use super::find::{Found, Proof};
use super::index::Index;
use super::lead;
use super::proposal::{median, own};
use super::traces::Traces;
use super::{KnownGroup, MemberAct, Ring, Tier, Together};
use crate::tally::Object;

/// Accounts created within this time of one another, in milliseconds, were created together.
const BURST: i64 = 3 * 86_400_000;
/// A ring is a known group if at least this part of it was declared.
const KNOWN: f64 = 0.8;

/// Describes one group; `number` counts from 0.
pub(super) fn ring(number: usize, found: &Found, index: &Index<'_>, traces: &dyn Traces, known: &[KnownGroup]) -> Ring {
    let shown = match &found.proof {
        Some(_) => own(index, &found.members),
        None => lead::shown(index, &found.members),
    };
    let mut occasions: Vec<Together> = shown.into_iter().map(|(occasion, _)| together(occasion, found, index)).collect();
    occasions.sort_by_key(|shared| (shared.acts[0].millis, shared.acts[0].locator));
    let bits = occasions.iter().map(|shared| (traces.accounts() as f64 / (shared.acts.len() + shared.others) as f64).log2()).sum();
    let declared = |group: &&KnownGroup| {
        let inside =
            found.members.iter().filter(|&&member| group.members.iter().any(|id| id == traces.id(member as usize))).count();
        inside as f64 >= KNOWN * found.members.len() as f64
    };
    let known = known.iter().find(declared).map(|group| group.name.clone());
    Ring {
        id: format!("r{}", number + 1),
        tier: if found.proof.is_some() { Tier::Proven } else { Tier::Lead },
        members: found.members.iter().map(|&member| member as usize).collect(),
        matched: found.proof.as_ref().map_or(0, |proof| proof.strongest.cohort.accounts.len()),
        ln_e: found.proof.as_ref().map(|proof| proof.ln_e),
        bits,
        says: says(found, &occasions, index, traces, known.as_deref()),
        innocent: innocent(&occasions),
        occasions,
        known,
    }
}

fn together(occasion: u32, found: &Found, index: &Index<'_>) -> Together {
    let what = &index.occasions.list[occasion as usize];
    let deeds = index.deeds(occasion);
    let inside = |account: u32| found.members.binary_search(&account).is_ok();
    let acts: Vec<MemberAct> = deeds
        .iter()
        .filter(|deed| inside(deed.account))
        .map(|deed| MemberAct {
            member: deed.account as usize,
            kind: deed.kind,
            millis: deed.timed.then_some(deed.millis),
            locator: deed.locator,
            id: None,
            text: None,
        })
        .collect();
    let tested = found.proof.as_ref().map(|proof| &proof.strongest);
    let tested = tested.filter(|tested| tested.proposal.side.opposite().has(what));
    Together {
        object: what.object,
        others: deeds.len() - acts.len(),
        matched: tested.map(|tested| {
            deeds.iter().filter(|deed| tested.cohort.accounts.binary_search(&deed.account).is_ok() && !inside(deed.account)).count()
        }),
        owner: what.owner.map(|owner| owner as usize),
        wording: None,
        acts,
    }
}

fn says(found: &Found, occasions: &[Together], index: &Index<'_>, traces: &dyn Traces, known: Option<&str>) -> String {
    let size = found.members.len();
    let mut says = match &found.proof {
        Some(proof) => proven(found, proof, occasions, index),
        None => lead(size, occasions),
    };
    says.push_str(&answers(found, occasions));
    says.push_str(&births(found, traces));
    if let Some(known) = known {
        says.push_str(&format!(". They are declared as “{known}”, so it costs nothing"));
    }
    says
}

fn lead(size: usize, occasions: &[Together]) -> String {
    let typical = median(occasions.iter().map(|shared| shared.acts.len()).collect()).unwrap_or(0);
    let at_a_time = if typical < size { format!(", typically {typical} at a time,") } else { String::new() };
    let often = match occasions.len() {
        1 => "1 occasion".to_owned(),
        often => format!("{often} occasions"),
    };
    format!(
        "{size} accounts{at_a_time} did the same on {often} where hardly anybody else did; too little to test, so it costs nothing"
    )
}

/// Whether they act on one another's posts.
fn answers(found: &Found, occasions: &[Together]) -> String {
    let inside = |owner: usize| found.members.binary_search(&(owner as u32)).is_ok();
    match occasions.iter().filter(|shared| shared.owner.is_some_and(inside)).count() {
        0 => String::new(),
        own => format!("; {own} of {} occasions are posts of members", occasions.len()),
    }
}

/// Whether the accounts were created in a burst.
fn births(found: &Found, traces: &dyn Traces) -> String {
    let mut created: Vec<i64> = found.members.iter().filter_map(|&member| traces.created(member as usize)).collect();
    created.sort_unstable();
    let within = |from: usize| created[from..].iter().take_while(|&&at| at - created[from] <= BURST).count();
    let most = (0..created.len()).map(|from| (within(from), from)).max_by_key(|&(count, from)| (count, std::cmp::Reverse(from)));
    match most {
        Some((count, from)) if count >= 3 && 2 * count > found.members.len() => {
            let seconds = (created[from + count - 1] - created[from]) / 1000;
            format!("; {count} of {} accounts were created within {}", found.members.len(), duration(seconds))
        }
        _ => String::new(),
    }
}

fn proven(found: &Found, proof: &Proof, occasions: &[Together], index: &Index<'_>) -> String {
    let tested: Vec<&Together> = occasions.iter().filter(|shared| shared.matched.is_some()).collect();
    let typical = median(tested.iter().map(|shared| shared.acts.len()).collect()).unwrap_or(0);
    let within = median(tested.iter().filter_map(|shared| shared.seconds()).collect());
    let within = within.map_or_else(String::new, |seconds| format!(" within {}", duration(seconds)));
    let side = proof.strongest.proposal.side.opposite();
    let of_side: BTreeSet<u32> = proof.strongest.held.iter().filter(|held| held.own).map(|held| held.occasion).collect();
    let cohort = &proof.strongest.cohort.accounts;
    let outside = cohort.iter().filter(|account| found.members.binary_search(account).is_err());
    let took_part = outside.clone().filter(|&&account| index.on(account, side).any(|occasion| of_side.contains(&occasion))).count();
    format!(
        "typically {typical} of {} members {}{within}, on {} occasions that had no part in finding them; of {} matched accounts {} took part in any",
        found.members.len(),
        did(occasions),
        tested.len(),
        outside.count(),
        took_part
    )
}

/// What they mostly did, as a verb with its object.
fn did(occasions: &[Together]) -> &'static str {
    let count = |object: Object| occasions.iter().filter(|shared| shared.object == object).count();
    let most = Object::ALL.into_iter().max_by_key(|&object| count(object)).unwrap_or(Object::Text);
    match most {
        Object::Text => "posted one text or variants of it",
        Object::Link | Object::Domain => "posted one link",
        Object::Tags => "posted one set of tags",
        Object::Target => "acted on one target",
        Object::Moment => "posted at one moment",
        _ => "shared one thing",
    }
}

fn duration(seconds: i64) -> String {
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", (seconds + 30) / 60),
        7200..172_800 => format!("{} h", (seconds + 1800) / 3600),
        _ => format!("{} days", seconds / 86_400),
    }
}

/// What would clear them, by what they share.
fn innocent(occasions: &[Together]) -> Vec<String> {
    let has = |object: Object| occasions.iter().any(|shared| shared.object == object);
    let mut innocent =
        vec!["They are one organisation, one staff or one club, and say so: declare them as a known group".to_owned()];
    if has(Object::Text) {
        innocent.push(
            "The text comes from one source that others copied too, such as an agency, a petition or an assignment".to_owned(),
        );
    }
    if has(Object::Link) || has(Object::Domain) {
        innocent.push("They all read the same site, and its other readers are not in the input".to_owned());
    }
    if has(Object::Target) {
        innocent.push("They are friends who follow one another, or fans of what they act on".to_owned());
    }
    if has(Object::Moment) {
        innocent.push("They use one scheduling service that posts at that second for all its customers".to_owned());
    }
    innocent
}
