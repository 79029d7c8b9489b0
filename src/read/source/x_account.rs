//! Who an X archive is of: `account.js`, `profile.js`, and `user_details.js` of the layout of 2012 to 2018.

use super::x_post::assigned;
use super::{Find, Frame, Owned, Reader, Skip, Source, Traits};
use crate::account::Account;
use crate::platform::Platform;
use crate::read::Record;
use crate::read::json::{self, Paths, Value, paths};
use crate::read::look::Look;
use crate::read::owners::Owner;

pub(super) static ACCOUNT: Source = Source {
    name: "x-archive",
    title: "X archive since 2019: the account",
    found_by: "`window.YTD.account`",
    platform: Some(Platform::X),
    find: |look| assigned(look, |name| name.starts_with("window.YTD.account.")),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| account(frame.text, reader)),
    traits: Traits { owner: Some(|text, _| owner(text, "account", "accountId", "username")), ..Traits::PLAIN },
};

pub(super) static PROFILE: Source = Source {
    title: "X archive since 2019: the profile",
    found_by: "`window.YTD.profile`",
    find: |look| assigned(look, |name| name.starts_with("window.YTD.profile.")),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| profile(frame.text, reader)),
    traits: Traits { owned: Owned::Place, ..Traits::PLAIN },
    ..ACCOUNT
};

pub(super) static USER_DETAILS: Source = Source {
    name: "x-archive-2012",
    title: "X archive of 2012 to 2018: the account",
    found_by: "`var user_details`",
    find: |look| assigned(look, |name| name == "var user_details"),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| user_details(frame.text, reader)),
    traits: Traits { owner: Some(|text, _| owner(text, "", "id", "screen_name")), ..Traits::PLAIN },
    ..ACCOUNT
};

/// The other parts of an archive hold nothing to audit.
pub(super) static PARTS: Source = Source {
    title: "X archive: other parts, which are passed over",
    found_by: "`window.YTD`, `var payload_details`",
    find: part,
    read: |_, _| {},
    traits: Traits::PLAIN,
    ..ACCOUNT
};

fn part(look: &Look<'_>) -> Option<Find> {
    let (name, _) = look.text.split_once('=')?;
    let name = name.trim();
    let known = ["window.YTD.", "var payload_details"];
    known.iter().any(|start| name.starts_with(start)).then_some(Find::Part)
}

/// The owner that the first record names; `outer` is the key that it stands under, if any.
pub(super) fn owner(text: &str, outer: &str, id: &str, name: &str) -> Option<Owner> {
    let inner = match outer {
        "" => text,
        outer => match json::pick(text, &Paths::new([outer])).ok()? {
            [Value::Nested(inner)] => inner,
            _ => return None,
        },
    };
    let text = |value: Value<'_>| value.text(&mut false).filter(|text| !text.is_empty()).map(|text| text.into_owned());
    let [id, name] = json::pick(inner, &Paths::new([id, name])).ok()?;
    Some(Owner { id: text(id)?, name: text(name) })
}

fn account<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let wanted = paths!["account.accountId", "account.username", "account.accountDisplayName", "account.createdAt"];
    let [id, handle, name, created] = reader.pick(text, wanted)?;
    let id = reader.text(id);
    let id = reader.account(id)?;
    let created = reader.text(created);
    Ok(Record::Account(Account {
        // The handle rather than the display name: it is what others know the account by.
        name: reader.text(handle).or_else(|| reader.text(name)),
        created_at: reader.created(created),
        ..Account::new(id)
    }))
}

fn profile<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [bio] = reader.pick(text, paths!["profile.description.bio"])?;
    Ok(Record::Account(Account { bio: reader.text(bio), ..Account::new(reader.setting.owner.id.clone()) }))
}

fn user_details<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, handle, name, created, bio] = reader.pick(text, paths!["id", "screen_name", "full_name", "created_at", "bio"])?;
    let id = reader.text(id);
    let id = reader.account(id)?;
    let created = reader.text(created);
    Ok(Record::Account(Account {
        name: reader.text(handle).or_else(|| reader.text(name)),
        created_at: reader.created(created),
        bio: reader.text(bio),
        ..Account::new(id)
    }))
}
