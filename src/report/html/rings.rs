//! Rings: who acted on which occasion, and their texts side by side with the changed words marked.

use maud::{Markup, html};

use super::svg::Px;
use super::{anchor, shown};
use crate::report::number::count;
use crate::report::text::fit;
use crate::report::words::{RINGS, counted, sentence, tier, weight};
use crate::report::{OccasionLine, RingLine};
use crate::text::changed_words;

/// Nodes of a drawing; a larger ring is a table only.
const NODES: usize = 60;
/// Occasions of which the texts are shown, texts of each, and rows of the table.
const OCCASIONS: usize = 3;
const TEXTS: usize = 4;
const ROWS: usize = 40;
const MEMBERS: usize = 200;

/// Rings, and leads to rings, that are drawn.
const RINGS_DRAWN: usize = 60;
const LEADS_DRAWN: usize = 20;

/// The rings of a report, the first of each kind.
#[derive(Debug, Default)]
pub(super) struct Rings {
    proven: Vec<RingLine>,
    leads: Vec<RingLine>,
    total: usize,
}

impl Rings {
    pub(super) fn add(&mut self, ring: &RingLine) {
        self.total += 1;
        let (kept, most) = if ring.tier == "proven" { (&mut self.proven, RINGS_DRAWN) } else { (&mut self.leads, LEADS_DRAWN) };
        if kept.len() < most {
            kept.push(ring.clone());
        }
    }

    /// Their part of a page; nothing where there are none.
    pub(super) fn draw(&self) -> Markup {
        let more = self.total - self.proven.len() - self.leads.len();
        html! {
            @if self.total > 0 {
                section aria-labelledby="rings" {
                    h2 id="rings" { "The rings" }
                    p { (RINGS) }
                    @for ring in self.proven.iter().chain(&self.leads) { (one(ring)) }
                    @if more > 0 { p { "and " (count(more as u64)) " more" } }
                }
            }
        }
    }
}

fn one(ring: &RingLine) -> Markup {
    let id = format!("ring-{}", anchor(&ring.ring));
    let size = format!("{}, {}", counted(ring.members.len() as u64, "account"), counted(ring.items as u64, "occasion"));
    html! {
        article class=[if tier(ring) == "proven" { Some("finding") } else { Some("finding silent") }] id=(id) aria-labelledby={ (id) "-title" } {
            h3 id={ (id) "-title" } { (shown(&ring.ring)) ": " (shown(tier(ring))) ", " (size) }
            @if let Some(group) = &ring.known_group { p { "Declared as " (shown(group)) "; it costs nothing." } }
            p.says { (shown(&sentence(&ring.says))) }
            dl {
                dt { "members" }
                dd {
                    (shown(&ring.members.iter().take(MEMBERS).cloned().collect::<Vec<_>>().join(", ")))
                    @if ring.members.len() > MEMBERS { " and " (count((ring.members.len() - MEMBERS) as u64)) " more" }
                }
                dt { "weight" } dd { (shown(&weight(ring))) }
                @if !ring.innocent.is_empty() {
                    dt { "it may also be" }
                    dd { ul { @for innocent in &ring.innocent { li { (shown(&sentence(innocent))) } } } }
                }
            }
            @if ring.members.len() + ring.occasions.len() <= NODES && !ring.occasions.is_empty() { (drawing(ring)) }
            @for occasion in ring.occasions.iter().filter(|occasion| occasion.acts.iter().filter(|act| act.text.is_some()).count() > 1).take(OCCASIONS) {
                (side_by_side(occasion))
            }
            details { summary { "The occasions as a table" } (table(ring)) }
        }
    }
}

