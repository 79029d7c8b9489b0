//! Groups of accounts, by columns of a file: how each fares, and each intersection of two columns.

use std::collections::BTreeMap;
use std::path::Path;

use crate::report::visible;
use crate::score::evaluation::Hits;
use crate::score::fairness::{Comparison, FOUR_FIFTHS, Group, Member, Rate, SMALL, compare};
use crate::{Error, Result};

/// Which group each account belongs to, in each of the columns.
#[derive(Debug, Default)]
pub(super) struct Groups {
    columns: Vec<String>,
    /// By account: its value in each column; empty where it is not known.
    accounts: BTreeMap<String, Vec<String>>,
}

impl Groups {
    /// Reads a CSV with the column `account` and any others.
    pub(super) fn read(path: &Path) -> Result<Groups> {
        let failed = |cause: csv::Error| Error::input(path, cause.to_string());
        let mut reader = csv::Reader::from_path(path).map_err(failed)?;
        let headers = reader.headers().map_err(failed)?.clone();
        let account = headers
            .iter()
            .position(|header| header == "account")
            .ok_or_else(|| Error::input(path, "has no column `account`; the others are the groups"))?;
        let others = |record: &csv::StringRecord| -> Vec<String> {
            let others = record.iter().enumerate().filter(|(index, _)| *index != account);
            others.map(|(_, field)| field.trim().to_owned()).collect()
        };
        let mut groups = Groups { columns: others(&headers), accounts: BTreeMap::new() };
        if groups.columns.is_empty() {
            return Err(Error::input(path, "has no column beside `account` that could tell groups apart"));
        }
        for record in reader.records() {
            let record = record.map_err(failed)?;
            if groups.accounts.insert(record[account].to_owned(), others(&record)).is_some() {
                let line = record.position().map_or(0, csv::Position::line);
                return Err(Error::input(path, format!("line {line}: the account `{}` stands here twice", &record[account])));
            }
        }
        Ok(groups)
    }

    /// The same with one more column.
    pub(super) fn with(mut self, column: &str, values: impl Iterator<Item = (String, String)>) -> Groups {
        for (account, value) in values {
            let own = self.accounts.entry(account).or_default();
            own.resize(self.columns.len(), String::new());
            own.push(value);
        }
        self.columns.push(column.to_owned());
        self
    }

    /// Each column by itself, then each two together.
    pub(super) fn compare(&self, members: &[(&str, Member)]) -> Vec<Comparison> {
        let single = (0..self.columns.len()).map(|column| vec![column]);
        let pairs =
            (0..self.columns.len()).flat_map(|first| (first + 1..self.columns.len()).map(move |second| vec![first, second]));
        let one = |columns: Vec<usize>| {
            let by: Vec<&str> = columns.iter().map(|&column| self.columns[column].as_str()).collect();
            let grouped: Vec<(Option<Vec<&str>>, Member)> =
                members.iter().map(|(account, member)| (self.group(account, &columns), *member)).collect();
            compare(&by, &grouped)
        };
        single.chain(pairs).map(one).collect()
    }

    fn group(&self, account: &str, columns: &[usize]) -> Option<Vec<&str>> {
        let own = self.accounts.get(account)?;
        columns.iter().map(|&column| own.get(column).map(String::as_str).filter(|value| is_known(value))).collect()
    }
}

fn is_known(value: &str) -> bool {
    !value.is_empty() && !value.eq_ignore_ascii_case("unknown")
}

