//! Facebook's and Instagram's exports of one's own data, as JSON. Their text is UTF-8 written byte by byte as if it were
//! Latin-1 (`\u00c3\u00b8` for ø), which is undone here.

use std::borrow::Cow;

use super::reddit::titled;
use super::{Format, Frame, Out, Owned, Reader, Skip, Source, Traits};
use crate::event::{Event, Kind};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::json::{self, Value, paths};
use crate::read::look::Keys;
use crate::read::owners::Owner;

pub(super) static FACEBOOK: Source = Source {
    name: "facebook",
    title: "Facebook's export of one's own data: comments, posts, reactions (JSON)",
    found_by: "`comments_v2`, `reactions_v2`, `status_updates_v2` or `archived_stories_v2`; `timestamp` with `data` and `title` or `attachments`",
    platform: Some(Platform::Facebook),
    find: |look| {
        let lists = ["comments_v2", "reactions_v2", "status_updates_v2", "group_comments_v2", "archived_stories_v2"];
        lists.into_iter().find_map(|list| look.only_list(list)).or_else(|| look.records(is_entry))
    },
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| facebook(frame.text, reader)),
    traits: Traits { owned: Owned::Place, ..Traits::PLAIN },
};

pub(super) static INSTAGRAM: Source = Source {
    name: "instagram",
    title: "Instagram's export of one's own data: comments, likes, follows (JSON)",
    found_by: "`string_list_data` or `string_map_data`, alone or in a list such as `likes_media_likes`",
    platform: Some(Platform::Instagram),
    find: |look| {
        let first = look.keys().first()?;
        let is_list =
            |name: &str| name.starts_with("likes_") || name.starts_with("comments_") || name.starts_with("relationships_");
        let list = first.keys().find(|name| is_list(name) && first.inner(name).is_some_and(|inner| is_map(&inner)));
        list.and_then(|name| look.only_list(&name)).or_else(|| look.records(is_map))
    },
    read: instagram,
    traits: Traits { owned: Owned::Place, nested: true, ..Traits::PLAIN },
};

/// Posts and stories: pictures, mostly with words.
pub(super) static MEDIA: Source = Source {
    title: "Instagram's export of one's own data: posts, stories (JSON)",
    found_by: "`media` of objects with `uri` and `creation_timestamp`; `ig_stories`",
    find: |look| {
        let is_post = |keys: &Keys<'_>| keys.is_array("media") && keys.inner("media").is_some_and(|first| is_picture(&first));
        look.only_list("ig_stories").or_else(|| look.records(is_post))
    },
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| media(frame.text, reader)),
    traits: Traits { owned: Owned::Place, ..Traits::PLAIN },
    ..INSTAGRAM
};

/// Who the export is of.
pub(super) static PROFILE: Source = Source {
    title: "Facebook's export of one's own data: profile_information.json",
    found_by: "`profile_v2` with `name`",
    find: |look| look.records(|keys| keys.inner("profile_v2").is_some_and(|profile| profile.has("name"))),
    read: |_, _| {},
    traits: Traits { owner: Some(owner), ..Traits::PLAIN },
    ..FACEBOOK
};

fn owner(text: &str, _: &Format) -> Option<Owner> {
    let [Value::Nested(profile)] = json::pick(text, paths!["profile_v2"]).ok()? else { return None };
    let [Value::Nested(name)] = json::pick(profile, paths!["name"]).ok()? else { return None };
    let [name] = json::pick(name, paths!["full_name"]).ok()?;
    let name = name.text(&mut false)?;
    let name = latin(&name).unwrap_or_else(|| name.into_owned());
    Some(Owner { id: name.clone(), name: Some(name) })
}

fn is_entry(keys: &Keys<'_>) -> bool {
    keys.all(&["timestamp", "data"]) && (keys.has("title") || keys.has("attachments"))
}

fn is_map(keys: &Keys<'_>) -> bool {
    keys.has("string_list_data") || keys.has("string_map_data")
}

fn is_picture(keys: &Keys<'_>) -> bool {
    keys.all(&["uri", "creation_timestamp"])
}

/// Undoes UTF-8 that was written as Latin-1, if all of it is.
fn mended<'a>(text: Cow<'a, str>, reader: &mut Reader<'_, 'a>) -> Cow<'a, str> {
    if text.is_ascii() {
        return text;
    }
    match latin(&text) {
        Some(mended) => {
            reader.remarks.mended = true;
            Cow::Owned(mended)
        }
        None => text,
    }
}

/// The text whose UTF-8 bytes these letters are, if they are.
fn latin(text: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = text.chars().map(|letter| u8::try_from(letter as u32).ok()).collect();
    String::from_utf8(bytes?).ok()
}

fn words<'a>(value: Value<'a>, reader: &mut Reader<'_, 'a>) -> Option<Cow<'a, str>> {
    let text = reader.text(value)?;
    Some(mended(text, reader))
}

