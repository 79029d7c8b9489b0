//! Rings: accounts of one operator, or of people who agreed to act together.

use super::super::dice::{Dice, exp, ln};
use super::super::person::DAY;
use super::kind::GroupKind;
use super::outsiders;
use super::people::{DAYS, SPAN};
use super::plan::{Act, NOTHING, Occasion, Plan, Verb, popular};

/// What is settled about a ring before it acts.
struct Ring {
    band: u32,
    kind: GroupKind,
    /// Seconds within which the members act on an occasion.
    window: u32,
    /// The days between which it is active.
    days: (u32, u32),
    occasions: u32,
    /// Members with the chance that each takes part in an occasion.
    members: Vec<(u32, f64)>,
    /// Links are pages of one domain, all different.
    deep: bool,
    /// What the ring's own template, domain or hashtags are drawn from.
    source: u32,
}

/// Plans so many rings of these kinds in turn; the given share of them hides among ordinary activity.
pub(super) fn rings(plan: &mut Plan, kinds: &[GroupKind], wanted: usize, camouflage: f64, seed: u64) {
    for number in 0..if kinds.is_empty() { 0 } else { wanted } {
        let mut dice = Dice::with_index(seed, 22, number as u64);
        let kind = kinds[number % kinds.len()];
        let size = dice.lognormal(19.0, 0.55).clamp(5.0, 50.0) as usize;
        let Some(band) = plan.band(kind, size) else { return };
        // Every third, say, and not a draw of its own: small societies have them too.
        let hides = ((number + 1) as f64 * camouflage).floor() > (number as f64 * camouflage).floor();
        let ring = settle(plan, kind, band, &mut dice);
        let before = plan.acts.len();
        match kind {
            GroupKind::Pod => pod(plan, &ring, &mut dice),
            GroupKind::Clock => clock(plan, &ring, &mut dice),
            _ => occasions(plan, &ring, &mut dice),
        }
        let share = (plan.acts.len() - before) as f64 / ring.members.len() as f64;
        for (account, _) in &ring.members {
            let own = if hides { share.max(6.0) * dice.between(3.0, 10.0) } else { 1.0 + dice.below(10) as f64 };
            plan.quotas.push((*account, own as u32));
            plan.aloof[*account as usize] = !hides;
        }
    }
}

fn settle(plan: &mut Plan, kind: GroupKind, band: u32, dice: &mut Dice) -> Ring {
    let window = if dice.chance(0.4) { dice.between(30.0, 61.0) } else { exp(dice.between(ln(61.0), ln(21_600.0))) } as u32;
    let window = match kind {
        GroupKind::Clock => 2,
        // Whoever waits hours for a like is in no pod.
        GroupKind::Pod => window.clamp(120, 900),
        _ => window,
    };
    let length = dice.between(6.0, DAYS as f64) as u32;
    let first = dice.below(DAYS - length as usize + 1) as u32;
    let members = plan.bands[band as usize].members.iter().map(|account| (*account, dice.between(0.5, 0.95))).collect();
    let ring = Ring {
        band,
        kind,
        window,
        days: (first, first + length),
        occasions: 6 + dice.below(15) as u32,
        members,
        deep: dice.chance(0.5),
        source: (band + 1) * 1000,
    };
    if matches!(kind, GroupKind::StarFarm | GroupKind::FollowFarm) {
        let burst = dice.between(20.0, 500.0) * DAY as f64;
        let length = dice.between(0.5, 48.0) * 3600.0;
        plan.made.extend(ring.members.iter().map(|(account, _)| (*account, (burst + length * dice.unit()) as u32)));
    }
    ring
}

/// The members who take part, each with its second within the window; never fewer than three.
fn turnout(ring: &Ring, dice: &mut Dice) -> Vec<(u32, u32)> {
    loop {
        let mut present = Vec::new();
        for (account, chance) in &ring.members {
            if dice.chance(*chance) {
                present.push((dice.below(ring.window as usize + 1) as u32, *account));
            }
        }
        if present.len() >= 3 {
            present.sort_unstable();
            return present;
        }
    }
}

