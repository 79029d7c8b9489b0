//! What two accounts side by side read like.

use serde_json::Value;

use super::{Comparison, State};
use crate::report::escape::acts;
use crate::report::samples::{self, big_ben, calvin, hostile, plain, senior, summary};
use crate::report::{AccountLine, Format, RunLine};
use crate::score::{Gap, Verdict};

fn run() -> RunLine {
    (&summary(&[])).into()
}

fn compared(one: Verdict, other: Verdict) -> Comparison {
    let side = |verdict: Verdict| (verdict.account.clone(), AccountLine::from(verdict));
    Comparison::new([side(one), side(other)], vec![run()])
}

fn written(comparison: &Comparison, format: Format) -> String {
    samples::written(|out| comparison.write(format, out))
}

fn plain_text(comparison: &Comparison) -> String {
    samples::uncoloured(&written(comparison, Format::Text))
}

#[test]
fn two_accounts_on_a_sheet() {
    insta::assert_snapshot!(plain_text(&compared(calvin(), senior())));
}

#[test]
fn two_accounts_in_markdown() {
    insta::assert_snapshot!(written(&compared(big_ben(), calvin()), Format::Markdown));
}

/// Both accounts with these claims and ranges.
fn with_scores(one: (f64, f64, [f64; 2]), other: (f64, f64, [f64; 2])) -> Comparison {
    let side = |verdict: Verdict, name: &str, (claimed, adjusted, interval): (f64, f64, [f64; 2])| {
        let mut account = AccountLine::from(verdict);
        let score = &mut account.scores[0];
        (score.claimed, score.adjusted, score.interval) = (claimed, adjusted, interval);
        (name.to_owned(), account)
    };
    Comparison::new([side(calvin(), "one", one), side(big_ben(), "other", other)], vec![run()])
}

#[test]
fn a_difference_inside_the_ranges_is_called_open() {
    let open = with_scores((74.0, 58.1, [54.4, 71.8]), (70.0, 68.0, [60.0, 70.0]));
    assert_eq!((open.difference.gap, open.difference.adjusted, open.difference.interval), (Gap::Within, -9.9, Some([-15.6, 11.8])));
    let text = plain_text(&open).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("9.9 apart, with other above one. That is within what the data leaves open"), "{text}");
    let apart = with_scores((74.0, 58.1, [54.4, 59.0]), (70.0, 68.0, [60.0, 70.0]));
    assert_eq!(apart.difference.gap, Gap::Apart);
    let text = plain_text(&apart).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("lowest that they allow for other is 60.0, and the highest for one is 59.0"), "{text}");
}

#[test]
fn an_account_that_was_not_judged_has_no_difference_to_anybody() {
    let comparison = compared(calvin(), senior());
    assert_eq!((comparison.difference.gap, comparison.difference.interval), (Gap::Unjudged, None));
    assert_eq!(comparison.bill[0].outcomes[1].state, State::NotJudged);
    assert!(!comparison.sides[1].judged);
}

#[test]
fn scores_of_two_kinds_are_not_held_against_each_other() {
    let mut other = big_ben();
    other.scores[0].claimed.metric = "karma".into();
    let comparison = compared(calvin(), other);
    assert_eq!(
        (comparison.metric.as_str(), comparison.sides[0].claimed, comparison.sides[0].adjusted),
        ("fineness", 1000.0, 789.0)
    );
    assert!(comparison.cautions[0].contains("klout") && comparison.cautions[0].contains("karma"), "{:?}", comparison.cautions);
    assert!(compared(calvin(), plain()).cautions[0].contains("No score is claimed for both"));
}

#[test]
fn reports_made_differently_are_told() {
    let mut later = run();
    later.rules_sha256 = "other".into();
    later.prior = 0.3;
    let side = |verdict: Verdict| (verdict.account.clone(), AccountLine::from(verdict));
    let comparison = Comparison::new([side(calvin()), side(big_ben())], vec![run(), later]);
    assert!(comparison.cautions[0].contains("differ in rules, prior"), "{:?}", comparison.cautions);
}

/// The printed lines of a bill, read back from the JSON.
#[test]
fn each_bill_adds_up() {
    for comparison in [compared(calvin(), big_ben()), compared(big_ben(), senior()), compared(plain(), calvin())] {
        for (place, side) in comparison.sides.iter().enumerate() {
            let taken: f64 = comparison.bill.iter().filter_map(|line| line.outcomes[place].points).sum();
            assert!((side.claimed + taken - side.adjusted).abs() < 1e-6, "{} {taken}", side.label);
        }
    }
}

#[test]
fn the_object_fits_its_schema_and_comes_back() {
    let validator = jsonschema::validator_for(&serde_json::to_value(Comparison::schema()).unwrap()).unwrap();
    for comparison in [compared(calvin(), senior()), compared(hostile(), big_ben())] {
        let json = written(&comparison, Format::Json);
        assert!(!json.trim_end().chars().any(acts));
        let value: Value = serde_json::from_str(&json).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty() && value["type"] == "comparison", "{errors:?}");
        assert_eq!(serde_json::from_value::<Comparison>(value).unwrap(), comparison);
    }
    assert!(compared(calvin(), senior()).write(Format::Sarif, &mut Vec::new()).is_err());
}

#[test]
fn hostile_words_stay_words() {
    use comrak::nodes::NodeValue;
    use unicode_width::UnicodeWidthStr;
    let comparison = compared(hostile(), hostile());
    let text = plain_text(&comparison);
    assert!(text.lines().all(|line| line.width() <= 80));
    let pages = [text, written(&comparison, Format::Markdown), written(&comparison, Format::Html)];
    for page in &pages {
        assert!(!page.chars().any(|character| acts(character) && character != '\n'));
    }
    assert_eq!(pages[2].matches("<script>").count(), 1, "the page's own");
    let arena = comrak::Arena::new();
    let mut options = comrak::Options::default();
    (options.extension.autolink, options.extension.table) = (true, true);
    let root = comrak::parse_document(&arena, &pages[1], &options);
    let bad = root.descendants().find(|node| {
        matches!(
            node.data.borrow().value,
            NodeValue::Link(_) | NodeValue::Image(_) | NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_)
        )
    });
    assert!(bad.is_none(), "{:?}", bad.map(|node| node.data.borrow().value.clone()));
}
