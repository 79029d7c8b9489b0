//! Rule files as their authors meet them: what is refused and how it is said, what fires, and what stays silent.

use std::fs;
use std::path::Path;

use fineness::measure::{Measure, MeasureId, Unit, Vocabulary};
use fineness::rule::{
    Applies, Axis, Expected, Outcome, RuleBook, RuleSource, explain, from_dir, list, list_measures, run_selftests, template,
};
use proptest::prelude::*;

fn vocabulary() -> Vocabulary {
    Vocabulary::new([
        Measure::new("activity.posts", Unit::Count, "posts in the history").sample().with_events(),
        Measure::new("activity.days", Unit::Count, "days with a post").sample(),
        Measure::new("activity.span", Unit::Duration, "time from the first post to the last").sample(),
        Measure::new("cadence.period", Unit::Duration, "the interval that posts keep to"),
        Measure::new("cadence.on_beat", Unit::Count, "posts that fall on the beat").with_events(),
        Measure::new("cadence.jitter", Unit::Share, "how far posts stray from the beat"),
        Measure::p_value("cadence.p_value", "how likely chance keeps such a beat"),
        Measure::new("profile.declares_bot", Unit::Flag, "the profile calls itself automatic"),
        Measure::new("follower.step", Unit::Number, "the largest jump in followers, in standard deviations"),
    ])
}

/// The files of a fixture: one, or several parted by lines `# file: NAME`.
fn files(name: &str, text: &str) -> Vec<RuleSource> {
    let mut sources = vec![RuleSource { name: name.to_owned(), text: String::new() }];
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("# file: ") {
            Some(name) => sources.push(RuleSource { name: name.trim().to_owned(), text: String::new() }),
            None => sources.last_mut().unwrap().text.push_str(line),
        }
    }
    sources
}

