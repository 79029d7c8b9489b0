//! The times that timing can be judged on, and how coarse they are.

use super::{Detector, Subject};
use crate::event::{Precision, TimeSource};
use crate::measure::{Measure, Row, Unit};
use crate::stat::resolution::{bare_dates, resolution};
use crate::tally::{Brief, EventSet, Tallies};

/// How exactly the input knows its times. Minute-rounded exports are no bots.
#[derive(Debug)]
pub struct Times;

impl Detector for Times {
    const NAME: &'static str = "time";
    const MEASURES: &'static [Measure] = &[
        Measure::new("time.posts", Unit::Count, "Events whose time is known to the minute or better.").sample(),
        Measure::new("time.resolution", Unit::Duration, "The grid that at least 95% of those times fall on."),
        Measure::new(
            "time.coarse",
            Unit::Count,
            "Events left out of timing because only their hour or day is known, bare dates included.",
        ),
        Measure::new("time.dated_by_id", Unit::Count, "Events whose id carries a time of its own.").sample(),
        Measure::new("time.disputed", Unit::Count, "How many of those have a date that their id disputes.").with_events(),
        Measure::new("time.disputed_share", Unit::Share, "The share of those that do.").with_events(),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        let timed = account.timed();
        row.set(0, timed.seconds.len() as f64);
        if !timed.seconds.is_empty() {
            row.set(1, f64::from(timed.resolution));
        }
        row.set(2, (account.events.len() - timed.seconds.len()) as f64);
        let carries = account.events.briefs().iter().filter(|brief| brief.source() != TimeSource::Field).count() as f64;
        row.set(3, carries);
        if carries > 0.0 {
            let disputed = Self::events(account, 4).count() as f64;
            row.set(4, disputed);
            row.set(5, disputed / carries);
        }
    }

    fn events(account: &Subject<'_>, _: usize) -> EventSet {
        let briefs = account.events.briefs();
        EventSet::choose(briefs.len(), |position| briefs[position].source() == TimeSource::Disputed)
    }
}

/// The usable times of an account, ascending, and the positions of their events. Bare dates among them are left out.
#[derive(Debug)]
pub(super) struct Timed {
    /// Whole seconds since 1970.
    pub(super) seconds: Vec<i64>,
    /// The grid, in seconds, that at least 95 % of them fall on.
    pub(super) resolution: u32,
    positions: Vec<u32>,
    size: usize,
}

impl Timed {
    pub(super) fn of(account: &Tallies) -> Timed {
        let briefs = account.events.briefs();
        let usable = |precision| precision <= Precision::Minute;
        let fine = briefs.iter().enumerate().filter(|(_, brief)| usable(brief.precision()));
        let (mut positions, mut seconds): (Vec<u32>, Vec<i64>) =
            fine.map(|(position, brief)| (position as u32, brief.millis().div_euclid(1000))).unzip();
        let bare = bare_dates(&seconds);
        if bare.contains(&true) {
            let mut kept = bare.iter().map(|bare| !bare);
            positions.retain(|_| kept.next().unwrap_or(true));
            let mut kept = bare.iter().map(|bare| !bare);
            seconds.retain(|_| kept.next().unwrap_or(true));
        }
        let resolution = resolution(&seconds);
        Timed { seconds, resolution, positions, size: briefs.len() }
    }

    /// The brief of the event at an index of the usable times.
    pub(super) fn brief<'a>(&self, account: &'a Tallies, index: usize) -> &'a Brief {
        &account.events.briefs()[self.positions[index] as usize]
    }

    /// The account's events whose usable time is chosen.
    pub(super) fn choose(&self, chosen: impl Fn(usize) -> bool) -> EventSet {
        let mut set = EventSet::none(self.size);
        for (index, &position) in self.positions.iter().enumerate() {
            if chosen(index) {
                set.insert(position as usize);
            }
        }
        set
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::event::{Event, Stamp};
    use crate::tally::Tally;

    pub(in crate::detect) fn account_at(seconds: &[i64]) -> Tallies {
        let mut account = Tallies::default();
        for &second in seconds {
            let mut event = Event::by("a");
            event.at = Some(Stamp::new(second * 1000, Precision::Second));
            account.add(&event);
        }
        account.settle();
        account
    }

    #[test]
    fn day_stamps_are_left_out_and_counted() {
        let mut account = account_at(&[5, 70]);
        let mut event = Event::by("a");
        event.at = Some(Stamp::new(0, Precision::Day));
        account.add(&event);
        account.settle();
        let mut row = [f64::NAN; 6];
        Times::measure(&Subject::new(&account), &mut Row(&mut row));
        assert_eq!((row[0], row[2]), (2.0, 1.0));
        let chosen = Timed::of(&account).choose(|_| true);
        assert_eq!(chosen.iter().collect::<Vec<_>>(), [1, 2]);
    }
}
