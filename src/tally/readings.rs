//! Counts that were read off an account over time: its followers, and the scores it claims to have had.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Tally;
use crate::account::{Account, ClaimedScore};
use crate::event::{Event, Stamp};

const DAY: i64 = 86_400_000;
/// An account with more metrics than this keeps the first by name.
const METRICS: usize = 8;

/// One reading a day: the latest, and of equally late ones the largest.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<i32, (i64, f64)>")]
pub struct Readings(BTreeMap<i32, (i64, f64)>);

/// Readings that were written elsewhere are believed only if they can be.
impl TryFrom<BTreeMap<i32, (i64, f64)>> for Readings {
    type Error = &'static str;

    fn try_from(days: BTreeMap<i32, (i64, f64)>) -> Result<Readings, Self::Error> {
        let sound = |(day, (millis, value)): (&i32, &(i64, f64))| {
            (0..=Stamp::MAX_MILLIS).contains(millis) && i64::from(*day) == millis.div_euclid(DAY) && value.is_finite()
        };
        if days.iter().all(sound) { Ok(Readings(days)) } else { Err("readings are damaged") }
    }
}

impl Readings {
    fn add(&mut self, millis: i64, value: f64) {
        let held = self.0.entry(millis.div_euclid(DAY) as i32).or_insert((millis, value));
        if (millis, value) > *held {
            *held = (millis, value);
        }
    }

    fn merge(&mut self, other: Readings) {
        other.0.into_values().for_each(|(millis, value)| self.add(millis, value));
    }

    /// The readings by time: milliseconds since 1970, and the value.
    pub fn iter(&self) -> impl Iterator<Item = (i64, f64)> {
        self.0.values().copied()
    }

    /// How many days have one.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Followers and scores over time.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ReadingsTally {
    /// Followers, as each event says.
    pub followers: Readings,
    /// Dated scores by what they are called.
    pub scores: BTreeMap<String, Readings>,
}

impl Tally for ReadingsTally {
    fn add(&mut self, event: &Event<'_>) {
        if let (Some(at), Some(followers)) = (event.at, event.followers) {
            self.followers.add(at.millis, followers as f64);
        }
    }

    fn describe(&mut self, _: &Account<'_>) {}

    fn score(&mut self, score: &ClaimedScore) {
        if let Some(at) = score.at {
            self.scores.entry(score.metric.clone()).or_default().add(at, score.value);
            if self.scores.len() > METRICS {
                self.scores.pop_last();
            }
        }
    }

    fn merge(&mut self, other: Self) {
        self.followers.merge(other.followers);
        for (metric, readings) in other.scores {
            self.scores.entry(metric).or_default().merge(readings);
        }
        while self.scores.len() > METRICS {
            self.scores.pop_last();
        }
    }

    fn settle(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Scale;

    #[test]
    fn damaged_readings_are_refused() {
        let read = |day: i32, millis: i64, value: f64| {
            postcard::from_bytes::<Readings>(&postcard::to_stdvec(&BTreeMap::from([(day, (millis, value))])).unwrap())
        };
        assert_eq!(read(1, DAY + 5, 34.0).unwrap().iter().next(), Some((DAY + 5, 34.0)));
        assert!(read(2, DAY + 5, 34.0).is_err() && read(0, -5, 34.0).is_err() && read(1, DAY, f64::NAN).is_err());
    }

    #[test]
    fn the_latest_of_a_day_counts_whatever_the_order() {
        let score =
            |at, value| ClaimedScore { account: "a".into(), metric: "klout".into(), value, at: Some(at), scale: Scale::Linear };
        let scores = [score(5, 34.0), score(DAY + 9, 40.0), score(DAY + 3, 99.0), score(DAY + 9, 41.0)];
        let (mut one, mut other) = (ReadingsTally::default(), ReadingsTally::default());
        scores.iter().for_each(|score| one.score(score));
        scores.iter().rev().for_each(|score| other.score(score));
        assert_eq!(one, other);
        assert_eq!(one.scores["klout"].iter().collect::<Vec<_>>(), [(5, 34.0), (DAY + 9, 41.0)]);
    }
}
