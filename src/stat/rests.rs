//! How long does the longest pause of a day last, and how quiet is the quietest part of the day?
//!
//! Neither needs local time, and both are taken piece by piece, so that travel and changed shifts do not blur them.

const DAY: i64 = 86_400;
/// Half-hour cells, so that a burst counts once.
const CELL: i64 = 1800;
const CELLS_A_DAY: usize = 48;
/// Active half hours in a block: enough to fill a day's quiet part with chance, few enough for a week or two of a person.
const BLOCK: usize = 48;
/// A block that takes longer than this many days to fill mixes too many rhythms.
const LONGEST_BLOCK: i64 = 60;
/// Half hours in six hours.
const QUIET: usize = 12;

/// For each 24 h that begin with an event, the longest stretch without one, in seconds. The next 24 h begin at the first event
/// after them; the last are left out, since they may be cut short.
pub fn rests(times: &[i64]) -> Vec<f64> {
    let mut rests = Vec::new();
    let mut rest = times;
    while let Some(&start) = rest.first() {
        let (day, later) = rest.split_at(rest.partition_point(|&time| time < start + DAY));
        if later.is_empty() {
            break;
        }
        let within = day.windows(2).map(|pair| pair[1] - pair[0]);
        let last = start + DAY - day[day.len() - 1];
        rests.push(within.fold(last, i64::max) as f64);
        rest = later;
    }
    rests
}

/// For each block of 48 active half hours, the share of them in the block's emptiest six hours of the day: 0 for who sleeps
/// then, 0.1 to 0.2 for who never does. Blocks that take more than 60 days to fill are left out.
pub fn quiet_hours(times: &[i64]) -> Vec<f64> {
    let mut active: Vec<i64> = times.iter().map(|time| time.div_euclid(CELL)).collect();
    active.dedup();
    let filled = active.chunks_exact(BLOCK).filter(|block| block[BLOCK - 1] - block[0] <= LONGEST_BLOCK * CELLS_A_DAY as i64);
    filled.map(|block| emptiest(block) as f64 / BLOCK as f64).collect()
}

/// How many of the cells lie in the emptiest circular six hours.
fn emptiest(cells: &[i64]) -> usize {
    let mut of_day = [0; CELLS_A_DAY];
    for cell in cells {
        of_day[cell.rem_euclid(CELLS_A_DAY as i64) as usize] += 1;
    }
    let mut within: usize = of_day[..QUIET].iter().sum();
    let mut least = within;
    for start in 0..CELLS_A_DAY {
        within = within + of_day[(start + QUIET) % CELLS_A_DAY] - of_day[start];
        least = least.min(within);
    }
    least
}

/// The counts of the UTC days with any event, without the first and the last, which may be cut short.
pub fn daily_counts(times: &[i64]) -> Vec<f64> {
    let days = times.chunk_by(|a, b| a.div_euclid(DAY) == b.div_euclid(DAY));
    let counts: Vec<f64> = days.map(|day| day.len() as f64).collect();
    counts.get(1..counts.len().saturating_sub(1)).unwrap_or_default().to_vec()
}

/// Standard deviation over mean of daily counts. `None` for fewer than two days or two events a day: who posts once a day has
/// nothing to vary.
pub fn variation(counts: &[f64]) -> Option<f64> {
    let days = counts.len() as f64;
    let mean = counts.iter().sum::<f64>() / days;
    let squares: f64 = counts.iter().map(|count| (count - mean).powi(2)).sum();
    (counts.len() > 1 && mean >= 2.0).then(|| (squares / (days - 1.0)).sqrt() / mean)
}

/// The median of `values`, the mean of the middle two of an even number; `None` for none.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(sorted[middle]),
        _ => Some((sorted[middle - 1] + sorted[middle]) / 2.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3600;

    #[test]
    fn a_sleeper_rests_and_a_machine_does_not() {
        let sleeper: Vec<i64> = (0..20).flat_map(|day| (0..16).map(move |hour| day * DAY + hour * HOUR)).collect();
        assert!(rests(&sleeper).iter().all(|&rest| rest == 9.0 * HOUR as f64));
        assert_eq!(quiet_hours(&sleeper), [0.0; 6]);
        let machine: Vec<i64> = (0..480).map(|hour| hour * HOUR).collect();
        assert!(rests(&machine).iter().all(|&rest| rest == HOUR as f64));
        assert_eq!(quiet_hours(&machine), [0.25; 10]);
    }

    #[test]
    fn a_day_that_is_cut_short_is_left_out() {
        assert_eq!(rests(&[0, HOUR, 2 * HOUR]), [0.0; 0]);
        assert_eq!(rests(&[]), [0.0; 0]);
        assert_eq!(rests(&[0, 2 * DAY]), [DAY as f64]);
        assert_eq!(daily_counts(&[0, 1, DAY, 2 * DAY, 2 * DAY + 1, 3 * DAY]), [1.0, 2.0]);
        assert_eq!(daily_counts(&[0]), [0.0; 0]);
    }

    #[test]
    fn a_slow_block_says_nothing() {
        let slow: Vec<i64> = (0..96).map(|week| week * 7 * DAY).collect();
        assert_eq!(quiet_hours(&slow), [0.0; 0]);
    }

    #[test]
    fn middles_and_spreads() {
        assert_eq!((median(&[]), median(&[3.0, 1.0, 2.0]), median(&[4.0, 1.0])), (None, Some(2.0), Some(2.5)));
        assert_eq!((variation(&[2.0, 2.0]), variation(&[1.0, 1.0])), (Some(0.0), None));
    }
}
