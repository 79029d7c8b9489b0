//! Human reference tables: how unusual a number would be among people with as much history.
//!
//! Some statistics have no formula for what chance would give, because people are no formula. They are compared with quantiles
//! measured on people instead, by platform and by how much there is to go by. `fineness reference` measures a table;
//! `tables.toml` holds the shipped ones and says of whom.

mod table;

pub use table::{LEVELS, Row, Table, Tables, shipped};

use super::Subject;
use crate::stat::pauses::{SHORTEST, entropy, exact, favourite, pauses, short_pauses};
use crate::stat::rests::{daily_counts, median, quiet_hours, rests, variation};
use crate::text::{packed_ratio, template_share, type_token_ratio};

/// On which side a value is unlike a person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusual {
    /// Small values are.
    Low,
    /// Large values are.
    High,
}

/// A statistic that is compared with people's. Its sample is a series taken from an account; the length of the series is what "as
/// much history" means.
#[derive(Debug)]
pub struct Statistic {
    /// Its name in a table.
    pub name: &'static str,
    /// Which values are unlike a person's.
    pub unusual: Unusual,
    /// The lengths of series that a table has rows for, ascending.
    pub sizes: &'static [usize],
    series: Series,
}

/// What a series is made of, and the value for one or for a piece of one.
#[derive(Debug)]
enum Series {
    /// Numbers from the times (sorted seconds), if their stamps are no coarser than a grid in seconds.
    Times { grid: u32, of: fn(&[i64]) -> Vec<f64>, value: fn(&[f64]) -> Option<f64> },
    /// The words of the sampled texts, one text after the other.
    Words(fn(&[u16]) -> Option<f64>),
    /// The sampled texts.
    Texts(fn(&[&[u16]]) -> Option<f64>),
}

const PAUSES: &[usize] = &[30, 60, 125, 250, 500, 800];
/// Samples of a fixed number of events hold long series only of people who post little, so longer ones are not tabled.
const DAYS: &[usize] = &[7, 14, 30];
const BLOCKS: &[usize] = &[2, 4, 8, 16];
const EVENTS: &[usize] = &[50, 100, 200, 400, 800];
const WORDS: &[usize] = &[100, 200, 400];
const TEXTS: &[usize] = &[20, 40, 60];
/// Pauses need stamps no coarser than the shortest of them.
const FINE: u32 = SHORTEST as u32;
const MINUTE: u32 = 60;
/// A rest is judged by the median of a week at least.
const FEWEST_DAYS: usize = 7;

/// Entropy of the pauses shorter than 12 h, in bits; see [`entropy`].
pub static ENTROPY: Statistic = Statistic {
    name: "pauses.entropy",
    unusual: Unusual::Low,
    sizes: PAUSES,
    series: Series::Times { grid: FINE, of: short_pauses, value: entropy },
};
/// Share of the pauses in one range 4 % wide; see [`favourite`].
pub static FAVOURITE: Statistic = Statistic {
    name: "pauses.favourite",
    unusual: Unusual::High,
    sizes: PAUSES,
    series: Series::Times { grid: FINE, of: pauses, value: |pauses| favourite(pauses).map(|found| found.share) },
};
/// Share of the pauses of one length to the second; see [`exact`].
pub static EXACT: Statistic = Statistic {
    name: "pauses.exact",
    unusual: Unusual::High,
    sizes: PAUSES,
    series: Series::Times { grid: FINE, of: pauses, value: |pauses| exact(pauses).map(|found| found.share) },
};
/// Median over days of the longest pause, in seconds; see [`rests`]. Who is more active pauses less, so people with as many
/// events are compared, not people with as many days.
pub static REST: Statistic = Statistic {
    name: "rest.median",
    unusual: Unusual::Low,
    sizes: EVENTS,
    series: Series::Times {
        grid: MINUTE,
        of: |times| times.iter().map(|&time| time as f64).collect(),
        value: |times| {
            let times: Vec<i64> = times.iter().map(|&time| time as i64).collect();
            let rests = rests(&times);
            median(&rests).filter(|_| rests.len() >= FEWEST_DAYS)
        },
    },
};
/// Mean share of activity in the emptiest six hours; see [`quiet_hours`].
pub static QUIET: Statistic = Statistic {
    name: "rest.quiet",
    unusual: Unusual::High,
    sizes: BLOCKS,
    series: Series::Times {
        grid: MINUTE,
        of: quiet_hours,
        value: |blocks| (!blocks.is_empty()).then(|| blocks.iter().sum::<f64>() / blocks.len() as f64),
    },
};
/// Standard deviation over mean of the daily counts; see [`daily_counts`].
pub static DAILY: Statistic = Statistic {
    name: "days.variation",
    unusual: Unusual::Low,
    sizes: DAYS,
    series: Series::Times { grid: MINUTE, of: daily_counts, value: variation },
};
/// Share of the texts that are one form filled in; see [`template_share`].
pub static TEMPLATES: Statistic =
    Statistic { name: "texts.templates", unusual: Unusual::High, sizes: TEXTS, series: Series::Texts(template_share) };
