//! The name that a comment is signed with: a person's, or an advertisement.

use super::lexicon::Class;
use super::{Item, ItemDetector};
use crate::measure::{Measure, Row, Unit};

/// A list has at least this many entries.
const ENTRIES: usize = 3;
/// Words from which a name is a sentence.
const SENTENCE: usize = 7;

/// The name.
#[derive(Debug)]
pub struct Name;

impl ItemDetector for Name {
    const NAME: &'static str = "name";
    const MEASURES: &'static [Measure] = &[
        Measure::new("name.words", Unit::Count, "Words of the name that the comment is signed with.").sample(),
        Measure::new("name.trade", Unit::Count, "Words of the name that stand for a trade or goods, as in `cheap hotels`.")
            .with_events(),
        Measure::new("name.share", Unit::Share, "Share of the name's words that stand for a trade, goods or a place.")
            .with_events(),
        Measure::new("name.place", Unit::Flag, "The name joins a trade and a place, as in `plumber leeds`.").with_events(),
        Measure::new("name.list", Unit::Flag, "The name is a list of three or more entries with a trade among them.").with_events(),
        Measure::new("name.sentence", Unit::Flag, "The name is as long as a sentence.").with_events(),
        Measure::new("name.person", Unit::Flag, "The name has a given name in it, or begins with @."),
        Measure::new(
            "name.small",
            Unit::Flag,
            "The name has several words, all in small letters, or is one small word of the dictionary.",
        ),
    ];

    fn measure(item: &Item<'_>, row: &mut Row<'_>) {
        let name = &item.glance.name;
        let words = name.list.len();
        if item.glance.is_pingback() || words == 0 {
            return;
        }
        let (hard, soft) = (name.count(Class::Trade), name.count(Class::Soft));
        let trade = if hard > 0 || soft > 1 { hard + soft } else { 0 };
        let place = name.list.iter().any(|word| word.is(Class::Place) && !word.is(Class::Trade));
        let places = name.list.iter().filter(|word| word.is(Class::Place) && !word.is(Class::Trade)).count();
        let keyed = if trade > 0 { trade + places } else { 0 };
        let entries = name.normal.split([',', '|', ';', '，', '、']).filter(|entry| !entry.trim().is_empty()).count();
        let person = name.list.iter().any(|word| word.is(Class::Given)) || item.glance.signed().trim_start().starts_with('@');
        let written = item.glance.signed();
        let small = !written.chars().any(char::is_uppercase) && written.chars().any(char::is_lowercase);
        row.set(0, words as f64);
        row.set(1, trade as f64);
        row.set(2, (keyed as f64 / words as f64).min(1.0));
        row.set(3, f64::from(u8::from(trade > 0 && place)));
        row.set(4, f64::from(u8::from(entries >= ENTRIES && trade > 0)));
        row.set(5, f64::from(u8::from(words >= SENTENCE)));
        row.set(6, f64::from(u8::from(person)));
        row.set(7, f64::from(u8::from(small && words > 1)));
    }

    fn words(item: &Item<'_>, _: usize) -> Vec<String> {
        vec![item.glance.signed().to_owned()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Surroundings;
    use crate::item::tests::{measured, signed};

    #[test]
    fn keywords_are_told_from_names() {
        let of = |name: &str| measured::<Name>(&signed(name, ""), &Surroundings::default());
        let trade = of("Cheap Flights Boston");
        assert_eq!((trade[1], trade[2], trade[3], trade[6]), (2.0, 1.0, 1.0, 0.0));
        let person = of("Anna Mayer");
        assert_eq!((person[1], person[2], person[6]), (0.0, 0.0, 1.0));
        assert_eq!(of("loans, payday loans, credit")[4], 1.0);
        assert_eq!(of("Read how you can change all of your life")[5], 1.0);
        assert_eq!(of("@anna_w")[6], 1.0);
        assert_eq!(of("garden chairs")[7], 1.0);
        assert!(of("!!!")[0].is_nan());
    }
}
