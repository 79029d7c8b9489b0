//! A remembered comment.

use std::borrow::Cow;

use crate::event::{Event, Kind, Locator, Precision, Stamp};
use crate::score::ItemWord;

/// A comment, its verdict, and what a person said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Comment {
    /// The id by which the server calls it.
    pub guid: String,
    /// Its place in the order of arrival; 0 before it is stored.
    pub number: i64,
    /// Its place in the order of changes; 0 before it is stored.
    pub change: i64,
    /// Fingerprint of what was said, by whom and where: the same comment asked about again has the same.
    pub fingerprint: i64,
    /// When it was seen, milliseconds since 1970.
    pub seen: i64,
    /// Who asked.
    pub key: String,
    /// The site that it was written on.
    pub site: String,
    /// What it stands under.
    pub thread: String,
    /// What it is.
    pub kind: Kind,
    /// The name that it is signed with.
    pub author: String,
    /// The link that it is signed with.
    pub author_url: String,
    /// Keyed hash of the e-mail address, in hexadecimal digits; empty if there was none.
    pub email: String,
    /// Keyed hash of the network address, in hexadecimal digits; empty if there was none.
    pub address: String,
    /// The words.
    pub text: String,
    /// The verdict.
    pub word: ItemWord,
    /// How likely it is spam.
    pub probability: f64,
    /// Ids of the rules that fired.
    pub rules: Vec<String>,
    /// The reasons: an item line as JSON.
    pub why: String,
    /// The ring that it belongs to.
    pub ring: Option<String>,
    /// What a person said: ham or spam.
    pub corrected: Option<ItemWord>,
}

impl Comment {
    /// The person's word, or else the verdict.
    pub fn standing(&self) -> ItemWord {
        self.corrected.unwrap_or(self.word)
    }

    /// The comment as an event; its place is its number.
    pub fn event(&self) -> Event<'_> {
        let given = |text: &'_ str| (!text.is_empty()).then(|| Cow::Owned(text.to_owned()));
        let mut event = Event::by(self.author.as_str());
        event.id = Some(self.guid.as_str().into());
        event.at = Some(Stamp::new(self.seen, Precision::Second));
        event.kind = self.kind;
        event.text = given(&self.text);
        event.target = given(&self.thread);
        event.author_url = given(&self.author_url);
        event.author_email = given(&self.email);
        event.author_ip = given(&self.address);
        event.locator = Locator { stream: 0, byte: self.number.unsigned_abs() };
        event
    }
}

/// Which comments are wanted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Search {
    /// Those that stand as this.
    pub standing: Option<ItemWord>,
    /// Those on which this rule fired.
    pub rule: Option<String>,
    /// Those of this ring.
    pub ring: Option<String>,
    /// Those with these characters in the words, the name or the link.
    pub holding: Option<String>,
    /// Those that arrived before this number.
    pub before: Option<i64>,
    /// At most so many.
    pub most: usize,
}