/// Different words over all words; see [`type_token_ratio`].
pub static VARIETY: Statistic =
    Statistic { name: "words.variety", unusual: Unusual::Low, sizes: WORDS, series: Series::Words(type_token_ratio) };
/// Packed size over plain size of the words; see [`packed_ratio`].
pub static PACKED: Statistic =
    Statistic { name: "words.packed", unusual: Unusual::Low, sizes: WORDS, series: Series::Words(packed_ratio) };

/// Every statistic that has a table.
pub static STATISTICS: [&Statistic; 9] = [&ENTROPY, &FAVOURITE, &EXACT, &REST, &QUIET, &DAILY, &TEMPLATES, &VARIETY, &PACKED];

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
    /// How long the series of an account is; 0 if its stamps are too coarse for it.
    pub fn length(&self, account: &Subject<'_>) -> usize {
        match self.series {
            Series::Times { grid, of, .. } => numbers(account, grid, of).len(),
            Series::Words(_) => account.texts.texts().map(<[u16]>::len).sum(),
            Series::Texts(_) => account.texts.len(),
        }
    }

    /// The values for the series of an account cut into pieces of `size`; a rest is left out.
    pub fn pieces(&self, account: &Subject<'_>, size: usize) -> Vec<f64> {
        match self.series {
            Series::Times { grid, of, value } => numbers(account, grid, of).chunks_exact(size).filter_map(value).collect(),
            Series::Words(value) => {
                account.texts.texts().collect::<Vec<_>>().concat().chunks_exact(size).filter_map(value).collect()
            }
            Series::Texts(value) => account.texts.texts().collect::<Vec<_>>().chunks_exact(size).filter_map(value).collect(),
        }
    }

    /// Compares an account with people on its platform: by its whole series, or where the value depends on the length as words
    /// do, by as much of it as a table has a row for. `None`: less of a history than the smallest row of the tables.
    pub fn compare(&self, account: &Subject<'_>) -> Option<Compared> {
        if let Series::Times { grid, of, value } = self.series {
            let series = numbers(account, grid, of);
            return if series.len() < *self.sizes.first()? { None } else { self.judge(account, series.len(), value(&series)?) };
        }
        let length = self.length(account);
        let tabled = self.sizes.iter().copied().rfind(|&size| size <= length)?;
        self.judge(account, tabled, *self.pieces(account, tabled).first()?)
    }

    /// Compares a value that is known already, of a series so long.
    pub fn judge(&self, account: &Subject<'_>, size: usize, value: f64) -> Option<Compared> {
        let p_value = shipped().p_value(self, account.platform(), size, value)?;
        Some(Compared { size, value, p_value })
    }

    /// The value turned so that larger is more unusual.
    fn turned(&self, value: f64) -> f64 {
        match self.unusual {
            Unusual::Low => -value,
            Unusual::High => value,
        }
    }
}

fn numbers(account: &Subject<'_>, grid: u32, of: fn(&[i64]) -> Vec<f64>) -> Vec<f64> {
    if account.timed().resolution > grid { Vec::new() } else { of(account.seconds()) }
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
            statistic.compare(&Subject::new(&account))
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
