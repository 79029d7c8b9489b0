//! Group by key: which accounts share items.

use crate::ring::{self, Ring};
use crate::tally::Tallies;

/// The rings among the run's settled accounts.
pub(super) fn link(accounts: &[(Box<str>, Tallies)]) -> Vec<Ring> {
    let tallies: Vec<&Tallies> = accounts.iter().map(|(_, account)| account).collect();
    let shared = ring::shared_texts(&tallies);
    ring::leads(&shared, accounts.len())
}
