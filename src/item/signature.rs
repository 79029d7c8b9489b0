//! The link that a comment is signed with.

use super::lexicon::{Class, LEXICON};
use super::{Item, ItemDetector};
use crate::measure::{Measure, Row, Unit};
use crate::text::word_number;

/// The shortest word that can be found again in a host.
const SHORTEST: usize = 3;

/// The author's link.
#[derive(Debug)]
pub struct Signed;

impl ItemDetector for Signed {
    const NAME: &'static str = "signature";
    const MEASURES: &'static [Measure] = &[
        Measure::new("signature.link", Unit::Flag, "The comment is signed with a link.").with_events(),
        Measure::new("signature.deep", Unit::Flag, "The link leads to a page inside a site instead of its front door.")
            .with_events(),
        Measure::new(
            "signature.odd",
            Unit::Flag,
            "The link leads to a sitemap, feed, cart, category or search, or cannot be read.",
        )
        .with_events(),
        Measure::new("signature.own", Unit::Flag, "The host is made of the words of the name, and the name holds no trade."),
        Measure::new("signature.trade", Unit::Flag, "The host has the words of a trade in it.").with_events(),
        Measure::new("signature.others", Unit::Count, "Other authors who sign with, or link to, its domain.").with_events(),
    ];

    fn measure(item: &Item<'_>, row: &mut Row<'_>) {
        let glance = item.glance;
        if glance.is_pingback() {
            return;
        }
        let Some(signature) = &glance.signature else {
            row.set(0, 0.0);
            return;
        };
        let flag = |is: bool| f64::from(u8::from(is));
        let path = signature.path();
        let public = LEXICON.is_public(&signature.link.domain);
        row.set(0, 1.0);
        // A profile on a platform stands one step inside it.
        let own_page = public && !path.contains('/') && !path.contains('?');
        row.set(1, flag(!signature.malformed && !LEXICON.is_home(path) && !own_page));
        row.set(2, flag(signature.malformed || is_odd(path)));
        let label = signature.link.domain.split('.').next().unwrap_or_default().replace('-', "");
        let host = signature.host().replace(['-', '.'], "");
        let mut words = glance.name.list.iter().filter(|word| (word.to - word.from) as usize >= SHORTEST).peekable();
        let named = words.peek().is_some() && words.all(|word| host.contains(glance.name.text(word)));
        row.set(3, flag(named && glance.name.count(Class::Trade) == 0));
        row.set(4, flag(has_trade(signature.host(), &label)));
        row.set_some(5, item.around.same_domain.map(f64::from));
    }

    fn words(item: &Item<'_>, _: usize) -> Vec<String> {
        item.glance.event.author_url.iter().map(|url| url.to_string()).collect()
    }
}

/// Whether people do not sign with such a page: one that a program finds.
fn is_odd(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let mut parts = path.split(['/', '?', '&', '=', '.']);
    path.contains('?') && !path.starts_with("?p=")
        || parts.any(|part| {
            matches!(
                part,
                "sitemap"
                    | "feed"
                    | "rss"
                    | "cart"
                    | "category"
                    | "tag"
                    | "tags"
                    | "search"
                    | "forum"
                    | "archive"
                    | "product"
                    | "products"
                    | "shop"
                    | "author"
                    | "wp-content"
                    | "comments"
                    | "node"
                    | "showthread"
                    | "viewtopic"
                    | "member"
                    | "profile"
            )
        })
}

/// Whether a host has a trade in its name, as `best-payday-loans.example` has.
fn has_trade(host: &str, label: &str) -> bool {
    let split = host.split(['.', '-']).filter(|part| LEXICON.classes(word_number(part)) & Class::Trade as u32 != 0).count();
    split > 0 && label.len() > 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Surroundings;
    use crate::item::tests::{measured, signed};

    fn of(name: &str, url: &str) -> Vec<f64> {
        measured::<Signed>(&signed(name, url), &Surroundings { same_domain: Some(2), ..Surroundings::default() })
    }

    #[test]
    fn front_doors_are_told_from_inner_pages() {
        assert_eq!(of("Anna Mayer", "http://www.annamayer.example")[..4], [1.0, 0.0, 0.0, 1.0]);
        assert_eq!(of("Anna Mayer", "http://mayer.example/blog/")[..4], [1.0, 0.0, 0.0, 0.0]);
        assert_eq!(of("chairs", "http://chairs.example/sale/page.html")[1..3], [1.0, 0.0]);
        assert_eq!(of("chairs", "http://chairs.example/sitemap.html")[2], 1.0);
        assert_eq!(of("chairs", "http://3http://chairs")[2], 1.0);
        assert_eq!(of("Anna", "https://twitter.com/anna")[1], 0.0);
        assert_eq!(of("x", "http://payday-loans.example")[4..], [1.0, 2.0]);
    }

    #[test]
    fn no_link_is_a_fact_and_nothing_more_is_known() {
        let row = of("Anna", "");
        assert_eq!(row[0], 0.0);
        assert!(row[1..].iter().all(|value| value.is_nan()));
    }
}
