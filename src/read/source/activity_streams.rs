//! ActivityStreams 2.0, <https://www.w3.org/TR/activitystreams-core/>: the export of Mastodon and its kin, and any collection or
//! run of activities.

use std::borrow::Cow;

use super::html::plain;
use super::{Find, Format, Frame, Out, Owned, Reader, Skip, Source, Traits, csv};
use crate::account::Account;
use crate::event::{Event, Kind};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::json::{self, Value, paths};
use crate::read::look::{Keys, Look};
use crate::read::owners::Owner;

pub(super) static MASTODON: Source = Source {
    name: "mastodon",
    title: "Mastodon export: outbox.json",
    found_by: "`orderedItems` of activities whose ids have `/statuses/`",
    platform: Some(Platform::Mastodon),
    find: |look| collection(look, |first| first.text("id").is_some_and(|id| id.contains("/statuses/"))),
    read,
    traits: Traits { total: Some(total), ..Traits::PLAIN },
};

pub(super) static ACTOR: Source = Source {
    name: "mastodon",
    title: "Mastodon export: actor.json",
    found_by: "`preferredUsername` with `outbox`",
    find: |look| look.records(|keys| keys.all(&["preferredUsername", "outbox", "id"])),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| actor(frame.text, reader)),
    traits: Traits { owner: Some(owner), ..Traits::PLAIN },
    ..MASTODON
};

pub(super) static ANY: Source = Source {
    name: "activitystreams",
    title: "ActivityStreams 2.0: a collection, or activities one a line",
    found_by: "`actor` and `object`, with `type` or `published`; or a collection of such",
    platform: None,
    find: |look| collection(look, activity).or_else(|| look.records(activity)),
    ..MASTODON
};

/// Likes and bookmarks are lists of addresses, without a time.
pub(super) static LIKES: Source = Source {
    title: "Mastodon export: likes.json, which has no times",
    found_by: "`orderedItems` of addresses, of the collection likes.json",
    find: |look| addresses(look, |id| id.ends_with("likes.json")),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| like(frame.text, reader)),
    traits: Traits { owned: Owned::Place, timeless: true, total: Some(total), ..Traits::PLAIN },
    ..MASTODON
};

pub(super) static FOLLOWING: Source = Source {
    title: "Mastodon export: following_accounts.csv, which has no times",
    found_by: "a header line with `Account address` and `Show boosts`",
    find: |look| {
        look.table(|names| ["account address", "show boosts"].iter().all(|wanted| names.iter().any(|name| name == wanted)))
    },
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| follow(frame.text, reader)),
    traits: Traits { owned: Owned::Place, timeless: true, ..Traits::PLAIN },
    ..MASTODON
};

fn follow<'a>(row: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [whom] = csv::pick(row, reader.setting.format, ["account address"])?;
    let owner = reader.setting.owner;
    Ok(Record::Event(Event { kind: Kind::Follow, target: whom, ..Event::by(owner.id.clone()) }))
}

/// What somebody keeps for themselves is no act that others see.
pub(super) static ADDRESSES: Source = Source {
    title: "Mastodon export: bookmarks, which are passed over",
    found_by: "`orderedItems` of addresses",
    find: |look| addresses(look, |_| true).map(|_| Find::Part),
    read: |_, _| {},
    ..MASTODON
};

fn addresses(look: &Look<'_>, wanted: impl Fn(&str) -> bool) -> Option<Find> {
    let is_list = |keys: &Keys<'_>| {
        let items = keys.written("orderedItems").and_then(|items| items.strip_prefix('[')).unwrap_or_default().trim_start();
        items.starts_with(['"', ']'])
    };
    look.lists("orderedItems", |keys| is_list(keys) && wanted(&keys.text("id").unwrap_or_default()))
}

/// How many items a collection says that it has.
fn total(front: &str) -> Option<u64> {
    Keys::of(front).written("totalItems")?.parse().ok()
}

fn owner(text: &str, _: &Format) -> Option<Owner> {
    let [id, name] = json::pick(text, paths!["id", "preferredUsername"]).ok()?;
    let text = |value: Value<'_>| value.text(&mut false).map(Cow::into_owned);
    Some(Owner { id: text(id)?, name: text(name) })
}

fn like<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let address = text.trim().strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let address = address.ok_or_else(|| Skip::new("IN-JSON", "no address of what was liked"))?;
    let owner = reader.setting.owner;
    Ok(Record::Event(Event { kind: Kind::Like, target: Some(Cow::Borrowed(address)), ..Event::by(owner.id.clone()) }))
}

