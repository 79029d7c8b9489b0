//! How finely an export tells the time: a clock that only shows minutes must not look like a machine.

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
}
