//! What an account did that others can do too: the same words, the same link, the same target.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Tally;
use crate::account::Account;
use crate::event::{Event, Kind, Locator, Precision, Stamp};
use crate::text::{fingerprint, link, links, normalise, tags, tokens};

/// Shorter texts, in words, are said by everybody.
const SHORTEST: usize = 4;
/// The most words that are kept of a text.
const LONGEST: usize = 128;
/// The most links of one text that count.
const LINKS: usize = 4;
/// Fewer tags than this together are a topic, not a signature.
const TAGS: usize = 2;

/// A thing that accounts can have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Object {
    /// A text, word for word after normalising; near-copies are joined later.
    Text,
    /// A page that is linked to.
    Link,
    /// The registered domain of such a page.
    Domain,
    /// What was reposted, answered, liked, starred or followed.
    Target,
    /// A set of two or more tags.
    Tags,
    /// The link that a comment is signed with.
    AuthorLink,
    /// The e-mail or network address that a comment is signed with.
    Contact,
    /// The value of a field that the user named.
    Field,
    /// The act's own id, which others can target. It joins nobody by itself.
    Own,
    /// The moment at which something of one's own was posted, where nothing else is shared.
    Moment,
}

impl Object {
    /// Every object, in the order of their numbers.
    pub const ALL: [Object; 10] = [
        Object::Text,
        Object::Link,
        Object::Domain,
        Object::Target,
        Object::Tags,
        Object::AuthorLink,
        Object::Contact,
        Object::Field,
        Object::Own,
        Object::Moment,
    ];

    /// The object as a noun, in the singular.
    pub fn noun(self) -> &'static str {
        match self {
            Object::Text => "text",
            Object::Link => "link",
            Object::Domain => "domain",
            Object::Target => "target",
            Object::Tags => "set of tags",
            Object::AuthorLink => "author link",
            Object::Contact => "contact",
            Object::Field => "field",
            Object::Own => "post",
            Object::Moment => "moment",
        }
    }
}

/// One act on one object: 24 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    key: u64,
    /// Milliseconds since 1970, and above them whether there is a time, the object and the kind of event.
    when: u64,
    /// Stream and byte of the event's record.
    place: u64,
}

const MILLIS: u64 = (1 << 42) - 1;

impl Act {
    fn new(object: Object, value: &str, event: &Event<'_>) -> Act {
        let when = event.at.map_or(0, |at| at.millis.clamp(0, Stamp::MAX_MILLIS) as u64 | 1 << 42)
            | (object as u64) << 43
            | (event.kind as u64) << 48
            | u64::from(event.at.is_some_and(|at| at.precision <= Precision::Second)) << 52;
        Act { key: fingerprint(value), when, place: event.locator.packed() }
    }

    /// The act as three numbers, the object's fingerprint first.
    pub(crate) fn numbers(&self) -> [u64; 3] {
        [self.key, self.when, self.place]
    }

    /// The act that gave these numbers.
    pub(crate) fn from_numbers([key, when, place]: [u64; 3]) -> Act {
        Act { key, when, place }
    }

    /// Fingerprint of the object; objects of different sorts may share one.
    pub fn key(&self) -> u64 {
        self.key
    }

    /// Milliseconds since 1970, where the time is known.
    pub fn millis(&self) -> Option<i64> {
        (self.when >> 42 & 1 == 1).then_some((self.when & MILLIS) as i64)
    }

    /// What was acted on.
    pub fn object(&self) -> Object {
        Object::ALL.get((self.when >> 43 & 0x1f) as usize).copied().unwrap_or(Object::Own)
    }

    /// What was done.
    pub fn kind(&self) -> Kind {
        Kind::ALL.get((self.when >> 48 & 0xf) as usize).copied().unwrap_or(Kind::Other)
    }

    /// Whether the time is known to the second.
    pub fn is_exact(&self) -> bool {
        self.when >> 52 & 1 == 1
    }

    /// Where the event stands in the input.
    pub fn locator(&self) -> Locator {
        Locator::unpacked(self.place)
    }

    /// Acts of one event stand together, events by time.
    fn order(&self) -> (u64, u64, u64, u64) {
        (self.when & MILLIS, self.place, self.when, self.key)
    }
}

/// The acts of an account, and the words of its texts, by fingerprint. It grows with the events: about 24 bytes an object and,
/// for every different text, 4 bytes a word.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ActsTally {
    acts: Vec<Act>,
    texts: BTreeMap<u64, Box<[u32]>>,
    #[serde(deserialize_with = "super::moment")]
    created: Option<i64>,
}

impl ActsTally {
    /// The acts, those of one event together; by time, once settled.
    pub fn acts(&self) -> &[Act] {
        &self.acts
    }

    /// The words of each different text as fingerprints, by the text's own.
    pub fn texts(&self) -> &BTreeMap<u64, Box<[u32]>> {
        &self.texts
    }

