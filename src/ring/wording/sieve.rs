//! Turns away most candidates before they are compared in full.

use super::frequencies::pair;
use super::likeness::Profile;

/// More than twice the pairs of words that a text can have.
const SLOTS: usize = 512;

/// The pairs of words of one text, to look up those of others in, without sorting them first.
#[derive(Debug)]
pub(super) struct Sieve {
    slots: Vec<Slot>,
    loaded: u32,
    asked: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    pair: u32,
    bits: f32,
    /// The loading that filled it.
    loaded: u32,
    /// The last question that counted it: a pair that a text has twice counts once.
    asked: u32,
}

impl Sieve {
    pub(super) fn new() -> Sieve {
        Sieve { slots: vec![Slot::default(); SLOTS], loaded: 0, asked: 0 }
    }

    /// Takes the text that others are held against.
    pub(super) fn load(&mut self, text: &Profile) {
        self.loaded += 1;
        for &(pair, bits) in text.pairs() {
            let place = self.place(pair);
            self.slots[place] = Slot { pair, bits, loaded: self.loaded, asked: 0 };
        }
    }

    /// The bits of the pairs of words that the other text shares with the loaded one.
    pub(super) fn shared_bits(&mut self, tokens: &[u32]) -> f64 {
        self.asked += 1;
        let mut bits = 0.0;
        for two in tokens.windows(2) {
            let place = self.place(pair(two[0], two[1]));
            let slot = &mut self.slots[place];
            if slot.loaded == self.loaded && slot.asked != self.asked {
                slot.asked = self.asked;
                bits += f64::from(slot.bits);
            }
        }
        bits
    }

    /// Where the pair stands, or would.
    fn place(&self, pair: u32) -> usize {
        let mut place = pair as usize % SLOTS;
        while self.slots[place].loaded == self.loaded && self.slots[place].pair != pair {
            place = (place + 1) % SLOTS;
        }
        place
    }
}
