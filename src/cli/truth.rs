//! What is true of each account, and which part of them is looked at.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;
use xxhash_rust::xxh3::xxh3_64;

use crate::{Error, Result};

/// The truth file: a CSV with the columns account and label, and any others to break results down by.
#[derive(Debug, Default)]
pub(super) struct Truth {
    columns: Vec<String>,
    /// The fields of each account, in the order of `columns`.
    accounts: BTreeMap<String, Vec<String>>,
    label: usize,
}

impl Truth {
    pub(super) fn read(path: &Path) -> Result<Truth> {
        let failed = |cause: csv::Error| Error::input(path, cause.to_string());
        let mut reader = csv::Reader::from_path(path).map_err(failed)?;
        let columns: Vec<String> = reader.headers().map_err(failed)?.iter().map(str::to_owned).collect();
        let column = |name: &str| {
            columns.iter().position(|header| header == name).ok_or_else(|| Error::input(path, format!("has no column `{name}`")))
        };
        let (account, label) = (column("account")?, column("label")?);
        let mut accounts = BTreeMap::new();
        for record in reader.records() {
            let record = record.map_err(failed)?;
            accounts.insert(record[account].to_owned(), record.iter().map(str::to_owned).collect());
        }
        Ok(Truth { columns, accounts, label })
    }

    /// The label of an account.
    pub(super) fn label(&self, account: &str) -> Option<&str> {
        Some(&self.accounts.get(account)?[self.label])
    }

    /// What a column says of each account.
    pub(super) fn fields(&self, column: usize) -> impl Iterator<Item = (String, String)> {
        self.accounts.iter().map(move |(account, fields)| (account.clone(), fields[column].clone()))
    }

    /// The place of a column.
    pub(super) fn column(&self, name: &str) -> Result<usize> {
        self.columns
            .iter()
            .position(|column| column == name)
            .ok_or_else(|| Error::usage(format!("the truth file has no column `{name}`; it has {}", self.columns.join(", "))))
    }
}

/// Which accounts' truth is known, and which of them are looked at.
#[derive(Debug, Args)]
pub(super) struct Known {
    /// CSV with the columns account and label; without it every account counts as human
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
    /// Labels that mean a person; all others are what is looked for
    #[arg(long, value_delimiter = ',', default_value = "human,ham,0")]
    human: Vec<String>,
    /// Only this part of the accounts, chosen by id: 1/2 or 2/2
    #[arg(long, value_name = "K/N")]
    part: Option<Part>,
}

impl Known {
    pub(super) fn read(&self) -> Result<Option<Truth>> {
        self.truth.as_deref().map(Truth::read).transpose()
    }

    pub(super) fn is_person(&self, label: &str) -> bool {
        self.human.iter().any(|human| human == label)
    }

    /// Whether the account falls in the part that is looked at.
    pub(super) fn wants(&self, account: &str) -> bool {
        self.part.is_none_or(|part| part.holds(account))
    }
}

/// One of several equal parts of the accounts, so that what is fitted on one part can be checked on another. Which part an account
/// falls in depends on its id alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    number: u64,
    of: u64,
}

impl Part {
    pub(super) fn holds(self, account: &str) -> bool {
        xxh3_64(account.as_bytes()) % self.of == self.number - 1
    }
}

impl FromStr for Part {
    type Err = &'static str;

    fn from_str(text: &str) -> std::result::Result<Part, Self::Err> {
        let parts = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Part { number, of }),
            _ => Err("write which part of how many, such as 1/2"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_is_in_one_part() {
        let parts: Vec<Part> = ["1/3", "2/3", "3/3"].iter().map(|text| text.parse().unwrap()).collect();
        for account in ["a", "b", "calvin"] {
            assert_eq!(parts.iter().filter(|part| part.holds(account)).count(), 1);
        }
        assert!(["0/2", "3/2", "half", "1/0"].iter().all(|text| text.parse::<Part>().is_err()));
    }

    #[test]
    fn columns_are_found_by_their_names() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "lang,account,label\nde,ann,human\nfr,bob,bot\n").unwrap();
        let truth = Truth::read(file.path()).unwrap();
        assert_eq!((truth.label("bob"), truth.label("eve")), (Some("bot"), None));
        let languages: Vec<String> = truth.fields(truth.column("lang").unwrap()).map(|(_, language)| language).collect();
        assert_eq!(languages, ["de", "fr"]);
        assert!(truth.column("age").unwrap_err().to_string().contains("lang, account, label"));
        std::fs::write(file.path(), "account\nann\n").unwrap();
        assert!(Truth::read(file.path()).is_err());
    }
}
