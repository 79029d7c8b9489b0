//! Walks the elements of one XML record. `quick-xml` finds the marks; nothing is expanded but the five entities of XML and
//! numbers, and names that are not closed in order are no reason to lose a record.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::Event;

/// How deep elements are followed.
const DEPTH: usize = 64;

/// One element, once it is closed.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    /// The name with its prefix.
    pub name: &'a str,
    /// How many elements it stands in; the record itself stands in none.
    pub depth: usize,
    /// The name of the element that it stands in.
    pub parent: &'a str,
    /// Its own text, without that of elements in it.
    pub text: Cow<'a, str>,
    /// Where the text stands in the record, blanks around it left out; empty if it is in several pieces.
    pub place: Range<usize>,
    tag: &'a str,
}

impl<'a> Element<'a> {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        attribute(self.tag, name)
    }

    /// The text without blanks around it; none if nothing is left.
    pub fn word(self) -> Option<Cow<'a, str>> {
        let trimmed = self.text.trim();
        match &self.text {
            _ if trimmed.is_empty() => None,
            Cow::Borrowed(text) => Some(Cow::Borrowed(text.trim())),
            Cow::Owned(_) => Some(Cow::Owned(trimmed.to_owned())),
        }
    }
}

/// What a walk stumbled over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Stumbles {
    /// An entity that XML itself does not know stands in the text as it was written.
    pub entity: bool,
    /// The record is not well-formed from some place on; what stands before it was read.
    pub broken: bool,
}

struct Open<'a> {
    name: &'a str,
    tag: &'a str,
    text: Cow<'a, str>,
    place: Range<usize>,
    pieces: usize,
}

/// Calls `each` for every element of a record, inner ones first.
pub(crate) fn walk<'a>(record: &'a str, each: &mut dyn FnMut(Element<'a>)) -> Stumbles {
    let mut reader = Reader::from_str(record);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut open: Vec<Open<'a>> = Vec::new();
    let mut stumbles = Stumbles::default();
    loop {
        let start = reader.buffer_position() as usize;
        let Ok(event) = reader.read_event() else {
            stumbles.broken = true;
            break;
        };
        let end = (reader.buffer_position() as usize).min(record.len());
        let raw = record.get(start..end).unwrap_or_default();
        match event {
            Event::Start(_) | Event::Empty(_) => {
                let tag = raw.trim_start_matches('<').trim_end_matches(['>', '/']);
                let name = tag.split(|letter: char| letter.is_ascii_whitespace()).next().unwrap_or_default();
                open.push(Open { name, tag, text: Cow::Borrowed(""), place: end..end, pieces: 0 });
                if matches!(event, Event::Empty(_)) {
                    close(&mut open, each);
                }
            }
            Event::End(_) => {
                let name = raw.trim_start_matches("</").trim_end_matches('>').trim_end();
                // An end that nothing opened is left out; one that closes more than one element closes them all.
                if let Some(place) = open.iter().rposition(|open| open.name == name) {
                    while open.len() > place {
                        close(&mut open, each);
                    }
                }
            }
            Event::Text(_) => add(&mut open, raw.into(), start..end),
            Event::CData(_) => {
                let inner = raw.get(9..raw.len().saturating_sub(3)).unwrap_or_default();
                add(&mut open, inner.into(), start + 9..end.saturating_sub(3));
            }
            Event::GeneralRef(reference) => {
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(letter)) => Cow::Owned(letter.to_string()),
                    _ => match resolve_predefined_entity(&reference) {
                        Some(text) => Cow::Borrowed(text),
                        None => {
                            stumbles.entity = true;
                            Cow::Borrowed(raw)
                        }
                    },
                };
                add(&mut open, resolved, start..end);
            }
            Event::Eof => break,
            _ => {}
        }
        if open.len() > DEPTH {
            stumbles.broken = true;
            break;
        }
    }
    while !open.is_empty() {
        close(&mut open, each);
    }
    stumbles
}

fn add<'a>(open: &mut [Open<'a>], text: Cow<'a, str>, place: Range<usize>) {
    let Some(element) = open.last_mut() else { return };
    if text.is_empty() {
        return;
    }
    if element.text.trim().is_empty() && !text.trim().is_empty() {
        let front = text.len() - text.trim_start().len();
        let back = text.len() - text.trim_end().len();
        element.place = place.start + front..(place.end - back).max(place.start + front);
        element.pieces = 0;
    }
    element.pieces += usize::from(!text.trim().is_empty());
    if element.text.is_empty() {
        element.text = text;
    } else {
        element.text.to_mut().push_str(&text);
    }
}

