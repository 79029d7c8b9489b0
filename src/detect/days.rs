//! The days: how long the longest pause of each is, how quiet its quietest hours, how equal their counts.

use super::reference::{Compared, DAILY, QUIET, REST};
use super::{Detector, Subject};
use crate::measure::{Measure, Row, Unit};
use crate::stat::dispersion::dispersion;
use crate::stat::rests::rests;
use crate::tally::EventSet;

/// Days held against people's days.
#[derive(Debug)]
pub struct Days;

impl Detector for Days {
    const NAME: &'static str = "days";
    const MEASURES: &'static [Measure] = &[
        Measure::new(
            "days.count",
            Unit::Count,
            "Spans of 24 h that begin with an event; none where times with a zone stand beside times without one.",
        )
        .sample(),
        Measure::new("days.rest", Unit::Duration, "Median of their longest stretches without an event."),
        Measure::share_of_people("days.rest_p_value", "Share of people's histories of as many events that rest as little."),
        Measure::new("days.blocks", Unit::Count, "Blocks of 48 active half hours, each within 60 days.").sample(),
        Measure::new(
            "days.quiet_hours",
            Unit::Share,
            "Share of activity in the emptiest six hours of the day, mean over those blocks.",
        ),
        Measure::share_of_people("days.quiet_p_value", "Share of people's histories of this length that are as busy then."),
        Measure::new("days.counted", Unit::Count, "Days (UTC) with an event, without the first and the last.").sample(),
        Measure::new("days.variation", Unit::Number, "Standard deviation of their counts over the mean, from two events a day on."),
        Measure::share_of_people("days.variation_p_value", "Share of people's histories of this length whose days are as equal."),
        Measure::p_value("days.quota_p_value", "Chance that independent events fall so equally on the days, or more so."),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        if account.mixes_zones() {
            return;
        }
        row.set(0, rests(account.seconds()).len() as f64);
        row.set(3, QUIET.length(account) as f64);
        row.set(6, DAILY.length(account) as f64);
        for (first, statistic) in [(0, &REST), (3, &QUIET), (6, &DAILY)] {
            if let Some(Compared { value, p_value, .. }) = statistic.compare(account) {
                row.set(first + 1, value);
                row.set(first + 2, p_value);
            }
        }
        row.set_some(9, dispersion(account.seconds()).map(|log10_p| 10f64.powf(-log10_p)));
    }

    fn events(account: &Subject<'_>, _: usize) -> EventSet {
        EventSet::none(account.events.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::times::tests::account_at;

    #[test]
    fn a_machine_with_a_quota_neither_rests_nor_varies() {
        let times: Vec<i64> = (0..960).map(|post| post * 1800 + post * post % 600).collect();
        let mut row = [f64::NAN; 10];
        Days::measure(&Subject::new(&account_at(&times)), &mut Row(&mut row));
        assert!([row[2], row[5], row[8], row[9]].iter().all(|&p_value| p_value < 0.01), "{row:?}");
    }

    #[test]
    fn a_person_rests_and_varies() {
        let times: Vec<i64> =
            (0..40i64).flat_map(|day| (0..1 + day * 7 % 11).map(move |post| day * 86_400 + 30_000 + post * 4000)).collect();
        let mut row = [f64::NAN; 10];
        Days::measure(&Subject::new(&account_at(&times)), &mut Row(&mut row));
        assert!([row[2], row[5], row[8], row[9]].iter().all(|&p_value| p_value.is_nan() || p_value > 0.05), "{row:?}");
    }
}
