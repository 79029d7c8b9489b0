//! The words and phrases that comments are read by: which lists there are, and finding them in one pass.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use foldhash::fast::FixedState;
use serde::Deserialize;

use crate::text::word_number;

/// Lists of single words; a word may be in several. One bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Class {
    /// What people ask their readers to do: watch, follow.
    Call = 1,
    /// Whom it is for: my, our.
    Own = 1 << 1,
    /// What they show: channel, page.
    Media = 1 << 2,
    /// Who they are: singer, producer.
    Maker = 1 << 3,
    /// Please.
    Please = 1 << 4,
    /// To subscribe.
    Subscribe = 1 << 5,
    /// Talk about the page and the visit instead of the subject.
    About = 1 << 6,
    /// Thanks and praise.
    Warm = 1 << 7,
    /// Trades and goods that pay for links.
    Trade = 1 << 8,
    /// Places.
    Place = 1 << 9,
    /// Given names of people.
    Given = 1 << 10,
    /// What is sold in disguise.
    Goods = 1 << 11,
    /// Words that say nothing of a subject.
    Common = 1 << 12,
    /// What sells only beside other words.
    Soft = 1 << 13,
}

impl Class {
    /// Whether a word that is in these lists is in this one.
    #[inline]
    pub fn is_in(self, classes: u32) -> bool {
        classes & self as u32 != 0
    }
}

/// Lists of phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Theme {
    /// Praise that fits anything.
    Praise,
    /// What spinners leave behind.
    Spun,
    /// Asking readers for something.
    Appeal,
    /// Something for sale or for nothing.
    Offer,
    /// Ways to reach the writer.
    Contact,
}

const THEMES: usize = 5;

#[derive(Deserialize)]
struct Phrases {
    fine: Vec<String>,
    page: Vec<String>,
    praise: Vec<String>,
    spun: Vec<String>,
    appeal: Vec<String>,
    offer: Vec<String>,
    contact: Vec<String>,
}

#[derive(Deserialize)]
struct Words {
    call: Vec<String>,
    own: Vec<String>,
    media: Vec<String>,
    maker: Vec<String>,
    please: Vec<String>,
    subscribe: Vec<String>,
    about: Vec<String>,
    warm: Vec<String>,
    trade: Vec<String>,
    soft: Vec<String>,
    place: Vec<String>,
    given: Vec<String>,
    goods: Vec<String>,
    common: Vec<String>,
    shortener: Vec<String>,
    public: Vec<String>,
    home: Vec<String>,
}

/// All lists, ready to be looked in.
#[derive(Debug)]
pub struct Lexicon {
    classes: HashMap<u32, u32, FixedState>,
    phrases: AhoCorasick,
    themes: Vec<Theme>,
    shorteners: Vec<String>,
    publics: Vec<String>,
    homes: Vec<String>,
}

/// The shipped lists.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::shipped);

/// A phrase that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The list that it is from.
    pub theme: Theme,
    /// Where it stands in the normalised text.
    pub range: Range<usize>,
}

impl Lexicon {
    fn shipped() -> Lexicon {
        // The files are part of the program, and a test reads them; a fault in them cannot reach anybody.
        let phrases: Phrases = toml::from_str(include_str!("lexicon/phrases.toml")).expect("shipped phrases");
        let words: Words = toml::from_str(include_str!("lexicon/words.toml")).expect("shipped words");
        Lexicon::new(phrases, words)
    }

