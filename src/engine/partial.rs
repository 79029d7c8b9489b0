//! Partial aggregation on bytes: start, update, merge, finish. A server's running state and the aggregate function of a
//! distributed engine need exactly these four calls, and a state may travel between machines.

use super::settings::Settings;
use super::{Lens, judge};
use crate::read::{Chunk, Record};
use crate::rule::RuleBook;
use crate::score::Verdict;
use crate::tally::{Tallies, Tally};
use crate::{Diagnostic, Error, Result};

/// The first byte of every state; another version's bytes are refused, never misread.
const VERSION: u8 = 4;

/// The state of an account of which nothing has been seen.
pub fn start() -> Result<Vec<u8>> {
    pack(&Tallies::default())
}

/// Takes in canonical NDJSON lines of one account. What cannot be read is skipped and told.
pub fn update(state: &[u8], lines: &[u8], lens: &Lens) -> Result<(Vec<u8>, Vec<Diagnostic>)> {
    let mut account = unpack(state)?;
    let mut skipped = Vec::new();
    for chunk in Chunk::of_lines(lines, &mut skipped)? {
        let mut take = |record: Record<'_>| match record {
            Record::Event(mut event) => {
                lens.look(&mut event);
                account.add(&event);
            }
            Record::Account(described) => account.describe(&described),
            Record::Score(score) => account.score(&score),
            Record::Article(_) => {}
        };
        chunk.records(&mut take, &mut skipped);
    }
    Ok((pack(&account)?, skipped))
}

/// Joins two states of one account, in any order.
pub fn merge(one: &[u8], other: &[u8]) -> Result<Vec<u8>> {
    let mut account = unpack(one)?;
    account.merge(unpack(other)?);
    pack(&account)
}

/// Judges the account. Findings name their events by time alone: a state holds no text and no input to read it from.
pub fn finish(id: &str, state: &[u8], book: &RuleBook, settings: &Settings) -> Result<Verdict> {
    let mut account = unpack(state)?;
    account.settle();
    let claims: Vec<_> = settings.claims.iter().filter(|claim| claim.account == id).cloned().collect();
    Ok(judge::verdict(id, &account, None, book, &claims, settings))
}

fn pack(account: &Tallies) -> Result<Vec<u8>> {
    postcard::to_extend(account, vec![VERSION]).map_err(|cause| Error::state(cause.to_string()))
}

fn unpack(state: &[u8]) -> Result<Tallies> {
    match state.split_first() {
        Some((&VERSION, rest)) => postcard::from_bytes(rest).map_err(|cause| Error::state(cause.to_string())),
        Some((version, _)) => Err(Error::state(format!("it is of version {version}, this program reads version {VERSION}"))),
        None => Err(Error::state("it is empty; begin with start()")),
    }
}
