//! One comment at a time: what is seen in it, what is remembered of the comments around it, and the measures of both.
//!
//! [`Context::add`] remembers a comment, [`Context::look`] says what stands around one, [`measure`] fills the item part of a row.
//! To add a detector of items: a file here, with its tests, and one word in the list at the end of this page.

mod appeal;
mod bounded;
mod cells;
mod contact;
mod context;
mod disguise;
mod echo;
mod glance;
pub mod lexicon;
mod links;
mod name;
mod offer;
mod pace;
mod pingback;
mod praise;
mod signature;
mod topic;

pub use context::{Context, Surroundings};
pub use glance::{Glance, Signature, Word, Words};

use crate::measure::{Measure, Row};

/// A comment under examination.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// What is seen in it.
    pub glance: &'a Glance<'a>,
    /// What stands around it.
    pub around: &'a Surroundings,
    /// The ring that it belongs to; `None` where rings were not looked for.
    pub place: Option<&'a Place>,
}

/// An item's part in a ring. The default says that rings were looked for, and it is in none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The ring's id.
    pub ring: Option<String>,
    /// Members of the ring.
    pub members: usize,
    /// Whether held-out occasions confirm it, and nobody has declared it.
    pub proven: bool,
    /// Whether the members say the same, near enough, in this item.
    pub wording: bool,
}

/// One idea of what can be seen of a comment.
pub trait ItemDetector {
    /// The first part of its measures' names.
    const NAME: &'static str;
    /// What it measures, in the order of its part of the row.
    const MEASURES: &'static [Measure];
    /// Measures a comment. What is not set stays NaN: there is not enough to say.
    fn measure(item: &Item<'_>, row: &mut Row<'_>);
    /// The words of the comment that carry the measure at `index` of [`Self::MEASURES`], for people to see.
    fn words(_: &Item<'_>, _: usize) -> Vec<String> {
        Vec::new()
    }
}

macro_rules! detectors {
    ($($detector:ty),+ $(,)?) => {
        /// Every measure of items, in the order of the row.
        pub fn measures() -> Vec<Measure> {
            [$(<$detector>::MEASURES),+].concat()
        }

        /// The names of the detectors.
        pub const NAMES: &[&str] = &[$(<$detector>::NAME),+];

        /// Fills the items' part of a row, which is as long as [`measures`].
        pub fn measure(item: &Item<'_>, row: &mut [f64]) {
            let rest = row;
            $(
                let (own, rest) = rest.split_at_mut(<$detector>::MEASURES.len());
                own.fill(f64::NAN);
                <$detector>::measure(item, &mut Row(own));
            )+
            let _ = rest;
        }

        /// The words that carry the measure at a place of the items' part of a row.
        pub fn words(item: &Item<'_>, index: usize) -> Vec<String> {
            $(
                if index < <$detector>::MEASURES.len() {
                    return <$detector>::words(item, index);
                }
                let index = index - <$detector>::MEASURES.len();
            )+
            let _ = index;
            Vec::new()
        }
    };
}

detectors! {
    name::Name,
    signature::Signed,
    praise::Praise,
    topic::Topic,
    appeal::Appeal,
    offer::Offer,
    links::Links,
    contact::Contact,
    disguise::Disguise,
    echo::Echo,
    pace::Pace,
    pingback::Pingback,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::event::{Event, Kind};

    /// The measures of one detector on a comment by itself.
    pub(crate) fn measured<D: ItemDetector>(event: &Event<'_>, around: &Surroundings) -> Vec<f64> {
        let glance = Glance::whole(event);
        let mut row = vec![f64::NAN; D::MEASURES.len()];
        D::measure(&Item { glance: &glance, around, place: None }, &mut Row(&mut row));
        row
    }

    /// A comment with a text.
    pub(crate) fn comment(text: &str) -> Event<'static> {
        let mut event = Event::by("Somebody");
        event.kind = Kind::Comment;
        event.text = Some(text.to_owned().into());
        event
    }

    /// A comment with a name and a link.
    pub(crate) fn signed(name: &str, url: &str) -> Event<'static> {
        let mut event = comment("A text.");
        event.author = name.to_owned().into();
        event.author_url = (!url.is_empty()).then(|| url.to_owned().into());
        event
    }

    #[test]
    fn every_measure_is_named_after_its_detector() {
        for measure in measures() {
            let (detector, name) = measure.name.split_once('.').expect("a dot");
            assert!(NAMES.contains(&detector) && !name.is_empty() && measure.doc.ends_with('.'), "{}", measure.name);
        }
        let event = Event::by("a");
        let glance = Glance::whole(&event);
        let item = Item { glance: &glance, around: &Surroundings::default(), place: None };
        let mut row = vec![0.0; measures().len()];
        measure(&item, &mut row);
        for (index, measure) in measures().iter().enumerate() {
            assert!(row[index].is_nan() || row[index] <= 1.0, "an empty comment has {} = {}", measure.name, row[index]);
            assert!(words(&item, index).len() <= 1);
        }
    }
}
