//! Contributions to Wikipedia and other MediaWiki sites: `action=query&list=usercontribs`, and what is known of users.

use std::borrow::Cow;

use super::{Frame, Out, Reader, Skip, Source, Traits};
use crate::account::Account;
use crate::event::{Event, Kind};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::json::{self, Value, paths};
use crate::read::look::Keys;

pub(super) static SOURCE: Source = Source {
    name: "mediawiki",
    title: "MediaWiki API: contributions and users",
    found_by: "`query` with `usercontribs` or `users`; `revid`, `user` and `timestamp`",
    platform: Some(Platform::Wikipedia),
    find: |look| {
        look.records(|keys| {
            is_edit(keys) || keys.inner("query").is_some_and(|query| query.is_array("usercontribs") || query.is_array("users"))
        })
    },
    read,
    traits: Traits { nested: true, window: true, ..Traits::PLAIN },
};

fn is_edit(keys: &Keys<'_>) -> bool {
    keys.all(&["revid", "user", "timestamp"])
}

fn read<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    let whole = frame.text;
    let [query, contributions, users] = match json::pick(whole, paths!["query", "query.usercontribs", "query.users"]) {
        Ok(picked) => picked,
        Err(fault) => return out.record(0, whole.len(), |_| Err(super::canonical::fault(fault))),
    };
    if !matches!(query, Value::Nested(_)) {
        return out.record(0, whole.len(), |reader| edit(whole, reader));
    }
    for (list, is_user) in [(users, true), (contributions, false)] {
        if let Value::Nested(list) = list {
            let _ = json::array(list, |value| {
                if let Value::Nested(text) = value {
                    out.within(whole, text, |text, reader| if is_user { account(text, reader) } else { edit(text, reader) });
                }
            });
        }
    }
}

fn account<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [name, registration, groups] = reader.pick(text, paths!["name", "registration", "groups"])?;
    let (name, registration) = (reader.text(name), reader.text(registration));
    let mut declared = None;
    if let Value::Nested(groups) = groups {
        let mut bot = false;
        let _ = json::array(groups, |group| bot |= group.text(&mut false).as_deref() == Some("bot"));
        declared = Some(bot);
    }
    let created_at = reader.created(registration);
    Ok(Record::Account(Account { created_at, declared_automation: declared, ..Account::new(reader.account(name)?) }))
}

fn edit<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, user, time, title, comment, tags] =
        reader.pick(text, paths!["revid", "user", "timestamp", "title", "comment", "tags"])?;
    let (id, user, time) = (reader.text(id), reader.text(user), reader.text(time));
    let author = reader.author(user, id.as_deref())?;
    // Tags name the tool that an edit was made with, and other things.
    let mut tools: Vec<Cow<'a, str>> = Vec::new();
    if let Value::Nested(tags) = tags {
        let _ = json::array(tags, |tag| tools.extend(reader.text(tag)));
    }
    let client = (!tools.is_empty()).then(|| tools.join(", ").into());
    Ok(Record::Event(Event {
        at: reader.when(time)?,
        id,
        kind: Kind::Edit,
        text: reader.text(comment),
        client,
        target: reader.text(title),
        ..Event::by(author)
    }))
}
