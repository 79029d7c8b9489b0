//! How varied are the pauses between events?
//!
//! A pause is a gap of 10 s or more: shorter gaps are one act cut in pieces (a thread, a rebase, a double click), and they are
//! what platforms differ in most. Without them the pauses of commenters, tweeters and committers look alike.

/// The shortest gap, in seconds, that counts as a pause.
pub const SHORTEST: i64 = 10;
/// The longest pause, in seconds, whose variety is measured: from half a day on, a pause is a night or a daily habit.
const LONGEST: f64 = 43_200.0;
/// Pauses are binned by factors of this.
const FACTOR: f64 = 1.25;
/// Two pauses are alike if the longer is at most this many times the shorter,
const ALIKE: f64 = 1.04;
/// and at most this many seconds longer: a daily habit comes back within the quarter of an hour, a daily job within minutes.
const CLOSE: f64 = 240.0;

/// The pauses between `times` (sorted seconds), in order.
pub fn pauses(times: &[i64]) -> Vec<f64> {
    times.windows(2).map(|pair| pair[1] - pair[0]).filter(|&gap| gap >= SHORTEST).map(|gap| gap as f64).collect()
}

/// The pauses shorter than 12 h between `times` (sorted seconds), in order.
pub fn short_pauses(times: &[i64]) -> Vec<f64> {
    let mut short = pauses(times);
    short.retain(|&pause| pause < LONGEST);
    short
}

/// Shannon entropy of the pauses, in bits, binned by factors of 1.25, with the correction of Miller and Madow (1955) for small
/// samples. People have about 5; a clock with jitter 2 or less. `None` for no pauses.
///
/// That the entropy of log-binned gaps separates machines was seen on the comments of Costa et al., "RSC: Mining and modeling
/// temporal activity in social media", KDD 2015.
pub fn entropy(pauses: &[f64]) -> Option<f64> {
    let mut bins: Vec<i32> = pauses.iter().map(|pause| bin(*pause)).collect();
    bins.sort_unstable();
    let total = bins.len() as f64;
    let counts: Vec<f64> = bins.chunk_by(|a, b| a == b).map(|bin| bin.len() as f64).collect();
    if counts.is_empty() {
        return None;
    }
    let plain: f64 = counts.iter().map(|count| -(count / total) * (count / total).log2()).sum();
    Some(plain + (counts.len() - 1) as f64 / (2.0 * total * std::f64::consts::LN_2))
}

fn bin(pause: f64) -> i32 {
    ((pause / SHORTEST as f64).ln() / FACTOR.ln() + 1e-9).floor() as i32
}

/// A length of pause that comes back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Favourite {
    /// Share of the pauses that are like it.
    pub share: f64,
    /// The shortest and the longest pause that are like it, in seconds.
    pub range: (f64, f64),
}

/// The range of lengths, 4 % wide but no wider than 4 min, that holds the most pauses; of equals the shortest. `None` for no
/// pauses.
pub fn favourite(pauses: &[f64]) -> Option<Favourite> {
    most_common(pauses, ALIKE, CLOSE)
}

/// The length, to the second, that the most pauses have; of equals the shortest. `None` for no pauses.
pub fn exact(pauses: &[f64]) -> Option<Favourite> {
    most_common(pauses, 1.0, 0.0)
}

fn most_common(pauses: &[f64], alike: f64, close: f64) -> Option<Favourite> {
    let mut sorted = pauses.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let mut best: Option<(usize, usize)> = None;
    let mut end = 0;
    for start in 0..sorted.len() {
        while end < sorted.len() && sorted[end] <= (sorted[start] * alike).min(sorted[start] + close) {
            end += 1;
        }
        if best.is_none_or(|(from, to)| end - start > to - from) {
            best = Some((start, end));
        }
    }
    let (start, end) = best?;
    Some(Favourite { share: (end - start) as f64 / sorted.len() as f64, range: (sorted[start], sorted[end - 1]) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bursts_are_no_pauses() {
        assert_eq!(pauses(&[0, 1, 9, 19, 400]), [10.0, 381.0]);
        assert_eq!((entropy(&[]), favourite(&[]), exact(&[])), (None, None, None));
    }

    #[test]
    fn a_timer_has_no_entropy_and_chance_has_much() {
        let timer: Vec<f64> = (0..300).map(|i| 1915.0 + f64::from(i % 7)).collect();
        assert!(entropy(&timer).expect("pauses") < 1.0);
        let varied: Vec<f64> = (0..300).map(|i| 10.0 * 1.04f64.powi(i)).collect();
        assert!(entropy(&varied).expect("pauses") > 5.0);
        // Four equally full bins are two bits, and the correction for eight pauses adds 3/(16 ln 2).
        let four = [10.0, 10.0, 100.0, 100.0, 1e3, 1e3, 1e4, 1e4];
        assert!((entropy(&four).expect("pauses") - 2.0 - 3.0 / (16.0 * std::f64::consts::LN_2)).abs() < 1e-12);
    }

    #[test]
    fn favourites_name_their_range() {
        let pauses = [600.0, 610.0, 620.0, 600.0, 90.0, 90.0, 90.0, 4000.0, 700.0, 800.0];
        assert_eq!(favourite(&pauses), Some(Favourite { share: 0.4, range: (600.0, 620.0) }));
        assert_eq!(exact(&pauses), Some(Favourite { share: 0.3, range: (90.0, 90.0) }));
    }
}
