//! One row an account, for spreadsheets.

use std::io::{self, Write};

use super::escape::for_spreadsheet;
use super::words::totals;
use super::{AccountLine, Report, RingLine, RunLine};

const COLUMNS: [&str; 20] = [
    "account",
    "name",
    "verdict",
    "fineness",
    "fineness_low",
    "fineness_high",
    "metric",
    "claimed",
    "adjusted",
    "adjusted_low",
    "adjusted_high",
    "automation_probability",
    "gaming_probability",
    "events",
    "from",
    "to",
    "rings",
    "findings",
    "points",
    "says",
];

/// Writes a table of accounts; an account with several scores has a row for each. Texts that a spreadsheet would run as formulas
/// are shown as text. The last row, whose verdict is `run`, tells how much was read; rings and the rest of the run stand in other formats.
pub(super) struct CsvTable<W: Write> {
    table: csv::Writer<W>,
    begun: bool,
}

impl<W: Write> CsvTable<W> {
    pub(super) fn new(out: W) -> Self {
        CsvTable { table: csv::Writer::from_writer(out), begun: false }
    }

    fn begin(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            self.table.write_record(COLUMNS)?;
        }
        Ok(())
    }
}

impl<W: Write> Report for CsvTable<W> {
    fn account(&mut self, account: &AccountLine) -> io::Result<()> {
        self.begin()?;
        let text = |text: &str| for_spreadsheet(text).into_owned();
        let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        let list =
            |each: &dyn Fn(&super::FindingLine) -> String| text(&account.findings.iter().map(each).collect::<Vec<_>>().join("; "));
        for index in 0..account.scores.len().max(1) {
            let score = account.scores.get(index);
            // Points are about the first score.
            let points = |finding: &super::FindingLine| number(finding.points.filter(|_| index == 0));
            self.table.write_record([
                text(&account.account),
                text(account.name.as_deref().unwrap_or_default()),
                account.verdict.name().to_owned(),
                account.fineness.to_string(),
                account.interval[0].to_string(),
                account.interval[1].to_string(),
                text(score.map_or("", |score| &score.metric)),
                number(score.map(|score| score.claimed)),
                number(score.map(|score| score.adjusted)),
                number(score.map(|score| score.interval[0])),
                number(score.map(|score| score.interval[1])),
                account.automation.probability.to_string(),
                account.gaming.probability.to_string(),
                account.events.to_string(),
                text(account.from.as_deref().unwrap_or_default()),
                text(account.to.as_deref().unwrap_or_default()),
                text(&account.rings.join("; ")),
                list(&|finding| finding.rule.clone()),
                list(&points),
                list(&|finding| finding.says.clone()),
            ])?;
        }
        Ok(())
    }

    fn ring(&mut self, _: &RingLine) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, run: &RunLine) -> io::Result<()> {
        self.begin()?;
        let mut row = [""; COLUMNS.len()].map(str::to_owned);
        let cells = [("verdict", "run".to_owned()), ("events", run.events.to_string()), ("says", totals(&run.inputs))];
        for (column, cell) in cells {
            if let Some(place) = COLUMNS.iter().position(|name| *name == column) {
                row[place] = cell;
            }
        }
        self.table.write_record(row)?;
        self.table.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::escape::acts;
    use crate::report::samples::{calvin, hostile, plain, summary};
    use crate::score::Verdict;

    fn table(verdicts: &[Verdict]) -> String {
        let mut bytes = Vec::new();
        let mut report = CsvTable::new(&mut bytes);
        verdicts.iter().for_each(|verdict| report.account(&verdict.clone().into()).unwrap());
        report.finish(&(&summary(&[])).into()).unwrap();
        drop(report);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_row_an_account_and_score() {
        let mut twice = calvin();
        twice.scores.push(twice.scores[0].clone());
        let table = table(&[calvin(), plain(), twice]);
        let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(table.as_bytes()).records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 5);
        assert_eq!((&rows[4][2], &rows[4][19]), ("run", "1,371 records read, 1,350 kept, 3 skipped"));
        assert_eq!(
            rows[0].iter().take(11).collect::<Vec<_>>(),
            ["calvin_perks", "Calvin Lee", "gamed", "789", "741", "972", "klout", "74", "58.4", "54.8", "71.9"]
        );
        assert_eq!((&rows[0][17], &rows[1][7]), ("perk-posting; perk-campaign", ""));
        assert_eq!(table_of_nobody().lines().count(), 2);
    }

    fn table_of_nobody() -> String {
        table(&[])
    }

    #[test]
    fn no_cell_is_a_formula() {
        let mut verdict = hostile();
        verdict.account = "=HYPERLINK(\"http://x\")".into();
        verdict.name = Some("\u{ff1d}1+1".into());
        verdict.findings[0].says = "@SUM(1+1)*cmd|' /C calc'!A0".into();
        verdict.rings = vec!["-2+3".into()];
        let table = table(&[verdict]);
        assert!(!table.chars().any(|character| acts(character) && character != '\n'));
        for row in csv::Reader::from_reader(table.as_bytes()).records() {
            for cell in row.unwrap().iter().filter(|cell| cell.parse::<f64>().is_err()) {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']), "{cell}");
            }
        }
    }
}
