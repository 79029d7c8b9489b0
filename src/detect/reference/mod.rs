//! Human reference tables: how unusual a number would be among people with as much history.
//!
//! Some statistics have no formula for what chance would give, because people are no formula. They are compared with quantiles
//! measured on people instead, by platform and by how much there is to go by. `fineness reference` measures a table;
//! `tables.toml` holds the shipped ones and says of whom.

mod table;

pub use table::{LEVELS, Row, Table, Tables, shipped};

use super::Subject;
use super::times::Timed;
use crate::stat::pauses::{SHORTEST, entropy, exact, favourite, pauses};
use crate::stat::rests::{daily_counts, median, quiet_hours, rests, variation};

/// On which side a value is unlike a person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusual {
    /// Small values are.
    Low,
    /// Large values are.
    High,
}

/// A statistic that is compared with people's. Its sample is a series cut from the times of an account; the length of the
/// series is what "as much history" means.
#[derive(Debug)]
pub struct Statistic {
    /// Its name in a table.
    pub name: &'static str,
    /// Which values are unlike a person's.
    pub unusual: Unusual,
    /// The lengths of series that a table has rows for, ascending.
    pub sizes: &'static [usize],
    series: fn(&[i64]) -> Vec<f64>,
    value: fn(&[f64]) -> Option<f64>,
    /// The coarsest grid of stamps, in seconds, that the series survives.
    grid: u32,
}

const PAUSES: &[usize] = &[30, 60, 125, 250, 500, 800];
/// Samples of a fixed number of events hold long series only of people who post little, so longer ones are not tabled.
const DAYS: &[usize] = &[7, 14, 30];
const BLOCKS: &[usize] = &[2, 4, 8, 16];
/// Pauses need stamps no coarser than the shortest of them.
const FINE: u32 = SHORTEST as u32;
const MINUTE: u32 = 60;

/// Entropy of the pauses, in bits; see [`entropy`].
pub static ENTROPY: Statistic =
    Statistic { name: "pauses.entropy", unusual: Unusual::Low, sizes: PAUSES, series: pauses, value: entropy, grid: FINE };
/// Share of the pauses in one range 4 % wide; see [`favourite`].
pub static FAVOURITE: Statistic = Statistic {
    name: "pauses.favourite",
    unusual: Unusual::High,
    sizes: PAUSES,
    series: pauses,
    value: |pauses| favourite(pauses).map(|found| found.share),
    grid: FINE,
};
/// Share of the pauses of one length to the second; see [`exact`].
pub static EXACT: Statistic = Statistic {
    name: "pauses.exact",
    unusual: Unusual::High,
    sizes: PAUSES,
    series: pauses,
    value: |pauses| exact(pauses).map(|found| found.share),
    grid: FINE,
};
/// Median over days of the longest pause, in seconds; see [`rests`].
pub static REST: Statistic =
    Statistic { name: "rest.median", unusual: Unusual::Low, sizes: DAYS, series: rests, value: median, grid: MINUTE };
/// Mean share of activity in the emptiest six hours; see [`quiet_hours`].
pub static QUIET: Statistic = Statistic {
    name: "rest.quiet",
    unusual: Unusual::High,
    sizes: BLOCKS,
    series: quiet_hours,
    value: |blocks| (!blocks.is_empty()).then(|| blocks.iter().sum::<f64>() / blocks.len() as f64),
    grid: MINUTE,
};
/// Standard deviation over mean of the daily counts; see [`daily_counts`].
pub static DAILY: Statistic =
    Statistic { name: "days.variation", unusual: Unusual::Low, sizes: DAYS, series: daily_counts, value: variation, grid: MINUTE };

/// Every statistic that has a table.
pub static STATISTICS: [&Statistic; 6] = [&ENTROPY, &FAVOURITE, &EXACT, &REST, &QUIET, &DAILY];

/// What a statistic gives for one account.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    /// How long the series is.
    pub size: usize,
    /// Its value.
    pub value: f64,
    /// The share of people's histories of that size that are at least as unusual.
    pub p_value: f64,
}

impl Statistic {
    /// The series of an account; empty if its stamps are too coarse for it.
    pub fn series(&self, account: &Subject<'_>) -> Vec<f64> {
        let Timed { seconds, resolution, .. } = account.timed();
        if *resolution > self.grid { Vec::new() } else { (self.series)(seconds) }
    }

    /// The value for a series or a piece of one.
    pub fn value(&self, series: &[f64]) -> Option<f64> {
        (self.value)(series)
    }

    /// Compares a series with those of people on the platform. `None`: it is shorter than the smallest row of the tables.
    pub fn compare(&self, series: &[f64], platform: Option<&str>) -> Option<Compared> {
        if series.len() < *self.sizes.first()? {
            return None;
        }
        let value = self.value(series)?;
        let p_value = shipped().p_value(self, platform, series.len(), value)?;
        Some(Compared { size: series.len(), value, p_value })
    }

    /// The value turned so that larger is more unusual.
    fn turned(&self, value: f64) -> f64 {
        match self.unusual {
            Unusual::Low => -value,
            Unusual::High => value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::times::tests::account_at;

    #[test]
    fn a_timer_is_unlike_people_and_coarse_stamps_say_nothing() {
        let timer: Vec<i64> = (0..400).map(|i| i * 1920 + i * i % 7).collect();
        let compare = |statistic: &Statistic, times: &[i64]| {
            let account = account_at(times);
            statistic.compare(&statistic.series(&Subject::new(&account)), None)
        };
        let found = compare(&ENTROPY, &timer).expect("enough pauses");
        assert!(found.size == 399 && found.p_value < 1e-3, "{found:?}");
        let minutes: Vec<i64> = timer.iter().map(|time| time / 60 * 60).collect();
        assert_eq!(compare(&ENTROPY, &minutes), None);
        assert!(compare(&REST, &minutes).is_some());
        assert_eq!(compare(&ENTROPY, &timer[..20]), None);
    }

    #[test]
    fn every_statistic_has_a_row_for_some_platform() {
        for statistic in STATISTICS {
            assert!(shipped().p_value(statistic, None, statistic.sizes[1], statistic.turned(1.0)).is_some(), "{}", statistic.name);
        }
    }
}
