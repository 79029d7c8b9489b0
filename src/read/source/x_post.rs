//! Posts of an X archive, in the layout since 2019 and in the one of 2012 to 2018.

use std::borrow::Cow;

use super::canonical::fault;
use super::{Remarks, Setting, Skip};
use crate::event::{Event, Kind, Locator, Precision, Stamp};
use crate::platform::Platform;
use crate::read::id_time::id_time;
use crate::read::json::{self, Value};
use crate::read::{Record, time};

/// Before this moment (November 2010) archives may have midnight where only the day was kept.
const DAYS_ONLY_BEFORE: i64 = 1_288_569_600_000;
const DAY: i64 = 86_400_000;

/// What is used of a post.
#[derive(Default)]
struct Post<'a> {
    id: Option<Cow<'a, str>>,
    created_at: Option<Cow<'a, str>>,
    text: Option<Cow<'a, str>>,
    source: Option<Cow<'a, str>>,
    answers: Option<Cow<'a, str>>,
    answers_user: bool,
    reposted: Option<&'a str>,
    quoted: bool,
    likes: Option<u64>,
    reposts: Option<u64>,
    lang: Option<Cow<'a, str>>,
    user: Option<&'a str>,
    entities: Option<&'a str>,
}

pub(super) fn parse<'a>(
    text: &'a str,
    grailbird: bool,
    locator: Locator,
    setting: &Setting<'_>,
    remarks: &mut Remarks,
) -> Result<Record<'a>, Skip> {
    let mut post = Post::default();
    let (mut lone, mut wrapped) = (false, None);
    json::object(text, |member| match (&*member.key.text(&mut lone), member.value) {
        ("tweet", Value::Nested(inner)) => wrapped = Some(inner),
        (key, value) => post.set(key, value, &mut lone),
    })
    .map_err(fault)?;
    if let Some(inner) = wrapped {
        json::object(inner, |member| post.set(&member.key.text(&mut lone), member.value, &mut lone)).map_err(fault)?;
    }
    remarks.lone(lone);
    event(post, grailbird, locator, setting, remarks)
}

impl<'a> Post<'a> {
    fn set(&mut self, key: &str, value: Value<'a>, lone: &mut bool) {
        let mut text = || value.text(lone).filter(|text| !text.is_empty());
        match key {
            "id_str" => self.id = text(),
            // In scripts, numbers of this size are already rounded; the text form beside it is exact.
            "id" if self.id.is_none() => self.id = text(),
            "created_at" => self.created_at = text(),
            "full_text" => self.text = text(),
            "text" if self.text.is_none() => self.text = text(),
            "source" => self.source = text(),
            "in_reply_to_status_id_str" => self.answers = text(),
            "in_reply_to_user_id_str" => self.answers_user = text().is_some(),
            "quoted_status_id_str" => self.quoted = text().is_some(),
            "favorite_count" => self.likes = text().and_then(|digits| digits.parse().ok()),
            "retweet_count" => self.reposts = text().and_then(|digits| digits.parse().ok()),
            "lang" => self.lang = text(),
            "retweeted_status" | "user" | "entities" => {
                if let Value::Nested(inner) = value {
                    match key {
                        "user" => self.user = Some(inner),
                        "entities" => self.entities = Some(inner),
                        _ => self.reposted = Some(inner),
                    }
                }
            }
            _ => {}
        }
    }
}

