//! When machines post: by a timer, at fixed slots, late by minutes, or at random round the clock.

use super::dice::Dice;
use super::person::DAY;

/// A timer that fires every `period` seconds, `jitter` seconds off, and misses a share of its posts. Its error does not add up.
pub(super) fn timer(dice: &mut Dice, start: i64, posts: usize, period: i64, jitter: f64, missing: f64) -> Vec<i64> {
    let mut times = Vec::with_capacity(posts);
    let mut at = start;
    while times.len() < posts {
        if !dice.chance(missing) {
            times.push(at + (jitter * dice.normal()).round() as i64);
        }
        at += period;
    }
    times
}

/// Fixed times of the day, in seconds after midnight UTC, a few seconds late; some are left out.
pub(super) fn slots(dice: &mut Dice, start: i64, posts: usize, slots: &[i64], late: f64, missing: f64) -> Vec<i64> {
    let mut times = Vec::with_capacity(posts);
    let mut day = 0;
    while times.len() < posts && !slots.is_empty() {
        for slot in slots {
            if times.len() < posts && !dice.chance(missing) {
                times.push(start + day * DAY + slot + (late * dice.exponential()) as i64);
            }
        }
        day += 1;
    }
    times
}

/// Pauses drawn evenly between two bounds, in seconds.
pub(super) fn loose(dice: &mut Dice, start: i64, posts: usize, low: f64, high: f64) -> Vec<i64> {
    let mut at = start as f64;
    (0..posts)
        .map(|_| {
            at += dice.between(low, high);
            at as i64
        })
        .collect()
}

/// A constant rate, day and night.
pub(super) fn poisson(dice: &mut Dice, start: i64, posts: usize, mean: f64) -> Vec<i64> {
    let mut at = start as f64;
    (0..posts)
        .map(|_| {
            at += 1.0 + mean * dice.exponential();
            at as i64
        })
        .collect()
}

/// What a program finds when it looks every `period` seconds for things that appeared at the given moments. It posts them at once.
pub(super) fn poller(dice: &mut Dice, appeared: &[i64], period: i64) -> Vec<i64> {
    let mut times: Vec<i64> = Vec::with_capacity(appeared.len());
    for at in appeared {
        let looked = (at.div_euclid(period) + 1) * period + 2 + dice.below(5) as i64;
        // What was found together goes out one after the other.
        times.push(match times.last() {
            Some(last) if *last >= looked => last + 2,
            _ => looked,
        });
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timer_keeps_its_beat() {
        let times = timer(&mut Dice::new(1, 1), 100, 50, 1920, 3.0, 0.0);
        assert!(times.iter().enumerate().all(|(index, at)| (at - 100 - 1920 * index as i64).abs() <= 18));
    }

    #[test]
    fn a_poller_posts_after_it_looked() {
        let times = poller(&mut Dice::new(1, 1), &[10, 20, 30, 2000], 900);
        assert!(times.windows(2).all(|pair| pair[0] < pair[1]));
        assert!((902..=910).contains(&times[0]) && (2702..=2706).contains(&times[3]));
    }
}
