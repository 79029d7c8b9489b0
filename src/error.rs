//! The one error type of the crate.
//!
//! Each room has its own private kind; all of them funnel into one opaque [`Error`], so that a room can learn to fail in a new
//! way without changing a public signature. Skipped records are not errors: they are [`Diagnostic`]s, counted and reported.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Serialize;

/// What went wrong, where, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] Kind);

/// The result of everything here that can fail.
pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("{0}")]
    Usage(String),
    #[error("{}: {message}", .file.display())]
    Input { file: PathBuf, message: String },
    #[error("{0}")]
    Rendered(String),
    #[error("{}: {message}", .file.display())]
    Config { file: PathBuf, message: String },
    #[error("cannot write the output: {0}")]
    Output(#[source] std::io::Error),
    #[error("a temporary file in {} cannot be used: {cause}; TMPDIR names another folder", std::env::temp_dir().display())]
    Scratch {
        #[source]
        cause: std::io::Error,
    },
    #[error("the saved state cannot be read: {0}")]
    State(String),
    #[error("{place}: {message}")]
    Store { place: String, message: String },
    #[error("{0}")]
    Serve(String),
}

impl Error {
    /// The request itself is wrong: a flag, a value, a combination.
    pub fn usage(message: impl Into<String>) -> Self {
        Kind::Usage(message.into()).into()
    }

    /// A whole input cannot be used. One bad record is a [`Diagnostic`] instead.
    pub fn input(file: impl AsRef<Path>, message: impl Into<String>) -> Self {
        Kind::Input { file: file.as_ref().to_owned(), message: message.into() }.into()
    }

    /// A file that a person wrote is wrong; `rendered` is the finished text with its lines and carets.
    pub fn rendered(rendered: impl Into<String>) -> Self {
        Kind::Rendered(rendered.into()).into()
    }

    /// The configuration file is wrong.
    pub fn config(file: impl AsRef<Path>, message: impl Into<String>) -> Self {
        Kind::Config { file: file.as_ref().to_owned(), message: message.into() }.into()
    }

    /// The report could not be written.
    pub fn output(cause: std::io::Error) -> Self {
        Kind::Output(cause).into()
    }

    /// What does not fit into memory cannot be put on disk.
    pub fn scratch(cause: std::io::Error) -> Self {
        Kind::Scratch { cause }.into()
    }

    /// A partial state (bytes from another process) is damaged or of another version.
    pub fn state(message: impl Into<String>) -> Self {
        Kind::State(message.into()).into()
    }

    /// The database refuses or cannot be reached.
    pub fn store(place: impl fmt::Display, message: impl fmt::Display) -> Self {
        Kind::Store { place: place.to_string(), message: message.to_string() }.into()
    }

    /// The server cannot start or go on.
    pub fn serve(message: impl Into<String>) -> Self {
        Kind::Serve(message.into()).into()
    }

    /// Whether writing failed because the reader of our output went away, which is no failure of ours.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(&self.0, Kind::Output(cause) if cause.kind() == std::io::ErrorKind::BrokenPipe)
    }
}

/// One thing that reading had to skip or to guess, with its place in the input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Diagnostic {
    /// The input, as the user named it; a member of an archive as `archive.zip!data/tweets.js`.
    pub file: String,
    /// The record within the file, counted from 1; absent when the whole file is meant.
    pub record: Option<u64>,
    /// The byte where the record starts in the (decompressed) stream, counted from 0.
    pub byte: Option<u64>,
    /// A stable code such as `IN-LINE`; docs/formats.md lists them.
    pub code: &'static str,
    /// What is wrong, in words.
    pub message: String,
    /// Whether a record was lost by it. A guess or a repair loses none.
    pub skipped: bool,
}

impl Diagnostic {
    /// Whether it tells of a loss: a record was left out that somebody stands behind.
    pub fn is_loss(&self) -> bool {
        self.skipped && !is_harmless(self.code)
    }
}

/// Whether leaving out a record for this reason loses nothing of anybody: records of accounts that are gone are nobody's, and an
/// earlier version of a post is the same act as the latest.
pub(crate) fn is_harmless(code: &str) -> bool {
    matches!(code, "EV-ANON" | "EV-EDIT")
}

/// What is told of the inputs as it comes, whatever its order: kept are the first hundred of each file, and counted all.
#[derive(Debug, Default)]
pub(crate) struct Told {
    kept: Vec<Diagnostic>,
    /// The length from which on the list is cut.
    cut_at: usize,
    /// How many there were.
    pub(crate) total: u64,
    /// Whether one of them told of a loss.
    pub(crate) lost: bool,
}

impl Told {
    /// How many of a file are kept.
    const KEPT: usize = 100;
    /// From so many on, those that are too many are let go.
    const MANY: usize = 20_000;

    pub(crate) fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        let before = self.kept.len();
        self.kept.extend(more);
        let more = &self.kept[before..];
        self.total += more.len() as u64;
        self.lost |= more.iter().any(Diagnostic::is_loss);
        if self.kept.len() > self.cut_at.max(Told::MANY) {
            self.cut();
            // With many files the list stays long; it is cut again once it has doubled.
            self.cut_at = 2 * self.kept.len();
        }
    }

    /// The first of each file, in order.
    pub(crate) fn first(mut self) -> Vec<Diagnostic> {
        self.cut();
        self.kept
    }

    fn cut(&mut self) {
        self.kept.sort_unstable();
        let mut own = (String::new(), 0);
        self.kept.retain(|told| {
            if own.0 != told.file {
                own = (told.file.clone(), 0);
            }
            own.1 += 1;
            own.1 <= Told::KEPT
        });
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if let Some(record) = self.record {
            write!(out, ": record {record}")?;
        }
        if let Some(byte) = self.byte {
            write!(out, ", byte {byte}")?;
        }
        write!(out, ": {} [{}]", self.message, self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(file: &str, record: u64, code: &'static str) -> Diagnostic {
        Diagnostic { file: file.into(), record: Some(record), byte: None, code, message: String::new(), skipped: true }
    }

    #[test]
    fn the_first_of_each_file_are_kept_whatever_their_order() {
        let all: Vec<Diagnostic> = (0..60_000).map(|record| told(["a", "b"][record as usize % 2], record, "EV-ANON")).collect();
        let (mut forwards, mut backwards) = (Told::default(), Told::default());
        forwards.extend(all.iter().cloned());
        all.rchunks(700).for_each(|some| backwards.extend(some.iter().rev().cloned()));
        assert_eq!((forwards.total, backwards.total, forwards.lost), (60_000, 60_000, false));
        assert!(backwards.kept.len() <= Told::MANY);
        forwards.extend([told("c", 1, "IN-LINE")]);
        backwards.extend([told("c", 1, "IN-LINE")]);
        assert!(forwards.lost);
        let kept = forwards.first();
        assert_eq!(kept.len(), 201);
        assert_eq!(kept, backwards.first());
    }
}
