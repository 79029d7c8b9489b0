//! Group by key: which accounts share items.

use crate::ring::{self, Ring};
use crate::tally::Tallies;

/// The rings among the run's settled accounts.
pub(super) fn link(accounts: &[(Box<str>, Tallies)]) -> Vec<Ring> {
    let shared = ring::shared_texts(accounts.iter().map(|(_, account)| account));
    ring::leads(&shared, accounts.len())
}
