//! Who uses a word in a thread, in a fixed number of cells: four authors' tags a cell, the smallest ones, so order does not matter.

use serde::{Deserialize, Serialize};

/// Tags that a cell holds.
const TAGS: usize = 4;
/// Cells, once there is anything to hold: 8 MiB.
const CELLS: usize = 1 << 20;
/// From this share of used cells on, words share cells by chance too often to say anything.
const CROWDED: f64 = 0.6;

/// The cells. Two words that fall into one cell make a comment look nearer to its thread than it is, never further.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Cells {
    cells: Vec<[u16; TAGS]>,
    used: usize,
}

impl Cells {
    /// Notes that somebody used a word.
    pub fn add(&mut self, key: u64, tag: u16) {
        if self.cells.is_empty() {
            self.cells = vec![[0; TAGS]; CELLS];
        }
        let place = place(key);
        self.used += usize::from(self.cells[place][0] == 0);
        insert(&mut self.cells[place], tag);
    }

    /// The tags of those who used it, 0 for nobody.
    pub fn tags(&self, key: u64) -> [u16; TAGS] {
        self.cells.get(place(key)).copied().unwrap_or_default()
    }

    /// Whether so much is held that nothing can be said.
    pub fn is_crowded(&self) -> bool {
        self.used as f64 > CROWDED * CELLS as f64
    }

    /// Takes in all that another holds.
    pub fn merge(&mut self, other: &Cells) {
        if self.cells.is_empty() {
            *self = other.clone();
            return;
        }
        for (own, others) in self.cells.iter_mut().zip(&other.cells) {
            self.used += usize::from(own[0] == 0 && others[0] != 0);
            others.iter().filter(|&&tag| tag != 0).for_each(|&tag| insert(own, tag));
        }
    }
}

fn place(key: u64) -> usize {
    // The high bits of a product depend on all bits of the key.
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 44) as usize
}

/// Keeps the four smallest, in order; 0 stands for an empty place and comes last.
fn insert(cell: &mut [u16; TAGS], tag: u16) {
    let mut tag = tag;
    for held in cell.iter_mut() {
        if *held == tag || tag == 0 {
            return;
        }
        if *held == 0 || tag < *held {
            std::mem::swap(held, &mut tag);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_smallest_stay_whatever_the_order() {
        let (mut one, mut other) = (Cells::default(), Cells::default());
        for tag in [9, 3, 7, 5, 3, 1] {
            one.add(42, tag);
        }
        for tag in [1, 5, 9, 7, 3] {
            other.add(42, tag);
        }
        assert_eq!(one.tags(42), [1, 3, 5, 7]);
        assert_eq!(other.tags(42), one.tags(42));
        assert_eq!(one.tags(43), [0; 4]);
        one.merge(&other);
        assert_eq!((one.tags(42), one.used), ([1, 3, 5, 7], 1));
    }
}
