//! The form of a text that is matched on; what people are shown is always the original.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Lower case, compatibility forms folded (NFKC), invisible characters dropped, runs of white space as one space.
///
/// Plain lower-case ASCII comes back as it is.
pub fn normalise(text: &str) -> Cow<'_, str> {
    if is_spaced(text.as_bytes()) && !text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    let mut folded = Folded { normal: String::with_capacity(text.len()), gap: false };
    let mut rest = text;
    while let Some(first) = rest.bytes().position(|byte| !byte.is_ascii()) {
        // A letter joins with the marks behind it, and with nothing before it: the last plain one goes with what follows.
        let (plain, other) = rest.split_at(first.saturating_sub(1));
        let behind = other.bytes().skip(1).position(|byte| byte.is_ascii()).map_or(other.len(), |at| at + 1);
        folded.push_plain(plain);
        other[..behind].nfkc().for_each(|character| folded.push(character));
        rest = &other[behind..];
    }
    folded.push_plain(rest);
    Cow::Owned(folded.normal)
}

/// What a short name looks like in small letters and in capitals, with characters that are easily confused folded into one
/// (UTS 39, skeleton). Both are needed: a Cyrillic Т passes for a Latin one only as a capital, an і only as a small letter. For
/// comparing with other skeletons only.
pub fn skeletons(name: &str) -> [String; 2] {
    let small = normalise(name);
    let capital = small.to_uppercase();
    [unicode_security::skeleton(&small).collect(), unicode_security::skeleton(&capital).collect()]
}

/// A text that is being written in its normal form.
struct Folded {
    normal: String,
    /// White space has come, and nothing behind it yet.
    gap: bool,
}

impl Folded {
    fn push_plain(&mut self, plain: &str) {
        if plain.is_empty() || !is_spaced(plain.as_bytes()) {
            return plain.chars().for_each(|character| self.push(character));
        }
        if std::mem::take(&mut self.gap) {
            self.normal.push(' ');
        }
        let from = self.normal.len();
        self.normal.push_str(plain);
        self.normal[from..].make_ascii_lowercase();
    }

    fn push(&mut self, character: char) {
        if character.is_whitespace() || character.is_control() {
            self.gap = !self.normal.is_empty();
        } else if !is_invisible(character) {
            if std::mem::take(&mut self.gap) {
                self.normal.push(' ');
            }
            if character.is_ascii() {
                self.normal.push(character.to_ascii_lowercase());
            } else {
                self.normal.extend(character.to_lowercase());
            }
        }
    }
}

/// Whether a text is plain, with single spaces, and none at its ends.
fn is_spaced(bytes: &[u8]) -> bool {
    let mut before = b' ';
    let mut fit = true;
    for &byte in bytes {
        fit &= (b' '..0x7f).contains(&byte) && (byte != b' ' || before != b' ');
        before = byte;
    }
    fit && (before != b' ' || bytes.is_empty())
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
        fn parts_are_folded_as_the_whole(text in "([A-Ca-c ]|[éÉ\u{301}\u{308}ßﬁＡ\u{200b}\t\u{1112}\u{1161}한ᆨ]){0,12}") {
            let mut whole = Folded { normal: String::new(), gap: false };
            text.nfkc().for_each(|character| whole.push(character));
            prop_assert_eq!(normalise(&text).into_owned(), whole.normal);
        }

        #[test]
        fn normalising_again_changes_nothing(text in "\\PC{0,40}") {
            let once = normalise(&text).into_owned();
            let twice = normalise(&once).into_owned();
            prop_assert_eq!(normalise(&twice).into_owned(), twice);
        }
    }
}
