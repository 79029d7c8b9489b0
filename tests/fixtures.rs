//! The stories: what the audit must say of every shipped history, and that every bill adds up.

use std::path::{Path, PathBuf};

use fineness::account::{ClaimedScore, Scale};
use fineness::engine::{self, Settings, Sink};
use fineness::read::{Inputs, Options, read_claims};
use fineness::ring::Ring;
use fineness::rule::{self, Axis, RuleBook};
use fineness::score::calibration::{Example, Fit};
use fineness::score::{Verdict, Word};
use fineness::{Result, detect};

#[derive(Default)]
struct Collected(Vec<Verdict>);

impl Sink for Collected {
    fn account(&mut self, verdict: Verdict) -> Result<()> {
        self.0.push(verdict);
        Ok(())
    }
    fn ring(&mut self, _: &Ring, _: &[&str]) -> Result<()> {
        Ok(())
    }
}

fn folder(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(case)
}

fn audit(cases: &[&str]) -> Vec<Verdict> {
    let book = RuleBook::load(detect::vocabulary(), &rule::builtin()).unwrap();
    let paths: Vec<PathBuf> = cases.iter().map(|case| folder(case).join("events.ndjson")).collect();
    let claims = cases.iter().flat_map(|case| read_claims(&folder(case).join("claimed.csv"), i64::MAX / 4).unwrap()).collect();
    let mut inputs = Inputs::open(&paths, Options::default()).unwrap();
    let mut collected = Collected::default();
    engine::audit(&mut inputs, &book, &Settings { claims, ..Settings::default() }, &mut collected).unwrap();
    collected.0
}

fn one(case: &str) -> Verdict {
    let mut verdicts = audit(&[case]);
    assert_eq!(verdicts.len(), 1);
    verdicts.remove(0)
}

fn adjusted(verdict: &Verdict) -> f64 {
    verdict.scores[0].adjusted
}

const CASES: [&str; 10] = [
    "access-scheduler",
    "big-ben",
    "calvin",
    "editor",
    "job-changer",
    "metronome",
    "newcomer",
    "newsroom",
    "night-shift",
    "senior",
];

#[test]
fn calvin_who_posted_by_hand_for_perks() {
    let calvin = one("calvin");
    assert_eq!(calvin.word, Word::Gamed);
    assert!((adjusted(&calvin) - 58.4).abs() <= 1.0, "{}", adjusted(&calvin));
    assert!(calvin.axes[Axis::Automation as usize].probability < 0.1);
    assert!(calvin.axes[Axis::Gaming as usize].probability > 0.8);
    let from_incentive: f64 =
        calvin.findings.iter().filter(|finding| finding.family == "incentive").filter_map(|finding| finding.points).sum();
    assert!((from_incentive - (adjusted(&calvin) - 74.0)).abs() < 0.05);
}

#[test]
fn big_ben_says_what_it_is_and_is_no_fraud() {
    let big_ben = one("big-ben");
    assert_eq!(big_ben.word, Word::DeclaredAutomation);
    assert!(adjusted(&big_ben) < 5.0);
    assert!(big_ben.axes[Axis::Gaming as usize].probability < 0.15);
    let points =
        |rule: &str| big_ben.findings.iter().find(|finding| finding.rule == rule).and_then(|finding| finding.points).unwrap();
    assert_eq!((points("big-ben"), points("same-line"), points("never-rests")), (-34.2, -20.5, -13.7));
}

#[test]
fn the_newcomer_who_went_from_34_to_72_on_perks() {
    let newcomer = one("newcomer");
    assert_eq!(newcomer.word, Word::Gamed);
    assert!((adjusted(&newcomer) - 55.6).abs() <= 1.0, "{}", adjusted(&newcomer));
}

#[test]
fn those_who_did_nothing_wrong_keep_their_scores() {
    for (case, word) in [
        ("editor", Word::Clear),
        ("job-changer", Word::Clear),
        ("night-shift", Word::Clear),
        ("senior", Word::Insufficient),
        ("access-scheduler", Word::Scheduled),
        ("newsroom", Word::Scheduled),
        ("metronome", Word::Scheduled),
    ] {
        let verdict = one(case);
        assert_eq!(verdict.word, word, "{case}");
        assert_eq!(adjusted(&verdict), verdict.scores[0].claimed.value, "{case}");
        assert_eq!(verdict.fineness, 1000, "{case}");
    }
}

