//! What a server remembers: comments with their verdicts, what people corrected, how often each key asked. One trait, two databases.
//!
//! Addresses of people are kept as keyed hashes only. What is written is durable when the call returns.

mod comment;
mod postgres;
mod sqlite;
mod statements;
mod usage;

pub use self::comment::{Comment, Search};
pub use self::postgres::Postgres;
pub use self::sqlite::Sqlite;
pub use self::usage::{SiteUsage, Tally};

use crate::Result;
use crate::score::ItemWord;

/// One thing to write.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A comment that was not known. Its number is given by the store.
    Remember(Box<Comment>),
    /// Another verdict on a known comment, since more is known now.
    Judge {
        /// Which.
        guid: String,
        /// The verdict.
        word: ItemWord,
        /// How likely it is spam.
        probability: f64,
        /// Ids of the rules that fired.
        rules: Vec<String>,
        /// The reasons, as JSON.
        why: String,
        /// The ring that it belongs to.
        ring: Option<String>,
    },
    /// A person's word on a known comment.
    Correct {
        /// Which.
        guid: String,
        /// Ham or spam.
        word: ItemWord,
        /// When, milliseconds since 1970.
        at: i64,
    },
    /// One more call.
    Count {
        /// Who asked.
        key: String,
        /// For which site.
        site: String,
        /// In which month, `2026-11`.
        month: String,
        /// What came of it.
        tally: Tally,
    },
    /// The learned model.
    Model(Vec<u8>),
}

/// A database of comments.
pub trait Store: Send {
    /// Writes all changes or none. What is not known is left alone.
    ///
    /// # Errors
    /// The database refuses, or cannot be reached.
    fn write(&mut self, changes: &[Change]) -> Result<()>;
    /// The comment with this id.
    ///
    /// # Errors
    /// As for [`Store::write`].
    fn comment(&mut self, guid: &str) -> Result<Option<Comment>>;
    /// The latest comment with this fingerprint of what was said, by whom and where.
    ///
    /// # Errors
    /// As for [`Store::write`].
    fn same(&mut self, fingerprint: i64) -> Result<Option<Comment>>;
    /// Comments, the latest first.
    ///
    /// # Errors
    /// As for [`Store::write`].
    fn find(&mut self, search: &Search) -> Result<Vec<Comment>>;
    /// At most so many comments that were added or changed after a change, in the order of their changes.
    ///
    /// # Errors
    /// As for [`Store::write`].
    fn changed(&mut self, after: i64, most: usize) -> Result<Vec<Comment>>;
    /// What was asked in a month, by key and site.
    ///
    /// # Errors
    /// As for [`Store::write`].
    fn usage(&mut self, month: &str) -> Result<Vec<SiteUsage>>;
    /// The learned model.
    ///
    /// # Errors
    /// As for [`Store::write`].
    fn model(&mut self) -> Result<Option<Vec<u8>>>;
    /// Forgets comments that were seen before a moment (milliseconds since 1970), and all but the latest so many; gives how many.
    ///
    /// # Errors
    /// As for [`Store::write`].
    fn forget(&mut self, before: i64, most: u64) -> Result<u64>;
}
