//! What the owner of an X archive likes and whom they follow: lists without times.

use super::x_post::assigned;
use super::{Frame, Owned, Reader, Skip, Source, Traits};
use crate::event::{Event, Kind};
use crate::platform::Platform;
use crate::read::Record;

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
    let [inner] = reader.pick(text, [list])?;
    let [post, account, link, user] = reader.inner(inner, ["tweetId", "accountId", "expandedUrl", "userLink"]);
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