    fn new(phrases: Phrases, words: Words) -> Lexicon {
        let mut classes: HashMap<u32, u32, FixedState> = HashMap::default();
        let lists = [
            (Class::Call, &words.call),
            (Class::Own, &words.own),
            (Class::Media, &words.media),
            (Class::Maker, &words.maker),
            (Class::Please, &words.please),
            (Class::Subscribe, &words.subscribe),
            (Class::About, &words.about),
            (Class::Warm, &words.warm),
            (Class::Trade, &words.trade),
            (Class::Soft, &words.soft),
            (Class::Place, &words.place),
            (Class::Given, &words.given),
            (Class::Goods, &words.goods),
            (Class::Common, &words.common),
        ];
        for (class, list) in lists {
            for word in list {
                *classes.entry(word_number(word)).or_default() |= class as u32;
            }
        }
        let mut list: Vec<(String, Theme)> = Vec::new();
        let themes: [(Theme, &Vec<String>); THEMES] = [
            (Theme::Praise, &phrases.praise),
            (Theme::Spun, &phrases.spun),
            (Theme::Appeal, &phrases.appeal),
            (Theme::Offer, &phrases.offer),
            (Theme::Contact, &phrases.contact),
        ];
        for (theme, written) in themes {
            for phrase in written {
                for phrase in fill(phrase, "[fine]", &phrases.fine) {
                    list.extend(fill(&phrase, "[page]", &phrases.page).into_iter().map(|phrase| (phrase, theme)));
                }
            }
        }
        list.sort();
        list.dedup_by(|a, b| a.0 == b.0);
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::LeftmostLongest)
            .build(list.iter().map(|(phrase, _)| phrase.as_bytes()))
            .expect("the shipped phrases are far below any limit");
        let sorted = |mut list: Vec<String>| {
            list.sort();
            list
        };
        Lexicon {
            classes,
            phrases: automaton,
            themes: list.into_iter().map(|(_, theme)| theme).collect(),
            shorteners: sorted(words.shortener),
            publics: sorted(words.public),
            homes: sorted(words.home),
        }
    }

    /// The lists that a word is in, as bits.
    #[inline]
    pub fn classes(&self, word: u32) -> u32 {
        self.classes.get(&word).copied().unwrap_or(0)
    }

    /// The phrases in a normalised text, in order, none inside another.
    pub fn find(&self, normal: &str, found: &mut Vec<Found>) {
        found.clear();
        let mut from = 0;
        let bytes = normal.as_bytes();
        // A match that is no whole word hides what begins inside it, so the search goes on at its second letter.
        while let Some(hit) = self.phrases.find(aho_corasick::Input::new(bytes).span(from..bytes.len())) {
            if is_whole(normal, hit.range()) {
                found.push(Found { theme: self.themes[hit.pattern().as_usize()], range: hit.range() });
                from = hit.end();
            } else {
                from = next_start(bytes, hit.start());
            }
        }
    }

    /// Whether a domain hides where its links lead.
    pub fn is_shortener(&self, domain: &str) -> bool {
        holds(&self.shorteners, domain)
    }

    /// Whether a domain has pages of many people.
    pub fn is_public(&self, domain: &str) -> bool {
        holds(&self.publics, domain)
    }

    /// Whether people sign with such a path.
    pub fn is_home(&self, path: &str) -> bool {
        path.is_empty() || holds(&self.homes, path)
    }
}

fn holds(list: &[String], wanted: &str) -> bool {
    list.binary_search_by(|held| held.as_str().cmp(wanted)).is_ok()
}

/// The phrase with each of the words at the place of `mark`.
fn fill(phrase: &str, mark: &str, words: &[String]) -> Vec<String> {
    if phrase.contains(mark) { words.iter().map(|word| phrase.replace(mark, word)).collect() } else { vec![phrase.to_owned()] }
}

/// Whether a match neither begins nor ends inside a word.
fn is_whole(text: &str, range: Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let first = text[range.clone()].chars().next();
    let last = text[range].chars().next_back();
    let joined = |a: Option<char>, b: Option<char>| {
        a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric) && !(is_wide(a) || is_wide(b))
    };
    !joined(before, first) && !joined(last, after)
}

/// Whether a sign stands without spaces around it, as in Chinese.
fn is_wide(character: Option<char>) -> bool {
    character.is_some_and(|character| ('\u{2e80}'..='\u{d7ff}').contains(&character))
}

/// Where the next character behind the one at `at` starts.
fn next_start(bytes: &[u8], at: usize) -> usize {
    (at + 1..bytes.len()).find(|&next| bytes[next] & 0xc0 != 0x80).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise;

    fn found(text: &str) -> Vec<(Theme, String)> {
        let mut found = Vec::new();
        LEXICON.find(text, &mut found);
        found.into_iter().map(|hit| (hit.theme, text[hit.range].to_owned())).collect()
    }

    #[test]
    fn whole_phrases_are_found_in_order() {
        let text = "great post! subscribe to my channel, telegrams are not contact";
        let expected = [(Theme::Praise, "great post"), (Theme::Appeal, "subscribe to my"), (Theme::Appeal, "channel")];
        assert_eq!(found(text)[..2], expected[..2].iter().map(|(t, p)| (*t, (*p).to_owned())).collect::<Vec<_>>()[..]);
        assert!(found("a greatly posted text").is_empty());
        assert_eq!(found("请看我的频道吧").len(), 1);
    }

    #[test]
    fn every_shipped_word_and_phrase_is_in_normal_form() {
        let phrases: Phrases = toml::from_str(include_str!("lexicon/phrases.toml")).unwrap();
        for list in
            [&phrases.praise, &phrases.spun, &phrases.appeal, &phrases.offer, &phrases.contact, &phrases.fine, &phrases.page]
        {
            for phrase in list {
                assert_eq!(normalise(phrase), phrase.as_str());
            }
        }
        let lists: HashMap<String, Vec<String>> = toml::from_str(include_str!("lexicon/words.toml")).unwrap();
        for word in lists.values().flatten() {
            assert_eq!(normalise(word), word.as_str());
        }
    }

    #[test]
    fn words_are_in_their_lists() {
        let classes = LEXICON.classes(word_number("channel"));
        assert!(Class::Media.is_in(classes) && !Class::Own.is_in(classes));
        assert!(LEXICON.is_shortener("bit.ly") && LEXICON.is_public("youtu.be") && LEXICON.is_home("blog"));
        assert_eq!(LEXICON.classes(word_number("klavier")), 0);
    }
}