    /// The registered domains that most events link to, the most first: their fingerprints, how many events, and one of them.
    pub fn domains(&self, most: usize) -> Vec<(u64, u32, Locator)> {
        let mut linked: Vec<&Act> = self.acts.iter().filter(|act| act.object() == Object::Domain).collect();
        // An event that two inputs hold stands at two places; its moment tells that it is one.
        let event = |act: &Act| (act.key, act.when, if act.millis().is_none() { act.place } else { 0 });
        linked.sort_unstable_by_key(|act| (event(act), act.place));
        linked.dedup_by_key(|act| event(act));
        let alike = linked.chunk_by(|one, other| one.key == other.key);
        let mut domains: Vec<_> = alike.map(|acts| (acts[0].key, acts.len() as u32, acts[0].locator())).collect();
        domains.sort_by_key(|&(key, events, _)| (std::cmp::Reverse(events), key));
        domains.truncate(most);
        domains
    }

    /// When the account was created, milliseconds since 1970.
    pub fn created(&self) -> Option<i64> {
        self.created
    }

    fn push(&mut self, act: Act) {
        // Doubling would waste up to half of all memory where millions of accounts hold a few acts each.
        if self.acts.len() == self.acts.capacity() {
            self.acts.reserve_exact(self.acts.len() / 16 + 2);
        }
        self.acts.push(act);
    }

    fn read(&mut self, text: &str, event: &Event<'_>) {
        let normal = normalise(text);
        let words = tokens(&normal, LONGEST);
        if words.len() >= SHORTEST {
            let act = Act::new(Object::Text, &normal, event);
            self.push(act);
            self.texts.entry(act.key).or_insert_with(|| words.into());
        }
        let tags = tags(&normal);
        if tags.len() >= TAGS {
            self.push(Act::new(Object::Tags, &tags.join(" "), event));
        }
        for link in links(text).iter().take(LINKS) {
            self.push(Act::new(Object::Link, &link.page, event));
            self.push(Act::new(Object::Domain, &link.domain, event));
        }
    }
}

impl Tally for ActsTally {
    fn add(&mut self, event: &Event<'_>) {
        // A repost of something that can be named is told by its name; the words are somebody else's.
        if let Some(text) = event.text.as_deref().filter(|_| event.kind != Kind::Repost || event.target.is_none()) {
            self.read(text, event);
        }
        for target in [&event.target, &event.in_reply_to].into_iter().flatten() {
            self.push(Act::new(Object::Target, target, event));
        }
        if let Some(id) = &event.id {
            self.push(Act::new(Object::Own, id, event));
        }
        if let Some(signed) = event.author_url.as_deref().and_then(link) {
            self.push(Act::new(Object::AuthorLink, &signed.page, event));
            self.push(Act::new(Object::Domain, &signed.domain, event));
        }
        for contact in [&event.author_email, &event.author_ip].into_iter().flatten() {
            self.push(Act::new(Object::Contact, &normalise(contact), event));
        }
        for (field, value) in &event.fields {
            self.push(Act::new(Object::Field, &format!("{field}={}", normalise(value)), event));
        }
    }

    fn describe(&mut self, account: &Account<'_>) {
        // Of several accounts of it, the earliest moment stands, so that order does not matter.
        let created = account.created_at.map(|at| at.millis);
        self.created = [self.created, created].into_iter().flatten().min();
    }

    fn merge(&mut self, mut other: Self) {
        if self.acts.len() < other.acts.len() {
            std::mem::swap(self, &mut other);
        }
        self.acts.reserve_exact(other.acts.len());
        self.acts.extend(other.acts);
        self.texts.append(&mut other.texts);
        self.created = [self.created, other.created].into_iter().flatten().min();
    }

    fn settle(&mut self) {
        self.acts.sort_unstable_by_key(Act::order);
        self.acts.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Precision;

    #[test]
    fn an_act_is_24_bytes_and_gives_back_what_it_was_given() {
        assert_eq!(size_of::<Act>(), 24);
        let mut event = Event::by("a");
        event.kind = Kind::Pingback;
        event.locator = Locator { stream: 65_535, byte: (1 << 47) + 5 };
        let act = Act::new(Object::Own, "7", &event);
        assert_eq!((act.object(), act.kind(), act.millis(), act.locator()), (Object::Own, Kind::Pingback, None, event.locator));
        event.at = Some(Stamp::new(1_353_619_433_123, Precision::Millisecond));
        assert_eq!(Act::new(Object::Link, "7", &event).millis(), Some(1_353_619_433_123));
    }

    #[test]
    fn everything_that_can_be_shared_is_an_act() {
        let mut event = Event::by("a");
        event.id = Some("1".into());
        event.text = Some("Buy the best shoes here https://www.shop.example/x?utm_source=a #run #Shoes".into());
        event.target = Some("page".into());
        event.author_url = Some("seo.example".into());
        event.author_email = Some("A@b.example".into());
        let mut tally = ActsTally::default();
        tally.add(&event);
        let mut objects: Vec<Object> = tally.acts().iter().map(Act::object).collect();
        objects.sort_unstable();
        use Object::*;
        assert_eq!(objects, [Text, Link, Domain, Domain, Target, Tags, AuthorLink, Contact, Own]);
        assert_eq!(tally.texts().len(), 1);
        let mut other = ActsTally::default();
        event.text = Some("buy  the best shoes here https://shop.example/x #shoes #run".into());
        other.add(&event);
        let shared = |tally: &ActsTally, object| tally.acts().iter().find(|act| act.object() == object).unwrap().key();
        assert_eq!(shared(&tally, Link), shared(&other, Link));
        assert_eq!(shared(&tally, Tags), shared(&other, Tags));
    }
}
