//! Makes text from an input harmless to a terminal and to the eye: what would act or hide is shown instead.

use std::borrow::Cow;

/// Text as it may be shown on one line: control characters as `\x1b`, characters that hide or reorder others as `<U+202E>`, and
/// line ends as `⏎`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if first_that_acts(text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' => shown.push('⏎'),
            '\t' => shown.push_str("\\t"),
            control if control.is_control() => shown.push_str(&format!("\\x{:02x}", control as u32)),
            hidden if acts(hidden) => shown.push_str(&format!("<U+{:04X}>", hidden as u32)),
            plain => shown.push(plain),
        }
    }
    Cow::Owned(shown)
}

/// The first character that acts, and where it stands.
pub(super) fn first_that_acts(text: &str) -> Option<(usize, char)> {
    // Most texts are plain, which can be seen of many bytes at once.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return None;
    }
    text.char_indices().find(|&(_, character)| acts(character))
}

/// Whether a character does something instead of being seen: controls, bidi controls, and characters of no width that can hide
/// words in words. Combining marks and emoji variants stay: languages are written with them.
pub(super) fn acts(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Text as a cell that a spreadsheet shows and does not run: what begins a formula gets an apostrophe in front (OWASP, "CSV
/// injection"). So does what begins one behind a semicolon, which parts cells in many countries.
pub fn for_spreadsheet(text: &str) -> Cow<'_, str> {
    let shown = visible(text);
    let mut places = shown.match_indices(';').map(|(at, _)| at + 1).chain([0]).filter(|&at| is_formula(&shown[at..])).peekable();
    if places.peek().is_none() {
        return shown;
    }
    let mut places: Vec<usize> = places.collect();
    places.sort_unstable_by(|one, other| other.cmp(one));
    let mut safe = shown.to_string();
    for at in places {
        let start = shown[at..].find(|letter| !BEFORE_A_FORMULA.contains(&letter)).map_or(at, |ahead| at + ahead);
        safe.insert(start, '\'');
    }
    Cow::Owned(safe)
}

/// What spreadsheets pass over in front of a formula.
const BEFORE_A_FORMULA: [char; 2] = [' ', '"'];

fn is_formula(cell: &str) -> bool {
    // The wide forms are what spreadsheets of some languages take for the plain ones.
    cell.trim_start_matches(BEFORE_A_FORMULA).starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

/// Text as words in Markdown, GitHub's included: no mark-up, no link, no HTML. Only for the middle of a line: what begins a list or
/// a heading there begins nothing here.
pub(super) fn for_markdown(text: &str) -> String {
    let shown = visible(text);
    let mut escaped = String::with_capacity(shown.len() + 16);
    let mut characters = shown.chars().peekable();
    while let Some(character) = characters.next() {
        let begins_a_link = match character {
            ':' => characters.peek() == Some(&'/'),
            '.' => escaped.get(escaped.len().saturating_sub(3)..).is_some_and(|end| end.eq_ignore_ascii_case("www")),
            _ => false,
        };
        // A backslash before ASCII punctuation makes it plain (CommonMark 0.31, section 2.4).
        if begins_a_link || "\\`*_[]<>|~&#@$!".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Text as a code span in Markdown: nothing in it means anything, mentions and links of GitHub included.
pub(super) fn markdown_code(text: &str) -> String {
    // In a table even a code span needs its bars escaped, and nowhere else do they stand for anything.
    let shown = visible(text).replace('|', "¦");
    let longest = shown.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let needs_room = shown.trim().is_empty() || shown.starts_with(['`', ' ']) || shown.ends_with(['`', ' ']);
    let room = if needs_room { " " } else { "" };
    format!("{fence}{room}{shown}{room}{fence}")
}

/// Text as the content or attribute of an XML element.
pub(super) fn for_xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            // No XML document may hold these, however they are written.
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            plain => escaped.push(plain),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_would_act_is_shown() {
        assert_eq!(visible("\u{1b}[31mred\u{7}\r"), "\\x1b[31mred\\x07\\x0d");
        assert_eq!(visible("\u{9b}2J\u{7f}"), "\\x9b2J\\x7f");
        assert_eq!(visible("gpj\u{202e}exe"), "gpj<U+202E>exe");
        assert_eq!(visible("vi\u{200b}agra \u{e0041}"), "vi<U+200B>agra <U+E0041>");
        assert_eq!(visible("one\r\ntwo\nthree\tfour"), "one⏎two⏎three\\tfour");
    }

    #[test]
    fn plain_words_of_any_language_stay() {
        for words in ["Ελένη", "日本語", "naïve e\u{301}te", "❤\u{fe0f}", "مرحبا"] {
            assert!(matches!(visible(words), Cow::Borrowed(same) if same == words));
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(for_spreadsheet("=1+1"), "'=1+1");
        assert_eq!(for_spreadsheet(" \"@x; =y;z;-1"), " \"'@x; '=y;z;'-1");
        assert_eq!(for_spreadsheet("\u{ff1d}1"), "'\u{ff1d}1");
        assert!(matches!(for_spreadsheet("a-b; c = d"), Cow::Borrowed(_)));
    }

    #[test]
    fn markdown_is_words_and_nothing_else() {
        assert_eq!(for_markdown("25.5 % of *all* <b>@you</b>"), "25.5 % of \\*all\\* \\<b\\>\\@you\\</b\\>");
        assert_eq!(for_markdown("http://a.example www.b.example"), "http\\://a.example www\\.b.example");
        assert_eq!((markdown_code("a``b").as_str(), markdown_code("`").as_str()), ("```a``b```", "`` ` ``"));
    }

    /// The text of a paragraph as a reader sees it, and whether it holds anything but text.
    fn rendered(markdown: &str) -> (String, bool) {
        use comrak::nodes::NodeValue;
        let arena = comrak::Arena::new();
        let mut options = comrak::Options::default();
        options.extension.autolink = true;
        options.extension.strikethrough = true;
        options.extension.table = true;
        let root = comrak::parse_document(&arena, markdown, &options);
        let (mut text, mut plain) = (String::new(), true);
        for node in root.descendants() {
            match &node.data.borrow().value {
                NodeValue::Text(words) => text.push_str(words),
                NodeValue::Code(code) => text.push_str(&code.literal),
                NodeValue::Document | NodeValue::Paragraph => {}
                _ => plain = false,
            }
        }
        (text, plain)
    }

    proptest! {
        #[test]
        fn markdown_shows_what_was_written(text in "[a-z`*_\\[\\]<>|~&#@$!:/.\\\\()\"'w]{1,40}") {
            let (shown, plain) = rendered(&format!("x {} x", for_markdown(&text)));
            prop_assert!(plain, "{}", for_markdown(&text));
            prop_assert_eq!(shown, format!("x {text} x"));
            let (shown, plain) = rendered(&format!("x {} x", markdown_code(&text)));
            prop_assert!(plain);
            prop_assert_eq!(shown, format!("x {} x", text.replace('|', "¦")));
        }
    }

    proptest! {
        #[test]
        fn nothing_that_acts_is_left(text in any::<String>()) {
            prop_assert!(!visible(&text).chars().any(acts));
        }
    }
}
