//! Counts read over time, and jumps in them that engagement does not explain.

use super::{Detector, Subject};
use crate::event::Kind;
use crate::measure::{Measure, Row, Unit};
use crate::stat::step::{Step, step};
use crate::tally::{EventSet, Readings};

/// Followers over time.
#[derive(Debug)]
pub struct Followers;

impl Detector for Followers {
    const NAME: &'static str = "followers";
    const MEASURES: &'static [Measure] = &[
        Measure::new("followers.readings", Unit::Count, "Days on which the number of followers is known.").sample(),
        Measure::new("followers.step", Unit::Count, "The largest gain of followers over three readings."),
        Measure::new("followers.deviations", Unit::Number, "How far that is from the usual gain, in robust standard deviations."),
        Measure::new(
            "followers.excess",
            Unit::Number,
            "Natural logarithm of how many times the usual gain it is, less that of the likes received around it.",
        ),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        let readings = &account.readings.followers;
        row.set(0, readings.len() as f64);
        // Without likes nobody can say whether a jump is explained.
        let likes_known = account.events.briefs().iter().any(|brief| brief.likes().is_some());
        let found = likes_known.then(|| jump(account, readings, |likes| likes.map_or(0.0, f64::from))).flatten();
        if let Some(found) = found {
            row.set(1, found.gain.max(0.0));
            row.set(2, found.deviations);
            row.set(3, found.excess);
        }
    }

    fn events(account: &Subject<'_>, _: usize) -> EventSet {
        EventSet::none(account.events.len())
    }
}

/// The claimed score over time: of several, the one that was read most often.
#[derive(Debug)]
pub struct Scores;

impl Detector for Scores {
    const NAME: &'static str = "score";
    const MEASURES: &'static [Measure] = &[
        Measure::new("score.readings", Unit::Count, "Days for which the input gives the score.").sample(),
        Measure::new("score.first", Unit::Number, "The first of them."),
        Measure::new("score.last", Unit::Number, "The last of them."),
        Measure::new("score.rise", Unit::Number, "The last over the first."),
        Measure::new("score.step", Unit::Number, "The largest gain over three readings."),
        Measure::new("score.deviations", Unit::Number, "How far that is from the usual gain, in robust standard deviations."),
        Measure::new(
            "score.excess",
            Unit::Number,
            "Natural logarithm of how many times the usual gain it is, less that of the activity around it.",
        ),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        let most = account.readings.scores.values().rev().max_by_key(|readings| readings.len());
        row.set(0, most.map_or(0, Readings::len) as f64);
        let Some(readings) = most else { return };
        let values: Vec<f64> = readings.iter().map(|(_, value)| value).collect();
        if let [first, .., last] = values[..] {
            row.set(1, first);
            row.set(2, last);
            row.set(3, if first > 0.0 { last / first } else { f64::NAN });
        }
        if let Some(found) = jump(account, readings, |_| 1.0) {
            row.set(4, found.gain);
            row.set(5, found.deviations);
            row.set(6, found.excess);
        }
    }

    fn events(account: &Subject<'_>, _: usize) -> EventSet {
        EventSet::none(account.events.len())
    }
}

/// The largest step of the readings, against what `worth` makes of the likes of each own event between two readings.
fn jump(account: &Subject<'_>, readings: &Readings, worth: impl Fn(Option<u32>) -> f64) -> Option<Step> {
    // What was done before a window begins is not known, so steps before it cannot be held against it.
    let known = account.known_from().unwrap_or(i64::MIN);
    let readings: Vec<(i64, f64)> = readings.iter().filter(|(millis, _)| *millis >= known).collect();
    let gains: Vec<f64> = readings.windows(2).map(|pair| pair[1].1 - pair[0].1).collect();
    let mut engagement = vec![0.0; gains.len()];
    for brief in account.events.briefs().iter().filter(|brief| brief.kind() != Kind::Repost) {
        let before = readings.partition_point(|&(millis, _)| millis < brief.millis());
        if let Some(sum) = before.checked_sub(1).and_then(|gain| engagement.get_mut(gain)) {
            *sum += worth(brief.likes());
        }
    }
    step(&gains, &engagement)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{ClaimedScore, Scale};
    use crate::event::{Event, Precision, Stamp};
    use crate::tally::{Tallies, Tally};

    fn account(followers: impl Fn(u64) -> u64, likes: impl Fn(u64) -> u64) -> Tallies {
        let mut account = Tallies::default();
        for day in 0..90 {
            let mut event = Event::by("a");
            event.at = Some(Stamp::new(day as i64 * 86_400_000, Precision::Second));
            (event.followers, event.likes) = (Some(followers(day)), Some(likes(day)));
            account.add(&event);
        }
        account.settle();
        account
    }

    #[test]
    fn a_bought_crowd_is_a_step_and_a_viral_post_is_not() {
        let measure = |account: &Tallies| {
            let mut row = [f64::NAN; 4];
            Followers::measure(&Subject::new(account), &mut Row(&mut row));
            row
        };
        let jump = |day: u64| 200 + day * 2 + if day > 60 { 5000 } else { 0 };
        let bought = measure(&account(jump, |day| 3 + day % 5));
        assert!(bought[0] == 90.0 && bought[2] > 10.0 && bought[3] > 1.5, "{bought:?}");
        let viral = measure(&account(jump, |day| if day == 60 { 9000 } else { 3 + day % 5 }));
        assert!(viral[3] < 1.5, "{viral:?}");
    }

    #[test]
    fn a_score_history_has_a_rise() {
        let mut account = account(|_| 1, |_| 1);
        for day in 0..60i64 {
            let value = if day < 30 { 34.0 } else { 72.0 };
            let score = ClaimedScore {
                account: "a".into(),
                metric: "klout".into(),
                value,
                at: Some(day * 86_400_000),
                scale: Scale::Linear,
            };
            account.score(&score);
        }
        let mut row = [f64::NAN; 7];
        Scores::measure(&Subject::new(&account), &mut Row(&mut row));
        assert_eq!((row[0], row[1], row[2], row[4]), (60.0, 34.0, 72.0, 38.0));
        assert!(row[5] > 10.0 && row[6] > 1.5, "{row:?}");
        let mut row = [f64::NAN; 7];
        Scores::measure(&Subject::new(&Tallies::default()), &mut Row(&mut row));
        assert!(row[1..].iter().all(|value| value.is_nan()));
    }
}