fn event<'a>(
    post: Post<'a>,
    grailbird: bool,
    locator: Locator,
    setting: &Setting<'_>,
    remarks: &mut Remarks,
) -> Result<Record<'a>, Skip> {
    let at = stamp(&post, grailbird, setting, remarks);
    let at = match at {
        Ok(at) => Some(at),
        Err(skip) if setting.require_time => return Err(skip),
        Err(_) => None,
    };
    let kind = if post.reposted.is_some() || post.text.as_deref().is_some_and(|text| text.starts_with("RT @")) {
        Kind::Repost
    } else if post.quoted {
        Kind::Quote
    } else if post.answers.is_some() || post.answers_user {
        Kind::Reply
    } else {
        Kind::Post
    };
    let (author, name) = match post.user.and_then(author) {
        Some((id, name)) => (id, name),
        None => (Cow::Owned(setting.owner.id.clone()), setting.owner.name.clone().map(Cow::Owned)),
    };
    let links = post.entities.map(links).unwrap_or_default();
    Ok(Record::Event(Event {
        id: post.id,
        at,
        kind,
        text: post.text.map(|text| readable(text, &links)),
        client: post.source.map(client),
        in_reply_to: post.answers,
        target: post.reposted.and_then(|inner| member(inner, "id_str")),
        author_name: name,
        likes: post.likes,
        reposts: post.reposts,
        lang: post.lang,
        locator,
        ..Event::by(author)
    }))
}

/// The time of the field. A midnight before ids carried times is a day.
fn stamp(post: &Post<'_>, grailbird: bool, setting: &Setting<'_>, remarks: &mut Remarks) -> Result<Stamp, Skip> {
    let Some(written) = &post.created_at else { return Err(Skip::new("TIME-MISSING", "no time is given")) };
    let mut field = remarks.moment(time::parse(written, setting.as_of), written)?;
    let finer = post.id.as_deref().and_then(|id| id_time(id, Platform::X));
    if grailbird && finer.is_none() && field.millis < DAYS_ONLY_BEFORE && field.millis % DAY == 0 {
        field.precision = Precision::Day;
    }
    Ok(field)
}

/// One text or number of an object.
pub(super) fn member<'a>(object: &'a str, wanted: &str) -> Option<Cow<'a, str>> {
    let mut found = None;
    json::object(object, |member| {
        if member.key.text(&mut false) == wanted {
            found = member.value.text(&mut false).filter(|text| !text.is_empty());
        }
    })
    .ok()?;
    found
}

fn author(user: &str) -> Option<(Cow<'_, str>, Option<Cow<'_, str>>)> {
    Some((member(user, "id_str").or_else(|| member(user, "id"))?, member(user, "screen_name")))
}

/// The short links of a post and what they stand for.
fn links(entities: &str) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
    let mut links = Vec::new();
    let mut urls = None;
    let read = json::object(entities, |member| {
        if let (Value::Nested(inner), true) = (member.value, member.key.text(&mut false) == "urls") {
            urls = Some(inner);
        }
    });
    if let (Ok(()), Some(urls)) = (read, urls) {
        let _ = json::array(urls, |value| {
            // A post holds few links; more than that is no post.
            if let (Value::Nested(link), true) = (value, links.len() < 64)
                && let (Some(short), Some(long)) = (member(link, "url"), member(link, "expanded_url"))
            {
                links.push((short, long));
            }
        });
    }
    links
}

/// The text as X shows it: with the links that the short ones stand for, and without HTML escapes.
fn readable<'a>(text: Cow<'a, str>, links: &[(Cow<'_, str>, Cow<'_, str>)]) -> Cow<'a, str> {
    let mut text = text;
    for (short, long) in links {
        if text.contains(&**short) {
            text = Cow::Owned(text.replace(&**short, long));
        }
    }
    if text.contains('&') {
        text = Cow::Owned(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    }
    text
}

/// The name of the app: what stands between the tags of a link.
fn client(source: Cow<'_, str>) -> Cow<'_, str> {
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
    use crate::read::owners::Owner;
    use crate::read::sniff::Format;

    fn read(text: &str, grailbird: bool) -> (Result<Event<'_>, Skip>, Vec<&'static str>) {
        let format = Format::XPosts { grailbird };
        let owner = Owner { id: "7".into(), name: Some("ann".into()) };
        let setting = Setting {
            format: &format,
            owner: &owner,
            as_of: 1_790_000_000_000,
            require_time: true,
            platform: None,
            shared_fields: &[],
        };
        let mut remarks = Remarks::default();
        let event = super::super::parse(text, Locator::default(), &setting, &mut remarks, None).map(|record| match record {
            Record::Event(event) => event,
            other => panic!("{other:?}"),
        });
        (event, remarks.list.iter().map(|remark| remark.0).collect())
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
