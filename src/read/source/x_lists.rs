//! The lists of X archives: likes and follows, which have no times, and the table that stood beside the scripts until 2018.

use super::x_post::{assigned, client, day_only};
use super::{Frame, Owned, Reader, Skip, Source, Traits, csv};
use crate::event::{Event, Kind};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::json::paths;

pub(super) static LIKES: Source = Source {
    name: "x-archive",
    title: "X archive since 2019: likes, which have no times",
    found_by: "`window.YTD.like`",
    platform: Some(Platform::X),
    find: |look| assigned(look, |name| name.starts_with("window.YTD.like.")),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| entry(frame.text, "like", reader)),
    traits: Traits { owned: Owned::Place, timeless: true, ..Traits::PLAIN },
};

pub(super) static FOLLOWING: Source = Source {
    title: "X archive since 2019: whom the account follows, without times",
    found_by: "`window.YTD.following`",
    find: |look| assigned(look, |name| name.starts_with("window.YTD.following.")),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| entry(frame.text, "following", reader)),
    ..LIKES
};

/// A like or a follow. The words of a like are somebody else's; the id of the post tells when that was written, not when it was liked.
fn entry<'a>(text: &'a str, list: &str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let wanted = paths!["tweetId", "accountId", "expandedUrl", "userLink"];
    let [post, account, link, user] = reader.pick_within(text, list, wanted)?;
    let liked = reader.text(post);
    let kind = if liked.is_some() { Kind::Like } else { Kind::Follow };
    let target = liked.or_else(|| reader.text(account));
    let owner = reader.setting.owner;
    if target.is_none() {
        return Err(Skip::new("IN-JSON", "nothing says what was liked or followed"));
    }
    Ok(Record::Event(Event {
        kind,
        target,
        url: reader.text(link).or_else(|| reader.text(user)),
        author_name: owner.name.clone().map(Into::into),
        ..Event::by(owner.id.clone())
    }))
}

/// The same posts as in the scripts, without likes and languages.
pub(super) static TABLE: Source = Source {
    name: "x-archive-2012",
    title: "X archive of 2012 to 2018: tweets.csv, which is read where the scripts are not there",
    found_by: "a header line with `tweet_id`, `timestamp` and `retweeted_status_id`",
    find: |look| {
        let wanted = ["tweet_id", "timestamp", "text", "retweeted_status_id"];
        look.table(|names| wanted.iter().all(|wanted| names.iter().any(|name| name == wanted)))
    },
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| row(frame.text, reader)),
    traits: Traits { owned: Owned::Place, spare: true, ..Traits::PLAIN },
    ..LIKES
};

fn row<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, answers, answers_user, time, source, words, original] = csv::pick(
        text,
        reader.setting.format,
        ["tweet_id", "in_reply_to_status_id", "in_reply_to_user_id", "timestamp", "source", "text", "retweeted_status_id"],
    )?;
    let kind = if original.is_some() || words.as_deref().is_some_and(|words| words.starts_with("RT @")) {
        Kind::Repost
    } else if answers.is_some() || answers_user.is_some() {
        Kind::Reply
    } else {
        Kind::Post
    };
    let owner = reader.setting.owner;
    Ok(Record::Event(Event {
        at: reader.when(time)?.map(|at| day_only(at, id.as_deref())),
        id,
        kind,
        text: words,
        client: source.map(client),
        in_reply_to: answers,
        target: original,
        author_name: owner.name.clone().map(Into::into),
        ..Event::by(owner.id.clone())
    }))
}
