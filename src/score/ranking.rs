//! Ranks before and after, and the ranks that the evidence leaves open.

use super::Standing;

/// The ranks of one score among others, counted from 1. Equal scores share a rank, and the next one counts them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// By what is claimed.
    pub before: usize,
    /// By what is left.
    pub after: usize,
    /// The best and the worst rank after it that the ranges allow, all taken by themselves.
    pub open: (usize, usize),
}

/// The ranks of claims, and of what is left of them.
pub fn places(scores: &[(f64, Standing)]) -> Vec<Place> {
    let sorted = |of: &dyn Fn(&(f64, Standing)) -> f64| {
        let mut values: Vec<f64> = scores.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let (claims, values) = (sorted(&|(claim, _)| *claim), sorted(&|(_, standing)| standing.value));
    let (lows, highs) = (sorted(&|(_, standing)| standing.low), sorted(&|(_, standing)| standing.high));
    let above = |sorted: &[f64], value: f64| sorted.len() - sorted.partition_point(|&other| other <= value);
    let not_below = |sorted: &[f64], value: f64| sorted.len() - sorted.partition_point(|&other| other < value);
    let place = |(claim, standing): &(f64, Standing)| Place {
        before: above(&claims, *claim) + 1,
        after: above(&values, standing.value) + 1,
        open: (above(&lows, standing.high) + 1, not_below(&highs, standing.low)),
    };
    scores.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn judged(claim: f64, low: f64, value: f64, high: f64) -> (f64, Standing) {
        (claim, Standing { value, low, high, judged: true })
    }

    #[test]
    fn big_ben_falls_and_calvin_may_stand_on_either_side_of_the_editor() {
        let scores = [judged(74.0, 54.4, 58.1, 71.8), judged(70.0, 1.6, 1.6, 2.8), judged(68.0, 68.0, 68.0, 68.0)];
        let [calvin, big_ben, editor] = places(&scores).try_into().unwrap();
        assert_eq!((calvin.before, calvin.after, calvin.open), (1, 2, (1, 2)));
        assert_eq!((big_ben.before, big_ben.after, big_ben.open), (2, 3, (3, 3)));
        assert_eq!((editor.before, editor.after, editor.open), (3, 1, (1, 2)));
    }

    #[test]
    fn equal_scores_share_a_rank_and_what_is_untested_leaves_it_open() {
        let scores = [judged(50.0, 50.0, 50.0, 50.0), judged(50.0, 50.0, 50.0, 50.0), (60.0, Standing::untested(60.0))];
        let places = places(&scores);
        assert_eq!((places[0].before, places[1].before, places[2].before), (2, 2, 1));
        assert_eq!((places[0].open, places[2].open), ((1, 3), (1, 3)));
    }

    proptest! {
        #[test]
        fn the_rank_lies_among_those_that_are_open(scores in prop::collection::vec(prop::array::uniform4(0u32..20), 1..40)) {
            let scores: Vec<(f64, Standing)> = scores
                .into_iter()
                .map(|mut four| {
                    four.sort_unstable();
                    judged(four[3].into(), four[0].into(), four[1].into(), four[2].into())
                })
                .collect();
            for (place, (_, own)) in places(&scores).into_iter().zip(&scores) {
                prop_assert!(place.open.0 <= place.after && place.after <= place.open.1);
                let surely_above = scores.iter().filter(|(_, other)| other.low > own.high).count();
                let maybe_above = scores.iter().filter(|(_, other)| other.high >= own.low).count();
                prop_assert_eq!(place.open, (surely_above + 1, maybe_above));
            }
        }
    }
}
