//! A running median that is exact and quick: ranks in a bit set, with a cursor on the median.

/// The running medians at positions `from..to` of `values`, which are finite and not negative.
///
/// The window of `size` starts size/2 before its position; beyond the ends the edge value repeats; an even window gives its
/// upper median. So it equals `scipy.ndimage.median_filter(values, size, mode="nearest")[from:to]`. Memory is one word per
/// position; time is that of sorting, plus a step of a few bits per position. Empty if there is nothing to do.
pub fn running_median(values: &[f64], size: usize, from: usize, to: usize) -> Vec<f64> {
    let (Some(last), true) = (values.len().checked_sub(1), size > 0 && from < to) else { return Vec::new() };
    let half = size / 2;
    let padded: Vec<f64> = (from..to + size - 1).map(|at| values[at.saturating_sub(half).min(last)]).collect();
    let (order, rank) = ranks(&padded);
    let mut window = Window::new(padded.len());
    for &r in &rank[..size] {
        window.insert(r as usize);
    }
    let mut medians = Vec::with_capacity(to - from);
    medians.push(padded[order[window.seek(half)] as usize]);
    for start in 1..to - from {
        window.remove(rank[start - 1] as usize);
        window.insert(rank[start + size - 1] as usize);
        medians.push(padded[order[window.seek(half)] as usize]);
    }
    medians
}

/// The positions in order of value, and the rank of each position.
fn ranks(values: &[f64]) -> (Vec<u32>, Vec<u32>) {
    // The order of non-negative floats is that of their bits. The low bits give way to the position, so that plain words
    // are sorted; words whose remaining bits tie are then put right.
    let low = values.len().next_power_of_two() as u64 - 1;
    let bits = |at: u64| values[(at & low) as usize].to_bits();
    let mut keys: Vec<u64> = values.iter().enumerate().map(|(at, v)| (v.to_bits() & !low) | at as u64).collect();
    keys.sort_unstable();
    let mut start = 0;
    for end in 1..=keys.len() {
        if end == keys.len() || keys[end] & !low != keys[start] & !low {
            if end - start > 1 {
                keys[start..end].sort_unstable_by_key(|&key| bits(key));
            }
            start = end;
        }
    }
    let order: Vec<u32> = keys.iter().map(|key| (key & low) as u32).collect();
    let mut rank = vec![0; order.len()];
    for (r, &at) in order.iter().enumerate() {
        rank[at as usize] = r as u32;
    }
    (order, rank)
}

/// A set of ranks, a cursor, and how many members stand below the cursor.
struct Window {
    words: Vec<u64>,
    cursor: usize,
    below: usize,
}

impl Window {
    fn new(ranks: usize) -> Window {
        Window { words: vec![0; ranks.div_ceil(64)], cursor: 0, below: 0 }
    }

    fn insert(&mut self, rank: usize) {
        self.words[rank / 64] |= 1 << (rank % 64);
        self.below += usize::from(rank < self.cursor);
    }

    fn remove(&mut self, rank: usize) {
        self.words[rank / 64] &= !(1 << (rank % 64));
        self.below -= usize::from(rank < self.cursor);
    }

    /// Moves the cursor to the member with exactly `target` members below it; the set must have more than that.
    fn seek(&mut self, target: usize) -> usize {
        while self.below > target {
            self.cursor = self.last_below(self.cursor);
            self.below -= 1;
        }
        self.cursor = self.first_from(self.cursor);
        while self.below < target {
            self.cursor = self.first_from(self.cursor + 1);
            self.below += 1;
        }
        self.cursor
    }

    fn first_from(&self, rank: usize) -> usize {
        let mut word = rank / 64;
        let mut bits = self.words[word] & (!0 << (rank % 64));
        while bits == 0 {
            word += 1;
            bits = self.words[word];
        }
        word * 64 + bits.trailing_zeros() as usize
    }

    fn last_below(&self, rank: usize) -> usize {
        let mut word = rank / 64;
        let mut bits = self.words[word] & ((1 << (rank % 64)) - 1);
        while bits == 0 {
            word -= 1;
            bits = self.words[word];
        }
        word * 64 + 63 - bits.leading_zeros() as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plainly(values: &[f64], size: usize, at: usize) -> f64 {
        let place = |offset: usize| (at + offset).saturating_sub(size / 2).min(values.len() - 1);
        let mut window: Vec<f64> = (0..size).map(|offset| values[place(offset)]).collect();
        window.sort_unstable_by(f64::total_cmp);
        window[size / 2]
    }

    proptest! {
        #[test]
        fn equals_sorting_each_window(whole in prop::collection::vec(0u32..50, 1..300), size in 1usize..80, near in any::<bool>()) {
            // Values that differ only in their last bits exercise the tie repair.
            let scale = if near { f64::EPSILON } else { 0.37 };
            let values: Vec<f64> = whole.iter().map(|&v| f64::from(v) * scale + f64::from(u8::from(near))).collect();
            let found = running_median(&values, size, 0, values.len());
            let plain: Vec<f64> = (0..values.len()).map(|at| plainly(&values, size, at)).collect();
            prop_assert_eq!(found, plain);
        }
    }

    #[test]
    fn agrees_with_scipy() {
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
        // scipy.ndimage.median_filter(values, 4, mode="nearest") and size 5
        assert_eq!(running_median(&values, 4, 0, 8), SCIPY_4);
        assert_eq!(running_median(&values, 5, 2, 6), SCIPY_5[2..6]);
        assert!(running_median(&[], 4, 0, 0).is_empty());
    }

    const SCIPY_4: [f64; 8] = [3.0, 3.0, 3.0, 4.0, 5.0, 5.0, 6.0, 6.0];
    const SCIPY_5: [f64; 8] = [3.0, 3.0, 3.0, 4.0, 4.0, 5.0, 6.0, 6.0];
}
