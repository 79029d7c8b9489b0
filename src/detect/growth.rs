//! Activity that changed for good. A ramp is ordinary; what grew is what matters, and other rules look at that.

use super::{Detector, Subject};
use crate::measure::{Measure, Row, Unit};
use crate::stat::change::change;
use crate::tally::EventSet;

const WEEK: i64 = 7 * 86_400_000;
/// Longer histories are judged by their last two years: a change in somebody's youth says nothing of the score now.
const WEEKS: usize = 104;

/// The likeliest lasting change of weekly activity.
#[derive(Debug)]
pub struct Growth;

impl Detector for Growth {
    const NAME: &'static str = "growth";
    const MEASURES: &'static [Measure] = &[
        Measure::new("growth.weeks", Unit::Count, "Weeks of history that were looked at, two years at most.").sample(),
        Measure::p_value(
            "growth.p_value",
            "Largest p-value that the change can have: self-normalised test, honest for weeks that hang together.",
        ),
        Measure::new("growth.ratio", Unit::Number, "Mean weekly activity after the change over that before it."),
        Measure::new("growth.week", Unit::Count, "The week after which activity changed."),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        let weeks = weekly(account);
        row.set(0, weeks.len() as f64);
        if let Some(change) = change(&weeks) {
            row.set(1, change.p_value.1);
            row.set(2, change.ratio.min(1e6));
            row.set(3, change.at as f64);
        }
    }

    fn events(account: &Subject<'_>, _: usize) -> EventSet {
        EventSet::none(account.events.len())
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
