//! How fast an author comments, and in how many places.

use super::{Item, ItemDetector};
use crate::measure::{Measure, Row, Unit};

/// Pace.
#[derive(Debug)]
pub struct Pace;

impl ItemDetector for Pace {
    const NAME: &'static str = "pace";
    const MEASURES: &'static [Measure] = &[
        Measure::new("pace.comments", Unit::Count, "Comments of the author.").sample(),
        Measure::new("pace.gap", Unit::Duration, "Time from one comment of the author to the next, in the mean."),
        Measure::new("pace.threads", Unit::Count, "Articles or videos that the author commented on; counted up to 64."),
    ];

    fn measure(item: &Item<'_>, row: &mut Row<'_>) {
        row.set_some(0, item.around.own_comments.map(f64::from));
        row.set_some(1, item.around.own_pace);
        row.set_some(2, item.around.own_threads.map(f64::from));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Surroundings;
    use crate::item::tests::{comment, measured};

    #[test]
    fn pace_comes_from_the_context() {
        let around = Surroundings { own_comments: Some(5), own_pace: Some(2.5), ..Surroundings::default() };
        let row = measured::<Pace>(&comment("x"), &around);
        assert_eq!(row[..2], [5.0, 2.5]);
        assert!(row[2].is_nan());
    }
}
