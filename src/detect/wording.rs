//! How monotonous the texts are, held against people's.

use super::reference::{Compared, PACKED, TEMPLATES, VARIETY};
use super::{Detector, Subject};
use crate::measure::{Measure, Row, Unit};
use crate::tally::EventSet;

/// Forms filled in, few words, turns of phrase that come back.
#[derive(Debug)]
pub struct Wording;

impl Detector for Wording {
    const NAME: &'static str = "wording";
    const MEASURES: &'static [Measure] = &[
        Measure::new("wording.texts", Unit::Count, "Texts of one's own in the sample that is kept, 64 at most.").sample(),
        Measure::new("wording.words", Unit::Count, "Words in that sample, 24 of a text at most.").sample(),
        Measure::new("wording.forms", Unit::Share, "Share of those texts that are one of three or more filled into one form."),
        Measure::share_of_people("wording.forms_p_value", "Share of people whose texts are as often a form, by as many texts."),
        Measure::new("wording.variety", Unit::Share, "Different words among those words, by 400, 200 or 100 of them."),
        Measure::share_of_people("wording.variety_p_value", "Share of people who use as few different words, by as many words."),
        Measure::new("wording.packed", Unit::Share, "What compression leaves of those words, by 400, 200 or 100 of them."),
        Measure::share_of_people("wording.packed_p_value", "Share of people whose words pack as small, by as many words."),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        row.set(0, TEMPLATES.length(account) as f64);
        row.set(1, VARIETY.length(account) as f64);
        for (first, statistic) in [(2, &TEMPLATES), (4, &VARIETY), (6, &PACKED)] {
            if let Some(Compared { value, p_value, .. }) = statistic.compare(account) {
                row.set(first, value);
                row.set(first + 1, p_value);
            }
        }
    }

    fn events(account: &Subject<'_>, _: usize) -> EventSet {
        EventSet::none(account.events.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Event, Precision, Stamp, Words};
    use crate::tally::{Tallies, Tally};

    fn account(words: impl Fn(u16, u16) -> u16) -> Tallies {
        let mut account = Tallies::default();
        for text in 0..60 {
            let mut event = Event::by("a");
            event.at = Some(Stamp::new(i64::from(text) * 1000, Precision::Second));
            event.digest.words = Words::new((0..10).map(|word| words(text, word)));
            account.add(&event);
        }
        account.settle();
        account
    }

    #[test]
    fn a_form_is_monotonous_and_free_text_is_not() {
        let form = account(|text, word| if word == 4 { 5000 + text } else { word });
        let mut row = [f64::NAN; 8];
        Wording::measure(&Subject::new(&form), &mut Row(&mut row));
        assert_eq!((row[0], row[1], row[2]), (60.0, 600.0, 1.0));
        assert!(row[3] < 0.02 && row[5] < 0.02 && row[7] < 0.02, "{row:?}");
        let free = account(|text, word| (text * 10 + word).wrapping_mul(40_503));
        Wording::measure(&Subject::new(&free), &mut Row(&mut row));
        assert_eq!((row[2], row[4]), (0.0, 1.0));
        assert!(row[3] > 0.2 && row[5] > 0.2 && row[7] > 0.2, "{row:?}");
    }

    #[test]
    fn few_texts_say_nothing() {
        let mut row = [f64::NAN; 8];
        Wording::measure(&Subject::new(&Tallies::default()), &mut Row(&mut row));
        assert!(row[2..].iter().all(|value| value.is_nan()));
    }
}