fn close<'a>(open: &mut Vec<Open<'a>>, each: &mut dyn FnMut(Element<'a>)) {
    let Some(Open { name, tag, text, place, pieces }) = open.pop() else { return };
    let parent = open.last().map_or("", |open| open.name);
    let place = if pieces > 1 { place.start..place.start } else { place };
    each(Element { name, depth: open.len(), parent, text, place, tag });
}

/// The value of an attribute of a tag.
pub(crate) fn attribute<'a>(tag: &'a str, name: &str) -> Option<Cow<'a, str>> {
    attributes(tag).find(|(own, _)| *own == name).map(|(_, value)| value)
}

/// The attributes of a tag, without those that are not written as XML wants them.
pub(crate) fn attributes(tag: &str) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
    let mut rest = tag
        .trim_start_matches('<')
        .find(|letter: char| letter.is_ascii_whitespace())
        .map_or("", |at| &tag.trim_start_matches('<')[at..]);
    std::iter::from_fn(move || {
        let (name, behind) = rest.split_once('=')?;
        let behind = behind.trim_start();
        let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, after) = behind[1..].split_once(quote)?;
        rest = after;
        let value = unescape(value).unwrap_or(Cow::Borrowed(value));
        Some((name.trim(), value))
    })
}

/// The first element of a document: its name, and its tag with all attributes.
pub(crate) fn root(text: &str) -> Option<(&str, &str)> {
    let mut rest = text;
    loop {
        rest = &rest[rest.find('<')?..];
        let end = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.find("-->")? + 7
        } else if rest.starts_with("<!") {
            let (mut depth, mut quote) = (0i32, None);
            let end = rest.char_indices().find(|(_, letter)| {
                match (quote, letter) {
                    (Some(open), letter) if open == *letter => quote = None,
                    (Some(_), _) => {}
                    (None, '"' | '\'') => quote = Some(*letter),
                    (None, '<' | '[') => depth += 1,
                    (None, '>' | ']') => depth -= 1,
                    _ => {}
                }
                depth == 0
            });
            end?.0 + 1
        } else if rest.starts_with("<?") {
            rest.find("?>")? + 2
        } else {
            let tag = &rest[..rest.find('>').map_or(rest.len(), |end| end + 1)];
            let name = tag[1..].split(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '>' | '/')).next()?;
            return (!name.is_empty()).then_some((name, tag));
        };
        rest = rest.get(end..)?;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seen(record: &str) -> (Vec<(String, String, String)>, Stumbles) {
        let mut seen = Vec::new();
        let stumbles = walk(record, &mut |element| {
            let place = record[element.place.clone()].to_owned();
            seen.push((format!("{}/{}", element.parent, element.name), element.text.trim().to_owned(), place));
        });
        (seen, stumbles)
    }

    #[test]
    fn elements_come_with_their_text_and_its_place() {
        let (elements, stumbles) = seen("<a x='1'>\n <b> one </b><c><![CDATA[<two>]]></c><d>x &amp; &#121;</d><e/>tail</a>");
        let texts: Vec<_> = elements.iter().map(|(name, text, place)| (name.as_str(), text.as_str(), place.as_str())).collect();
        assert_eq!(
            texts,
            [("a/b", "one", "one"), ("a/c", "<two>", "<two>"), ("a/d", "x & y", ""), ("a/e", "", ""), ("/a", "tail", "tail")]
        );
        assert_eq!(stumbles, Stumbles::default());
    }

    #[test]
    fn nothing_is_expanded_that_xml_does_not_know() {
        let (elements, stumbles) = seen("<a>&lol9; &nbsp;</a>");
        assert_eq!((elements[0].1.as_str(), stumbles.entity), ("&lol9; &nbsp;", true));
    }

    #[test]
    fn what_is_not_closed_is_kept() {
        let (elements, _) = seen("<a><b>1<c>2</b><d>3");
        let names: Vec<_> = elements.iter().map(|element| element.0.as_str()).collect();
        assert_eq!(names, ["b/c", "a/b", "a/d", "/a"]);
    }

    #[test]
    fn attributes_are_read() {
        assert_eq!(attribute("row Id=\"5\" Body='a &lt; b' x", "Body").as_deref(), Some("a < b"));
        assert_eq!(attribute("row Id=\"5\"", "id"), None);
        assert_eq!(root("<?xml version='1'?><!DOCTYPE r [<!ENTITY x \"]>\">]>\n<!-- < --><r a='b'>"), Some(("r", "<r a='b'>")));
    }

    proptest! {
        #[test]
        fn garbage_never_panics(text in "(</?[ab]|[ab]|>|/>|<!\\[CDATA\\[|\\]\\]>|<!--|-->|&|;|#x|é|=|\"| |<\\?|\\PC){0,40}") {
            let _ = walk(&text, &mut |element| _ = text.get(element.place.clone()).expect("a place in the text"));
            let _ = root(&text);
            let _ = attributes(&text).count();
        }
    }
}
