//! How finely an export tells the time: a clock that only shows minutes must not look like a machine.

use std::borrow::Cow;

/// The grid, in seconds, on which at least 95 % of `times` fall: 3600, 300, 60, 10 or 1.
///
/// Minute stamps of which 35 % or more fall on a five-minute mark are counted as 300 s, because people round ("heaping").
pub fn resolution(times: &[i64]) -> u32 {
    let share = |grid: i64| times.iter().filter(|time| time.rem_euclid(grid) == 0).count() as f64 / times.len() as f64;
    for grid in [3600, 300, 60, 10] {
        if share(i64::from(grid)) >= 0.95 {
            return if grid == 60 && share(300) >= 0.35 { 300 } else { grid };
        }
    }
    1
}

/// Whether each of the sorted `times` is a bare date: 00:00:00 UTC, next to another stamp of 00:00:00 UTC.
///
/// Twitter archives show posts before November 2010 so, among later ones that are exact. A lone stamp at midnight, among
/// ones that are not, is a time; and where stamps of other whole hours are as common, hours are what the clock shows.
pub fn bare_dates(times: &[i64]) -> Vec<bool> {
    let on = |grid: i64| times.iter().filter(|time| time.rem_euclid(grid) == 0).count();
    if 2 * on(86_400) <= on(3600) {
        return vec![false; times.len()];
    }
    let midnight = |i: usize| times.get(i).is_some_and(|time| time.rem_euclid(86_400) == 0);
    (0..times.len()).map(|i| midnight(i) && (midnight(i + 1) || (i > 0 && midnight(i - 1)))).collect()
}

/// The `times` that are not [`bare_dates`]. [`battery`](super::battery()) does this itself; do it before the sleep statistics.
pub fn without_dates(times: &[i64]) -> Cow<'_, [i64]> {
    let bare = bare_dates(times);
    if !bare.contains(&true) {
        return Cow::Borrowed(times);
    }
    Cow::Owned(times.iter().zip(bare).filter(|(_, bare)| !bare).map(|(&time, _)| time).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_coarsest_grid_that_nearly_all_stamps_share() {
        let on = |step: i64| (0..100).map(|i| i * step).collect::<Vec<_>>();
        assert_eq!(resolution(&on(7200)), 3600);
        assert_eq!(resolution(&on(900)), 300);
        assert_eq!(resolution(&on(420)), 60);
        assert_eq!(resolution(&on(70)), 10);
        assert_eq!(resolution(&on(7)), 1);
        assert_eq!(resolution(&[]), 1);
    }

    #[test]
    fn people_round_to_five_minutes() {
        let times: Vec<i64> = (0..100).map(|i| i * 6000 + if i % 2 == 0 { 0 } else { 60 }).collect();
        assert_eq!(resolution(&times), 300);
    }

    #[test]
    fn six_stray_stamps_of_a_hundred_are_too_many() {
        let times: Vec<i64> = (0..100).map(|i| i * 3600 + i64::from(i < 6)).collect();
        assert_eq!(resolution(&times), 1);
    }

    #[test]
    fn bare_dates_come_in_runs() {
        let day = 86_400;
        let times = [5 * day, 5 * day, 6 * day, 7 * day + 5, 8 * day, 8 * day + 9];
        assert_eq!(bare_dates(&times), [true, true, true, false, false, false]);
        assert_eq!(*without_dates(&times), times[3..]);
        assert!(matches!(without_dates(&times[3..]), Cow::Borrowed(_)));
        let hours: Vec<i64> = (0..200).map(|i| i / 2 * 3600).collect();
        assert!(!bare_dates(&hours).contains(&true));
    }
}
