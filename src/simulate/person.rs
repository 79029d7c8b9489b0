//! When people post: they sleep, have days off, and post in sittings.

use super::dice::Dice;

/// Seconds in a day.
pub(super) const DAY: i64 = 86_400;
const HOUR: f64 = 3600.0;

/// How activity develops over a history.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Trend {
    /// The same throughout.
    Flat,
    /// Little in the first half (the given share of the later level), then a climb.
    Ramp(f64),
}

/// The daily life of one person.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rhythm {
    /// Hours east of Greenwich.
    pub zone: f64,
    /// The usual hour of waking, local time.
    pub wake: f64,
    /// The usual hours of sleep.
    pub sleep: f64,
    /// The share of days without a post.
    pub day_off: f64,
    /// Posts in one sitting, on average.
    pub sitting: f64,
    /// How activity develops.
    pub trend: Trend,
}

impl Rhythm {
    /// An ordinary life in the given time zone.
    pub const fn at(zone: f64) -> Self {
        Rhythm { zone, wake: 7.2, sleep: 7.3, day_off: 0.12, sitting: 2.4, trend: Trend::Flat }
    }

    /// Exactly `posts` moments, in seconds since 1970, within `days` days from `start`, in order.
    pub fn place(&self, dice: &mut Dice, start: i64, days: usize, posts: usize) -> Vec<i64> {
        let days = days.max(1);
        let weights: Vec<f64> = (0..days).map(|day| self.weight(dice, day, days)).collect();
        let mut counts = vec![0usize; days];
        let total: f64 = weights.iter().sum();
        for _ in 0..posts {
            let mut left = dice.unit() * total;
            let mut chosen = days - 1;
            for (day, weight) in weights.iter().enumerate() {
                if left < *weight {
                    chosen = day;
                    break;
                }
                left -= weight;
            }
            counts[chosen] += 1;
        }
        let mut times = Vec::with_capacity(posts);
        let mut woke = self.waking(dice, start, 0);
        for (day, count) in counts.into_iter().enumerate() {
            let next = self.waking(dice, start, day + 1);
            let sleep = (self.sleep + 0.5 * dice.normal()).clamp(self.sleep - 1.0, self.sleep + 1.5);
            sittings(dice, &mut times, count, woke + 300, next - (sleep * HOUR) as i64, self.sitting);
            woke = next;
        }
        in_order(dice, times)
    }

    fn weight(&self, dice: &mut Dice, day: usize, days: usize) -> f64 {
        let along = (day as f64 + 0.5) / days as f64;
        let trend = match self.trend {
            Trend::Flat => 1.0,
            Trend::Ramp(before) if along < 0.5 => before,
            Trend::Ramp(_) => 0.4 + 2.4 * (along - 0.5),
        };
        let mood = 0.45 + 0.55 * dice.lively();
        // One day must stay open, or the posts would have nowhere to go.
        if dice.chance(self.day_off) && day > 0 { 0.0 } else { mood * trend }
    }

    /// The moment of waking on one day of the history.
    fn waking(&self, dice: &mut Dice, start: i64, day: usize) -> i64 {
        let early = self.wake * HOUR - self.zone * HOUR < 0.0;
        let midnight = start + (day as i64 + i64::from(early)) * DAY - (self.zone * HOUR) as i64;
        midnight + ((self.wake + (0.5 * dice.normal()).clamp(-1.2, 1.2)) * HOUR) as i64
    }
}

/// Fills one waking day: people sit down more often at breakfast, at noon and in the evening, and stay for a few posts.
pub(super) fn sittings(dice: &mut Dice, times: &mut Vec<i64>, posts: usize, from: i64, to: i64, sitting: f64) {
    let length = (to - from).max(600) as f64;
    let mut left = posts;
    while left > 0 {
        let along = match dice.below(10) {
            0 | 1 => 0.06 + 0.05 * dice.normal(),
            2 | 3 => 0.34 + 0.06 * dice.normal(),
            4..=6 => 0.80 + 0.09 * dice.normal(),
            _ => dice.unit(),
        };
        if !(0.0..1.0).contains(&along) {
            continue;
        }
        let mut at = along * length;
        loop {
            times.push(from + at as i64);
            left -= 1;
            at += dice.lognormal(190.0, 1.0) + 4.0;
            if left == 0 || at >= length || dice.chance(1.0 / sitting) {
                break;
            }
        }
    }
}

