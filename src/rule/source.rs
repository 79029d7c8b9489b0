//! Where rule files come from: the ones shipped inside the program, and folders of the user's own.

use std::fs;
use std::path::Path;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::{Error, Result};

/// How many bytes a rule file may have.
pub const MAX_FILE: usize = 256 * 1024;
const MAX_DEPTH: usize = 8;
const MAX_FILES: usize = 10_000;

static SHIPPED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/shipped_rules.rs"));

/// A rule file (or `families.toml`) as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSource {
    /// The path shown in messages, `rules/cadence/metronome.toml`; its last two parts are the family and the rule.
    pub name: String,
    /// The whole file.
    pub text: String,
}

impl RuleSource {
    /// The last part of the name: `metronome.toml`.
    pub(super) fn file_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }

    /// The folder the file stands in: `cadence`.
    pub(super) fn folder(&self) -> Option<&str> {
        self.name.rsplit('/').nth(1)
    }
}

/// The rules that are part of the program, sorted by name.
pub fn builtin() -> Vec<RuleSource> {
    SHIPPED.iter().map(|(name, text)| RuleSource { name: (*name).to_owned(), text: (*text).to_owned() }).collect()
}

/// Every `*.toml` below `folder`, sorted by name. Linked folders are not entered, so a link cannot lead in a circle.
///
/// # Errors
/// The folder or a file in it cannot be read, is too large, is not UTF-8, or there are too many.
pub fn from_dir(folder: &Path) -> Result<Vec<RuleSource>> {
    let mut sources = Vec::new();
    collect(folder, 0, &mut sources)?;
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(sources)
}

fn collect(folder: &Path, depth: usize, sources: &mut Vec<RuleSource>) -> Result<()> {
    if depth > MAX_DEPTH {
        return Err(Error::input(folder, format!("rule folders may not be nested more than {MAX_DEPTH} deep")));
    }
    for entry in fs::read_dir(folder).map_err(|error| Error::input(folder, error.to_string()))? {
        let entry = entry.map_err(|error| Error::input(folder, error.to_string()))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(|error| Error::input(&path, error.to_string()))?;
        if kind.is_dir() {
            collect(&path, depth + 1, sources)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") && path.is_file() {
            if sources.len() >= MAX_FILES {
                return Err(Error::input(folder, format!("more than {MAX_FILES} rule files")));
            }
            sources.push(read(&path)?);
        }
    }
    Ok(())
}

/// One rule file.
///
/// # Errors
/// It cannot be read, is larger than [`MAX_FILE`] or is not UTF-8.
pub fn read(path: &Path) -> Result<RuleSource> {
    let size = fs::metadata(path).map_err(|error| Error::input(path, error.to_string()))?.len();
    if size > MAX_FILE as u64 {
        return Err(Error::input(path, format!("a rule file may have {} KiB, this one has {}", MAX_FILE / 1024, size / 1024)));
    }
    let text = fs::read_to_string(path).map_err(|error| Error::input(path, error.to_string()))?;
    Ok(RuleSource { name: path.display().to_string().replace('\\', "/"), text })
}

/// The SHA-256 of a set of files in hexadecimal, whatever their order and whichever folder they were read from.
pub(super) fn sha256(sources: &[RuleSource]) -> String {
    let mut keys: Vec<_> = sources.iter().map(|s| (s.folder().unwrap_or(""), s.file_name(), s.text.as_str())).collect();
    keys.sort_unstable();
    let mut hash = Sha256::new();
    for part in keys.iter().flat_map(|(folder, file, text)| [folder, file, text]) {
        // Lengths keep "ab" + "c" apart from "a" + "bc".
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    HEXLOWER.encode(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_read_in_order_and_links_are_not_followed_in_circles() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("b/c")).unwrap();
        fs::write(root.path().join("b/c/two.toml"), "x = 2").unwrap();
        fs::write(root.path().join("a.toml"), "x = 1").unwrap();
        fs::write(root.path().join("a.md"), "no rule").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(root.path(), root.path().join("b/again")).unwrap();
        let names: Vec<_> = from_dir(root.path()).unwrap().iter().map(|s| s.file_name().to_owned()).collect();
        assert_eq!(names, ["a.toml", "two.toml"]);
        fs::write(root.path().join("bad.toml"), [0xff]).unwrap();
        assert!(from_dir(root.path()).is_err());
        assert!(from_dir(&root.path().join("none")).is_err());
    }

    #[test]
    fn the_hash_depends_on_texts_and_names_but_not_on_order_or_root() {
        let one = |name: &str, text: &str| RuleSource { name: name.into(), text: text.into() };
        let hash = sha256(&[one("r/f/a.toml", "1"), one("r/f/b.toml", "2")]);
        assert_eq!(hash, sha256(&[one("elsewhere/f/b.toml", "2"), one("r/f/a.toml", "1")]));
        assert_ne!(hash, sha256(&[one("r/f/a.toml", "2"), one("r/f/b.toml", "1")]));
        assert_eq!(hash.len(), 64);
    }
}
