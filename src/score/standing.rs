//! How results stand to one another, given what the evidence leaves open of each.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A result with the smallest and the largest value that the evidence allows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// The result.
    pub value: f64,
    /// The smallest that the evidence allows.
    pub low: f64,
    /// The largest.
    pub high: f64,
    /// Whether there was enough to judge; without, the value is what was claimed and no result.
    pub judged: bool,
}

/// What a difference between two results says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Gap {
    /// The ranges do not touch: the findings leave the order as it is.
    Apart,
    /// The ranges touch: which of the two is higher is open.
    Within,
    /// At least one was not judged, so the difference says nothing about the activity.
    Unjudged,
}

impl Standing {
    /// A claim that was not tested: it stands as it was, and a test could take anything from it.
    pub fn untested(claim: f64) -> Standing {
        Standing { value: claim, low: 0.0, high: claim, judged: false }
    }

    /// What the difference to another result says. Both ranges hold every prior, so this calls a difference open rather too often
    /// than too seldom.
    pub fn gap(&self, other: &Standing) -> Gap {
        match () {
            () if !self.judged || !other.judged => Gap::Unjudged,
            () if self.low > other.high || other.low > self.high => Gap::Apart,
            () => Gap::Within,
        }
    }

    /// The smallest and the largest difference to another result.
    pub fn apart_by(&self, other: &Standing) -> (f64, f64) {
        (self.low - other.high, self.high - other.low)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn standing(low: f64, value: f64, high: f64) -> Standing {
        Standing { value, low, high, judged: true }
    }

    #[test]
    fn ranges_that_touch_leave_the_order_open() {
        let (calvin, editor, jess) = (standing(54.4, 58.1, 71.8), standing(68.0, 68.0, 68.0), standing(72.0, 72.0, 72.0));
        assert_eq!((calvin.gap(&editor), calvin.gap(&jess)), (Gap::Within, Gap::Apart));
        assert_eq!(calvin.gap(&Standing { judged: false, ..jess }), Gap::Unjudged);
    }

    proptest! {
        #[test]
        fn a_difference_is_open_where_its_range_holds_nothing_or_both_signs(
            a in prop::array::uniform3(0u32..100), b in prop::array::uniform3(0u32..100)
        ) {
            let of = |mut three: [u32; 3]| {
                three.sort_unstable();
                standing(three[0].into(), three[1].into(), three[2].into())
            };
            let (a, b) = (of(a), of(b));
            let (low, high) = a.apart_by(&b);
            prop_assert_eq!(a.gap(&b), b.gap(&a));
            prop_assert_eq!(a.gap(&b) == Gap::Within, low <= 0.0 && high >= 0.0);
            prop_assert!(low <= a.value - b.value && a.value - b.value <= high);
        }
    }
}
