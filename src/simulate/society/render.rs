//! From planned acts to events, one at a time.

use std::borrow::Cow;

use super::super::START;
use super::super::dice::Dice;
use super::lexicon::{Lexicon, scramble};
use super::plan::{Act, POPULAR, Thing, Verb, popular};
use super::prose;
use crate::event::{Event, Kind, Precision, Stamp};

/// Apps, the common ones first; rings use the same.
const CLIENTS: &[(&str, u32)] = &[
    ("web", 30),
    ("Twitter for iPhone", 26),
    ("Twitter for Android", 16),
    ("TweetDeck", 8),
    ("Twitter for BlackBerry", 7),
    ("Mobile Web", 6),
    ("HootSuite", 4),
    ("Tweetbot for iOS", 3),
];

/// Writes texts and ids; the same numbers always give the same words.
#[derive(Debug, Clone)]
pub(super) struct Renderer {
    seed: u64,
    lexicon: Lexicon,
}

impl Renderer {
    pub fn new(seed: u64) -> Renderer {
        Renderer { seed, lexicon: Lexicon::new() }
    }

    /// The id of an account: an invented word and the account's number in some spelling.
    pub fn name(&self, account: u32) -> String {
        let mixed = scramble(self.seed ^ (u64::from(account) << 20));
        let word = self.lexicon.word(mixed as usize % 9_000);
        match (mixed >> 32) % 3 {
            0 => format!("{word}{account}"),
            1 => format!("{word}_{}", letters(account)),
            _ => format!("{}-{}", letters(account), word),
        }
    }

