//! Posting on the hour.

use super::{Detector, Subject};
use crate::measure::{Measure, Row, Unit};
use crate::tally::EventSet;

const HOUR: i64 = 3600;
/// How far from the full hour a post still strikes it.
const STRIKE: i64 = 60;
/// Times rounded to a coarser grid than this fall on the full hour by rounding alone, unless rounding would have shown itself.
const COARSEST: u32 = 60;

/// Which posts strike the hour, and how many hours of the day are struck.
#[derive(Debug)]
pub struct Clock;

impl Detector for Clock {
    const NAME: &'static str = "clock";
    const MEASURES: &'static [Measure] = &[
        Measure::new("clock.on_the_hour", Unit::Share, "Share of the timed events within a minute of a full hour.").with_events(),
        Measure::new("clock.hours_covered", Unit::Share, "Share of the 24 hours of the day that are struck at least once."),
        Measure::new("clock.strikes", Unit::Count, "How many events come within a minute of a full hour.").with_events(),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        let timed = account.timed();
        if timed.seconds.is_empty() || (timed.resolution > COARSEST && collides(&timed.seconds)) {
            return;
        }
        let struck: Vec<i64> = timed.seconds.iter().copied().filter(|&second| strikes(second)).collect();
        let hours: u32 = struck.iter().fold(0, |hours, &second| hours | 1 << ((second + STRIKE).div_euclid(HOUR).rem_euclid(24)));
        row.set(0, struck.len() as f64 / timed.seconds.len() as f64);
        row.set(1, f64::from(hours.count_ones()) / 24.0);
        row.set(2, struck.len() as f64);
    }

    fn events(account: &Subject<'_>, _: usize) -> EventSet {
        let timed = account.timed();
        timed.choose(|index| strikes(timed.seconds[index]))
    }
}

/// Whether two events share a stamp. A person's bursts do once they are rounded to the hour; a bell's strokes never do.
fn collides(seconds: &[i64]) -> bool {
    seconds.windows(2).any(|pair| pair[0] == pair[1])
}

fn strikes(second: i64) -> bool {
    (second + STRIKE).rem_euclid(HOUR) <= 2 * STRIKE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::times::tests::account_at;

    #[test]
    fn big_ben_strikes_every_hour() {
        let times: Vec<i64> = (0..48).map(|hour| hour * HOUR + hour % 3).collect();
        let mut row = [f64::NAN; 3];
        Clock::measure(&Subject::new(&account_at(&times)), &mut Row(&mut row));
        assert_eq!(row, [1.0, 1.0, 48.0]);
    }

    #[test]
    fn times_rounded_to_the_hour_say_nothing() {
        let times: Vec<i64> = (0..48).map(|post| post / 3 * HOUR).collect();
        let mut row = [f64::NAN; 3];
        Clock::measure(&Subject::new(&account_at(&times)), &mut Row(&mut row));
        assert!(row[0].is_nan());
    }
}
