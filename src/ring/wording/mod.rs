//! Texts that are variants of one another: copies, near-copies and spun texts.
//!
//! Candidates share three of their rarest words; they are verified by a TF-IDF cosine and by the bits of the phrases that they share.
//! The ratio alone falls when words are added, the bits alone grow with length: each covers the other. Words are counted by
//! distinct authors, and once more with each found cluster as one author, so that a large ring does not make its own phrases
//! look common.

mod frequencies;
mod likeness;
mod sieve;

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::union_find::Groups;
use frequencies::{Frequencies, Marked, pair};
pub use likeness::Likeness;
use likeness::{Background, FEWEST_BITS, Profile, likeness};
use sieve::Sieve;

/// Shorter texts, in words, are no variants of one another: too much of them is common.
const SHORTEST: usize = 6;
/// How many of a text's rarest words make its keys, three by three.
const RAREST: usize = 6;
/// Keys of a text: 6·5·4 / 3!.
const KEYS: usize = 20;
/// With how many of those that follow under a key a text is compared.
const NEIGHBOURS: usize = 3;
/// Keys are sorted in parts of about this many, so that comparing needs little memory.
const PART: usize = 8 << 20;
/// A cluster with more than this part of all authors makes its own phrases look common.
const LARGE: f64 = 0.05;

/// One author's text.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// Fingerprint of the text.
    pub fingerprint: u64,
    /// The author's number; the texts of one author stand together.
    pub author: u32,
    /// Its words as numbers.
    pub words: &'a [u32],
}

/// For every text that is a variant of another, the smallest fingerprint of its cluster.
pub type Clusters = HashMap<u64, u64, FixedState>;

/// Clusters the texts. Cost: n log n in the texts; `authors` is the number of all accounts.
pub fn clusters(texts: &[Text<'_>], authors: usize) -> Clusters {
    let mut documents: Vec<(u64, &[u32])> =
        texts.iter().filter(|text| text.words.len() >= SHORTEST).map(|text| (text.fingerprint, text.words)).collect();
    documents.sort_unstable_by_key(|document| document.0);
    documents.dedup_by_key(|document| document.0);
    let mut groups = Groups::new(documents.len());
    let place = |fingerprint: u64| documents.binary_search_by_key(&fingerprint, |document| document.0).ok();
    let by_author = word_frequencies(texts);
    join(&documents, &by_author, &by_author, texts, authors as u32, &mut groups);
    if is_large(texts, authors, |fingerprint| place(fingerprint).map(|place| groups.root(place as u32))) {
        // Authors of clustered texts count as the cluster; numbers above those of accounts stand for clusters.
        let (roots, sizes) = groups.roots_and_sizes();
        let mut by_cluster: Vec<(u32, usize)> = texts
            .iter()
            .enumerate()
            .map(|(index, text)| {
                let root = place(text.fingerprint).map(|place| roots[place]).filter(|&root| sizes[root as usize] > 1);
                (root.map_or(text.author, |root| authors as u32 + root), index)
            })
            .collect();
        by_cluster.sort_unstable();
        let counted: Vec<Text<'_>> = by_cluster.iter().map(|&(author, index)| Text { author, ..texts[index] }).collect();
        join(&documents, &by_author, &word_frequencies(&counted), &counted, authors as u32, &mut groups);
    }
    let (roots, sizes) = groups.roots_and_sizes();
    let clustered = documents.iter().zip(roots).filter(|(_, root)| sizes[*root as usize] > 1);
    clustered.map(|(document, root)| (document.0, documents[root as usize].0)).collect()
}

/// How alike texts are, against the texts of all of these authors.
#[derive(Debug)]
pub struct Comparison<'a> {
    authors: u32,
    words: Frequencies,
    pairs: Frequencies,
    texts: &'a [Text<'a>],
}

impl<'a> Comparison<'a> {
    /// Counts the words of the texts. Texts of one author stand together; `authors` is the number of all accounts.
    pub fn new(texts: &'a [Text<'a>], authors: usize) -> Comparison<'a> {
        let mut pairs = Frequencies::new(texts.iter().map(|text| text.words.len()).sum());
        texts.iter().for_each(|text| text.words.windows(2).for_each(|two| pairs.count(pair(two[0], two[1]), text.author)));
        Comparison { authors: authors as u32, words: word_frequencies(texts), pairs, texts }
    }

    /// Gives how alike the texts at two places are.
    pub fn likeness(&self) -> impl Fn(usize, usize) -> Likeness + '_ {
        let background = Background::new(self.authors, &self.words, &self.pairs);
        move |one, other| {
            let profile = |place: usize| {
                let mut profile = Profile::default();
                background.profile(self.texts[place].words, &mut profile);
                profile
            };
            likeness(&profile(one), &profile(other))
        }
    }
}

