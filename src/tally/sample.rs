//! A sample of an account's texts: a few words of a few of them, as numbers, whatever their number and length.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::Tally;
use crate::account::Account;
use crate::event::{Event, Kind};

/// The most texts that are kept: enough to see a form or a habit of words.
const TEXTS: usize = 64;
/// What stands before the words of each text: its lot (two numbers) and how many words it has.
const HEAD: usize = 3;

/// The texts with the smallest lots, up to 64, by their lots. A lot is a hash of the event, so the sample is as good as drawn at
/// random and is the same in any order. At most 3.5 KB.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "(Vec<u16>, u8, u32)")]
pub struct TextSample {
    /// One text after the other: lot, number of words, words.
    kept: Vec<u16>,
    texts: u8,
    /// The largest lot that is kept.
    largest: u32,
}

impl TextSample {
    /// The masked words of each text of the sample, as numbers.
    pub fn texts(&self) -> impl Iterator<Item = &[u16]> {
        self.entries().map(|(_, at, end)| &self.kept[at + HEAD..end])
    }

    /// How many texts there are in the sample.
    pub fn len(&self) -> usize {
        usize::from(self.texts)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.texts == 0
    }

    /// The lot of each text, and from where to where it stands.
    fn entries(&self) -> impl Iterator<Item = (u32, usize, usize)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let [high, low, count] = *self.kept.get(at..at + HEAD)? else { return None };
            let start = at;
            at += HEAD + usize::from(count);
            self.kept.get(start..at)?;
            Some((u32::from(high) << 16 | u32::from(low), start, at))
        })
    }

    fn keep(&mut self, lot: u32, words: &[u16]) {
        if self.len() == TEXTS && lot >= self.largest {
            return;
        }
        let place = self.entries().find(|(other, ..)| *other >= lot);
        if place.is_some_and(|(other, ..)| other == lot) {
            return;
        }
        let at = place.map_or(self.kept.len(), |(_, at, _)| at);
        // Doubling would waste memory where millions of accounts hold a few texts each.
        if self.kept.capacity() - self.kept.len() < HEAD + words.len() {
            self.kept.reserve_exact((HEAD + words.len()).max(self.kept.len() / 4));
        }
        let head = [(lot >> 16) as u16, lot as u16, words.len() as u16];
        self.kept.splice(at..at, head.into_iter().chain(words.iter().copied()));
        self.texts += 1;
        if self.len() > TEXTS
            && let Some((_, last, _)) = self.entries().last()
        {
            self.kept.truncate(last);
            self.texts -= 1;
        }
        self.largest = self.entries().last().map_or(0, |(lot, ..)| lot);
    }
}

/// A sample that was written elsewhere is believed only if it is what keeping its own texts gives.
impl TryFrom<(Vec<u16>, u8, u32)> for TextSample {
    type Error = &'static str;

    fn try_from((kept, texts, largest): (Vec<u16>, u8, u32)) -> Result<TextSample, Self::Error> {
        let (claimed, mut sample) = (TextSample { kept, texts, largest }, TextSample::default());
        claimed.entries().for_each(|(lot, at, end)| sample.keep(lot, &claimed.kept[at + HEAD..end]));
        if sample == claimed { Ok(sample) } else { Err("a sample of texts is damaged") }
    }
}

impl Tally for TextSample {
    fn add(&mut self, event: &Event<'_>) {
        let words = event.digest.words.as_slice();
        // A repost is somebody else's words.
        if words.is_empty() || event.kind == Kind::Repost {
            return;
        }
        let mut drawn = Vec::with_capacity(40);
        drawn.extend_from_slice(&event.at.map_or(0, |at| at.millis).to_le_bytes());
        drawn.extend_from_slice(&event.digest.text.to_le_bytes());
        drawn.extend_from_slice(event.id.as_deref().unwrap_or_default().as_bytes());
        self.keep((xxh3_64(&drawn) >> 32) as u32, words);
    }

    fn describe(&mut self, _: &Account<'_>) {}

    fn merge(&mut self, other: Self) {
        for (lot, at, end) in other.entries() {
            self.keep(lot, &other.kept[at + HEAD..end]);
        }
    }

    fn settle(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Precision, Stamp, Words};

    fn event(second: i64) -> Event<'static> {
        let mut event = Event::by("a");
        event.at = Some(Stamp::new(second * 1000, Precision::Second));
        event.digest.words = Words::new((0..second as u16 % 30).map(|word| word + 1));
        event
    }

    #[test]
    fn the_sample_is_bounded_and_does_not_depend_on_order() {
        let (mut one, mut other) = (TextSample::default(), TextSample::default());
        (0..1000).for_each(|second| one.add(&event(second)));
        (0..1000).rev().for_each(|second| other.add(&event(second)));
        (100..200).for_each(|second| other.add(&event(second)));
        assert_eq!(one, other);
        assert_eq!((one.len(), one.texts().count()), (TEXTS, TEXTS));
        assert!(one.kept.len() <= TEXTS * (HEAD + Words::MOST));
    }

    #[test]
    fn a_damaged_sample_is_refused() {
        let mut sample = TextSample::default();
        (1..30).for_each(|second| sample.add(&event(second)));
        let bytes = |kept: &[u16], texts: u8| postcard::to_stdvec(&(kept, texts, sample.largest)).unwrap();
        let read = |bytes: &[u8]| postcard::from_bytes::<TextSample>(bytes);
        assert_eq!(read(&bytes(&sample.kept, sample.texts)).unwrap(), sample);
        assert!(read(&bytes(&sample.kept, sample.texts + 1)).is_err());
        assert!(read(&bytes(&sample.kept[..sample.kept.len() - 1], sample.texts)).is_err());
        let mut longer = sample.kept.clone();
        longer[2] = u16::MAX;
        assert!(read(&bytes(&longer, sample.texts)).is_err());
    }

    #[test]
    fn reposts_and_silence_are_left_out() {
        let mut sample = TextSample::default();
        sample.add(&event(0));
        sample.add(&Event { kind: Kind::Repost, ..event(7) });
        assert!(sample.is_empty());
    }
}
