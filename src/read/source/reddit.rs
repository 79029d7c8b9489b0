//! Reddit: dumps of posts and comments (Pushshift, Arctic Shift), listings of the API, and the export that people get of their own.

use std::borrow::Cow;

use super::{Format, Frame, Out, Owned, Reader, Skip, Source, Traits, csv};
use crate::account::{Account, ClaimedScore, Scale};
use crate::event::{Event, Kind};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::json::{self, Value, paths};
use crate::read::owners::Owner;

pub(super) static DUMP: Source = Source {
    name: "reddit-dump",
    title: "Reddit posts and comments as Pushshift and Arctic Shift keep them",
    found_by: "`author`, `created_utc` and `subreddit`, with `body`, `selftext` or `title`",
    platform: Some(Platform::Reddit),
    find: |look| {
        look.records(|keys| {
            keys.all(&["author", "created_utc", "subreddit"])
                && !keys.has("type")
                && ["body", "selftext", "title"].iter().any(|key| keys.has(key))
        })
    },
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| thing(frame.text, reader)),
    traits: Traits::PLAIN,
};

pub(super) static LISTING: Source = Source {
    name: "reddit-api",
    title: "Reddit API: listings of posts and comments, users",
    found_by: "`kind` Listing or t1 to t3 with `data`",
    find: |look| {
        look.records(|keys| keys.has("data") && matches!(keys.text("kind").as_deref(), Some("Listing" | "t1" | "t2" | "t3")))
    },
    read: listing,
    traits: Traits { nested: true, window: true, ..Traits::PLAIN },
    ..DUMP
};

pub(super) static EXPORT: Source = Source {
    name: "reddit-export",
    title: "Reddit's export of one's own data: comments.csv, posts.csv",
    found_by: "a header line with `permalink`, `date`, `subreddit` and `body`",
    find: |look| {
        let wanted = ["id", "permalink", "date", "subreddit", "body"];
        look.table(|names| wanted.iter().all(|wanted| names.iter().any(|name| name == wanted)))
    },
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| own(frame.text, reader)),
    traits: Traits { owned: Owned::Place, ..Traits::PLAIN },
    ..DUMP
};

/// Who the export is of.
pub(super) static STATISTICS: Source = Source {
    title: "Reddit's export of one's own data: statistics.csv",
    found_by: "a header line `statistic,value`",
    find: |look| look.table(|names| names == ["statistic", "value"]),
    read: |_, _| {},
    traits: Traits { owner: Some(owner), ..Traits::PLAIN },
    ..EXPORT
};

fn owner(row: &str, format: &Format) -> Option<Owner> {
    let [name, value] = csv::pick(row, format, ["statistic", "value"]).ok()?;
    let id = value.filter(|_| name.as_deref() == Some("account name"))?.into_owned();
    Some(Owner { name: Some(id.clone()), id })
}

/// Votes have no times.
pub(super) static VOTES: Source = Source {
    title: "Reddit's export of one's own data: votes, which have no times",
    found_by: "a header line with `permalink` and `direction`",
    find: |look| look.table(|names| ["permalink", "direction"].iter().all(|wanted| names.iter().any(|name| name == wanted))),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| vote(frame.text, reader)),
    traits: Traits { owned: Owned::Place, timeless: true, ..Traits::PLAIN },
    ..EXPORT
};

/// A vote, up or down. One that was taken back is a vote too.
fn vote<'a>(row: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, permalink] = csv::pick(row, reader.setting.format, ["id", "permalink"])?;
    // What was voted on is a comment if its address goes on behind that of the post.
    let is_comment = permalink
        .as_deref()
        .and_then(|link| link.split_once("/comments/"))
        .is_some_and(|(_, rest)| rest.trim_matches('/').split('/').count() > 2);
    let owner = reader.setting.owner;
    Ok(Record::Event(Event {
        kind: Kind::Vote,
        target: id.map(|id| format!("{}_{id}", if is_comment { "t1" } else { "t3" }).into()),
        url: permalink,
        author_name: owner.name.clone().map(Cow::Owned),
        ..Event::by(owner.id.clone())
    }))
}

/// What the API tells beside posts, comments and users names nobody who did something.
pub(super) static PARTS: Source = Source {
    title: "Reddit API: subreddits, trophies and sums of karma, which are passed over",
    found_by: "`kind` t5, t6, KarmaList or TrophyList with `data`",
    find: |look| {
        let other = look.records(|keys| {
            keys.has("data") && matches!(keys.text("kind").as_deref(), Some("t5" | "t6" | "KarmaList" | "TrophyList"))
        });
        other.map(|_| super::Find::Part)
    },
    read: |_, _| {},
    traits: Traits::PLAIN,
    ..LISTING
};

