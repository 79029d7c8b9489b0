//! What is seen of one comment in one pass: its words, phrases and links, and who signed it how.

use std::borrow::Cow;
use std::ops::Range;

use super::lexicon::{Class, Found, LEXICON, Theme};
use crate::event::{Event, Kind};
use crate::text::{Link, fingerprint, link, links, normalise, plain, word_number, words};

/// The most words of a comment that are looked at.
const LONGEST: usize = 2_000;
/// The most words of a name.
const LONGEST_NAME: usize = 64;
/// The thread of comments that do not say what they are under.
const NO_THREAD: u64 = 1;

/// A word of a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the normalised text.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// Its fingerprint.
    pub number: u32,
    /// The word lists that it is in, as bits.
    pub classes: u32,
}

impl Word {
    /// Whether the word is in a list.
    #[inline]
    pub fn is(&self, class: Class) -> bool {
        class.is_in(self.classes)
    }

    /// Whether it can say something of a subject: it is in no list but those of trades and goods.
    #[inline]
    pub fn is_specific(&self) -> bool {
        const GENERAL: u32 =
            !(Class::Trade as u32 | Class::Soft as u32 | Class::Goods as u32 | Class::Place as u32 | Class::Given as u32);
        self.classes & GENERAL == 0 && self.to - self.from > 2
    }
}

/// A normalised text and its words.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The text.
    pub normal: String,
    /// Its words, in order; links and mentions are none.
    pub list: Vec<Word>,
}

impl Words {
    /// Normalises a text and finds its words, at most so many.
    pub fn of(text: &str, most: usize) -> Words {
        let normal = match normalise(text) {
            Cow::Owned(normal) if normal.contains('’') => normal.replace('’', "'"),
            normal => normal.into_owned(),
        };
        let mut list = Vec::with_capacity(normal.len() / 5);
        words(&normal, |Range { start, end }| {
            let number = word_number(&normal[start..end]);
            list.push(Word { from: start as u32, to: end as u32, number, classes: LEXICON.classes(number) });
            list.len() < most
        });
        Words { normal, list }
    }

    /// The word as it is written.
    pub fn text(&self, word: &Word) -> &str {
        self.normal.get(word.from as usize..word.to as usize).unwrap_or_default()
    }

    /// How many words are in a list.
    pub fn count(&self, class: Class) -> usize {
        self.list.iter().filter(|word| word.is(class)).count()
    }
}

/// The link that a comment is signed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The page and its registered domain.
    pub link: Link,
    /// Whether the address could not be read; the link is then what was written.
    pub malformed: bool,
}

impl Signature {
    fn of(written: &str) -> Option<Signature> {
        let written = written.trim();
        if written.is_empty() || matches!(written, "http://" | "https://") {
            return None;
        }
        let twice = written.matches("http").count() > 1;
        let read = link(written).filter(|link| !twice && link.domain.contains('.'));
        let malformed = read.is_none();
        let link = read.unwrap_or_else(|| Link { page: written.to_owned(), domain: written.to_owned() });
        Some(Signature { link, malformed })
    }

    /// What follows the host, without the first slash.
    pub fn path(&self) -> &str {
        self.link.page.split_once('/').map_or("", |(_, path)| path)
    }

    /// The host.
    pub fn host(&self) -> &str {
        self.link.page.split('/').next().unwrap_or_default()
    }
}

/// One comment as it is looked at.
#[derive(Debug)]
pub struct Glance<'e> {
    /// The comment itself. Its label, if it has one, is never looked at.
    pub event: &'e Event<'e>,
    /// The author, as a number.
    pub author: u64,
    /// What the comment is under, as a number.
    pub thread: u64,
    /// The fingerprint of the normalised text; 0 without words.
    pub text: u64,
    /// The words of the text.
    pub words: Words,
    /// The words of the name.
    pub name: Words,
    /// The phrases of the text.
    pub found: Vec<Found>,
    /// The links of the text.
    pub links: Vec<Link>,
    /// The link that it is signed with.
    pub signature: Option<Signature>,
}

impl<'e> Glance<'e> {
    /// What is needed of a comment to remember it: everything but phrases.
    pub fn brief(event: &'e Event<'e>) -> Glance<'e> {
        let text = event.text.as_deref().unwrap_or_default();
        let words = Words::of(&plain(text), LONGEST);
        Glance {
            event,
            author: fingerprint(&event.author),
            thread: event.target.as_deref().map_or(NO_THREAD, fingerprint),
            text: if words.list.is_empty() { 0 } else { fingerprint(&words.normal) },
            words,
            name: Words::default(),
            found: Vec::new(),
            links: links(text),
            signature: event.author_url.as_deref().and_then(Signature::of),
        }
    }

    /// All that is looked at when a comment is judged.
    pub fn whole(event: &'e Event<'e>) -> Glance<'e> {
        let mut glance = Glance::brief(event);
        let mut found = Vec::new();
        LEXICON.find(&glance.words.normal, &mut found);
        glance.found = found;
        glance.name = Words::of(plain(glance.signed()).trim_start_matches('@'), LONGEST_NAME);
        glance
    }

    /// The name that it is signed with, as written.
    pub fn signed(&self) -> &'e str {
        self.event.author_name.as_deref().unwrap_or(&self.event.author)
    }

    /// Whether it is a pingback or trackback, which no person signs.
    pub fn is_pingback(&self) -> bool {
        self.event.kind == Kind::Pingback
    }

    /// The phrases of one list.
    pub fn phrases(&self, theme: Theme) -> impl Iterator<Item = &str> {
        let own = self.found.iter().filter(move |found| found.theme == theme);
        own.filter_map(|found| self.words.normal.get(found.range.clone()))
    }

    /// The words that can say something of a subject.
    pub fn specific(&self) -> impl Iterator<Item = &Word> {
        self.words.list.iter().filter(|word| word.is_specific())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_taken_apart() {
        let mut event = Event::by("Anna’s Shop");
        event.text = Some("<p>Great post! See https://shop.example/a about sledgehammers</p>".into());
        event.author_url = Some("http://www.shop.example/x/y.html".into());
        let glance = Glance::whole(&event);
        assert_eq!(glance.phrases(Theme::Praise).collect::<Vec<_>>(), ["great post"]);
        assert_eq!(glance.links.len(), 1);
        assert_eq!(glance.specific().map(|word| glance.words.text(word)).collect::<Vec<_>>(), ["sledgehammers"]);
        let signature = glance.signature.unwrap();
        assert_eq!((signature.host(), signature.path(), signature.malformed), ("shop.example", "x/y.html", false));
        assert_eq!(glance.name.normal, "anna's shop");
    }

    #[test]
    fn an_empty_comment_is_no_trouble() {
        let event = Event::by("a");
        let glance = Glance::whole(&event);
        assert_eq!((glance.text, glance.words.list.len(), glance.signature.is_none()), (0, 0, true));
        assert!(Signature::of("http://").is_none());
        assert!(Signature::of("http://4http://www.x").unwrap().malformed);
    }
}
