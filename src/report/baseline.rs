//! An earlier report, against which a new one marks what is new and what is gone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::saved::each_line;
use super::{AccountLine, BaselineLine, Line, Since};
use crate::Result;
use crate::score::Word;

/// What an earlier report says of each account, in short.
#[derive(Debug, Default)]
pub struct Baseline {
    accounts: BTreeMap<String, Earlier>,
}

#[derive(Debug)]
struct Earlier {
    verdict: Word,
    fineness: u32,
    adjusted: Option<f64>,
    rules: BTreeSet<String>,
}

impl Baseline {
    /// Reads it from a saved report.
    ///
    /// # Errors
    /// If the bytes are no report.
    pub fn read(name: &Path, bytes: impl std::io::BufRead) -> Result<Baseline> {
        let mut accounts = BTreeMap::new();
        each_line(name, bytes, &mut |line| {
            if let Line::Account(account) = line {
                let AccountLine { account, verdict, fineness, adjusted, findings, .. } = account.into_owned();
                let rules = findings.into_iter().map(|finding| finding.rule).collect();
                accounts.insert(account, Earlier { verdict, fineness, adjusted, rules });
            }
            Ok(())
        })?;
        Ok(Baseline { accounts })
    }

    /// Marks the findings of an account; of an account that the earlier report does not have, all are new.
    pub fn mark(&self, account: &mut AccountLine) {
        let earlier = self.accounts.get(&account.account);
        for finding in &mut account.findings {
            let had = earlier.is_some_and(|earlier| earlier.rules.contains(&finding.rule));
            finding.since_baseline = Some(if had { Since::Unchanged } else { Since::New });
        }
        account.baseline = earlier.map(|earlier| BaselineLine {
            verdict: earlier.verdict,
            fineness: earlier.fineness,
            adjusted: earlier.adjusted,
            gone: earlier
                .rules
                .iter()
                .filter(|&rule| account.findings.iter().all(|finding| finding.rule != *rule))
                .cloned()
                .collect(),
        });
    }
}
