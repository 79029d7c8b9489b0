//! Hacker News: items and users of its own API, and hits of the search by Algolia.

use super::html::plain;
use super::reddit::titled;
use super::{Find, Frame, Out, Reader, Skip, Source, Traits};
use crate::account::{Account, ClaimedScore, Scale};
use crate::event::{Event, Kind};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::json::{self, Value, paths};

pub(super) static ITEMS: Source = Source {
    name: "hackernews",
    title: "Hacker News API: items and users",
    found_by: "`id`, `time` and `type` with `by`; `id`, `karma` and `created`",
    platform: Some(Platform::HackerNews),
    find: |look| look.records(|keys| keys.all(&["id", "time", "type", "by"]) || keys.all(&["id", "karma", "created"])),
    read: items,
    traits: Traits { nested: true, ..Traits::PLAIN },
};

pub(super) static HITS: Source = Source {
    name: "hackernews-algolia",
    title: "Hacker News by Algolia's search: hits",
    found_by: "`objectID` and `created_at_i` with `author`, alone or in `hits`",
    find: |look| {
        let hit = |keys: &crate::read::look::Keys<'_>| keys.all(&["objectID", "created_at_i", "author"]);
        let page: Option<Find> = look.lists("hits", |keys| keys.inner("hits").is_some_and(|first| hit(&first)));
        page.or_else(|| look.records(hit))
    },
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| hit(frame.text, reader)),
    traits: Traits { window: true, ..Traits::PLAIN },
    ..ITEMS
};

fn items<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    let text = frame.text;
    let mut twice = false;
    let wanted = paths!["karma", "id", "by", "time", "type", "title", "text", "parent", "url", "score"];
    let picked = json::pick_noting(text, wanted, &mut twice);
    if let Ok([Value::Number(karma), ..]) = picked {
        out.record(0, text.len(), |reader| user(text, reader));
        out.record(0, text.len(), |reader| {
            let [id] = reader.pick(text, paths!["id"])?;
            let id = reader.text(id);
            let account = reader.account(id)?.into_owned();
            let value = karma.parse().ok().filter(|value: &f64| value.is_finite());
            let value = value.ok_or_else(|| Skip::new("IN-SCORE", "the karma is no number"))?;
            Ok(Record::Score(ClaimedScore { account, metric: "karma".into(), value, at: None, scale: Scale::Sum }))
        });
    } else if !matches!(picked, Ok([_, Value::Null, ..])) {
        out.record(0, text.len(), |reader| {
            reader.twice = twice;
            item(picked.map_err(super::canonical::fault)?, reader)
        });
    }
}

fn user<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, created, about] = reader.pick(text, paths!["id", "created", "about"])?;
    let (id, created) = (reader.text(id), reader.text(created));
    let created_at = reader.created(created);
    Ok(Record::Account(Account { created_at, bio: reader.text(about).map(plain), ..Account::new(reader.account(id)?) }))
}

fn item<'a>(picked: [Value<'a>; 10], reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [_, id, by, time, kind, title, words, parent, link, score] = picked;
    let (id, by, time) = (reader.text(id), reader.text(by), reader.text(time));
    let author = reader.author(by, id.as_deref())?;
    let kind = match reader.text(kind).as_deref() {
        Some("comment") => Kind::Comment,
        Some("pollopt") => Kind::Other,
        _ => Kind::Post,
    };
    Ok(Record::Event(Event {
        at: reader.when(time)?,
        id,
        kind,
        text: titled(reader.text(title), reader.text(words).map(plain)),
        in_reply_to: reader.text(parent),
        url: reader.text(link),
        likes: reader.count(score),
        ..Event::by(author)
    }))
}

fn hit<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, author, created, title, story, comment, parent, thread, link, points] = reader.pick(
        text,
        paths![
            "objectID",
            "author",
            "created_at_i",
            "title",
            "story_text",
            "comment_text",
            "parent_id",
            "story_id",
            "url",
            "points"
        ],
    )?;
    let (id, author, created) = (reader.text(id), reader.text(author), reader.text(created));
    let author = reader.author(author, id.as_deref())?;
    let comment = reader.text(comment).map(plain);
    let kind = if comment.is_some() { Kind::Comment } else { Kind::Post };
    Ok(Record::Event(Event {
        at: reader.when(created)?,
        id,
        kind,
        text: comment.or_else(|| titled(reader.text(title), reader.text(story).map(plain))),
        in_reply_to: reader.text(parent),
        target: reader.text(thread),
        url: reader.text(link),
        likes: reader.count(points),
        ..Event::by(author)
    }))
}
