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
    /// It is a probability that evidence can be made of.
    pub probability: bool,
}

impl Measure {
    /// A measure with the natural range of its unit and no events behind it.
    pub const fn new(name: &'static str, unit: Unit, doc: &'static str) -> Self {
        let range = match unit {
            Unit::Share | Unit::Flag => (0.0, 1.0),
            Unit::Count | Unit::Duration => (0.0, f64::INFINITY),
            Unit::Number => (f64::NEG_INFINITY, f64::INFINITY),
        };
        Measure {
            name: Cow::Borrowed(name),
            unit,
            doc: Cow::Borrowed(doc),
            range,
            sample: false,
            events: false,
            probability: false,
        }
    }

    /// A probability: a plain number from 0 to 1, written `1e-3`.
    pub const fn p_value(name: &'static str, doc: &'static str) -> Self {
        let mut measure = Measure::new(name, Unit::Number, doc);
        measure.range = (0.0, 1.0);
        measure.probability = true;
        measure
    }

    /// A share of people's histories that look at least like this: a probability, written `2%`.
    pub const fn share_of_people(name: &'static str, doc: &'static str) -> Self {
        let mut measure = Measure::new(name, Unit::Share, doc);
        measure.probability = true;
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

    /// The range in words: `lies between 0% and 100%`, `is never below 0 s`.
    pub fn range_text(&self) -> String {
        let (low, high) = (format(self.unit, self.range.0), format(self.unit, self.range.1));
        match (self.range.0.is_finite(), self.range.1.is_finite()) {
            (true, true) => format!("lies between {low} and {high}"),
            (true, false) => format!("is never below {low}"),
            (false, true) => format!("is never above {high}"),
            (false, false) => "can be any number".to_owned(),
        }
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

/// A value as a person writes it: `1350`, `26%`, `1 h 5 min`, `1e-9`, `yes`. A missing value is `unknown`.
///
/// Rounding never turns a part into the whole: 99.97% is not printed as 100%, nor 0.001% as 0%.
pub fn format(unit: Unit, value: f64) -> String {
    if value.is_nan() {
        return "unknown".to_owned();
    }
    match unit {
        Unit::Count => format!("{value:.0}"),
        Unit::Share => format_share(value * 100.0),
        Unit::Duration => format_duration(value),
        Unit::Number => format_number(value),
        Unit::Flag => (if value == 0.0 { "no" } else { "yes" }).to_owned(),
    }
}

fn format_share(percent: f64) -> String {
    let size = percent.abs();
    if size > 0.0 && size < 0.01 {
        return "under 0.01%".to_owned();
    }
    let rounded = match size {
        s if s < 1.0 => format!("{percent:.2}"),
        s if s < 10.0 || (99.0..100.0).contains(&s) => format!("{:.1}", (percent * 10.0 + 1e-9).floor() / 10.0),
        _ => format!("{percent:.0}"),
    };
    format!("{}%", trim_zeros(&rounded))
}

fn format_duration(seconds: f64) -> String {
    const MINUTE: f64 = 60.0;
    const HOUR: f64 = 3600.0;
    const DAY: f64 = 86_400.0;
    if seconds < 0.0 {
        return format!("-{}", format_duration(-seconds));
    }
    if seconds == 0.0 {
        return "0 s".to_owned();
    }
    if seconds < 0.9995 {
        return format!("{} ms", trim_zeros(&format!("{:.1}", seconds * 1000.0)));
    }
    if seconds < 9.95 {
        return format!("{} s", trim_zeros(&format!("{seconds:.1}")));
    }
    // Round to the smaller of the two units shown before splitting, so that 59.7 s never reads "60 s".
    let (large, small, large_name, small_name) = match seconds {
        s if s < MINUTE - 0.5 => return format!("{seconds:.0} s"),
        s if s < HOUR - 30.0 => (MINUTE, 1.0, "min", "s"),
        s if s < DAY - 30.0 => (HOUR, MINUTE, "h", "min"),
        s if s < 14.0 * DAY => (DAY, HOUR, "d", "h"),
        _ => return format!("{:.0} d", seconds / DAY),
    };
    let steps = (seconds / small).round();
    let (whole, rest) = ((steps * small / large).floor(), steps % (large / small));
    let rest = if large == MINUTE && whole >= 10.0 { 0.0 } else { rest };
    if rest == 0.0 { format!("{whole:.0} {large_name}") } else { format!("{whole:.0} {large_name} {rest:.0} {small_name}") }
}

fn format_number(value: f64) -> String {
    let size = value.abs();
    if value.fract() == 0.0 && size < 1e9 {
        return format!("{value:.0}");
    }
    if !(1e-3..1e6).contains(&size) {
        let text = format!("{value:.1e}");
        return text.replace(".0e", "e");
    }
    let decimals = (2 - size.log10().floor() as i32).clamp(0, 5) as usize;
    trim_zeros(&format!("{value:.decimals$}")).to_owned()
}

fn trim_zeros(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
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

    #[test]
    fn values_read_as_a_person_writes_them() {
        let cases = [
            (Unit::Count, 1350.0, "1350"),
            (Unit::Share, 0.26, "26%"),
            (Unit::Share, 0.07, "7%"),
            (Unit::Share, 0.042, "4.2%"),
            (Unit::Share, 0.002, "0.2%"),
            (Unit::Share, 0.9997, "99.9%"),
            (Unit::Share, 0.00001, "under 0.01%"),
            (Unit::Share, 0.0, "0%"),
            (Unit::Share, 1.0, "100%"),
            (Unit::Duration, 0.25, "250 ms"),
            (Unit::Duration, 8.0, "8 s"),
            (Unit::Duration, 59.7, "1 min"),
            (Unit::Duration, 90.0, "1 min 30 s"),
            (Unit::Duration, 1920.0, "32 min"),
            (Unit::Duration, 3599.9, "1 h"),
            (Unit::Duration, 3900.0, "1 h 5 min"),
            (Unit::Duration, 86_399.0, "1 d"),
            (Unit::Duration, 100_800.0, "1 d 4 h"),
            (Unit::Duration, 86_400.0 * 90.0, "90 d"),
            (Unit::Number, 1e-9, "1e-9"),
            (Unit::Number, 1.5e-7, "1.5e-7"),
            (Unit::Number, 0.4, "0.4"),
            (Unit::Number, 2.456, "2.46"),
            (Unit::Number, 123_456.7, "123457"),
            (Unit::Flag, 1.0, "yes"),
            (Unit::Count, f64::NAN, "unknown"),
        ];
        for (unit, value, text) in cases {
            assert_eq!(format(unit, value), text, "{unit:?} {value}");
        }
    }
}