    /// The event of the act at that place in the order of time, without its label.
    pub fn event(&self, act: &Act, place: u64, things: &[Thing], topic: u32) -> Event<'static> {
        let mut event = Event::by(self.name(act.account));
        event.id = Some(if act.original { self.id(act.thing) } else { identifier(self.seed, place << 1) }.into());
        event.at = Some(Stamp::new((START + i64::from(act.second)) * 1000, Precision::Second));
        let mut dice = Dice::with_index(self.seed, 28, place);
        event.client = Some(Cow::Borrowed(self.client(act.account, &mut dice)));
        let thing = things.get(act.thing as usize).copied().unwrap_or(Thing { author: 0, topic, source: 0 });
        let lexicon = &self.lexicon;
        match act.verb {
            Verb::Own => event.text = Some(self.own(&mut dice, topic).into()),
            Verb::Stock => event.text = Some(prose::stock(lexicon, &mut dice).into()),
            Verb::OwnLink => {
                let url = prose::url(lexicon, self.domain(popular(&mut dice)), scramble(place ^ self.seed));
                self.link(&mut event, &mut dice, topic, url);
            }
            Verb::Copy => event.text = Some(self.text(act.thing, &thing).into()),
            Verb::NearCopy => {
                let mut variant = self.variant(act);
                let text = prose::near_copy(lexicon, &mut variant, &self.text(act.thing, &thing), thing.topic);
                event.text = Some(text.into());
            }
            Verb::Spun => {
                let mut template = Dice::with_index(self.seed, 29, u64::from(thing.source));
                event.text = Some(prose::spun(lexicon, &mut template, &mut self.variant(act), thing.topic).into());
            }
            Verb::Link => {
                let url = prose::url(lexicon, self.domain(thing.source), u64::from(act.thing));
                self.link(&mut event, &mut dice, topic, url);
            }
            Verb::DeepLink => {
                let page = u64::from(act.thing) << 16 | u64::from(act.variant);
                let url = prose::url(lexicon, self.domain(thing.source), page);
                self.link(&mut event, &mut dice, topic, url);
            }
            Verb::Hashtags => {
                let text = self.own(&mut dice, topic);
                event.text = Some(format!("{text} {}", prose::hashtags(lexicon, thing.source, &mut dice)).into());
            }
            Verb::Repost => {
                event.kind = Kind::Repost;
                event.target = Some(self.id(act.thing).into());
                event.text = Some(self.text(act.thing, &thing).into());
            }
            Verb::Reply => {
                event.kind = Kind::Reply;
                event.target = Some(self.id(act.thing).into());
                event.in_reply_to = event.target.clone();
                let words = 1 + prose::length(&mut dice, 3, 30) * 2 / 3;
                let text = prose::text(lexicon, &mut dice, topic, words);
                event.text = Some(format!("@{} {text}", self.name(thing.author)).into());
            }
            Verb::Like => {
                event.kind = Kind::Like;
                event.target = Some(self.id(act.thing).into());
            }
            Verb::Star => {
                event.kind = Kind::Star;
                event.target = Some(self.project(&thing).into());
            }
            Verb::Follow => {
                event.kind = Kind::Follow;
                event.target = Some(self.name(thing.author).into());
            }
        }
        event
    }

    /// The id of a thing that was posted.
    fn id(&self, thing: u32) -> String {
        identifier(self.seed, u64::from(thing) << 1 | 1)
    }

    /// The text of a thing.
    fn text(&self, number: u32, thing: &Thing) -> String {
        let mut dice = Dice::with_index(self.seed, 30, u64::from(number));
        // What is worth an operator's while has some length.
        let words = prose::length(&mut dice, if thing.source == 0 { 4 } else { 7 }, 40);
        prose::text(&self.lexicon, &mut dice, thing.topic, words)
    }

    fn own(&self, dice: &mut Dice, topic: u32) -> String {
        let words = prose::length(dice, 3, 40);
        prose::text(&self.lexicon, dice, topic, words)
    }

    fn link(&self, event: &mut Event<'static>, dice: &mut Dice, topic: u32, url: String) {
        let words = prose::length(dice, 3, 25);
        let text = prose::text(&self.lexicon, dice, topic, words);
        event.text = Some(format!("{text} {url}").into());
        event.url = Some(url.into());
    }

    /// The domain of a source: well-known ones are the same in every society.
    fn domain(&self, source: u32) -> u64 {
        if source >= POPULAR { u64::from(source) } else { self.seed.wrapping_add(1) << 32 ^ u64::from(source) }
    }

    /// The dice of one variant of a thing.
    fn variant(&self, act: &Act) -> Dice {
        Dice::with_index(self.seed, 31, u64::from(act.thing) << 16 | u64::from(act.variant))
    }

    fn project(&self, thing: &Thing) -> String {
        let mixed = scramble(self.seed ^ (u64::from(thing.source) << 24));
        let owner = self.lexicon.word(mixed as usize % 20_000);
        format!(
            "{owner}/{}-{}",
            self.lexicon.word((mixed >> 20) as usize % 9_000),
            self.lexicon.word((mixed >> 40) as usize % 3_000)
        )
    }

    /// The app of an account, or now and then another.
    fn client(&self, account: u32, dice: &mut Dice) -> &'static str {
        let usual = scramble(self.seed.rotate_left(17) ^ u64::from(account));
        let drawn = if dice.chance(0.12) { dice.below(100) as u32 } else { (usual % 100) as u32 };
        let mut left = drawn;
        for (client, share) in CLIENTS {
            if left < *share {
                return client;
            }
            left -= share;
        }
        "web"
    }
}

/// An id, different for different numbers of one society, and no platform's: some platforms' ids tell the time.
fn identifier(seed: u64, number: u64) -> String {
    format!("p{:016x}", scramble(number ^ scramble(seed)))
}

/// A number in letters.
fn letters(mut number: u32) -> String {
    let mut out = String::new();
    loop {
        out.push(char::from(b"rstlnaeioumdcbhkpv"[number as usize % 18]));
        number /= 18;
        if number == 0 {
            return out;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_differ() {
        let renderer = Renderer::new(1);
        assert_eq!((0..50_000).map(|account| renderer.name(account)).collect::<HashSet<_>>().len(), 50_000);
    }
}
