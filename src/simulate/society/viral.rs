//! What goes round in an audience, and now and then in the whole society.

use super::super::dice::Dice;
use super::outsiders::poisson;
use super::people::{SPAN, Urn};
use super::plan::{Plan, Verb, popular};

/// The number of people who pass on an item of middling popularity.
const MEDIAN: f64 = 6.0;

/// Plans about so many acts of passing things on.
pub(super) fn cascades(plan: &mut Plan, budget: usize, seed: u64) {
    let mut dice = Dice::new(seed, 24);
    let accounts: Vec<u32> = (0..plan.group.len() as u32).collect();
    let society = Urn::new(&accounts, |account| sharing(plan, account));
    let before = plan.acts.len();
    // A few things that everybody has seen, for a twentieth of all that is passed on.
    let everywhere = (accounts.len() / 15).min(budget / 75);
    for _ in 0..6 {
        let author = plan.bystander(&mut dice);
        let start = dice.below(SPAN as usize * 4 / 5) as u32;
        let many = society.draw_many(&mut dice, everywhere);
        item(plan, &mut dice, author, start, &many);
    }
    let left = budget.saturating_sub(plan.acts.len() - before) as f64;
    let audiences: Vec<u32> = (0..plan.people.audiences() as u32).collect();
    let total: f64 = audiences.iter().map(|audience| plan.people.members(*audience as usize).len() as f64).sum();
    for audience in audiences {
        let members = plan.people.members(audience as usize).to_vec();
        let mut owed = left * members.len() as f64 / total;
        // A draw that is beyond what is owed decides the rest, so that small audiences have their share in the mean.
        if members.len() < 3 || (owed < 1.0 && !dice.chance(owed)) {
            continue;
        }
        let urn = Urn::new(&members, |account| sharing(plan, account));
        let authors = Urn::new(&members, |account| f64::from(plan.people.get(account).activity));
        while owed > 0.0 {
            let before = plan.acts.len();
            let popularity = dice.lognormal(MEDIAN, 1.0).min(members.len() as f64 * 0.7);
            let size = poisson(&mut dice, popularity);
            let mut many = urn.draw_many(&mut dice, size);
            if dice.chance(0.15) {
                many.extend(society.draw_many(&mut dice, 1 + size / 3));
            }
            let author = authors.draw(&mut dice).unwrap_or(members[0]);
            let start = plan.people.moment(&mut dice, author);
            item(plan, &mut dice, author, start, &many);
            owed -= (plan.acts.len() - before) as f64;
        }
    }
}

/// How readily an account passes on what goes round: members of rings that do not hide never do.
fn sharing(plan: &Plan, account: u32) -> f64 {
    if plan.aloof[account as usize] { 0.0 } else { f64::from(plan.people.get(account).sharing) }
}

/// One thing goes round: a post passed on, a link shared with own words, or a text that is copied.
fn item(plan: &mut Plan, dice: &mut Dice, author: u32, start: u32, many: &[u32]) {
    let form = dice.below(20);
    let (thing, verb) = match form {
        0..12 => (plan.posted(author, start), Verb::Repost),
        12..18 => {
            let source = if dice.chance(0.7) { popular(dice) } else { dice.below(1 << 30) as u32 };
            let thing = plan.thing(author, plan.people.get(author).audience, source);
            plan.act(start, author, Verb::Link, thing, 0);
            (thing, Verb::Link)
        }
        _ => (plan.posted(author, start), Verb::Copy),
    };
    for account in many {
        if *account != author {
            let second = plan.people.reacts(dice, *account, start);
            plan.act(second, *account, verb, thing, 0);
        }
    }
}