/// All meet around one thing after another.
fn occasions(plan: &mut Plan, ring: &Ring, dice: &mut Dice) {
    let mut template = ring.source;
    for number in 0..ring.occasions {
        let from = u64::from(ring.days.0) * DAY as u64 + 3600;
        let until = u64::from(ring.days.1) * DAY as u64 - u64::from(ring.window) - 3600;
        let start = from as u32 + dice.below((until - from) as usize) as u32;
        let present = turnout(ring, dice);
        let leader = present[0].1;
        // A template is worn out after two occasions.
        template =
            if number > 0 && template == ring.source + number - 1 && dice.chance(0.35) { template } else { ring.source + number };
        let verb = match ring.kind {
            GroupKind::Exact => Verb::Copy,
            GroupKind::NearCopy => Verb::NearCopy,
            GroupKind::Spun => Verb::Spun,
            GroupKind::Link if ring.deep => Verb::DeepLink,
            GroupKind::Link => Verb::Link,
            GroupKind::Mixed => [Verb::Copy, Verb::NearCopy, Verb::Spun, Verb::Link][(number as usize + ring.band as usize) % 4],
            GroupKind::Reply => Verb::Reply,
            GroupKind::Hashtag => Verb::Hashtags,
            GroupKind::StarFarm => Verb::Star,
            _ => Verb::Follow,
        };
        let thing = match verb {
            Verb::Reply => {
                let author = plan.bystander(dice);
                plan.posted(author, start - 60 - dice.below(3000) as u32)
            }
            Verb::Follow => {
                let customer = plan.bystander(dice);
                plan.thing(customer, plan.people.get(customer).audience, number)
            }
            _ => {
                let source = match verb {
                    Verb::Spun => template,
                    Verb::DeepLink | Verb::Hashtags => ring.source,
                    Verb::Link if dice.chance(0.3) => popular(dice),
                    _ => ring.source + number,
                };
                plan.thing(leader, plan.people.get(leader).audience, source)
            }
        };
        plan.occasions.push(Occasion { group: ring.band, verb, thing, start, window: ring.window });
        for (place, (after, account)) in present.iter().enumerate() {
            let original = place == 0 && verb == Verb::Copy;
            plan.acts.push(Act { second: start + after, account: *account, thing, verb, original, variant: place as u16 });
        }
        outsiders::copy(plan, dice, verb, thing, start + present[0].0, ring.window, present.len());
    }
}

/// Everybody likes and answers what the others post.
fn pod(plan: &mut Plan, ring: &Ring, dice: &mut Dice) {
    let rounds = if ring.members.len() < 12 { 2 + dice.below(3) } else { 2 };
    for _ in 0..rounds {
        for (author, _) in &ring.members {
            let second = loop {
                let day = ring.days.0 + dice.below((ring.days.1 - ring.days.0) as usize) as u32;
                let second = plan.people.moment_on(dice, *author, day);
                if second + ring.window < SPAN {
                    break second;
                }
            };
            let thing = plan.posted(*author, second);
            plan.occasions.push(Occasion { group: ring.band, verb: Verb::Like, thing, start: second, window: ring.window });
            for (fan, chance) in ring.members.iter().filter(|(fan, _)| fan != author) {
                if !dice.chance(*chance) {
                    continue;
                }
                let mut after = || second + 5 + dice.below(ring.window as usize - 5) as u32;
                let (liked, answered) = (after(), after());
                let both = dice.below(4);
                if both != 0 {
                    plan.act(liked, *fan, Verb::Like, thing, 0);
                }
                if both != 1 {
                    plan.act(answered, *fan, Verb::Reply, thing, 0);
                }
            }
            outsiders::copy(plan, dice, Verb::Like, thing, second, ring.window, ring.members.len());
        }
    }
}

/// One timer, many mouths.
fn clock(plan: &mut Plan, ring: &Ring, dice: &mut Dice) {
    let moments: Vec<u32> = (0..1 + dice.below(2)).map(|_| dice.below(DAY as usize - 10) as u32).collect();
    for day in ring.days.0..ring.days.1 {
        for moment in &moments {
            let start = day * DAY as u32 + moment;
            let present = turnout(ring, dice);
            let thing = plan.thing(ring.members[0].0, 0, 0);
            plan.occasions.push(Occasion { group: ring.band, verb: Verb::Own, thing, start, window: ring.window });
            for (after, account) in present {
                plan.act(start + after, account, Verb::Own, NOTHING, 0);
            }
        }
    }
}
