//! How strongly accounts are linked two by two.

use super::dense::Link;
use super::index::Side;
use super::occasions::{Occasion, Occasions, PAUSE, WINDOW, worth};
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
/// The strongest links are kept, about this many an account.
const EACH: usize = 8;

/// The strongest links between accounts by what they did together on one side, by position; where nothing is tested, acts are
/// together within a day, and only on occasions that few took part in. Cost: n log n in the acts.
pub fn links(occasions: &Occasions, accounts: usize, side: Side) -> Vec<Link> {
    // Whole hundredths of a nat add up to the same in any order.
    let weights: Vec<u32> = occasions.deeds.iter().map(|deed| (100.0 * worth(deed.near, accounts)) as u32).collect();
    let window = if side == Side::Both { PAUSE } else { WINDOW };
    let parts = (occasions.deeds.len() * EARLIER / PART + 1) as u32;
    let mut links: Vec<Link> = Vec::new();
    let mut weakest = WEAKEST;
    let mut together: Vec<(u64, u32)> = Vec::new();
    for part in 0..parts {
        together.clear();
        for occasion in occasions.list.iter().filter(|occasion| side.has(occasion) && (side != Side::Both || is_small(occasion))) {
            let from = occasion.deeds.start;
            for place in occasion.deeds.clone().filter(|&place| weights[place] > 0) {
                let deed = &occasions.deeds[place];
                for before in (from.max(place.saturating_sub(EARLIER))..place).rev() {
                    let earlier = &occasions.deeds[before];
                    if deed.millis - earlier.millis > window {
                        break;
                    }
                    let (one, other) = (deed.account.min(earlier.account), deed.account.max(earlier.account));
                    if one.wrapping_mul(0x9e37_79b1) % parts != part {
                        continue;
                    }
                    let mut weight = weights[place].min(weights[before]);
                    if deed.kind == Kind::Repost && earlier.kind == Kind::Repost {
                        weight = weight * PASSED_ON.0 / PASSED_ON.1;
                    }
                    if occasion.object == Object::Moment {
                        weight /= CHANCE;
                    }
                    together.push((u64::from(one) << 32 | u64::from(other), weight));
                }
            }
        }
        together.sort_unstable();
        let summed = together.chunk_by(|a, b| a.0 == b.0).map(|acts| Link {
            one: (acts[0].0 >> 32) as u32,
            other: acts[0].0 as u32,
            weight: acts.iter().map(|act| act.1).sum(),
        });
        links.extend(summed.filter(|link| link.weight >= weakest));
        if part == 0 {
            // Parts are as good as drawn at random, so the first tells how strong the strongest of all are.
            weakest = strongest(&mut links, accounts * EACH / parts as usize);
        }
    }
    links.sort_unstable_by_key(|link| (link.one, link.other));
    links
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
