//! What is remembered of a text, seen through the patterns of a rule book.

use crate::Result;
use crate::event::{Digest, Event, Words};
use crate::rule::RuleBook;
use crate::text::pattern::PatternSet;
use crate::text::{fingerprint, masked, normalise};

/// From this many words on, two people do not write the same text by chance.
const LONG: usize = 8;

/// Turns texts into digests.
#[derive(Debug)]
pub struct Lens {
    patterns: PatternSet,
}

impl Lens {
    /// The lens of a rule book.
    pub fn new(book: &RuleBook) -> Result<Lens> {
        Ok(Lens { patterns: PatternSet::new(book.patterns())? })
    }

    /// Fills in the event's digest.
    pub fn look(&self, event: &mut Event<'_>) {
        event.digest = event.text.as_deref().map(|text| self.digest(text)).unwrap_or_default();
    }

    fn digest(&self, text: &str) -> Digest {
        let normal = normalise(text);
        if normal.is_empty() {
            return Digest::default();
        }
        let masked = masked(&normal);
        Digest {
            text: fingerprint(&normal),
            template: fingerprint(&masked) as u32,
            patterns: self.patterns.matches(&normal),
            long: normal.split(' ').nth(LONG - 1).is_some(),
            words: Words::new(masked.split(' ').map(|word| fingerprint(word) as u16)),
        }
    }
}
