//! Posting to a beat: the six cadence tests and what they found together.

use super::{Detector, Subject};
use crate::measure::{Measure, Row, Unit};
use crate::stat::battery::FAMILY;
use crate::tally::EventSet;

/// Whether a timer stands behind the posts, which one, and which posts it carries.
#[derive(Debug)]
pub struct Cadence;

impl Detector for Cadence {
    const NAME: &'static str = "cadence";
    const MEASURES: &'static [Measure] = &[
        Measure::p_value(
            "cadence.p_value",
            "Chance that posts by hand look at least this timed: six tests, corrected for being six.",
        )
        .with_events(),
        Measure::new("cadence.period", Unit::Duration, "The beat that the posts keep, where the p-value is at most 1%.")
            .with_events(),
        Measure::new("cadence.precision", Unit::Duration, "How far posts stray from that beat (standard deviation).").with_events(),
        Measure::new("cadence.jitter", Unit::Share, "How far posts stray from that beat, as a share of its period.").with_events(),
        Measure::new("cadence.on_beat", Unit::Count, "How many posts keep that beat.").with_events(),
        Measure::new("cadence.beat_share", Unit::Share, "Share of the timed posts that keep that beat.").with_events(),
        Measure::new(
            "cadence.evenness",
            Unit::Number,
            "Local variation of neighbouring gaps: 0 for a metronome, 1 for chance, 0.6 or more for people.",
        )
        .with_events(),
        Measure::p_value(
            "cadence.evenness_p_value",
            "Chance that a careful person's gaps are at least this even, corrected as one of six tests.",
        )
        .with_events(),
        Measure::p_value(
            "cadence.slot_p_value",
            "Chance that posts by hand crowd so at one minute of the hour or one moment of the day.",
        )
        .with_events(),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        let Some(found) = account.cadence() else { return };
        let events = account.seconds().len() as f64;
        row.set(0, found.p_value);
        row.set_some(1, found.period);
        row.set_some(2, found.precision);
        row.set_some(3, found.period.zip(found.precision).map(|(period, precision)| (precision / period).min(1.0)));
        let carried = account.on_beat().iter().filter(|&&on| on).count() as f64;
        row.set(4, carried);
        row.set(5, carried / events);
        if let Some(regularity) = found.regularity {
            row.set(6, regularity.variation);
            row.set(7, corrected(regularity.log10_p));
        }
        let slots = [found.minute_of_hour, found.time_of_day].into_iter().flatten().map(|scan| scan.log10_p);
        row.set_some(8, slots.reduce(f64::max).map(corrected));
    }

    fn events(account: &Subject<'_>, _: usize) -> EventSet {
        let on = account.on_beat();
        account.timed().choose(|index| on.get(index) == Some(&true))
    }
}

/// One test's p-value, corrected for being one of the six.
fn corrected(log10_p: f64) -> f64 {
    (FAMILY * 10f64.powf(-log10_p)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::times::tests::account_at;

    #[test]
    fn a_metronome_carries_nearly_all_of_its_posts() {
        let times: Vec<i64> = (0..200).map(|post| 1_330_000_000 + post * 1920 + post * 7 % 5).collect();
        let account = account_at(&times);
        let mut row = [f64::NAN; 9];
        Cadence::measure(&Subject::new(&account), &mut Row(&mut row));
        assert!(row[0] < 1e-6 && (row[1] - 1920.0).abs() < 2.0 && row[2] < 10.0, "{row:?}");
        assert_eq!(Cadence::events(&Subject::new(&account), 4).count() as f64, row[4]);
        assert!(row[5] > 0.9);
    }

    #[test]
    fn three_posts_say_nothing() {
        let mut row = [f64::NAN; 9];
        Cadence::measure(&Subject::new(&account_at(&[0, 100, 5000])), &mut Row(&mut row));
        assert!(row.iter().all(|value| value.is_nan()));
    }
}
