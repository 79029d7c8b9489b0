//! Posts of X as archives and the API before 2023 (v1.1) write them.

use std::borrow::Cow;

use super::html::unescaped;
use super::{Find, Frame, Out, Owned, Reader, Skip, Source, Traits};
use crate::account::Account;
use crate::event::{Event, Kind, Precision, Stamp};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::frame::Cut;
use crate::read::id_time::id_time;
use crate::read::json::{self, Value, paths};
use crate::read::look::Look;

/// Before this moment (November 2010) archives may have midnight where only the day was kept.
const DAYS_ONLY_BEFORE: i64 = 1_288_569_600_000;
const DAY: i64 = 86_400_000;

pub(super) static ARCHIVE: Source = Source {
    name: "x-archive",
    title: "X archive since 2019",
    found_by: "`window.YTD.tweet`, `.tweets` or `.community_tweet`",
    platform: Some(Platform::X),
    find: |look| {
        let lists = ["window.YTD.tweets.", "window.YTD.tweet.", "window.YTD.community_tweet."];
        assigned(look, |name| lists.iter().any(|list| name.starts_with(list)))
    },
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| post(frame.text, false, reader)),
    traits: Traits { owned: Owned::Place, ..Traits::PLAIN },
};

pub(super) static GRAILBIRD: Source = Source {
    name: "x-archive-2012",
    title: "X archive of 2012 to 2018",
    found_by: "`Grailbird.data.`",
    find: |look| assigned(look, |name| name.starts_with("Grailbird.data.")),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| post(frame.text, true, reader)),
    // Mostly each post names its author.
    traits: Traits::PLAIN,
    ..ARCHIVE
};

pub(super) static API: Source = Source {
    name: "x-api-v1",
    title: "X API v1.1: posts, one a line or in an array",
    found_by: "`id_str` with `user.screen_name`",
    find: |look| {
        look.records(|keys| {
            keys.has("id_str") && keys.has("created_at") && keys.inner("user").is_some_and(|user| user.has("screen_name"))
        })
    },
    read: with_user,
    traits: Traits { nested: true, window: true, ..Traits::PLAIN },
    ..ARCHIVE
};

/// The parts of X archives are scripts that assign one array or object to a variable.
pub(super) fn assigned(look: &Look<'_>, wanted: impl Fn(&str) -> bool) -> Option<Find> {
    if !look.text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let (name, rest) = look.text.split_once('=')?;
    if !wanted(name.trim()) {
        return None;
    }
    let value = rest.trim_start();
    let start = look.text.len() - value.len();
    Find::from(start + usize::from(value.starts_with('[')), Cut::JsonArray)
}

/// A post with the account beside it that wrote it.
fn with_user<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    out.record(0, frame.text.len(), |reader| post(frame.text, false, reader));
    if let Ok([Value::Nested(user)]) = json::pick(frame.text, paths!["user"]) {
        out.within(frame.text, user, account);
    }
}

fn account<'a>(user: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, number, name, created, followers, following, bio, default] = reader.pick(
        user,
        paths![
            "id_str",
            "id",
            "screen_name",
            "created_at",
            "followers_count",
            "friends_count",
            "description",
            "default_profile_image"
        ],
    )?;
    let id = reader.text(id).or_else(|| reader.text(number));
    let id = reader.account(id)?;
    let created = reader.text(created);
    Ok(Record::Account(Account {
        name: reader.text(name),
        created_at: reader.created(created),
        followers: reader.count(followers),
        following: reader.count(following),
        bio: reader.text(bio),
        default_profile: if let Value::Bool(flag) = default { Some(flag) } else { None },
        ..Account::new(id)
    }))
}

fn post<'a>(text: &'a str, grailbird: bool, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [
        id,
        number,
        created,
        full,
        short,
        source,
        answers,
        answers_user,
        quoted,
        likes,
        reposts,
        lang,
        reposted,
        original,
        user_id,
        user_number,
        user_name,
        followers,
        links,
        versions,
        later_versions,
    ] = reader.pick_within(
        text,
        "tweet",
        paths![
            "id_str",
            "id",
            "created_at",
            "full_text",
            "text",
            "source",
            "in_reply_to_status_id_str",
            "in_reply_to_user_id_str",
            "quoted_status_id_str",
            "favorite_count",
            "retweet_count",
            "lang",
            "retweeted_status",
            "retweeted_status.id_str",
            "user.id_str",
            "user.id",
            "user.screen_name",
            "user.followers_count",
            "entities.urls",
            "edit_info.initial.editTweetIds",
            "edit_info.edit.editControlInitial.editTweetIds",
        ],
    )?;
    // In scripts, numbers of this size are already rounded; the text form beside it is exact.
    let id = reader.text(id).or_else(|| reader.text(number));
    for versions in [versions, later_versions] {
        latest_version(id.as_deref(), versions)?;
    }
    let created = reader.text(created);
    let mut at = reader.when(created)?;
    if grailbird {
        at = at.map(|at| day_only(at, id.as_deref()));
    }
    let words = reader.text(full).or_else(|| reader.text(short));
    let answers = reader.text(answers);
    let kind = if matches!(reposted, Value::Nested(_)) || words.as_deref().is_some_and(|text| text.starts_with("RT @")) {
        Kind::Repost
    } else if reader.text(quoted).is_some() {
        Kind::Quote
    } else if answers.is_some() || reader.text(answers_user).is_some() {
        Kind::Reply
    } else {
        Kind::Post
    };
    let owner = reader.setting.owner;
    let (author, author_name) = match reader.text(user_id).or_else(|| reader.text(user_number)) {
        Some(id) => (id, reader.text(user_name)),
        None if std::ptr::eq(reader.setting.format.source, &API) => return Err(Skip::new("EV-ANON", "no author is given")),
        None => (Cow::Owned(owner.id.clone()), owner.name.clone().map(Cow::Owned)),
    };
    let links = short_links(links, reader);
    Ok(Record::Event(Event {
        id,
        at,
        kind,
        text: words.map(|text| readable(text, &links)),
        client: reader.text(source).map(client),
        in_reply_to: answers,
        target: reader.text(original),
        author_name,
        likes: reader.count(likes),
        reposts: reader.count(reposts),
        followers: reader.count(followers),
        lang: reader.text(lang),
        ..Event::by(author)
    }))
}

