//! The score as a bill with a bar for each line, and switches that show what would be left without findings.

use maud::{Markup, html};

use super::shown;
use super::svg::Px;
use crate::report::bill::{Bill, reason};
use crate::report::number::count;
use crate::report::{AccountLine, FindingLine};

/// The length of the claim.
const WIDTH: f64 = 300.0;

/// The bill of the `number`-th account.
pub(super) fn form(account: &AccountLine, number: usize) -> Markup {
    let bill = Bill::of(account);
    let switch = |finding: &FindingLine| account.switches.rules.iter().position(|rule| *rule == finding.rule);
    let mut left = bill.claimed;
    let lines: Vec<(&FindingLine, f64, f64)> = account
        .findings
        .iter()
        .map(|finding| {
            let from = left;
            left += bill.taken(finding);
            (finding, from, left)
        })
        .collect();
    html! {
        form.bill {
            div.scroll { table {
                caption { "What was claimed, what each finding takes, and what is left; the lines add up." }
                thead { tr { th scope="col" { "line" } th.number scope="col" { "points" } th.bar scope="col" { "drawn to scale" } } }
                tbody {
                    tr { th scope="row" { (shown(bill.name)) ", claimed" } td.number { (bill.figure(bill.claimed)) } td.bar { (bar(&bill, 0.0, bill.claimed, "keep")) } }
                    @for (index, (finding, from, to)) in lines.iter().enumerate() {
                        tr {
                            th scope="row" {
                                @if let Some(bit) = switch(finding) {
                                    label {
                                        input type="checkbox" checked class={ "s" (bit) } data-bit=(bit) id={ "a" (number) "-s" (bit) };
                                        span.label { (index + 1) " " (shown(&finding.title)) }
                                    }
                                } @else { span.label { (index + 1) " " (shown(&finding.title)) } }
                                " " a.small.no-print href={ "#a" (number) "-f" (index + 1) } { "why" span.skip { " finding " (index + 1) } }
                            }
                            td.number { span.amount { (bill.figure(bill.taken(finding))) } }
                            td.bar {
                                @if bill.shows(bill.taken(finding)) { (bar(&bill, *to, *from, "take")) }
                                @else { span.small.soft { (shown(&reason(account, finding))) } }
                            }
                        }
                    }
                    @if lines.is_empty() { tr { th scope="row" { "nothing is taken" } td.number { (bill.figure(0.0)) } td.bar {} } }
                    tr.total {
                        th scope="row" { (shown(bill.name)) ", adjusted" }
                        td.number { (bill.figure(bill.adjusted)) }
                        td.bar { (bar(&bill, 0.0, bill.adjusted, "keep")) }
                    }
                }
            } }
            @if !account.switches.rules.is_empty() { (what_if(account, &bill)) }
        }
    }
}

/// The score for the findings that are ticked. All choices stand in the page; style alone brings the right one into view.
fn what_if(account: &AccountLine, bill: &Bill<'_>) -> Markup {
    let fineness = account.switches.fineness.iter().map(|part| format!("{part} ‰"));
    let of_score = !account.scores.is_empty();
    let beyond = account.findings.iter().filter(|finding| finding.decibans > 0.0).count() - account.switches.rules.len();
    html! {
        p.what-if {
            "With the findings that are ticked, "
            @if of_score {
                (shown(bill.name)) " would be " (strip(bill.choices(account).iter().map(|&value| bill.figure(value)))) " and "
            }
            "fineness " (strip(fineness)) ". "
            button.plain-button type="reset" { "Tick all" }
        }
        p.small.soft.no-print {
            "Untick a finding to see the score without it. Every choice was computed when the report was made, as if somebody had looked "
            "at the finding and accepted it."
            @if beyond > 0 { " " (count(beyond as u64)) " weaker findings stay counted; accept them in the configuration to see more." }
        }
    }
}

fn strip(numbers: impl Iterator<Item = String>) -> Markup {
    html! {
        span.strip aria-hidden="true" { span.numbers { @for number in numbers { span { (number) } } } }
        output.live {}
    }
}

/// The part of the claim between two values.
fn bar(bill: &Bill<'_>, low: f64, high: f64, class: &str) -> Markup {
    let x = |value: f64| if bill.claimed > 0.0 { (value / bill.claimed).clamp(0.0, 1.0) * WIDTH } else { 0.0 };
    html! {
        svg viewBox={ "0 0 " (Px(WIDTH)) " 14" } preserveAspectRatio="none" aria-hidden="true" {
            rect.rail width=(Px(WIDTH)) height="14" {}
            rect class=(class) x=(Px(x(low))) width=(Px((x(high) - x(low)).max(0.5))) height="14" {}
        }
    }
}
