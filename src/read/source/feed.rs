//! Feeds of posts or comments: RSS 0.91 to 2.0, Atom, JSON Feed. They hold the latest records only.

use std::borrow::Cow;

use super::html::plain;
use super::reddit::titled;
use super::wxr::stumbled;
use super::{Find, Frame, Owned, Reader, Skip, Source, Traits};
use crate::event::{Event, Kind};
use crate::read::Record;
use crate::read::frame::{Cut, xml_elements::Elements};
use crate::read::json::{self, Value, paths};
use crate::read::look::Look;
use crate::read::xml;

const WINDOW: Traits = Traits { window: true, owned: Owned::File, ..Traits::PLAIN };

pub(super) static RSS: Source = Source {
    name: "rss",
    title: "RSS feed (0.91 to 2.0)",
    found_by: "the root element `rss` or `rdf:RDF`, with `item` in it",
    platform: None,
    find: |look| xml_feed(look, &["rss", "rdf:RDF"], &["item"]),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| entry(frame.text, reader)),
    traits: WINDOW,
};

pub(super) static ATOM: Source = Source {
    name: "atom",
    title: "Atom feed",
    found_by: "the root element `feed`, with `entry` in it",
    find: |look| xml_feed(look, &["feed"], &["entry"]),
    ..RSS
};

pub(super) static JSON: Source = Source {
    name: "json-feed",
    title: "JSON Feed",
    found_by: "`version` of jsonfeed.org, with `items`",
    find: |look| look.lists("items", |keys| keys.text("version").is_some_and(|version| version.contains("jsonfeed.org/version"))),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| item(frame.text, reader)),
    ..RSS
};

fn xml_feed(look: &Look<'_>, roots: &[&str], records: &'static [&'static str]) -> Option<Find> {
    let (name, _) = look.root()?;
    roots.contains(&name).then(|| Find::from(0, Cut::Xml(Elements { records, holder: "" }))).flatten()
}

fn entry<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [mut id, mut title, mut link, mut words, mut short, mut date, mut updated, mut author, mut person, mut answers] =
        [const { None }; 10];
    let mut author_url: Option<Cow<'a, str>> = None;
    let stumbles = xml::walk(text, &mut |element| match (element.name, element.depth, element.parent) {
        ("guid" | "id", 1, _) => id = element.word(),
        ("title", 1, _) => title = element.word(),
        ("link", 1, _) => {
            let own = matches!(element.attribute("rel").as_deref(), None | Some("alternate"));
            let address = element.attribute("href").or_else(|| element.word());
            link = link.take().or(address.filter(|_| own));
        }
        ("content:encoded" | "content", 1, _) => words = element.word(),
        ("description" | "summary", 1, _) => short = element.word(),
        ("pubDate" | "published" | "dc:date", 1, _) => date = element.word(),
        ("updated", 1, _) => updated = element.word(),
        ("dc:creator" | "author", 1, _) => author = element.word().or_else(|| author.take()),
        ("name", 2, "author") => person = element.word(),
        ("uri", 2, "author") => author_url = element.word(),
        ("thr:in-reply-to", 1, _) => answers = element.attribute("ref"),
        _ => {}
    });
    stumbled(stumbles, reader);
    let name = person.or(author);
    finish(
        Item {
            id: id.or_else(|| link.clone()),
            title,
            link,
            words: words.or(short).map(plain),
            date: date.or(updated),
            name,
            author_url,
            answers,
        },
        reader,
    )
}

fn item<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, title, link, html, plain_text, date, updated, author, authors] = reader.pick(
        text,
        paths!["id", "title", "url", "content_html", "content_text", "date_published", "date_modified", "author", "authors"],
    )?;
    let mut person = reader.inner(author, paths!["name", "url"]);
    if let Value::Nested(list) = authors {
        let _ = json::array(list, |value| person = reader.inner(value, paths!["name", "url"]));
    }
    let [name, author_url] = person;
    let words = reader.text(plain_text).or_else(|| reader.text(html).map(plain));
    let item = Item {
        id: reader.text(id),
        title: reader.text(title),
        link: reader.text(link),
        words,
        date: reader.text(date).or_else(|| reader.text(updated)),
        name: reader.text(name),
        author_url: reader.text(author_url),
        answers: None,
    };
    finish(item, reader)
}

struct Item<'a> {
    id: Option<Cow<'a, str>>,
    title: Option<Cow<'a, str>>,
    link: Option<Cow<'a, str>>,
    words: Option<Cow<'a, str>>,
    date: Option<Cow<'a, str>>,
    name: Option<Cow<'a, str>>,
    author_url: Option<Cow<'a, str>>,
    answers: Option<Cow<'a, str>>,
}

fn finish<'a>(item: Item<'a>, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let Item { id, title, link, words, date, name, author_url, answers } = item;
    // An entry without an author is the feed's own.
    let author = name.clone().unwrap_or_else(|| Cow::Owned(reader.setting.owner.id.clone()));
    let target = link.as_deref().and_then(|link| link.split_once("#comment")).map(|(article, _)| article.to_owned().into());
    let comment = answers.is_some() || target.is_some();
    Ok(Record::Event(Event {
        at: reader.when(date)?,
        id,
        kind: if comment { Kind::Comment } else { Kind::Post },
        text: titled(title, words),
        in_reply_to: answers,
        target,
        url: link,
        author_name: name,
        author_url,
        ..Event::by(author)
    }))
}
