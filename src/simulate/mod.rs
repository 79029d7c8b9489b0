//! Histories of invented accounts, for fixtures, tests and benches.
//!
//! The same kind, seed and options give the same bytes on every platform. Names, texts and numbers are invented.

mod crowd;
mod dice;
mod dress;
mod kind;
mod machine;
mod person;
mod persona;
mod society;
mod story;
mod topics;
mod vocabulary;
mod voice;
mod words;
mod write;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod tests;

pub use crowd::{Crowd, crowd};
pub use kind::{Kind, Truth};
pub use society::{Group, GroupKind, Society, SocietyOptions, society};
pub use write::{write_claimed, write_ndjson};

use crate::account::{Account, ClaimedScore};
use crate::event::Event;

/// What may be asked of a history; where nothing is asked, its kind decides.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Options {
    /// The account's id.
    pub account: Option<String>,
    /// When it begins, in milliseconds since 1970; a machine's clock needs whole days, so the time of day is dropped.
    pub start: Option<i64>,
    /// Over how many days people spread their posts. A machine takes as long as its clock needs.
    pub days: Option<usize>,
    /// How many posts, exactly, up to ten million.
    pub posts: Option<usize>,
    /// Whether each event carries the truth about its account in `label`.
    pub labels: bool,
}

/// One account with all it did.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// Who.
    pub account: Account<'static>,
    /// What it did, in order of time.
    pub events: Vec<Event<'static>>,
    /// The score that it boasts, if it boasts one.
    pub claimed: Option<ClaimedScore>,
}

/// 2012-01-01T00:00:00Z, where histories begin unless asked otherwise.
const START: i64 = 1_325_376_000;

/// The history of one account of the given kind.
pub fn history(kind: Kind, seed: u64, options: &Options) -> History {
    let persona = persona::persona(kind);
    let (days, posts) = size(&persona, options);
    // Two centuries are room enough, and keep every later sum far from overflow.
    let start = options.start.map_or(START, |millis| millis.div_euclid(1000).clamp(0, 4_000_000_000));
    let start = start - start.rem_euclid(person::DAY);
    let beats = story::beats(kind, &mut dice::Dice::for_kind(seed, 1, kind.name()), start, days, posts);
    dress::history(kind, &persona, seed, start, &beats, options)
}

/// Days and posts as asked; of one alone, the other follows at the kind's own pace.
fn size(persona: &persona::Persona, options: &Options) -> (usize, usize) {
    let days = options.days.map(|days| days.clamp(1, 36_500));
    let posts = options.posts.map(|posts| posts.min(10_000_000));
    match (days, posts) {
        (None, None) => (persona.days, persona.posts),
        (Some(days), None) => (days, (days * persona.posts).div_ceil(persona.days)),
        (None, Some(posts)) => ((posts * persona.days).div_ceil(persona.posts).clamp(1, 36_500), posts),
        (Some(days), Some(posts)) => (days, posts),
    }
}
