//! How much activity there is, and over how long.

use super::{Detector, Subject};
use crate::event::Kind;
use crate::measure::{Measure, Row, Unit};
use crate::tally::EventSet;

const DAY: i64 = 86_400_000;

/// Counts and coverage.
#[derive(Debug)]
pub struct Activity;

impl Detector for Activity {
    const NAME: &'static str = "activity";
    const MEASURES: &'static [Measure] = &[
        Measure::new("activity.posts", Unit::Count, "Events of any kind, each counted once.").sample(),
        Measure::new("activity.days", Unit::Count, "Days (UTC) with at least one event.").sample(),
        Measure::new("activity.span", Unit::Duration, "Time from the first event to the last.").sample(),
        Measure::new("activity.per_day", Unit::Number, "Events for each day with any."),
        Measure::new("activity.reposts", Unit::Share, "Share of events that only pass on somebody else's post.").with_events(),
        Measure::new("activity.commits", Unit::Share, "Share of events that are commits.").with_events(),
        Measure::new("activity.streak", Unit::Count, "The most days (UTC) in a row with an event."),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        let briefs = account.events.briefs();
        row.set(0, briefs.len() as f64);
        let (Some(first), Some(last)) = (briefs.first(), briefs.last()) else { return };
        let mut active: Vec<i64> = briefs.iter().map(|brief| brief.millis().div_euclid(DAY)).collect();
        active.dedup();
        let days = active.len() as u32;
        let streak = active.chunk_by(|day, next| day + 1 == *next).map(<[i64]>::len).max();
        row.set(1, f64::from(days));
        row.set(2, (last.millis() - first.millis()) as f64 / 1000.0);
        row.set(3, briefs.len() as f64 / f64::from(days));
        for share in [4, 5] {
            row.set(share, Self::events(account, share).count() as f64 / briefs.len() as f64);
        }
        row.set_some(6, streak.map(|days| days as f64));
    }

    fn events(account: &Subject<'_>, index: usize) -> EventSet {
        let briefs = account.events.briefs();
        let wanted = if index == 4 { Kind::Repost } else { Kind::Commit };
        EventSet::choose(briefs.len(), |position| briefs[position].kind() == wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::times::tests::account_at;

    #[test]
    fn days_are_counted_once() {
        let account = account_at(&[0, 10, 86_400, 3 * 86_400]);
        let mut row = [f64::NAN; 7];
        Activity::measure(&Subject::new(&account), &mut Row(&mut row));
        assert_eq!(&row[..3], [4.0, 3.0, 3.0 * 86_400.0]);
        assert_eq!(&row[4..], [0.0, 0.0, 2.0]);
    }
}
