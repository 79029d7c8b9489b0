//! Activity that changed for good. A ramp is ordinary; what grew is what matters, and other rules look at that.

use super::{Detector, Subject};
use crate::event::Kind;
use crate::measure::{Measure, Row, Unit};
use crate::stat::change::{Change, change};
use crate::stat::composition::shift_p_value;
use crate::tally::{Brief, EventSet};

const DAY: i64 = 86_400_000;
const WEEK: i64 = 7 * DAY;
/// Longer histories are judged by their last two years: a change in somebody's youth says nothing of the score now.
const WEEKS: usize = 104;

/// The likeliest lasting change of weekly activity.
#[derive(Debug)]
pub struct Growth;

impl Detector for Growth {
    const NAME: &'static str = "growth";
    const MEASURES: &'static [Measure] = &[
        Measure::new(
            "growth.weeks",
            Unit::Count,
            "Weeks of history that were looked at, two years at most; none where the input holds the latest records only.",
        )
        .sample(),
        Measure::p_value(
            "growth.p_value",
            "Largest p-value that the change can have: self-normalised test, honest for weeks that hang together.",
        ),
        Measure::new("growth.ratio", Unit::Number, "Mean weekly activity after the change over that before it."),
        Measure::new("growth.week", Unit::Count, "The week after which activity changed."),
        Measure::new("growth.reposts_before", Unit::Share, "Share of active days with a repost before the change."),
        Measure::new("growth.reposts_after", Unit::Share, "Share of active days with a repost after it."),
        Measure::p_value("growth.reposts_p_value", "Chance that these two shares differ so, counted by days."),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        if account.known_from().is_some() {
            return;
        }
        let Course { weeks, change, turn } = account.course();
        row.set(0, *weeks as f64);
        if let Some(change) = change {
            row.set(1, change.p_value.1);
            row.set(2, change.ratio.min(1e6));
            row.set(3, change.at as f64);
        }
        if let Some(turn) = *turn {
            let shift = Shift::of(sides(account, turn, |brief| u32::from(brief.kind() == Kind::Repost)), 0);
            row.set(4, shift.before());
            row.set(5, shift.after());
            row.set(6, shift.p_value());
        }
    }

    fn events(account: &Subject<'_>, _: usize) -> EventSet {
        EventSet::none(account.events.len())
    }
}

/// The course of weekly activity.
#[derive(Debug)]
pub(super) struct Course {
    /// How many weeks were looked at.
    weeks: usize,
    /// The likeliest change; none in a history too short to say.
    change: Option<Change>,
    /// The moment after which it came, milliseconds since 1970.
    pub(super) turn: Option<i64>,
}

/// From this p-value on a change is no chance.
const LASTING: f64 = 0.01;

impl Course {
    /// The moment after which activity was another for good, where the test says so.
    pub(super) fn lasting_turn(&self) -> Option<i64> {
        self.turn.filter(|_| self.change.is_some_and(|change| change.p_value.1 < LASTING))
    }
}

/// Looks for the change in an account's weeks.
pub(super) fn course(account: &Subject<'_>) -> Course {
    if account.known_from().is_some() {
        // Several windows that begin at different moments would look like a rise.
        return Course { weeks: 0, change: None, turn: None };
    }
    let weeks = weekly(account);
    let change = change(&weeks);
    let last = account.events.briefs().last().map(Brief::millis);
    let turn = last.zip(change).map(|(last, change)| last - (weeks.len() - change.at) as i64 * WEEK);
    Course { weeks: weeks.len(), change, turn }
}

/// For each active day, whether it lies after a moment, and what its events together amount to.
pub(super) fn sides<'a>(
    account: &'a Subject<'_>,
    turn: i64,
    of: impl Fn(&Brief) -> u32 + 'a,
) -> impl Iterator<Item = (bool, u32)> + 'a {
    let days = account.events.briefs().chunk_by(|a, b| a.millis().div_euclid(DAY) == b.millis().div_euclid(DAY));
    days.map(move |day| (day[0].millis() > turn, day.iter().fold(0, |bits, brief| bits | of(brief))))
}

/// On how many of the active days something was done, before a moment and after it. Days, not events, since campaigns come in
/// bursts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shift {
    /// Days on which it was done, and all active days.
    sides: [(u32, u32); 2],
}

impl Shift {
    /// Of days as [`sides`] gives them, by whether a bit is set.
    pub(super) fn of(days: impl Iterator<Item = (bool, u32)>, bit: usize) -> Shift {
        let mut shift = Shift::default();
        for (after, bits) in days {
            let (with, all) = &mut shift.sides[usize::from(after)];
            *all += 1;
            *with += bits >> bit & 1;
        }
        shift
    }

    /// The share of active days before; NaN without any.
    pub(super) fn before(&self) -> f64 {
        f64::from(self.sides[0].0) / f64::from(self.sides[0].1)
    }

    /// The share of active days after; NaN without any.
    pub(super) fn after(&self) -> f64 {
        f64::from(self.sides[1].0) / f64::from(self.sides[1].1)
    }

    pub(super) fn p_value(&self) -> f64 {
        shift_p_value(self.sides[0], self.sides[1])
    }
}

/// Events in each full week, counted back from the last event.
fn weekly(account: &Subject<'_>) -> Vec<u32> {
    let briefs = account.events.briefs();
    let (Some(first), Some(last)) = (briefs.first(), briefs.last()) else { return Vec::new() };
    let weeks = (((last.millis() - first.millis()) / WEEK) as usize).min(WEEKS);
    let mut counts = vec![0; weeks];
    for brief in briefs {
        let ago = ((last.millis() - brief.millis()) / WEEK) as usize;
        if ago < weeks {
            counts[weeks - 1 - ago] += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::times::tests::account_at;

    #[test]
    fn weeks_are_counted_back_from_the_last_event() {
        let day = 86_400;
        let account = account_at(&[0, day, 8 * day, 15 * day]);
        assert_eq!(weekly(&Subject::new(&account)), [1, 1]);
        assert_eq!(weekly(&Subject::new(&account_at(&[]))), [0u32; 0]);
    }
}
