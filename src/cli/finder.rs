//! Finds named accounts among the lines of audits, and forgets the others.

use std::io;

use super::judging::Take;
use crate::report::{AccountLine, Report, RingLine, RunLine};
use crate::{Error, Result};

/// Names that messages list.
const LISTED: usize = 10;
/// From this likeness on a name may be a slip of the pen.
const ALIKE: f64 = 0.8;

/// What is looked for, and what was found.
#[derive(Debug)]
pub(super) struct Finder<const N: usize> {
    sought: [Sought; N],
    /// The first accounts, to say what there is.
    seen: Vec<String>,
    accounts: u64,
    first: Option<AccountLine>,
    runs: Vec<RunLine>,
}

#[derive(Debug)]
struct Sought {
    name: String,
    /// The account of that id, with the report that holds it.
    by_id: Vec<(usize, AccountLine)>,
    /// Accounts of that display name.
    by_name: Vec<(usize, AccountLine)>,
    alike: Option<(f64, String)>,
}

impl<const N: usize> Finder<N> {
    pub(super) fn new(names: [&str; N]) -> Self {
        let sought = names.map(|name| Sought { name: name.to_owned(), by_id: Vec::new(), by_name: Vec::new(), alike: None });
        Finder { sought, seen: Vec::new(), accounts: 0, first: None, runs: Vec::new() }
    }

    fn look(&mut self, account: &AccountLine) {
        self.accounts += 1;
        if self.first.is_none() {
            self.first = Some(account.clone());
        }
        if self.seen.len() < LISTED {
            self.seen.push(account.account.clone());
        }
        let report = self.runs.len();
        for sought in &mut self.sought {
            let named = account.name.as_deref() == Some(sought.name.as_str());
            let place = if account.account == sought.name { &mut sought.by_id } else { &mut sought.by_name };
            // Two are enough to know that a name does not say which.
            if (account.account == sought.name || named) && place.len() < 2 {
                place.push((report, account.clone()));
            }
            if !(sought.by_id.is_empty() && sought.by_name.is_empty()) {
                continue;
            }
            let likeness = strsim::jaro_winkler(&account.account, &sought.name);
            if likeness >= ALIKE && sought.alike.as_ref().is_none_or(|(most, _)| likeness > *most) {
                sought.alike = Some((likeness, account.account.clone()));
            }
        }
    }

    /// The accounts, each with the place of its report in the order of reading.
    pub(super) fn found(self) -> Result<[(usize, AccountLine); N]> {
        let Finder { sought, seen, accounts, .. } = self;
        let mut found = Vec::with_capacity(N);
        for Sought { name, by_id, by_name, alike } in sought {
            let mut candidates = if by_id.is_empty() { by_name } else { by_id };
            match candidates.len() {
                1 => found.extend(candidates.pop()),
                0 => {
                    let hint = match alike {
                        Some((_, alike)) => format!("did you mean `{alike}`?"),
                        None => format!("there are {}{}", seen.join(", "), if accounts > LISTED as u64 { ", ..." } else { "" }),
                    };
                    return Err(Error::usage(format!("no account is called `{name}`; {hint}")));
                }
                _ => {
                    let ids: Vec<&str> = candidates.iter().map(|(_, account)| account.account.as_str()).collect();
                    let several = if ids[0] == ids[1] {
                        "stands in several reports; give one of them"
                    } else {
                        "is the name of several; give an id"
                    };
                    return Err(Error::usage(format!("`{name}` {several}: {}", ids.join(", "))));
                }
            }
        }
        found.try_into().map_err(|_| Error::usage("not every account was found"))
    }

    /// The account, if there is exactly one, and its run.
    pub(super) fn only(mut self) -> Option<(AccountLine, RunLine)> {
        self.first.filter(|_| self.accounts == 1).zip(self.runs.pop())
    }

    pub(super) fn runs(&mut self) -> Vec<RunLine> {
        std::mem::take(&mut self.runs)
    }
}

impl<const N: usize> Take for Finder<N> {
    fn account(&mut self, account: AccountLine) -> Result<()> {
        self.look(&account);
        Ok(())
    }

    fn ring(&mut self, _: RingLine) -> Result<()> {
        Ok(())
    }
}

impl<const N: usize> Report for Finder<N> {
    fn account(&mut self, account: &AccountLine) -> io::Result<()> {
        self.look(account);
        Ok(())
    }

    fn ring(&mut self, _: &RingLine) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, run: &RunLine) -> io::Result<()> {
        self.runs.push(run.clone());
        Ok(())
    }
}
