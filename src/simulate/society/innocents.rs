//! Groups of people who act alike for good reasons.

use super::super::dice::Dice;
use super::super::person::DAY;
use super::kind::GroupKind;
use super::outsiders::{join, poisson};
use super::people::{DAYS, SPAN};
use super::plan::{NOTHING, Occasion, Plan, Verb};

/// Members with the chance that each takes part and the median seconds after which it does.
type Habits = Vec<(u32, f64, f64)>;

/// Plans so many groups, of these kinds in turn.
pub(super) fn innocents(plan: &mut Plan, kinds: &[GroupKind], wanted: usize, seed: u64) {
    for number in 0..if kinds.is_empty() { 0 } else { wanted } {
        let kind = kinds[number % kinds.len()];
        let mut dice = Dice::with_index(seed, 23, number as u64);
        let dice = &mut dice;
        let size = match kind {
            GroupKind::FanClub => 30 + dice.below(31),
            GroupKind::Newsroom => 40 + dice.below(81),
            GroupKind::Class => 15 + dice.below(26),
            GroupKind::Copypasta => 150 + dice.below(350),
            GroupKind::Launch => 150 + dice.below(250),
            GroupKind::SisterPapers => 10,
            _ => 10 + dice.below(21),
        };
        let Some(band) = plan.band(kind, size) else { return };
        let members = plan.bands[band as usize].members.clone();
        match kind {
            GroupKind::FanClub => {
                // In half of the clubs nobody else cares.
                let others = if (number / kinds.len()).is_multiple_of(2) { 8.0 } else { 0.0 };
                fan_club(plan, dice, band, &members, others);
            }
            GroupKind::Newsroom => newsroom(plan, dice, band, &members),
            GroupKind::Class => class(plan, dice, band, &members),
            GroupKind::Copypasta => copypasta(plan, dice, band, &members),
            GroupKind::Launch => launch(plan, dice, band, &members),
            GroupKind::SisterPapers => sister_papers(plan, dice, band, &members),
            _ => staff(plan, dice, band, &members),
        }
    }
}

fn habits(dice: &mut Dice, members: &[u32], chances: (f64, f64), median: (f64, f64)) -> Habits {
    let each = members.iter();
    each.map(|account| (*account, dice.between(chances.0, chances.1), dice.lognormal(median.0, median.1))).collect()
}

/// Members do the same with a thing, each after its own delay; gives how many do.
fn follow_up(plan: &mut Plan, dice: &mut Dice, band: u32, habits: &Habits, verb: Verb, thing: u32, start: u32) -> usize {
    plan.occasions.push(Occasion { group: band, verb, thing, start, window: SPAN });
    let before = plan.acts.len();
    let author = if verb == Verb::Repost { plan.things[thing as usize].author } else { NOTHING };
    for (place, (account, chance, median)) in habits.iter().enumerate() {
        if dice.chance(*chance) && *account != author {
            let second = start + 5 + dice.lognormal(*median, 0.7).min(1e6) as u32;
            let second = plan.people.awake(dice, *account, second);
            plan.act(second, *account, verb, thing, place as u16);
        }
    }
    plan.acts.len() - before
}

fn fan_club(plan: &mut Plan, dice: &mut Dice, band: u32, members: &[u32], others: f64) {
    let idol = plan.bystander(dice);
    let habits = habits(dice, members, (0.3, 0.9), (240.0, 0.9));
    for _ in 0..15 + dice.below(20) {
        let start = plan.people.moment(dice, idol);
        let thing = plan.posted(idol, start);
        follow_up(plan, dice, band, &habits, Verb::Repost, thing, start);
        let others = poisson(dice, others);
        join(plan, dice, Verb::Repost, thing, start, 3600, 1, others);
    }
}

fn newsroom(plan: &mut Plan, dice: &mut Dice, band: u32, members: &[u32]) {
    own_stories(plan, dice, members, 10, 70);
    // Few clients run most of what the agency sends, and most run little of it.
    let mut clients = habits(dice, members, (0.0, 1.0), (3600.0, 0.8));
    clients.iter_mut().for_each(|client| client.1 = propensity(client.1));
    for _ in 0..20 + dice.below(30) {
        let start = plan.people.moment(dice, members[0]);
        let thing = agency_text(plan, dice, members);
        let appeal = dice.between(0.4, 1.6);
        let drawn = clients.iter().map(|(account, chance, median)| (*account, (chance * appeal).min(0.7), *median)).collect();
        follow_up(plan, dice, band, &drawn, Verb::Copy, thing, start);
        let others = poisson(dice, 3.0);
        for _ in 0..others {
            let account = plan.bystander(dice);
            let second = start + dice.lognormal(7200.0, 0.9).min(1e6) as u32;
            plan.act(second, account, Verb::Copy, thing, 0);
        }
    }
}

/// From a part of the clients to how likely each is to run a story: a Pareto law between 0.05 and 0.7.
fn propensity(part: f64) -> f64 {
    let (least, most) = (0.05, 0.7);
    least / (1.0 - part * (1.0 - least / most))
}

