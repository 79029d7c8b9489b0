//! A set of an account's events, by their position in its settled list.

/// Which events of one account are meant. Unions are exact, so that a share of an account is never counted twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventSet {
    words: Vec<u64>,
    size: usize,
}

impl EventSet {
    /// No event of an account that has `size` events.
    pub fn none(size: usize) -> Self {
        EventSet { words: vec![0; size.div_ceil(64)], size }
    }

    /// The events at which `chosen` holds.
    pub fn choose(size: usize, chosen: impl Fn(usize) -> bool) -> Self {
        let mut set = EventSet::none(size);
        for position in (0..size).filter(|&position| chosen(position)) {
            set.insert(position);
        }
        set
    }

    /// Adds an event. Positions past the account's end are ignored.
    pub fn insert(&mut self, position: usize) {
        if position < self.size {
            self.words[position / 64] |= 1 << (position % 64);
        }
    }

    /// Whether the event is in the set.
    pub fn contains(&self, position: usize) -> bool {
        self.words.get(position / 64).is_some_and(|word| word >> (position % 64) & 1 == 1)
    }

    /// Adds all events of another set of the same account.
    pub fn union(&mut self, other: &EventSet) {
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    /// How many events are in the set.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How many events the account has.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The positions in the set, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.size).filter(|&position| self.contains(position))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_union_counts_each_event_once() {
        let mut even = EventSet::choose(130, |position| position % 2 == 0);
        let third = EventSet::choose(130, |position| position % 3 == 0);
        even.union(&third);
        assert_eq!(even.count(), 65 + 44 - 22);
        assert_eq!(even.iter().take(4).collect::<Vec<_>>(), [0, 2, 3, 4]);
        even.insert(500);
        assert!(!even.contains(500));
    }
}
