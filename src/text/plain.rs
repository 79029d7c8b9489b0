//! Text as its reader sees it: without tags, with entities as the characters that they stand for.

use std::borrow::Cow;

/// The longest entity that is looked for, without `&` and `;`.
const LONGEST_ENTITY: usize = 8;

/// The words of a comment that may hold HTML. Tags become spaces, the common entities characters; text without either comes back
/// as it is. A `<` that begins no tag, as in `<3` or `a < b`, stays.
pub fn plain(text: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'<', b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(length) = tag(rest) {
            plain.push(' ');
            rest = &rest[length..];
        } else if let Some((character, length)) = entity(rest) {
            plain.push(character);
            rest = &rest[length..];
        } else {
            plain.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// How long the tag at the front is.
fn tag(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let name = inside.strip_prefix(['/', '!']).unwrap_or(inside);
    if !name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '-') {
        return None;
    }
    Some(memchr::memchr(b'>', text.as_bytes())? + 1)
}

/// The character that the entity at the front stands for, and how long it is.
fn entity(text: &str) -> Option<(char, usize)> {
    let inside = text.strip_prefix('&')?;
    let length = inside.bytes().take(LONGEST_ENTITY + 1).position(|byte| byte == b';')?;
    let character = match &inside[..length] {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        name => {
            let digits = name.strip_prefix('#')?;
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(number)?
        }
    };
    Some((character, length + 2))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tags_go_and_entities_are_read() {
        assert_eq!(plain("<p>Great &amp; useful</p>"), " Great & useful ");
        assert_eq!(plain("see <a href=\"http://x.example\">this</a>").trim_end(), "see  this");
        assert_eq!(plain("I &lt;3 you, a < b & c &#39;x&#x27;"), "I <3 you, a < b & c 'x'");
        assert!(matches!(plain("plain"), Cow::Borrowed(_)));
        assert_eq!(plain("a <b"), "a <b");
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in "(<|>|&|;|a|/|é|#|x|lt){0,40}") {
            plain(&text);
        }
    }
}
