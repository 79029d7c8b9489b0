//! Quantiles of people's histories, and p-values from them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Statistic;

/// The shares of people's histories that the quantiles of a row stand for: at least as unusual as the value.
pub const LEVELS: [f64; 6] = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01];

/// A platform whose table rests on fewer people than this is not believed alone.
const ENOUGH_PEOPLE: usize = 100;

/// Beyond the last quantile a p-value is extrapolated, but never below a tenth of one person in all people of the tables.
const BEYOND: f64 = 0.1;

/// One row: people's histories of one size.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(from = "[f64; LEVELS.len() + 3]")]
pub struct Row {
    /// How long the series are.
    pub size: usize,
    /// How many such pieces of people's histories were measured.
    pub pieces: usize,
    /// The least unusual value that at most [`LEVELS`] of them reach.
    pub values: [f64; LEVELS.len()],
    /// How far beyond the last value a history is e times rarer still; in the unit of the values.
    pub tail: f64,
}

/// What was measured on the people of one platform.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Table {
    /// How many people.
    pub people: usize,
    /// Who they are, for a reader.
    pub source: String,
    /// The rows of each statistic, by its name, sizes ascending.
    pub rows: BTreeMap<String, Vec<Row>>,
}

/// The tables of all platforms, by platform name.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Tables(pub BTreeMap<String, Table>);

/// The tables that come with the program.
pub fn shipped() -> &'static Tables {
    static SHIPPED: LazyLock<Tables> = LazyLock::new(|| toml::from_str(include_str!("tables.toml")).unwrap_or_default());
    &SHIPPED
}

impl From<[f64; LEVELS.len() + 3]> for Row {
    fn from(line: [f64; LEVELS.len() + 3]) -> Row {
        let [size, pieces, a, b, c, d, e, f, tail] = line;
        Row { size: size as usize, pieces: pieces as usize, values: [a, b, c, d, e, f], tail }
    }
}

impl Row {
    /// Measures a row from the values of people's histories of one size; `people` says how many people they are of. `None`:
    /// fewer than 100 values.
    ///
    /// What people differ in shows only as well as there are people, so each quantile is taken one standard error of its level
    /// on their side: the p-values err towards calling nobody rare.
    ///
    /// The tail beyond the last quantile is taken as exponential (peaks over threshold: Pickands, Annals of Statistics 3, 1975,
    /// with shape 0), with the widest of four scales: the mean excess over the last and over the 5 % quantile, their
    /// distance over ln 5, and the smallest step of the values.
    pub fn measure(statistic: &Statistic, size: usize, people: usize, values: &[f64]) -> Option<Row> {
        let mut sorted: Vec<f64> = values.iter().map(|&value| statistic.turned(value)).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        if sorted.len() < ENOUGH_PEOPLE {
            return None;
        }
        let step = smallest_step(&sorted);
        let careful = |level: f64| (level - (level * (1.0 - level) / people.max(1) as f64).sqrt()).max(level / 3.0);
        let reached = LEVELS.map(|level| least_reached(&sorted, careful(level), step));
        let excess = |over: f64| {
            let beyond = &sorted[sorted.partition_point(|&value| value <= over)..];
            beyond.iter().map(|value| value - over).sum::<f64>() / beyond.len().max(1) as f64
        };
        let [.., five, _, one] = reached;
        let tail = [excess(one), excess(five), (one - five) / 5f64.ln()].into_iter().fold(step, f64::max);
        Some(Row { size, pieces: sorted.len(), values: reached.map(|value| statistic.turned(value)), tail })
    }

    /// The share of people's histories that reach `value`, which is turned so that larger is more unusual.
    fn p_value(&self, statistic: &Statistic, value: f64) -> f64 {
        let values = self.values.map(|value| statistic.turned(value));
        let reached = values.partition_point(|&quantile| quantile < value);
        match reached {
            0 if value < values[0] => 1.0,
            0 => LEVELS[0],
            all if all == values.len() => LEVELS[all - 1] * (-(value - values[all - 1]) / self.tail).exp(),
            at => {
                let part = (value - values[at - 1]) / (values[at] - values[at - 1]);
                LEVELS[at - 1] * (LEVELS[at] / LEVELS[at - 1]).powf(part)
            }
        }
    }
}

/// The smallest of the values, which are sorted, that at most `level` of them reach; a step beyond the largest if there is none.
fn least_reached(sorted: &[f64], level: f64, step: f64) -> f64 {
    let largest = sorted[sorted.len() - 1];
    let from = sorted.len() - (sorted.len() as f64 * level + 1e-6).floor() as usize;
    match sorted.get(from) {
        Some(&candidate) if sorted[from - 1] < candidate => candidate,
        Some(&candidate) => sorted.get(sorted.partition_point(|&value| value <= candidate)).copied().unwrap_or(largest + step),
        None => largest + step,
    }
}

/// The smallest distance between different values: how finely the statistic can tell at all.
fn smallest_step(sorted: &[f64]) -> f64 {
    let steps = sorted.windows(2).map(|pair| pair[1] - pair[0]).filter(|&step| step > 1e-9);
    steps.reduce(f64::min).unwrap_or(1.0)
}