/// What outlets post beside what they are sent.
fn own_stories(plan: &mut Plan, dice: &mut Dice, members: &[u32], least: usize, spread: usize) {
    members.iter().for_each(|account| plan.quotas.push((*account, (least + dice.below(spread)) as u32)));
}

/// A text on any topic. Whoever sends it is no account.
fn agency_text(plan: &mut Plan, dice: &mut Dice, members: &[u32]) -> u32 {
    let topic = dice.below(plan.people.audiences()) as u32;
    plan.thing(members[0], topic, 0)
}

/// One desk fills all papers, and nobody else prints what it writes.
fn sister_papers(plan: &mut Plan, dice: &mut Dice, band: u32, members: &[u32]) {
    own_stories(plan, dice, members, 40, 160);
    let habits = habits(dice, members, (0.5, 0.95), (3600.0, 0.8));
    for _ in 0..20 + dice.below(30) {
        let start = plan.people.moment(dice, members[0]);
        let thing = agency_text(plan, dice, members);
        follow_up(plan, dice, band, &habits, Verb::Copy, thing, start);
    }
}

fn class(plan: &mut Plan, dice: &mut Dice, band: u32, members: &[u32]) {
    for _ in 0..1 + dice.below(2) {
        let deadline = (2 + dice.below(DAYS - 3) as u32) * DAY as u32 + 22 * 3600;
        let topic = plan.people.get(members[0]).audience;
        let thing = plan.thing(members[0], topic, 0);
        plan.occasions.push(Occasion { group: band, verb: Verb::Copy, thing, start: 0, window: SPAN });
        for (place, account) in members.iter().enumerate() {
            if dice.chance(0.9) {
                let early = dice.lognormal(5400.0, 1.1).min(DAY as f64 * 1.5) as u32;
                let verb = if dice.chance(0.8) { Verb::Copy } else { Verb::NearCopy };
                plan.act(deadline - early, *account, verb, thing, place as u16);
            }
        }
    }
}

/// One text; who sees it copies it at some time within days, most of them while it is going round.
fn copypasta(plan: &mut Plan, dice: &mut Dice, band: u32, members: &[u32]) {
    let start = plan.people.moment(dice, members[0]) / 2;
    let thing = plan.posted(members[0], start);
    plan.occasions.push(Occasion { group: band, verb: Verb::Copy, thing, start, window: SPAN });
    let waves: Vec<u32> = (0..4).map(|_| start + dice.lognormal(20_000.0, 1.0).min(1e6) as u32).collect();
    for account in &members[1..] {
        let second = if dice.chance(0.5) {
            let wave = dice.pick(&waves);
            wave + (900.0 * dice.exponential()) as u32
        } else {
            let second = start + dice.lognormal(50_000.0, 1.0).min(1e6) as u32;
            plan.people.awake(dice, *account, second)
        };
        plan.act(second, *account, Verb::Copy, thing, 0);
    }
}

fn staff(plan: &mut Plan, dice: &mut Dice, band: u32, members: &[u32]) {
    let habits = habits(dice, members, (0.2, 0.8), (9000.0, 1.0));
    // Customers, partners and the trade press care at least as much as those who work there.
    let outsiders = dice.between(1.0, 1.5) * habits.iter().map(|habit| habit.1).sum::<f64>();
    for _ in 0..8 + dice.below(16) {
        let start = plan.people.moment(dice, members[0]);
        let (verb, thing) = if dice.chance(0.5) {
            let topic = plan.people.get(members[0]).audience;
            (Verb::DeepLink, plan.thing(members[0], topic, (band + 1) * 1000))
        } else {
            (Verb::Repost, plan.posted(members[0], start))
        };
        // One page of the employer's at a time.
        let page = dice.below(60_000) as u16;
        let before = plan.acts.len();
        follow_up(plan, dice, band, &habits, verb, thing, start);
        let others = poisson(dice, outsiders);
        let audience = plan.people.get(members[0]).audience;
        for _ in 0..others {
            let account = if dice.chance(0.5) { plan.reader(dice, audience) } else { plan.bystander(dice) };
            let median = dice.lognormal(9000.0, 1.0);
            let second = start + 5 + dice.lognormal(median, 0.7).min(1e6) as u32;
            let second = plan.people.awake(dice, account, second);
            plan.act(second, account, verb, thing, 0);
        }
        plan.acts[before..].iter_mut().for_each(|act| act.variant = page);
    }
}

fn launch(plan: &mut Plan, dice: &mut Dice, band: u32, members: &[u32]) {
    let habits = habits(dice, members, (0.2, 0.7), (1200.0, 0.5));
    for number in 0..3 + dice.below(4) as u32 {
        let start = DAY as u32 + dice.below((DAYS - 2) * DAY as usize) as u32;
        let topic = plan.people.get(members[0]).audience;
        let thing = plan.thing(members[0], topic, (band + 1) * 1000 + number);
        let stars = follow_up(plan, dice, band, &habits, Verb::Star, thing, start);
        let others = stars / 2 + dice.below(stars + 1);
        join(plan, dice, Verb::Star, thing, start, 3600, 1, others);
    }
}
