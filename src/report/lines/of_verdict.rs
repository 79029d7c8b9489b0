//! From what the program knows to the lines of a report.

use std::borrow::Cow;

use super::{
    AccountLine, AxisLine, BillEntry, DiagnosticLine, EvidenceLine, FindingLine, InputLine, NotAssessedLine, PriorLine, RunLine,
    ScoreLine,
};
use crate::engine::RunSummary;
use crate::event::rfc3339;
use crate::report::rounding::{bill, decibans, known, probability, rounded};
use crate::score::{AdjustedScore, AxisVerdict, BillLine, Exhibit, Finding, NotAssessed, PRIORS, Verdict};

impl From<Verdict> for AccountLine {
    fn from(verdict: Verdict) -> Self {
        let scores: Vec<ScoreLine> = verdict.scores.into_iter().map(score).collect();
        let [automation, gaming] = &verdict.axes;
        AccountLine {
            account: verdict.account,
            name: verdict.name,
            verdict: verdict.word,
            meaning: verdict.word.meaning().to_owned(),
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
            window: verdict.window,
            zoneless: verdict.zoneless,
            from: verdict.span.map(|(first, _)| moment(first)),
            to: verdict.span.map(|(_, last)| moment(last)),
            findings: verdict.findings.into_iter().map(finding).collect(),
            in_favour: verdict.in_favour.into_iter().map(finding).collect(),
            passed: verdict.passed,
            not_assessed: verdict.not_assessed.into_iter().map(not_assessed).collect(),
            rings: verdict.rings,
            corrections: verdict.corrections,
            punch_card: verdict.punch_card,
            charts: verdict.charts,
            switches: verdict.switches,
            baseline: None,
        }
    }
}

impl From<&RunSummary> for RunLine {
    fn from(run: &RunSummary) -> Self {
        let inputs = run.inputs.iter().map(|input| InputLine {
            file: input.file.clone(),
            sha256: input.sha256.clone(),
            format: input.format.clone(),
            read: input.read,
            kept: input.kept,
            skipped: input.skipped,
        });
        let diagnostics = run.diagnostics.iter().map(|diagnostic| DiagnosticLine {
            file: diagnostic.file.clone(),
            record: diagnostic.record,
            byte: diagnostic.byte,
            code: diagnostic.code.to_owned(),
            message: diagnostic.message.clone(),
            skipped: diagnostic.skipped,
        });
        RunLine {
            version: run.version.clone(),
            rules_sha256: run.rules_sha256.clone(),
            config_sha256: run.config_sha256.clone(),
            calibrated: run.calibrated,
            as_of: run.as_of.map(moment),
            prior: run.prior,
            options: run.options.clone(),
            baseline_sha256: None,
            accounts: run.accounts,
            events: run.events,
            verdicts: run.verdicts.clone(),
            comments: run.items.clone(),
            fineness: run.fineness.to_vec(),
            partial: run.is_partial(),
            inputs: inputs.collect(),
            diagnostics: diagnostics.collect(),
            diagnostics_total: run.diagnostics_total,
            warnings: run.warnings.clone(),
        }
    }
}

/// A moment in RFC 3339, with milliseconds only where there are any.
pub(super) fn moment(millis: i64) -> String {
    rfc3339(millis, millis.rem_euclid(1000) != 0)
}

fn score(score: AdjustedScore) -> ScoreLine {
    let figure = |value| rounded(value, score.decimals as i32);
    ScoreLine {
        scale: score.claimed.scale,
        at: score.claimed.at.map(moment),
        claimed: figure(score.claimed.value),
        adjusted: figure(score.adjusted),
        interval: [figure(score.interval.0), figure(score.interval.1)],
        decimals: score.decimals,
        given: false,
        metric: score.claimed.metric,
    }
}

fn axis(axis: &AxisVerdict) -> AxisLine {
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

fn entry(line: Cow<'_, BillLine>) -> BillEntry {
    let BillLine { label, decibans: evidence, points } = line.into_owned();
    BillEntry { label, decibans: decibans(evidence), points: known(points) }
}

fn finding(finding: Finding) -> FindingLine {
    let events_total = finding.events_total();
    FindingLine {
        rule: finding.rule,
        title: finding.title,
        family: finding.family,
        axis: finding.axis,
        suggests: finding.suggests,
        decibans: decibans(finding.decibans),
        points: known(finding.points).map(|points| points + 0.0),
        fineness_points: finding.fineness_points,
        p_value: known(finding.p_value),
        says: finding.says,
        condition: finding.condition,
        measured: finding.measured,
        why: finding.why.trim().to_owned(),
        innocent: finding.innocent,
        without: known(finding.without),
        since_baseline: None,
        explained_by: finding.explained_by,
        spoken_for_by: finding.spoken_for_by,
        disclosed: finding.disclosed,
        events: finding.exhibits.iter().map(name).collect(),
        events_total,
        evidence: finding.exhibits.into_iter().map(evidence).collect(),
    }
}

/// What an event is called: its id, or else its time.
fn name(exhibit: &Exhibit) -> String {
    exhibit.id.clone().unwrap_or_else(|| exhibit.at.rfc3339())
}

fn evidence(exhibit: Exhibit) -> EvidenceLine {
    EvidenceLine { id: exhibit.id, at: exhibit.at.rfc3339(), file: exhibit.file, byte: exhibit.byte, text: exhibit.text }
}

fn not_assessed(missing: NotAssessed) -> NotAssessedLine {
    NotAssessedLine { rule: missing.rule, why: missing.why }
}