/// Calls `each` with the kind and the data of every thing in a listing, and in the answers within it. It does not recurse.
fn things<'a>(text: &'a str, each: &mut dyn FnMut(&str, &'a str)) -> Result<(), json::Fault> {
    // What a hostile listing could hold is bounded by how deep JSON may nest.
    let mut waiting = vec![text];
    while let Some(text) = waiting.pop() {
        if text.trim_start().starts_with('[') {
            waiting.extend(json::nested_in(text)?.into_iter().rev());
            continue;
        }
        let [kind, data, children, replies] = json::pick(text, paths!["kind", "data", "data.children", "data.replies"])?;
        let (Some(kind), Value::Nested(data)) = (kind.text(&mut false), data) else { continue };
        if kind == "Listing" {
            if let Value::Nested(children) = children {
                waiting.push(children);
            }
            continue;
        }
        if !matches!(&*kind, "t1" | "t2" | "t3") {
            continue;
        }
        each(&kind, data);
        if let Value::Nested(replies) = replies {
            waiting.push(replies);
        }
    }
    Ok(())
}

fn listing<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    let whole = frame.text;
    let read = things(whole, &mut |kind, data| match kind {
        "t1" | "t3" => out.within(whole, data, thing),
        "t2" => {
            out.within(whole, data, account);
            out.within(whole, data, karma);
        }
        _ => {}
    });
    if let Err(fault) = read {
        out.record(0, whole.len(), |_| Err(super::canonical::fault(fault)));
    }
}

fn account<'a>(data: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [name, created, bio] = reader.pick(data, paths!["name", "created_utc", "subreddit.public_description"])?;
    let (name, created) = (reader.text(name), reader.text(created));
    let created_at = reader.created(created);
    Ok(Record::Account(Account { created_at, bio: reader.text(bio), ..Account::new(reader.account(name)?) }))
}

fn karma<'a>(data: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [name, link, comment] = reader.pick(data, paths!["name", "link_karma", "comment_karma"])?;
    let name = reader.text(name);
    let account = reader.account(name)?.into_owned();
    let value =
        |value: Value<'a>| value.text(&mut false).and_then(|text| text.parse::<f64>().ok()).filter(|value| value.is_finite());
    let value = value(link).unwrap_or(0.0) + value(comment).unwrap_or(0.0);
    Ok(Record::Score(ClaimedScore { account, metric: "karma".into(), value, at: None, scale: Scale::Sum }))
}

fn thing<'a>(data: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, name, author, created, body, selftext, title, parent, link, subreddit, score, permalink, url] = reader.pick(
        data,
        paths![
            "id",
            "name",
            "author",
            "created_utc",
            "body",
            "selftext",
            "title",
            "parent_id",
            "link_id",
            "subreddit",
            "score",
            "permalink",
            "url",
        ],
    )?;
    let is_comment = !matches!(body, Value::Null);
    let id = reader.text(name).or_else(|| {
        let id = reader.text(id)?;
        Some(if id.contains('_') { id } else { format!("{}_{id}", if is_comment { "t1" } else { "t3" }).into() })
    });
    let author = reader.text(author);
    let author = reader.author(author, id.as_deref())?;
    let text = if is_comment { reader.text(body) } else { titled(reader.text(title), reader.text(selftext)) };
    let parent = reader.text(parent).map(|parent| match parent.bytes().all(|byte| byte.is_ascii_digit()) {
        // Newer dumps count comments by their number.
        true => parent.parse::<u64>().map_or(parent, |number| format!("t1_{}", base36(number)).into()),
        false => parent,
    });
    let created = reader.text(created);
    let place = reader.text(subreddit).map(|name| Cow::Owned(format!("r/{name}")));
    Ok(Record::Event(Event {
        at: reader.when(created)?,
        id,
        kind: if is_comment { Kind::Comment } else { Kind::Post },
        text,
        in_reply_to: parent,
        target: reader.text(link).or(place),
        url: reader
            .text(permalink)
            .map(|link| match link.starts_with('/') {
                true => format!("https://www.reddit.com{link}").into(),
                false => link,
            })
            .or_else(|| reader.text(url)),
        likes: reader.count(score),
        ..Event::by(author)
    }))
}

/// A title and the words under it.
pub(super) fn titled<'a>(title: Option<Cow<'a, str>>, text: Option<Cow<'a, str>>) -> Option<Cow<'a, str>> {
    match (title, text) {
        (Some(title), Some(text)) => Some(format!("{title}\n\n{text}").into()),
        (title, text) => title.or(text),
    }
}

fn base36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[(number % 36) as usize]);
        number /= 36;
        if number == 0 {
            break;
        }
    }
    digits.iter().rev().map(|digit| char::from(*digit)).collect()
}

fn own<'a>(row: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, permalink, date, subreddit, title, body, url, parent, link, ip] = csv::pick(
        row,
        reader.setting.format,
        ["id", "permalink", "date", "subreddit", "title", "body", "url", "parent", "link", "ip"],
    )?;
    let is_comment = !reader.setting.format.names.iter().any(|name| name == "title");
    let owner = reader.setting.owner;
    Ok(Record::Event(Event {
        at: reader.when(date)?,
        id: id.map(|id| format!("{}_{id}", if is_comment { "t1" } else { "t3" }).into()),
        kind: if is_comment { Kind::Comment } else { Kind::Post },
        text: titled(title, body),
        in_reply_to: parent,
        target: link.or(subreddit.map(|name| format!("r/{name}").into())),
        url: permalink.or(url),
        author_name: owner.name.clone().map(Cow::Owned),
        author_ip: ip,
        ..Event::by(owner.id.clone())
    }))
}
