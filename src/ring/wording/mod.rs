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
/// So many texts of a large cluster are held against its first one: chains of everyday phrases are no one text.
const SAMPLE: usize = 32;

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
    let (documents, places) = documents(texts);
    let mut groups = Groups::new(documents.len());
    let by_author = word_frequencies(texts);
    let corpus = Corpus { documents: &documents, by_author: &by_author, authors: authors as u32 };
    let pairs = corpus.join(&by_author, texts, &mut groups, neighbours);
    let (roots, sizes) = groups.roots_and_sizes();
    let mut members: HashMap<u32, u32, FixedState> = HashMap::default();
    places.iter().flatten().for_each(|&place| *members.entry(roots[place as usize]).or_default() += 1);
    let background = Background::new(corpus.authors, &by_author, &pairs);
    let mut large: Vec<u32> =
        members.into_iter().filter(|&(_, members)| f64::from(members) > LARGE * authors as f64).map(|(root, _)| root).collect();
    large.retain(|&root| corpus.is_one_text(root, &roots, sizes[root as usize], &background));
    large.sort_unstable();
    if !large.is_empty() {
        // Authors of a large cluster count as one; numbers above those of accounts stand for clusters.
        let inside: Vec<bool> = roots.iter().map(|root| large.binary_search(root).is_ok()).collect();
        let cluster = |place: u32| inside[place as usize].then(|| corpus.authors + roots[place as usize]);
        let by_whom = texts.iter().zip(&places);
        let mut counted: Vec<Text<'_>> =
            by_whom.map(|(text, place)| Text { author: place.and_then(cluster).unwrap_or(text.author), ..*text }).collect();
        counted.sort_by_key(|text| text.author);
        corpus.join(&word_frequencies(&counted), &counted, &mut groups, |documents, candidates| {
            newcomers(documents, &inside, candidates)
        });
    }
    let (roots, sizes) = groups.roots_and_sizes();
    let clustered = documents.iter().zip(roots).filter(|(_, root)| sizes[*root as usize] > 1);
    clustered.map(|(document, root)| (document.0, documents[root as usize].0)).collect()
}

/// A text by its fingerprint, with its words.
type Document<'a> = (u64, &'a [u32]);

/// The different texts that are long enough, by fingerprint, and for each text its place among them.
fn documents<'a>(texts: &[Text<'a>]) -> (Vec<Document<'a>>, Vec<Option<u32>>) {
    let long = texts.iter().enumerate().filter(|(_, text)| text.words.len() >= SHORTEST);
    let mut order: Vec<(u64, u32)> = long.map(|(index, text)| (text.fingerprint, index as u32)).collect();
    order.sort_unstable();
    let (mut documents, mut places) = (Vec::new(), vec![None; texts.len()]);
    for same in order.chunk_by(|a, b| a.0 == b.0) {
        same.iter().for_each(|&(_, index)| places[index as usize] = Some(documents.len() as u32));
        documents.push((same[0].0, texts[same[0].1 as usize].words));
    }
    (documents, places)
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

/// The different texts of all authors.
struct Corpus<'a> {
    /// Fingerprint and words, ascending.
    documents: &'a [(u64, &'a [u32])],
    /// Words that one author alone writes cannot be shared.
    by_author: &'a Frequencies,
    authors: u32,
}

