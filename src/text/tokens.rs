//! Words, and words as numbers, for comparing texts.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

/// The words of a normalised text as fingerprints, in order; the first `most` of them. Links and mentions are left out: they
/// change from copy to copy. Scripts that are written without spaces give every two neighbouring characters as a word.
pub fn tokens(normal: &str, most: usize) -> Vec<u32> {
    let mut tokens = Vec::with_capacity(most.min(normal.len() / 5 + 1));
    words(normal, |range| {
        tokens.push(word_number(&normal[range]));
        tokens.len() < most
    });
    tokens.truncate(most);
    tokens
}

/// Calls `each` with the place of every word of a normalised text, in order, until it says no. What counts as a word is said at
/// [`tokens`].
pub fn words(normal: &str, mut each: impl FnMut(Range<usize>) -> bool) {
    let bytes = normal.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        // One look at each byte tells where the chunk ends and what needs a closer look.
        let (mut end, mut plain, mut colon) = (start, true, false);
        while end < bytes.len() && bytes[end] != b' ' {
            plain &= bytes[end].is_ascii();
            colon |= bytes[end] == b':';
            end += 1;
        }
        let chunk = &normal[start..end];
        let passed_over = chunk.starts_with('@') || chunk.starts_with("www.") || colon && chunk.contains("://");
        let goes_on =
            passed_over || if plain { plain_words(chunk.as_bytes(), start, &mut each) } else { any_words(chunk, start, &mut each) };
        if !goes_on {
            return;
        }
        start = end + 1;
    }
}

/// The fingerprint of one word; an apostrophe at its end is no part of it.
pub fn word_number(word: &str) -> u32 {
    let plain = word.ends_with(|last: char| last.is_ascii_alphanumeric());
    let bare = if plain { word } else { word.trim_end_matches(['\'', '’']) };
    xxh3_64(bare.as_bytes()) as u32
}

fn plain_words(chunk: &[u8], start: usize, each: &mut impl FnMut(Range<usize>) -> bool) -> bool {
    let mut at = 0;
    while at < chunk.len() {
        if !chunk[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let is_inside = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'\'';
        let end = at + chunk[at..].iter().take_while(|byte| is_inside(byte)).count();
        if !each(start + at..start + end) {
            return false;
        }
        at = end;
    }
    true
}

fn any_words(chunk: &str, start: usize, each: &mut impl FnMut(Range<usize>) -> bool) -> bool {
    let mut word_from = None;
    let mut before: Option<usize> = None;
    for (at, character) in chunk.char_indices() {
        let end = at + character.len_utf8();
        let unspaced = is_unspaced(character);
        // An apostrophe inside a word belongs to it.
        let inside = character.is_alphanumeric() || matches!(character, '\'' | '’') && word_from.is_some();
        if inside && !unspaced {
            word_from.get_or_insert(at);
        } else if let Some(from) = word_from.take()
            && !each(start + from..start + at)
        {
            return false;
        }
        if unspaced
            && let Some(from) = before
            && !each(start + from..start + end)
        {
            return false;
        }
        before = unspaced.then_some(at);
    }
    word_from.is_none_or(|from| each(start + from..start + chunk.len()))
}

/// Thai, Lao, Tibetan, Burmese, Khmer, Chinese and Japanese, which put no space between words.
fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{0e00}'..='\u{0fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn punctuation_links_and_names_do_not_count() {
        assert_eq!(tokens("great post, @anna! see https://x.example/1", 9), tokens("great post see", 9));
        assert_eq!(tokens("don't stop", 9).len(), 2);
        assert_eq!(tokens("'quoted'", 9), tokens("quoted", 9));
        assert_eq!(tokens("one two three", 2).len(), 2);
        assert!(tokens("!!! :-)", 9).is_empty());
    }

    proptest! {
        #[test]
        fn plain_words_are_found_as_any_others(chunk in "[a-z0-9'.,#-]{0,20}") {
            let (mut plain, mut any) = (Vec::new(), Vec::new());
            plain_words(chunk.as_bytes(), 3, &mut |range| { plain.push(range); true });
            any_words(&chunk, 3, &mut |range| { any.push(range); true });
            prop_assert_eq!(plain, any);
        }
    }

    #[test]
    fn unspaced_scripts_give_pairs_of_characters() {
        assert_eq!(tokens("东西很好", 9).len(), 3);
        assert_eq!(tokens("iphone很好用", 9).len(), 3);
        assert_eq!(tokens("很好", 9)[0], tokens("东西很好", 9)[2]);
    }
}
