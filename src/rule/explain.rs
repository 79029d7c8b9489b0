//! Rules as plain text, for people: one in full, or all in a table.

use std::fmt::Write as _;

use super::book::RuleBook;
use super::model::Rule;
use crate::measure::{Unit, Vocabulary, format};

/// Everything about a rule: why it exists, what it asks, what else could explain it, what it gives and what proves it.
pub fn explain(book: &RuleBook, rule: &Rule) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}: {}", rule.id, rule.title);
    let family = book.families().get(&rule.family).map_or(rule.family.as_str(), |family| family.title.as_str());
    let family = if family == rule.family { String::new() } else { format!(" ({family})") };
    let _ = writeln!(out, "  family {}{family}, axis {}, suggests {}", rule.family, rule.axis, rule.suggests);
    let _ = writeln!(out, "  about the {}, {}, from {}", rule.applies, rule.status, rule.source);
    if rule.disclosed {
        let _ = writeln!(out, "  disclosed: it lowers the score but accuses nobody");
    }
    if rule.discounts {
        let _ = writeln!(out, "  discounts: what it counts comes off a claimed sum of such things, one by one");
    }
    if rule.ceiling {
        let _ = writeln!(out, "  ceiling: calibration may lower its points, and never raises them");
    }
    section(&mut out, "Why", rule.why.lines());
    section(&mut out, "Fires when", rule.when_text.lines());
    let patterns: Vec<_> = rule.patterns.iter().map(|p| format!("{}: {}", p.name, p.sources.join(", "))).collect();
    section(&mut out, "Patterns", patterns.iter().map(String::as_str));
    section(&mut out, "Evidence", [evidence(book.vocabulary(), rule).as_str()]);
    section(&mut out, "Says", [rule.says_text.as_str()]);
    section(&mut out, "Innocent explanations", rule.innocent.iter().map(String::as_str));
    let explains = rule.explains.join(", ");
    section(&mut out, "Counts instead of", [explains.as_str()].into_iter().filter(|text| !text.is_empty()));
    let tests: Vec<_> = rule.tests.iter().map(|test| test_line(book.vocabulary(), test)).collect();
    section(&mut out, "Tests", tests.iter().map(String::as_str));
    section(&mut out, "See", rule.see.iter().map(String::as_str));
    let tags = rule.tags.join(", ");
    section(&mut out, "Tags", [tags.as_str()].into_iter().filter(|text| !text.is_empty()));
    out
}

/// A heading and its lines; nothing at all without lines.
fn section<'t>(out: &mut String, heading: &str, lines: impl IntoIterator<Item = &'t str>) {
    let mut lines = lines.into_iter().peekable();
    if lines.peek().is_none() {
        return;
    }
    let _ = writeln!(out, "\n{heading}");
    for line in lines {
        let _ = writeln!(out, "  {}", line.trim_end());
    }
}

fn evidence(vocabulary: &Vocabulary, rule: &Rule) -> String {
    let points = tenths(rule.worth().abs());
    let given = match rule.p_value {
        Some(id) => format!("up to {points} decibans, by {}", vocabulary.get(id).name),
        None if rule.points < 0.0 => format!("{points} decibans against (the odds divided by {:.1})", odds(rule.worth())),
        None => format!("{points} decibans (the odds times {:.1})", odds(rule.worth())),
    };
    match rule.fitted {
        Some(fitted) => {
            let authors = tenths(rule.points.abs());
            format!(
                "{given}; fitted to labelled histories, give or take {:.1}; its author's points were {authors}",
                fitted.deviation
            )
        }
        None => format!("{given}; its author's points, not fitted to labelled histories"),
    }
}

fn tenths(points: f64) -> String {
    format(Unit::Number, (points * 10.0).round() / 10.0)
}

fn odds(decibans: f64) -> f64 {
    10f64.powf(decibans.abs() / 10.0)
}

fn test_line(vocabulary: &Vocabulary, test: &super::model::SelfTest) -> String {
    let values = test.measures.iter().map(|(id, value)| {
        let measure = vocabulary.get(*id);
        format!("{} = {}", measure.name, format(measure.unit, *value))
    });
    format!("{}: {} ({})", test.expected, test.name, values.collect::<Vec<_>>().join(", "))
}

/// One line a rule under a line of headings, the columns two spaces apart.
pub fn list(book: &RuleBook) -> String {
    let rows = book.rules().iter().enumerate().map(|(index, rule)| {
        let state =
            if book.is_active(index) || rule.status == super::Status::Retired { rule.status.to_string() } else { "off".to_owned() };
        let points = tenths(rule.worth());
        [rule.id.clone(), rule.family.clone(), rule.axis.to_string(), state, points, rule.title.clone()]
    });
    table(["RULE", "FAMILY", "AXIS", "STATUS", "POINTS", "TITLE"], rows.collect())
}

/// One line a measure, for those who write rules.
pub fn list_measures(vocabulary: &Vocabulary) -> String {
    let rows = vocabulary.iter().map(|(_, measure)| {
        let unit = format!("{:?}", measure.unit).to_lowercase();
        [measure.name.to_string(), unit, measure.doc.to_string()]
    });
    table(["MEASURE", "UNIT", "WHAT IT IS"], rows.collect())
}

fn table<const N: usize>(headings: [&str; N], rows: Vec<[String; N]>) -> String {
    let mut widths = headings.map(str::len);
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(unicode_width::UnicodeWidthStr::width(cell.as_str()));
        }
    }
    let mut out = String::new();
    for row in std::iter::once(headings.map(str::to_owned)).chain(rows) {
        let mut line = String::new();
        for (width, cell) in widths.iter().zip(&row) {
            let gap = width - unicode_width::UnicodeWidthStr::width(cell.as_str());
            let _ = write!(line, "{cell}{:gap$}  ", "");
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}
