//! The brief of one event: 36 bytes, whatever the length of its text.

use serde::{Deserialize, Serialize};

use crate::event::{Event, Kind, Locator, Precision, Stamp, TimeSource};

/// What an account remembers of one event.
///
/// Nine 32-bit words instead of named fields, because padding would cost another tenth of all memory:
///
/// | bits | what |
/// |---|---|
/// | 42 | milliseconds since 1970 |
/// | 4 + 3 + 2 | kind, precision of the time, source of the time |
/// | 1 | whether the text is long enough to be nobody's by chance |
/// | 12 | check of the id, 0 where there is none |
/// | 16 + 48 | stream and byte of the record |
/// | 48 | fingerprint of the text, 0 where there is none |
/// | 32 | fingerprint of the masked text |
/// | 32 | one bit a pattern |
/// | 16 | client app, an index into the account's palette |
/// | 32 | likes, all ones where they are not known |
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief([u32; 9]);

/// What [`Brief::order`] compares: everything, the place in the input last.
type Order = (i64, u8, u64, u16, u32, u16, u32, u32, u8, Locator);

const MILLIS: u64 = (1 << 42) - 1;
const TEXT: u64 = (1 << 48) - 1;
const NO_LIKES: u32 = u32::MAX;

impl Brief {
    /// The most patterns that a brief has bits for.
    pub const PATTERNS: usize = 32;

    /// The brief of a timed event; `None` where the event has no time.
    pub fn new(event: &Event<'_>, client: u16) -> Option<Brief> {
        let at = event.at?;
        let check = event.id.as_deref().map_or(0, |id| id_check(id.as_bytes()));
        let when = (at.millis.clamp(0, Stamp::MAX_MILLIS) as u64)
            | (event.kind as u64) << 42
            | (at.precision as u64) << 46
            | (at.source as u64) << 49
            | u64::from(event.digest.long) << 51
            | u64::from(check) << 52;
        let place = u64::from(event.locator.stream) << 48 | event.locator.byte & TEXT;
        let patterns = event.digest.patterns as u32;
        let text = fold_to_48_bits(event.digest.text) | u64::from(patterns & 0xffff) << 48;
        let likes = event.likes.map_or(NO_LIKES, |likes| u32::try_from(likes).unwrap_or(NO_LIKES - 1).min(NO_LIKES - 1));
        let [w0, w1] = halves(when);
        let [w2, w3] = halves(place);
        let [w4, w5] = halves(text);
        let client_and_patterns = u32::from(client) | patterns & 0xffff_0000;
        Some(Brief([w0, w1, w2, w3, w4, w5, event.digest.template, client_and_patterns, likes]))
    }

    /// Milliseconds since 1970.
    pub fn millis(&self) -> i64 {
        (self.wide(0) & MILLIS) as i64
    }

    /// What was done.
    pub fn kind(&self) -> Kind {
        Kind::ALL.get((self.wide(0) >> 42 & 0xf) as usize).copied().unwrap_or(Kind::Other)
    }

    /// How exactly the time is known.
    pub fn precision(&self) -> Precision {
        Precision::ALL.get((self.wide(0) >> 46 & 0x7) as usize).copied().unwrap_or(Precision::Day)
    }

    /// Where the time was taken from.
    pub fn source(&self) -> TimeSource {
        match self.wide(0) >> 49 & 3 {
            1 => TimeSource::Id,
            2 => TimeSource::Disputed,
            _ => TimeSource::Field,
        }
    }

    /// Whether the text is long enough (eight words) that two people do not write it by chance.
    pub fn is_long(&self) -> bool {
        self.wide(0) >> 51 & 1 == 1
    }

    /// Twelve bits of the id, 0 where there is none: enough to tell apart two records that agree in all else.
    pub fn id_check(&self) -> u16 {
        (self.wide(0) >> 52) as u16
    }

    /// Where the record stands in the input.
    pub fn locator(&self) -> Locator {
        let place = self.wide(2);
        Locator { stream: (place >> 48) as u16, byte: place & TEXT }
    }

    /// The fingerprint of the text, 0 where there is none.
    pub fn text(&self) -> u64 {
        self.wide(4) & TEXT
    }

    /// The fingerprint of the text with numbers, links and names masked.
    pub fn template(&self) -> u32 {
        self.0[6]
    }

