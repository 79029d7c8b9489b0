//! When each kind of account posts, by hand and by machine.

use super::Kind;
use super::dice::Dice;
use super::machine;
use super::person::{self, DAY, Rhythm, Trend};

/// One post that is to be: when, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Beat {
    /// Seconds since 1970.
    pub second: i64,
    /// Whether a machine posts it.
    pub machine: bool,
}

const HALF_HOUR: i64 = 1800;

/// Exactly `posts` moments of that kind of account from `start` on (seconds since 1970), in order. People spread them over
/// `days` days; a machine takes as long as its clock needs.
pub(super) fn beats(kind: Kind, dice: &mut Dice, start: i64, days: usize, posts: usize) -> Vec<Beat> {
    let person = |zone| Rhythm::at(zone);
    let mut beats = match kind {
        Kind::Calvin => hand(Rhythm { day_off: 0.0, sitting: 3.0, ..person(-5.0) }.place(dice, start, days, posts)),
        Kind::Newcomer => hand(Rhythm { trend: Trend::Ramp(0.12), ..person(-6.0) }.place(dice, start, days, posts)),
        Kind::JobChanger => hand(Rhythm { trend: Trend::Ramp(0.2), ..person(1.0) }.place(dice, start, days, posts)),
        Kind::Editor => hand(Rhythm { sleep: 6.8, day_off: 0.1, ..person(0.0) }.place(dice, start, days, posts)),
        Kind::Senior => hand(Rhythm { day_off: 0.4, sitting: 1.0, ..person(0.0) }.place(dice, start, days, posts)),
        Kind::NightShift => hand(Rhythm { wake: 16.8, day_off: 0.2, ..person(1.0) }.place(dice, start, days, posts)),
        Kind::SharedDesk => shared_desk(dice, start, days, posts),
        Kind::Insomniac => insomniac(dice, start, days, posts),
        Kind::Traveller => traveller(dice, start, days, posts),
        Kind::LiveTweeter => live_tweeter(dice, start, days, posts),
        Kind::HabitMorning => habit(dice, start, days, posts),
        Kind::PowerLaw => hand(person::power_law(dice, start, posts)),
        Kind::Hawkes => hand(person::hawkes(dice, start, days, posts)),
        Kind::Circadian => hand(person::circadian(dice, start, days, posts)),
        Kind::MinuteExport => {
            hand(person(2.0).place(dice, start, days, posts).into_iter().map(|at| at - at.rem_euclid(60)).collect())
        }
        Kind::BoughtLikes | Kind::BoughtFollowers | Kind::Pod => hand(person(-8.0).place(dice, start, days, posts)),
        Kind::QuotesFan | Kind::SecondLanguage => hand(person(3.0).place(dice, start, days, posts)),
        Kind::AccessScheduler => {
            // 9:00, 12:30 and 17:00 in a zone one hour east of Greenwich.
            let queue = machine::slots(dice, start, posts * 3 / 4, &[8 * 3600, 11 * 3600 + HALF_HOUR, 16 * 3600], 1.2, 0.04);
            beside(dice, person(1.0), start, posts, queue)
        }
        Kind::Newsroom => {
            let every_half_hour: Vec<i64> = (0..48).map(|slot| slot * HALF_HOUR).collect();
            let queue = machine::slots(dice, start, posts * 3 / 5, &every_half_hour, 1.5, 0.4);
            let (days, left) = (spanned(start, &queue), posts - queue.len());
            let mut beats = machine_made(queue);
            for shift in 0..3 {
                let share = (left + shift) / 3;
                let desk = Rhythm { wake: 6.0 + 8.0 * shift as f64, sleep: 15.0, day_off: 0.05, ..person(0.0) };
                beats.extend(hand(desk.place(dice, start, days, share)));
            }
            beats
        }
        Kind::Cyborg => {
            let queue = machine::slots(dice, start, posts * 3 / 10, &[7 * 3600, 13 * 3600, 19 * 3600], 2.0, 0.1);
            beside(dice, person(0.0), start, posts, queue)
        }
        Kind::Metronome => timer(dice, start, posts, 1920, 2.0, 0.0),
        Kind::BigBen => machine_made((0..posts as i64).map(|hour| start + hour * 3600).collect()),
        Kind::Hourly => {
            let minute = 60 * dice.below(60) as i64;
            machine_made(machine::timer(dice, start + minute + 5, posts, 3600, 1.0, 0.0))
        }
        Kind::Cron => {
            machine_made(machine::slots(dice, start, posts, &[6 * 3600 + 420, 12 * 3600 + 420, 18 * 3600 + 420], 200.0, 0.0))
        }
        Kind::RssPoller => {
            let appeared = person::circadian(dice, start, days, posts);
            machine_made(machine::poller(dice, &appeared, 900))
        }
        Kind::GappyMetronome => timer(dice, start, posts, 1920, 60.0, 0.6),
        Kind::LooseTimer => machine_made(machine::loose(dice, start, posts, 1200.0, 2640.0)),
        Kind::Poisson | Kind::Promo => {
            let mean = days.max(1) as f64 * DAY as f64 / posts.max(1) as f64;
            machine_made(machine::poisson(dice, start, posts, mean))
        }
    };
    beats.sort_unstable();
    beats
}

