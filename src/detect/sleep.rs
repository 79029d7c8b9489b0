//! Rest. Local time is never needed: a person rests at some hours, whichever they are.

use super::{Detector, Subject};
use crate::measure::{Measure, Row, Unit};
use crate::stat::occupancy::occupancy;
use crate::stat::vigil::{NAP, longest, vigil};
use crate::tally::EventSet;

/// The two never-sleeps tests.
#[derive(Debug)]
pub struct Sleep;

impl Detector for Sleep {
    const NAME: &'static str = "sleep";
    const MEASURES: &'static [Measure] = &[
        Measure::new("sleep.vigil", Unit::Duration, "The longest stretch without a pause of three hours.").with_events(),
        Measure::new(
            "sleep.emptiest_six_hours",
            Unit::Share,
            "Share of the active half hours in the emptiest six hours of the day, by week.",
        ),
        Measure::new(
            "sleep.blocks",
            Unit::Count,
            "Weeks with enough activity to look for those six hours; none where times with a zone stand beside times without one.",
        )
        .sample(),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        if account.mixes_zones() {
            return;
        }
        let seconds = account.seconds();
        row.set_some(0, vigil(seconds, NAP).map(|hours| hours * 3600.0));
        let rest = occupancy(seconds);
        row.set_some(1, rest.map(|rest| rest.share));
        row.set(2, rest.map_or(0.0, |rest| rest.blocks as f64));
    }

    fn events(account: &Subject<'_>, _: usize) -> EventSet {
        match longest(account.seconds(), NAP) {
            Some((start, end)) => account.timed().choose(|index| (start..=end).contains(&index)),
            None => EventSet::none(account.events.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::times::tests::account_at;

    #[test]
    fn a_vigil_names_its_own_events_only() {
        let mut times: Vec<i64> = (0..40).map(|hour| hour * 3600).collect();
        times.extend([60 * 3600, 80 * 3600]);
        let account = account_at(&times);
        let mut row = [f64::NAN; 3];
        Sleep::measure(&Subject::new(&account), &mut Row(&mut row));
        assert_eq!(row[0], 39.0 * 3600.0);
        assert_eq!(Sleep::events(&Subject::new(&account), 0).count(), 40);
    }
}