/// In archives of 2012 to 2018 a midnight before ids carried times is a day.
pub(super) fn day_only(at: Stamp, id: Option<&str>) -> Stamp {
    let bare = id.and_then(|id| id_time(id, Platform::X)).is_none();
    let precision = if bare && at.millis < DAYS_ONLY_BEFORE && at.millis % DAY == 0 { Precision::Day } else { at.precision };
    Stamp { precision, ..at }
}

/// Refuses a post that is an earlier version of another: all of them list the ids of all versions, the latest last.
pub(super) fn latest_version(id: Option<&str>, versions: Value<'_>) -> Result<(), Skip> {
    let mut last = None;
    if let Value::Nested(list) = versions {
        let _ = json::array(list, |version| last = version.text(&mut false));
    }
    match (id, last) {
        (Some(id), Some(last)) if id != last => {
            Err(Skip::new("EV-EDIT", format!("an earlier version of post {last}; only the latest counts")))
        }
        _ => Ok(()),
    }
}

/// The short links of a post and what they stand for.
pub(super) fn short_links<'a>(urls: Value<'a>, reader: &mut Reader<'_, 'a>) -> Vec<(Cow<'a, str>, Cow<'a, str>)> {
    let mut links = Vec::new();
    if let Value::Nested(urls) = urls {
        let _ = json::array(urls, |link| {
            // A post holds few links; more than that is no post.
            if links.len() < 64 {
                let [short, long] = reader.inner(link, paths!["url", "expanded_url"]);
                if let (Some(short), Some(long)) = (reader.text(short), reader.text(long)) {
                    links.push((short, long));
                }
            }
        });
    }
    links
}

/// The text as X shows it: with the links that the short ones stand for, and without HTML escapes.
pub(super) fn readable<'a>(text: Cow<'a, str>, links: &[(Cow<'_, str>, Cow<'_, str>)]) -> Cow<'a, str> {
    let mut text = text;
    for (short, long) in links {
        if text.contains(&**short) {
            text = Cow::Owned(text.replace(&**short, long));
        }
    }
    unescaped(text)
}

/// The name of the app: what stands between the tags of a link.
pub(super) fn client(source: Cow<'_, str>) -> Cow<'_, str> {
    if !source.starts_with('<') {
        return source;
    }
    let inner = source.split_once('>').map_or("", |(_, rest)| rest);
    let name = inner.split_once("</").map_or(inner, |(name, _)| name).replace("&amp;", "&");
    if name.is_empty() { source } else { Cow::Owned(name) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::TimeSource;

    fn read(text: &str, grailbird: bool) -> (Result<Event<'static>, Skip>, Vec<&'static str>) {
        let source = if grailbird { &GRAILBIRD } else { &ARCHIVE };
        let (mut records, codes) = super::super::tests::read(source, text);
        (records.remove(0).0, codes)
    }

    #[test]
    fn a_post_takes_the_time_of_its_id() {
        let text = r#"{"tweet":{"id_str":"296773170655027200","created_at":"Thu Jan 31 00:13:32 +0000 2013","full_text":"a &amp; b https://t.co/x",
            "source":"<a href=\"http://x.example\" rel=\"nofollow\">An App</a>","favorite_count":"3","retweet_count":"0",
            "in_reply_to_status_id_str":"5","entities":{"urls":[{"url":"https://t.co/x","expanded_url":"https://long.example/y"}]}}}"#;
        let (event, remarks) = read(text, false);
        let event = event.unwrap();
        assert_eq!(event.at.unwrap().rfc3339(), "2013-01-31T00:13:32.320Z");
        assert_eq!(event.at.unwrap().source, TimeSource::Id);
        assert_eq!(event.text.as_deref(), Some("a & b https://long.example/y"));
        assert_eq!(event.client.as_deref(), Some("An App"));
        assert_eq!((event.kind, event.likes, event.reposts, &*event.author), (Kind::Reply, Some(3), Some(0), "7"));
        assert!(remarks.is_empty());
    }

    #[test]
    fn an_id_that_disagrees_is_told() {
        let (event, remarks) = read(r#"{"id_str":"296773170655027200","created_at":"Thu Jan 31 05:13:32 +0000 2013"}"#, false);
        assert_eq!(event.unwrap().at.unwrap().source, TimeSource::Disputed);
        assert_eq!(remarks, ["TIME-ID"]);
    }

    #[test]
    fn an_old_midnight_is_a_day() {
        let text = r#"{"id_str":"1234567","created_at":"2009-01-31 00:00:00 +0000","text":"RT @x: y","user":{"id_str":"9","screen_name":"bea"},"retweeted_status":{"id_str":"12"}}"#;
        let event = read(text, true).0.unwrap();
        assert_eq!(event.at.unwrap().precision, Precision::Day);
        assert_eq!((event.kind, event.target.as_deref(), &*event.author), (Kind::Repost, Some("12"), "9"));
        assert_eq!(read(text, false).0.unwrap().at.unwrap().precision, Precision::Second);
    }
}
