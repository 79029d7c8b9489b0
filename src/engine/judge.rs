//! One settled account to a verdict. Pure: no input, no clock, no other account.

use super::settings::Settings;
use crate::account::ClaimedScore;
use crate::detect::{self, Seat, Subject, patterns};
use crate::measure::{MeasureId, format};
use crate::rule::{Outcome, Rule, RuleBook};
use crate::score::{self, Evidence, Finding, Measured, NotAssessed, Verdict};
use crate::tally::{EventSet, Tallies};

/// The measures of a settled account, in the order of the book's vocabulary.
pub fn row(account: &Tallies, book: &RuleBook) -> Vec<f64> {
    examine(&Subject::new(account), book)
}

fn examine(account: &Subject<'_>, book: &RuleBook) -> Vec<f64> {
    let mut row = vec![f64::NAN; book.vocabulary().len()];
    let (of_detectors, of_patterns) = row.split_at_mut(patterns_from(book));
    detect::measure(account, of_detectors);
    patterns::measure(account, of_patterns);
    row
}

/// The verdict on a settled account.
/// `seat` is the account's part in rings, where they were looked for.
pub(super) fn verdict(
    id: &str,
    account: &Tallies,
    seat: Option<&Seat>,
    book: &RuleBook,
    claims: &[ClaimedScore],
    settings: &Settings,
) -> Verdict {
    let mut evidence = Evidence::default();
    let mut subject = Subject::new(account);
    if let Some(seat) = seat {
        subject = subject.seated(seat);
    }
    let row = examine(&subject, book);
    for assessment in book.assess(&row) {
        let rule = &book.rules()[assessment.rule];
        match assessment.outcome {
            Outcome::Quiet => evidence.passed.push(rule.id.clone()),
            Outcome::NotAssessed { why } => evidence.not_assessed.push(NotAssessed { rule: rule.id.clone(), why }),
            Outcome::Fired { decibans, p_value, says, carrier } => match settings.allowances.find(id, &rule.id) {
                Some(allowance) => evidence.not_assessed.push(NotAssessed { rule: rule.id.clone(), why: allowance.grounds() }),
                None => {
                    let mut fired = finding(&subject, book, rule, decibans, p_value, says, carrier);
                    fired.measured = measured(rule, book, &row);
                    evidence.fired.push(fired);
                }
            },
        }
    }
    let mut verdict = score::judge(id, account, evidence, book, claims, settings.prior);
    verdict.charts.turned_on = subject.turned_at().map(score::day);
    verdict
}

fn finding(
    account: &Subject<'_>,
    book: &RuleBook,
    rule: &Rule,
    decibans: f64,
    p_value: Option<f64>,
    says: String,
    carrier: Option<MeasureId>,
) -> Finding {
    Finding {
        rule: rule.id.clone(),
        title: rule.title.clone(),
        family: rule.family.clone(),
        axis: rule.axis,
        suggests: rule.suggests,
        decibans,
        p_value,
        says,
        condition: rule.when_text.trim().to_owned(),
        measured: Vec::new(),
        why: rule.why.trim().replace('\n', " "),
        innocent: rule.innocent.clone(),
        events: carrier.map_or_else(|| EventSet::none(account.events.len()), |measure| events(account, book, measure)),
        exhibits: Vec::new(),
        received: if rule.discounts { account.received().to_vec() } else { Vec::new() },
        disclosed: rule.disclosed,
        explained_by: None,
        spoken_for_by: None,
        points: None,
        fineness_points: 0,
        without: None,
    }
}

/// What the rule asked about, and what it was here.
fn measured(rule: &Rule, book: &RuleBook, row: &[f64]) -> Vec<Measured> {
    let measures = rule.asks_about().into_iter().map(|id| {
        let measure = book.vocabulary().get(id);
        let value = format(measure.unit, row.get(id.0).copied().unwrap_or(f64::NAN));
        let (meaning, turns) = (measure.doc.trim_end_matches('.').to_owned(), rule.turns_at(book.vocabulary(), row, id));
        Measured { measure: measure.name.to_string(), value, meaning, turns }
    });
    measures.collect()
}

/// The events that carry a measure, be it a detector's or a pattern's.
fn events(account: &Subject<'_>, book: &RuleBook, measure: MeasureId) -> EventSet {
    match measure.0.checked_sub(patterns_from(book)) {
        Some(index) => patterns::events(account, index / patterns::MEASURES),
        None => detect::events(account, measure),
    }
}

/// Where in a row the patterns' measures begin: behind the detectors'.
fn patterns_from(book: &RuleBook) -> usize {
    book.vocabulary().len() - book.patterns().len() * patterns::MEASURES
}
