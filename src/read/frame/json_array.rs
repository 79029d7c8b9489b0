//! The elements of JSON arrays, told apart by their braces; strings are looked at only so far as to pass over them.

use memchr::memchr3;

use super::Step;
use crate::read::json::quote_or_backslash;

pub(crate) fn step(bytes: &[u8], at_end: bool) -> Step {
    let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b',' | b';' | 0)).count();
    if blank > 0 {
        return Step::Blank { next: blank };
    }
    match bytes.first() {
        None if at_end => Step::End,
        None => Step::More,
        Some(b']') => Step::End,
        Some(b'{' | b'[' | b'"') => match Braces::default().end(bytes) {
            Some(end) => Step::Record { start: 0, end, next: end },
            None if at_end => Step::Record { start: 0, end: bytes.len(), next: bytes.len() },
            None => Step::More,
        },
        // No object: the reader of the record will say so.
        Some(_) => match memchr3(b',', b']', b'\n', &bytes[1..]) {
            Some(end) => Step::Record { start: 0, end: end + 1, next: end + 1 },
            None if at_end => Step::Record { start: 0, end: bytes.len(), next: bytes.len() },
            None => Step::More,
        },
    }
}

/// The elements of the arrays of that name in objects that follow each other, as pages of an API do that were saved to one file.
/// It starts within the first.
pub(crate) fn step_in_lists(bytes: &[u8], at_end: bool, name: &str) -> Step {
    let step = step(bytes, at_end);
    if step != Step::End || bytes.is_empty() {
        return step;
    }
    match next_list(bytes, name) {
        Some(next) => Step::Blank { next },
        None if at_end => Step::End,
        None => Step::More,
    }
}

/// Where the elements of the next array of that name start, in an object behind the one that this bracket stands in.
fn next_list(bytes: &[u8], name: &str) -> Option<usize> {
    let key = format!("\"{name}\"");
    let behind = 1 + Braces { depth: 1, ..Braces::default() }.end(&bytes[1..])?;
    memchr::memmem::find_iter(&bytes[behind..], &key).find_map(|at| {
        // In a string, the quotes would be escaped.
        let at = behind + at;
        let rest = bytes[at + key.len()..].trim_ascii_start().strip_prefix(b":")?.trim_ascii_start().strip_prefix(b"[")?;
        (bytes[at - 1] != b'\\').then_some(bytes.len() - rest.len())
    })
}

/// How deep within an element the search for its end stands. It counts and does not recurse.
#[derive(Debug, Default)]
pub(super) struct Braces {
    depth: u64,
    quoted: bool,
    escaped: bool,
}

impl Braces {
    /// Where the element ends within these bytes, which follow those of the call before.
    pub fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < bytes.len() {
            if self.escaped {
                self.escaped = false;
                at += 1;
                continue;
            }
            if self.quoted {
                at = quote_or_backslash(bytes, at)?;
                self.quoted = bytes[at] != b'"';
                self.escaped = bytes[at] == b'\\';
                at += 1;
                if !self.quoted && !self.escaped && self.depth == 0 {
                    return Some(at);
                }
                continue;
            }
            match bytes[at] {
                b'"' => self.quoted = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cut, tests::cut};

    #[test]
    fn braces_in_strings_do_not_count() {
        let (records, flaws) = cut(br#" {"a":"}\"]"}, {"b":[{}]} ,7 ,"x,\"y]" ] trailing"#, Cut::JsonArray, 3, 100);
        let texts: Vec<_> = records.iter().map(|record| record.2.as_str()).collect();
        assert_eq!(texts, [r#"{"a":"}\"]"}"#, r#"{"b":[{}]}"#, "7 ", r#""x,\"y]""#]);
        assert_eq!(flaws, []);
    }

    #[test]
    fn lists_of_one_name_follow_each_other() {
        let text =
            br#"{"a":1},{"a":"]"}],"n":{"hits":[0]} } {"n":"\"hits\":[","hits" : [ 7 ]}{"hits":[]} {"hits":[8], "other":[9]}"#;
        for size in [3, 1000] {
            let (records, flaws) = cut(text, Cut::JsonLists("hits"), size, 1000);
            let texts: Vec<_> = records.iter().map(|record| record.2.trim()).collect();
            assert_eq!(texts, [r#"{"a":1}"#, r#"{"a":"]"}"#, "7", "8"]);
            assert_eq!(flaws, []);
        }
    }

    #[test]
    fn an_overlong_element_costs_only_itself() {
        let text = format!(r#"{{"a":1}},{{"b":"{}\"}}"}},{{"c":2}}]"#, "x".repeat(300));
        let (records, flaws) = cut(text.as_bytes(), Cut::JsonArray, 10, 100);
        assert_eq!(records.iter().map(|record| record.2.as_str()).collect::<Vec<_>>(), [r#"{"a":1}"#, r#"{"c":2}"#]);
        assert_eq!(flaws, [("IN-LONG", 2, 8)]);
    }

    #[test]
    fn a_hundred_thousand_brackets_are_one_broken_record() {
        let (records, _) = cut(&vec![b'['; 100_000], Cut::JsonArray, 1 << 20, 1 << 24);
        assert_eq!(records.len(), 1);
    }
}
