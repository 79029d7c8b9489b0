//! Calibrated points: what rules weigh according to labelled histories, as `fineness calibrate` writes it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::problem::{Fault, Problem, code};
use super::source::RuleSource;
use super::table::{Table, document};

/// The points of one rule after calibration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FittedPoints {
    /// The most decibans that the rule gives.
    pub points: f64,
    /// The posterior standard deviation of that, in decibans.
    pub deviation: f64,
}

/// A calibration: which rules weigh what, and on whom that was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calibration {
    /// The labelled histories, in words.
    pub source: String,
    /// How many accounts there were.
    pub accounts: usize,
    /// How many of them were what is looked for.
    pub positives: usize,
    /// By rule id. Rules that fired on none of the accounts are not here and keep their author's points.
    pub rules: BTreeMap<String, FittedPoints>,
    /// The posterior covariance of the points, in the order of `rules`, in square decibans.
    pub covariance: Vec<Vec<f64>>,
}

const KEYS: [&str; 5] = ["source", "accounts", "positives", "covariance", "rules"];
const RULE_KEYS: [&str; 2] = ["points", "deviation"];

impl Calibration {
    /// The calibration as a `points.toml`.
    pub fn to_toml(&self) -> String {
        let mut text = String::from(
            "# Points fitted to labelled histories by `fineness calibrate`. A rule that is not here keeps its author's.\n",
        );
        let _ = writeln!(text, "source    = {}", toml::Value::from(self.source.as_str()));
        let _ = writeln!(text, "accounts  = {}\npositives = {}", self.accounts, self.positives);
        text += "# Posterior covariance of the points, in the order of the rules below, in square decibans.\ncovariance = [\n";
        for row in &self.covariance {
            let numbers: Vec<String> = row.iter().map(|value| format!("{value:.4}")).collect();
            let _ = writeln!(text, "    [{}],", numbers.join(", "));
        }
        text += "]\n";
        for (rule, FittedPoints { points, deviation }) in &self.rules {
            let _ = write!(text, "\n[rules.{rule}]\npoints    = {points:.2}\ndeviation = {deviation:.2}\n");
        }
        text
    }
}

/// Reads a `points.toml`. What it says of rules that do not exist is checked by the book.
pub(super) fn read(source: &RuleSource, file: usize, problems: &mut Vec<Problem>) -> Option<Calibration> {
    let document = document(&source.text, file, problems)?;
    let mut root = Table { entries: document.get_ref(), file, span: 0..0, problems };
    root.deny_unknown(&KEYS, |_| None);
    let mut calibration = Calibration {
        source: root.string("source").map(|text| text.into_inner()).unwrap_or_default(),
        accounts: root.number("accounts").map_or(0, |value| value.into_inner() as usize),
        positives: root.number("positives").map_or(0, |value| value.into_inner() as usize),
        covariance: root.rows("covariance"),
        rules: BTreeMap::new(),
    };
    let Some((span, rules)) = root.table("rules") else { return Some(calibration) };
    for key in rules.keys() {
        let mut table = Table { entries: rules, file, span: span.clone(), problems: root.problems };
        let Some((span, entries)) = table.table(key.get_ref().as_ref()) else { continue };
        let mut table = Table { entries, file, span, problems: table.problems };
        table.deny_unknown(&RULE_KEYS, |_| None);
        let Some(points) = table.number("points") else {
            table.missing("points", "write the most decibans that the rule gives");
            continue;
        };
        let points = *points.get_ref();
        let deviation = table.number("deviation").map_or(0.0, |value| value.into_inner());
        calibration.rules.insert(key.get_ref().to_string(), FittedPoints { points, deviation });
    }
    let rules = calibration.rules.len();
    if !calibration.covariance.is_empty()
        && (calibration.covariance.len() != rules || calibration.covariance.iter().any(|row| row.len() != rules))
    {
        root.report(Fault::new(
            code::WRONG_VALUE,
            format!("`covariance` must have {rules} rows of {rules} numbers, one for each rule"),
            0..0,
            "in this file",
        ));
    }
    Some(calibration)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Option<Calibration>, usize) {
        let mut problems = Vec::new();
        let found = read(&RuleSource { name: "rules/points.toml".into(), text: text.into() }, 0, &mut problems);
        (found, problems.len())
    }

    #[test]
    fn what_is_written_reads_back() {
        let rules = [("a-b", 12.5, 2.25), ("c", 0.0, 1.0)];
        let calibration = Calibration {
            source: "half of \"it\"".into(),
            accounts: 838,
            positives: 36,
            rules: rules.map(|(rule, points, deviation)| (rule.to_owned(), FittedPoints { points, deviation })).into(),
            covariance: vec![vec![5.0625, -0.5], vec![-0.5, 1.0]],
        };
        assert_eq!(parse(&calibration.to_toml()), (Some(calibration), 0));
    }

    #[test]
    fn faults_are_counted() {
        assert_eq!(parse("[rules.a]\ndeviation = 1\n").1, 1);
        assert_eq!(parse("wrong = 1\n").1, 1);
        assert_eq!(parse("covariance = [[1.0]]\n[rules.a]\npoints = 1\n[rules.b]\npoints = 2\n").1, 1);
    }
}
