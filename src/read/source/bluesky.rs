//! Bluesky: lines of Jetstream, and feeds of its API. A repository (CAR) is turned into such lines while it is read.

use std::borrow::Cow;

use super::{Frame, Out, Reader, Skip, Source, Traits};
use crate::account::Account;
use crate::event::{Event, Kind};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::json::{self, Value, paths};
use crate::read::look::Keys;

pub(super) static JETSTREAM: Source = Source {
    name: "bluesky",
    title: "Bluesky: Jetstream, or the repository of an account (CAR)",
    found_by: "`did` with `kind` and `commit`, `identity` or `account`",
    platform: Some(Platform::Bluesky),
    find: |look| {
        look.records(|keys| keys.all(&["did", "kind"]) && ["commit", "identity", "account"].iter().any(|key| keys.has(key)))
    },
    read: line,
    traits: Traits::PLAIN,
};

pub(super) static FEED: Source = Source {
    name: "bluesky-feed",
    title: "Bluesky API: feeds of an author",
    found_by: "`feed` of objects with `post`",
    find: |look| look.lists("feed", |keys| keys.inner("feed").is_some_and(|first| is_post(&first))),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| post(frame.text, reader)),
    traits: Traits { window: true, ..Traits::PLAIN },
    ..JETSTREAM
};

fn is_post(first: &Keys<'_>) -> bool {
    first.inner("post").is_some_and(|post| post.all(&["uri", "author", "record"]))
}

fn line<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    let text = frame.text;
    let wanted = paths![
        "did",
        "identity",
        "identity.handle",
        "identity.did",
        "commit.operation",
        "commit.collection",
        "commit.rkey",
        "commit.record",
    ];
    let [did, identity, handle, own, operation, collection, key, record] = match json::pick(text, wanted) {
        Ok(picked) => picked,
        Err(fault) => return out.record(0, text.len(), |_| Err(super::canonical::fault(fault))),
    };
    if let Value::Nested(_) = identity {
        return out.record(0, text.len(), |reader| {
            let id = reader.text(did).or_else(|| reader.text(own));
            Ok(Record::Account(Account { name: reader.text(handle), ..Account::new(reader.account(id)?) }))
        });
    }
    // Deletions say nothing of what was there, and settings are nobody's business.
    if operation.text(&mut false).as_deref() == Some("delete") {
        return;
    }
    match collection.text(&mut false).as_deref() {
        Some("app.bsky.actor.profile") => out.record(0, text.len(), |reader| profile(did, record, reader)),
        Some(collection @ ("app.bsky.feed.post" | "app.bsky.feed.repost" | "app.bsky.feed.like" | "app.bsky.graph.follow")) => {
            out.record(0, text.len(), |reader| event(did, collection, key, record, reader));
        }
        _ => {}
    }
}

fn profile<'a>(did: Value<'a>, record: Value<'a>, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [name, bio, created, labels] = reader.inner(record, paths!["displayName", "description", "createdAt", "labels.values"]);
    let (did, created) = (reader.text(did), reader.text(created));
    // An account can label itself as a bot.
    let mut declared = None;
    if let Value::Nested(values) = labels {
        let _ = json::array(values, |value| {
            let [label] = reader.inner(value, paths!["val"]);
            if reader.text(label).as_deref() == Some("bot") {
                declared = Some(true);
            }
        });
    }
    Ok(Record::Account(Account {
        name: reader.text(name),
        created_at: reader.created(created),
        bio: reader.text(bio),
        declared_automation: declared,
        ..Account::new(reader.account(did)?)
    }))
}

fn event<'a>(
    did: Value<'a>,
    collection: &str,
    key: Value<'a>,
    record: Value<'a>,
    reader: &mut Reader<'_, 'a>,
) -> Result<Record<'a>, Skip> {
    let (key, did) = (reader.text(key), reader.text(did));
    let id = match (&did, key) {
        (Some(did), Some(key)) => Some(format!("at://{did}/{collection}/{key}").into()),
        _ => None,
    };
    let author = reader.author(did, id.as_deref())?;
    written(id, author, collection, record, reader)
}

fn written<'a>(
    id: Option<Cow<'a, str>>,
    author: Cow<'a, str>,
    collection: &str,
    record: Value<'a>,
    reader: &mut Reader<'_, 'a>,
) -> Result<Record<'a>, Skip> {
    let [text, created, answers, subject, about, quoted, link, langs, facets] = reader.inner(
        record,
        paths![
            "text",
            "createdAt",
            "reply.parent.uri",
            "subject",
            "subject.uri",
            "embed.record.uri",
            "embed.external.uri",
            "langs",
            "facets",
        ],
    );
    let answers = reader.text(answers);
    // A follow names its account, a like names the address of what is liked.
    let about = reader.text(about).or_else(|| reader.text(subject));
    let quoted = reader.text(quoted);
    let link = reader.text(link);
    let kind = match collection {
        "app.bsky.feed.repost" => Kind::Repost,
        "app.bsky.feed.like" => Kind::Like,
        "app.bsky.graph.follow" => Kind::Follow,
        _ if answers.is_some() => Kind::Reply,
        _ if quoted.is_some() => Kind::Quote,
        _ => Kind::Post,
    };
    let mut text = reader.text(text);
    // Links stand beside the text; what they stand for is shortened in it.
    let mut links: Vec<Cow<'a, str>> = link.into_iter().collect();
    if let Value::Nested(list) = facets {
        let _ = json::array(list, |facet| {
            if let [Value::Nested(features)] = reader.inner(facet, paths!["features"]) {
                let _ = json::array(features, |feature| {
                    let [uri] = reader.inner(feature, paths!["uri"]);
                    links.extend(reader.text(uri));
                });
            }
        });
    }
    for link in links {
        match &mut text {
            Some(text) if text.contains(&*link) => {}
            Some(text) => {
                text.to_mut().push(' ');
                text.to_mut().push_str(&link);
            }
            none => *none = Some(link),
        }
    }
    let mut lang = None;
    if let Value::Nested(langs) = langs {
        let _ = json::array(langs, |value| lang = lang.take().or_else(|| reader.text(value)));
    }
    let created = reader.text(created);
    Ok(Record::Event(Event {
        at: reader.when(created)?,
        id,
        kind,
        text,
        in_reply_to: answers,
        target: about.or(quoted),
        lang,
        ..Event::by(author)
    }))
}

/// A post of a feed, or that somebody passed one on.
fn post<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, did, handle, record, likes, reposts, passer, passer_handle, indexed] = reader.pick(
        text,
        paths![
            "post.uri",
            "post.author.did",
            "post.author.handle",
            "post.record",
            "post.likeCount",
            "post.repostCount",
            "reason.by.did",
            "reason.by.handle",
            "reason.indexedAt",
        ],
    )?;
    let (id, did) = (reader.text(id), reader.text(did));
    if let Some(passer) = reader.text(passer) {
        let indexed = reader.text(indexed);
        return Ok(Record::Event(Event {
            at: reader.when(indexed)?,
            kind: Kind::Repost,
            target: id,
            author_name: reader.text(passer_handle),
            ..Event::by(passer)
        }));
    }
    let author = reader.author(did, id.as_deref())?;
    let mut read = written(id, author, "app.bsky.feed.post", record, reader)?;
    if let Record::Event(event) = &mut read {
        event.author_name = reader.text(handle);
        event.likes = reader.count(likes);
        event.reposts = reader.count(reposts);
    }
    Ok(read)
}
