//! The words of a society: invented ones by the ten thousand, the small words of English, and what people say all the time.

use std::collections::HashSet;

use super::super::dice::{Dice, exp, ln};

/// How many invented words there are.
const WORDS: usize = 30_000;

/// How many collocations everybody uses.
const COLLOCATIONS: usize = 500;

/// How many words an audience has of its own.
const TOPIC: usize = 300;

/// All words, the most frequent first. The language does not depend on the seed of a society.
#[derive(Debug, Clone)]
pub(super) struct Lexicon {
    /// The invented words, one after the other.
    letters: String,
    /// Where each word ends in `letters`.
    ends: Vec<u32>,
    collocations: Vec<String>,
    /// How often words, topic words, small words and collocations are used.
    ranks: [Ranks; 4],
}

impl Lexicon {
    /// Makes up the language.
    pub fn new() -> Lexicon {
        let mut dice = Dice::new(0, 26);
        let mut seen = HashSet::new();
        let (mut letters, mut ends) = (String::new(), Vec::with_capacity(WORDS));
        while ends.len() < WORDS {
            // Frequent words are short.
            let syllables = 1 + dice.below(2) + usize::from(ends.len() > 300) * (1 + dice.below(5) / 4);
            let mut word: String = (1..=syllables).map(|place| syllable(&mut dice, place == syllables)).collect();
            if ends.len() > 100 && dice.chance(0.3) {
                word.push_str(dice.pick(&["s", "ed", "ing", "er", "ly", "ness", "s"]));
            }
            if word.len() < 3 || SMALL.contains(&word.as_str()) || !seen.insert(word.clone()) {
                continue;
            }
            letters.push_str(&word);
            ends.push(letters.len() as u32);
        }
        let mut lexicon = Lexicon {
            letters,
            ends,
            collocations: Vec::new(),
            ranks: [(WORDS, 20.0), (TOPIC, 6.0), (SMALL.len(), 1.0), (COLLOCATIONS, 5.0)]
                .map(|(many, flat)| Ranks::new(many, flat)),
        };
        let mut collocations: Vec<String> = SAYINGS.iter().map(|saying| (*saying).to_owned()).collect();
        while collocations.len() < COLLOCATIONS {
            let mut word = || lexicon.word(dice.below(600)).to_owned();
            let (first, second) = (word(), word());
            let small = dice.pick(SMALL);
            collocations.push(match dice.below(4) {
                0 => format!("{first} {second}"),
                1 => format!("{small} {first}"),
                2 => format!("{first} {small} {second}"),
                _ => format!("{small} {first} {second}"),
            });
        }
        lexicon.collocations = collocations;
        lexicon
    }

    /// The word of that rank, from 0; ranks beyond the last begin again.
    pub fn word(&self, rank: usize) -> &str {
        let rank = rank % WORDS;
        let from = if rank == 0 { 0 } else { self.ends[rank - 1] as usize };
        &self.letters[from..self.ends[rank] as usize]
    }

    /// Any word, by its frequency.
    pub fn any(&self, dice: &mut Dice) -> &str {
        let rank = self.ranks[0].draw(dice);
        self.word(rank)
    }

    /// A word of an audience, by its frequency there.
    pub fn topical(&self, dice: &mut Dice, topic: u32) -> &str {
        let rank = self.ranks[1].draw(dice) as u64;
        // Topics have rare words too, so they lie anywhere but among the most frequent.
        self.word(200 + (scramble(u64::from(topic) << 16 | rank) % (WORDS as u64 - 200)) as usize)
    }

    /// A small word of English.
    pub fn small(&self, dice: &mut Dice) -> &'static str {
        SMALL.get(self.ranks[2].draw(dice)).copied().unwrap_or("the")
    }

    /// Two to four words that everybody uses together.
    pub fn collocation(&self, dice: &mut Dice) -> &str {
        self.collocations.get(self.ranks[3].draw(dice)).map_or("of course", String::as_str)
    }
}

/// Ranks drawn by Mandelbrot's law: like Zipf's, but flat over the first few.
#[derive(Debug, Clone)]
struct Ranks {
    /// The rank, in sixty-fourths, up to which each of `STEPS` equal shares of all draws goes.
    steps: Vec<u32>,
}

/// How many shares a law is cut into; within one, all ranks are as likely.
const STEPS: usize = 4096;

impl Ranks {
    fn new(many: usize, flat: f64) -> Ranks {
        let (low, high) = (ln(flat), ln(flat + many as f64));
        let at = |step: usize| exp(low + (high - low) * step as f64 / STEPS as f64) - flat;
        Ranks { steps: (0..=STEPS).map(|step| (at(step).max(0.0) * 64.0) as u32).collect() }
    }

