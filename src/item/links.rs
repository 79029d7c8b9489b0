//! The links in a comment's text.

use std::sync::LazyLock;

use regex::Regex;

use super::lexicon::LEXICON;
use super::{Item, ItemDetector};
use crate::measure::{Measure, Row, Unit};

/// Fewer words than this beside a link say nothing about it.
const FEW: usize = 3;

/// Links.
#[derive(Debug)]
pub struct Links;

impl ItemDetector for Links {
    const NAME: &'static str = "link";
    const MEASURES: &'static [Measure] = &[
        Measure::new("link.count", Unit::Count, "Links in the text.").with_events(),
        Measure::new("link.outside", Unit::Count, "Links to other places than the large platforms.").with_events(),
        Measure::new("link.bare", Unit::Flag, "There is a link, and hardly a word beside it.").with_events(),
        Measure::new("link.short", Unit::Count, "Links through services that hide where they lead.").with_events(),
        Measure::new("link.density", Unit::Number, "Links for every ten words."),
        Measure::new("link.markup", Unit::Flag, "Links are written in BBCode or as escaped HTML, which people seldom type.")
            .with_events(),
        Measure::new(
            "link.hidden",
            Unit::Count,
            "Names of sites that are written so that they are no links: `example.com`, `example dot com`.",
        )
        .with_events(),
        Measure::new("link.others", Unit::Count, "Other authors who link to, or sign with, the same domain.").with_events(),
        Measure::new(
            "link.personal",
            Unit::Count,
            "Links that carry a referral, invitation or tracking name, or to pages that ask for money.",
        )
        .with_events(),
    ];

    fn measure(item: &Item<'_>, row: &mut Row<'_>) {
        let glance = item.glance;
        let written = glance.event.text.as_deref().unwrap_or_default();
        if written.is_empty() || glance.is_pingback() {
            return;
        }
        let flag = |is: bool| f64::from(u8::from(is));
        let (count, words) = (glance.links.len(), glance.words.list.len());
        let outside = glance.links.iter().filter(|link| !LEXICON.is_public(&link.domain)).count();
        row.set(0, count as f64);
        row.set(1, outside as f64);
        row.set(2, flag(count > 0 && words < FEW));
        row.set(3, glance.links.iter().filter(|link| LEXICON.is_shortener(&link.domain)).count() as f64);
        row.set(4, 10.0 * count as f64 / words.max(1) as f64);
        row.set(5, flag(has_markup(written)));
        let hidden = hidden(&glance.words.normal);
        row.set(6, hidden.len() as f64);
        if outside > 0 {
            row.set_some(7, item.around.same_domain.map(f64::from));
        }
        row.set(8, personal(item, hidden).len() as f64);
    }

    fn words(item: &Item<'_>, index: usize) -> Vec<String> {
        let glance = item.glance;
        let pages = |wanted: &dyn Fn(&crate::text::Link) -> bool| {
            glance.links.iter().filter(|link| wanted(link)).map(|link| link.page.clone()).collect()
        };
        match index {
            1 => pages(&|link| !LEXICON.is_public(&link.domain)),
            3 => pages(&|link| LEXICON.is_shortener(&link.domain)),
            6 => hidden(&glance.words.normal),
            8 => personal(item, hidden(&glance.words.normal)),
            _ => pages(&|_| true),
        }
    }
}

/// Links, however they are written, that are there for their linker's sake. They are looked at as written: a normalised link has no
/// referral in it.
fn personal(item: &Item<'_>, hidden: Vec<String>) -> Vec<String> {
    let written = item.glance.event.text.as_deref().filter(|_| !item.glance.links.is_empty()).unwrap_or_default();
    let chunks = written.split(|character: char| character.is_whitespace() || matches!(character, '"' | '<' | '>'));
    let links = chunks.filter(|chunk| chunk.contains("://") || chunk.contains("www.")).map(str::to_ascii_lowercase);
    links.chain(hidden).filter(|page| is_personal(page)).collect()
}

fn has_markup(written: &str) -> bool {
    static MARKUP: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[url[=\]]|\[link=|&lt;a |document\.write").expect("a shipped pattern"));
    MARKUP.is_match(written)
}

/// Whether a page is linked to for its linker's sake: referrals, invitations, pages that collect money or votes.
fn is_personal(page: &str) -> bool {
    let Some((path, query)) = page.split_once('?') else {
        return page.contains("/refer/")
            || [
                "indiegogo.com/",
                "gofundme.com/",
                "kickstarter.com/projects",
                "patreon.com/",
                "change.org/p",
                "paypal.me/",
                "ko-fi.com/",
            ]
            .iter()
            .any(|place| page.contains(place));
    };
    let keys = [
        "ref",
        "r",
        "referral",
        "aff",
        "affid",
        "affiliate",
        "invite",
        "code",
        "partner",
        "campid",
        "sponsor",
        "uid",
        "id_user",
        "a",
    ];
    query.split('&').any(|pair| keys.contains(&pair.split('=').next().unwrap_or_default()))
        || path.contains("/ref/")
        || path.contains("/aclk")
        || path.contains("rover.")
}

/// Names of sites without scheme, `www.` or with the dot spelt out.
fn hidden(normal: &str) -> Vec<String> {
    static SPELT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r" dot com|\(dot\)|\[dot\]| d0t |\.c0m|dotcom").expect("a shipped pattern"));
    let mut names: Vec<String> = SPELT.find_iter(normal).map(|way| way.as_str().trim().to_owned()).collect();
    names.sort();
    names.dedup();
    if normal.contains('.') {
        names.extend(normal.split(' ').filter(|chunk| is_site(chunk)).map(str::to_owned));
    }
    names
}

fn is_site(chunk: &str) -> bool {
    if !chunk.contains('.') {
        return false;
    }
    let chunk = chunk.trim_matches(|character: char| !character.is_alphanumeric());
    if chunk.contains("://") || chunk.starts_with("www.") || chunk.contains('@') || !chunk.contains('.') {
        return false;
    }
    let host = chunk.split('/').next().unwrap_or_default();
    let Some((name, end)) = host.rsplit_once('.') else { return false };
    let ends = [
        "com", "net", "org", "info", "biz", "co", "io", "me", "tv", "pl", "de", "ru", "uk", "in", "id", "xyz", "online", "site",
        "club", "shop", "top", "live", "fr", "it", "es", "nl", "br", "cc", "ly", "gg",
    ];
    name.len() >= 3 && ends.contains(&end) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Surroundings;
    use crate::item::tests::{comment, measured};

    #[test]
    fn links_are_told_apart() {
        let of = |text: &str| measured::<Links>(&comment(text), &Surroundings { same_domain: Some(4), ..Surroundings::default() });
        let bare = of("http://shop.example/a?ref=77");
        assert_eq!((bare[0], bare[1], bare[2], bare[7], bare[8]), (1.0, 1.0, 1.0, 4.0, 1.0));
        assert_eq!(of("See https://www.youtube.com/watch for the second part of it")[..3], [1.0, 0.0, 0.0]);
        assert_eq!(of("[url=http://x.example]x[/url]")[5], 1.0);
        assert_eq!(of("go to example.com now")[6], 1.0);
        assert_eq!(of("I like it.Very much, e.g. this")[6], 0.0);
        assert!(of("no link")[7].is_nan());
    }
}
