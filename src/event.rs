//! The vocabulary of what happened: an event, when it happened and how exactly that is known, and where it stands in the input.

use std::borrow::Cow;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use crate::platform::Platform;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Kind {
    /// A text of one's own.
    #[default]
    Post,
    /// An answer to somebody's post.
    Reply,
    /// A comment under an article, a video, a question.
    Comment,
    /// Somebody else's post passed on unchanged.
    Repost,
    /// Somebody else's post passed on with words of one's own.
    Quote,
    /// A like, a favourite, a reaction.
    Like,
    /// A star on a repository.
    Star,
    /// A vote.
    Vote,
    /// A follow.
    Follow,
    /// An edit of a page.
    Edit,
    /// A commit.
    Commit,
    /// An issue or pull request.
    Issue,
    /// A review.
    Review,
    /// A pingback or trackback.
    Pingback,
    /// Anything else.
    Other,
}

impl Kind {
    /// Every kind, in the order of their numbers.
    pub const ALL: [Kind; 15] = [
        Kind::Post,
        Kind::Reply,
        Kind::Comment,
        Kind::Repost,
        Kind::Quote,
        Kind::Like,
        Kind::Star,
        Kind::Vote,
        Kind::Follow,
        Kind::Edit,
        Kind::Commit,
        Kind::Issue,
        Kind::Review,
        Kind::Pingback,
        Kind::Other,
    ];

    /// The kind in one word, as the canonical form writes it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Post => "post",
            Kind::Reply => "reply",
            Kind::Comment => "comment",
            Kind::Repost => "repost",
            Kind::Quote => "quote",
            Kind::Like => "like",
            Kind::Star => "star",
            Kind::Vote => "vote",
            Kind::Follow => "follow",
            Kind::Edit => "edit",
            Kind::Commit => "commit",
            Kind::Issue => "issue",
            Kind::Review => "review",
            Kind::Pingback => "pingback",
            Kind::Other => "other",
        }
    }

    /// The kind of that name, if there is one.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How exactly a time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Precision {
    /// To the millisecond or finer.
    Millisecond,
    /// To the second.
    Second,
    /// To the minute.
    Minute,
    /// To the hour.
    Hour,
    /// To the day.
    Day,
}

impl Precision {
    /// Every precision, finest first.
    pub const ALL: [Precision; 5] = [Precision::Millisecond, Precision::Second, Precision::Minute, Precision::Hour, Precision::Day];
}

/// Where a time was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum TimeSource {
    /// The record's own time field.
    Field,
    /// The id, which on some platforms carries a finer time.
    Id,
    /// The record's own time field, though the id was given at another time.
    Disputed,
}

/// A moment, with what is known of its exactness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub millis: i64,
    /// How exactly it is known.
    pub precision: Precision,
    /// Where it was taken from.
    pub source: TimeSource,
}

impl Stamp {
    /// The latest moment that an event can carry (2109), the limit of its compact form.
    pub const MAX_MILLIS: i64 = (1 << 42) - 1;

    /// A moment from a time field.
    pub fn new(millis: i64, precision: Precision) -> Self {
        Stamp { millis, precision, source: TimeSource::Field }
    }

    /// The moment in RFC 3339, with as many digits as are known.
    pub fn rfc3339(&self) -> String {
        rfc3339(self.millis, self.precision == Precision::Millisecond)
    }
}

/// A moment in RFC 3339, UTC; `fine` adds milliseconds.
pub fn rfc3339(millis: i64, fine: bool) -> String {
    let form = if fine { SecondsFormat::Millis } else { SecondsFormat::Secs };
    DateTime::<Utc>::from_timestamp_millis(millis).unwrap_or_default().to_rfc3339_opts(form, true)
}

/// Where an event stands: which opened stream, and at which byte of it (after decompression) its record starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Locator {
    /// The number of the stream among the inputs of this run.
    pub stream: u16,
    /// The byte where the record starts.
    pub byte: u64,
}

impl Locator {
    const BYTES: u32 = 48;

    /// As one number, in the same order; bytes beyond 256 TiB are none.
    pub fn packed(self) -> u64 {
        u64::from(self.stream) << Locator::BYTES | self.byte & ((1 << Locator::BYTES) - 1)
    }

    /// What was packed.
    pub fn unpacked(packed: u64) -> Locator {
        Locator { stream: (packed >> Locator::BYTES) as u16, byte: packed & ((1 << Locator::BYTES) - 1) }
    }
}

/// Where an input says whether something is approved or spam, and how it says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// The byte of the (unpacked) stream where the word starts.
    pub start: u64,
    /// The byte behind the word.
    pub end: u64,
    /// What stands there for something that is no spam.
    pub ham: &'static str,
    /// What stands there for spam.
    pub spam: &'static str,
    /// Whether the input keeps it back at present: it waits for somebody, or is called spam. What was thrown away is not kept back.
    pub held: bool,
}

