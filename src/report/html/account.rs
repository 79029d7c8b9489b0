//! The page of one account.

use maud::{Markup, html};

use super::shown;
use super::svg::Px;
use super::{bill, charts, findings};
use crate::report::number::fixed;
use crate::report::words::{
    DECIBAN, NO_STATEMENT, START, based_on, baseline, between, caveats, correction, counted, of_scale, plain, probability,
    question, sentence, share,
};
use crate::report::{AccountLine, ScoreLine};
use crate::rule::Axis;

/// Where the page of an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It is the report's only one.
    Alone,
    /// On one page with many others.
    Among,
    /// In a file of its own, in a folder beside the index.
    File,
}

impl Place {
    /// What a link to a part of the index begins with.
    fn index(self) -> &'static str {
        if self == Place::File { "../index.html" } else { "" }
    }
}

/// The page of the `number`-th account; ids on it begin with `a` and that number.
pub(super) fn page(account: &AccountLine, number: usize, place: Place) -> Markup {
    let id = |part: &str| format!("a{number}-{part}");
    let (alone, index) = (place != Place::Among, place.index());
    html! {
        // Named sections are landmarks; on a page of many accounts they would be too many to tell apart.
        article.account id={ "a" (number) } aria-labelledby=(id("name")) {
            @if place != Place::Alone { p.back { a href={ (index) "#index" } { "← all accounts" } } }
            header { (head(account, &id("name"))) }
            section aria-labelledby=[alone.then(|| id("bill"))] { h2 id=(id("bill")) { "The score" } (bill::form(account, number)) }
            section aria-labelledby=[alone.then(|| id("activity"))] {
                h2 id=(id("activity")) { "The activity" }
                div.charts {
                    @for chart in [
                        charts::punch_card(account, &id("week")),
                        charts::minutes(account, &id("hour")),
                        charts::pauses(account, &id("pauses")),
                        charts::course(account, &id("course")),
                    ].into_iter().flatten() { (chart) }
                    @for (index, curve) in account.charts.readings.iter().enumerate() {
                        @if let Some(chart) = charts::readings(account, curve, &id(&format!("curve{index}"))) { (chart) }
                    }
                    @for chart in [charts::clients(account, &id("clients")), charts::domains(account, &id("links"))].into_iter().flatten() {
                        (chart)
                    }
                }
            }
            @if !account.rings.is_empty() {
                section aria-labelledby=[alone.then(|| id("rings"))] {
                    h2 id=(id("rings")) { "The rings it is in" }
                    ul { @for ring in &account.rings { li { a href={ (index) "#ring-" (super::anchor(ring)) } { (shown(ring)) } } } }
                }
            }
            section aria-labelledby=[alone.then(|| id("findings"))] { h2 id=(id("findings")) { "The findings" } (findings::all(account, number)) }
            section aria-labelledby=[alone.then(|| id("evidence"))] { h2 id=(id("evidence")) { "The evidence" } (evidence(account)) }
            section.checks aria-labelledby=[alone.then(|| id("checks"))] { h2 id=(id("checks")) { "What else was looked for" } (checks(account)) }
        }
    }
}

fn head(account: &AccountLine, id: &str) -> Markup {
    let look = if account.verdict.accuses() { "word against" } else { "word plain" };
    html! {
        h1 id=(id) { (shown(&account.account)) }
        @if let Some(name) = account.name.as_deref().filter(|name| *name != account.account) { p.soft { (shown(name)) } }
        p { span class=(look) { (plain(account.verdict)) } }
        p { (shown(&account.meaning)) @if account.verdict.accuses() { " " (NO_STATEMENT) } }
        div.scores {
            @for score in &account.scores { (score_of(score)) }
            (fineness(account))
        }
        p { "Based on " (based_on(account)) "." }
        @for corrected in &account.corrections { p { "Corrected: " (shown(&correction(corrected))) } }
        @if let Some(said) = baseline(account) { p { "Compared: " (shown(&said)) "." } }
        @for note in caveats(account).iter().chain(&account.scores.iter().filter_map(of_scale).collect::<Vec<_>>()) {
            p.soft { (shown(&sentence(note))) }
        }
    }
}