#[test]
fn every_fault_is_told_with_its_place_and_a_way_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let mut wrong = Vec::new();
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    names.sort();
    assert!(names.len() >= 25);
    for path in names {
        let text = fs::read_to_string(&path).unwrap();
        let said = match RuleBook::load(vocabulary(), &files("cadence/example.toml", &text)) {
            Err(error) => error.to_string(),
            Ok(book) => book.warnings().join("\n\n"),
        } + "\n";
        let expected = path.with_extension("out");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &said).unwrap();
        }
        assert_ne!(said, "\n", "{} is fine", path.display());
        if fs::read_to_string(&expected).unwrap_or_default() != said {
            wrong.push(format!("{}\n{said}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "BLESS=1 accepts these:\n\n{}", wrong.join("\n"));
}

const METRONOME: &str = r#"
id       = "metronome"
title    = "Posts on a fixed timer"
family   = "cadence"
suggests = "automation"
status   = "stable"
why      = "People post in bursts."
innocent = ["A queue"]
p_value  = "cadence.p_value"
events   = "cadence.on_beat"
when     = """
activity.posts >= 100                        # enough to say
and cadence.period between 1min and 12h
and cadence.jitter < 5%
"""
points   = 21.7
says     = "{cadence.on_beat} of {activity.posts} posts fall on a {cadence.period} beat, {{p}} {cadence.p_value}"
[[fires]]
name     = "a post every 32 minutes"
measures = { activity.posts = 1350, cadence.period = "32min", cadence.jitter = "1%", cadence.p_value = 1e-9 }
[[quiet]]
name     = "human hours"
measures = { activity.posts = 1350, cadence.period = "13h", cadence.jitter = "61%", cadence.p_value = 0.4 }
[[quiet]]
name     = "too little"
measures = { activity.posts = 12 }
"#;

const PERK: &str = r##"
id       = "perk-posting"
title    = "Posts in return for perks"
family   = "incentive"
suggests = "incentive"
status   = "stable"
why      = "Perks reward posting about the gift."
innocent = ["A critic"]
when     = "perk.posts >= 5 and perk.share > 10% and not profile.declares_bot"
points   = 4
says     = "{perk.posts} posts ({perk.share}) carry perk tags"
[patterns]
perk = ["#perk", "/free (stuff|swag)/"]
[[fires]]
name     = "sixty-three perks"
measures = { perk.posts = 63, perk.share = "14%", profile.declares_bot = false }
[[quiet]]
name     = "one thank-you of a bot"
measures = { perk.posts = 1, perk.share = "0.2%", profile.declares_bot = true }
"##;

fn source(name: &str, text: &str) -> RuleSource {
    RuleSource { name: name.to_owned(), text: text.to_owned() }
}

fn book() -> RuleBook {
    let families = "[cadence]\ntitle = \"Timing\"\naxis = \"automation\"\ncap = 21.7\nabsence = 6.5\ndeducts = false\nwhy = \"x\"";
    let sources = [
        source("rules/incentive/perk-posting.toml", PERK),
        source("rules/cadence/metronome.toml", METRONOME),
        source("rules/families.toml", families),
        source("rules/points.toml", "[rules.perk-posting]\npoints = 4.0\ndeviation = 1.5\n"),
    ];
    RuleBook::load(vocabulary(), &sources).unwrap()
}

fn row(book: &RuleBook, values: &[(&str, f64)]) -> Vec<f64> {
    let mut row = vec![f64::NAN; book.vocabulary().len()];
    for (name, value) in values {
        row[book.vocabulary().find(name).unwrap().0] = *value;
    }
    row
}

#[test]
fn a_book_holds_rules_patterns_and_families() {
    let mut book = book();
    assert_eq!(book.warnings(), [] as [String; 0]);
    assert_eq!(book.rules().iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(), ["metronome", "perk-posting"]);
    assert_eq!(book.patterns()[0].name, "perk");
    assert_eq!(book.pattern_measures(0), Some([MeasureId(9), MeasureId(10), MeasureId(11)]));
    assert_eq!(book.pattern_measures(1), None);
    let metronome = book.rule("metronome").unwrap();
    assert_eq!((metronome.axis, metronome.applies), (Axis::Automation, Applies::Account));
    assert_eq!(book.rule("perk-posting").unwrap().axis, Axis::Gaming);
    assert_eq!(book.rule("perk-posting").unwrap().carrier, Some(MeasureId(9)));
    assert_eq!((book.families()["cadence"].cap, book.families()["cadence"].deducts), (21.7, false));
    assert_eq!((book.families()["incentive"].cap, book.families()["incentive"].absence), (13.0, 0.0));
    assert!(book.disable("metronome") && !book.disable("metronom"));
    assert_eq!(book.assess(&row(&book, &[])).len(), 1);
    assert!(list(&book).contains("off"));
}

#[test]
fn a_finding_has_evidence_a_sentence_and_a_carrier() {
    let book = book();
    let fires = [
        ("activity.posts", 1350.0),
        ("cadence.period", 1920.0),
        ("cadence.jitter", 0.01),
        ("cadence.p_value", 1e-3),
        ("cadence.on_beat", 1300.0),
    ];
    let Outcome::Fired { decibans, p_value, says, carrier } = book.assess(&row(&book, &fires)).remove(0).outcome else { panic!() };
    assert!((decibans - 3.02 * 4.343).abs() < 0.1, "{decibans}");
    assert_eq!(p_value, Some(1e-3));
    assert_eq!(says, "1300 of 1350 posts fall on a 32 min beat, {p} 0.001");
    assert_eq!(carrier, book.vocabulary().find("cadence.on_beat"));
    assert_eq!(book.fired(&row(&book, &fires)).collect::<Vec<_>>(), [0]);
}

#[test]
fn what_could_not_be_assessed_says_why() {
    let book = book();
    let outcome = |values: &[(&str, f64)]| book.assess_one("metronome", &row(&book, values)).unwrap();
    let why = |values: &[(&str, f64)]| match outcome(values) {
        Outcome::NotAssessed { why } => why,
        other => panic!("{other:?}"),
    };
    assert_eq!(why(&[("activity.posts", 12.0)]), "12 posts, needs 100");
    assert_eq!(why(&[("activity.posts", 1.0), ("cadence.jitter", 0.9)]), "1 post, needs 100");
    assert_eq!(
        why(&[("activity.posts", 500.0), ("cadence.period", 60.0), ("cadence.jitter", 0.01)]),
        "not measured: cadence.p_value (how likely chance keeps such a beat)"
    );
    assert_eq!(outcome(&[("activity.posts", 500.0), ("cadence.jitter", 0.9)]), Outcome::Quiet);
    assert!(outcome(&[("activity.posts", 500.0), ("cadence.jitter", 0.9)]).is_assessed());
    assert!(why(&[]).starts_with("not measured: activity.posts (posts in the history), cadence.period"));
}

#[test]
fn a_ratio_without_a_divisor_is_not_assessed() {
    let book = with_condition("activity.posts / activity.days > 20").unwrap();
    let outcome =
        |posts, days| book.assess_one("case", &row(&book, &[("activity.posts", posts), ("activity.days", days)])).unwrap();
    assert_eq!(outcome(9.0, 0.0), Outcome::NotAssessed { why: "a ratio in its condition has nothing to divide by".into() });
    assert!(matches!(outcome(900.0, 9.0), Outcome::Fired { .. }));
    assert_eq!(outcome(90.0, 9.0), Outcome::Quiet);
}

#[test]
fn self_tests_can_be_run_without_refusing_the_book() {
    let broken = METRONOME.replace("cadence.jitter = \"1%\"", "cadence.jitter = \"9%\"");
    let book = RuleBook::load_unproven(vocabulary(), &[source("metronome.toml", &broken)]).unwrap();
    let results = run_selftests(&book);
    assert_eq!(results.iter().map(|result| result.passed).collect::<Vec<_>>(), [false, true, true]);
    assert_eq!(results[0].expected, Expected::Fires);
    assert_eq!(results[0].detail, "`cadence.jitter < 5%` does not hold: cadence.jitter is 9%");
}

#[test]
fn explanations_and_lists_hold_what_a_reader_needs() {
    let book = book();
    let text = explain(&book, book.rule("perk-posting").unwrap());
    for part in [
        "Posts in return for perks",
        "A critic",
        "perk: #perk, /free (stuff|swag)/",
        "4 decibans (the odds times 2.5)",
        "perk.share = 14%",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    assert!(list(&book).lines().nth(1).unwrap().starts_with("metronome     cadence    automation  stable  21.7    Posts on"));
    assert!(list_measures(book.vocabulary()).contains("perk.days             count"));
}

#[test]
fn the_template_is_a_valid_rule() {
    let book =
        RuleBook::load(vocabulary(), &[source("own/my-rule.toml", &template("my-rule")), source("own/b.toml", &template("b"))])
            .unwrap();
    assert_eq!(book.rules().len(), 2);
    let about_names = book.warnings().iter().filter(|warning| !warning.contains("W003")).count();
    assert_eq!(about_names, 0, "{:?}", book.warnings());
}

#[test]
fn the_hash_does_not_depend_on_order_and_folders_are_read() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("cadence")).unwrap();
    fs::write(root.path().join("cadence/metronome.toml"), METRONOME).unwrap();
    fs::write(root.path().join("perk.toml"), PERK).unwrap();
    let mut sources = from_dir(root.path()).unwrap();
    let one = RuleBook::load(vocabulary(), &sources).unwrap();
    sources.reverse();
    let other = RuleBook::load(vocabulary(), &sources).unwrap();
    assert_eq!(one.sha256(), other.sha256());
    assert_eq!(one.patterns(), other.patterns());
}

#[test]
fn shared_patterns_have_one_bit() {
    let twin = PERK.replace("\"perk-posting\"", "\"twin\"");
    let book = RuleBook::load(vocabulary(), &[source("a.toml", PERK), source("b.toml", &twin)]).unwrap();
    assert_eq!(book.patterns().len(), 1);
}

/// A rule with the condition `when`, unproven; any text will do.
fn with_condition(when: &str) -> fineness::Result<RuleBook> {
    let text = format!(
        "id='case'\ntitle='t'\nfamily='f'\nsuggests='spam'\nwhy='w'\npoints=1\nsays='s'\nwhen={}\n\
         fires=[{{name='x', measures={{}}}}]\nquiet=[{{name='x', measures={{}}}}]",
        toml::Value::String(when.to_owned())
    );
    RuleBook::load_unproven(vocabulary(), &[source("case.toml", &text)])
}

#[test]
fn conditions_read_as_they_look() {
    let cases = [
        ("activity.posts > 1 or activity.posts < 1 and activity.days > 100", 5.0, 3.0, true),
        ("(activity.posts > 1 or activity.posts < 1) and activity.days > 100", 5.0, 3.0, false),
        ("not activity.posts > 1 and activity.days = 3", 5.0, 3.0, false),
        ("not (activity.posts > 1 and activity.days = 4)", 5.0, 3.0, true),
        ("activity.posts not between 2 and 5", 5.0, 3.0, false),
        ("activity.posts not in [2, 3] and activity.days in [3]", 5.0, 3.0, true),
        ("activity.posts - 2 - 1 = 2", 5.0, 3.0, true),
        ("activity.posts - 2 * 2 = 1", 5.0, 3.0, true),
        ("-(activity.posts - 6) = 1", 5.0, 3.0, true),
        ("activity.days / activity.posts = 60%", 5.0, 3.0, true),
        ("activity.posts / 2 / 2 <= 1.25", 5.0, 3.0, true),
        ("3 < activity.posts # more than three\nand 2 * activity.days != 5", 5.0, 3.0, true),
        ("activity.posts between activity.days and 2 * activity.days", 5.0, 3.0, true),
    ];
    for (when, posts, days, expected) in cases {
        assert_eq!(fires(when, &[posts, days]), expected, "{when}");
    }
}

/// Conditions that are well formed, with every kind of comparison.
fn condition() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (prop_oneof!["<", "<=", ">", ">=", "=", "!="], 0..4u32).prop_map(|(sign, k)| format!("activity.posts {sign} {k}")),
        (0..3u32, 0..3u32).prop_map(|(low, more)| format!("cadence.period between {low}s and {}s", low + more)),
        (0..3u32).prop_map(|k| format!("activity.days in [{k}, 3]")),
        (0..3u32).prop_map(|k| format!("activity.posts / activity.days > {k}")),
        Just("profile.declares_bot".to_owned()),
    ];
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|one| format!("not ({one})")),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" and "))),
            prop::collection::vec(inner, 2..4).prop_map(|parts| format!("({})", parts.join(" or "))),
        ]
    })
}

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![Just(f64::NAN), (0..4u32).prop_map(f64::from)]
}

