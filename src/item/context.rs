//! What is remembered of many comments, so that each can be judged among them: a few numbers for every author, text, domain and
//! thread, in bounded memory, the same in any order.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::bounded::{Bounded, Joins, Known};
use super::cells::Cells;
use super::glance::{Glance, Word, Words};
use crate::event::{Article, Kind};
use crate::text::{fingerprint, plain};
use crate::{Error, Result};

/// The first byte of a saved context; another version's bytes are refused, never misread.
const VERSION: u8 = 2;
/// How many different texts, authors, domains and threads are remembered.
const TEXTS: usize = 400_000;
const AUTHORS: usize = 200_000;
const DOMAINS: usize = 50_000;
const THREADS: usize = 50_000;
/// The tag of words that stand in the article itself.
const ARTICLE: u16 = 1;
/// So many others must use a word before it counts as the subject, unless the article does.
const OTHERS: usize = 2;
/// A thread in which fewer others write has no subject that could be known from it.
const COMPANY: u32 = 3;
/// So many words are looked up at once, so that the processor waits for their cells together.
const BLOCK: usize = 16;
/// In a thread of more comments every word is used by two others.
const CROWD: u32 = 500;

/// Who did something: one bit for each author's fingerprint, and how often.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Crowd {
    authors: u64,
    count: u32,
    article: bool,
}

impl Joins for Crowd {
    fn join(&mut self, other: &Self) {
        self.authors |= other.authors;
        self.count = self.count.saturating_add(other.count);
        self.article |= other.article;
    }
}

impl Crowd {
    fn add(&mut self, author: u64) {
        self.authors |= bit(author);
        self.count = self.count.saturating_add(1);
    }

    /// About how many others there are: exact for a few, up to 266. Linear counting (Whang, Vander-Zanden & Taylor, "A linear-time
    /// probabilistic counting algorithm", TODS 1990, equation 1) with 64 bits.
    fn others(&self, author: u64) -> u32 {
        let set = (self.authors & !bit(author)).count_ones();
        if set == 64 { 266 } else { (-64.0 * (1.0 - f64::from(set) / 64.0).ln()).round() as u32 }
    }
}

fn bit(author: u64) -> u64 {
    1 << (author >> 58)
}

/// What one author did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Trail {
    count: u32,
    /// First and last moment, in seconds since 1970; moments outside of 1970 to 2106 are not known.
    first: Option<NonZeroU32>,
    last: Option<NonZeroU32>,
    /// One bit for each thread's fingerprint.
    threads: u64,
}

impl Joins for Trail {
    fn join(&mut self, other: &Self) {
        self.count = self.count.saturating_add(other.count);
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
        self.threads |= other.threads;
    }
}

/// What is remembered of all comments. It grows to about 34 MiB and not beyond.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Context {
    comments: u64,
    texts: Bounded<Crowd>,
    domains: Bounded<Crowd>,
    authors: Bounded<Trail>,
    threads: Bounded<Crowd>,
    /// Which authors use a word in a thread.
    usage: Cells,
}

impl Default for Context {
    fn default() -> Self {
        Context {
            comments: 0,
            texts: Bounded::new(TEXTS),
            domains: Bounded::new(DOMAINS),
            authors: Bounded::new(AUTHORS),
            threads: Bounded::new(THREADS),
            usage: Cells::default(),
        }
    }
}

/// What the context says of one comment. `None` and NaN are "not known", never "no".
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Surroundings {
    /// How many others wrote the same text.
    pub same_text: Option<u32>,
    /// How many others sign with, or link to, its domains (those with pages of many people left out); the largest.
    pub same_domain: Option<u32>,
    /// How many words it shares with the article, or with at least two others in the thread.
    pub on_topic: Option<u32>,
    /// How many comments its author wrote.
    pub own_comments: Option<u32>,
    /// Seconds from one to the next, in the mean.
    pub own_pace: Option<f64>,
    /// In how many threads.
    pub own_threads: Option<u32>,
}

