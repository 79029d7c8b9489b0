//! `fineness.toml`: rules of one's own, rules switched off, findings accepted; each with a reason.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::toml_file::{TomlFile, end_of};
use crate::Result;
use crate::engine::Allowance;
use crate::ring::KnownGroup;

/// The configuration in force.
#[derive(Debug, Default)]
pub(super) struct Config {
    path: Option<PathBuf>,
    /// SHA-256 of the file.
    pub(super) sha256: Option<String>,
    /// Folders with rules, resolved against the file's own folder.
    pub(super) folders: Vec<PathBuf>,
    /// Rules switched off.
    pub(super) disabled: Vec<Disabled>,
    /// Findings accepted.
    pub(super) allowances: Vec<Allowance>,
    /// Accounts that are known to act together.
    pub(super) groups: Vec<KnownGroup>,
}

/// A rule that is switched off.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Disabled {
    /// The rule's id.
    pub(super) rule: String,
    /// Why.
    reason: Spanned<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rules: Vec<PathBuf>,
    #[serde(default)]
    disable: Vec<Disabled>,
    #[serde(default)]
    allow: Vec<Allow>,
    #[serde(default)]
    group: Vec<Group>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: String,
    members: Vec<String>,
    reason: Spanned<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Allow {
    account: String,
    rule: Option<String>,
    reason: Spanned<String>,
    until: Option<Spanned<String>>,
}

impl Config {
    /// The file given, or the one that FINENESS_CONFIG names, or fineness.toml here or in a folder above; nothing is merged.
    pub(super) fn find(given: Option<&Path>) -> Result<Config> {
        let named = given.map(Path::to_owned).or_else(|| std::env::var_os("FINENESS_CONFIG").map(PathBuf::from));
        match named.or_else(nearest) {
            Some(path) => Config::read(&path),
            None => Ok(Config::default()),
        }
    }

    fn read(path: &Path) -> Result<Config> {
        let text = TomlFile::read(path)?;
        let file: File = text.parse()?;
        let reasons = file.disable.iter().map(|off| &off.reason).chain(file.group.iter().map(|group| &group.reason));
        reasons.map(|reason| text.said(reason, "the reason")).try_for_each(|reason| reason.map(drop))?;
        let base = path.parent().unwrap_or(Path::new("."));
        Ok(Config {
            path: Some(path.to_owned()),
            sha256: Some(text.sha256()),
            folders: file.rules.iter().map(|folder| base.join(folder)).collect(),
            disabled: file.disable,
            groups: file.group.into_iter().map(|group| KnownGroup { name: group.name, members: group.members }).collect(),
            allowances: file.allow.into_iter().map(|allow| allowance(&text, allow)).collect::<Result<_>>()?,
        })
    }

    pub(super) fn path(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new("fineness.toml"))
    }
}

fn allowance(file: &TomlFile, allow: Allow) -> Result<Allowance> {
    // The named day is the last one on which the allowance holds.
    let until = allow.until.map(|until| file.day(&until).map(|day| end_of(day) + 1)).transpose()?;
    let reason = file.said(&allow.reason, "the reason")?;
    Ok(Allowance { account: allow.account, rule: allow.rule, reason, until, reviewed: None })
}

fn nearest() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join("fineness.toml")).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fineness.toml");
        std::fs::write(&path, text).unwrap();
        Config::read(&path)
    }

    #[test]
    fn an_allowance_holds_through_its_last_day() {
        let config = read("[[allow]]\naccount = \"anna\"\nreason = \"seen\"\nuntil = \"1970-01-01\"").unwrap();
        assert_eq!(config.allowances[0].until, Some(86_400_000));
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        assert!(read("[[disable]]\nrule = \"paced\"\nreason = \" \"").unwrap_err().to_string().contains("reason"));
        assert!(read("[[dissable]]\nrule = \"paced\"").unwrap_err().to_string().contains("dissable"));
        let told = read("[[allow]]\naccount = \"a\"\nreason = \"b\"\nuntil = \"soon\"").unwrap_err().to_string();
        assert!(told.contains("fineness.toml:4:9") && told.contains("^^^^"), "{told}");
    }
}
