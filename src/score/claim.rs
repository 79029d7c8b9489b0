//! The claimed score, and what is left of it.

use crate::account::{ClaimedScore, Scale};
use crate::event::Kind;

/// A claimed score after the audit.
#[derive(Debug, Clone, PartialEq)]
pub struct AdjustedScore {
    /// What was claimed.
    pub claimed: ClaimedScore,
    /// What is left, in the claim's printed units.
    pub adjusted: f64,
    /// The smallest and the largest that the evidence allows.
    pub interval: (f64, f64),
    /// How many decimals the printed figures have: one, or as many as the claim has.
    pub decimals: u32,
}

impl AdjustedScore {
    /// What was taken, in whole printed units; never positive.
    pub fn taken(&self) -> i64 {
        units(self.adjusted, self.decimals) - units(self.claimed.value, self.decimals)
    }

    /// A number of printed units as a figure.
    pub fn figure(&self, units: i64) -> f64 {
        units as f64 / 10f64.powi(self.decimals as i32)
    }
}

/// Scales a claim. `kept` is the part that is left: fineness, or for a sum over events the weight of its events; `low` and
/// `high` bound it.
pub fn adjust(claimed: &ClaimedScore, kept: f64, (low, high): (f64, f64)) -> AdjustedScore {
    let decimals = decimals(claimed.value);
    let round = |part: f64| units(claimed.value * part, decimals) as f64 / 10f64.powi(decimals as i32);
    AdjustedScore { claimed: claimed.clone(), adjusted: round(kept), interval: (round(low), round(high)), decimals }
}

/// Whether the claim is a sum, which is recomputed event by event.
pub fn is_sum(claimed: &ClaimedScore) -> bool {
    claimed.scale == Scale::Sum
}

/// What others do that a sum counts, where it counts what an account received.
pub fn received_kinds(claimed: &ClaimedScore) -> &'static [Kind] {
    const RECEIVED: [(&[&str], &[Kind]); 5] = [
        (&["like", "karma", "favo", "upvote", "reputation"], &[Kind::Like, Kind::Vote]),
        (&["star"], &[Kind::Star]),
        (&["follower", "subscriber"], &[Kind::Follow]),
        (&["repost", "retweet", "reblog", "shares"], &[Kind::Repost, Kind::Quote]),
        (&["replies", "comments received"], &[Kind::Reply, Kind::Comment]),
    ];
    let metric = claimed.metric.to_lowercase().replace(['_', '-'], " ");
    RECEIVED.iter().find(|(words, _)| words.iter().any(|word| metric.contains(word))).map_or(&[], |(_, kinds)| kinds)
}

fn units(value: f64, decimals: u32) -> i64 {
    (value * 10f64.powi(decimals as i32)).round() as i64
}

fn decimals(value: f64) -> u32 {
    (1..=3).find(|&decimals| (value * 10f64.powi(decimals as i32)).fract().abs() < 1e-9).unwrap_or(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_unless_the_claim_is_finer() {
        let claim = |value| ClaimedScore { account: "a".into(), metric: "klout".into(), value, at: None, scale: Scale::Linear };
        let whole = adjust(&claim(70.0), 0.0229, (0.02, 0.05));
        assert_eq!((whole.adjusted, whole.decimals, whole.taken()), (1.6, 1, -684));
        assert_eq!(whole.figure(whole.taken()), -68.4);
        let fine = adjust(&claim(34.25), 0.5, (0.5, 0.5));
        assert_eq!((fine.adjusted, fine.decimals), (17.13, 2));
    }
}
