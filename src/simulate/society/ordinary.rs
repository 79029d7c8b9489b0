//! What people do all day: own texts, links, stock phrases, answers, and passing on what they have just read.

use super::super::dice::Dice;
use super::people::{SPAN, Urn};
use super::plan::{Act, NOTHING, Plan, Verb};

/// Which acts without words there are in a society, beside texts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Gestures {
    pub likes: bool,
    pub stars: bool,
    pub follows: bool,
}

/// How many projects people star and accounts they follow beside what groups do.
const POPULAR: usize = 400;

/// Plans the ordinary acts of members with a quota, and of everybody else until there are exactly so many acts.
pub(super) fn ordinary(plan: &mut Plan, total: usize, gestures: Gestures, seed: u64) {
    let mut dice = Dice::new(seed, 25);
    let first = plan.acts.len();
    let popular = popular(plan, &mut dice);
    let mut notable: Vec<(u32, u32, u32)> = Vec::new();
    let quotas = std::mem::take(&mut plan.quotas);
    let mut wanted = vec![None; plan.group.len()];
    for (account, own) in &quotas {
        wanted[*account as usize] = Some(*own);
    }
    for (account, own) in &quotas {
        let left = total.saturating_sub(plan.acts.len()).min(*own as usize);
        person(plan, &mut dice, *account, left, gestures, &popular, &mut notable);
    }
    let others: Vec<u32> = (0..plan.group.len() as u32).filter(|account| wanted[*account as usize].is_none()).collect();
    let urn = Urn::new(&others, |account| f64::from(plan.people.get(account).activity));
    let spare = total.saturating_sub(plan.acts.len());
    let even = if spare > others.len() { 1 } else { 0 };
    let divided = (spare - even * others.len()) as f64;
    let mut given = 0;
    for (place, account) in others.iter().enumerate() {
        // The last account takes what rounding left, so that the number is exact.
        let share = urn.sum(place) / urn.total() * divided;
        let due = if place + 1 == others.len() { divided as usize } else { share as usize };
        person(plan, &mut dice, *account, even + due.saturating_sub(given), gestures, &popular, &mut notable);
        given = given.max(due);
    }
    resolve(plan, &mut dice, first, notable);
}

/// Projects and accounts that everybody knows, the most popular first.
fn popular(plan: &mut Plan, dice: &mut Dice) -> Vec<u32> {
    let mut things = Vec::with_capacity(POPULAR);
    for number in 0..POPULAR as u32 {
        let author = plan.bystander(dice);
        things.push(plan.thing(author, plan.people.get(author).audience, 2_000_000_000 + number));
    }
    things
}

/// Plans so many acts of one account. Answers do not know yet what they answer.
fn person(
    plan: &mut Plan,
    dice: &mut Dice,
    account: u32,
    acts: usize,
    gestures: Gestures,
    popular: &[u32],
    notable: &mut Vec<(u32, u32, u32)>,
) {
    let mut last = None;
    for _ in 0..acts {
        let soon = last.map(|last| last + 20 + dice.lognormal(150.0, 1.0) as u32).filter(|second| *second < SPAN);
        let second = match soon {
            Some(second) if dice.chance(0.3) => second,
            _ => plan.people.moment(dice, account),
        };
        last = Some(second);
        let verb = match dice.below(100) {
            0..13 => {
                let thing = plan.posted(account, second);
                notable.push((plan.people.get(account).audience, second, thing));
                continue;
            }
            13..16 => Verb::Stock,
            16..24 => Verb::OwnLink,
            24..44 => Verb::Reply,
            44..52 => Verb::Repost,
            52..57 if gestures.likes => Verb::Like,
            57..59 if gestures.stars => Verb::Star,
            59..61 if gestures.follows => Verb::Follow,
            _ => Verb::Own,
        };
        let thing = match verb {
            Verb::Star | Verb::Follow => popular[(popular.len() as f64 * dice.unit() * dice.unit() * dice.unit()) as usize],
            _ => NOTHING,
        };
        plan.acts.push(Act { second, account, thing, verb, original: false, variant: 0 });
    }
}

/// Gives answers, likes and reposts something that was posted in the audience shortly before, by a friend where there is one.
fn resolve(plan: &mut Plan, dice: &mut Dice, first: usize, mut notable: Vec<(u32, u32, u32)>) {
    notable.sort_unstable();
    for place in first..plan.acts.len() {
        let act = plan.acts[place];
        if act.thing != NOTHING || !matches!(act.verb, Verb::Reply | Verb::Repost | Verb::Like) {
            continue;
        }
        let audience = plan.people.get(act.account).audience;
        let begin = notable.partition_point(|known| known.0 < audience);
        let end = notable.partition_point(|known| (known.0, known.1 + 15) < (audience, act.second));
        let recent = &notable[begin.min(end)..end];
        let friends = plan.people.get(act.account).circle;
        let by_friend = |known: &&(u32, u32, u32)| {
            let author = plan.things[known.2 as usize].author;
            author != act.account && plan.people.get(author).circle == friends
        };
        let friend = if dice.chance(0.4) { recent.iter().rev().take(60).find(by_friend) } else { None };
        let back = (8.0 * dice.exponential()) as usize;
        let stranger = || recent.len().checked_sub(1 + back).map(|at| &recent[at]);
        let found = friend.or_else(stranger).map(|known| known.2);
        match found.filter(|thing| plan.things[*thing as usize].author != act.account) {
            Some(thing) => plan.acts[place].thing = thing,
            None => plan.acts[place].verb = Verb::Own,
        }
    }
}
