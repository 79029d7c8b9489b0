//! How strongly accounts are linked two by two.

use super::dense::Link;
use super::index::Side;
use super::memory::Memory;
use super::occasions::{Occasion, Occasions, PAUSE, WINDOW, worth};
use crate::Result;
use crate::event::Kind;
use crate::tally::Object;

/// With how many earlier acts on its occasion an act is linked: one object that a million accounts shared costs no more than a
/// million acts.
const EARLIER: usize = 24;
/// Passing on what somebody else wrote says this part of what writing the same does.
const PASSED_ON: (u32, u32) = (1, 2);
/// Who posts much meets others at the same moment by chance, so that says only this part.
const CHANCE: u32 = 5;
/// Links are summed in parts of about this many, so that summing needs little memory.
const PART: usize = 4 << 20;
/// Weaker links than half a nat are none, in hundredths.
const WEAKEST: u32 = 50;
/// What more accounts than this do is no lead's.
const FEW: usize = 24;
/// The strongest links are kept, about this many an account...
const EACH: usize = 8;
/// ...that did more than what nearly everybody did, or of all accounts where there are no more than these.
const MANY: usize = 10_000;
/// What a link takes while groups are joined, in bytes.
const LINKED: u64 = 96;

/// The strongest links between accounts by what they did together on one side, by position; where nothing is tested, acts are
/// together within a day, and only on occasions that few took part in. Cost: n log n in the acts.
pub fn links(occasions: &Occasions, accounts: usize, side: Side, memory: Memory) -> Result<Vec<Link>> {
    let most = memory.room(held(occasions, accounts), "accounts and what they did together")? / size_of::<(u64, u32)>();
    // Whole hundredths of a nat add up to the same in any order.
    let weights: Vec<u32> = occasions.deeds.iter().map(|deed| (100.0 * worth(deed.near, accounts)) as u32).collect();
    let window = if side == Side::Both { PAUSE } else { WINDOW };
    let linkable = linkable(occasions, accounts, &weights);
    let parts = (occasions.deeds.len() * EARLIER / PART + 1) as u32;
    let deeds = &occasions.deeds;
    let (places, starts) = by_part(occasions, side, parts);
    let mut links: Vec<Link> = Vec::new();
    let mut weakest = WEAKEST;
    let mut together: Vec<(u64, u32)> = Vec::new();
    // What is kept depends on the parts, so a limit on memory cuts them further and leaves them as they are.
    let pieces = PART.div_ceil(most.max(1)) as u32;
    for (part, piece) in (0..parts).flat_map(|part| (0..pieces).map(move |piece| (part, piece))) {
        together.clear();
        let own = &places[starts[part as usize]..starts[part as usize + 1]];
        for place in own.iter().map(|&place| place as usize) {
            let deed = &deeds[place];
            if drawn(deed.account) / parts % pieces != piece {
                continue;
            }
            let occasion = &occasions.list[deed.occasion as usize];
            let earlier = (occasion.deeds.start.max(place.saturating_sub(EARLIER))..place).rev();
            let earlier = earlier.take_while(|&before| deed.millis - deeds[before].millis <= window).map(|before| (before, place));
            let later = place + 1..occasion.deeds.end.min(place + EARLIER + 1);
            let later = later.take_while(|&after| deeds[after].millis - deed.millis <= window).map(|after| (place, after));
            for (before, after) in earlier.chain(later) {
                let other = deeds[before].account.max(deeds[after].account);
                let mut weight = weights[before].min(weights[after]);
                // The account with the smaller number links the two; nothing is added by what weighs nothing.
                if other == deed.account || weight == 0 {
                    continue;
                }
                if deeds[before].kind == Kind::Repost && deeds[after].kind == Kind::Repost {
                    weight = weight * PASSED_ON.0 / PASSED_ON.1;
                }
                if occasion.object == Object::Moment {
                    weight /= CHANCE;
                }
                together.push((u64::from(deed.account) << 32 | u64::from(other), weight));
            }
        }
        together.sort_unstable();
        let summed = together.chunk_by(|a, b| a.0 == b.0).map(|acts| Link {
            one: (acts[0].0 >> 32) as u32,
            other: acts[0].0 as u32,
            weight: acts.iter().map(|act| act.1).sum(),
        });
        links.extend(summed.filter(|link| link.weight >= weakest));
        if part == 0 && piece + 1 == pieces {
            // Parts are as good as drawn at random, so the first tells how strong the strongest of all are.
            weakest = strongest(&mut links, linkable * EACH / parts as usize);
        }
    }
    links.sort_unstable_by_key(|link| (link.one, link.other));
    // Average linkage keeps every link in a table, in lists of neighbours and as a candidate.
    let held = held(occasions, accounts) + LINKED * links.len() as u64;
    memory.beside(held).check("accounts, what they did together and their links")?;
    Ok(links)
}

/// What occasions and their index take, in bytes.
fn held(occasions: &Occasions, accounts: usize) -> u64 {
    let [accounts, deeds, list] = [accounts, occasions.deeds.len(), occasions.list.len()].map(|count| count as u64);
    100 * accounts + 60 * deeds + 64 * list
}

/// Scatters accounts over parts.
fn drawn(account: u32) -> u32 {
    account.wrapping_mul(0x9e37_79b1)
}

/// Places of the deeds on a side by the parts of their accounts, each part's ascending, and where the parts begin.
fn by_part(occasions: &Occasions, side: Side, parts: u32) -> (Vec<u32>, Vec<usize>) {
    let on_side = |occasion: &&Occasion| side.has(occasion) && (side != Side::Both || is_small(occasion));
    let deeds = || occasions.list.iter().filter(on_side).flat_map(|occasion| occasion.deeds.clone());
    let part = |place: usize| (drawn(occasions.deeds[place].account) % parts) as usize;
    let mut starts = vec![0; parts as usize + 2];
    deeds().for_each(|place| starts[part(place) + 2] += 1);
    for part in 2..starts.len() {
        starts[part] += starts[part - 1];
    }
    let mut places = vec![0; starts.last().copied().unwrap_or(0)];
    for place in deeds() {
        let next = &mut starts[part(place) + 1];
        places[*next] = place as u32;
        *next += 1;
    }
    (places, starts)
}

/// How many accounts did more together than what nearly everybody did. Where accounts are few, all of them count.
fn linkable(occasions: &Occasions, accounts: usize, weights: &[u32]) -> usize {
    let mut is_idle = vec![None; accounts];
    for (deed, &weight) in occasions.deeds.iter().zip(weights) {
        *is_idle[deed.account as usize].get_or_insert(true) &= weight < WEAKEST;
    }
    let idle = is_idle.iter().filter(|idle| **idle == Some(true)).count();
    (accounts - idle).max(accounts.min(MANY))
}

fn is_small(occasion: &Occasion) -> bool {
    occasion.deeds.len() <= FEW
}

/// Leaves about the `most` strongest links; gives the weight of the weakest that is left.
fn strongest(links: &mut Vec<Link>, most: usize) -> u32 {
    if links.len() <= most || most == 0 {
        return WEAKEST;
    }
    let (_, weakest, _) = links.select_nth_unstable_by_key(most - 1, |link| std::cmp::Reverse(link.weight));
    let weakest = weakest.weight;
    links.retain(|link| link.weight >= weakest);
    weakest
}
