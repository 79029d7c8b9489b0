//! A table that never outgrows its limit and does not depend on the order in which things come.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

/// What a table holds for a key: joined without regard to order.
pub trait Joins: Default {
    /// Takes in what another table holds for the same key.
    fn join(&mut self, other: &Self);
}

/// A map from fingerprints. When it is full it keeps the keys with the smallest fingerprints, which are as good as drawn at random
/// and the same in any order; of the others it says that they are not known, never that they do not exist.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Bounded<V> {
    held: HashMap<u64, V, FixedState>,
    most: usize,
    /// Keys above this are not kept.
    ceiling: u64,
}

/// What a table says of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known<T> {
    /// The table is full and did not keep it.
    Unknown,
    /// It never came.
    Absent,
    /// It came.
    Held(T),
}

impl<V: Joins> Bounded<V> {
    /// An empty table for at most so many keys.
    pub fn new(most: usize) -> Self {
        Bounded { held: HashMap::default(), most, ceiling: u64::MAX }
    }

    /// The value of a key, to be added to; `None` if the key is not kept.
    pub fn entry(&mut self, key: u64) -> Option<&mut V> {
        // Halving the ceiling just until there is room makes what is kept depend on which keys came, and not on their order.
        while key <= self.ceiling && self.held.len() >= self.most && !self.held.contains_key(&key) {
            self.ceiling /= 2;
            let ceiling = self.ceiling;
            self.held.retain(|&key, _| key <= ceiling);
        }
        if key > self.ceiling {
            return None;
        }
        Some(self.held.entry(key).or_default())
    }

    /// What is known of a key.
    pub fn get(&self, key: u64) -> Known<&V> {
        match self.held.get(&key) {
            _ if key > self.ceiling => Known::Unknown,
            Some(value) => Known::Held(value),
            None => Known::Absent,
        }
    }

    /// Takes in all that another table holds.
    pub fn merge(&mut self, other: &Self) {
        self.ceiling = self.ceiling.min(other.ceiling);
        let ceiling = self.ceiling;
        self.held.retain(|&key, _| key <= ceiling);
        for (&key, value) in &other.held {
            if let Some(own) = self.entry(key) {
                own.join(value);
            }
        }
    }

    /// How many keys it holds.
    pub fn len(&self) -> usize {
        self.held.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Default, PartialEq)]
    struct Count(u32);

    impl Joins for Count {
        fn join(&mut self, other: &Self) {
            self.0 += other.0;
        }
    }

    fn key(number: u64) -> u64 {
        xxhash_rust::xxh3::xxh3_64(&number.to_le_bytes())
    }

    #[test]
    fn it_stays_small_and_knows_what_it_does_not_know() {
        let mut table: Bounded<Count> = Bounded::new(1000);
        for number in 0..10_000 {
            if let Some(count) = table.entry(key(number)) {
                count.0 += 1;
            }
        }
        assert!(table.len() <= 1000 && table.len() > 200);
        let held = (0..10_000).filter(|&number| matches!(table.get(key(number)), Known::Held(_))).count();
        assert_eq!(held, table.len());
        assert!((0..10_000).all(|number| table.get(key(number)) != Known::Absent));
    }

    #[test]
    fn order_and_parts_do_not_matter_while_there_is_room() {
        let (mut whole, mut one, mut other) = (Bounded::<Count>::new(100), Bounded::<Count>::new(100), Bounded::<Count>::new(100));
        for number in 0..60 {
            for table in [&mut whole, if number % 3 == 0 { &mut one } else { &mut other }] {
                table.entry(key(number % 40)).unwrap().0 += 1;
            }
        }
        one.merge(&other);
        assert!((0..40).all(|number| one.get(key(number)) == whole.get(key(number))));
    }
}
