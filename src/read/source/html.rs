//! From the HTML that platforms wrap words in to the words, with the addresses of links.

use std::borrow::Cow;

/// The most letters of a name between `&` and `;`.
const ENTITY: usize = 10;

/// The text without its few HTML escapes. What is no known escape stays as it is.
pub(super) fn unescaped(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('&') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(ENTITY + 2).position(|byte| byte == b';');
        match end.and_then(|end| Some((letter(&rest[1..end])?, end + 1))) {
            Some((letter, end)) => {
                out.push(letter);
                rest = &rest[end..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn letter(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?).filter(|letter| *letter != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "rsquo" => '’',
        "lsquo" => '‘',
        "ldquo" => '“',
        "rdquo" => '”',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        _ => return None,
    })
}

/// The words of a piece of HTML: paragraphs and breaks as line ends, links as their words and their address, no tags.
pub(super) fn plain(html: Cow<'_, str>) -> Cow<'_, str> {
    if !html.contains(['<', '&']) {
        return html;
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = &*html;
    let mut address: Option<(String, usize)> = None;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        push(&rest[..at], &mut out);
        let tail = &rest[at..];
        let is_tag = tail[1..].starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '/' || letter == '!');
        let end = if is_tag { memchr::memchr(b'>', tail.as_bytes()) } else { None };
        let Some(end) = end else {
            out.push('<');
            rest = &tail[1..];
            continue;
        };
        tag(&tail[1..end], &mut address, &mut out);
        rest = &tail[end + 1..];
    }
    push(rest, &mut out);
    Cow::Owned(out.trim().to_owned())
}

fn push(text: &str, out: &mut String) {
    out.push_str(&unescaped(Cow::Borrowed(text)));
}

fn tag(tag: &str, address: &mut Option<(String, usize)>, out: &mut String) {
    let closing = tag.starts_with('/');
    let inside = tag.trim_start_matches('/');
    let name = inside.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
    match (name.to_ascii_lowercase().as_str(), closing) {
        ("br", _) | ("p" | "div" | "li" | "tr" | "blockquote" | "pre" | "h1" | "h2" | "h3", false)
            if !out.is_empty() && !out.ends_with('\n') =>
        {
            out.push('\n');
        }
        ("a", false) => *address = attribute(inside, "href").map(|href| (href, out.len())),
        ("a", true) => {
            if let Some((href, start)) = address.take() {
                let words = out.get(start..).unwrap_or_default().trim();
                // Platforms shorten the words of a link; mentions and tags are words enough.
                if words.starts_with(['@', '#']) || words == href {
                } else if words.is_empty() || words.contains("://") || href.contains(words.trim_end_matches('…')) {
                    out.truncate(start);
                    out.push_str(&href);
                } else {
                    out.push_str(&format!(" ({href})"));
                }
            }
        }
        _ => {}
    }
}

/// The value of an attribute of a tag.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().next_back();
        rest = &rest[at + name.len()..];
        let Some(value) = rest.trim_start().strip_prefix('=') else { continue };
        if !before.is_some_and(char::is_whitespace) {
            continue;
        }
        let value = value.trim_start();
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next()?,
            _ => value.split(|letter: char| letter.is_whitespace() || letter == '>').next()?,
        };
        return Some(unescaped(Cow::Borrowed(value)).into_owned());
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn html_becomes_words() {
        for (html, words) in [
            (
                "<p>Hello &amp; welcome<br/>to <a href=\"https://a.example/x?y=1&amp;z=2\" rel=\"nofollow\">my shop</a></p><p>Bye</p>",
                "Hello & welcome\nto my shop (https://a.example/x?y=1&z=2)\nBye",
            ),
            ("<a href='https://a.example/long/path'><span>https://</span>a.example/long…</a>", "https://a.example/long/path"),
            ("<a href=\"https://m.example/@ann\">@<span>ann</span></a> a &lt; b", "@ann a < b"),
            ("1 < 2 && 3 > 2 &unknown; &#x41;&#66;&#0;", "1 < 2 && 3 > 2 &unknown; AB&#0;"),
            ("plain", "plain"),
        ] {
            assert_eq!(plain(html.into()), words, "{html}");
        }
    }

    proptest! {
        #[test]
        fn garbage_never_panics(html in "(<|>|&|;|a|href|=|\"|'|/|é| |#x|\\PC){0,40}") {
            let _ = plain((&*html).into());
            let _ = attribute(&html, "href");
        }
    }
}
