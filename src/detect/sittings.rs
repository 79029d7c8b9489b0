//! At which minutes of the hour sittings begin.

use super::{Detector, Subject};
use crate::measure::{Measure, Row, Unit};
use crate::stat::sessions::{minute, minutes_of_starts, starts};
use crate::tally::EventSet;

/// Coarser stamps than this, in seconds, put sittings at round minutes by themselves.
const COARSEST: u32 = 60;
/// A minute is crowded if it holds this many times its share of the sittings.
const CROWDED: f64 = 2.0;

/// Jobs that start late by a few minutes still start at few minutes of the hour.
#[derive(Debug)]
pub struct Sittings;

impl Detector for Sittings {
    const NAME: &'static str = "sittings";
    const MEASURES: &'static [Measure] = &[
        Measure::new("sittings.count", Unit::Count, "Runs of events without a pause of more than 10 minutes.").sample(),
        Measure::p_value("sittings.minute_p_value", "Chance that sittings begin so unevenly over the minutes of the hour.")
            .with_events(),
        Measure::new(
            "sittings.minute_strength",
            Unit::Number,
            "How strongly they prefer minutes: 0 not at all, 1 always the same.",
        )
        .with_events(),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        let timed = account.timed();
        row.set(0, starts(&timed.seconds).len() as f64);
        if let Some(found) = minutes_of_starts(&timed.seconds).filter(|_| timed.resolution <= COARSEST) {
            row.set(1, found.p_value);
            row.set(2, found.strength);
        }
    }

    fn events(account: &Subject<'_>, _: usize) -> EventSet {
        let timed = account.timed();
        let begun = starts(&timed.seconds);
        let mut counts = [0.0; 60];
        for &start in &begun {
            counts[minute(timed.seconds[start])] += 1.0;
        }
        let crowded = CROWDED * begun.len() as f64 / 60.0;
        let mut carries = vec![false; timed.seconds.len()];
        for start in begun {
            carries[start] = counts[minute(timed.seconds[start])] > crowded;
        }
        timed.choose(|index| carries[index])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::times::tests::account_at;

    #[test]
    fn a_late_job_is_named_by_its_minutes() {
        let mut times: Vec<i64> = (0..150).map(|run| run * 21_600 + 420 + run * run % 240).collect();
        times.extend((0..50).map(|run| run * 64_813 + 9000));
        times.sort_unstable();
        let account = account_at(&times);
        let mut row = [f64::NAN; 3];
        Sittings::measure(&Subject::new(&account), &mut Row(&mut row));
        assert!(row[1] < 1e-9 && row[2] > 0.15, "{row:?}");
        let named = Sittings::events(&Subject::new(&account), 1).count();
        assert!((140..165).contains(&named), "{named}");
    }
}
