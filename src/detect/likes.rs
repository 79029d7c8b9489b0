//! Likes that are too even to come from an audience.

use super::{Detector, Subject};
use crate::event::Kind;
use crate::measure::{Measure, Row, Unit};
use crate::stat::likes::too_even_p_value;
use crate::tally::{Brief, EventSet};

/// How the likes of one's own posts vary.
#[derive(Debug)]
pub struct Likes;

impl Detector for Likes {
    const NAME: &'static str = "likes";
    const MEASURES: &'static [Measure] = &[
        Measure::new("likes.posts", Unit::Count, "Posts of one's own whose likes are known.").sample().with_events(),
        Measure::new("likes.mean", Unit::Number, "Their mean number of likes.").with_events(),
        Measure::new(
            "likes.variation",
            Unit::Number,
            "Standard deviation of those over the mean: honest audiences give 0.35 or more.",
        )
        .with_events(),
        Measure::p_value("likes.even_p_value", "Chance that an audience likes neighbouring posts so evenly.").with_events(),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        let likes: Vec<f64> = account.events.briefs().iter().filter_map(own_likes).collect();
        row.set(0, likes.len() as f64);
        let mean = likes.iter().sum::<f64>() / likes.len() as f64;
        if likes.is_empty() {
            return;
        }
        row.set(1, mean);
        let squares: f64 = likes.iter().map(|like| (like - mean).powi(2)).sum();
        if mean > 0.0 {
            row.set(2, (squares / likes.len() as f64).sqrt() / mean);
        }
        row.set_some(3, too_even_p_value(&likes));
    }

    fn events(account: &Subject<'_>, _: usize) -> EventSet {
        let briefs = account.events.briefs();
        EventSet::choose(briefs.len(), |position| own_likes(&briefs[position]).is_some())
    }
}

/// Likes of a repost belong to somebody else.
fn own_likes(brief: &Brief) -> Option<f64> {
    brief.likes().filter(|_| brief.kind() != Kind::Repost).map(f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Event, Precision, Stamp};
    use crate::tally::{Tallies, Tally};

    #[test]
    fn a_package_is_even() {
        let mut account = Tallies::default();
        for post in 0..60u64 {
            let mut event = Event::by("a");
            event.at = Some(Stamp::new(post as i64 * 1000, Precision::Second));
            event.likes = Some(100 + post % 3);
            event.kind = if post < 50 { Kind::Post } else { Kind::Repost };
            account.add(&event);
        }
        account.settle();
        let mut row = [f64::NAN; 4];
        Likes::measure(&Subject::new(&account), &mut Row(&mut row));
        assert!(row[0] == 50.0 && row[2] < 0.02 && row[3] < 1e-9, "{row:?}");
        assert_eq!(Likes::events(&Subject::new(&account), 3).count(), 50);
        let mut row = [f64::NAN; 4];
        Likes::measure(&Subject::new(&Tallies::default()), &mut Row(&mut row));
        assert!(row[1..].iter().all(|value| value.is_nan()));
    }
}
