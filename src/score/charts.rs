//! What the charts of an account show, counted once, so that every report draws the same.

use std::collections::BTreeMap;

use chrono::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::event::Precision;
use crate::tally::{Palette, Readings, Tallies};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const DAY: i64 = 86_400 * SECOND;
const WEEK: i64 = 7 * DAY;
/// Histories of up to so many days are counted by day, longer ones by week.
const BY_DAY: i64 = 120;
/// Bars of the course of activity; a longer history shows its last ones.
const BARS: usize = 520;
/// Pauses are counted in thirds of an octave, from one second to 2^22 seconds (48 days).
pub const PAUSE_BINS: usize = 67;
const BINS_AN_OCTAVE: f64 = 3.0;
/// Client apps that are named, and points of a curve.
const CLIENTS: usize = 8;
const POINTS: usize = 240;

/// Counts for the charts of one account.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Charts {
    /// Events by minute of the hour, 60 counts; empty where the times are not known to the minute.
    pub minutes: Vec<u32>,
    /// Pauses between one event and the next, 67 counts: the k-th holds those from 2^(k/3) to 2^((k+1)/3) seconds, the first all
    /// shorter ones too and the last all longer ones. Empty where the times are not known to the minute.
    pub pauses: Vec<u32>,
    /// The first day of the course of activity, as a date.
    pub course_from: Option<String>,
    /// How many days each of its bars stands for: 1 or 7.
    pub course_days: u32,
    /// Events in each of them; the last 520 of a longer history.
    pub course: Vec<u32>,
    /// Events by client app, the most used first; at most eight, what is left is the last, without a name.
    pub clients: Vec<Counted>,
    /// Events by the registered domain that they link to, the most used first. Only for accounts with findings.
    pub domains: Vec<Counted>,
    /// What was read off the account over time: its scores, then its followers.
    pub readings: Vec<Curve>,
    /// The day on which its weekly activity changed for good, where a test says that it did.
    pub turned_on: Option<String>,
}

/// A name, and how many events carry it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Counted {
    /// The name; missing for all others together.
    pub name: Option<String>,
    /// How many events.
    pub events: u32,
}

/// A count that was read off an account again and again.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Curve {
    /// What was read: a score's name, or `followers`.
    pub what: String,
    /// Days and values, by time; thinned to 240.
    pub points: Vec<(String, f64)>,
}

impl Charts {
    /// The counts of a settled account.
    pub fn of(account: &Tallies) -> Charts {
        let briefs = account.events.briefs();
        let mut charts = Charts { clients: clients(account), readings: readings(account), ..Charts::default() };
        if let (Some(first), Some(last)) = (briefs.first(), briefs.last()) {
            charts.count_course(first.millis(), last.millis(), briefs.iter().map(|brief| brief.millis()));
        }
        let timed: Vec<i64> =
            briefs.iter().filter(|brief| brief.precision() <= Precision::Minute).map(|brief| brief.millis()).collect();
        // A history of which the times are mostly unknown would show a clock that is none.
        if timed.len() * 2 > briefs.len() {
            charts.minutes = vec![0; 60];
            timed.iter().for_each(|millis| charts.minutes[millis.div_euclid(MINUTE).rem_euclid(60) as usize] += 1);
            charts.pauses = vec![0; PAUSE_BINS];
            timed.windows(2).for_each(|pair| charts.pauses[pause_bin(pair[1] - pair[0])] += 1);
        }
        charts
    }

    fn count_course(&mut self, first: i64, last: i64, events: impl Iterator<Item = i64>) {
        let step = if last - first <= BY_DAY * DAY { DAY } else { WEEK };
        // 1970-01-01 was a Thursday; weeks begin on Mondays.
        let bar = |millis: i64| if step == DAY { millis.div_euclid(DAY) } else { (millis + 3 * DAY).div_euclid(WEEK) };
        let start = bar(first).max(bar(last) - BARS as i64 + 1);
        self.course_days = (step / DAY) as u32;
        self.course_from = Some(day(if step == DAY { start * DAY } else { start * WEEK - 3 * DAY }));
        self.course = vec![0; (bar(last) - start + 1) as usize];
        events.filter(|&millis| bar(millis) >= start).for_each(|millis| self.course[(bar(millis) - start) as usize] += 1);
    }
}

/// The bin of a pause in milliseconds.
fn pause_bin(millis: i64) -> usize {
    let seconds = (millis as f64 / SECOND as f64).max(1.0);
    ((seconds.log2() * BINS_AN_OCTAVE + 1e-9) as usize).min(PAUSE_BINS - 1)
}

