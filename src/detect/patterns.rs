//! What the patterns of the rule book find. There are as many as the rules bring, so they stand behind the detectors in the row.

use super::Subject;
use super::growth::{Shift, sides};
use crate::tally::{Brief, EventSet};

const DAY: i64 = 86_400_000;

/// How many measures a pattern has: `.posts`, `.share`, `.days`, and around the moment at which activity changed `.before`, `.after`
/// and `.shift_p_value`, in this order.
pub const MEASURES: usize = 6;

/// Fills the patterns' part of a row: six measures a pattern, in the order of their bits. An account without any text has
/// none: silence is not innocence.
pub fn measure(account: &Subject<'_>, row: &mut [f64]) {
    let briefs = account.events.briefs();
    row.fill(f64::NAN);
    if briefs.iter().all(|brief| brief.text() == 0) {
        return;
    }
    let mut last_day = vec![i64::MIN; row.len() / MEASURES];
    row.fill(0.0);
    for brief in briefs {
        let mut bits = brief.patterns();
        while bits != 0 {
            let pattern = bits.trailing_zeros() as usize;
            bits &= bits - 1;
            let Some(cells) = row.get_mut(pattern * MEASURES..(pattern + 1) * MEASURES) else { break };
            cells[0] += 1.0;
            let day = brief.millis().div_euclid(DAY);
            if std::mem::replace(&mut last_day[pattern], day) != day {
                cells[2] += 1.0;
            }
        }
    }
    let days: Option<Vec<(bool, u32)>> = account.course().turn.map(|turn| sides(account, turn, Brief::patterns).collect());
    for (pattern, cells) in row.chunks_exact_mut(MEASURES).enumerate() {
        cells[1] = cells[0] / briefs.len() as f64;
        let shift = days.as_ref().map(|days| Shift::of(days.iter().copied(), pattern));
        cells[3] = shift.map_or(f64::NAN, |shift| shift.before());
        cells[4] = shift.map_or(f64::NAN, |shift| shift.after());
        cells[5] = shift.map_or(f64::NAN, |shift| shift.p_value());
    }
}

/// The events that a pattern finds, by its bit.
pub fn events(account: &Subject<'_>, pattern: usize) -> EventSet {
    let briefs = account.events.briefs();
    EventSet::choose(briefs.len(), |position| briefs[position].patterns() >> pattern & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Digest, Event, Precision, Stamp};
    use crate::tally::{Tallies, Tally};

    #[test]
    fn posts_shares_and_days_are_counted() {
        let mut account = Tallies::default();
        for (second, patterns) in [(0, 0b10), (5, 0b11), (90_000, 0b10), (90_001, 0)] {
            let mut event = Event::by("a");
            event.at = Some(Stamp::new(second * 1000, Precision::Second));
            event.digest = Digest { text: second as u64 + 1, patterns, ..Digest::default() };
            account.add(&event);
        }
        account.settle();
        let mut row = [f64::NAN; 12];
        let account = Subject::new(&account);
        measure(&account, &mut row);
        assert_eq!((&row[..3], &row[6..9]), (&[1.0, 0.25, 1.0][..], &[3.0, 0.75, 2.0][..]));
        assert!(row[3..6].iter().all(|value| value.is_nan()), "three days have no change: {row:?}");
        assert_eq!(events(&account, 1).iter().collect::<Vec<_>>(), [0, 1, 2]);
        measure(&Subject::new(&Tallies::default()), &mut row);
        assert!(row[0].is_nan());
    }
}
