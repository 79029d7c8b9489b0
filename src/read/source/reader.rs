//! What a source works with while it reads one record.

use std::borrow::Cow;

use super::canonical::fault;
use super::{Remarks, Setting, Skip, Unknown};
use crate::event::{Locator, Stamp};
use crate::read::date_order;
use crate::read::json::{self, Paths, Value};

/// What stands in place of an author who is gone.
const NOBODY: &str = "[deleted]";

/// Reads single values, and collects what is to be told of them.
pub(crate) struct Reader<'c, 'a> {
    pub setting: &'c Setting<'c>,
    /// Where the record stands.
    pub place: Locator,
    pub remarks: Remarks,
    /// Members that the canonical form does not know, where they are wanted.
    pub unknown: Option<Vec<Unknown<'a>>>,
    /// Half a surrogate pair was replaced.
    pub lone: bool,
    /// A key stands twice in the record.
    pub twice: bool,
}

impl<'a> Reader<'_, 'a> {
    /// The values of these keys of a JSON object; null for those that are not there. Of a key that comes twice the last counts.
    pub fn pick<const N: usize>(&mut self, object: &'a str, paths: &Paths<'_, N>) -> Result<[Value<'a>; N], Skip> {
        json::pick_noting(object, paths, &mut self.twice).map_err(fault)
    }

    /// The values of these keys of the object that an object has under the key `wrap`; its own if it has none.
    pub fn pick_within<const N: usize>(
        &mut self,
        object: &'a str,
        wrap: &str,
        paths: &Paths<'_, N>,
    ) -> Result<[Value<'a>; N], Skip> {
        let mut twice = false;
        // Mostly there is nothing beside it, and one walk does.
        if let Some(picked) = json::unwrapped(object, wrap).and_then(|inner| json::pick_noting(inner, paths, &mut twice).ok()) {
            self.twice |= twice;
            return Ok(picked);
        }
        let [wrapped] = self.pick(object, &Paths::new([wrap]))?;
        self.pick(if let Value::Nested(inner) = wrapped { inner } else { object }, paths)
    }

    /// The values of these keys of a nested object; all null if it is none.
    pub fn inner<const N: usize>(&mut self, value: Value<'a>, paths: &Paths<'_, N>) -> [Value<'a>; N] {
        match value {
            Value::Nested(object) => json::pick(object, paths).unwrap_or([Value::Null; N]),
            _ => [Value::Null; N],
        }
    }

    /// The text of a string or the digits of a number; none if it is empty.
    pub fn text(&mut self, value: Value<'a>) -> Option<Cow<'a, str>> {
        value.text(&mut self.lone).filter(|text| !text.is_empty())
    }

    /// A count, written as a number or as text.
    pub fn count(&mut self, value: Value<'a>) -> Option<u64> {
        let text = self.text(value)?;
        text.parse().ok().or_else(|| {
            let number: f64 = text.parse().ok()?;
            ((0.0..1e18).contains(&number) && number.fract() == 0.0).then_some(number as u64)
        })
    }

    /// The moment of an event. Without a usable one the record is left out where a time is needed.
    pub fn when(&mut self, written: Option<Cow<'_, str>>) -> Result<Option<Stamp>, Skip> {
        let read = match &written {
            Some(written) if !written.trim().is_empty() => {
                let read = date_order::parse_as(written, self.setting.as_of, self.setting.dates);
                self.remarks.moment(read, written)
            }
            _ => Err(Skip::new("TIME-MISSING", "no time is given")),
        };
        match read {
            Ok(stamp) => Ok(Some(stamp)),
            Err(skip) if self.setting.require_time => Err(skip),
            Err(Skip { code: "TIME-MISSING", .. }) => Ok(None),
            Err(skip) => {
                self.remarks.tell(skip.code, skip.message);
                Ok(None)
            }
        }
    }

    /// The moment of an event, of a format whose times without a zone are known to be UTC.
    pub fn when_utc(&mut self, written: Option<Cow<'_, str>>) -> Result<Option<Stamp>, Skip> {
        let before = self.remarks.zoneless;
        let read = self.when(written);
        self.remarks.zoneless = before;
        read
    }

    /// The author, who must be somebody. What platforms put in place of accounts that are gone is nobody: such records are
    /// left out, or each becomes an author of its own, so that strangers are never put together as one.
    pub fn author(&mut self, author: Option<Cow<'a, str>>, id: Option<&str>) -> Result<Cow<'a, str>, Skip> {
        match author.filter(|name| !name.trim().is_empty()) {
            Some(name) if !name.starts_with(NOBODY) => Ok(name),
            _ if !self.setting.keep_unsigned => Err(Skip::new("EV-ANON", "nobody is named as its author")),
            Some(name) if name.len() > NOBODY.len() => Ok(name),
            _ => {
                self.remarks.tell("EV-ANON", "nobody is named as its author; it is taken for an author of its own");
                Ok(Cow::Owned(match id {
                    Some(id) => format!("{NOBODY} {id}"),
                    None => format!("{NOBODY} at {}:{}", self.place.stream, self.place.byte),
                }))
            }
        }
    }

    /// The id of an account that is described.
    pub fn account(&mut self, id: Option<Cow<'a, str>>) -> Result<Cow<'a, str>, Skip> {
        id.filter(|id| !id.trim().is_empty()).ok_or_else(|| Skip::new("EV-ANON", "no account is named"))
    }

    /// A moment that may be missing, such as the creation of an account.
    pub fn created(&mut self, written: Option<Cow<'_, str>>) -> Option<Stamp> {
        let written = written.filter(|written| !written.trim().is_empty())?;
        let read = date_order::parse_as(&written, self.setting.as_of, self.setting.dates);
        let before = self.remarks.zoneless;
        let stamp = self.remarks.moment(read, &written);
        self.remarks.zoneless = before;
        stamp.map_err(|skip| self.remarks.tell(skip.code, skip.message)).ok()
    }
}