fn hand(times: Vec<i64>) -> Vec<Beat> {
    times.into_iter().map(|second| Beat { second, machine: false }).collect()
}

fn machine_made(times: Vec<i64>) -> Vec<Beat> {
    times.into_iter().map(|second| Beat { second, machine: true }).collect()
}

fn timer(dice: &mut Dice, start: i64, posts: usize, period: i64, jitter: f64, missing: f64) -> Vec<Beat> {
    // The first post waits long enough for no jitter to reach back before the start.
    let first = start + 360 + dice.below(period as usize) as i64;
    machine_made(machine::timer(dice, first, posts, period, jitter, missing))
}

/// The days that a queue of posts spans.
fn spanned(start: i64, queue: &[i64]) -> usize {
    queue.last().map_or(1, |last| ((last - start) / DAY + 1) as usize)
}

/// A person's own posts beside a queue of scheduled ones.
fn beside(dice: &mut Dice, person: Rhythm, start: i64, posts: usize, queue: Vec<i64>) -> Vec<Beat> {
    let own = person.place(dice, start, spanned(start, &queue), posts - queue.len());
    let mut beats = machine_made(queue);
    beats.extend(hand(own));
    beats
}

fn shared_desk(dice: &mut Dice, start: i64, days: usize, posts: usize) -> Vec<Beat> {
    let mut beats = Vec::with_capacity(posts);
    for (shift, zone) in [-8.0, 0.0, 9.0].into_iter().enumerate() {
        let at_work = Rhythm { wake: 8.8, sleep: 15.2, day_off: 0.15, ..Rhythm::at(zone) };
        beats.extend(hand(at_work.place(dice, start, days, (posts + shift) / 3)));
    }
    beats
}

fn insomniac(dice: &mut Dice, start: i64, days: usize, posts: usize) -> Vec<Beat> {
    let nights = posts / 5;
    let mut times = Rhythm::at(0.0).place(dice, start, days, posts - nights);
    let mut left = nights;
    while left > 0 {
        let mut at = start + dice.below(days.max(1)) as i64 * DAY + (dice.between(1.5, 4.5) * 3600.0) as i64;
        let sitting = 1 + dice.below(4.min(left));
        for _ in 0..sitting {
            times.push(at);
            at += dice.lognormal(260.0, 0.9) as i64 + 5;
        }
        left -= sitting;
    }
    hand(person::in_order(dice, times))
}

fn traveller(dice: &mut Dice, start: i64, days: usize, posts: usize) -> Vec<Beat> {
    let legs = days.div_ceil(10).max(1);
    let mut beats = Vec::with_capacity(posts);
    for leg in 0..legs {
        let length = (days - (leg * 10).min(days)).clamp(1, 10);
        let share = posts * (leg + 1) / legs - posts * leg / legs;
        let zone = [0.0, 7.0, -5.0, 2.0, -8.0, 5.5][leg % 6];
        beats.extend(hand(Rhythm::at(zone).place(dice, start + leg as i64 * 10 * DAY, length, share)));
    }
    beats
}

fn live_tweeter(dice: &mut Dice, start: i64, days: usize, posts: usize) -> Vec<Beat> {
    let quiet = posts / 5;
    let mut times = Rhythm { day_off: 0.4, ..Rhythm::at(0.0) }.place(dice, start, days, quiet);
    let mut left = posts - quiet;
    while left > 0 {
        let kick_off = start + dice.below(days.max(1)) as i64 * DAY + dice.pick(&[15, 18, 20]) * 3600 - 600;
        let match_posts = (25 + dice.below(25)).min(left);
        times.extend((0..match_posts).map(|_| kick_off + dice.below(7500) as i64));
        left -= match_posts;
    }
    hand(person::in_order(dice, times))
}

fn habit(dice: &mut Dice, start: i64, days: usize, posts: usize) -> Vec<Beat> {
    let mornings = (posts * 2 / 3).min(days);
    let kept = dice.marks(mornings, 0, days);
    let mut times = Rhythm::at(1.0).place(dice, start, days, posts - mornings);
    for (day, _) in kept.iter().enumerate().filter(|day| *day.1) {
        times.push(start + day as i64 * DAY + 6 * 3600 + 900 + (720.0 * dice.normal()) as i64);
    }
    hand(person::in_order(dice, times))
}
