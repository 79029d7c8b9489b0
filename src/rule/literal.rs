//! Where the text of a TOML string stands in its file, escapes included, so that a caret can point into it.

use super::problem::Span;

/// The places of a string's bytes.
#[derive(Debug, Clone)]
pub(super) struct Literal {
    whole: Span,
    places: Places,
}

#[derive(Debug, Clone)]
enum Places {
    /// The text stands verbatim from this byte on.
    From(usize),
    /// The byte of the file for each byte of the text, and one more for its end.
    Each(Vec<usize>),
    /// Only the whole is known.
    Unknown,
}

impl Literal {
    /// The string with the value `text` that stands, quotes included, at `whole` in `file`.
    pub(super) fn new(file: &str, whole: Span, text: &str) -> Self {
        let places = file.get(whole.clone()).and_then(|raw| places(raw, whole.start, text)).unwrap_or(Places::Unknown);
        Literal { whole, places }
    }

    /// The place in the file of a part of the text.
    pub(super) fn place(&self, part: Span) -> Span {
        match &self.places {
            Places::From(start) => start + part.start..start + part.end,
            Places::Each(each) => match (each.get(part.start), each.get(part.end)) {
                (Some(&start), Some(&end)) => start..end,
                _ => self.whole.clone(),
            },
            Places::Unknown => self.whole.clone(),
        }
    }
}

fn places(raw: &str, start: usize, text: &str) -> Option<Places> {
    let quote = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
    let mut open = quote;
    if quote == 3 {
        let rest = raw.get(open..)?;
        open += if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
    }
    let content = raw.get(open..raw.len().checked_sub(quote)?)?;
    if content == text {
        return Some(Places::From(start + open));
    }
    let mut each = Vec::with_capacity(text.len() + 1);
    let mut at = 0;
    for c in text.chars() {
        // A backslash at the end of a line swallows the line break and the space after it.
        while let Some(rest) = content.get(at..)?.strip_prefix('\\') {
            if !rest.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']) {
                break;
            }
            at = content.len() - rest.trim_start().len();
        }
        let rest = content.get(at..)?;
        if c == '\n' && rest.starts_with("\r\n") {
            at += 1;
        }
        each.extend(std::iter::repeat_n(start + open + at, c.len_utf8()));
        at += match rest.as_bytes() {
            [b'\\', b'x', ..] => 4,
            [b'\\', b'u', ..] => 6,
            [b'\\', b'U', ..] => 10,
            [b'\\', ..] => 2,
            _ => content.get(at..)?.chars().next()?.len_utf8(),
        };
    }
    each.push(start + open + at.min(content.len()));
    Some(Places::Each(each))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(file: &str, text: &str, part: &str) -> String {
        let value: toml::Table = toml::from_str(file).unwrap();
        assert_eq!(value["a"].as_str(), Some(text));
        let literal = Literal::new(file, file.find('=').unwrap() + 2..file.len(), text);
        let start = text.find(part).unwrap();
        file[literal.place(start..start + part.len())].to_owned()
    }

    #[test]
    fn parts_are_found_behind_quotes_breaks_and_escapes() {
        assert_eq!(place("a = \"x > 1\"", "x > 1", ">"), ">");
        assert_eq!(place("a = '''\nx\n> 1'''", "x\n> 1", "> 1"), "> 1");
        assert_eq!(place(r#"a = "\u0078 \u003e \"1\"""#, "x > \"1\"", ">"), r"\u003e");
        assert_eq!(place("a = \"\"\"\nx \\\n   > é 1\"\"\"", "x > é 1", "é 1"), "é 1");
    }
}
