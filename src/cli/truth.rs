//! What is true of each account, and which part of them is looked at.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use xxhash_rust::xxh3::xxh3_64;

use crate::{Error, Result};

/// The label of each account, from a CSV with the columns account and label.
pub(super) fn read(path: &Path) -> Result<BTreeMap<String, String>> {
    let failed = |cause: csv::Error| Error::input(path, cause.to_string());
    let mut reader = csv::Reader::from_path(path).map_err(failed)?;
    let headers = reader.headers().map_err(failed)?.clone();
    let column = |name: &str| {
        headers.iter().position(|header| header == name).ok_or_else(|| Error::input(path, format!("has no column `{name}`")))
    };
    let (account, label) = (column("account")?, column("label")?);
    let mut truth = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(failed)?;
        truth.insert(record[account].to_owned(), record[label].to_owned());
    }
    Ok(truth)
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
}
