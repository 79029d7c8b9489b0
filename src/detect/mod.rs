//! Detectors: tallies to measures, and which events carry a measure.
//!
//! A detector does no I/O, reads no clock and knows no rule. To add one: a file here, with its tests, and one word in the list at
//! the end of this page.

mod activity;
mod cadence;
mod clients;
mod clock;
mod company;
mod counts;
mod days;
mod growth;
mod likes;
pub mod patterns;
mod pauses;
mod profile;
pub mod reference;
mod repetition;
mod sittings;
mod sleep;
mod streams;
mod subject;
mod times;
mod wording;

pub use company::{Received, Seat};
pub use subject::Subject;

use crate::item;
use crate::measure::{Measure, MeasureId, Row, Vocabulary};
use crate::tally::EventSet;

/// One idea of what can be seen in a history.
pub trait Detector {
    /// The first part of its measures' names.
    const NAME: &'static str;
    /// What it measures, in the order of its part of the row.
    const MEASURES: &'static [Measure];
    /// Measures an account. What is not set stays NaN: there is not enough to say.
    fn measure(account: &Subject<'_>, row: &mut Row<'_>);
    /// The events that carry the measure at `index` of [`Self::MEASURES`]. Asked only for measures that say they have any.
    fn events(account: &Subject<'_>, index: usize) -> EventSet;
}

macro_rules! detectors {
    ($($detector:ty),+ $(,)?) => {
        /// Every measure of every detector of accounts, then of items, in the order of the row. A rule book adds its patterns' behind
        /// them.
        pub fn vocabulary() -> Vocabulary {
            Vocabulary::new([$(<$detector>::MEASURES),+].concat().into_iter().chain(item::measures()))
        }

        /// Where in a row the measures of items begin: behind those of accounts.
        pub const ITEMS_FROM: usize = 0 $(+ <$detector>::MEASURES.len())+;

        /// The names of the detectors.
        pub const NAMES: &[&str] = &[$(<$detector>::NAME),+];

        /// Fills the detectors' part of a row, which is as long as [`vocabulary`].
        pub fn measure(account: &Subject<'_>, row: &mut [f64]) {
            let rest = row;
            $(
                let (own, rest) = rest.split_at_mut(<$detector>::MEASURES.len());
                own.fill(f64::NAN);
                <$detector>::measure(account, &mut Row(own));
            )+
            let _ = rest;
        }

        /// The events that carry a measure; none for a measure that is not a detector's.
        pub fn events(account: &Subject<'_>, measure: MeasureId) -> EventSet {
            let index = measure.0;
            $(
                if index < <$detector>::MEASURES.len() {
                    return <$detector>::events(account, index);
                }
                let index = index - <$detector>::MEASURES.len();
            )+
            let _ = index;
            EventSet::none(account.events.len())
        }
    };
}

detectors! {
    activity::Activity,
    times::Times,
    cadence::Cadence,
    clock::Clock,
    sleep::Sleep,
    pauses::Pauses,
    days::Days,
    sittings::Sittings,
    streams::Streams,
    repetition::Repetition,
    wording::Wording,
    clients::Clients,
    profile::Profile,
    growth::Growth,
    counts::Followers,
    counts::Scores,
    likes::Likes,
    company::Company,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::Tallies;

    #[test]
    fn every_measure_is_named_after_its_detector_and_named_once() {
        let vocabulary = vocabulary();
        for (_, measure) in vocabulary.iter() {
            let (detector, name) = measure.name.split_once('.').expect("a dot");
            assert!(NAMES.contains(&detector) || item::NAMES.contains(&detector), "{}", measure.name);
            assert!(!name.is_empty() && measure.doc.ends_with('.'), "{}", measure.name);
        }
        let nobody = Tallies::default();
        let nobody = Subject::new(&nobody);
        let mut row = vec![0.0; vocabulary.len()];
        measure(&nobody, &mut row);
        for (id, measure) in vocabulary.iter() {
            assert!(row[id.0].is_nan() || row[id.0] == 0.0, "an empty account has {} = {}", measure.name, row[id.0]);
            assert_eq!(events(&nobody, id).count(), 0);
        }
    }
}
