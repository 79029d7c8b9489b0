//! The pauses between events, held against people's.

use super::reference::{ENTROPY, EXACT, FAVOURITE};
use super::{Detector, Subject};
use crate::measure::{Measure, Row, Unit};
use crate::stat::pauses::{Favourite, exact, favourite, pauses};
use crate::tally::EventSet;

/// How varied the pauses are, and whether one length of pause comes back.
#[derive(Debug)]
pub struct Pauses;

impl Detector for Pauses {
    const NAME: &'static str = "pauses";
    const MEASURES: &'static [Measure] = &[
        Measure::new("pauses.count", Unit::Count, "Gaps of 10 s or more between events, known to 10 s or better.").sample(),
        Measure::new(
            "pauses.entropy",
            Unit::Number,
            "How varied those of less than 12 h are, in bits of log-binned entropy: people have about 5.",
        ),
        Measure::share_of_people(
            "pauses.entropy_p_value",
            "Share of people's histories of this length whose pauses are as little varied.",
        ),
        Measure::new(
            "pauses.favourite_share",
            Unit::Share,
            "Share of the pauses that are of nearly one length (4%, or 4 min if that is less).",
        )
        .with_events(),
        Measure::new("pauses.favourite", Unit::Duration, "That length.").with_events(),
        Measure::share_of_people(
            "pauses.favourite_p_value",
            "Share of people's histories of this length with as many pauses of nearly one length.",
        )
        .with_events(),
        Measure::new("pauses.exact_share", Unit::Share, "Share of the pauses that have one length to the second.").with_events(),
        Measure::new("pauses.exact", Unit::Duration, "That length.").with_events(),
        Measure::share_of_people(
            "pauses.exact_p_value",
            "Share of people's histories of this length with as many pauses of one length to the second.",
        )
        .with_events(),
        Measure::new("pauses.short", Unit::Count, "Those of less than 12 h.").sample(),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        let pauses = pauses_of(account);
        row.set(0, pauses.len() as f64);
        row.set(9, ENTROPY.length(account) as f64);
        let entropy = ENTROPY.compare(account);
        row.set_some(1, entropy.map(|found| found.value));
        row.set_some(2, entropy.map(|found| found.p_value));
        for (first, statistic, common) in [(3, &FAVOURITE, favourite(&pauses)), (6, &EXACT, exact(&pauses))] {
            let Some(common) = common else { continue };
            let Some(compared) = statistic.judge(account, pauses.len(), common.share) else { continue };
            row.set(first, compared.value);
            row.set(first + 1, (common.range.0 + common.range.1) / 2.0);
            row.set(first + 2, compared.p_value);
        }
    }

    fn events(account: &Subject<'_>, index: usize) -> EventSet {
        let timed = account.timed();
        let pauses = pauses_of(account);
        let common = if index < 6 { favourite(&pauses) } else { exact(&pauses) };
        let Some(Favourite { range: (shortest, longest), .. }) = common else { return EventSet::none(account.events.len()) };
        // Both ends of such a pause carry it.
        let carries = |start: usize| {
            timed.seconds.get(start..start + 2).is_some_and(|pair| (shortest..=longest).contains(&((pair[1] - pair[0]) as f64)))
        };
        timed.choose(|index| carries(index) || index.checked_sub(1).is_some_and(carries))
    }
}

/// The pauses by length, so that looking for a favourite need not sort them again.
fn pauses_of(account: &Subject<'_>) -> Vec<f64> {
    let mut pauses = if FAVOURITE.length(account) == 0 { Vec::new() } else { pauses(account.seconds()) };
    pauses.sort_unstable_by(f64::total_cmp);
    pauses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::times::tests::account_at;

    #[test]
    fn a_random_delay_around_one_length_is_seen_and_named() {
        let mut times: Vec<i64> = (0..100).map(|post| post * 1800 + post * post % 30).collect();
        times.extend((0..20).map(|post| 1_000_000 + post * post * 977));
        let account = account_at(&times);
        let mut row = [f64::NAN; 10];
        Pauses::measure(&Subject::new(&account), &mut Row(&mut row));
        assert_eq!(row[0], 119.0);
        assert!(row[2] < 1e-3 && row[5] < 1e-3 && (row[4] - 1800.0).abs() < 30.0, "{row:?}");
        assert_eq!(Pauses::events(&Subject::new(&account), 5).count(), 100);
    }

    #[test]
    fn a_few_pauses_say_nothing() {
        let mut row = [f64::NAN; 10];
        Pauses::measure(&Subject::new(&account_at(&[0, 100, 5000])), &mut Row(&mut row));
        assert!(row[0] == 2.0 && row[1..9].iter().all(|value| value.is_nan()));
    }
}