/// What is kept of a text: fingerprints and pattern bits, never the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Digest {
    /// Fingerprint of the normalised text; 0 where there is no text.
    pub text: u64,
    /// Fingerprint of the text with numbers, links and names masked; 0 where there is no text.
    pub template: u32,
    /// One bit a pattern of the rule book.
    pub patterns: u64,
    /// Whether the text is long enough (eight words) that two people do not write it by chance.
    pub long: bool,
    /// Its first words.
    pub words: Words,
}

/// The first words of a text, masked, as fingerprints of two bytes each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Words {
    fingerprints: [u16; Words::MOST],
    count: u8,
}

impl Words {
    /// The most words that are kept of a text.
    pub const MOST: usize = 24;

    /// The first words of these.
    pub fn new(words: impl Iterator<Item = u16>) -> Words {
        let mut kept = Words::default();
        for (place, word) in kept.fingerprints.iter_mut().zip(words) {
            *place = word;
            kept.count += 1;
        }
        kept
    }

    /// The words.
    pub fn as_slice(&self) -> &[u16] {
        &self.fingerprints[..usize::from(self.count)]
    }
}

/// One thing that somebody did.
#[derive(Debug, Clone, PartialEq)]
pub struct Event<'a> {
    /// The platform's id, if the record has one.
    pub id: Option<Cow<'a, str>>,
    /// The id of the account that did it.
    pub author: Cow<'a, str>,
    /// When. `filter` can work without it, `audit` cannot.
    pub at: Option<Stamp>,
    /// What was done.
    pub kind: Kind,
    /// The words.
    pub text: Option<Cow<'a, str>>,
    /// The app it was done with (`source` in the canonical form).
    pub client: Option<Cow<'a, str>>,
    /// The id of what it answers.
    pub in_reply_to: Option<Cow<'a, str>>,
    /// What it was done to: an article, a repository, a video.
    pub target: Option<Cow<'a, str>>,
    /// Where it can be seen.
    pub url: Option<Cow<'a, str>>,
    /// The name that the author signed with, where it is not the account id.
    pub author_name: Option<Cow<'a, str>>,
    /// The link that the author signed with.
    pub author_url: Option<Cow<'a, str>>,
    /// The e-mail address that the author signed with.
    pub author_email: Option<Cow<'a, str>>,
    /// The address that the author came from.
    pub author_ip: Option<Cow<'a, str>>,
    /// Likes it received.
    pub likes: Option<u64>,
    /// Reposts it received.
    pub reposts: Option<u64>,
    /// The author's followers at that time.
    pub followers: Option<u64>,
    /// Where it was done.
    pub platform: Option<Platform>,
    /// Whether its time was written without a zone and taken for UTC.
    pub zoneless: bool,
    /// Whether it comes from a window: an input of the latest records only.
    pub window: bool,
    /// The language, as the input names it.
    pub lang: Option<Cow<'a, str>>,
    /// Ground truth, where the input has it: ham, spam, bot, human.
    pub label: Option<Cow<'a, str>>,
    /// The values of the fields that the user named as things that accounts can share, by the field's number.
    pub fields: Vec<(u8, Cow<'a, str>)>,
    /// Where the record stands.
    pub locator: Locator,
    /// How many bytes it has there; 0 where nobody said.
    pub length: u32,
    /// Where the platform's own verdict on it stands, if the input has one.
    pub status: Option<Status>,
    /// What is remembered of the text, filled in before the event is folded.
    pub digest: Digest,
}

impl<'a> Event<'a> {
    /// An event with nothing known but who did it.
    pub fn by(author: impl Into<Cow<'a, str>>) -> Self {
        Event {
            id: None,
            author: author.into(),
            at: None,
            kind: Kind::Post,
            text: None,
            client: None,
            in_reply_to: None,
            target: None,
            url: None,
            author_name: None,
            author_url: None,
            author_email: None,
            author_ip: None,
            likes: None,
            reposts: None,
            followers: None,
            platform: None,
            zoneless: false,
            window: false,
            lang: None,
            label: None,
            fields: Vec::new(),
            locator: Locator::default(),
            length: 0,
            status: None,
            digest: Digest::default(),
        }
    }
}

/// What comments stand under: an article, a video, a thread. It is nobody's act; it tells what comments could be about.
#[derive(Debug, Clone, PartialEq)]
pub struct Article<'a> {
    /// Its id: what the comments under it have as their target.
    pub id: Cow<'a, str>,
    /// Its title.
    pub title: Option<Cow<'a, str>>,
    /// Its words.
    pub text: Option<Cow<'a, str>>,
    /// Where it can be seen.
    pub url: Option<Cow<'a, str>>,
    /// Who wrote it.
    pub author: Option<Cow<'a, str>>,
    /// When it was published.
    pub at: Option<Stamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_name() {
        for (number, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(Kind::from_name(kind.name()), Some(kind));
            assert_eq!(kind as usize, number);
        }
        assert_eq!(Kind::from_name("tweet"), None);
    }

    #[test]
    fn a_stamp_prints_only_the_digits_it_knows() {
        assert_eq!(Stamp::new(1_330_000_000_123, Precision::Millisecond).rfc3339(), "2012-02-23T12:26:40.123Z");
        assert_eq!(Stamp::new(1_330_000_000_000, Precision::Second).rfc3339(), "2012-02-23T12:26:40Z");
    }
}