impl Tables {
    /// The tables as a TOML document with one line a row: size, pieces, six values, tail.
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        for (platform, table) in &self.0 {
            text += &format!("[{platform}]\npeople = {}\nsource = {:?}\n\n[{platform}.rows]\n", table.people, table.source);
            for (statistic, rows) in &table.rows {
                text += &format!("{statistic:?} = [\n");
                for row in rows {
                    let numbers: Vec<String> = row.values.iter().chain([&row.tail]).map(|value| format!("{value:?}")).collect();
                    text += &format!("    [{}, {}, {}],\n", row.size, row.pieces, numbers.join(", "));
                }
                text += "]\n";
            }
        }
        text
    }

    /// The share of people's histories of `size` that are at least as unusual as `value`. On a platform without a table, or with
    /// one of fewer than 100 people, the largest share of any table is taken. `None`: no table has a row that is small enough.
    pub fn p_value(&self, statistic: &Statistic, platform: Option<&str>, size: usize, value: f64) -> Option<f64> {
        let value = statistic.turned(value);
        let of = |table: &Table| p_value(table.rows.get(statistic.name)?, statistic, size, value);
        let own = platform.and_then(|platform| self.0.get(platform)).filter(|table| table.people >= ENOUGH_PEOPLE);
        let (found, people) = match own.and_then(|table| Some((of(table)?, table.people))) {
            Some(own) => own,
            None => {
                let found: Vec<(f64, usize)> = self.0.values().filter_map(|table| Some((of(table)?, table.people))).collect();
                (found.iter().map(|&(p, _)| p).reduce(f64::max)?, found.iter().map(|&(_, people)| people).sum())
            }
        };
        Some(found.max(BEYOND / people as f64))
    }
}

/// Between the sizes of two rows the logarithm of p is interpolated in the logarithm of the size; beyond the largest, the largest
/// row is taken, and below the smallest there is nothing to say.
fn p_value(rows: &[Row], statistic: &Statistic, size: usize, value: f64) -> Option<f64> {
    let above = rows.partition_point(|row| row.size <= size);
    let below = rows.get(above.checked_sub(1)?)?;
    let p = below.p_value(statistic, value);
    let Some(next) = rows.get(above) else { return Some(p) };
    let part = (size as f64 / below.size as f64).ln() / (next.size as f64 / below.size as f64).ln();
    Some((p.ln() * (1.0 - part) + next.p_value(statistic, value).ln() * part).exp())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{ENTROPY, EXACT};
    use super::*;

    /// So many that quantiles are exact.
    const MANY: usize = usize::MAX;

    #[test]
    fn a_row_measured_on_values_gives_back_their_shares() {
        let values: Vec<f64> = (0..1000).map(f64::from).collect();
        let row = Row::measure(&EXACT, 50, MANY, &values).expect("a thousand values");
        assert_eq!(row.values, [500.0, 800.0, 900.0, 950.0, 980.0, 990.0]);
        assert_eq!((row.p_value(&EXACT, 499.0), row.p_value(&EXACT, 950.0), row.p_value(&EXACT, 990.0)), (1.0, 0.05, 0.01));
        assert!(row.p_value(&EXACT, 1200.0) < 1e-3);
        let low = Row::measure(&ENTROPY, 50, MANY, &values).expect("a thousand values");
        assert_eq!(low.values[5], 9.0);
        assert!(low.p_value(&ENTROPY, -low.values[5]) <= 0.01 + 1e-12);
        assert_eq!(Row::measure(&EXACT, 50, MANY, &values[..99]), None);
    }

    #[test]
    fn few_people_make_p_values_larger() {
        let values: Vec<f64> = (0..1000).map(f64::from).collect();
        let p = |people| Row::measure(&EXACT, 50, people, &values).expect("enough").p_value(&EXACT, 985.0);
        assert!(p(100) > p(1000) && p(1000) > p(MANY), "{} {} {}", p(100), p(1000), p(MANY));
    }

    #[test]
    fn a_table_of_few_people_is_not_believed_alone() {
        let table = |people, scale: f64| {
            let values: Vec<f64> = (0..200).map(|value| f64::from(value) * scale).collect();
            let rows = vec![Row::measure(&EXACT, 30, MANY, &values).expect("enough")];
            Table { people, source: String::new(), rows: BTreeMap::from([(EXACT.name.to_owned(), rows)]) }
        };
        let tables = Tables(BTreeMap::from([("few".to_owned(), table(5, 1.0)), ("many".to_owned(), table(500, 2.0))]));
        let p = |platform| tables.p_value(&EXACT, platform, 40, 190.0).expect("a row");
        assert_eq!((p(Some("few")), p(None)), (p(Some("many")), p(Some("many"))));
        assert_eq!(tables.p_value(&EXACT, None, 29, 190.0), None);
        assert_eq!(tables.p_value(&EXACT, Some("many"), 30, 1e9), Some(0.1 / 500.0));
    }

    proptest! {
        /// The share of values whose p-value is at most a level is at most that level: ties included.
        #[test]
        fn p_values_are_honest_on_the_values_they_came_from(values in prop::collection::vec(0u8..30, 100..400)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let row = Row::measure(&EXACT, 30, MANY, &values).expect("enough");
            for level in LEVELS {
                let hit = values.iter().filter(|&&value| row.p_value(&EXACT, value) <= level).count();
                prop_assert!(hit as f64 <= level * values.len() as f64 + 1e-9, "{level}: {hit} of {}", values.len());
            }
        }

        #[test]
        fn more_unusual_is_never_more_likely(values in prop::collection::vec(0u8..30, 100..200), a in 0.0..60.0, b in 0.0..60.0) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let row = Row::measure(&EXACT, 30, MANY, &values).expect("enough");
            prop_assert!(row.p_value(&EXACT, f64::max(a, b)) <= row.p_value(&EXACT, f64::min(a, b)) + 1e-12);
        }
    }
}
