//! Did a count jump by more than anything visible explains?

/// Neighbouring gains that are looked at together: a purchase arrives over a few readings.
const TOGETHER: usize = 3;
/// Readings to either side of the jump in which engagement may explain it.
const AROUND: usize = 2;
/// Fewer gains than this have no usual size.
const FEWEST: usize = 20;

/// The largest jump in a count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The first of the three gains that make it up.
    pub at: usize,
    /// What was gained in them.
    pub gain: f64,
    /// How far that is from the median of all threes, in robust standard deviations (1.4826 times the median absolute
    /// deviation, plus the square root of the median).
    pub deviations: f64,
    /// ln of how many times the usual gain it is, less ln of how many times the usual engagement there was around it.
    pub excess: f64,
}

/// The largest step of `gains`, with the engagement (likes, comments; the same length) over the same readings. `None`: fewer
/// than 20 gains. Neither bought followers nor a viral post is usual; a viral post brings engagement.
pub fn step(gains: &[f64], engagement: &[f64]) -> Option<Step> {
    if gains.len() < FEWEST || engagement.len() != gains.len() {
        return None;
    }
    let threes = |values: &[f64]| values.windows(TOGETHER).map(|three| three.iter().sum()).collect::<Vec<f64>>();
    let (gained, engaged) = (threes(gains), threes(engagement));
    let usual = median(&gained);
    let distances: Vec<f64> = gained.iter().map(|gain| (gain - usual).abs()).collect();
    let deviation = 1.4826 * median(&distances) + usual.max(1.0).sqrt();
    let (at, gain) = gained.iter().copied().enumerate().reduce(|held, next| if next.1 > held.1 { next } else { held })?;
    let around = &engaged[at.saturating_sub(AROUND)..(at + AROUND + 1).min(engaged.len())];
    let engagement_ratio = (around.iter().copied().fold(0.0, f64::max) + 1.0) / (median(&engaged) + 1.0);
    let jump_ratio = (gain + 1.0) / (usual.max(0.0) + 1.0);
    Some(Step {
        at,
        gain,
        deviations: (gain - usual) / deviation,
        excess: jump_ratio.max(f64::MIN_POSITIVE).ln() - engagement_ratio.ln(),
    })
}

fn median(values: &[f64]) -> f64 {
    super::rests::median(values).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lot(i: usize) -> f64 {
        (i as u64 * 2_654_435_761 % 97) as f64 / 97.0
    }

    #[test]
    fn bought_followers_stand_out_and_a_viral_post_explains_itself() {
        let mut gains: Vec<f64> = (0..200).map(|i| (lot(i) * 6.0).floor()).collect();
        let mut likes: Vec<f64> = (0..200).map(|i| (lot(i + 7) * 9.0).floor()).collect();
        let honest = step(&gains, &likes).expect("enough");
        assert!(honest.deviations < 10.0, "{honest:?}");
        gains[120..123].fill(1500.0);
        let bought = step(&gains, &likes).expect("enough");
        assert!(bought.deviations > 10.0 && bought.excess > 1.5 && (119..=121).contains(&bought.at), "{bought:?}");
        likes[120] = 4000.0;
        let viral = step(&gains, &likes).expect("enough");
        assert!(viral.excess < 1.5, "{viral:?}");
        assert_eq!(step(&gains[..10], &likes[..10]), None);
    }
}
