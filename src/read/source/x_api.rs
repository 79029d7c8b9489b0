//! The X API v2, as `twarc2` and others keep it: pages with `data` and `includes`, lines of a stream, or single posts.

use std::borrow::Cow;

use super::x_post::{latest_version, readable, short_links};
use super::{Find, Frame, Out, Reader, Skip, Source, Traits};
use crate::account::Account;
use crate::event::{Event, Kind};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::json::{self, Value, paths};
use crate::read::look::Keys;

pub(super) static PAGES: Source = Source {
    name: "x-api-v2",
    title: "X API v2 (twarc): pages, lines of a stream, single posts, users",
    found_by: "`data` with posts that have `author_id`, or users that have `username`",
    platform: Some(Platform::X),
    find: |look| look.records(|keys| keys.inner("data").is_some_and(|data| is_post(&data) || is_user(&data))),
    read: page,
    traits: Traits { nested: true, window: true, ..Traits::PLAIN },
};

pub(super) static SINGLE: Source = Source {
    found_by: "`author_id` with `text` and `id`",
    find: |look| look.records(is_post),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| post(frame.text, &[], reader)),
    traits: Traits { window: true, ..Traits::PLAIN },
    ..PAGES
};

/// Counts and notices of deletion are nobody's acts.
pub(super) static NOTICES: Source = Source {
    title: "X API v2 (twarc): counts and compliance notices, which are passed over",
    found_by: "`data` with `tweet_count`; `action`, `reason` and `created_at`",
    find: |look| {
        let notice = |keys: &Keys<'_>| {
            keys.all(&["id", "action", "reason", "created_at"])
                || keys.inner("data").is_some_and(|data| data.all(&["start", "end", "tweet_count"]))
        };
        look.keys().iter().any(notice).then_some(Find::Part)
    },
    read: |_, _| {},
    traits: Traits::PLAIN,
    ..PAGES
};

fn is_post(keys: &Keys<'_>) -> bool {
    keys.all(&["id", "text", "author_id"])
}

fn is_user(keys: &Keys<'_>) -> bool {
    keys.all(&["id", "username", "name"])
}

fn page<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    let whole = frame.text;
    let (data, includes, meta) = match json::pick(whole, paths!["data", "includes", "meta"]) {
        Ok([data, includes, meta]) => (data, includes, meta),
        Err(fault) => return out.record(0, whole.len(), |_| Err(super::canonical::fault(fault))),
    };
    let mut users = Vec::new();
    if let Value::Nested(includes) = includes
        && let Ok([Value::Nested(list)]) = json::pick(includes, paths!["users"])
    {
        each(list, &mut |user| users.push(user));
    }
    let mut names = Vec::new();
    for user in &users {
        if let Ok([id, name]) = json::pick(user, paths!["id", "username"])
            && let (Some(id), Some(name)) = (id.text(&mut false), name.text(&mut false))
        {
            names.push((id, name));
        }
    }
    if let Value::Nested(data) = data {
        let mut posts = true;
        each(data, &mut |item| {
            let is_account = matches!(json::pick(item, paths!["username", "author_id"]), Ok([Value::String(_), Value::Null]));
            posts &= !is_account;
            out.within(whole, item, |item, reader| if is_account { account(item, reader) } else { post(item, &names, reader) });
        });
        let count = match meta {
            Value::Nested(meta) => {
                json::pick(meta, paths!["result_count"]).ok().and_then(|[count]| count.text(&mut false)?.parse().ok())
            }
            _ => None,
        };
        out.declared += count.filter(|_| posts).unwrap_or(0u64);
    }
    for user in users {
        out.within(whole, user, account);
    }
}

/// Calls `with` for the object, or for every object of the array.
fn each<'a>(list: &'a str, with: &mut dyn FnMut(&'a str)) {
    if list.starts_with('{') {
        return with(list);
    }
    let _ = json::array(list, |value| {
        if let Value::Nested(item) = value {
            with(item);
        }
    });
}

fn account<'a>(user: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, name, created, bio, followers, following, image] = reader.pick(
        user,
        paths![
            "id",
            "username",
            "created_at",
            "description",
            "public_metrics.followers_count",
            "public_metrics.following_count",
            "profile_image_url",
        ],
    )?;
    let (id, created) = (reader.text(id), reader.text(created));
    Ok(Record::Account(Account {
        name: reader.text(name),
        created_at: reader.created(created),
        followers: reader.count(followers),
        following: reader.count(following),
        bio: reader.text(bio),
        default_profile: reader.text(image).map(|image| image.contains("/default_profile")),
        ..Account::new(reader.account(id)?)
    }))
}

fn post<'a>(text: &'a str, names: &[(Cow<'a, str>, Cow<'a, str>)], reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, author, created, words, long, referenced, answers_user, source, likes, reposts, lang, links, versions] = reader.pick(
        text,
        paths![
            "id",
            "author_id",
            "created_at",
            "text",
            "note_tweet.text",
            "referenced_tweets",
            "in_reply_to_user_id",
            "source",
            "public_metrics.like_count",
            "public_metrics.retweet_count",
            "lang",
            "entities.urls",
            "edit_history_tweet_ids",
        ],
    )?;
    let [mut reposted, mut quoted, mut answered] = [const { None }; 3];
    if let Value::Nested(list) = referenced {
        let _ = json::array(list, |item| {
            let [kind, id] = reader.inner(item, paths!["type", "id"]);
            let slot = match reader.text(kind).as_deref() {
                Some("retweeted") => &mut reposted,
                Some("quoted") => &mut quoted,
                Some("replied_to") => &mut answered,
                _ => return,
            };
            *slot = reader.text(id);
        });
    }
    let kind = if reposted.is_some() {
        Kind::Repost
    } else if quoted.is_some() {
        Kind::Quote
    } else if answered.is_some() || reader.text(answers_user).is_some() {
        Kind::Reply
    } else {
        Kind::Post
    };
    let links = short_links(links, reader);
    let (id, author, created) = (reader.text(id), reader.text(author), reader.text(created));
    let author = reader.author(author, id.as_deref())?;
    latest_version(id.as_deref(), versions)?;
    let words = reader.text(long).or_else(|| reader.text(words));
    Ok(Record::Event(Event {
        at: reader.when(created)?,
        id,
        kind,
        text: words.map(|text| readable(text, &links)),
        client: reader.text(source),
        in_reply_to: answered,
        target: reposted.or(quoted),
        author_name: names.iter().find(|(id, _)| *id == author).map(|(_, name)| name.clone()),
        likes: reader.count(likes),
        reposts: reader.count(reposts),
        lang: reader.text(lang),
        ..Event::by(author)
    }))
}
