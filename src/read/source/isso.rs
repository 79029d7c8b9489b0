//! Comments of Isso: its own generic JSON, and its table as `sqlite3 -json comments.db 'select * from comments'` writes it.

use super::guest::{Comment, Verdict};
use super::html::plain;
use super::wordpress_rows::written;
use super::{Frame, Out, Reader, Skip, Source, Traits};
use crate::event::Article;
use crate::platform::Platform;
use crate::read::Record;
use crate::read::json::{self, Value, paths};

pub(super) static EXPORT: Source = Source {
    name: "isso",
    title: "Isso generic JSON: threads with their comments",
    found_by: "`comments`, `id` and `title`",
    platform: Some(Platform::Isso),
    find: |look| look.records(|keys| keys.all(&["comments", "id", "title"]) && keys.is_array("comments")),
    read: threads,
    traits: Traits { nested: true, ..Traits::PLAIN },
};

pub(super) static ROWS: Source = Source {
    name: "isso-rows",
    title: "Isso's table of comments by `sqlite3 -json comments.db 'select * from comments'`",
    found_by: "`tid`, `remote_addr`, `mode` and `text`",
    find: |look| look.records(|keys| keys.all(&["tid", "remote_addr", "mode", "text"])),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| comment(frame.text, None, reader)),
    traits: Traits::PLAIN,
    ..EXPORT
};

fn threads<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    let mut article = None;
    let mut comments = Value::Null;
    out.record(0, frame.text.len(), |reader| {
        let [id, title, inside] = reader.pick(frame.text, paths!["id", "title", "comments"])?;
        comments = inside;
        article = reader.text(id);
        let id = article.clone().ok_or_else(|| Skip::new("IN-JSON", "a thread has no id"))?;
        Ok(Record::Article(Article { url: Some(id.clone()), id, title: reader.text(title), text: None, author: None, at: None }))
    });
    if let Value::Nested(list) = comments {
        let _ = json::array(list, |value| {
            if let Value::Nested(text) = value {
                out.within(frame.text, text, |text, reader| comment(text, article.clone(), reader));
            }
        });
    }
}

fn comment<'a>(text: &'a str, article: Option<std::borrow::Cow<'a, str>>, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, thread, parent, created, mode, ip, words, name, email, website, likes] = reader.pick(
        text,
        paths!["id", "tid", "parent", "created", "mode", "remote_addr", "text", "author", "email", "website", "likes"],
    )?;
    // 1 is accepted, 2 waits, 4 was deleted while others answered it. Isso knows no spam: what is spam for others waits here.
    let verdict = reader.text(mode).map(|mode| match &*mode {
        "1" => Verdict::Approved,
        "2" => Verdict::Waiting,
        _ => Verdict::Unsaid,
    });
    let place = written(text, mode).filter(|_| matches!(verdict, Some(Verdict::Approved | Verdict::Waiting)));
    let id = reader.text(id);
    let number = match (&article, id) {
        // In the generic form every thread counts its comments from 0.
        (Some(article), Some(id)) => Some(format!("{article}#{id}").into()),
        (_, id) => id,
    };
    let comment = Comment {
        id: number,
        name: reader.text(name),
        email: reader.text(email),
        url: reader.text(website),
        ip: reader.text(ip).filter(|ip| ip != "0.0.0.0"),
        text: reader.text(words).map(plain),
        parent: reader.text(parent),
        article: article.or_else(|| reader.text(thread)),
        verdict,
        place: place.map(|place| (place, "1", "2")),
        ..Comment::default()
    };
    let mut event = comment.event(reader)?;
    event.likes = reader.count(likes);
    let created = reader.text(created);
    event.at = reader.when_utc(created)?;
    Ok(Record::Event(event))
}
