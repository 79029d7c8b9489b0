//! Measures: the named numbers that detectors compute and rules speak about.
//!
//! A measure that could not be computed is NaN, never 0: "no follower counts" and "no followers" are different facts.

use std::borrow::Cow;
use std::collections::HashMap;

/// What a number counts, and so how a rule must write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// How many: `100`.
    Count,
    /// A part of a whole, 0 to 1, written `5%`.
    Share,
    /// A length of time, held in seconds, written `32min`.
    Duration,
    /// A plain number, such as a p-value: `1e-6`.
    Number,
    /// True (1) or false (0).
    Flag,
}

impl Unit {
    /// The unit as a noun with its article, for messages.
    pub fn noun(self) -> &'static str {
        match self {
            Unit::Count => "a count",
            Unit::Share => "a share",
            Unit::Duration => "a duration",
            Unit::Number => "a number",
            Unit::Flag => "a yes or no",
        }
    }
}

/// A named number: what a detector measures of one account.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// `detector.name`, as rules write it.
    pub name: Cow<'static, str>,
    /// What it counts.
    pub unit: Unit,
    /// One line of documentation.
    pub doc: Cow<'static, str>,
    /// The smallest and largest value it can take.
    pub range: (f64, f64),
    /// It says how much material there is, not what the material shows. A rule that asks for more of it than there is was
    /// *not assessed*, which is not the same as quiet.
    pub sample: bool,
    /// Events stand behind it, so a finding that rests on it can name them.
    pub events: bool,
}

impl Measure {
    /// A measure with the natural range of its unit and no events behind it.
    pub const fn new(name: &'static str, unit: Unit, doc: &'static str) -> Self {
        let range = match unit {
            Unit::Share | Unit::Flag => (0.0, 1.0),
            Unit::Count | Unit::Duration => (0.0, f64::INFINITY),
            Unit::Number => (f64::NEG_INFINITY, f64::INFINITY),
        };
        Measure { name: Cow::Borrowed(name), unit, doc: Cow::Borrowed(doc), range, sample: false, events: false }
    }

    /// A probability: a plain number from 0 to 1, written `1e-3`.
    pub const fn p_value(name: &'static str, doc: &'static str) -> Self {
        let mut measure = Measure::new(name, Unit::Number, doc);
        measure.range = (0.0, 1.0);
        measure
    }

    /// Marks the measure as saying how much material there is.
    pub const fn sample(mut self) -> Self {
        self.sample = true;
        self
    }

    /// Marks the measure as one that events stand behind.
    pub const fn with_events(mut self) -> Self {
        self.events = true;
        self
    }
}

/// The place of a measure in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeasureId(pub usize);

/// The part of an account's row that one detector fills, by the position of the measure in its `MEASURES`.
#[derive(Debug)]
pub struct Row<'a>(pub &'a mut [f64]);

impl Row<'_> {
    /// Sets the measure at `index` of the detector's `MEASURES`. What is never set stays NaN.
    pub fn set(&mut self, index: usize, value: f64) {
        self.0[index] = value;
    }

    /// Sets a measure that may be missing.
    pub fn set_some(&mut self, index: usize, value: Option<f64>) {
        self.0[index] = value.unwrap_or(f64::NAN);
    }
}

/// Every measure that rules may name, in the order of the row.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    measures: Vec<Measure>,
    by_name: HashMap<String, MeasureId>,
}

impl Vocabulary {
    /// An ordered list of measures; a later one of the same name is ignored.
    pub fn new(measures: impl IntoIterator<Item = Measure>) -> Self {
        let mut vocabulary = Vocabulary::default();
        for measure in measures {
            vocabulary.push(measure);
        }
        vocabulary
    }

    /// Adds a measure at the end of the row.
    pub fn push(&mut self, measure: Measure) -> MeasureId {
        if let Some(&id) = self.by_name.get(measure.name.as_ref()) {
            return id;
        }
        let id = MeasureId(self.measures.len());
        self.by_name.insert(measure.name.to_string(), id);
        self.measures.push(measure);
        id
    }

    /// The place of the measure called `name`.
    pub fn find(&self, name: &str) -> Option<MeasureId> {
        self.by_name.get(name).copied()
    }

    /// The measure at a place.
    pub fn get(&self, id: MeasureId) -> &Measure {
        &self.measures[id.0]
    }

    /// All measures in order.
    pub fn iter(&self) -> impl Iterator<Item = (MeasureId, &Measure)> {
        self.measures.iter().enumerate().map(|(index, measure)| (MeasureId(index), measure))
    }

    /// How long a row is.
    pub fn len(&self) -> usize {
        self.measures.len()
    }

    /// Whether there is no measure at all.
    pub fn is_empty(&self) -> bool {
        self.measures.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_keeps_the_first_of_a_name_and_its_order() {
        let mut vocabulary = Vocabulary::new([Measure::new("a.b", Unit::Count, "x"), Measure::new("a.c", Unit::Share, "y")]);
        assert_eq!(vocabulary.push(Measure::new("a.b", Unit::Flag, "again")), MeasureId(0));
        assert_eq!(vocabulary.len(), 2);
        assert_eq!(vocabulary.find("a.c"), Some(MeasureId(1)));
        assert_eq!(vocabulary.get(MeasureId(0)).unit, Unit::Count);
    }
}