/// Members at the left, occasions at the right by time, and a line for every act.
fn drawing(ring: &RingLine) -> Markup {
    const ROW: f64 = 18.0;
    const LEFT: f64 = 180.0;
    const RIGHT: f64 = 440.0;
    const WIDTH: f64 = 700.0;
    let rows = ring.members.len().max(ring.occasions.len()) as f64;
    let place = |index: usize, of: usize| (index as f64 + 0.5) / of as f64 * rows * ROW;
    let member = |account: &str| ring.members.iter().position(|member| member == account);
    let edges = ring
        .occasions
        .iter()
        .enumerate()
        .flat_map(|(number, occasion)| occasion.acts.iter().filter_map(move |act| Some((member(&act.account)?, number))));
    let says = format!("Who acted on which of the {}: a line is an act.", counted(ring.occasions.len() as u64, "occasion"));
    html! {
        figure {
            figcaption { (says) }
            svg viewBox={ "0 0 " (Px(WIDTH)) " " (Px(rows * ROW)) } role="img" aria-label=(says) {
                @for (from, to) in edges {
                    line.edge x1=(Px(LEFT)) y1=(Px(place(from, ring.members.len()))) x2=(Px(RIGHT)) y2=(Px(place(to, ring.occasions.len()))) {}
                }
                @for (index, name) in ring.members.iter().enumerate() {
                    @let y = place(index, ring.members.len());
                    circle.keep cx=(Px(LEFT)) cy=(Px(y)) r="4" {}
                    text.strong x=(Px(LEFT - 8.0)) y=(Px(y + 4.0)) text-anchor="end" { (fit(&shown(name), 26)) }
                }
                @for (index, occasion) in ring.occasions.iter().enumerate() {
                    @let y = place(index, ring.occasions.len());
                    circle.take cx=(Px(RIGHT)) cy=(Px(y)) r="4" {}
                    text x=(Px(RIGHT + 8.0)) y=(Px(y + 4.0)) { (fit(&named(occasion), 44)) }
                }
            }
        }
    }
}

fn named(occasion: &OccasionLine) -> String {
    let when = occasion.at.as_deref().map(|at| format!("{} ", shown(at))).unwrap_or_default();
    format!("{when}one {}", shown(&occasion.object))
}

/// The texts of one occasion; what differs from the first is marked.
fn side_by_side(occasion: &OccasionLine) -> Markup {
    let texts: Vec<(&str, &str)> =
        occasion.acts.iter().filter_map(|act| Some((act.account.as_str(), act.text.as_deref()?))).collect();
    let Some(&(_, first)) = texts.first() else { return html! {} };
    html! {
        h4 { (named(occasion)) }
        div.texts {
            @for (index, (account, text)) in texts.iter().take(TEXTS).enumerate() {
                p {
                    span.small.soft { (shown(account)) } br;
                    @if index == 0 { (shown(text)) } @else {
                        @for (word, changed) in changed_words(first, text) {
                            @if changed { mark { (shown(word)) } } @else { (shown(word)) } " "
                        }
                    }
                }
            }
        }
        @if texts.len() > TEXTS { p.small.soft { "and " (count((texts.len() - TEXTS) as u64)) " more" } }
    }
}

fn table(ring: &RingLine) -> Markup {
    html! {
        div.scroll { table {
            caption { "The occasions on which members of " (shown(&ring.ring)) " did the same" }
            thead { tr { @for head in ["when", "what", "members", "others", "words"] { th scope="col" { (head) } } } }
            tbody {
                @for occasion in ring.occasions.iter().take(ROWS) {
                    @let accounts: Vec<String> = occasion.acts.iter().map(|act| act.account.clone()).collect();
                    @let words = occasion.wording.as_deref().or_else(|| occasion.acts.first().and_then(|act| act.text.as_deref()));
                    tr {
                        th scope="row" { (shown(occasion.at.as_deref().unwrap_or("unknown"))) }
                        td { (shown(&occasion.object)) }
                        td { (shown(&accounts.join(", "))) }
                        td { (count(occasion.others as u64)) }
                        td { (shown(words.unwrap_or_default())) }
                    }
                }
            }
        } }
        @if ring.occasions.len() > ROWS { p { "and " (count((ring.occasions.len() - ROWS) as u64)) " more" } }
    }
}
