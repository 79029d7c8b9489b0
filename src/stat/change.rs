//! Did activity change for good? A change-point test that needs no model of how weeks hang together.

/// Upper-tail p-values of [`CRITICAL`].
pub const LEVELS: [f64; 4] = [0.10, 0.05, 0.01, 0.001];

/// Critical values of the statistic by number of weeks, at [`LEVELS`].
///
/// From 200,000 series of independent normal weeks a row; `cargo test --release stat::change -- --ignored --nocapture`
/// makes them again. The limits for long series are 29.6, 40.1, 68.6 and 121.9 (Shao & Zhang 2010).
pub const CRITICAL: [(usize, [f64; 4]); 4] = [
    (12, [28.4, 40.2, 75.4, 154.9]),
    (26, [27.6, 38.1, 67.3, 122.2]),
    (52, [28.1, 38.8, 67.7, 118.1]),
    (104, [28.7, 39.6, 69.8, 125.2]),
];

/// The likeliest change point of a series of weekly counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The self-normalised statistic: 0 or more, infinite if both parts are constant and differ.
    pub statistic: f64,
    /// How many weeks come before the change.
    pub at: usize,
    /// The p-value lies above the first and at most at the second, each one of 0, [`LEVELS`] or 1.
    pub p_value: (f64, f64),
    /// Mean week after over mean week before; infinite if nothing came before, 1 if nothing changed.
    pub ratio: f64,
}

/// The self-normalised test of Shao & Zhang (2010) on weekly counts, oldest first.
///
/// It stays honest for correlated weeks, where a Poisson change point finds one in 94 % of real committer years. `None`:
/// fewer than 12 weeks.
pub fn change(weeks: &[u32]) -> Option<Change> {
    let n = weeks.len();
    if n < CRITICAL[0].0 {
        return None;
    }
    let values: Vec<f64> = weeks.iter().map(|&week| f64::from(week)).collect();
    let (statistic, at) = self_normalised(&values);
    let total: f64 = values.iter().sum();
    let before: f64 = values[..at].iter().sum();
    let means = (before / at as f64, (total - before) / (n - at) as f64);
    let ratio = if means.0 == means.1 { 1.0 } else { means.1 / means.0 };
    Some(Change { statistic, at, p_value: bracket(statistic, n), ratio })
}

/// The largest statistic over all change points, and the first change point that has it. At least two values.
fn self_normalised(values: &[f64]) -> (f64, usize) {
    let n = values.len();
    let mut sums = vec![0.0; n + 1];
    for (i, value) in values.iter().enumerate() {
        sums[i + 1] = sums[i] + value;
    }
    let mut best = (0.0, 1);
    for k in 1..n {
        // Everything is multiplied by what it would be divided by, so that counts give exact zeros.
        let (before, after) = (k as f64, (n - k) as f64);
        let rest = sums[n] - sums[k];
        let gap = (n as f64 * sums[k] - before * sums[n]) / n as f64;
        let left: f64 = (1..=k).map(|j| (before * sums[j] - j as f64 * sums[k]) / before).map(|d| d * d).sum();
        let right: f64 = (k..n).map(|j| (after * (sums[n] - sums[j]) - (n - j) as f64 * rest) / after).map(|d| d * d).sum();
        let spread = (left + right) / (n as f64);
        let statistic = if gap == 0.0 { 0.0 } else { gap * gap / spread };
        if statistic > best.0 {
            best = (statistic, k);
        }
    }
    best
}

/// The bracket of levels around the p-value of `statistic` for `n` weeks, linear in 1/n between rows of the table.
fn bracket(statistic: f64, n: usize) -> (f64, f64) {
    let row = CRITICAL.iter().rposition(|row| row.0 <= n).unwrap_or(0);
    let (small, large) = (CRITICAL[row], CRITICAL[(row + 1).min(CRITICAL.len() - 1)]);
    let inverse = |n: usize| 1.0 / n as f64;
    let share = if large.0 > small.0 { (inverse(small.0) - inverse(n)) / (inverse(small.0) - inverse(large.0)) } else { 0.0 };
    let mut upper = 1.0;
    for (i, level) in LEVELS.into_iter().enumerate() {
        if statistic <= small.1[i] + share * (large.1[i] - small.1[i]) {
            return (level, upper);
        }
        upper = level;
    }
    (0.0, upper)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};
    use rand_distr::StandardNormal;

    #[test]
    fn a_step_is_found_where_it_is() {
        let weeks: Vec<u32> = (0..52).map(|i| if i < 30 { 5 + i % 3 } else { 40 + i % 5 }).collect();
        let found = change(&weeks).expect("a year");
        assert_eq!((found.at, found.p_value), (30, (0.0, 0.001)), "{found:?}");
        assert!((found.ratio - 7.0).abs() < 0.1);
    }

    #[test]
    fn steady_weeks_did_not_change() {
        let weeks: Vec<u32> = (0..52).map(|i| 10 + i * 7 % 5).collect();
        assert_eq!(change(&weeks).expect("a year").p_value, (0.1, 1.0));
        let still = change(&[4; 20]).expect("twenty weeks");
        assert_eq!((still.statistic, still.ratio, still.p_value), (0.0, 1.0, (0.1, 1.0)));
        assert_eq!(change(&[4; 11]), None);
    }

    #[test]
    fn a_pure_step_is_beyond_measure() {
        let weeks: Vec<u32> = (0..20).map(|i| if i < 7 { 0 } else { 3 }).collect();
        let found = change(&weeks).expect("twenty weeks");
        assert_eq!((found.statistic, found.at, found.ratio), (f64::INFINITY, 7, f64::INFINITY));
    }

    #[test]
    #[ignore = "makes the table of critical values: ten seconds"]
    fn critical_values() {
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(2010);
        for (n, _) in CRITICAL {
            let mut drawn: Vec<f64> = (0..200_000)
                .map(|_| self_normalised(&(0..n).map(|_| random.sample(StandardNormal)).collect::<Vec<f64>>()).0)
                .collect();
            drawn.sort_unstable_by(f64::total_cmp);
            println!("({n}, {:.1?}),", LEVELS.map(|level| drawn[((1.0 - level) * drawn.len() as f64) as usize]));
        }
    }
}
