//! How alike two texts are.

use super::frequencies::{Frequencies, pair};

/// Two texts are variants of one from this cosine and this many bits of shared phrases on; or, for texts too short for so many
/// bits, from a larger cosine on.
const VARIANT: [(f64, f64); 2] = [(0.225, 50.0), (0.5, 30.0)];

/// Texts that share fewer bits than this are no variants, whatever their cosine; a little less, for sums in another order.
pub(super) const FEWEST_BITS: f64 = VARIANT[1].1 - 1e-6;

/// What two texts have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// TF-IDF cosine on words and pairs of words, 0 to 1: falls when words are added.
    pub cosine: f64,
    /// Σ log2(authors / authors who wrote it) over the shared pairs of words: grows with length.
    pub bits: f64,
}

impl Likeness {
    /// Whether one is a copy, a near-copy or a spun variant of the other. Each bound covers where the other is weak.
    pub fn is_variant(&self) -> bool {
        VARIANT.iter().any(|&(cosine, bits)| self.cosine >= cosine && self.bits >= bits)
    }
}

/// A text as the words and pairs of words in it, each once, with their weights.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    /// Hash and inverse document frequency in bits, ascending by hash.
    words: Vec<(u32, f32)>,
    pairs: Vec<(u32, f32)>,
    norm: f64,
}

impl Profile {
    /// The pairs of words, by hash, with their bits.
    pub(super) fn pairs(&self) -> &[(u32, f32)] {
        &self.pairs
    }
}

/// How many authors write words and pairs of words.
#[derive(Debug)]
pub(super) struct Background<'a> {
    words: &'a Frequencies,
    pairs: &'a Frequencies,
    rarity: Rarity,
}

/// How many bits a count is worth among so many authors: log2(authors / count), 0 at least.
#[derive(Debug)]
struct Rarity {
    authors: u32,
    /// The bits of small counts, which nearly all are.
    small: Vec<f32>,
}

impl Rarity {
    const SMALL: u32 = 4096;

    fn new(authors: u32) -> Rarity {
        let mut rarity = Rarity { authors: authors.max(1), small: Vec::new() };
        rarity.small = (0..Self::SMALL).map(|count| rarity.worked_out(count)).collect();
        rarity
    }

    fn worked_out(&self, count: u32) -> f32 {
        (f64::from(self.authors) / f64::from(count.max(1))).log2().max(0.0) as f32
    }

    fn bits(&self, count: u32) -> f32 {
        self.small.get(count as usize).copied().unwrap_or_else(|| self.worked_out(count))
    }
}

impl<'a> Background<'a> {
    pub(super) fn new(authors: u32, words: &'a Frequencies, pairs: &'a Frequencies) -> Background<'a> {
        Background { words, pairs, rarity: Rarity::new(authors) }
    }

    /// Fills `profile` from the words of a text.
    pub(super) fn profile(&self, tokens: &[u32], profile: &mut Profile) {
        profile.words.clear();
        profile.pairs.clear();
        profile.words.extend(tokens.iter().map(|&word| (word, self.rarity.bits(self.words.of(word)))));
        let pairs = tokens.windows(2).map(|two| pair(two[0], two[1]));
        profile.pairs.extend(pairs.map(|pair| (pair, self.rarity.bits(self.pairs.of(pair)))));
        for grams in [&mut profile.words, &mut profile.pairs] {
            grams.sort_unstable_by_key(|gram| gram.0);
            grams.dedup_by_key(|gram| gram.0);
        }
        profile.norm = profile.words.iter().chain(&profile.pairs).map(|gram| f64::from(gram.1).powi(2)).sum::<f64>().sqrt();
    }
}

/// Compares two texts.
pub(super) fn likeness(one: &Profile, other: &Profile) -> Likeness {
    let (_, words) = shared(&one.words, &other.words);
    let (bits, pairs) = shared(&one.pairs, &other.pairs);
    let norms = one.norm * other.norm;
    Likeness { cosine: if norms > 0.0 { (words + pairs) / norms } else { 0.0 }, bits }
}

/// The sum of the weights that both have, and of their squares.
fn shared(one: &[(u32, f32)], other: &[(u32, f32)]) -> (f64, f64) {
    let (mut sum, mut squares) = (0.0, 0.0);
    let mut rest = other;
    for &(hash, weight) in one {
        while rest.first().is_some_and(|first| first.0 < hash) {
            rest = &rest[1..];
        }
        if rest.first().is_some_and(|first| first.0 == hash) {
            sum += f64::from(weight);
            squares += f64::from(weight).powi(2);
        }
    }
    (sum, squares)
}