fn score_of(score: &ScoreLine) -> Markup {
    let figure = |value| fixed(value, score.decimals);
    let part = |value: f64| if score.claimed > 0.0 { value / score.claimed } else { 0.0 };
    html! {
        div.score {
            div { (shown(&score.metric)) @if let Some(at) = &score.at { " of " (shown(crate::report::words::day(at))) } }
            span.from { (figure(score.claimed)) " → " } b { (figure(score.adjusted)) }
            (gauge([part(score.interval[0]), part(score.adjusted), part(score.interval[1])]))
            div.small.soft { (between(&figure(score.interval[0]), &figure(score.interval[1]))) }
        }
    }
}

fn fineness(account: &AccountLine) -> Markup {
    let [low, high] = account.interval;
    html! {
        div.score {
            div { "fineness" }
            b { (account.fineness) " ‰" }
            (gauge([low, account.fineness, high].map(|part| f64::from(part) / 1000.0)))
            div.small.soft { (between(&format!("{low} ‰"), &format!("{high} ‰"))) }
        }
    }
}

/// A rail with what is left, solid to the low end of the interval, hatched to its high end, and a stroke at the result.
fn gauge([low, middle, high]: [f64; 3]) -> Markup {
    const WIDTH: f64 = 220.0;
    let x = |part: f64| part.clamp(0.0, 1.0) * WIDTH;
    html! {
        svg viewBox={ "0 0 " (Px(WIDTH)) " 12" } aria-hidden="true" {
            rect.rail width=(Px(WIDTH)) height="12" {}
            rect.keep width=(Px(x(low))) height="12" {}
            rect.open x=(Px(x(low))) width=(Px(x(high) - x(low))) height="12" {}
            rect.take x=(Px(x(middle) - 1.5)) width="3" height="12" {}
        }
    }
}

fn evidence(account: &AccountLine) -> Markup {
    html! {
        p.soft { (DECIBAN) }
        div.charts.pair {
            @for axis in [Axis::Automation, Axis::Gaming] {
                @let known = account.axis(axis);
                div {
                    h3 { (question(axis)) }
                    @if known.bill.is_empty() {
                        p { "Nothing was found that speaks for it or against it." }
                    } @else {
                        table {
                            caption { "Evidence in decibans" }
                            tbody {
                                @for line in &known.bill {
                                    tr { th scope="row" { (shown(&line.label)) } td.number { (fixed(line.decibans, 1)) } }
                                }
                                tr.total { th scope="row" { "together" } td.number { (fixed(known.decibans, 1)) } }
                            }
                        }
                        p { (probability(known)) }
                        p { "Deducted from: " (share(known, account.events)) "." }
                    }
                }
            }
        }
        p.soft { (START) }
    }
}

fn checks(account: &AccountLine) -> Markup {
    html! {
        @if !account.in_favour.is_empty() {
            h3 { "In favour" }
            ul {
                @for finding in &account.in_favour {
                    li { (shown(&finding.title)) ": " (shown(&sentence(&finding.says))) " " (fixed(finding.decibans, 1)) " decibans." }
                }
            }
        }
        @if !account.passed.is_empty() {
            details {
                summary { "Checked, and nothing found: " (counted(account.passed.len() as u64, "rule")) }
                p { (shown(&account.passed.join(" · "))) }
            }
        }
        @if !account.not_assessed.is_empty() {
            details {
                summary { "Not assessed: " (counted(account.not_assessed.len() as u64, "rule")) }
                table {
                    caption { "Rules that could not be judged, and why" }
                    tbody {
                        @for missing in &account.not_assessed {
                            tr { th scope="row" { (shown(&missing.rule)) } td { (shown(&missing.why)) } }
                        }
                    }
                }
            }
        }
    }
}
