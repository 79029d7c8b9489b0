//! Whole reports, read as a person reads them.

use unicode_width::UnicodeWidthStr;

use super::*;
use crate::report::escape::acts;
use crate::report::samples::{big_ben, calvin, hostile, plain, ring, senior, summary, uncoloured};
use crate::score::AdjustedScore;
use crate::score::Verdict;

fn styled(verdicts: &[&Verdict], rings: &[RingLine]) -> String {
    let mut bytes = Vec::new();
    let mut text = Text::new(&mut bytes);
    for verdict in verdicts {
        text.account(&(*verdict).clone().into()).unwrap();
    }
    for ring in rings {
        text.ring(ring).unwrap();
    }
    text.finish(&(&summary(verdicts)).into()).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The page of one account.
fn page(verdict: &Verdict) -> String {
    super::page(&verdict.clone().into())
}

fn shown(verdicts: &[&Verdict]) -> String {
    uncoloured(&styled(verdicts, &[]))
}

#[test]
fn a_page_with_findings() {
    insta::assert_snapshot!(uncoloured(&page(&calvin())));
}

#[test]
fn a_page_with_an_explained_finding() {
    insta::assert_snapshot!(uncoloured(&page(&big_ben())));
}

#[test]
fn an_account_that_is_alone_gets_its_page() {
    insta::assert_snapshot!(shown(&[&senior()]));
}

#[test]
fn a_report_of_several_accounts() {
    let mut short = calvin();
    short.findings.clear();
    short.scores.clear();
    insta::assert_snapshot!(uncoloured(&styled(&[&plain(), &short, &senior()], &[ring()])));
}

#[test]
fn a_page_in_colour() {
    insta::assert_snapshot!(page(&senior()).replace('\u{1b}', "ESC"));
}

#[test]
fn hostile_words_stay_words() {
    let report = styled(&[&hostile(), &plain()], &[RingLine { says: "\u{1b}[31m\u{202e}".into(), ..ring() }]);
    let text = uncoloured(&report);
    assert!(!text.chars().any(|character| acts(character) && character != '\n'));
    assert!(text.contains("\\x1b[2J") && text.contains("<U+202E>"));
    assert_eq!(report.matches("\u{1b}[2J").count(), 0);
}

#[test]
fn no_line_is_wider_than_80_columns() {
    let mut long = hostile();
    for finding in &mut long.findings {
        finding.title = "Ein Wort".repeat(40);
    }
    for line in shown(&[&calvin(), &big_ben(), &long, &senior(), &plain()]).lines() {
        assert!(line.width() <= 80, "{line}");
    }
}

/// Reads the printed amounts of THE SCORE back and adds them up.
fn added_up(page: &str) -> (f64, f64, f64) {
    let section = page.split("THE SCORE").nth(1).and_then(|rest| rest.split("\nTHE ").next()).unwrap();
    let amount =
        |line: &str| line.chars().skip(43).take(8).collect::<String>().trim().replace('−', "-").replace(',', "").parse::<f64>();
    let claimed = section.lines().find(|line| line.contains(", claimed")).unwrap();
    let adjusted = section.lines().find(|line| line.contains(", adjusted")).unwrap();
    let taken =
        section.lines().filter(|line| line.starts_with("  ") && line.chars().nth(2).is_some_and(|mark| mark.is_ascii_digit()));
    (amount(claimed).unwrap(), taken.map(|line| amount(line).unwrap()).sum(), amount(adjusted).unwrap())
}

#[test]
fn the_printed_bill_adds_up() {
    let mut unclaimed = calvin();
    unclaimed.scores.clear();
    for verdict in [calvin(), big_ben(), unclaimed] {
        let (claimed, taken, adjusted) = added_up(&uncoloured(&page(&verdict)));
        assert!((claimed + taken - adjusted).abs() < 1e-6, "{claimed} {taken} {adjusted}");
    }
}

#[test]
fn scores_that_are_sums_or_logarithms_are_explained() {
    let mut verdict = calvin();
    let log = AdjustedScore {
        claimed: crate::account::ClaimedScore { scale: crate::account::Scale::Log, ..verdict.scores[0].claimed.clone() },
        ..verdict.scores[0].clone()
    };
    verdict.scores.push(log);
    assert!(uncoloured(&page(&verdict)).contains("a logarithmic score; scaling it linearly is a convention"));
}

#[test]
fn what_takes_nothing_says_why() {
    let mut verdict = big_ben();
    verdict.findings.truncate(1);
    (verdict.findings[0].points, verdict.axes[0].named) = (Some(0.0), 0);
    let alone = uncoloured(&page(&verdict));
    assert!(alone.contains("0.0  one kind of evidence alone") && alone.contains("deducted from: no event"), "{alone}");
    verdict.axes[0].decibans = -1.0;
    assert!(uncoloured(&page(&verdict)).contains("outweighed by what speaks"));
}

#[test]
fn past_the_last_page_accounts_get_a_line() {
    let mut bytes = Vec::new();
    let mut text = Text::new(&mut bytes).with_pages(1);
    for verdict in [calvin(), big_ben(), plain()] {
        text.account(&verdict.into()).unwrap();
    }
    text.finish(&(&summary(&[])).into()).unwrap();
    let text = uncoloured(&String::from_utf8(bytes).unwrap());
    assert_eq!(text.matches("THE EVIDENCE").count(), 1);
    let line = text.lines().find(|line| line.trim_start().starts_with("big_ben_clock")).unwrap();
    assert!(line.contains("declared automation") && line.ends_with("70.0 → 1.6"), "{line}");
    assert!(text.contains("ACCOUNTS WITHOUT A PAGE"));
}

#[test]
fn the_arithmetic_that_is_printed_is_the_arithmetic() {
    for (prior, decibans) in [(0.1, 17.4), (0.02, -3.0), (0.3, 40.0)] {
        let odds = prior / (1.0 - prior) * 10f64.powf(decibans / 10.0);
        assert!((0.02 + 0.96 * odds / (1.0 + odds) - crate::score::probability(prior, decibans)).abs() < 1e-9);
    }
}

#[test]
fn nobody_is_called_a_name() {
    let text = shown(&[&calvin(), &big_ben(), &senior(), &plain()]).to_lowercase();
    for word in ["is a bot", "fake", "fraud", "cheat", "hire", "guilty", "suspicious"] {
        assert!(!text.contains(word), "{word}");
    }
}