#[test]
fn the_editor_stands_above_big_ben_once_the_scores_are_audited() {
    let verdicts = audit(&["big-ben", "editor"]);
    let [big_ben, editor] = verdicts.as_slice() else { panic!("two accounts") };
    assert!(big_ben.scores[0].claimed.value > editor.scores[0].claimed.value);
    assert!(adjusted(big_ben) < adjusted(editor));
}

#[test]
fn a_sum_is_recomputed_event_by_event() {
    let book = RuleBook::load(detect::vocabulary(), &rule::builtin()).unwrap();
    let claim =
        |metric: &str| ClaimedScore { account: "calvin".into(), metric: metric.into(), value: 630.0, at: None, scale: Scale::Sum };
    let adjusted = |metric: &str| {
        let mut inputs = Inputs::open(&[folder("calvin").join("events.ndjson")], Options::default()).unwrap();
        let mut collected = Collected::default();
        engine::audit(&mut inputs, &book, &Settings { claims: vec![claim(metric)], ..Settings::default() }, &mut collected)
            .unwrap();
        collected.0.remove(0)
    };
    let comments = adjusted("comments");
    let gaming = &comments.axes[Axis::Gaming as usize];
    let weight = (gaming.probability - 0.1) / 0.9;
    assert!((comments.scores[0].adjusted - (630.0 - gaming.named as f64 * weight)).abs() < 0.1, "one event, one comment");
    let likes = adjusted("likes received").scores[0].adjusted;
    assert!(likes < 630.0 && (likes - comments.scores[0].adjusted).abs() > 0.1, "liked posts weigh their likes");
}

#[test]
fn every_bill_adds_up() {
    for verdict in audit(&CASES) {
        let score = &verdict.scores[0];
        let points: f64 = verdict.findings.iter().filter_map(|finding| finding.points).sum();
        let tenths = |value: f64| (value * 10.0).round() as i64;
        assert_eq!(tenths(points), tenths(score.adjusted) - tenths(score.claimed.value), "{}", verdict.account);
        let from_fineness: i64 = verdict.findings.iter().map(|finding| finding.fineness_points).sum();
        assert_eq!(from_fineness, i64::from(verdict.fineness) - 1000, "{}", verdict.account);
        for axis in &verdict.axes {
            let lines: f64 = axis.bill.iter().map(|line| line.decibans).sum();
            assert!((lines - axis.decibans).abs() < 1e-6, "{}: {lines} and {}", verdict.account, axis.decibans);
        }
    }
}

#[test]
fn a_finding_names_its_own_events_and_no_others() {
    let scheduler = one("access-scheduler");
    let finding = scheduler.findings.iter().find(|finding| finding.rule == "client-automation").unwrap();
    assert!(finding.events.count() < scheduler.events);
    assert_eq!(finding.exhibits.len(), finding.events.count());
    assert!(finding.exhibits.iter().all(|exhibit| exhibit.id.is_some()));
}

/// Calibration weighs what fired as verdicts do: two pieces of code, one sum.
#[test]
fn calibration_and_verdicts_add_up_evidence_alike() {
    let authors: Vec<_> = rule::builtin().into_iter().filter(|source| !source.name.ends_with("points.toml")).collect();
    let book = RuleBook::load(detect::vocabulary(), &authors).unwrap();
    let paths: Vec<PathBuf> = CASES.iter().map(|case| folder(case).join("events.ndjson")).collect();
    let mut inputs = Inputs::open(&paths, Options::default()).unwrap();
    let mut collected = Collected::default();
    engine::audit(&mut inputs, &book, &Settings::default(), &mut collected).unwrap();
    let untrained = Fit::new(&[], &book);
    for verdict in &collected.0 {
        for axis in [Axis::Automation, Axis::Gaming] {
            let example = Example::of(verdict, axis, &book, true);
            let (fit, judged) = (untrained.evidence(&example, &book), verdict.axes[axis as usize].decibans);
            assert!((fit - judged).abs() < 1e-9, "{} on {axis}: {fit} and {judged}", verdict.account);
        }
    }
}
