//! LinkedIn's export of one's own data: shares, comments and reactions as tables. Its times are in UTC without saying so.

use std::borrow::Cow;

use super::{Find, Format, Frame, Owned, Reader, Skip, Source, Traits, csv};
use crate::event::{Event, Kind};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::look::Look;
use crate::read::owners::Owner;

pub(super) static SOURCE: Source = Source {
    name: "linkedin",
    title: "LinkedIn's export of one's own data: Shares.csv, Comments.csv, Reactions.csv",
    found_by: "a header line with `Date` and `ShareLink`, or `Date` and `Link` with `Message` or `Type`",
    platform: Some(Platform::LinkedIn),
    find: |look| {
        header(look, &["date", "sharelink", "sharecommentary"])
            .or_else(|| header(look, &["date", "link", "message"]))
            .or_else(|| header(look, &["date", "type", "link"]))
    },
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| row(frame.text, reader)),
    traits: Traits { owned: Owned::Place, ..Traits::PLAIN },
};

/// Who the export is of.
pub(super) static PROFILE: Source = Source {
    title: "LinkedIn's export of one's own data: Profile.csv",
    found_by: "a header line with `First Name`, `Last Name` and `Headline`",
    find: |look| header(look, &["first name", "last name", "headline"]),
    read: |_, _| {},
    traits: Traits { owner: Some(owner), ..Traits::PLAIN },
    ..SOURCE
};

fn header(look: &Look<'_>, wanted: &[&str]) -> Option<Find> {
    look.table(|names| wanted.iter().all(|wanted| names.iter().any(|name| name == wanted)))
}

fn owner(row: &str, format: &Format) -> Option<Owner> {
    let [first, last] = csv::pick(row, format, ["first name", "last name"]).ok()?;
    let name = format!("{} {}", first.unwrap_or_default(), last.unwrap_or_default()).trim().to_owned();
    (!name.is_empty()).then(|| Owner { id: name.clone(), name: Some(name) })
}

fn row<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [date, share, commentary, shared, link, message, reaction] =
        csv::pick(text, reader.setting.format, ["date", "sharelink", "sharecommentary", "sharedurl", "link", "message", "type"])?;
    let (kind, id, target, words) = if share.is_some() || commentary.is_some() {
        (Kind::Post, share.as_deref().and_then(urn), shared, commentary)
    } else if reader.setting.format.names.iter().any(|name| name == "message") {
        (Kind::Comment, None, link.as_deref().and_then(urn), message)
    } else {
        (Kind::Like, None, link.as_deref().and_then(urn), reaction)
    };
    let owner = reader.setting.owner;
    Ok(Record::Event(Event {
        at: reader.when_utc(date)?,
        id,
        kind,
        text: words,
        target,
        url: share.or(link),
        author_name: owner.name.clone().map(Cow::Owned),
        ..Event::by(owner.id.clone())
    }))
}

/// The name that an address ends in, such as `urn:li:share:7350123456789012345`.
fn urn(link: &str) -> Option<Cow<'static, str>> {
    let plain = link.replace("%3A", ":").replace("%3a", ":");
    let start = plain.find("urn:li:")?;
    let end = plain[start..].find(['?', '&', '/', ',', ')']).map_or(plain.len(), |end| start + end);
    Some(plain[start..end].to_owned().into())
}
