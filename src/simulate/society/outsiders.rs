//! Innocent people who copy, pass on or like the same thing as a group.

use super::super::dice::Dice;
use super::plan::{Plan, Verb};

/// A draw of the Poisson law.
pub(super) fn poisson(dice: &mut Dice, mean: f64) -> usize {
    let (mut total, mut sum) = (0, dice.exponential());
    while sum < mean {
        total += 1;
        sum += dice.exponential();
    }
    total
}

/// A few bystanders do the same on an occasion of a ring, some at once and some later; now and then it goes viral.
pub(super) fn copy(plan: &mut Plan, dice: &mut Dice, verb: Verb, thing: u32, start: u32, window: u32, variants: usize) {
    let some = poisson(dice, 2.0);
    join(plan, dice, verb, thing, start, window, variants, some);
    if dice.chance(0.03) && verb != Verb::Like {
        let many = (30 + dice.below(50)).min(plan.largest * 2);
        let hours = 3600 * (1 + dice.below(12) as u32);
        join(plan, dice, verb, thing, start + 30, hours, variants, many);
    }
}

/// So many bystanders do the same: near half of them within the window, the others in the hours and days after it.
#[expect(clippy::too_many_arguments, reason = "all of one occasion")]
pub(super) fn join(
    plan: &mut Plan,
    dice: &mut Dice,
    verb: Verb,
    thing: u32,
    start: u32,
    window: u32,
    variants: usize,
    wanted: usize,
) {
    let audience = plan.things[thing as usize].topic;
    for _ in 0..wanted {
        let account = if dice.chance(0.5) { plan.reader(dice, audience) } else { plan.bystander(dice) };
        if account == plan.things[thing as usize].author {
            continue;
        }
        let second = if dice.chance(0.45) {
            start + 1 + dice.below(window as usize) as u32
        } else {
            start + window + dice.lognormal(9000.0, 1.4).min(1e6) as u32
        };
        // A text is as often passed on as it is copied; of a link or a template, people take one variant as it is.
        let verb = if verb == Verb::Copy && dice.chance(0.5) { Verb::Repost } else { verb };
        let variant = dice.below(variants.max(1)) as u16;
        plan.act(second, account, verb, thing, variant);
    }
}
