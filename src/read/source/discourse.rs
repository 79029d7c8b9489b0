//! Discourse forums, by their API: topics, latest posts, single posts, users.

use super::html::plain;
use super::{Frame, Out, Reader, Skip, Source, Traits};
use crate::account::Account;
use crate::event::{Event, Kind};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::json::{self, Value, paths};
use crate::read::look::Keys;

pub(super) static SOURCE: Source = Source {
    name: "discourse",
    title: "Discourse API: topics with their posts, latest posts, single posts, users",
    found_by: "`post_stream`; `latest_posts`; `topic_id` with `post_number` and `cooked`; users with `trust_level`",
    platform: Some(Platform::Discourse),
    find: |look| {
        look.records(|keys| {
            keys.inner("post_stream").is_some_and(|stream| stream.has("posts"))
                || keys.inner("latest_posts").is_some_and(|first| is_post(&first))
                || is_post(keys)
                || is_user(keys)
                || keys.inner("user").is_some_and(|user| is_user(&user))
        })
    },
    read,
    traits: Traits { nested: true, window: true, ..Traits::PLAIN },
};

pub(super) static PARTS: Source = Source {
    title: "Discourse API: lists of topics, which name no author and are passed over",
    found_by: "`topic_list`",
    find: |look| look.records(|keys| keys.inner("topic_list").is_some()).map(|_| super::Find::Part),
    read: |_, _| {},
    traits: Traits::PLAIN,
    ..SOURCE
};

fn is_post(keys: &Keys<'_>) -> bool {
    keys.all(&["topic_id", "post_number", "username", "created_at"])
}

fn is_user(keys: &Keys<'_>) -> bool {
    keys.all(&["username", "trust_level", "created_at"])
}

fn read<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    let whole = frame.text;
    let wanted = paths!["post_stream.posts", "post_stream.stream", "latest_posts", "user", "post_number"];
    let [posts, ids, latest, user, number] = match json::pick(whole, wanted) {
        Ok(picked) => picked,
        Err(fault) => return out.record(0, whole.len(), |_| Err(super::canonical::fault(fault))),
    };
    let posts = if let Value::Null = posts { latest } else { posts };
    // A topic lists the ids of all its posts, and holds those of one page.
    if let Value::Nested(ids) = ids {
        let _ = json::array(ids, |_| out.declared += 1);
    }
    match (posts, user, number) {
        (Value::Nested(posts), ..) => {
            let _ = json::array(posts, |value| {
                if let Value::Nested(text) = value {
                    out.within(whole, text, post);
                }
            });
        }
        (_, Value::Nested(user), _) => out.within(whole, user, account),
        (_, _, Value::Null) => out.record(0, whole.len(), |reader| account(whole, reader)),
        _ => out.record(0, whole.len(), |reader| post(whole, reader)),
    }
}

fn account<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [name, created, bio] = reader.pick(text, paths!["username", "created_at", "bio_raw"])?;
    let (name, created) = (reader.text(name), reader.text(created));
    let created_at = reader.created(created);
    Ok(Record::Account(Account { created_at, bio: reader.text(bio), ..Account::new(reader.account(name)?) }))
}

fn post<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, username, created, raw, cooked, number, answers, topic, actions] = reader.pick(
        text,
        paths![
            "id",
            "username",
            "created_at",
            "raw",
            "cooked",
            "post_number",
            "reply_to_post_number",
            "topic_id",
            "actions_summary"
        ],
    )?;
    let (id, username, created) = (reader.text(id), reader.text(username), reader.text(created));
    let author = reader.author(username, id.as_deref())?;
    let (number, topic, answers) = (reader.text(number), reader.text(topic), reader.text(answers));
    let kind = match (&answers, number.as_deref()) {
        (Some(_), _) => Kind::Reply,
        // The first post of a topic opens it; the others stand under it.
        (None, Some("1")) => Kind::Post,
        _ => Kind::Comment,
    };
    let words = reader.text(raw).or_else(|| reader.text(cooked).map(plain));
    Ok(Record::Event(Event {
        at: reader.when(created)?,
        id,
        kind,
        text: words,
        in_reply_to: answers.map(|number| format!("{}/{number}", topic.as_deref().unwrap_or_default()).into()),
        target: topic,
        likes: likes(actions, reader),
        ..Event::by(author)
    }))
}

/// How often a post was liked: the action that has the number 2.
fn likes<'a>(actions: Value<'a>, reader: &mut Reader<'_, 'a>) -> Option<u64> {
    let Value::Nested(actions) = actions else { return None };
    let mut likes = None;
    let _ = json::array(actions, |action| {
        let [id, count] = reader.inner(action, paths!["id", "count"]);
        if reader.text(id).as_deref() == Some("2") {
            likes = reader.count(count);
        }
    });
    likes
}
