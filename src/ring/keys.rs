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

/// The long texts of one's own that 2 to 50 accounts posted word for word. Cost: n log n in the long texts.
pub fn shared_texts<'a>(accounts: impl Iterator<Item = &'a Tallies>) -> Vec<Shared> {
    let mut posted: Vec<(u64, u32)> = Vec::new();
    for (position, account) in accounts.enumerate() {
        let own = account.events.briefs().iter().filter(|brief| brief.is_long() && brief.kind() != Kind::Repost);
        posted.extend(own.map(|brief| (brief.text(), position as u32)));
    }
    posted.sort_unstable();
    posted.dedup();
    posted
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|group| (2..=MOST_ACCOUNTS).contains(&group.len()))
        .map(|group| Shared { key: group[0].0, accounts: group.iter().map(|&(_, account)| account).collect() })
        .collect()
}
