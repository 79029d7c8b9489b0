//! Who an X archive is of: `account.js`, `profile.js`, and `user_details.js` of the layout of 2012 to 2018.

use std::borrow::Cow;

use super::canonical::fault;
use super::x_post::member;
use super::{Remarks, Setting, Skip};
use crate::account::Account;
use crate::event::Stamp;
use crate::read::Record;
use crate::read::json::{self, Value};
use crate::read::owners::Owner;
use crate::read::sniff::Format;
use crate::read::time;

pub(super) fn parse<'a>(text: &'a str, setting: &Setting<'_>, remarks: &mut Remarks) -> Result<Record<'a>, Skip> {
    let account = match setting.format {
        Format::XProfile => profile(text, setting),
        Format::XUserDetails => user_details(text, setting, remarks),
        _ => account(text, setting, remarks),
    }
    .map_err(fault)?;
    account.map(Record::Account).ok_or_else(|| Skip::new("IN-JSON", "the archive's account has no id"))
}

/// The owner that an `account.js` or `user_details.js` names.
pub(crate) fn owner(text: &str, format: &Format) -> Option<Owner> {
    let (inner, id, name) = match format {
        Format::XUserDetails => (text, "id", "screen_name"),
        _ => (inner(text, "account").ok().flatten()?, "accountId", "username"),
    };
    Some(Owner { id: member(inner, id)?.into_owned(), name: member(inner, name).map(Cow::into_owned) })
}

fn account<'a>(text: &'a str, setting: &Setting<'_>, remarks: &mut Remarks) -> Result<Option<Account<'a>>, json::Fault> {
    let Some(inner) = inner(text, "account")? else { return Ok(None) };
    let Some(id) = member(inner, "accountId") else { return Ok(None) };
    Ok(Some(Account {
        // The handle rather than the display name: it is what others know the account by.
        name: member(inner, "username").or_else(|| member(inner, "accountDisplayName")),
        created_at: created(member(inner, "createdAt"), setting, remarks),
        ..Account::new(id)
    }))
}

fn profile<'a>(text: &'a str, setting: &Setting<'_>) -> Result<Option<Account<'a>>, json::Fault> {
    let description = match inner(text, "profile")? {
        Some(profile) => inner(profile, "description")?,
        None => None,
    };
    let bio = description.and_then(|description| member(description, "bio"));
    Ok(Some(Account { bio, ..Account::new(setting.owner.id.clone()) }))
}

fn user_details<'a>(text: &'a str, setting: &Setting<'_>, remarks: &mut Remarks) -> Result<Option<Account<'a>>, json::Fault> {
    json::object(text, |_| {})?;
    Ok(member(text, "id").map(|id| Account {
        name: member(text, "screen_name").or_else(|| member(text, "full_name")),
        created_at: created(member(text, "created_at"), setting, remarks),
        bio: member(text, "bio"),
        ..Account::new(id)
    }))
}

fn created(written: Option<Cow<'_, str>>, setting: &Setting<'_>, remarks: &mut Remarks) -> Option<Stamp> {
    let written = written?;
    match remarks.moment(time::parse(&written, setting.as_of), &written) {
        Ok(stamp) => Some(stamp),
        Err(skip) => {
            remarks.tell(skip.code, skip.message);
            None
        }
    }
}

fn inner<'a>(object: &'a str, wanted: &str) -> Result<Option<&'a str>, json::Fault> {
    let mut found = None;
    json::object(object, |member| {
        if let (Value::Nested(inner), true) = (member.value, member.key.text(&mut false) == wanted) {
            found = Some(inner);
        }
    })?;
    Ok(found)
}
