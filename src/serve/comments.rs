//! A comment as it is handed in, before it is judged.

use crate::event::Kind;
use crate::score::ItemWord;
use crate::store::Comment;
use crate::text::fingerprint;

/// A comment that somebody asks about.
#[derive(Debug, Clone)]
pub(super) struct Submission {
    /// The comment; verdict and reasons are not filled in yet.
    pub(super) comment: Comment,
    /// The network address as it was given: for the log of addresses, and never stored.
    pub(super) address: String,
    /// A verdict that needs no judging, and why.
    pub(super) settled: Option<(ItemWord, &'static str)>,
    /// Whether it is a test, which is neither remembered nor learned from.
    pub(super) is_test: bool,
    /// Whether it was asked about before.
    pub(super) again: bool,
}

/// What a comment is made of.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    pub(super) key: String,
    pub(super) site: String,
    pub(super) thread: String,
    pub(super) kind: Option<Kind>,
    pub(super) author: String,
    pub(super) author_url: String,
    /// Hashes already.
    pub(super) email: String,
    pub(super) address: String,
    pub(super) text: String,
    pub(super) seen: i64,
}

impl Parts {
    /// A comment with a new id.
    pub(super) fn comment(self) -> Comment {
        let said = [&self.site, &self.thread, &self.author, &self.author_url, &self.email, &self.text].map(String::as_str);
        Comment {
            guid: super::keys::random(),
            number: 0,
            change: 0,
            fingerprint: fingerprint(&said.join("\u{1f}")) as i64,
            seen: self.seen,
            key: self.key,
            site: self.site,
            thread: self.thread,
            kind: self.kind.unwrap_or(Kind::Comment),
            author: if self.author.is_empty() { "(no name)".to_owned() } else { self.author },
            author_url: self.author_url,
            email: self.email,
            address: self.address,
            text: self.text,
            word: ItemWord::Ham,
            probability: 0.0,
            rules: Vec::new(),
            why: String::new(),
            ring: None,
            corrected: None,
        }
    }
}

/// What the clerk says of a comment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    pub(super) guid: String,
    pub(super) word: ItemWord,
    pub(super) probability: f64,
    /// Ids of the rules that fired.
    pub(super) rules: Vec<String>,
    /// So plainly spam that nobody needs to see it.
    pub(super) blatant: bool,
}
