//! What accounts did, wherever it is kept: in memory with them, or in rows.

use super::Actor;
use super::wording::{Entry, Text, Texts};
use crate::Result;
use crate::tally::Act;

/// What accounts did that others can do too. Accounts are known by their positions in the order of their ids.
pub trait Traces: Texts {
    /// How many accounts there are.
    fn accounts(&self) -> usize;
    /// The id of an account.
    fn id(&self, position: usize) -> &str;
    /// When an account was created, milliseconds since 1970.
    fn created(&self, position: usize) -> Option<i64>;
    /// Hands out every act once, the acts of one account together, always in the same order.
    fn acts(&self, take: &mut dyn FnMut(u32, &Act) -> Result<()>) -> Result<()>;
}

/// Accounts in memory, in the order of their ids.
#[derive(Debug)]
pub struct Actors<'a> {
    actors: &'a [Actor<'a>],
    texts: Vec<Text<'a>>,
}

impl<'a> Actors<'a> {
    /// These accounts, which stand in the order of their ids.
    pub fn new(actors: &'a [Actor<'a>]) -> Self {
        let of_one = |(author, actor): (usize, &'a Actor<'a>)| {
            let texts = actor.acts.texts().iter();
            texts.map(move |(&fingerprint, words)| Text { fingerprint, author: author as u32, words })
        };
        Actors { actors, texts: actors.iter().enumerate().flat_map(of_one).collect() }
    }
}

impl Texts for Actors<'_> {
    fn each(&self, take: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        self.texts.as_slice().each(take)
    }

    fn words<'r>(&'r self, place: u64, room: &'r mut Vec<u32>) -> Result<&'r [u32]> {
        self.texts.as_slice().words(place, room)
    }
}

impl Traces for Actors<'_> {
    fn accounts(&self) -> usize {
        self.actors.len()
    }

    fn id(&self, position: usize) -> &str {
        self.actors[position].id
    }

    fn created(&self, position: usize) -> Option<i64> {
        self.actors[position].acts.created()
    }

    fn acts(&self, take: &mut dyn FnMut(u32, &Act) -> Result<()>) -> Result<()> {
        let mut actors = (0..).zip(self.actors);
        actors.try_for_each(|(position, actor)| actor.acts.acts().iter().try_for_each(|act| take(position, act)))
    }
}