fn clients(account: &Tallies) -> Vec<Counted> {
    let mut counts: BTreeMap<u16, u32> = BTreeMap::new();
    for brief in account.events.briefs().iter().filter(|brief| brief.client() != Palette::<String>::NONE) {
        *counts.entry(brief.client()).or_default() += 1;
    }
    let name = |client: u16| account.events.clients().get(usize::from(client)).cloned();
    most(counts.into_iter().filter_map(|(client, events)| Some((name(client)?, events))).collect())
}

/// The most frequent names, and all others together.
fn most(mut counts: Vec<(String, u32)>) -> Vec<Counted> {
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let rest: u32 = counts.iter().skip(CLIENTS).map(|(_, events)| events).sum();
    let named = counts.into_iter().take(CLIENTS).map(|(name, events)| Counted { name: Some(name), events });
    named.chain((rest > 0).then_some(Counted { name: None, events: rest })).collect()
}

fn readings(account: &Tallies) -> Vec<Curve> {
    let curve = |what: &str, readings: &Readings| Curve {
        what: what.to_owned(),
        points: thinned(readings.iter().map(|(at, value)| (day(at), value)).collect()),
    };
    let scores = account.readings.scores.iter().map(|(metric, readings)| curve(metric, readings));
    let followers = std::iter::once(curve("followers", &account.readings.followers));
    scores.chain(followers).filter(|curve| curve.points.len() > 1).collect()
}

/// At most so many points, evenly chosen, the first and the last among them.
fn thinned(points: Vec<(String, f64)>) -> Vec<(String, f64)> {
    if points.len() <= POINTS {
        return points;
    }
    let last = points.len() - 1;
    (0..POINTS).map(|index| points[index * last / (POINTS - 1)].clone()).collect()
}

/// The date of a moment.
pub fn day(millis: i64) -> String {
    DateTime::from_timestamp_millis(millis).unwrap_or_default().format("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Event, Stamp};
    use crate::tally::Tally;

    fn posts(times: impl Iterator<Item = i64>, precision: Precision) -> Tallies {
        let mut account = Tallies::default();
        for (number, millis) in times.enumerate() {
            let mut event = Event::by("a");
            event.at = Some(Stamp::new(millis, precision));
            event.id = Some(number.to_string().into());
            event.client = Some(if number % 3 == 0 { "web" } else { "app" }.into());
            account.add(&event);
        }
        account.settle();
        account
    }

    #[test]
    fn a_timer_is_one_minute_and_one_pause() {
        let charts = Charts::of(&posts((0..300).map(|post| post * 3_600_000 + 7 * MINUTE), Precision::Second));
        assert_eq!((charts.minutes[7], charts.minutes.iter().sum::<u32>()), (300, 300));
        assert_eq!((charts.pauses[pause_bin(3_600_000)], charts.pauses.iter().sum::<u32>()), (299, 299));
        assert_eq!((charts.course_from.as_deref(), charts.course_days, charts.course.len()), (Some("1970-01-01"), 1, 13));
        assert_eq!(charts.clients[0], Counted { name: Some("app".into()), events: 200 });
    }

    #[test]
    fn bins_hold_what_they_say() {
        for bin in 1..PAUSE_BINS - 1 {
            let from = 2f64.powf(bin as f64 / BINS_AN_OCTAVE) * 1000.0;
            assert_eq!((pause_bin(from.ceil() as i64), pause_bin(from.ceil() as i64 - 2)), (bin, bin - 1), "{bin}");
        }
        assert_eq!((pause_bin(0), pause_bin(i64::MAX / 2)), (0, PAUSE_BINS - 1));
    }

    #[test]
    fn what_is_not_known_is_not_drawn() {
        let charts = Charts::of(&posts((0..300).map(|post| post * DAY), Precision::Day));
        assert!(charts.minutes.is_empty() && charts.pauses.is_empty());
        assert_eq!((charts.course_days, charts.course.iter().sum::<u32>()), (7, 300));
        assert_eq!(charts.course_from.as_deref(), Some("1969-12-29"));
        assert_eq!(Charts::of(&Tallies::default()), Charts::default());
    }

    #[test]
    fn long_histories_and_curves_are_thinned() {
        let charts = Charts::of(&posts((0..700).map(|week| week * WEEK), Precision::Second));
        assert_eq!((charts.course.len(), charts.course.iter().sum::<u32>()), (BARS, BARS as u32));
        let thin = thinned((0..1000).map(|at| (at.to_string(), f64::from(at))).collect());
        assert_eq!((thin.len(), thin[0].1, thin[POINTS - 1].1), (POINTS, 0.0, 999.0));
    }
}
