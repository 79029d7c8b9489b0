//! A row an entry of the board, for spreadsheets; accounts that the board lacks come last, without ranks.

use std::io::Write;

use super::{EntryLine, Ranking, UnlistedLine};
use crate::report::escape::for_spreadsheet;
use crate::{Error, Result};

const COLUMNS: [&str; 16] = [
    "metric",
    "name",
    "account",
    "rank_before",
    "rank_after",
    "change",
    "rank_best",
    "rank_worst",
    "claimed",
    "adjusted",
    "adjusted_low",
    "adjusted_high",
    "verdict",
    "not_assessed",
    "rules",
    "points",
];

pub(super) fn write(ranking: &Ranking, out: &mut dyn Write) -> Result<()> {
    let mut table = csv::Writer::from_writer(out);
    let mut add = |row: [String; 16]| table.write_record(row).map_err(|cause| Error::output(cause.into()));
    add(COLUMNS.map(str::to_owned))?;
    for list in &ranking.lists {
        list.entries.iter().try_for_each(|entry| add(of_entry(&list.metric, entry)))?;
    }
    ranking.unlisted.iter().try_for_each(|line| add(of_unlisted(line)))?;
    table.flush().map_err(Error::output)
}

fn text(text: &str) -> String {
    for_spreadsheet(text).into_owned()
}

fn number(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn of_entry(metric: &str, entry: &EntryLine) -> [String; 16] {
    let deductions =
        |each: &dyn Fn(&super::DeductionLine) -> String| text(&entry.deductions.iter().map(each).collect::<Vec<_>>().join("; "));
    [
        text(metric),
        text(&entry.name),
        text(entry.account.as_deref().unwrap_or_default()),
        entry.before.to_string(),
        entry.after.to_string(),
        (entry.before as i64 - entry.after as i64).to_string(),
        number(entry.open.map(|open| open[0])),
        number(entry.open.map(|open| open[1])),
        entry.claimed.to_string(),
        entry.adjusted.to_string(),
        number(entry.interval.map(|interval| interval[0])),
        number(entry.interval.map(|interval| interval[1])),
        entry.verdict.map(|word| word.name().to_owned()).unwrap_or_default(),
        text(entry.not_assessed.as_deref().unwrap_or_default()),
        deductions(&|deduction| deduction.rule.clone()),
        deductions(&|deduction| number(deduction.points)),
    ]
}

fn of_unlisted(line: &UnlistedLine) -> [String; 16] {
    let mut row: [String; 16] = std::array::from_fn(|_| String::new());
    row[2] = text(&line.account);
    row[12] = line.verdict.name().to_owned();
    row[13] = "not on the board".to_owned();
    row
}
