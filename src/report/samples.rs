//! Verdicts built by hand, for tests.

use crate::account::{ClaimedScore, Scale};
use crate::engine::RunSummary;
use crate::event::{Precision, Stamp};
use crate::read::InputSummary;
use crate::report::{ActLine, OccasionLine, RingLine};
use crate::rule::{Axis, Suggests};
use crate::score::{
    AdjustedScore, AxisVerdict, BillLine, Charts, Correction, CorrectionKind, Exhibit, Finding, Measured, NotAssessed, PRIORS,
    PunchCard, Switches, Verdict, Word, adjust, probability,
};
use crate::tally::EventSet;

/// What is written, as a text.
pub(super) fn written(write: impl FnOnce(&mut dyn std::io::Write) -> crate::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// A text for a terminal, without its colours.
pub(super) fn uncoloured(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// 2012-01-01T00:00:00Z, a Sunday.
pub(super) const START: i64 = 1_325_376_000_000;
const HOUR: i64 = 3_600_000;

/// Posts for perks: 74 becomes 58.4.
pub(super) fn calvin() -> Verdict {
    let mut large = finding("perk-posting", "A large part of the posts is for perks", "incentive", Axis::Gaming, 17.4, 1350, 344);
    large.suggests = Suggests::Incentive;
    large.says = "344 posts (25.5 %) on 30 days carry perk tags".into();
    large.why = "When one post in five carries a perk tag, the score stands to a large part on the rewards.".into();
    large.innocent =
        vec!["A journalist or critic of the scheme".into(), "An account made for reviewing samples that says so".into()];
    large.exhibits = exhibits(&[
        ("153211", 9, "Thanks @klout for the free movie tickets! #KloutPerk #spon"),
        ("153219", 11, "Loving my new perk: three months of coffee, and everybody in the office is jealous already.\n#KloutPerk"),
        ("153224", 14, "#KloutPerk #KloutPerk #KloutPerk"),
        ("153238", 17, "Just got a business card holder, because influence. #spon"),
        ("153240", 20, "Who else got the #KloutPerk today?"),
        ("153247", 21, "not shown"),
    ]);
    large.condition = "perk.share > 20%".into();
    large.measured = vec![Measured {
        measure: "perk.share".into(),
        value: "25%".into(),
        meaning: "Share of the posts in which the pattern `perk` occurs".into(),
        turns: Some("20% or less".into()),
    }];
    (large.points, large.fineness_points, large.without) = (Some(-15.6), -211, Some(65.1));
    let mut any = finding("perk-campaign", "Posts in return for perks", "incentive", Axis::Gaming, 10.0, 1350, 344);
    any.suggests = Suggests::Incentive;
    any.says = large.says.clone();
    any.why = "A post that earns a reward raises a score\nwithout anybody having chosen to listen.".into();
    any.innocent = vec!["A thank-you for a gift that was not asked for".into()];
    (any.points, any.without) = (Some(0.0), Some(58.4));
    let mut own = finding("own-words", "Words of its own", "content", Axis::Automation, -6.1, 1350, 0);
    own.says = "1,290 different texts among 1,350".into();
    let mut verdict = verdict("calvin_perks", Word::Gamed, 1350);
    verdict.name = Some("Calvin Lee".into());
    (verdict.fineness, verdict.interval, verdict.repeated) = (789, (741, 972), 18);
    verdict.scores = vec![claim("klout", 74.0, 0.789, (0.741, 0.972))];
    verdict.axes = [
        axis(&[("Words of its own", -6.1)], 0, 1350),
        axis(
            &[
                ("A large part of the posts is for perks", 17.4),
                ("Posts in return for perks", 10.0),
                ("overlap and cap within “Perks and rewards”", -10.0),
            ],
            344,
            1350,
        ),
    ];
    verdict.findings = vec![large, any];
    verdict.in_favour = vec![own];
    verdict.punch_card = waking_hours();
    verdict.passed =
        ["metronome", "big-ben", "loose-timer", "even-gaps", "never-rests", "duplicates", "templated-text", "pod-tags"]
            .map(str::to_owned)
            .to_vec();
    verdict.not_assessed = vec![
        NotAssessed { rule: "follower-step".into(), why: "no follower counts".into() },
        NotAssessed {
            rule: "ramp".into(),
            why: "30 days of history, needs 26 weeks, half of them before the growth and half after it".into(),
        },
    ];
    verdict
}

/// Strikes the hours and says so: 70 becomes 1.6.
pub(super) fn big_ben() -> Verdict {
    let mut strikes = finding("big-ben", "Strikes the hour, and says so", "cadence", Axis::Automation, 21.7, 300, 300);
    strikes.says = "300 of 300 posts come within a minute of the full hour, in 100 % of the hours of the day; the profile says it is automatic".into();
    strikes.why = "The account posts within a minute of the full hour, day and night, and its profile calls itself automatic. That is honest; its reach still is no person's influence.".into();
    strikes.innocent = vec!["Nothing is held against it: the profile declares it".into()];
    (strikes.p_value, strikes.disclosed) = (Some(1e-9), true);
    strikes.exhibits = exhibits(&[("1001", 0, "BONG"), ("1002", 1, "BONG BONG"), ("1003", 2, "BONG BONG BONG")]);
    (strikes.points, strikes.fineness_points, strikes.without) = (Some(-34.2), -489, Some(2.9));
    let mut repeats = finding("repeats", "Hardly anything but repeats", "content", Axis::Automation, 13.0, 300, 300);
    repeats.says = "288 of 300 texts (96 %) are repeats; there are only 12 different ones".into();
    (repeats.points, repeats.fineness_points, repeats.without) = (Some(-20.5), -292, Some(2.0));
    let mut declared = finding("service", "Posted by a service", "client", Axis::Automation, 8.7, 300, 300);
    declared.says = "300 of 300 posts were made with “bong.pl”".into();
    (declared.points, declared.fineness_points, declared.without) = (Some(-13.7), -196, Some(1.8));
    let mut metronome = finding("metronome", "Posts on a fixed timer", "cadence", Axis::Automation, 13.0, 300, 300);
    metronome.says = "300 of 300 posts fall on a 60min beat".into();
    metronome.explained_by = Some("big-ben".into());
    metronome.spoken_for_by = Some("big-ben".into());
    (metronome.points, metronome.without) = (Some(0.0), Some(1.6));
    let mut verdict = verdict("big_ben_clock", Word::DeclaredAutomation, 300);
    (verdict.fineness, verdict.interval) = (23, (20, 60));
    verdict.scores = vec![claim("klout", 70.0, 0.0229, (0.02, 0.06))];
    verdict.axes = [
        axis(
            &[
                ("Strikes the hour, and says so", 21.7),
                ("Hardly anything but repeats", 13.0),
                ("Posted by a service", 8.7),
                ("Posts on a fixed timer", 0.0),
            ],
            300,
            300,
        ),
        axis(&[], 0, 300),
    ];
    verdict.findings = vec![strikes, repeats, metronome, declared];
    verdict.punch_card = [[2; 24]; 7];
    verdict.rings = vec!["r1".into()];
    verdict
}

/// Six posts: nothing is judged.
pub(super) fn senior() -> Verdict {
    let mut verdict = verdict("senior", Word::Insufficient, 6);
    verdict.scores = vec![claim("klout", 34.0, 1.0, (1.0, 1.0))];
    verdict.punch_card[2][9] = 4;
    verdict.punch_card[4][15] = 2;
    verdict.not_assessed = vec![NotAssessed { rule: "metronome".into(), why: "6 posts, needs 100".into() }];
    verdict
}

/// Nothing was found.
pub(super) fn plain() -> Verdict {
    let mut verdict = verdict("ordinary", Word::Clear, 900);
    verdict.punch_card = waking_hours();
    verdict.passed = vec!["metronome".into(), "perk-posting".into()];
    verdict
}

/// Everything that comes from an input is hostile.
pub(super) fn hostile() -> Verdict {
    let evil = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\r\nspoofed verdict: CLEAR\u{202e}gnihton\u{200b}\t\"<script>";
    let mut verdict = calvin();
    verdict.account = format!("{evil}{}", "x".repeat(300));
    verdict.name = Some(format!("日本語{}", evil.repeat(3)));
    verdict.scores[0].claimed.metric = evil.into();
    verdict.not_assessed.push(NotAssessed { rule: evil.into(), why: evil.repeat(4) });
    verdict.passed.push(evil.repeat(5));
    verdict.rings.push(evil.into());
    verdict.corrections.push(Correction {
        kind: CorrectionKind::Dispute,
        by: evil.into(),
        date: evil.into(),
        reason: evil.into(),
        rule: None,
        from: Some(evil.into()),
        to: None,
        named: 2,
        not_found: vec![evil.into()],
        left_out: 1,
        applied: true,
    });
    for finding in &mut verdict.findings {
        finding.says = evil.repeat(2);
        finding.explained_by = Some(evil.into());
        finding.innocent.push(evil.into());
        for exhibit in &mut finding.exhibits {
            exhibit.id = Some(evil.repeat(2));
            exhibit.file = format!("{evil}/{}", "deep/".repeat(60));
            exhibit.text = Some(evil.repeat(3));
        }
    }
    verdict
}

pub(super) fn ring() -> RingLine {
    RingLine {
        ring: "r1".into(),
        tier: "proven".into(),
        members: vec!["amy".into(), "bob".into(), "cyd".into()],
        items: 2,
        bits: 83.0,
        p_value: Some(1e-12),
        matched_accounts: 180,
        says: "typically 3 of 3 members posted one link within 4 min, on 2 occasions; of 180 matched accounts 0 took part in any"
            .into(),
        innocent: vec!["They all read the same site, and its other readers are not in the input".into()],
        evidence: vec!["shop.example/a, by all three within 4 minutes".into(), "shop.example/b, by amy and bob".into()],
        occasions: vec![
            OccasionLine {
                object: "link".into(),
                at: Some("2012-03-01T10:00:00Z".into()),
                seconds: Some(238),
                matched: Some(0),
                wording: Some("{look|see} shop.example/a {|now}".into()),
                acts: vec![act("amy", "p1", "10:00:00"), act("bob", "p2", "10:01:10"), act("cyd", "p3", "10:03:58")],
                ..OccasionLine::default()
            },
            OccasionLine {
                object: "link".into(),
                at: Some("2012-03-02T10:00:00Z".into()),
                seconds: Some(70),
                others: 1,
                acts: vec![act("amy", "p4", "10:00:00"), act("bob", "p5", "10:01:10")],
                ..OccasionLine::default()
            },
        ],
        ..RingLine::default()
    }
}

fn act(account: &str, id: &str, time: &str) -> ActLine {
    ActLine {
        account: account.into(),
        id: Some(id.into()),
        at: Some(format!("2012-03-01T{time}Z")),
        text: Some("look at this".into()),
    }
}

pub(super) fn summary(verdicts: &[&Verdict]) -> RunSummary {
    let mut summary = RunSummary {
        version: "0.1.0".into(),
        calibrated: false,
        rules_sha256: "5b1c0f5d9a3e77aa".repeat(4),
        as_of: Some(START + 40 * 24 * HOUR),
        prior: 0.1,
        inputs: vec![InputSummary {
            file: "posts.ndjson".into(),
            sha256: Some("9f86d081884c7d65".repeat(4)),
            format: "canonical".into(),
            read: 1371,
            kept: 1350,
            skipped: 3,
            ..InputSummary::default()
        }],
        accounts: verdicts.len() as u64,
        events: verdicts.iter().map(|verdict| verdict.events as u64).sum(),
        diagnostics: vec![crate::Diagnostic {
            file: "posts.ndjson".into(),
            record: Some(17),
            byte: Some(4203),
            code: "IN-LINE",
            message: "not a JSON object".into(),
            skipped: true,
        }],
        diagnostics_total: 3,
        warnings: vec!["the suppression of `ramp` for amy suppresses nothing".into()],
        ..RunSummary::default()
    };
    for verdict in verdicts {
        *summary.verdicts.entry(verdict.word).or_default() += 1;
    }
    summary
}

fn verdict(account: &str, word: Word, events: usize) -> Verdict {
    Verdict {
        account: account.into(),
        name: None,
        word,
        fineness: 1000,
        interval: (1000, 1000),
        axes: [axis(&[], 0, events), axis(&[], 0, events)],
        scores: Vec::new(),
        events,
        span: Some((START, START + 29 * 24 * HOUR + 11 * HOUR)),
        repeated: 0,
        window: false,
        zoneless: false,
        findings: Vec::new(),
        in_favour: Vec::new(),
        passed: Vec::new(),
        not_assessed: Vec::new(),
        rings: Vec::new(),
        corrections: Vec::new(),
        punch_card: [[0; 24]; 7],
        charts: Charts::default(),
        switches: Switches::default(),
    }
}

fn finding(rule: &str, title: &str, family: &str, axis: Axis, decibans: f64, size: usize, count: usize) -> Finding {
    Finding {
        rule: rule.into(),
        title: title.into(),
        family: family.into(),
        axis,
        suggests: Suggests::Automation,
        decibans,
        p_value: None,
        says: String::new(),
        condition: String::new(),
        measured: Vec::new(),
        why: "It is rarely found by hand.".into(),
        innocent: Vec::new(),
        events: EventSet::choose(size, |position| position < count),
        received: Vec::new(),
        exhibits: Vec::new(),
        disclosed: false,
        explained_by: None,
        spoken_for_by: None,
        points: None,
        fineness_points: 0,
        without: None,
    }
}

fn exhibits(events: &[(&str, i64, &str)]) -> Vec<Exhibit> {
    let exhibit = |(number, &(id, hour, text)): (usize, &(&str, i64, &str))| Exhibit {
        id: Some(id.into()),
        at: Stamp::new(START + hour * HOUR, Precision::Second),
        file: "posts.ndjson".into(),
        byte: 211 * number as u64,
        text: Some(text.into()),
    };
    events.iter().enumerate().map(exhibit).collect()
}

fn axis(lines: &[(&str, f64)], named: usize, events: usize) -> AxisVerdict {
    let decibans = lines.iter().map(|(_, decibans)| decibans).sum();
    AxisVerdict {
        probability: probability(0.1, decibans),
        prior: 0.1,
        at_priors: PRIORS.map(|prior| probability(prior, decibans)),
        decibans,
        share: named as f64 / events as f64,
        named,
        bill: lines.iter().map(|&(label, decibans)| BillLine { label: label.into(), decibans, points: None }).collect(),
    }
}

fn claim(metric: &str, value: f64, kept: f64, interval: (f64, f64)) -> AdjustedScore {
    adjust(&ClaimedScore { account: String::new(), metric: metric.into(), value, at: None, scale: Scale::Linear }, kept, interval)
}

fn waking_hours() -> PunchCard {
    let mut card = [[0; 24]; 7];
    for (day, hours) in card.iter_mut().enumerate() {
        for (hour, count) in hours.iter_mut().enumerate().filter(|(hour, _)| (7..23).contains(hour)) {
            *count = [1, 4, 9, 12, 7, 3][(hour * 5 + day * 2) % 6];
        }
    }
    card
}
