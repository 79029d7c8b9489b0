//! From what the program knows to the lines that programs read.

use std::borrow::Cow;

use super::RingLine;
use super::contract::*;
use super::rounding::{bill, decibans, known, probability, rounded};
use crate::account::Scale;
use crate::engine::RunSummary;
use crate::event::rfc3339;
use crate::rule::{Axis, Suggests};
use crate::score::{AdjustedScore, AxisVerdict, BillLine, Exhibit, Finding, PRIORS, Verdict};

impl<'a> Line<'a> {
    pub(super) fn account(verdict: &'a Verdict) -> Self {
        let scores: Vec<ScoreLine<'a>> = verdict.scores.iter().map(score).collect();
        let [automation, gaming] = &verdict.axes;
        Line::Account(Box::new(AccountLine {
            account: &verdict.account,
            name: verdict.name.as_deref(),
            verdict: verdict.word,
            meaning: verdict.word.meaning(),
            fineness: verdict.fineness,
            interval: [verdict.interval.0, verdict.interval.1],
            automation: axis(automation),
            gaming: axis(gaming),
            claimed: scores.first().map(|score| score.claimed),
            adjusted: scores.first().map(|score| score.adjusted),
            adjusted_interval: scores.first().map(|score| score.interval),
            scores,
            events: verdict.events,
            repeated: verdict.repeated,
            from: verdict.span.map(|(first, _)| moment(first)),
            to: verdict.span.map(|(_, last)| moment(last)),
            findings: verdict.findings.iter().map(finding).collect(),
            in_favour: verdict.in_favour.iter().map(finding).collect(),
            passed: &verdict.passed,
            not_assessed: verdict
                .not_assessed
                .iter()
                .map(|missing| NotAssessedLine { rule: &missing.rule, why: &missing.why })
                .collect(),
            rings: &verdict.rings,
            punch_card: verdict.punch_card,
        }))
    }

    pub(super) fn ring(ring: &'a RingLine) -> Self {
        Line::Ring(ring)
    }

    pub(super) fn run(run: &'a RunSummary) -> Self {
        let inputs = run.inputs.iter().map(|input| InputLine {
            file: &input.file,
            sha256: input.sha256.as_deref(),
            format: &input.format,
            read: input.read,
            kept: input.kept,
            skipped: input.skipped,
        });
        let diagnostics = run.diagnostics.iter().map(|diagnostic| DiagnosticLine {
            file: &diagnostic.file,
            record: diagnostic.record,
            byte: diagnostic.byte,
            code: diagnostic.code,
            message: &diagnostic.message,
            skipped: diagnostic.skipped,
        });
        Line::Run(RunLine {
            version: &run.version,
            rules_sha256: &run.rules_sha256,
            config_sha256: run.config_sha256.as_deref(),
            calibrated: run.calibrated,
            as_of: run.as_of.map(moment),
            prior: probability(run.prior),
            accounts: run.accounts,
            events: run.events,
            verdicts: run.verdicts.iter().map(|(word, &accounts)| (word.name(), accounts)).collect(),
            partial: run.is_partial(),
            inputs: inputs.collect(),
            diagnostics: diagnostics.collect(),
            diagnostics_total: run.diagnostics_total,
            warnings: &run.warnings,
        })
    }
}

/// A moment in RFC 3339, with milliseconds only where there are any.
pub(super) fn moment(millis: i64) -> String {
    rfc3339(millis, millis.rem_euclid(1000) != 0)
}

fn score(score: &AdjustedScore) -> ScoreLine<'_> {
    let figure = |value| rounded(value, score.decimals as i32);
    ScoreLine {
        metric: &score.claimed.metric,
        scale: match score.claimed.scale {
            Scale::Linear => "linear",
            Scale::Log => "log",
            Scale::Sum => "sum",
        },
        at: score.claimed.at.map(moment),
        claimed: figure(score.claimed.value),
        adjusted: figure(score.adjusted),
        interval: [figure(score.interval.0), figure(score.interval.1)],
    }
}

fn axis(axis: &AxisVerdict) -> AxisLine<'_> {
    let at_priors = PRIORS.into_iter().zip(axis.at_priors);
    AxisLine {
        probability: probability(axis.probability),
        prior: probability(axis.prior),
        at_priors: at_priors.map(|(prior, at)| PriorLine { prior, probability: probability(at) }).collect(),
        decibans: decibans(axis.decibans),
        share: probability(axis.share),
        named: axis.named,
        bill: bill(axis).into_iter().map(entry).collect(),
    }
}

fn entry(line: Cow<'_, BillLine>) -> BillEntry<'_> {
    let (decibans, points) = (decibans(line.decibans), known(line.points));
    let label = match line {
        Cow::Borrowed(line) => Cow::Borrowed(line.label.as_str()),
        Cow::Owned(line) => Cow::Owned(line.label),
    };
    BillEntry { label, decibans, points }
}

fn finding(finding: &Finding) -> FindingLine<'_> {
    FindingLine {
        rule: &finding.rule,
        title: &finding.title,
        family: &finding.family,
        axis: axis_name(finding.axis),
        suggests: suggests_name(finding.suggests),
        decibans: decibans(finding.decibans),
        points: known(finding.points).map(|points| points + 0.0),
        fineness_points: finding.fineness_points,
        p_value: known(finding.p_value),
        says: &finding.says,
        why: finding.why.trim(),
        innocent: &finding.innocent,
        without: known(finding.without),
        explained_by: finding.explained_by.as_deref(),
        spoken_for_by: finding.spoken_for_by.as_deref(),
        disclosed: finding.disclosed,
        events: finding.exhibits.iter().map(name).collect(),
        events_total: finding.events.count(),
        evidence: finding.exhibits.iter().map(evidence).collect(),
    }
}

/// What an event is called: its id, or else its time.
fn name(exhibit: &Exhibit) -> Cow<'_, str> {
    exhibit.id.as_deref().map_or_else(|| exhibit.at.rfc3339().into(), Cow::from)
}

fn evidence(exhibit: &Exhibit) -> EvidenceLine<'_> {
    EvidenceLine {
        id: exhibit.id.as_deref(),
        at: exhibit.at.rfc3339(),
        file: &exhibit.file,
        byte: exhibit.byte,
        text: exhibit.text.as_deref(),
    }
}

/// The axis in one word.
pub(super) fn axis_name(axis: Axis) -> &'static str {
    match axis {
        Axis::Automation => "automation",
        Axis::Gaming => "gaming",
    }
}

/// What is suggested, in one word.
pub(super) fn suggests_name(suggests: Suggests) -> &'static str {
    match suggests {
        Suggests::Automation => "automation",
        Suggests::Incentive => "incentive",
        Suggests::Coordination => "coordination",
        Suggests::Spam => "spam",
        Suggests::Inflation => "inflation",
    }
}