/// Whether a cluster has so many authors that it hides itself.
fn is_large(texts: &[Text<'_>], authors: usize, mut root: impl FnMut(u64) -> Option<u32>) -> bool {
    let mut counts: HashMap<u32, u32, FixedState> = HashMap::default();
    let most = texts.iter().filter_map(|text| root(text.fingerprint)).map(|root| {
        let count = counts.entry(root).or_default();
        *count += 1;
        *count
    });
    most.max().is_some_and(|most| f64::from(most) > LARGE * authors as f64)
}

/// Joins what is found to be variants. Words that one author alone writes, by `by_author`, cannot be shared; how rare the others
/// are, `words` says, and `counted` are the texts by whoever counts as one there.
fn join(
    documents: &[(u64, &[u32])],
    by_author: &Frequencies,
    words: &Frequencies,
    counted: &[Text<'_>],
    authors: u32,
    groups: &mut Groups,
) {
    let mut by_rarity = Vec::new();
    let rarest: Vec<[u32; RAREST]> =
        documents.iter().map(|document| rarest(document.1, by_author, words, &mut by_rarity)).collect();
    let candidates = candidates(&rarest);
    // Only pairs of words of candidates are ever compared, and counting all would take most of the time.
    let mut compared = vec![false; documents.len()];
    candidates.iter().flat_map(|(one, other)| [one, other]).for_each(|&document| compared[document as usize] = true);
    let mut marked = Marked::new();
    for (document, _) in documents.iter().zip(compared).filter(|(_, compared)| *compared) {
        document.1.windows(2).for_each(|two| marked.mark(pair(two[0], two[1])));
    }
    let mut pairs = Frequencies::new(marked.len());
    for text in counted {
        let own = text.words.windows(2).map(|two| pair(two[0], two[1]));
        own.filter(|&pair| marked.has(pair)).for_each(|pair| pairs.count(pair, text.author));
    }
    let background = Background::new(authors, words, &pairs);
    let (mut one, mut other) = (Profile::default(), Profile::default());
    let mut sieve = Sieve::new();
    let mut profiled = None;
    for &(document, candidate) in &candidates {
        if groups.root(document) == groups.root(candidate) {
            continue;
        }
        if profiled.replace(document) != Some(document) {
            background.profile(documents[document as usize].1, &mut one);
            sieve.load(&one);
        }
        let words = documents[candidate as usize].1;
        if sieve.shared_bits(words) < FEWEST_BITS {
            continue;
        }
        background.profile(words, &mut other);
        if likeness(&one, &other).is_variant() {
            groups.join(document, candidate);
        }
    }
}

fn word_frequencies(texts: &[Text<'_>]) -> Frequencies {
    let total: usize = texts.iter().map(|text| text.words.len()).sum();
    let mut words = Frequencies::new(total / 8);
    texts.iter().for_each(|text| text.words.iter().for_each(|&word| words.count(word, text.author)));
    words
}

/// Pairs of documents that share three of their rarest words, ascending.
fn candidates(rarest: &[[u32; RAREST]]) -> Vec<(u32, u32)> {
    let parts = (rarest.len() * KEYS / PART + 1) as u32;
    let mut keys: Vec<u64> = Vec::new();
    let mut candidates: Vec<(u32, u32)> = Vec::new();
    for part in 0..parts {
        keys.clear();
        for (document, words) in rarest.iter().enumerate() {
            let words = &words[..words.iter().position(|&word| word == 0).unwrap_or(RAREST)];
            for (index, &first) in words.iter().enumerate() {
                for (next, &second) in words.iter().enumerate().skip(index + 1) {
                    let two = pair(first, second);
                    let own = words[next + 1..].iter().map(|&third| pair(two, third)).filter(|key| key % parts == part);
                    keys.extend(own.map(|key| u64::from(key) << 32 | document as u64));
                }
            }
        }
        keys.sort_unstable();
        for group in keys.chunk_by(|a, b| a >> 32 == b >> 32).filter(|group| group.len() > 1) {
            for (index, &document) in group.iter().enumerate() {
                let following = group[index + 1..].iter().take(NEIGHBOURS);
                candidates.extend(following.map(|&following| (document as u32, following as u32)));
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
    }
    candidates
}

/// The rarest words that at least two authors write, ascending by their numbers; 0 where there are no more.
fn rarest(words: &[u32], by_author: &Frequencies, frequencies: &Frequencies, by_rarity: &mut Vec<(u32, u32)>) -> [u32; RAREST] {
    by_rarity.clear();
    let shared = words.iter().filter(|&&word| word != 0 && by_author.of(word) >= 2);
    by_rarity.extend(shared.map(|&word| (frequencies.of(word), word)));
    by_rarity.sort_unstable();
    by_rarity.dedup();
    let mut rarest = [0; RAREST];
    for (place, (_, word)) in rarest.iter_mut().zip(by_rarity.iter().copied()) {
        *place = word;
    }
    let found = rarest.iter().position(|&word| word == 0).unwrap_or(RAREST);
    rarest[..found].sort_unstable();
    rarest
}
