//! A crowd: many small accounts and a few large ones, all at once, in order of time, from a few dozen bytes an account.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::dice::Dice;
use super::person::DAY;
use super::persona::{Persona, persona};
use super::story::Beat;
use super::{Kind, START, dress, vocabulary};
use crate::event::Event;

/// The length of a crowd's history, in seconds.
const SPAN: f64 = 365.0 * DAY as f64;

/// Who is in a crowd, with weights: most are people.
const MIX: &[(Kind, u32)] = &[
    (Kind::Circadian, 30),
    (Kind::Hawkes, 14),
    (Kind::PowerLaw, 10),
    (Kind::SecondLanguage, 6),
    (Kind::JobChanger, 6),
    (Kind::NightShift, 4),
    (Kind::QuotesFan, 2),
    (Kind::Calvin, 4),
    (Kind::Pod, 4),
    (Kind::Metronome, 5),
    (Kind::Hourly, 4),
    (Kind::Poisson, 3),
    (Kind::RssPoller, 3),
    (Kind::Promo, 5),
];

/// A crowd of accounts, event by event. It holds about forty bytes an account, whatever the number of events.
#[derive(Debug, Clone)]
pub struct Crowd {
    seed: u64,
    members: Vec<Member>,
    /// The next event of each account that has one left: second and account.
    queue: BinaryHeap<Reverse<(i64, u32)>>,
    personas: Vec<Persona>,
    left: usize,
}

#[derive(Debug, Clone)]
struct Member {
    kind: u8,
    zone: i8,
    done: u32,
    left: u32,
    /// Mean pause in seconds.
    pause: f32,
}

/// A crowd of `accounts` accounts with exactly `events` events in order of time over one year; where there are fewer events
/// than accounts, one event for as many. Sizes are heavy-tailed: most accounts are small, the largest hold a few hundred times
/// the average. At most four billion accounts are made.
pub fn crowd(accounts: usize, events: usize, seed: u64) -> Crowd {
    let wanted = accounts.max(1).min(events).min(u32::MAX as usize);
    let mut dice = Dice::new(seed, 4);
    let weights: Vec<f64> = (0..wanted).map(|_| dice.pareto(1.1).min(400.0) - 0.9).collect();
    let total: f64 = weights.iter().sum();
    let spare = (events - wanted) as f64;
    let mut members = Vec::with_capacity(wanted);
    let mut queue = BinaryHeap::with_capacity(wanted);
    let (mut sum, mut given) = (0.0, 0u64);
    for (index, weight) in weights.iter().enumerate() {
        sum += weight;
        // The last account takes what rounding left, so that the number is exact.
        let due = if index + 1 == wanted { spare as u64 } else { (sum / total * spare) as u64 };
        let posts = 1 + due.saturating_sub(given);
        given = given.max(due);
        let kind = dice.below(MIX.iter().map(|entry| entry.1 as usize).sum());
        let pause = SPAN / (posts as f64 + 1.0);
        let first = START + (pause * dice.exponential()).min(SPAN * 0.9) as i64;
        members.push(Member {
            kind: kind_at(kind),
            zone: dice.below(20) as i8 - 8,
            done: 0,
            left: posts.min(u64::from(u32::MAX)) as u32,
            pause: pause as f32,
        });
        queue.push(Reverse((first, index as u32)));
    }
    let personas = MIX.iter().map(|(kind, _)| persona(*kind)).collect();
    Crowd { seed, members, queue, personas, left: if wanted == 0 { 0 } else { events } }
}

/// The place in the mix on which a weighted draw falls.
fn kind_at(drawn: usize) -> u8 {
    let mut left = drawn as u32;
    for (place, (_, weight)) in MIX.iter().enumerate() {
        if left < *weight {
            return place as u8;
        }
        left -= weight;
    }
    0
}

impl Crowd {
    /// The name of one account: a word and its number.
    fn name(&self, index: u32) -> String {
        let handles = vocabulary::slot("handle");
        let word = handles.get(index as usize % handles.len().max(1)).copied().unwrap_or("account");
        format!("{word}_{index}")
    }
}

impl Iterator for Crowd {
    type Item = Event<'static>;

    fn next(&mut self) -> Option<Event<'static>> {
        let Reverse((second, index)) = self.queue.pop()?;
        let id = self.name(index);
        let member = self.members.get_mut(index as usize)?;
        let persona = self.personas.get(member.kind as usize)?;
        let kind = MIX.get(member.kind as usize)?.0;
        // Dice of their own for each event: an account need not keep any.
        let mut dice = Dice::with_index(self.seed ^ (u64::from(index) << 24), 5, u64::from(member.done));
        let machine = !persona.machine.is_empty();
        let incentive = persona.incentive.filter(|(_, permille)| dice.below(1000) < *permille).map(|(incentive, _)| incentive);
        let mut event = dress::dress(persona, &mut dice, &Beat { second, machine }, incentive);
        dress::applaud(persona, &mut dice, &mut event);
        member.done += 1;
        member.left -= 1;
        event.id = Some(format!("{id}-{}", member.done).into());
        event.author = id.into();
        if member.left > 0 {
            let next = second + pause(kind, &mut dice, second, member);
            self.queue.push(Reverse((next, index)));
        }
        self.left = self.left.saturating_sub(1);
        Some(event)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

/// How long until the account's next event: to the beat for a timer, at random for a script, in sittings and by day for people.
fn pause(kind: Kind, dice: &mut Dice, second: i64, member: &Member) -> i64 {
    let mean = f64::from(member.pause);
    match kind {
        Kind::Metronome | Kind::Hourly | Kind::RssPoller => ((mean / 60.0).round().max(1.0) as i64) * 60,
        Kind::Poisson | Kind::Promo => 1 + (mean * dice.exponential()) as i64,
        _ => {
            if dice.chance(0.5) {
                return 4 + dice.lognormal(200.0, 1.0).min(mean) as i64;
            }
            let next = second + 60 + (2.0 * mean * dice.exponential()) as i64;
            let shift = if kind == Kind::NightShift { 12 } else { 0 };
            let hour = (next / 3600 + i64::from(member.zone) + shift).rem_euclid(24);
            let asleep = if hour < 7 { (7 - hour) * 3600 + (5400.0 * dice.lively()) as i64 } else { 0 };
            next + asleep - second
        }
    }
}
