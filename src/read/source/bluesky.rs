//! Bluesky: lines of Jetstream, and feeds of its API. A repository (CAR) is turned into such lines while it is read.

use std::borrow::Cow;

use super::{Frame, Out, Reader, Skip, Source, Traits};
use crate::account::Account;
use crate::event::{Event, Kind};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::json::{self, Value};
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
    find: |look| look.records(|keys| keys.inner("feed").is_some_and(|first| is_post(&first))),
    read: feed,
    traits: Traits { nested: true, window: true, ..Traits::PLAIN },
    ..JETSTREAM
};

fn is_post(first: &Keys<'_>) -> bool {
    first.inner("post").is_some_and(|post| post.all(&["uri", "author", "record"]))
}

fn line<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    let text = frame.text;
    let (did, commit, identity) = match json::pick(text, ["did", "commit", "identity"]) {
        Ok([did, commit, identity]) => (did, commit, identity),
        Err(fault) => return out.record(0, text.len(), |_| Err(super::canonical::fault(fault))),
    };
    if let Value::Nested(identity) = identity {
        return out.record(0, text.len(), |reader| {
            let [handle, own] = reader.pick(identity, ["handle", "did"])?;
            let id = reader.text(did).or_else(|| reader.text(own));
            Ok(Record::Account(Account { name: reader.text(handle), ..Account::new(reader.account(id)?) }))
        });
    }
    if let Value::Nested(commit) = commit {
        let Ok([operation, collection]) = json::pick(commit, ["operation", "collection"]) else { return };
        // Deletions say nothing of what was there, and settings are nobody's business.
        let deleted = operation.text(&mut false).as_deref() == Some("delete");
        match collection.text(&mut false).as_deref() {
            Some("app.bsky.actor.profile") if !deleted => out.record(0, text.len(), |reader| profile(did, commit, reader)),
            Some("app.bsky.feed.post" | "app.bsky.feed.repost" | "app.bsky.feed.like" | "app.bsky.graph.follow") if !deleted => {
                out.record(0, text.len(), |reader| event(did, commit, reader));
            }
            _ => {}
        }
    }
}

fn profile<'a>(did: Value<'a>, commit: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [record] = reader.pick(commit, ["record"])?;
    let [name, bio, created, labels] = reader.inner(record, ["displayName", "description", "createdAt", "labels"]);
    let (did, created) = (reader.text(did), reader.text(created));
    // An account can label itself as a bot.
    let mut declared = None;
    if let [Value::Nested(values)] = reader.inner(labels, ["values"]) {
        let _ = json::array(values, |value| {
            let [label] = reader.inner(value, ["val"]);
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

fn event<'a>(did: Value<'a>, commit: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [collection, key, record] = reader.pick(commit, ["collection", "rkey", "record"])?;
    let (collection, key, did) = (reader.text(collection).unwrap_or_default(), reader.text(key), reader.text(did));
    let id = match (&did, key) {
        (Some(did), Some(key)) => Some(format!("at://{did}/{collection}/{key}").into()),
        _ => None,
    };
    let author = reader.author(did, id.as_deref())?;
    written(id, author, &collection, record, reader)
}

fn written<'a>(
    id: Option<Cow<'a, str>>,
    author: Cow<'a, str>,
    collection: &str,
    record: Value<'a>,
    reader: &mut Reader<'_, 'a>,
) -> Result<Record<'a>, Skip> {
    let [text, created, reply, subject, embed, langs, facets] =
        reader.inner(record, ["text", "createdAt", "reply", "subject", "embed", "langs", "facets"]);
    let [parent] = reader.inner(reply, ["parent"]);
    let [answers] = reader.inner(parent, ["uri"]);
    let answers = reader.text(answers);
    let [about] = reader.inner(subject, ["uri"]);
    // A follow names its account, a like names the address of what is liked.
    let about = reader.text(about).or_else(|| reader.text(subject));
    let [quoted, external] = reader.inner(embed, ["record", "external"]);
    let [quoted] = reader.inner(quoted, ["uri"]);
    let quoted = reader.text(quoted);
    let [link] = reader.inner(external, ["uri"]);
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
            if let [Value::Nested(features)] = reader.inner(facet, ["features"]) {
                let _ = json::array(features, |feature| {
                    let [uri] = reader.inner(feature, ["uri"]);
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

fn feed<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    let whole = frame.text;
    let list = match json::pick(whole, ["feed"]) {
        Ok([Value::Nested(list)]) => list,
        Ok(_) => return,
        Err(fault) => return out.record(0, whole.len(), |_| Err(super::canonical::fault(fault))),
    };
    let _ = json::array(list, |value| {
        if let Value::Nested(item) = value {
            out.within(whole, item, post);
        }
    });
}

/// A post of a feed, or that somebody passed one on.
fn post<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [post, reason] = reader.pick(text, ["post", "reason"])?;
    let [id, author, record, likes, reposts] = reader.inner(post, ["uri", "author", "record", "likeCount", "repostCount"]);
    let [did, handle] = reader.inner(author, ["did", "handle"]);
    let (id, did) = (reader.text(id), reader.text(did));
    let [by, indexed] = reader.inner(reason, ["by", "indexedAt"]);
    let [passer, passer_handle] = reader.inner(by, ["did", "handle"]);
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
