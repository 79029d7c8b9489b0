//! Disqus exports: threads first, then posts that name their thread.

use super::guest::{Comment, Verdict};
use super::wxr::{stumbled, trimmed};
use super::{Find, Frame, Reader, Skip, Source, Traits};
use crate::event::Article;
use crate::platform::Platform;
use crate::read::Record;
use crate::read::frame::{Cut, xml_elements::Elements};
use crate::read::xml;

pub(super) static SOURCE: Source = Source {
    name: "disqus",
    title: "Disqus export: posts and threads",
    found_by: "the root element `disqus`",
    platform: Some(Platform::Disqus),
    find: |look| {
        let (name, tag) = look.root()?;
        let elements = Elements { records: &["post", "thread"], holder: "" };
        (name == "disqus" && tag.contains("disqus.com")).then(|| Find::from(0, Cut::Xml(elements))).flatten()
    },
    read: |frame: Frame<'_>, out| {
        out.record(0, frame.text.len(), |reader| match frame.text.starts_with("<thread") {
            true => thread(frame.text, reader),
            false => post(frame.text, reader),
        });
    },
    traits: Traits::PLAIN,
};

fn thread<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [mut id, mut link, mut title, mut words, mut date, mut author] = [const { None }; 6];
    let stumbles = xml::walk(text, &mut |element| match (element.name, element.depth, element.parent) {
        (_, 0, _) => id = element.attribute("dsq:id"),
        ("link", 1, _) => link = element.word(),
        ("title", 1, _) => title = element.word(),
        ("message", 1, _) => words = element.word(),
        ("createdAt", 1, _) => date = element.word(),
        ("name", 2, "author") => author = element.word(),
        _ => {}
    });
    stumbled(stumbles, reader);
    let id = id.ok_or_else(|| Skip::new("IN-XML", "a thread has no id"))?;
    Ok(Record::Article(Article { id, title, text: words, url: link, author, at: reader.created(date) }))
}

fn post<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let mut comment = Comment::default();
    let (mut date, mut spam, mut deleted) = (None, None, false);
    let stumbles = xml::walk(text, &mut |element| match (element.name, element.depth, element.parent) {
        (_, 0, _) => comment.id = element.attribute("dsq:id"),
        ("message", 1, _) => comment.text = Some(trimmed(element.text)),
        ("createdAt", 1, _) => date = element.word(),
        ("ipAddress", 1, _) => comment.ip = element.word(),
        ("isSpam", 1, _) => {
            spam = Some(element.text.trim() == "true");
            comment.place = Some((element.place, "false", "true"));
        }
        ("isDeleted", 1, _) => deleted = element.text.trim() == "true",
        ("thread", 1, _) => comment.article = element.attribute("dsq:id"),
        ("parent", 1, _) => comment.parent = element.attribute("dsq:id"),
        ("name", 2, "author") => comment.name = element.word(),
        ("email", 2, "author") => comment.email = element.word(),
        ("username", 2, "author") => comment.user = element.word(),
        _ => {}
    });
    stumbled(stumbles, reader);
    comment.verdict = match spam {
        Some(true) => Some(Verdict::Spam),
        // Why it was deleted, nobody says.
        Some(false) if !deleted => Some(Verdict::Approved),
        _ => None,
    };
    let mut event = comment.event(reader)?;
    event.at = reader.when(date)?;
    Ok(Record::Event(event))
}