/// Prints all comparisons.
pub(super) fn print(comparisons: &[Comparison]) {
    for compared in comparisons {
        let by = visible(&compared.by.join(" × ")).into_owned();
        anstream::println!("\nby {by}: {} accounts, {} more of unknown group in no rate", compared.known, compared.unknown);
        let names: Vec<String> = compared.groups.iter().map(named).collect();
        let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).max(5);
        anstream::println!("  {:width$}  accounts   share  left alone  ratio  fineness  ratio  evidence  ratio", "group");
        for (group, name) in compared.groups.iter().zip(&names) {
            let rate = |rate: &Rate| percent(rate.rate);
            anstream::println!(
                "  {name:width$}  {:>8}  {:>6}  {:>10}  {:>5}  {:>8}  {:>5}  {:>8}  {:>5}",
                group.accounts,
                percent(group.share),
                rate(&group.left_alone),
                ratio(&group.left_alone),
                rate(&group.above_fineness),
                ratio(&group.above_fineness),
                rate(&group.below_evidence),
                ratio(&group.below_evidence),
            );
        }
        anstream::println!("  people of whom there is nothing to find, and who are accused");
        for (group, name) in compared.groups.iter().zip(&names) {
            let Hits { hit, of, interval } = group.accused;
            let [low, high] = interval.map(percent);
            anstream::println!("  {name:width$}  {hit} of {of}; 95 % interval {low} to {high}");
        }
        notes(compared).iter().for_each(|note| anstream::println!("  {note}"));
    }
    if !comparisons.is_empty() {
        anstream::println!("{LEGEND}");
    }
}

const LEGEND: &str = "
left alone: the verdict says nothing against the activity (selection rate). fineness, evidence: accounts with a fineness above the
median of all, or with less evidence against them than the median of all (scoring rates). ratio: the rate over the largest rate of a
group (impact ratio). As in New York City's rules for Local Law 144 (6 RCNY 5-300, 5-301). Intervals: Clopper-Pearson, exact.";

fn notes(compared: &Comparison) -> Vec<String> {
    let mut notes = Vec::new();
    if compared.groups.iter().any(|group| group.small) {
        notes.push(format!("* under {} of the accounts: a rate, but no ratio", percent(SMALL)));
    }
    if compared.groups.iter().all(|group| group.above_fineness.count == 0) {
        let median = compared.median_fineness;
        notes.push(format!("no fineness is above the median of {median:.0} ‰, so that scoring rate says nothing here"));
    }
    let low = |of: fn(&Group) -> &Rate| {
        let below = compared.groups.iter().filter(move |group| of(group).impact_ratio.is_some_and(|ratio| ratio < FOUR_FIFTHS));
        below.map(named).collect::<Vec<_>>().join(", ")
    };
    for (what, groups) in [
        ("left alone", low(|group| &group.left_alone)),
        ("fineness", low(|group| &group.above_fineness)),
        ("evidence", low(|group| &group.below_evidence)),
    ] {
        if !groups.is_empty() {
            notes.push(format!(
                "a ratio of {what} below {FOUR_FIFTHS} (the four-fifths rule's sign of unequal treatment): {groups}"
            ));
        }
    }
    notes
}

fn named(group: &Group) -> String {
    let name = group.name.join(" × ");
    let mark = if group.small { " *" } else { "" };
    format!("{}{mark}", visible(&name))
}

fn ratio(rate: &Rate) -> String {
    rate.impact_ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.3}"))
}

fn percent(share: f64) -> String {
    if share.is_nan() { "-".to_owned() } else { format!("{:.1}%", share * 100.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Groups> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        Groups::read(file.path())
    }

    #[test]
    fn columns_are_compared_alone_and_two_by_two_and_unknown_ones_are_counted() {
        let groups = read("sex,account,race\nf,ann,x\nm,bob,y\nf,cyd,unknown\n,dan,y\n").unwrap();
        let member = Member { fineness: 1000.0, decibans: 0.0, accused: false, person: true };
        let compared = groups.compare(&["ann", "bob", "cyd", "dan", "eve"].map(|account| (account, member)));
        let told: Vec<(String, usize, usize)> =
            compared.iter().map(|one| (one.by.join("×"), one.groups.len(), one.unknown)).collect();
        assert_eq!(told, [("sex".into(), 2, 2), ("race".into(), 2, 2), ("sex×race".into(), 2, 3)]);
        let more = groups.with("set", [("ann".to_owned(), "git".to_owned())].into_iter());
        assert_eq!(more.compare(&[("ann", member)]).last().unwrap().by, ["race", "set"]);
    }

    #[test]
    fn files_that_tell_no_groups_are_refused() {
        for (text, told) in [
            ("name,sex\na,f\n", "no column `account`"),
            ("account\na\n", "no column beside"),
            ("account,sex\na,f\na,m\n", "line 3: the account `a` stands here twice"),
            ("account,sex\na\n", "found record with 1 field"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(told), "{error}");
        }
    }
}
