//! What the patterns of the rule book find. There are as many as the rules bring, so they stand behind the detectors in the row.

use crate::tally::{EventSet, Tallies};

const DAY: i64 = 86_400_000;

/// How many measures a pattern has: `.posts`, `.share`, `.days`, in this order.
pub const MEASURES: usize = 3;

/// Fills the patterns' part of a row: three measures a pattern, in the order of their bits. An account without any text has
/// none: silence is not innocence.
pub fn measure(account: &Tallies, row: &mut [f64]) {
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
    for cells in row.chunks_exact_mut(MEASURES) {
        cells[1] = cells[0] / briefs.len() as f64;
    }
}

/// The events that a pattern finds, by its bit.
pub fn events(account: &Tallies, pattern: usize) -> EventSet {
    let briefs = account.events.briefs();
    EventSet::choose(briefs.len(), |position| briefs[position].patterns() >> pattern & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Digest, Event, Precision, Stamp};
    use crate::tally::Tally;

    #[test]
    fn posts_shares_and_days_are_counted() {
        let mut account = Tallies::default();
        for (second, patterns) in [(0, 0b10), (5, 0b11), (90_000, 0b10), (90_001, 0)] {
            let mut event = Event::by("a");
            event.at = Some(Stamp::new(second * 1000, Precision::Second));
            event.digest = Digest { text: second as u64 + 1, template: 0, patterns, long: false };
            account.add(&event);
        }
        account.settle();
        let mut row = [f64::NAN; 6];
        measure(&account, &mut row);
        assert_eq!(row, [1.0, 0.25, 1.0, 3.0, 0.75, 2.0]);
        assert_eq!(events(&account, 1).iter().collect::<Vec<_>>(), [0, 1, 2]);
        measure(&Tallies::default(), &mut row);
        assert!(row[0].is_nan());
    }
}
