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

use super::memory::Memory;
use super::rows::Sorter;
use super::union_find::Groups;
use crate::Result;
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

/// What a different text takes while texts are compared, in bytes: itself, its rarest words, its group, some candidates.
const HELD: u64 = 80;
/// What must be held while texts are compared.
const COUNTED: &str = "accounts, texts and the counts of their words";

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

/// One author's text, whose words stand elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Fingerprint of the text.
    pub fingerprint: u64,
    /// The author's number.
    pub author: u32,
    /// Where its words stand.
    pub place: u64,
    /// How many words it has.
    pub length: usize,
}

/// Texts, wherever they are kept.
pub trait Texts {
    /// Hands out every different text of each author, those of one author together.
    fn each(&self, take: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()>;
    /// The words that stand at a place; `room` is room for them, where they are not in memory.
    fn words<'r>(&'r self, place: u64, room: &'r mut Vec<u32>) -> Result<&'r [u32]>;
}

impl Texts for [Text<'_>] {
    fn each(&self, take: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        (0..).zip(self).try_for_each(|(place, &Text { fingerprint, author, words })| {
            take(Entry { fingerprint, author, place, length: words.len() })
        })
    }

    fn words<'r>(&'r self, place: u64, _: &'r mut Vec<u32>) -> Result<&'r [u32]> {
        Ok(self[place as usize].words)
    }
}

/// For every text that is a variant of another, the smallest fingerprint of its cluster.
pub type Clusters = HashMap<u64, u64, FixedState>;

/// Clusters the texts. Cost: n log n in the texts; `authors` is the number of all accounts.
pub fn clusters<T: Texts + ?Sized>(texts: &T, authors: usize, memory: Memory) -> Result<Clusters> {
    let corpus = Corpus::new(texts, authors as u32, memory)?;
    let mut groups = Groups::new(corpus.documents.len());
    let by_author = corpus.word_frequencies(&Whom::Authors)?;
    let pairs = corpus.join(&by_author, &by_author, &Whom::Authors, &mut groups, neighbours)?;
    let (roots, sizes) = groups.roots_and_sizes();
    let mut members: HashMap<u32, u32, FixedState> = HashMap::default();
    corpus.documents.iter().zip(&roots).for_each(|(document, &root)| *members.entry(root).or_default() += document.authors);
    let background = Background::new(corpus.authors, &by_author, &pairs);
    let mut large: Vec<u32> =
        members.into_iter().filter(|&(_, members)| f64::from(members) > LARGE * authors as f64).map(|(root, _)| root).collect();
    large.sort_unstable();
    let mut one_text = Vec::new();
    for root in large {
        if corpus.is_one_text(root, &roots, sizes[root as usize], &background)? {
            one_text.push(root);
        }
    }
    drop(pairs);
    if !one_text.is_empty() {
        // Authors of a large cluster count as one; numbers above those of accounts stand for clusters.
        let inside: Vec<bool> = roots.iter().map(|root| one_text.binary_search(root).is_ok()).collect();
        let whom = Whom::Clusters { roots: &roots, inside: &inside };
        corpus.join(&by_author, &corpus.word_frequencies(&whom)?, &whom, &mut groups, |documents, candidates| {
            newcomers(documents, &inside, candidates)
        })?;
    }
    let (roots, sizes) = groups.roots_and_sizes();
    let clustered = corpus.documents.iter().zip(roots).filter(|(_, root)| sizes[*root as usize] > 1);
    Ok(clustered.map(|(document, root)| (document.fingerprint, corpus.documents[root as usize].fingerprint)).collect())
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
        let mut words = Frequencies::new(Frequencies::expected_words(texts.iter().map(|text| text.words.len()).sum()));
        texts.iter().for_each(|text| text.words.iter().for_each(|&word| words.count(word, text.author)));
        texts.iter().for_each(|text| text.words.windows(2).for_each(|two| pairs.count(pair(two[0], two[1]), text.author)));
        Comparison { authors: authors as u32, words, pairs, texts }
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

/// A different text that is long enough.
#[derive(Debug, Clone, Copy)]
struct Document {
    fingerprint: u64,
    /// Where its words stand.
    place: u64,
    /// How many wrote it.
    authors: u32,
}

/// Who counts as one when words are counted.
enum Whom<'a> {
    Authors,
    /// Those of a large cluster count as one, the others each.
    Clusters {
        roots: &'a [u32],
        inside: &'a [bool],
    },
}

/// The different texts of all authors.
struct Corpus<'a, T: Texts + ?Sized> {
    texts: &'a T,
    /// By fingerprint.
    documents: Vec<Document>,
    /// How many different words all texts have, about.
    words: usize,
    authors: u32,
    memory: Memory,
}

impl<'a, T: Texts + ?Sized> Corpus<'a, T> {
    fn new(texts: &'a T, authors: u32, memory: Memory) -> Result<Self> {
        let mut order = Sorter::new(memory.room(0, "accounts")?);
        let mut words = 0;
        texts.each(&mut |text| {
            words += text.length;
            if text.length >= SHORTEST { order.push([text.fingerprint, text.place]) } else { Ok(()) }
        })?;
        let mut documents: Vec<Document> = Vec::new();
        order.sorted()?.each(|[fingerprint, place]| {
            match documents.last_mut().filter(|last| last.fingerprint == fingerprint) {
                Some(last) => last.authors += 1,
                None => documents.push(Document { fingerprint, place, authors: 1 }),
            }
            Ok(())
        })?;
        let words = Frequencies::expected_words(words);
        let memory = memory.beside(HELD * documents.len() as u64 + Frequencies::bytes(words));
        Ok(Corpus { texts, documents, words, authors, memory })
    }

