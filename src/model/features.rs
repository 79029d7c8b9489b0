//! What a model sees of a comment: its words, its pairs of words, pieces of two to five characters, and who signed it, each as the
//! number of a bucket.

use crate::item::lexicon::Class;
use crate::item::{Glance, Word};
use crate::text::fingerprint;

/// Buckets that features are hashed into: the first half for words and pairs, the second for pieces, which are so many that words
/// would seem known by chance.
pub(super) const BUCKETS: usize = 2 << HALF;
const HALF: u32 = 18;
/// Characters of the shortest and of the longest piece.
const PIECE: std::ops::RangeInclusive<usize> = 2..=5;
/// The most characters of a comment that are cut into pieces.
const LONGEST: usize = 2_000;
/// How much the signature weighs beside the text.
const SIGNED: f32 = 0.5;
/// How much the lists do.
const LISTED: f32 = 1.0;
const SORTS: usize = 4;
/// Keeps features of different sorts apart.
const WORD: u64 = 0x51_7c_c1_b7_27_22_0a_95;
const PAIR: u64 = 0x2f_53_26_71_9c_a9_1d_4b;
const CHARACTERS: u64 = 0x6c_62_27_2e_07_bb_01_42;
const NAME: u64 = 0x14_02_0a_57_ac_ce_d8_b7;
const LIST: u64 = 0x27_22_0a_95_fe_94_f8_2b;
const DOMAIN: u64 = 0x3c_6e_f3_72_fe_94_f8_2b;

/// The features of one comment, each once, in four sorts: words and pairs, pieces, signature, and the word lists and themes that it
/// touches, which it has in common with comments of other words. Each sort is of length 1, whatever the length of the comment.
#[derive(Debug, Clone)]
pub struct Features {
    sorts: [Vec<u32>; SORTS],
    /// For each word and pair, and for each piece, the place of the word that it is first of.
    places: [Vec<u32>; 2],
    /// How many of the first sort are words by themselves; the others are pairs.
    singles: usize,
    /// For each bucket the number of the comment that it was last seen in.
    last: Vec<u32>,
    comment: u32,
}

impl Default for Features {
    fn default() -> Self {
        Features { sorts: Default::default(), places: Default::default(), singles: 0, last: vec![0; BUCKETS], comment: 0 }
    }
}

impl Features {
    /// Room for features, and those of a comment.
    pub fn of(glance: &Glance<'_>) -> Features {
        let mut features = Features::default();
        features.read(glance);
        features
    }

    /// The features of another comment in place of those of the last.
    pub fn read(&mut self, glance: &Glance<'_>) {
        self.sorts.iter_mut().chain(&mut self.places).for_each(Vec::clear);
        self.comment = self.comment.wrapping_add(1);
        if self.comment == 0 {
            self.last.fill(0);
            self.comment = 1;
        }
        let words = &glance.words.list;
        (0..).zip(words).for_each(|(place, word)| self.put_of(0, unigram(word), place));
        self.singles = self.sorts[0].len();
        (0..).zip(words.windows(2)).for_each(|(place, two)| self.put_of(0, pair(&two[0], &two[1]), place));
        glance.links.iter().for_each(|link| self.put(0, bucket(DOMAIN ^ fingerprint(&link.domain))));
        let mut place = 0;
        pieces(&glance.words.normal, |bucket, at| {
            while words.get(place as usize).is_some_and(|word| word.to as usize <= at) {
                place += 1;
            }
            self.put_of(1, bucket, place);
        });
        glance.name.list.iter().for_each(|word| self.put(2, bucket(NAME ^ u64::from(word.number))));
        let domain = glance.signature.as_ref().map_or(1, |signature| fingerprint(&signature.link.domain));
        self.put(2, bucket(NAME ^ DOMAIN ^ domain));
        let classes = words.iter().fold(0, |classes, word| classes | word.classes);
        (0..u32::BITS).filter(|bit| classes >> bit & 1 == 1).for_each(|bit| self.put(3, list(bit.into())));
        glance.found.iter().for_each(|found| self.put(3, list(64 + found.theme as u64)));
        self.put(3, list(128 + glance.links.len().min(3) as u64));
        self.put(3, list(192 + u64::from(words.len().checked_ilog2().unwrap_or(0))));
    }

    fn put(&mut self, sort: usize, bucket: u32) {
        if self.is_new(bucket) {
            self.sorts[sort].push(bucket);
        }
    }

    /// Puts a feature of the word at a place.
    fn put_of(&mut self, sort: usize, bucket: u32, place: u32) {
        if self.is_new(bucket) {
            self.sorts[sort].push(bucket);
            self.places[sort].push(place);
        }
    }

