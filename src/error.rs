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