    /// One bit a pattern of the rule book.
    pub fn patterns(&self) -> u32 {
        (self.wide(4) >> 48) as u32 | self.0[7] & 0xffff_0000
    }

    /// The client app, an index into the account's palette.
    pub fn client(&self) -> u16 {
        self.0[7] as u16
    }

    /// The same brief with its client renumbered.
    pub fn with_client(mut self, client: u16) -> Brief {
        self.0[7] = self.0[7] & 0xffff_0000 | u32::from(client);
        self
    }

    /// Likes received, where they are known.
    pub fn likes(&self) -> Option<u32> {
        (self.0[8] != NO_LIKES).then_some(self.0[8])
    }

    /// A total order by time, then by content, and by place in the input only where all else is equal: so a file may be split
    /// or renamed and events keep their order.
    pub fn order(&self) -> impl Ord + use<> {
        let order: Order = (
            self.millis(),
            self.kind() as u8,
            self.text(),
            self.id_check(),
            self.template(),
            self.client(),
            self.patterns(),
            self.0[8],
            self.precision() as u8,
            self.locator(),
        );
        order
    }

    /// Whether the two are one event that the input holds twice: the same moment, kind and words, and the same id. Records
    /// without an id must have words: two silent events in one second can both be real.
    pub fn same_event(&self, other: &Brief) -> bool {
        self.millis() == other.millis()
            && self.kind() == other.kind()
            && self.text() == other.text()
            && self.id_check() == other.id_check()
            && (self.id_check() != 0 || self.text() != 0)
    }

    fn wide(&self, index: usize) -> u64 {
        u64::from(self.0[index]) | u64::from(self.0[index + 1]) << 32
    }
}

fn halves(wide: u64) -> [u32; 2] {
    [wide as u32, (wide >> 32) as u32]
}

fn fold_to_48_bits(fingerprint: u64) -> u64 {
    match (fingerprint ^ fingerprint >> 48) & TEXT {
        0 if fingerprint != 0 => 1,
        folded => folded,
    }
}

fn id_check(id: &[u8]) -> u16 {
    (xxhash_rust::xxh3::xxh3_64(id) % 0xfff) as u16 + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Digest;

    #[test]
    fn a_brief_is_36_bytes_and_gives_back_what_it_was_given() {
        assert_eq!(size_of::<Brief>(), 36);
        let mut event = Event::by("a");
        event.at = Some(Stamp { millis: 1_353_619_433_123, precision: Precision::Minute, source: TimeSource::Id });
        event.kind = Kind::Review;
        event.likes = Some(77);
        event.locator = Locator { stream: 65_535, byte: (1 << 47) + 5 };
        event.digest =
            Digest { text: 0x1234_5678_9abc_def0, template: 0xdead_beef, patterns: 0x8001_4002, long: true, ..Digest::default() };
        let brief = Brief::new(&event, 511).unwrap();
        assert_eq!(brief.millis(), 1_353_619_433_123);
        assert_eq!((brief.kind(), brief.precision(), brief.source()), (Kind::Review, Precision::Minute, TimeSource::Id));
        assert_eq!((brief.id_check(), brief.likes()), (0, Some(77)));
        assert_eq!(brief.locator(), event.locator);
        assert_eq!((brief.template(), brief.patterns(), brief.client()), (0xdead_beef, 0x8001_4002, 511));
        assert_eq!(brief.with_client(3).client(), 3);
        assert_eq!(brief.with_client(3).patterns(), 0x8001_4002);
        assert!(brief.is_long() && brief.text() != 0);
    }

    #[test]
    fn an_event_without_a_time_has_no_brief_and_missing_likes_stay_missing() {
        assert_eq!(Brief::new(&Event::by("a"), 0), None);
        let mut event = Event::by("a");
        event.at = Some(Stamp::new(0, Precision::Second));
        assert_eq!(Brief::new(&event, 0).unwrap().likes(), None);
    }

    #[test]
    fn two_silent_records_without_ids_are_two_events() {
        let mut event = Event::by("a");
        event.at = Some(Stamp::new(1000, Precision::Second));
        let silent = Brief::new(&event, 0).unwrap();
        assert!(!silent.same_event(&silent));
        event.id = Some("7".into());
        let named = Brief::new(&event, 0).unwrap();
        assert!(named.same_event(&named) && !named.same_event(&silent));
    }
}
