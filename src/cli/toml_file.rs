//! TOML files that a user writes: read, and mistakes in them shown with their line, a caret, and what to do.

use std::ops::Range;
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use data_encoding::HEXLOWER;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use toml::Spanned;

use crate::{Error, Result};

/// The longest file that is read.
const MAX_FILE: u64 = 64 << 20;

/// A file, and its text.
#[derive(Debug)]
pub(super) struct TomlFile {
    pub(super) path: PathBuf,
    text: String,
}

impl TomlFile {
    pub(super) fn read(path: &Path) -> Result<TomlFile> {
        let unreadable = |cause: std::io::Error| Error::config(path, format!("cannot be read: {cause}"));
        let bytes = std::fs::metadata(path).map_err(unreadable)?.len();
        if bytes > MAX_FILE {
            return Err(Error::config(path, format!("is too long: {} MiB, and {} are read", bytes >> 20, MAX_FILE >> 20)));
        }
        Ok(TomlFile { path: path.to_owned(), text: std::fs::read_to_string(path).map_err(unreadable)? })
    }

    /// What the file says.
    pub(super) fn parse<T: DeserializeOwned>(&self) -> Result<T> {
        toml::from_str(&self.text).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            self.fault(&span, error.message().trim(), "here", None)
        })
    }

    pub(super) fn sha256(&self) -> String {
        HEXLOWER.encode(&Sha256::digest(self.text.as_bytes()))
    }

    /// An error about a part of the file.
    pub(super) fn fault(&self, span: &Range<usize>, title: &str, label: &str, help: Option<&str>) -> Error {
        let end = self.text.floor_char_boundary(span.end.min(self.text.len()));
        let span = self.text.floor_char_boundary(span.start.min(end))..end;
        let name = self.path.display().to_string();
        let snippet =
            Snippet::source(self.text.as_str()).path(name.as_str()).annotation(AnnotationKind::Primary.span(span).label(label));
        let mut group = Level::ERROR.primary_title(title).element(snippet);
        if let Some(help) = help {
            group = group.element(Level::HELP.message(help));
        }
        Error::rendered(Renderer::plain().render(&[group]))
    }

    /// A text that says something.
    pub(super) fn said(&self, text: &Spanned<String>, what: &str) -> Result<String> {
        if text.get_ref().trim().is_empty() {
            return Err(self.fault(&text.span(), &format!("{what} says nothing"), "it is empty", Some("write it in a few words")));
        }
        Ok(text.get_ref().trim().to_owned())
    }

    /// A day, YYYY-MM-DD.
    pub(super) fn day(&self, text: &Spanned<String>) -> Result<chrono::NaiveDate> {
        chrono::NaiveDate::parse_from_str(text.get_ref(), "%Y-%m-%d")
            .map_err(|_| self.fault(&text.span(), "this is no day", "not a day", Some("write it as 2027-01-31")))
    }
}

/// The last millisecond of a day, since 1970.
pub(super) fn end_of(day: chrono::NaiveDate) -> i64 {
    start_of(day) + 86_400_000 - 1
}

/// The first millisecond of a day, since 1970.
pub(super) fn start_of(day: chrono::NaiveDate) -> i64 {
    day.and_hms_opt(0, 0, 0).unwrap_or_default().and_utc().timestamp_millis()
}
