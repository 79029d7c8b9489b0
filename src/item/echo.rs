//! The same words from others: copies, and rings.

use super::{Item, ItemDetector};
use crate::measure::{Measure, Row, Unit};

/// Repeats and rings.
#[derive(Debug)]
pub struct Echo;

impl ItemDetector for Echo {
    const NAME: &'static str = "echo";
    const MEASURES: &'static [Measure] = &[
        Measure::new("echo.words", Unit::Count, "Words of the text, links included.").sample(),
        Measure::new(
            "echo.others",
            Unit::Count,
            "Other authors who wrote exactly this text, spacing and case aside. Own copies do not count.",
        )
        .with_events(),
        Measure::new("echo.ring", Unit::Count, "Members of the ring or lead that the comment belongs to; 0 if it is in none."),
        Measure::new("echo.proven", Unit::Flag, "The ring is proven on occasions that had no part in finding it."),
        Measure::new("echo.variant", Unit::Flag, "The ring or lead rests on the wording of this comment."),
    ];

    fn measure(item: &Item<'_>, row: &mut Row<'_>) {
        let glance = item.glance;
        if glance.is_pingback() {
            return;
        }
        row.set(0, (glance.words.list.len() + glance.links.len()) as f64);
        row.set_some(1, item.around.same_text.map(f64::from));
        if let Some(place) = item.place {
            row.set(2, place.members as f64);
            row.set(3, f64::from(u8::from(place.proven)));
            row.set(4, f64::from(u8::from(place.wording)));
        }
    }

    fn words(item: &Item<'_>, _: usize) -> Vec<String> {
        item.glance.event.text.iter().map(|text| text.to_string()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::tests::{comment, measured};
    use crate::item::{Glance, Place, Surroundings};

    #[test]
    fn rings_that_were_not_looked_for_are_not_known() {
        let around = Surroundings { same_text: Some(3), ..Surroundings::default() };
        let event = comment("the same words");
        let row = measured::<Echo>(&event, &around);
        assert_eq!(row[..2], [3.0, 3.0]);
        assert!(row[2].is_nan());
        let (glance, place) = (Glance::whole(&event), Place { members: 4, wording: true, ..Place::default() });
        let mut row = [f64::NAN; 5];
        Echo::measure(&Item { glance: &glance, around: &around, place: Some(&place) }, &mut Row(&mut row));
        assert_eq!(row[2..], [4.0, 0.0, 1.0]);
    }
}
