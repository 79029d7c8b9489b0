//! What a source works with while it reads one record.

use std::borrow::Cow;

use super::canonical::fault;
use super::{Remarks, Setting, Skip, Unknown};
use crate::event::Stamp;
use crate::read::json::{self, Value};
use crate::read::time;

/// Reads single values, and collects what is to be told of them.
pub(crate) struct Reader<'c, 'a> {
    pub setting: &'c Setting<'c>,
    pub remarks: Remarks,
    /// Members that the canonical form does not know, where they are wanted.
    pub unknown: Option<Vec<Unknown<'a>>>,
    /// Half a surrogate pair was replaced.
    pub lone: bool,
}

impl<'a> Reader<'_, 'a> {
    /// The values of these keys of a JSON object; null for those that are not there. Of a key that comes twice the last counts.
    pub fn pick<const N: usize>(&mut self, object: &'a str, keys: [&str; N]) -> Result<[Value<'a>; N], Skip> {
        json::pick(object, keys).map_err(fault)
    }

    /// The values of these keys of a nested object; all null if it is none.
    pub fn inner<const N: usize>(&mut self, value: Value<'a>, keys: [&str; N]) -> [Value<'a>; N] {
        match value {
            Value::Nested(object) => json::pick(object, keys).unwrap_or([Value::Null; N]),
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
                let read = time::parse_as(written, self.setting.as_of, self.setting.dates);
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

    /// A moment that may be missing, such as the creation of an account.
    pub fn created(&mut self, written: Option<Cow<'_, str>>) -> Option<Stamp> {
        let written = written.filter(|written| !written.trim().is_empty())?;
        let read = time::parse_as(&written, self.setting.as_of, self.setting.dates);
        let before = self.remarks.zoneless;
        let stamp = self.remarks.moment(read, &written);
        self.remarks.zoneless = before;
        stamp.map_err(|skip| self.remarks.tell(skip.code, skip.message)).ok()
    }
}

/// An author that is somebody: no text that platforms put in place of accounts that are gone.
pub(crate) fn somebody<'a>(author: Option<Cow<'a, str>>) -> Result<Cow<'a, str>, Skip> {
    author.filter(|name| !name.trim().is_empty() && name != "[deleted]").ok_or_else(|| Skip::new("EV-ANON", "no author is given"))
}
