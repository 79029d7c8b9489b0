//! How many different words there are, and how well they pack.

use std::cell::RefCell;

use flate2::{Compress, Compression, FlushCompress};

thread_local! {
    /// Kept, because making one clears a third of a megabyte and an audit packs the words of every account.
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new(Compression::best(), false));
}

/// Different words over all words; `None` for no words. It falls with length, so compare equal lengths only.
pub fn type_token_ratio(words: &[u16]) -> Option<f64> {
    let mut sorted = words.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    (!words.is_empty()).then(|| sorted.len() as f64 / words.len() as f64)
}

/// The deflated size of the words, two bytes each, over their plain size; `None` for no words. Turns of phrase that come back
/// pack well, even where other words stand around them, as in spun text. Compare equal lengths only.
///
/// That compression tells monotonous text from varied text of the same length is from Benedetto, Caglioti & Loreto ("Language
/// trees and zipping", Physical Review Letters 88, 2002).
pub fn packed_ratio(words: &[u16]) -> Option<f64> {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    // What cannot be packed grows by a few bytes.
    let mut packed = Vec::with_capacity(bytes.len() + bytes.len() / 8 + 64);
    PACKER.with_borrow_mut(|packer| {
        packer.reset();
        packer.compress_vec(&bytes, &mut packed, FlushCompress::Finish).ok()
    })?;
    (!bytes.is_empty()).then(|| packed.len() as f64 / bytes.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_are_few_and_pack_well() {
        let fresh: Vec<u16> = (0..300).map(|word: u16| word.wrapping_mul(40_503) ^ 0x55aa).collect();
        let repeated: Vec<u16> = (0..300).map(|word| fresh[word % 10]).collect();
        assert_eq!((type_token_ratio(&fresh), type_token_ratio(&repeated)), (Some(1.0), Some(10.0 / 300.0)));
        assert!(packed_ratio(&fresh).expect("words") > 0.8 && packed_ratio(&repeated).expect("words") < 0.2);
        assert_eq!((type_token_ratio(&[]), packed_ratio(&[])), (None, None));
    }
}
