//! Patterns: the words, tags and regexes that rule files look for, compiled once into one set.
//!
//! Literals are found in one linear-time pass over the text, and regexes in another; neither can be made slow by the text.

use std::ops::Range;

use aho_corasick::AhoCorasick;
use regex::{RegexSet, RegexSetBuilder};
use unicode_normalization::char::is_combining_mark;

use crate::{Error, Result};

/// How many patterns fit a set: one bit each.
pub const MAX_PATTERNS: usize = 32;
/// How many bytes one literal or regex may have.
pub const MAX_SOURCE: usize = 1_000;
/// How many bytes the regexes of a set, or one alone, may take once compiled.
const MAX_COMPILED: usize = 4 << 20;
const MAX_REGEX_NESTING: u32 = 32;

/// A pattern as a rule file declares it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NamedPattern {
    /// The first part of the measures it adds: `perk` for `perk.posts`.
    pub name: String,
    /// Literals (`#perk`, `great post`) and regexes (`/free (stuff|swag)/`); one match is enough.
    pub sources: Vec<String>,
}

/// All patterns of a rule book, ready to be looked for.
#[derive(Debug, Clone)]
pub struct PatternSet {
    literals: AhoCorasick,
    literal_bits: Vec<u64>,
    regexes: RegexSet,
    regex_bits: Vec<u64>,
}

impl PatternSet {
    /// Compiles the patterns; the pattern at index `i` sets bit `i`.
    ///
    /// # Errors
    /// More than [`MAX_PATTERNS`] patterns, a source that [`check`] refuses, or regexes that are too large together.
    pub fn new(patterns: &[NamedPattern]) -> Result<Self> {
        if patterns.len() > MAX_PATTERNS {
            return Err(Error::rendered(format!("{} patterns, but at most {MAX_PATTERNS} fit", patterns.len())));
        }
        let (mut literals, mut literal_bits) = (Vec::new(), Vec::new());
        let (mut regexes, mut regex_bits) = (Vec::new(), Vec::new());
        for (index, pattern) in patterns.iter().enumerate() {
            let bit = 1u64 << index;
            for source in &pattern.sources {
                check(source).map_err(|why| Error::rendered(format!("pattern `{}`: {why}", pattern.name)))?;
                if let Some(regex) = regex_of(source) {
                    regexes.push(regex.to_owned());
                    regex_bits.push(bit);
                } else {
                    literals.push(source.to_lowercase());
                    literal_bits.push(bit);
                }
            }
        }
        let regexes = compile(&regexes).map_err(|why| Error::rendered(format!("the regexes of all patterns together: {why}")))?;
        let literals =
            AhoCorasick::new(literals).map_err(|why| Error::rendered(format!("the literals of all patterns together: {why}")))?;
        Ok(PatternSet { literals, literal_bits, regexes, regex_bits })
    }

    /// Which patterns occur in `normalised_text`, as bits. Letter case does not matter.
    pub fn matches(&self, normalised_text: &str) -> u64 {
        let mut bits = 0;
        if !self.literal_bits.is_empty() {
            if normalised_text.chars().any(char::is_uppercase) {
                bits |= self.literals_in(&normalised_text.to_lowercase());
            } else {
                bits |= self.literals_in(normalised_text);
            }
        }
        if !self.regex_bits.is_empty() {
            for index in self.regexes.matches(normalised_text) {
                bits |= self.regex_bits[index];
            }
        }
        bits
    }

    fn literals_in(&self, text: &str) -> u64 {
        let whole = self.literals.find_overlapping_iter(text).filter(|hit| stands_alone(text, hit.range()));
        whole.fold(0, |bits, hit| bits | self.literal_bits[hit.pattern().as_usize()])
    }
}