fn fires(when: &str, row: &[f64]) -> bool {
    with_condition(when).unwrap_or_else(|error| panic!("{error}")).fired(row).next().is_some()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_condition_panics(when in "\\PC*") {
        let _ = with_condition(&when);
    }

    #[test]
    fn no_condition_made_of_its_words_panics(words in prop::collection::vec(prop::sample::select(vec![
        "and", "or", "not", "between", "in", "(", ")", "[", "]", ",", "<", ">=", "=", "!=", "+", "-", "*", "/", "1", "5%", "32min",
        "1e", "é", "activity.posts", "cadence.period", "cadence.jitter", "profile.declares_bot", "#", "\n", "\"", "\\",
    ]), 0..40)) {
        let _ = with_condition(&words.join(" "));
    }

    #[test]
    fn no_file_panics(text in "\\PC*", at in 0..1000usize, cut in 0..200usize) {
        let _ = RuleBook::load(vocabulary(), &[source("a/b.toml", &text)]);
        let start = METRONOME.floor_char_boundary(at.min(METRONOME.len()));
        let end = METRONOME.floor_char_boundary((at + cut).min(METRONOME.len()));
        let damaged = format!("{}{text}{}", &METRONOME[..start], &METRONOME[end..]);
        let _ = RuleBook::load(vocabulary(), &[source("a/b.toml", &damaged), source("families.toml", &damaged)]);
    }

    #[test]
    fn nothing_fires_on_nothing(when in condition()) {
        prop_assert!(!fires(&when, &[f64::NAN; 9]));
        prop_assert!(!fires(&when, &[]));
    }

    #[test]
    fn not_is_the_opposite_and_never_fires_along(when in condition(), row in prop::collection::vec(value(), 9)) {
        let negated = format!("not ({when})");
        let (yes, no) = (fires(&when, &row), fires(&negated, &row));
        prop_assert!(!(yes && no));
        // With everything there, and nothing divided by zero, exactly one of them holds.
        if row.iter().all(|value| !value.is_nan()) && row[1] != 0.0 {
            prop_assert!(yes != no);
        }
    }

    #[test]
    fn filling_in_a_missing_measure_never_silences_a_rule(when in condition(), row in prop::collection::vec(value(), 9), at in 0..9usize, filled in 0..4u32) {
        let mut fuller = row.clone();
        if fuller[at].is_nan() {
            fuller[at] = f64::from(filled);
        }
        prop_assert!(!fires(&when, &row) || fires(&when, &fuller));
    }
}

#[test]
fn fitted_points_scale_the_authors_and_must_agree_in_sign() {
    let load = |points: &str| {
        RuleBook::load(vocabulary(), &[source("rules/x/perk-posting.toml", PERK), source("rules/points.toml", points)])
    };
    let book = load("[rules.perk-posting]\npoints = 1.0\n").unwrap();
    let rule = book.rule("perk-posting").unwrap();
    assert_eq!((rule.points, rule.worth(), rule.weight()), (4.0, 1.0, 0.25));
    let fired = row(&book, &[("perk.posts", 63.0), ("perk.share", 0.14), ("profile.declares_bot", 0.0)]);
    assert_eq!(rule.decibans(&fired), 1.0);
    assert!(explain(&book, rule).contains("its author's points were 4"));
    let message = |points: &str| load(points).unwrap_err().to_string();
    assert!(message("[rules.perk-posting]\npoints = -1.0\n").contains("the sign differs"));
    assert!(message("[rules.perk-postings]\npoints = 1.0\n").contains("did you mean `perk-posting`"));
}
