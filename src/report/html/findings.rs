//! Each finding: the sentence, what was asked and measured, why it counts, what else it may be, and the events to open.

use maud::{Markup, html};

use super::shown;
use crate::report::bill::Bill;
use crate::report::number::{count, fixed};
use crate::report::words::{events, evidence, rule, sentence, since, spoken_for};
use crate::report::{AccountLine, EvidenceLine, FindingLine};

/// Events that a finding shows.
const EVENTS: usize = 5;

pub(super) fn all(account: &AccountLine, number: usize) -> Markup {
    html! {
        @if account.findings.is_empty() { p { "None." } }
        @for (index, finding) in account.findings.iter().enumerate() { (one(account, finding, number, index + 1)) }
    }
}

fn one(account: &AccountLine, finding: &FindingLine, number: usize, place: usize) -> Markup {
    let silent = finding.spoken_for_by.is_some();
    let (bill, id) = (Bill::of(account), format!("a{number}-f{place}"));
    html! {
        div class=[if silent { Some("finding silent") } else { Some("finding") }] id=(id) {
            h3 { (place) " " (shown(&finding.title)) }
            p.says { (shown(&sentence(&finding.says))) }
            @if let Some(said) = spoken_for(finding) {
                p { (shown(&said)) }
            } @else {
                dl {
                    dt { "why it counts" } dd { (shown(&finding.why)) }
                    @if !finding.innocent.is_empty() {
                        dt { "it may also be" }
                        dd { ul { @for innocent in &finding.innocent { li { (shown(&sentence(innocent))) } } } }
                    }
                    dt { "evidence" } dd { (shown(&evidence(finding))) }
                    dt { "without it" }
                    dd {
                        @match bill.without(account, finding) {
                            Some(without) => { (shown(bill.name)) " would be " (bill.figure(without)) }
                            None => { "fineness would be up to " (fixed(-finding.fineness_points as f64, 0)) " ‰ higher" }
                        }
                    }
                    dt { "rule" } dd { (shown(&rule(finding))) @if let Some(since) = since(finding) { "; " (since) } }
                    dt { "events" } dd { (events(finding, EVENTS)) @if !finding.evidence.is_empty() { (exhibits(finding)) } }
                }
            }
            @if !finding.condition.is_empty() { (condition(finding)) }
        }
    }
}

fn condition(finding: &FindingLine) -> Markup {
    html! {
        details {
            summary { "What the rule asks, and what was measured" }
            p { code { (shown(&finding.condition.split_whitespace().collect::<Vec<_>>().join(" "))) } }
            table {
                caption { "What was measured, and where the rule would be quiet, all else being the same" }
                thead { tr { th scope="col" { "measure" } th scope="col" { "here" } th scope="col" { "quiet at" } th scope="col" { "meaning" } } }
                tbody {
                    @for measured in &finding.measured {
                        tr {
                            th scope="row" { (shown(&measured.measure)) }
                            td { (shown(&measured.value)) }
                            td { (shown(measured.turns.as_deref().unwrap_or_default())) }
                            td { (shown(&sentence(&measured.meaning))) }
                        }
                    }
                }
            }
        }
    }
}

fn exhibits(finding: &FindingLine) -> Markup {
    let more = finding.events_total.max(finding.evidence.len()) - finding.evidence.len().min(EVENTS);
    html! {
        ul.events {
            @for event in finding.evidence.iter().take(EVENTS) { li { (exhibit(event)) } }
            @if more > 0 { li.soft { "and " (count(more as u64)) " more" } }
        }
    }
}

fn exhibit(event: &EvidenceLine) -> Markup {
    html! {
        @if let Some(text) = &event.text { q { (shown(text)) } br; }
        span.small.soft {
            (shown(&event.at)) @if let Some(id) = &event.id { ", " code { (shown(id)) } }
            ", " code { (shown(&event.file)) } ", byte " (event.byte)
        }
    }
}
