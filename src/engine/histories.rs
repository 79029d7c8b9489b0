//! The accounts in the inputs, settled but not judged.

use rayon::prelude::*;

use super::dispute::Disputes;
use super::fold::fold;
use super::lens::Lens;
use crate::Result;
use crate::read::Inputs;
use crate::rule::RuleBook;
use crate::tally::{ActsTally, EventTally, Tallies, Tally};

/// Everything that is remembered of each account, by id. `book` says which patterns are looked for in texts.
pub fn histories(inputs: &mut Inputs, book: &RuleBook) -> Result<Vec<(Box<str>, Tallies)>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut accounts = fold::<Tallies>(inputs, Some(&Lens::new(book)?), &Disputes::default(), threads)?.accounts;
    accounts.par_iter_mut().for_each(|(_, account)| account.settle());
    Ok(accounts)
}

/// An account cut into pieces of `size` events; a rest is left out. What is not remembered event by event, such as the sample
/// of its texts, is the whole account's in every piece.
pub fn windows(account: &Tallies, size: usize) -> impl Iterator<Item = Tallies> {
    let rest = Tallies { events: EventTally::default(), acts: ActsTally::default(), ..account.clone() };
    account.events.windows(size).into_iter().map(move |events| Tallies { events, ..rest.clone() })
}
