//! Pairs of groups, the nearest first.

use std::collections::BinaryHeap;

/// Means that are larger, in hundredths of a nat, are not told apart before their turn comes.
const LARGEST: usize = 1 << 12;

/// Two groups that may be joined, as one number that is larger the larger their mean link is, and among equals the smaller their
/// numbers are: the mean, both numbers, and the changes of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate(u128);

impl Candidate {
    /// The groups `one` and `other`, and their mean link, in hundredths of a nat. It is positive, so its bits are in the order of
    /// its value.
    pub(super) fn new(mean: f32, one: u32, other: u32, changes: u32) -> Candidate {
        let (one, other) = (one.min(other), one.max(other));
        Candidate(u128::from(mean.to_bits()) << 96 | u128::from(!one) << 64 | u128::from(!other) << 32 | u128::from(changes))
    }

    /// Both groups.
    pub(super) fn groups(self) -> (u32, u32) {
        (!((self.0 >> 64) as u32), !((self.0 >> 32) as u32))
    }

    fn mean(self) -> f32 {
        f32::from_bits((self.0 >> 96) as u32)
    }

    /// The changes of both groups when they were entered.
    pub(super) fn changes(self) -> u32 {
        self.0 as u32
    }
}

/// Candidates, the largest mean first. They are sorted when their turn comes: many are stale by then, and sorting some at once is
/// cheaper than a heap of all.
#[derive(Debug)]
pub(super) struct Nearest {
    /// By whole hundredths of a nat; those above the last were taken out.
    later: Vec<Vec<Candidate>>,
    /// What was taken out, the largest last.
    sorted: Vec<Candidate>,
    /// What belongs there and was added since.
    added: BinaryHeap<Candidate>,
}

impl Nearest {
    pub(super) fn new() -> Nearest {
        Nearest { later: vec![Vec::new(); LARGEST], sorted: Vec::new(), added: BinaryHeap::new() }
    }

    pub(super) fn push(&mut self, candidate: Candidate) {
        match self.later.get_mut(candidate.mean() as usize) {
            Some(later) => later.push(candidate),
            None => self.added.push(candidate),
        }
    }

    /// Takes out the largest.
    pub(super) fn pop(&mut self) -> Option<Candidate> {
        while self.sorted.is_empty() && self.added.is_empty() {
            self.sorted = self.later.pop()?;
            self.sorted.sort_unstable();
        }
        if self.sorted.last() > self.added.peek() { self.sorted.pop() } else { self.added.pop() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_largest_comes_first_whenever_it_was_added(
            steps in prop::collection::vec(prop::option::of((0.0..9000f32, 0..9u32, 0..9u32)), 0..300),
        ) {
            let (mut nearest, mut expected) = (Nearest::new(), BinaryHeap::new());
            for step in steps {
                match step {
                    Some((mean, one, other)) => {
                        // Many candidates have equal means.
                        let candidate = Candidate::new((mean / 700.0).floor() * 700.0 + mean % 3.0, one, other, 0);
                        nearest.push(candidate);
                        expected.push(candidate);
                    }
                    None => prop_assert_eq!(nearest.pop(), expected.pop()),
                }
            }
            while let Some(candidate) = expected.pop() {
                prop_assert_eq!(nearest.pop(), Some(candidate));
            }
            prop_assert_eq!(nearest.pop(), None);
        }
    }

    #[test]
    fn among_equals_the_smallest_numbers_come_first() {
        let mut nearest = Nearest::new();
        [(5, 6), (1, 9), (1, 2)].into_iter().for_each(|(one, other)| nearest.push(Candidate::new(250.0, one, other, 7)));
        let found: Vec<_> =
            std::iter::from_fn(|| nearest.pop()).map(|candidate| (candidate.groups(), candidate.changes())).collect();
        assert_eq!(found, [((1, 2), 7), ((1, 9), 7), ((5, 6), 7)]);
    }
}
