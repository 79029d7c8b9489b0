//! In how many accounts' texts a word or a pair of words stands.

/// Counts by the hash of what is counted; two that share a place count as one, which makes both look more common than they are.
#[derive(Debug)]
pub(super) struct Frequencies(Vec<Place>);

#[derive(Debug, Clone, Copy)]
struct Place {
    count: u32,
    /// Who counted last here, so that each counts once.
    last: u32,
}

const NOBODY: u32 = u32::MAX;

impl Frequencies {
    /// Room for about `expected` different things.
    pub(super) fn new(expected: usize) -> Self {
        Frequencies(vec![Place { count: 0, last: NOBODY }; Frequencies::size(expected)])
    }

    /// How many different words texts have, about, that have so many together.
    pub(super) fn expected_words(total: usize) -> usize {
        total / 8
    }

    /// What counts of about so many different things take, in bytes.
    pub(super) fn bytes(expected: usize) -> u64 {
        (Frequencies::size(expected) * size_of::<Place>()) as u64
    }

    fn size(expected: usize) -> usize {
        (expected * 2).next_power_of_two().clamp(1 << 12, 1 << 24)
    }

    /// Counts `author` at what has this hash. An author's countings must come one after the other.
    pub(super) fn count(&mut self, hash: u32, author: u32) {
        let place = self.place(hash);
        let place = &mut self.0[place];
        place.count += u32::from(place.last != author);
        place.last = author;
    }

    /// How many counted.
    pub(super) fn of(&self, hash: u32) -> u32 {
        self.0[self.place(hash)].count
    }

    fn place(&self, hash: u32) -> usize {
        hash.wrapping_mul(0x9e37_79b1) as usize >> (32 - self.0.len().trailing_zeros())
    }
}

/// A set of hashes that takes two megabytes, whatever it holds; some that were not marked look marked.
#[derive(Debug)]
pub(super) struct Marked {
    bits: Vec<u64>,
    count: usize,
}

impl Marked {
    pub(super) fn new() -> Self {
        Marked { bits: vec![0; 1 << 18], count: 0 }
    }

    pub(super) fn mark(&mut self, hash: u32) {
        let (word, bit) = ((hash >> 14) as usize, 1 << (hash >> 8 & 63));
        self.count += usize::from(self.bits[word] & bit == 0);
        self.bits[word] |= bit;
    }

    pub(super) fn has(&self, hash: u32) -> bool {
        self.bits[(hash >> 14) as usize] >> (hash >> 8 & 63) & 1 == 1
    }

    /// How many different hashes were marked, about.
    pub(super) fn len(&self) -> usize {
        self.count
    }
}

/// The hash of two words, one after the other.
pub(super) fn pair(one: u32, next: u32) -> u32 {
    let mixed = (u64::from(one) << 32 | u64::from(next)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_counts_once() {
        let mut frequencies = Frequencies::new(10);
        for author in [1, 1, 2] {
            frequencies.count(77, author);
        }
        assert_eq!((frequencies.of(77), frequencies.of(78)), (2, 0));
        assert_ne!(pair(1, 2), pair(2, 1));
    }
}
