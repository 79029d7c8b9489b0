//! Keys under which accounts may meet.

use crate::event::Kind;
use crate::tally::Tallies;

/// A text that more than this many accounts post is a saying or a viral post, and joins nobody.
const MOST_ACCOUNTS: usize = 50;

/// One item with the accounts that posted it, ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// Fingerprint of the item.
    pub key: u64,
    /// Positions of the accounts.
    pub accounts: Vec<u32>,
}

/// Texts are compared in this many parts, one after the other, so that comparing holds a byte or two an event and not sixteen.
const PARTS: u64 = 16;

/// The long texts of one's own that 2 to 50 accounts posted word for word, by fingerprint. Cost: n log n in the long texts.
pub fn shared_texts(accounts: &[&Tallies]) -> Vec<Shared> {
    let mut shared: Vec<Shared> = Vec::new();
    let mut posted: Vec<(u64, u32)> = Vec::new();
    for part in 0..PARTS {
        posted.clear();
        for (position, account) in accounts.iter().enumerate() {
            let own = account
                .events
                .briefs()
                .iter()
                .filter(|brief| brief.text() % PARTS == part && brief.is_long() && brief.kind() != Kind::Repost);
            posted.extend(own.map(|brief| (brief.text(), position as u32)));
        }
        posted.sort_unstable();
        posted.dedup();
        let groups = posted.chunk_by(|a, b| a.0 == b.0).filter(|group| (2..=MOST_ACCOUNTS).contains(&group.len()));
        shared
            .extend(groups.map(|group| Shared { key: group[0].0, accounts: group.iter().map(|&(_, account)| account).collect() }));
    }
    shared.sort_unstable_by_key(|item| item.key);
    shared
}
