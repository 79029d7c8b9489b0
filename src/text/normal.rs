//! The form of a text that is matched on; what people are shown is always the original.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Lower case, compatibility forms folded (NFKC), invisible characters dropped, runs of white space as one space.
///
/// Plain lower-case ASCII comes back as it is.
pub fn normalise(text: &str) -> Cow<'_, str> {
    if is_normal(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut normal = String::with_capacity(text.len());
    if text.is_ascii() {
        push_folded(&mut normal, text.chars());
    } else {
        push_folded(&mut normal, text.nfkc());
    }
    Cow::Owned(normal)
}

/// What a short name looks like in small letters and in capitals, with characters that are easily confused folded into one
/// (UTS 39, skeleton). Both are needed: a Cyrillic Т passes for a Latin one only as a capital, an і only as a small letter. For
/// comparing with other skeletons only.
pub fn skeletons(name: &str) -> [String; 2] {
    let small = normalise(name);
    let capital = small.to_uppercase();
    [unicode_security::skeleton(&small).collect(), unicode_security::skeleton(&capital).collect()]
}

fn push_folded(normal: &mut String, characters: impl Iterator<Item = char>) {
    let mut gap = false;
    for character in characters {
        if character.is_whitespace() || character.is_control() {
            gap = !normal.is_empty();
        } else if !is_invisible(character) {
            if std::mem::take(&mut gap) {
                normal.push(' ');
            }
            if character.is_ascii() {
                normal.push(character.to_ascii_lowercase());
            } else {
                normal.extend(character.to_lowercase());
            }
        }
    }
}

fn is_normal(bytes: &[u8]) -> bool {
    let mut before = b' ';
    for &byte in bytes {
        if !(b' '..0x7f).contains(&byte) || byte.is_ascii_uppercase() || byte == b' ' && before == b' ' {
            return false;
        }
        before = byte;
    }
    before != b' ' || bytes.is_empty()
}

/// Zero-width and direction marks, soft hyphens and variation selectors: they change the bytes and not what is read.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_spacing_and_tricks_are_set_aside() {
        assert_eq!(normalise("Great  Post!\n"), "great post!");
        assert_eq!(normalise("gr\u{200b}eat \u{202e}post"), "great post");
        assert_eq!(normalise("𝗪𝗛𝗔𝗧 ａ ﬁne day"), "what a fine day");
        assert!(matches!(normalise("already plain"), Cow::Borrowed(_)));
        assert_eq!(normalise(" \t "), "");
    }

    #[test]
    fn look_alikes_have_one_skeleton() {
        assert_eq!(skeletons("Tweetbot for i\u{39f}S")[1], skeletons("tweetbot for ios")[1]);
        assert_eq!(skeletons("Hootsu\u{456}te")[0], skeletons("hootsuite")[0]);
        assert_ne!(skeletons("buffer"), skeletons("hootsuite"));
    }

    proptest! {
        #[test]
        fn normalising_again_changes_nothing(text in "\\PC{0,40}") {
            let once = normalise(&text).into_owned();
            let twice = normalise(&once).into_owned();
            prop_assert_eq!(normalise(&twice).into_owned(), twice);
        }
    }
}