fn activity(keys: &Keys<'_>) -> bool {
    keys.all(&["actor", "object"]) && (keys.has("type") || keys.has("published"))
}

fn collection(look: &Look<'_>, wanted: impl Fn(&Keys<'_>) -> bool) -> Option<Find> {
    let first = |keys: &Keys<'_>, name: &str| keys.inner(name).is_some_and(|first| activity(&first) && wanted(&first));
    let at = |name: &'static str| look.lists(name, |keys| first(keys, name));
    at("orderedItems").or_else(|| at("items"))
}

fn read<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    out.record(0, frame.text.len(), |reader| event(frame.text, reader));
}

fn actor<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, kind, name, bio, published] = reader.pick(text, paths!["id", "type", "preferredUsername", "summary", "published"])?;
    let id = reader.text(id);
    let id = reader.account(id)?;
    let published = reader.text(published);
    let declared = match reader.text(kind).as_deref() {
        Some("Service" | "Application") => Some(true),
        Some("Person" | "Group" | "Organization") => Some(false),
        _ => None,
    };
    Ok(Record::Account(Account {
        name: reader.text(name),
        // Mastodon writes the day only, as midnight.
        created_at: reader
            .created(published.map(|time| time.strip_suffix("T00:00:00Z").map(str::to_owned).map_or(time, Cow::Owned))),
        bio: reader.text(bio).map(plain),
        declared_automation: declared,
        ..Account::new(id)
    }))
}

/// The address of something that is given as its address or as an object with one.
fn address<'a>(value: Value<'a>, reader: &mut Reader<'_, 'a>) -> Option<Cow<'a, str>> {
    match value {
        Value::Nested(_) => {
            let [id] = reader.inner(value, paths!["id"]);
            reader.text(id)
        }
        _ => reader.text(value),
    }
}

fn event<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [
        id,
        verb,
        actor,
        published,
        object,
        target,
        app,
        object_id,
        answers,
        content,
        name,
        link,
        own_time,
        likes,
        shares,
        languages,
    ] = reader.pick(
        text,
        paths![
            "id",
            "type",
            "actor",
            "published",
            "object",
            "target",
            "generator.name",
            "object.id",
            "object.inReplyTo",
            "object.content",
            "object.name",
            "object.url",
            "object.published",
            "object.likes.totalItems",
            "object.shares.totalItems",
            "object.contentMap",
        ],
    )?;
    let author = address(actor, reader);
    let author = reader.author(author, None)?;
    let written = reader.text(published).or_else(|| reader.text(own_time));
    let answers = address(answers, reader);
    let thing = reader.text(object_id).or_else(|| reader.text(object));
    let made = thing.clone();
    let (kind, about) = match reader.text(verb).as_deref() {
        Some("Create") | None if answers.is_some() => (Kind::Reply, None),
        Some("Create") | None => (Kind::Post, None),
        Some("Announce") => (Kind::Repost, thing),
        Some("Like") => (Kind::Like, thing),
        Some("Follow") => (Kind::Follow, thing),
        Some("Update") => (Kind::Edit, thing),
        _ => (Kind::Other, thing),
    };
    let passed_on = matches!(kind, Kind::Repost | Kind::Like | Kind::Follow);
    let words = reader.text(content).or_else(|| reader.text(name)).filter(|_| !passed_on);
    // What is made by an act has an id of its own, which stands in for one of the act.
    let id = reader.text(id).or_else(|| made.filter(|_| matches!(kind, Kind::Post | Kind::Reply)));
    let id = id.map(|id| id.strip_suffix("/activity").map(str::to_owned).map_or(id, Cow::Owned));
    Ok(Record::Event(Event {
        platform: id.as_deref().filter(|id| id.contains("/statuses/")).map(|_| Platform::Mastodon),
        id,
        at: reader.when(written)?,
        kind,
        text: words.map(plain),
        client: reader.text(app),
        in_reply_to: answers,
        target: about.or_else(|| address(target, reader)),
        url: reader.text(link),
        likes: reader.count(likes),
        reposts: reader.count(shares),
        lang: language(languages),
        ..Event::by(author)
    }))
}

/// The language, where the words are given in one only.
fn language(map: Value<'_>) -> Option<Cow<'_, str>> {
    let Value::Nested(map) = map else { return None };
    let mut names = Vec::new();
    json::object(map, |member| names.push(member.key.text(&mut false))).ok()?;
    names.pop().filter(|_| names.is_empty())
}