impl Corpus<'_> {
    /// Joins what is found to be variants. How rare words are, `words` says, and `counted` are the texts by whoever counts as one
    /// there; `pair_up` chooses the candidates among texts that share a key. Gives the counts of the pairs of words that were compared.
    fn join(
        &self,
        words: &Frequencies,
        counted: &[Text<'_>],
        groups: &mut Groups,
        pair_up: impl Fn(&[u32], &mut Vec<(u32, u32)>),
    ) -> Frequencies {
        let mut by_rarity = Vec::new();
        let rarest: Vec<[u32; RAREST]> =
            self.documents.iter().map(|document| rarest(document.1, self.by_author, words, &mut by_rarity)).collect();
        let candidates = candidates(&rarest, pair_up);
        let pairs = self.count_pairs(&candidates, counted);
        let background = Background::new(self.authors, words, &pairs);
        let (mut one, mut other) = (Profile::default(), Profile::default());
        let mut sieve = Sieve::new();
        let mut profiled = None;
        for &(document, candidate) in &candidates {
            if groups.root(document) == groups.root(candidate) {
                continue;
            }
            if profiled.replace(document) != Some(document) {
                background.profile(self.documents[document as usize].1, &mut one);
                sieve.load(&one);
            }
            let words = self.documents[candidate as usize].1;
            if sieve.shared_bits(words) < FEWEST_BITS {
                continue;
            }
            background.profile(words, &mut other);
            if likeness(&one, &other).is_variant() {
                groups.join(document, candidate);
            }
        }
        pairs
    }

    /// In how many authors' texts each pair of words of a candidate stands: counting all pairs would take most of the time.
    fn count_pairs(&self, candidates: &[(u32, u32)], counted: &[Text<'_>]) -> Frequencies {
        let mut compared = vec![false; self.documents.len()];
        candidates.iter().flat_map(|(one, other)| [one, other]).for_each(|&document| compared[document as usize] = true);
        let mut marked = Marked::new();
        for (document, _) in self.documents.iter().zip(compared).filter(|(_, compared)| *compared) {
            document.1.windows(2).for_each(|two| marked.mark(pair(two[0], two[1])));
        }
        let mut pairs = Frequencies::new(marked.len());
        for text in counted {
            let own = text.words.windows(2).map(|two| pair(two[0], two[1]));
            own.filter(|&pair| marked.has(pair)).for_each(|pair| pairs.count(pair, text.author));
        }
        pairs
    }

    /// Whether most of a cluster's texts, evenly drawn, are variants of its first one.
    fn is_one_text(&self, root: u32, roots: &[u32], size: u32, background: &Background<'_>) -> bool {
        let profile = |document: usize| {
            let mut profile = Profile::default();
            background.profile(self.documents[document].1, &mut profile);
            profile
        };
        let first = profile(root as usize);
        let members = (0..roots.len()).filter(|&document| roots[document] == root);
        let drawn: Vec<usize> = members.step_by((size as usize).div_ceil(SAMPLE).max(1)).collect();
        let variants = drawn.iter().filter(|&&document| likeness(&first, &profile(document)).is_variant()).count();
        2 * variants > drawn.len()
    }
}

fn word_frequencies(texts: &[Text<'_>]) -> Frequencies {
    let total: usize = texts.iter().map(|text| text.words.len()).sum();
    let mut words = Frequencies::new(total / 8);
    texts.iter().for_each(|text| text.words.iter().for_each(|&word| words.count(word, text.author)));
    words
}

/// Pairs of documents that share three of their rarest words, as `pair_up` chooses them among those under one key; ascending.
fn candidates(rarest: &[[u32; RAREST]], pair_up: impl Fn(&[u32], &mut Vec<(u32, u32)>)) -> Vec<(u32, u32)> {
    let parts = (rarest.len() * KEYS / PART + 1) as u32;
    let mut keys: Vec<u64> = Vec::new();
    let mut under_one: Vec<u32> = Vec::new();
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
            under_one.clear();
            under_one.extend(group.iter().map(|&key| key as u32));
            pair_up(&under_one, &mut candidates);
        }
        candidates.sort_unstable();
        candidates.dedup();
    }
    candidates
}

/// Each document with those that follow.
fn neighbours(documents: &[u32], candidates: &mut Vec<(u32, u32)>) {
    for (index, &document) in documents.iter().enumerate() {
        candidates.extend(documents[index + 1..].iter().take(NEIGHBOURS).map(|&following| (document, following)));
    }
}

/// Each document outside large clusters with the first ones inside.
fn newcomers(documents: &[u32], inside: &[bool], candidates: &mut Vec<(u32, u32)>) {
    let is_inside = |document: &&u32| inside[**document as usize];
    let first: Vec<u32> = documents.iter().filter(is_inside).take(NEIGHBOURS).copied().collect();
    for &outside in documents.iter().filter(|document| !first.is_empty() && !is_inside(document)) {
        candidates.extend(first.iter().map(|&inside| (outside.min(inside), outside.max(inside))));
    }
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