    /// Whether a bucket comes for the first time in this comment.
    fn is_new(&mut self, bucket: u32) -> bool {
        std::mem::replace(&mut self.last[bucket as usize], self.comment) != self.comment
    }

    /// A copy without room for others, to be kept.
    pub(super) fn kept(&self) -> Features {
        Features { sorts: self.sorts.clone(), places: Default::default(), singles: 0, last: Vec::new(), comment: 0 }
    }

    /// The value of each feature of a sort, and the sort's buckets.
    pub(super) fn parts(&self) -> impl Iterator<Item = (f32, &[u32])> {
        let values = [1.0, 1.0, SIGNED, LISTED];
        let full = self.sorts.iter().zip(values).filter(|(sort, _)| !sort.is_empty());
        full.map(|(sort, value)| (value / (sort.len() as f32).sqrt(), sort.as_slice()))
    }

    /// Every word, pair and piece with the place of the word that it is of, and its value. A pair is given to both of its words by
    /// half; what occurs again counts where it first stands.
    pub(super) fn by_word(&self, mut each: impl FnMut(usize, f32, u32)) {
        let value = |sort: usize| 1.0 / (self.sorts[sort].len().max(1) as f32).sqrt();
        for (at, (&bucket, &place)) in self.sorts[0].iter().zip(&self.places[0]).enumerate() {
            if at < self.singles {
                each(place as usize, value(0), bucket);
            } else {
                each(place as usize, value(0) / 2.0, bucket);
                each(place as usize + 1, value(0) / 2.0, bucket);
            }
        }
        for (&bucket, &place) in self.sorts[1].iter().zip(&self.places[1]) {
            each(place as usize, value(1), bucket);
        }
    }
}

/// The buckets of the words that are not the commonest of English, by which it is told how familiar a comment is; of all words, where
/// there are no others.
pub(super) fn telling(glance: &Glance<'_>) -> impl Iterator<Item = u32> {
    let is_telling = |word: &Word| !word.is(Class::Common);
    let any = glance.words.list.iter().any(is_telling);
    glance.words.list.iter().filter(move |word| !any || is_telling(word)).map(unigram)
}

/// The bucket of a list that a comment touches.
fn list(number: u64) -> u32 {
    bucket(LIST ^ number << 32)
}

fn unigram(word: &Word) -> u32 {
    bucket(WORD ^ u64::from(word.number))
}

fn pair(one: &Word, other: &Word) -> u32 {
    bucket(PAIR ^ u64::from(one.number) << 32 ^ u64::from(other.number))
}

/// Calls `each` with the bucket of every piece, and the byte that it starts at. Runs of one character count as three of it.
fn pieces(normal: &str, mut each: impl FnMut(u32, usize)) {
    let mut window: [(u64, usize); 5] = [(0, 0); 5];
    let mut length = 0;
    let (mut before, mut run) = ('\0', 0);
    for (at, character) in normal.char_indices().take(LONGEST) {
        run = if character == before { run + 1 } else { 1 };
        before = character;
        if run > 3 {
            continue;
        }
        window.rotate_left(1);
        window[4] = (u64::from(character as u32), at);
        length = (length + 1).min(5);
        // All pieces that end here, from the last character backwards.
        let mut hash = CHARACTERS;
        for size in 1..=length {
            let (character, start) = window[5 - size];
            hash = (hash ^ character).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
            if PIECE.contains(&size) {
                each(1 << HALF | bucket(hash ^ size as u64), start);
            }
        }
    }
}

/// The bucket of a hash: the high bits of a product depend on all of it.
fn bucket(hash: u64) -> u32 {
    (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - HALF)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Event;

    #[test]
    fn a_feature_counts_once_and_room_is_used_again() {
        let mut event = Event::by("a");
        event.text = Some("buy buy buy shoes".into());
        let glance = Glance::whole(&event);
        let mut features = Features::of(&glance);
        let first: Vec<usize> = features.parts().map(|(_, buckets)| buckets.len()).collect();
        assert_eq!(first[0], 4, "two words and the pairs `buy buy` and `buy shoes`");
        features.read(&glance);
        assert_eq!(features.parts().map(|(_, buckets)| buckets.len()).collect::<Vec<_>>(), first);
    }

    #[test]
    fn what_words_are_given_adds_up_to_the_score() {
        let mut event = Event::by("a");
        event.text = Some("visit my shop for a shop".into());
        let glance = Glance::whole(&event);
        let features = Features::of(&glance);
        let mut sum = 0.0;
        features.by_word(|_, value, _| sum += f64::from(value));
        let all: f64 = features.parts().take(2).map(|(value, buckets)| f64::from(value) * buckets.len() as f64).sum();
        assert!((sum - all).abs() < 1e-3, "{sum} of {all}");
    }
}