fn facebook<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [time, data, title, attachments] = reader.pick(text, paths!["timestamp", "data", "title", "attachments"])?;
    let [mut comment, mut reaction, mut post] = [Value::Null; 3];
    if let Value::Nested(list) = data {
        let _ = json::array(list, |value| {
            let [a, b, c] = reader.inner(value, paths!["comment", "reaction", "post"]);
            for (slot, value) in [(&mut comment, a), (&mut reaction, b), (&mut post, c)] {
                if !matches!(value, Value::Null) {
                    *slot = value;
                }
            }
        });
    }
    let [said, author, own_time] = reader.inner(comment, paths!["comment", "author", "timestamp"]);
    let [reacted, actor] = reader.inner(reaction, paths!["reaction", "actor"]);
    let name = words(author, reader).or_else(|| words(actor, reader));
    let kind = match (comment, reaction) {
        (Value::Nested(_), _) => Kind::Comment,
        (_, Value::Nested(_)) => Kind::Like,
        _ => Kind::Post,
    };
    let said = match kind {
        Kind::Comment => words(said, reader),
        Kind::Like => words(reacted, reader),
        _ => titled(None, words(post, reader)),
    };
    let time = reader.text(time).or_else(|| reader.text(own_time));
    let owner = reader.setting.owner;
    let author = name.clone().unwrap_or_else(|| Cow::Owned(owner.id.clone()));
    Ok(Record::Event(Event {
        at: reader.when(time)?,
        kind,
        text: said,
        // Only this sentence says what it is about.
        target: words(title, reader),
        url: link(attachments, reader),
        author_name: name,
        ..Event::by(author)
    }))
}

/// The address of the first thing that is attached.
fn link<'a>(attachments: Value<'a>, reader: &mut Reader<'_, 'a>) -> Option<Cow<'a, str>> {
    let Value::Nested(list) = attachments else { return None };
    let mut found = None;
    let _ = json::array(list, |attachment| {
        if let [Value::Nested(data)] = reader.inner(attachment, paths!["data"]) {
            let _ = json::array(data, |value| {
                let [context] = reader.inner(value, paths!["external_context"]);
                let [url] = reader.inner(context, paths!["url"]);
                found = found.take().or_else(|| reader.text(url));
            });
        }
    });
    found
}

fn instagram<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    let whole = frame.text;
    let (title, list, map) = match json::pick(whole, paths!["title", "string_list_data", "string_map_data"]) {
        Ok([title, list, map]) => (title, list, map),
        Err(fault) => return out.record(0, whole.len(), |_| Err(super::canonical::fault(fault))),
    };
    match (list, map) {
        (Value::Nested(list), _) => {
            let _ = json::array(list, |value| {
                if let Value::Nested(text) = value {
                    out.within(whole, text, |text, reader| liked(text, title, reader));
                }
            });
        }
        (_, Value::Nested(map)) => out.record(0, whole.len(), |reader| mapped(map, reader)),
        _ => out.record(0, whole.len(), |_| Err(Skip::new("IN-JSON", "an entry without data"))),
    }
}

/// A like or a follow: whom or what, and when.
fn liked<'a>(text: &'a str, title: Value<'a>, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [link, value, time] = reader.pick(text, paths!["href", "value", "timestamp"])?;
    let (time, link) = (reader.text(time), reader.text(link));
    let owner = reader.setting.owner;
    // Of a like the title says whose picture it was; of a follow there is only the name.
    let whose = words(title, reader);
    // A comment has words where a like has a link.
    let said = if whose.is_some() && link.is_none() { words(value, reader) } else { None };
    let kind = match (&whose, &said) {
        (_, Some(_)) => Kind::Comment,
        (Some(_), None) => Kind::Like,
        (None, None) => Kind::Follow,
    };
    let named = reader.text(value);
    Ok(Record::Event(Event {
        at: reader.when(time)?,
        kind,
        text: said,
        target: link.clone().or(whose).or(named),
        url: link,
        author_name: owner.name.clone().map(Cow::Owned),
        ..Event::by(owner.id.clone())
    }))
}

/// A post of one or more pictures. Of a single one the words and the time stand beside the picture.
fn media<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [list, title, created] = reader.pick(text, paths!["media", "title", "creation_timestamp"])?;
    let mut first = Value::Null;
    if let Value::Nested(list) = list {
        let _ = json::array(list, |picture| first = if matches!(first, Value::Null) { picture } else { first });
    }
    let [first_title, first_created] = reader.inner(first, paths!["title", "creation_timestamp"]);
    let time = reader.text(created).or_else(|| reader.text(first_created));
    let owner = reader.setting.owner;
    Ok(Record::Event(Event {
        at: reader.when(time)?,
        kind: Kind::Post,
        text: words(title, reader).or_else(|| words(first_title, reader)),
        author_name: owner.name.clone().map(Cow::Owned),
        ..Event::by(owner.id.clone())
    }))
}

/// A comment: the keys are in the user's language, so what a value is shows in its form.
fn mapped<'a>(map: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let (mut time, mut texts) = (None, Vec::new());
    json::object(map, |member| {
        let [value, stamp] = reader.inner(member.value, paths!["value", "timestamp"]);
        match (reader.text(value), reader.text(stamp)) {
            (Some(value), _) => texts.push(value),
            (None, Some(stamp)) => time = Some(stamp),
            _ => {}
        }
    })
    .map_err(super::canonical::fault)?;
    let mut texts = texts.into_iter().map(|text| mended(text, reader)).collect::<Vec<_>>().into_iter();
    let (said, whose) = (texts.next(), texts.next());
    let owner = reader.setting.owner;
    Ok(Record::Event(Event {
        at: reader.when(time)?,
        kind: Kind::Comment,
        text: said,
        target: whose,
        author_name: owner.name.clone().map(Cow::Owned),
        ..Event::by(owner.id.clone())
    }))
}
