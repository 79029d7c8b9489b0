//! How long was the account up without a break long enough to sleep?

/// A gap of this many seconds, 3 h, counts as a chance to sleep.
pub const NAP: i64 = 3 * 3600;

/// The longest stretch, in hours, without a gap of `gap` seconds or more between events; `None`: no events.
pub fn vigil(times: &[i64], gap: i64) -> Option<f64> {
    longest(times, gap).map(|(start, end)| (times[end] - times[start]) as f64 / 3600.0)
}

/// The first and the last event, as indices, of the longest such stretch.
pub fn longest(times: &[i64], gap: i64) -> Option<(usize, usize)> {
    let mut best = (0, 0);
    let mut start = 0;
    for end in 0..times.len() {
        if end > 0 && times[end] - times[end - 1] >= gap {
            start = end;
        }
        if times[end] - times[start] > times[best.1] - times[best.0] {
            best = (start, end);
        }
    }
    (!times.is_empty()).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_of_three_hours_ends_the_vigil() {
        let times = [0, 7200, 14_400, 14_400 + NAP, 14_400 + NAP + 60];
        assert_eq!(vigil(&times, NAP), Some(4.0));
        assert_eq!(longest(&times, NAP), Some((0, 2)));
        assert_eq!(vigil(&times, NAP + 1), Some((14_460 + NAP) as f64 / 3600.0));
        assert_eq!(vigil(&[5], NAP), Some(0.0));
        assert_eq!(vigil(&[], NAP), None);
    }
}
