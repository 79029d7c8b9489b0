//! The pages as HTML. Everything that comes from a comment is escaped by the templates, and no address becomes a link.

use maud::{Markup, html};

use super::document;
use super::queue::Wanted;
use crate::event::{Precision, Stamp};
use crate::report::{ItemLine, visible};
use crate::score::ItemWord;
use crate::store::Comment;

const SHOWN: [(&str, &str); 4] = [("unsure", "Unsure"), ("spam", "Spam"), ("ham", "Ham"), ("all", "All")];

/// The queue.
pub(super) fn list(comments: &[Comment], wanted: &Wanted, page: usize, shadow: bool) -> String {
    let shown = match wanted.show.as_str() {
        "" if !wanted.ring.is_empty() => "all",
        "" => "unsure",
        shown => shown,
    };
    let back = address(wanted, wanted.before);
    let body = html! {
        @if shadow { p.note { "Shadow mode: every comment is answered with “ham”, and verdicts are only noted here." } }
        form.search method="get" action="/queue" role="search" {
            label { "Show " select name="show" {
                @for (value, name) in SHOWN { option value=(value) selected[shown == value] { (name) } }
            } }
            label { "Rule " input type="text" name="rule" value=(visible(&wanted.rule)) size="18"; }
            @if !wanted.ring.is_empty() { label { "Ring " input type="text" name="ring" value=(visible(&wanted.ring)) size="14"; } }
            label { "Holding " input type="search" name="q" value=(visible(&wanted.q)); }
            button type="submit" { "Search" }
        }
        p.keys hidden { kbd { "j" } " next, " kbd { "k" } " previous, " kbd { "h" } " ham, " kbd { "s" } " spam, " kbd { "Enter" } " why" }
        @if comments.is_empty() { p { "No comments here." } }
        ol.queue { @for comment in comments { li { (card(comment, &back, true)) } } }
        @if comments.len() == page && let Some(last) = comments.last() {
            p { a href=(address(wanted, Some(last.number))) rel="next" { "Older" } }
        }
    };
    document("Queue", &body)
}

/// One comment with its reasons, and the ring that it belongs to.
pub(super) fn one(comment: &Comment, ring: &[Comment]) -> String {
    let back = format!("/queue/{}", comment.guid);
    let why: Option<ItemLine> = serde_json::from_str(&comment.why).ok();
    let body = html! {
        (card(comment, &back, false))
        @if let Some(why) = &why {
            h2 { "Why" }
            table {
                caption { "Evidence in decibans: ten are ten times the odds" }
                thead { tr { th scope="col" { "Evidence" } th.number scope="col" { "Decibans" } } }
                tbody { @for line in &why.bill { tr { td { (line.label) } td.number { (signed(line.decibans)) } } } }
                tfoot { tr { th scope="row" { "Sum" } td.number { (signed(why.decibans)) } } }
            }
            @for finding in why.findings.iter().chain(&why.in_favour) {
                section.finding {
                    h3 { (finding.title) " " code { (finding.rule) } }
                    p { (visible(&finding.says)) }
                    @if !finding.words.is_empty() { p { "It rests on: " @for word in &finding.words { mark { (visible(word)) } " " } } }
                    @if !finding.innocent.is_empty() { p.innocent { "It may also be: " (finding.innocent.join("; ")) } }
                    @if let Some(by) = &finding.spoken_for_by { p { "It weighs nothing beside " code { (by) } "." } }
                }
            }
        }
        @if let Some(name) = &comment.ring {
            h2 { "Ring " a href={ "/queue?ring=" (name) } { (name) } }
            p { "Comments that share words, links or addresses, more than chance would have it." }
            ol.queue { @for other in ring { li { (card(other, &back, true)) } } }
        }
    };
    document("Comment", &body)
}

fn card(comment: &Comment, back: &str, linked: bool) -> Markup {
    let standing = comment.standing();
    html! {
        article.comment data-guid=(comment.guid) tabindex="0" {
            header {
                strong.author { bdi { (visible(&comment.author)) } }
                @if !comment.author_url.is_empty() { " " span.url { bdi { (visible(&comment.author_url)) } } }
                " " time datetime=(moment(comment.seen)) { (moment(comment.seen)) }
                " " span class={ "verdict " (standing.name()) } { (standing.name()) }
                @if comment.corrected.is_some() { " " span.by { "by a person" } }
                " " span.probability { (format!("{:.0} %", 100.0 * comment.probability)) }
            }
            p.text { bdi { (visible(&comment.text)) } }
            footer {
                @for rule in &comment.rules { a.rule href={ "/queue?show=all&rule=" (rule) } { (rule) } " " }
                @if let Some(ring) = &comment.ring { a.rule href={ "/queue?ring=" (ring) } { (ring) } " " }
                form method="post" action={ "/queue/" (comment.guid) } {
                    input type="hidden" name="back" value=(back);
                    button type="submit" name="verdict" value="ham" disabled[comment.corrected == Some(ItemWord::Ham)] { "Ham" }
                    button type="submit" name="verdict" value="spam" disabled[comment.corrected == Some(ItemWord::Spam)] { "Spam" }
                }
                @if linked { a.why href={ "/queue/" (comment.guid) } { "Why" } }
            }
        }
    }
}

fn address(wanted: &Wanted, before: Option<i64>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("show", &wanted.show), ("rule", &wanted.rule), ("ring", &wanted.ring), ("q", &wanted.q)] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    if let Some(before) = before {
        query.append_pair("before", &before.to_string());
    }
    match query.finish() {
        query if query.is_empty() => "/queue".to_owned(),
        query => format!("/queue?{query}"),
    }
}

fn moment(millis: i64) -> String {
    Stamp::new(millis, Precision::Second).rfc3339()
}

fn signed(decibans: f64) -> String {
    format!("{decibans:+.1}").replace('-', "−")
}