impl Context {
    /// Takes in a comment, or an article that comments are under: a post that is under nothing.
    pub fn add(&mut self, glance: &Glance<'_>) {
        let event = glance.event;
        let author = glance.author;
        if event.kind == Kind::Post && event.target.is_none() {
            for name in [&event.id, &event.url].into_iter().flatten() {
                self.add_subject(fingerprint(name), glance.words.list.iter());
            }
        }
        self.comments += 1;
        if glance.text != 0
            && let Some(crowd) = self.texts.entry(glance.text)
        {
            crowd.add(author);
        }
        for domain in domains(glance) {
            if let Some(crowd) = self.domains.entry(fingerprint(domain)) {
                crowd.add(author);
            }
        }
        if let Some(trail) = self.authors.entry(author) {
            let at = event.at.and_then(|at| NonZeroU32::new(at.millis.div_euclid(1000).try_into().ok()?));
            trail.join(&Trail { count: 1, first: at, last: at, threads: bit(glance.thread) });
        }
        if let Some(crowd) = self.threads.entry(glance.thread) {
            crowd.add(author);
        }
        let tag = tag(author);
        glance.specific().for_each(|word| self.usage.add(key(glance.thread, word.number), tag));
    }

    /// Takes in an article that comments are under.
    pub fn add_article(&mut self, article: &Article<'_>) {
        let texts = [&article.title, &article.text].into_iter().flatten();
        let words: Vec<Words> = texts.map(|text| Words::of(&plain(text), usize::MAX)).collect();
        for name in [Some(&article.id), article.url.as_ref()].into_iter().flatten() {
            self.add_subject(fingerprint(name), words.iter().flat_map(|words| &words.list));
        }
    }

    fn add_subject<'w>(&mut self, thread: u64, words: impl Iterator<Item = &'w Word>) {
        if let Some(crowd) = self.threads.entry(thread) {
            crowd.article = true;
        }
        words.filter(|word| word.is_specific()).for_each(|word| self.usage.add(key(thread, word.number), ARTICLE));
    }

    /// Whether an event is an article that comments are under, and so no comment itself.
    pub fn is_article(&self, glance: &Glance<'_>) -> bool {
        let event = glance.event;
        let mut names = [&event.id, &event.url].into_iter().flatten();
        event.kind == Kind::Post
            && event.target.is_none()
            && names.any(|name| matches!(self.threads.get(fingerprint(name)), Known::Held(crowd) if crowd.count > 0))
    }

    /// What it says of a comment that was added to it before.
    pub fn look(&self, glance: &Glance<'_>) -> Surroundings {
        let author = glance.author;
        let others = |known: Known<&Crowd>| match known {
            Known::Held(crowd) => Some(crowd.others(author)),
            Known::Absent => Some(0),
            Known::Unknown => None,
        };
        let trail = match self.authors.get(author) {
            Known::Held(trail) => Some(trail),
            _ => None,
        };
        let pace = |trail: &Trail| {
            let seconds = trail.last?.get() - trail.first?.get();
            (trail.count > 1).then(|| f64::from(seconds) / f64::from(trail.count - 1))
        };
        let same_text = if glance.text == 0 { None } else { others(self.texts.get(glance.text)) };
        Surroundings {
            same_text,
            same_domain: domains(glance).filter_map(|domain| others(self.domains.get(fingerprint(domain)))).max(),
            on_topic: self.on_topic(glance, same_text.is_some_and(|others| others > 0)),
            own_comments: trail.map(|trail| trail.count),
            own_pace: trail.and_then(pace),
            own_threads: trail.map(|trail| trail.threads.count_ones()),
        }
    }

    /// Copies of one text would vouch for one another, so a `copied` one is held against the article alone.
    fn on_topic(&self, glance: &Glance<'_>, copied: bool) -> Option<u32> {
        let Known::Held(thread) = self.threads.get(glance.thread) else { return None };
        let talk = !copied && thread.others(glance.author) >= COMPANY && thread.count <= CROWD;
        if self.usage.is_crowded() || !thread.article && !talk {
            return None;
        }
        let own = tag(glance.author);
        let mut seen: [u32; 8] = [0; 8];
        let mut shared = 0;
        let mut words = glance.specific();
        let mut block = [(0, Default::default()); BLOCK];
        loop {
            let mut filled = 0;
            for (slot, word) in block.iter_mut().zip(&mut words) {
                *slot = (word.number, self.usage.tags(key(glance.thread, word.number)));
                filled += 1;
            }
            for (number, tags) in &block[..filled] {
                let others = tags.iter().filter(|&&tag| tag != 0 && tag != own).count();
                // A word that is said twice is one word; a few are enough to tell.
                if (talk && others >= OTHERS || tags.contains(&ARTICLE)) && !seen[..shared.min(8)].contains(number) {
                    if let Some(place) = seen.get_mut(shared) {
                        *place = *number;
                    }
                    shared += 1;
                }
            }
            if filled < BLOCK {
                break;
            }
        }
        Some(shared as u32)
    }

    /// Joins what was remembered elsewhere, in any order.
    pub fn merge(&mut self, other: &Context) {
        self.comments += other.comments;
        self.texts.merge(&other.texts);
        self.domains.merge(&other.domains);
        self.authors.merge(&other.authors);
        self.threads.merge(&other.threads);
        self.usage.merge(&other.usage);
    }

    /// How many comments it has taken in.
    pub fn comments(&self) -> u64 {
        self.comments
    }

    /// How many authors it remembers.
    pub fn authors(&self) -> u64 {
        self.authors.len() as u64
    }

    /// The context as bytes, to be kept or sent.
    ///
    /// # Errors
    /// None that the caller can cause.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        postcard::to_extend(self, vec![VERSION]).map_err(|cause| Error::state(cause.to_string()))
    }

    /// A context from such bytes.
    ///
    /// # Errors
    /// They are damaged, or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Context> {
        match bytes.split_first() {
            Some((&VERSION, rest)) => postcard::from_bytes(rest).map_err(|cause| Error::state(cause.to_string())),
            Some((version, _)) => Err(Error::state(format!("it is of version {version}, this program reads version {VERSION}"))),
            None => Err(Error::state("it is empty")),
        }
    }
}