/// Sorts moments and parts those that fall on one second: nobody posts twice in a second by hand.
pub(super) fn in_order(dice: &mut Dice, mut times: Vec<i64>) -> Vec<i64> {
    times.sort_unstable();
    for index in 1..times.len() {
        if times[index] <= times[index - 1] + 3 {
            times[index] = times[index - 1] + 4 + dice.below(40) as i64;
        }
    }
    times
}

/// Moments of a smooth daily rhythm without sittings: most likely at three in the afternoon, hardly ever at night.
pub(super) fn circadian(dice: &mut Dice, start: i64, days: usize, posts: usize) -> Vec<i64> {
    let span = days.max(1) as f64 * DAY as f64;
    let mut times = Vec::with_capacity(posts);
    while times.len() < posts {
        let at = (dice.unit() * span) as i64;
        let hour = at.rem_euclid(DAY) as f64 / HOUR;
        // A parabola from 7 to 23 o'clock, so that no cosine of the platform is needed.
        let height = (1.0 - ((hour - 15.0) / 8.0) * ((hour - 15.0) / 8.0)).max(0.004);
        if dice.chance(height) {
            times.push(start + at);
        }
    }
    in_order(dice, times)
}

/// Moments whose pauses follow a power law from half a minute up, cut by the night.
pub(super) fn power_law(dice: &mut Dice, start: i64, posts: usize) -> Vec<i64> {
    let mut at = (start + 8 * 3600) as f64;
    let mut times = Vec::with_capacity(posts);
    for _ in 0..posts {
        at += (30.0 * dice.pareto(0.62)).min(2.5 * DAY as f64);
        let local = (at as i64).rem_euclid(DAY);
        if !(7 * 3600..23 * 3600).contains(&local) {
            let morning = if local < 7 * 3600 { 7 * 3600 - local } else { DAY - local + 7 * 3600 };
            at += morning as f64 + 3600.0 * dice.lively();
        }
        times.push(at as i64);
    }
    in_order(dice, times)
}

/// Moments that set off more moments: each has on average 0.6 children, some minutes later.
pub(super) fn hawkes(dice: &mut Dice, start: i64, days: usize, posts: usize) -> Vec<i64> {
    let parents = circadian(dice, start, days, posts - posts * 6 / 10);
    let mut times = parents;
    let mut next = 0;
    while times.len() < posts && !times.is_empty() {
        // The list runs out only where luck gave too few children; then it starts over from the first parent.
        let at = times[next % times.len()];
        next += 1;
        if dice.chance(0.6) {
            times.push(at + 5 + (480.0 * dice.exponential()) as i64);
        }
    }
    in_order(dice, times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_sleeps_and_posts_exactly_as_often_as_asked() {
        let times = Rhythm { day_off: 0.0, ..Rhythm::at(-5.0) }.place(&mut Dice::new(3, 1), 0, 20, 700);
        assert_eq!(times.len(), 700);
        assert!(times.windows(2).filter(|pair| pair[1] - pair[0] > 5 * 3600).count() >= 19);
    }

    #[test]
    fn no_asked_size_is_too_small_or_too_large() {
        let mut dice = Dice::new(3, 1);
        for posts in [0, 1, 2, 5000] {
            assert_eq!(Rhythm::at(9.0).place(&mut dice, 0, 1, posts).len(), posts);
            assert_eq!(hawkes(&mut dice, 0, 1, posts).len(), posts);
            assert_eq!(power_law(&mut dice, 0, posts).len(), posts);
            assert_eq!(circadian(&mut dice, 0, 0, posts).len(), posts);
        }
    }
}