/// Why a source cannot be used, in one line; `Ok` if it can.
///
/// # Errors
/// An empty or overlong source, a regex that cannot be read, is too large or matches the empty text.
pub fn check(source: &str) -> std::result::Result<(), String> {
    if source.len() > MAX_SOURCE {
        return Err(format!("it is longer than {MAX_SOURCE} bytes"));
    }
    let Some(regex) = regex_of(source) else {
        return if source.trim().is_empty() { Err("it is empty, so it would match every post".to_owned()) } else { Ok(()) };
    };
    let set = compile(&[regex.to_owned()])?;
    if set.is_match("") { Err("it matches the empty text, so it would match every post".to_owned()) } else { Ok(()) }
}

/// The inside of `/regex/`; `None` for a literal.
fn regex_of(source: &str) -> Option<&str> {
    source.strip_prefix('/')?.strip_suffix('/')
}

fn compile(regexes: &[String]) -> std::result::Result<RegexSet, String> {
    RegexSetBuilder::new(regexes).case_insensitive(true).size_limit(MAX_COMPILED).nest_limit(MAX_REGEX_NESTING).build().map_err(
        |error| match error {
            regex::Error::CompiledTooBig(limit) => format!("it needs more than {limit} bytes once compiled"),
            // The message draws its own caret over several lines; the last one says what is wrong.
            other => {
                let text = other.to_string();
                let last = text.lines().last().unwrap_or_default();
                last.strip_prefix("error: ").unwrap_or(last).to_owned()
            }
        },
    )
}

/// Whether a literal neither begins nor ends inside a word. A tag stands by itself: `@klout` is not in `me@klout.com`.
fn stands_alone(text: &str, range: Range<usize>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let literal = &text[range];
    let begins = literal.starts_with(|first| is_word(first) || matches!(first, '#' | '@'));
    !(begins && before.ends_with(is_word) || literal.ends_with(is_word) && after.starts_with(is_word))
}

/// Whether a sign makes words with its neighbours. Scripts written without spaces do not.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c == '_' || c.is_ascii_alphanumeric();
    }
    let unspaced = matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    !unspaced && (c.is_alphanumeric() || is_combining_mark(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(sources: &[&str]) -> PatternSet {
        let patterns: Vec<_> =
            sources.iter().map(|s| NamedPattern { name: (*s).to_owned(), sources: vec![(*s).to_owned()] }).collect();
        PatternSet::new(&patterns).unwrap()
    }

    #[test]
    fn literals_match_whole_words_and_tags() {
        let cases = [
            ("#perk", "thanks! #perk", true),
            ("#perk", "#Perk, wow", true),
            ("#perk", "#perks", false),
            ("#perk", "a#perk", false),
            ("@klout", "me@klout.com", false),
            ("@klout", "via @klout", true),
            ("klout", "kloutperk", false),
            ("klout", "my klout!", true),
            ("great post", "What a great post.", true),
            ("great post", "a great poster", false),
            ("great post", "ingreat post", false),
            ("$5", "win $5 now", true),
            ("$5", "win $50 now", false),
            ("Straße", "die STRASSE", false),
            ("Straße", "die STRAßE", true),
            ("免费", "领取免费礼品", true),
            ("है", "यह है", true),
        ];
        for (literal, text, expected) in cases {
            assert_eq!(set(&[literal]).matches(text) == 1, expected, "{literal} in {text}");
        }
    }

    #[test]
    fn each_pattern_has_its_bit() {
        let set = set(&["#klout", "/free (stuff|swag)/", "#klout #perk"]);
        assert_eq!(set.matches("Free SWAG from #klout #perk"), 0b111);
        assert_eq!(set.matches("free stuff"), 0b010);
        assert_eq!(set.matches(""), 0);
    }

    #[test]
    fn sources_that_match_everything_or_nothing_sensible_are_refused() {
        assert_eq!(check("/a(b/").unwrap_err(), "unclosed group");
        assert!(check("/x*/").unwrap_err().contains("empty text"));
        assert!(check(" ").is_err());
        assert!(check("/(a{500}){500}/").unwrap_err().contains("once compiled"));
        assert!(check(&"x".repeat(MAX_SOURCE + 1)).is_err());
        let many: Vec<_> = (0..65).map(|i| NamedPattern { name: format!("p{i}"), sources: vec!["x".into()] }).collect();
        assert!(PatternSet::new(&many).is_err());
    }
}