    /// A rank from 0.
    fn draw(&self, dice: &mut Dice) -> usize {
        let drawn = dice.below(STEPS * 4096);
        let (step, within) = (drawn / 4096, drawn as u32 % 4096);
        let (from, to) = (self.steps[step], self.steps[step + 1]);
        ((from + (to - from) * within / 4096) / 64) as usize
    }
}

/// Mixes the bits of a number; no two numbers give the same.
pub(super) fn scramble(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn syllable(dice: &mut Dice, last: bool) -> String {
    const ONSETS: &[&str] = &[
        "b", "b", "br", "c", "c", "ch", "d", "d", "f", "g", "gr", "h", "k", "l", "l", "m", "m", "n", "n", "p", "p", "pl", "qu",
        "r", "r", "s", "s", "sh", "st", "t", "t", "th", "tr", "v", "w", "z", "",
    ];
    const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ea", "ai", "oo", "ou", "a", "e", "i", "o"];
    const CODAS: &[&str] = &["", "", "", "n", "r", "l", "s", "t", "m", "nd", "ck", "st", "rn", "p", "ng", "x"];
    let coda = if last || dice.chance(0.2) { dice.pick(CODAS) } else { "" };
    format!("{}{}{coda}", dice.pick(ONSETS), dice.pick(VOWELS))
}

#[rustfmt::skip]
const SMALL: &[&str] = &[
    "the", "to", "and", "a", "of", "in", "is", "it", "i", "you", "for", "that", "on", "my", "with", "this", "be", "at", "have", "so", "me",
    "are", "not", "was", "but", "just", "we", "as", "all", "your", "from", "if", "they", "what", "out", "or", "up", "do", "can", "no",
    "about", "an", "will", "by", "one", "get", "when", "he", "like", "there", "more", "has", "how", "now", "she", "who", "our", "their",
    "his", "her", "them", "would", "time", "some", "know", "had", "been", "than", "go", "people", "why", "good", "see", "were", "off",
    "too", "over", "only", "because", "back", "then", "want", "here", "going", "today", "still", "which", "into", "even", "any", "make",
    "after", "need", "its", "never", "us", "day", "really", "new", "could", "right", "think", "way", "first", "other", "much", "well",
    "should", "very", "those", "these", "down", "last", "him", "got", "before", "most", "where", "always", "great", "through", "while",
];

#[rustfmt::skip]
const SAYINGS: &[&str] = &[
    "of course", "by the way", "thank you", "as soon as possible", "in the end", "a lot of", "right now", "at the moment", "have a nice day",
    "on the other hand", "to be honest", "for the first time", "all the time", "in other words", "looking forward to", "at least",
    "no idea why", "last night", "this morning", "next week", "a bit of", "the rest of", "one of the", "as well as", "kind of", "in fact",
    "more than ever", "every single day", "for a while", "at the end of", "out of nowhere", "first of all", "check this out",
    "good to know", "let me know", "can't wait for", "so much for", "i don't know", "it is what it", "we need to talk", "what do you think",
    "read this", "well done", "of the year", "in front of", "because of the", "a couple of", "most of the", "once again", "sooner or later",
];

/// Phrases that people post as they are.
#[rustfmt::skip]
pub(super) const STOCK: &[&str] = &[
    "good morning", "Good morning everyone!", "good night", "Good night all", "happy birthday!", "Happy birthday, have a great day!",
    "Happy Friday!", "happy monday", "thank you!", "Thanks for the follow!", "thanks so much", "so true", "lol", "haha yes", "this.",
    "I can't even", "same here", "congratulations!", "Congrats, well deserved!", "have a nice weekend", "Merry Christmas everybody",
    "happy new year!", "get well soon", "what a day", "I need coffee", "is it weekend yet", "miss you", "love this", "wow", "so tired today",
    "welcome back!", "Good luck today!", "safe travels", "who else is awake", "finally home", "rip", "no comment", "well said",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_differ_and_frequent_ones_are_frequent() {
        let lexicon = Lexicon::new();
        let words: HashSet<&str> = (0..WORDS).map(|rank| lexicon.word(rank)).collect();
        assert_eq!(words.len(), WORDS);
        let mut dice = Dice::new(1, 1);
        let drawn: Vec<usize> = (0..200_000).map(|_| lexicon.ranks[0].draw(&mut dice)).collect();
        let first = drawn.iter().filter(|rank| **rank < 10).count() as f64;
        let later = drawn.iter().filter(|rank| (270..280).contains(*rank)).count() as f64;
        assert!((9.0..16.0).contains(&(first / later)), "{first} {later}");
        assert!(drawn.iter().all(|rank| *rank < WORDS) && drawn.iter().any(|rank| *rank > 20_000));
        assert_eq!(lexicon.collocations.len(), COLLOCATIONS);
    }
}