/// The domains that a comment brings in, without those where many people have pages.
fn domains<'g>(glance: &'g Glance<'_>) -> impl Iterator<Item = &'g str> {
    let signed = glance.signature.iter().map(|signature| &signature.link);
    signed.chain(&glance.links).map(|link| link.domain.as_str()).filter(|domain| !super::lexicon::LEXICON.is_public(domain))
}

fn tag(author: u64) -> u16 {
    ((author >> 40) as u16).max(ARTICLE + 1)
}

fn key(thread: u64, word: u32) -> u64 {
    thread ^ u64::from(word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Event;

    fn comment(author: &str, text: &str) -> Event<'static> {
        let mut event = Event::by(author.to_owned());
        event.kind = Kind::Comment;
        event.target = Some("page".into());
        event.text = Some(text.to_owned().into());
        event
    }

    fn context(events: &[Event<'_>]) -> Context {
        let mut context = Context::default();
        events.iter().for_each(|event| context.add(&Glance::brief(event)));
        context
    }

    #[test]
    fn texts_are_counted_by_author_and_own_copies_do_not_count() {
        let events: Vec<Event<'_>> =
            ["a", "a", "a", "b", "c"].into_iter().map(|author| comment(author, "Buy the best shoes")).collect();
        let context = context(&events);
        assert_eq!(context.look(&Glance::brief(&events[0])).same_text, Some(2));
        assert_eq!(context.look(&Glance::brief(&events[0])).own_comments, Some(3));
        assert_eq!(context.look(&Glance::brief(&comment("d", "else"))).same_text, Some(0));
    }

    #[test]
    fn a_word_of_the_article_or_of_two_others_is_the_subject() {
        let mut events: Vec<Event<'_>> = ["a", "b", "c", "d"].into_iter().map(|author| comment(author, "hello")).collect();
        events.push(comment("e", "what a gasometer"));
        events.push(comment("f", "the gasometer stands"));
        events.push(comment("g", "my gasometer and my zeppelin"));
        let mut article = comment("h", "All about zeppelins: the zeppelin");
        (article.kind, article.target, article.id) = (Kind::Post, None, Some("page".into()));
        assert_eq!(context(&events).look(&Glance::brief(&events[6])).on_topic, Some(1));
        events.push(article);
        let context = context(&events);
        assert_eq!(context.look(&Glance::brief(&events[6])).on_topic, Some(2));
        assert!(context.is_article(&Glance::brief(&events[7])) && !context.is_article(&Glance::brief(&events[6])));
    }

    #[test]
    fn parts_merge_and_bytes_come_back() {
        let events: Vec<Event<'_>> = (0..40).map(|n| comment(&format!("a{}", n % 7), &format!("text number {}", n % 5))).collect();
        let (mut one, other) = (context(&events[..13]), context(&events[13..]));
        one.merge(&other);
        let whole = context(&events);
        let back = Context::from_bytes(&one.to_bytes().unwrap()).unwrap();
        for event in &events {
            let glance = Glance::brief(event);
            assert_eq!(one.look(&glance), whole.look(&glance));
            assert_eq!(back.look(&glance), whole.look(&glance));
        }
        assert!(Context::from_bytes(&[9, 1, 2]).unwrap_err().to_string().contains("version 9"));
        assert!(Context::from_bytes(&[VERSION, 255, 255]).is_err());
    }
}