    /// Hands out the words of every text with whoever counts as one, all of one together.
    fn count(&self, whom: &Whom<'_>, mut take: impl FnMut(u32, &[u32])) -> Result<()> {
        let mut room = Vec::new();
        let mut of_clusters: Vec<(u32, u64)> = Vec::new();
        self.texts.each(&mut |text| {
            if let Whom::Clusters { roots, inside } = whom
                && let Ok(document) = self.documents.binary_search_by_key(&text.fingerprint, |document| document.fingerprint)
                && inside[document]
            {
                of_clusters.push((self.authors + roots[document], text.place));
            } else {
                take(text.author, self.texts.words(text.place, &mut room)?);
            }
            Ok(())
        })?;
        of_clusters.sort_unstable();
        of_clusters.into_iter().try_for_each(|(cluster, place)| {
            take(cluster, self.texts.words(place, &mut room)?);
            Ok(())
        })
    }

    fn word_frequencies(&self, whom: &Whom<'_>) -> Result<Frequencies> {
        let mut counts = Frequencies::new(self.words);
        self.count(whom, |author, words| words.iter().for_each(|&word| counts.count(word, author)))?;
        Ok(counts)
    }

    /// Joins what is found to be variants. How rare words are, `words` says, and `whom` who counts as one there; words that one
    /// author alone writes, by `by_author`, cannot be shared. `pair_up` chooses the candidates among texts that share a key. Gives
    /// the counts of the pairs of words that were compared.
    fn join(
        &self,
        by_author: &Frequencies,
        words: &Frequencies,
        whom: &Whom<'_>,
        groups: &mut Groups,
        pair_up: impl Fn(&[u32], &mut Vec<(u32, u32)>),
    ) -> Result<Frequencies> {
        let (mut by_rarity, mut room) = (Vec::new(), Vec::new());
        let mut rarest_words = Vec::with_capacity(self.documents.len());
        for document in &self.documents {
            rarest_words.push(rarest(self.texts.words(document.place, &mut room)?, by_author, words, &mut by_rarity));
        }
        let candidates = candidates(&rarest_words, self.memory.room(0, COUNTED)?, pair_up);
        drop(rarest_words);
        let pairs = self.count_pairs(&candidates, whom)?;
        let background = Background::new(self.authors, words, &pairs);
        let (mut one, mut other) = (Profile::default(), Profile::default());
        let mut sieve = Sieve::new();
        let mut profiled = None;
        for &(document, candidate) in &candidates {
            if groups.root(document) == groups.root(candidate) {
                continue;
            }
            if profiled.replace(document) != Some(document) {
                background.profile(self.words_of(document, &mut room)?, &mut one);
                sieve.load(&one);
            }
            let words = self.words_of(candidate, &mut room)?;
            if sieve.shared_bits(words) < FEWEST_BITS {
                continue;
            }
            background.profile(words, &mut other);
            if likeness(&one, &other).is_variant() {
                groups.join(document, candidate);
            }
        }
        Ok(pairs)
    }

    fn words_of<'r>(&'r self, document: u32, room: &'r mut Vec<u32>) -> Result<&'r [u32]> {
        self.texts.words(self.documents[document as usize].place, room)
    }

    /// In how many authors' texts each pair of words of a candidate stands: counting all pairs would take most of the time.
    fn count_pairs(&self, candidates: &[(u32, u32)], whom: &Whom<'_>) -> Result<Frequencies> {
        let mut compared = vec![false; self.documents.len()];
        candidates.iter().flat_map(|(one, other)| [one, other]).for_each(|&document| compared[document as usize] = true);
        let mut marked = Marked::new();
        let mut room = Vec::new();
        for (document, _) in (0..).zip(compared).filter(|(_, compared)| *compared) {
            self.words_of(document, &mut room)?.windows(2).for_each(|two| marked.mark(pair(two[0], two[1])));
        }
        self.memory.beside(Frequencies::bytes(marked.len())).check(COUNTED)?;
        let mut pairs = Frequencies::new(marked.len());
        self.count(whom, |author, words| {
            let own = words.windows(2).map(|two| pair(two[0], two[1]));
            own.filter(|&pair| marked.has(pair)).for_each(|pair| pairs.count(pair, author));
        })?;
        Ok(pairs)
    }

    /// Whether most of a cluster's texts, evenly drawn, are variants of its first one.
    fn is_one_text(&self, root: u32, roots: &[u32], size: u32, background: &Background<'_>) -> Result<bool> {
        let mut room = Vec::new();
        let mut profile = |document: u32| -> Result<Profile> {
            let mut profile = Profile::default();
            background.profile(self.words_of(document, &mut room)?, &mut profile);
            Ok(profile)
        };
        let first = profile(root)?;
        let members = (0..roots.len() as u32).filter(|&document| roots[document as usize] == root);
        let (mut variants, mut drawn) = (0, 0);
        for document in members.step_by((size as usize).div_ceil(SAMPLE).max(1)) {
            variants += usize::from(likeness(&first, &profile(document)?).is_variant());
            drawn += 1;
        }
        Ok(2 * variants > drawn)
    }
}

/// Pairs of documents that share three of their rarest words, as `pair_up` chooses them among those under one key; ascending.
fn candidates(rarest: &[[u32; RAREST]], room: usize, pair_up: impl Fn(&[u32], &mut Vec<(u32, u32)>)) -> Vec<(u32, u32)> {
    let parts = (rarest.len() * KEYS / PART.min(room / size_of::<u64>()) + 1) as u32;
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
