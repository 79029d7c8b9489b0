//! The dumps of Stack Exchange: one XML file a table, one `row` a record, all values as attributes.

use std::borrow::Cow;

use super::html::plain;
use super::reddit::titled;
use super::{Find, Frame, Out, Reader, Skip, Source, Traits};
use crate::account::{Account, ClaimedScore, Scale};
use crate::event::{Event, Kind};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::frame::{Cut, xml_elements::Elements};
use crate::read::look::Look;
use crate::read::xml;

pub(super) static SOURCE: Source = Source {
    name: "stackexchange",
    title: "Stack Exchange dump: posts, comments, users, history of posts",
    found_by: "the root element `posts`, `comments`, `users` or `posthistory` with `row` in it",
    platform: Some(Platform::StackExchange),
    find: |look| {
        let table = table(look, &["posts", "comments", "users", "posthistory"])?;
        let cut = Cut::Xml(Elements { records: &["row"], holder: "" });
        Some(Find::Records { cut, start: 0, names: vec![table] })
    },
    read,
    traits: Traits { nested: true, ..Traits::PLAIN },
};

pub(super) static PARTS: Source = Source {
    title: "Stack Exchange dump: badges, votes, tags and links, which are nobody's acts and are passed over",
    found_by: "the root element `badges`, `votes`, `tags` or `postlinks` with `row` in it",
    find: |look| table(look, &["badges", "votes", "tags", "postlinks"]).map(|_| Find::Part),
    read: |_, _| {},
    traits: Traits::PLAIN,
    ..SOURCE
};

fn table(look: &Look<'_>, tables: &[&str]) -> Option<String> {
    let (name, _) = look.root()?;
    let name = name.to_ascii_lowercase();
    (tables.contains(&name.as_str()) && look.text.contains("<row ")).then_some(name)
}

fn read<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    let text = frame.text;
    match out.setting.format.names.first().map(String::as_str) {
        Some("users") => {
            out.record(0, text.len(), |reader| user(text, reader));
            out.record(0, text.len(), |reader| reputation(text, reader));
        }
        Some("comments") => out.record(0, text.len(), |reader| comment(text, reader)),
        // The first texts of a post are in the table of posts already; what else the history has is moderation.
        Some("posthistory") => {
            if matches!(attribute(text, "PostHistoryTypeId").as_deref(), Some("4" | "5" | "6")) {
                out.record(0, text.len(), |reader| edit(text, reader));
            }
        }
        _ => out.record(0, text.len(), |reader| post(text, reader)),
    }
}

fn attribute<'a>(row: &'a str, name: &str) -> Option<Cow<'a, str>> {
    xml::attribute(row, name).filter(|value| !value.is_empty())
}

/// The values of these attributes of a row.
fn pick<'a, const N: usize>(row: &'a str, names: [&str; N]) -> [Option<Cow<'a, str>>; N] {
    let mut picked = [const { None }; N];
    for (name, value) in xml::attributes(row) {
        if let Some(place) = names.iter().position(|wanted| *wanted == name) {
            picked[place] = Some(value).filter(|value| !value.is_empty());
        }
    }
    picked
}

fn number(text: Option<Cow<'_, str>>) -> Option<u64> {
    text?.parse().ok()
}

fn post<'a>(row: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, kind, parent, created, score, body, owner, name, title] =
        pick(row, ["Id", "PostTypeId", "ParentId", "CreationDate", "Score", "Body", "OwnerUserId", "OwnerDisplayName", "Title"]);
    let author = reader.author(owner, id.as_deref())?;
    let kind = match kind.as_deref() {
        Some("1") => Kind::Post,
        Some("2") => Kind::Reply,
        // Wikis of tags and the like.
        _ => Kind::Edit,
    };
    Ok(Record::Event(Event {
        at: reader.when_utc(created)?,
        id,
        kind,
        text: titled(title, body.map(plain)),
        target: parent.clone(),
        in_reply_to: parent,
        author_name: name,
        likes: number(score),
        ..Event::by(author)
    }))
}

fn comment<'a>(row: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, post, score, text, created, user, name] =
        pick(row, ["Id", "PostId", "Score", "Text", "CreationDate", "UserId", "UserDisplayName"]);
    let id: Option<Cow<'a, str>> = id.map(|id| format!("comment {id}").into());
    let author = reader.author(user, id.as_deref())?;
    Ok(Record::Event(Event {
        at: reader.when_utc(created)?,
        id,
        kind: Kind::Comment,
        text,
        target: post,
        author_name: name,
        likes: number(score),
        ..Event::by(author)
    }))
}

fn edit<'a>(row: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, post, created, user, text] = pick(row, ["Id", "PostId", "CreationDate", "UserId", "Text"]);
    let id: Option<Cow<'a, str>> = id.map(|id| format!("edit {id}").into());
    let author = reader.author(user, id.as_deref())?;
    Ok(Record::Event(Event { at: reader.when_utc(created)?, id, kind: Kind::Edit, text, target: post, ..Event::by(author) }))
}

fn user<'a>(row: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, created, name, about] = pick(row, ["Id", "CreationDate", "DisplayName", "AboutMe"]);
    Ok(Record::Account(Account {
        name,
        created_at: reader.created(created),
        bio: about.map(plain),
        // The platform's own: the user called Community, which is not a person.
        declared_automation: Some(id.as_deref() == Some("-1")),
        ..Account::new(reader.account(id)?)
    }))
}

fn reputation<'a>(row: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, reputation] = pick(row, ["Id", "Reputation"]);
    let account = reader.account(id)?.into_owned();
    let value = reputation.and_then(|text| text.parse().ok()).filter(|value: &f64| value.is_finite());
    let value = value.ok_or_else(|| Skip::new("IN-SCORE", "the reputation is no number"))?;
    Ok(Record::Score(ClaimedScore { account, metric: "reputation".into(), value, at: None, scale: Scale::Linear }))
}
