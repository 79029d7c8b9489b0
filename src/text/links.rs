//! Links and tags in texts, in a form in which two of them can be compared.

use linkify::{LinkFinder, LinkKind};
use url::Url;

/// Parameters that say where a click came from, and not what is shown.
const TRACKING: [&str; 7] = ["fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "ref", "ref_src"];

/// A link without what does not change the page: scheme, `www.`, fragment, tracking parameters, a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Host, path and query.
    pub page: String,
    /// The domain that somebody registered, by the public suffix list: `shop.example.co.uk` is `example.co.uk`.
    pub domain: String,
}

/// The links in a text, in order.
pub fn links(text: &str) -> Vec<Link> {
    // Most texts have none, and looking for these few bytes is cheaper than looking for links.
    if !text.contains("://") && !text.contains("www.") {
        return Vec::new();
    }
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]).url_must_have_scheme(false);
    finder
        .links(text)
        .filter(|found| found.as_str().contains("://") || found.as_str().starts_with("www."))
        .filter_map(|found| link(found.as_str()))
        .collect()
}

/// One link, if it leads to a host. A scheme is not needed.
pub fn link(written: &str) -> Option<Link> {
    let written = written.trim();
    if written.contains('@') && !written.contains("://") {
        return None; // an address
    }
    let url = if written.contains("://") { Url::parse(written) } else { Url::parse(&format!("http://{written}")) }.ok()?;
    let host = url.host_str()?.trim_start_matches("www.").trim_end_matches('.');
    let domain = psl::domain_str(host).unwrap_or(host).to_owned();
    let mut page = host.to_owned();
    page.push_str(url.path().trim_end_matches('/'));
    let mut kept = url.query_pairs().filter(|(name, _)| !name.starts_with("utm_") && !TRACKING.contains(&name.as_ref())).peekable();
    if kept.peek().is_some() {
        page.push('?');
        for (name, value) in kept {
            page.push_str(&name);
            page.push('=');
            page.push_str(&value);
            page.push('&');
        }
        page.pop();
    }
    Some(Link { page, domain })
}

/// The tags of a normalised text, sorted, each once.
pub fn tags(normal: &str) -> Vec<&str> {
    let mut tags: Vec<&str> = normal
        .split(' ')
        .filter_map(|chunk| chunk.strip_prefix('#'))
        .map(|tag| tag.trim_end_matches(|character: char| !character.is_alphanumeric()))
        .filter(|tag| !tag.is_empty())
        .collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_one_page_however_it_is_linked() {
        let plain = link("http://shop.example.co.uk/a").unwrap();
        assert_eq!((plain.page.as_str(), plain.domain.as_str()), ("shop.example.co.uk/a", "example.co.uk"));
        for other in
            ["https://www.shop.example.co.uk/a/#top", "https://SHOP.example.co.uk/a?utm_source=x&fbclid=1", "shop.example.co.uk/a"]
        {
            assert_eq!(link(other).unwrap(), plain, "{other}");
        }
        assert_eq!(link("http://v.example/watch?v=1&ref=2").unwrap().page, "v.example/watch?v=1");
        assert_eq!(link("mailto:a@example.com"), None);
    }

    #[test]
    fn links_and_tags_are_found_in_a_text() {
        let text = "see (https://a.example/b), or www.c.example! #Fun";
        let pages: Vec<String> = links(text).into_iter().map(|link| link.page).collect();
        assert_eq!(pages, ["a.example/b", "c.example"]);
        assert_eq!(tags("so #fun, #art #fun # yes"), ["art", "fun"]);
        assert!(links("no link, e.g. this.one").is_empty());
    }
}
