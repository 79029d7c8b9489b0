//! From the text of one record to what it says: one file a format.

pub(crate) mod canonical;
pub(crate) mod csv;
pub(crate) mod fields;
pub(crate) mod git_log;
pub(crate) mod x_account;
pub(crate) mod x_post;

use std::borrow::Cow;

use super::Record;
use super::id_time::{id_time, refine};
use super::owners::Owner;
use super::sniff::Format;
use super::time::{Fault, Moment};
use crate::event::{Event, Locator, Stamp, TimeSource};
use crate::platform::Platform;

/// What a source must know besides the record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'c> {
    pub format: &'c Format,
    pub owner: &'c Owner,
    pub as_of: i64,
    pub require_time: bool,
    /// Of records that do not say it.
    pub platform: Option<Platform>,
    /// Names of further fields whose values are wanted.
    pub shared_fields: &'c [String],
}

impl Setting<'_> {
    /// The number of a field whose value is wanted.
    pub fn shared_field(&self, name: &str) -> Option<u8> {
        self.shared_fields.iter().position(|wanted| wanted == name).and_then(|place| u8::try_from(place).ok())
    }
}

/// Why a record is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Skip {
    pub code: &'static str,
    pub message: String,
}

impl Skip {
    pub fn new(code: &'static str, message: impl Into<String>) -> Skip {
        Skip { code, message: message.into() }
    }
}

/// What is to be told of records that are kept.
#[derive(Debug, Default)]
pub(crate) struct Remarks {
    /// Guesses and repairs, told record by record.
    pub list: Vec<(&'static str, String)>,
    /// A time without a zone was taken for UTC; told once a file.
    pub zoneless: bool,
}

impl Remarks {
    pub fn tell(&mut self, code: &'static str, message: impl Into<String>) {
        self.list.push((code, message.into()));
    }

    /// Half a surrogate pair was replaced.
    pub fn lone(&mut self, lone: bool) {
        if lone {
            self.tell("IN-JSON", "half a surrogate pair was replaced by U+FFFD");
        }
    }

    /// The stamp of a time that was read, or why there is none.
    pub fn moment(&mut self, read: Result<Moment, Fault>, written: &str) -> Result<Stamp, Skip> {
        let shown = || written.chars().take(40).collect::<String>();
        match read {
            Ok(moment) => {
                self.zoneless |= moment.zoneless;
                Ok(moment.stamp)
            }
            Err(Fault::Bad) => Err(Skip::new("TIME-BAD", format!("{:?} is no time that can be", shown()))),
            Err(Fault::Ambiguous) => {
                Err(Skip::new("TIME-AMBIG", format!("in {:?} day and month could be either way round", shown())))
            }
        }
    }
}

/// A member that the canonical form may not know, as the JSON to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unknown<'a> {
    /// The key, if another kind of record has it.
    pub known: Option<fields::Key>,
    pub key: Cow<'a, str>,
    pub value: Cow<'a, str>,
}

/// Reads one record. `unknown` collects what `import` passes on.
pub(crate) fn parse<'a>(
    text: &'a str,
    locator: Locator,
    setting: &Setting<'_>,
    remarks: &mut Remarks,
    unknown: Option<&mut Vec<Unknown<'a>>>,
) -> Result<Record<'a>, Skip> {
    let mut record = match setting.format {
        Format::Ndjson | Format::Json => canonical::parse(text, locator, setting, remarks, unknown),
        Format::Csv { delimiter, names } => csv::parse(text, *delimiter, names, locator, setting, remarks, unknown),
        Format::GitLog { .. } => git_log::parse(text, locator, setting, remarks),
        Format::XPosts { grailbird } => x_post::parse(text, *grailbird, locator, setting, remarks),
        Format::XAccount | Format::XProfile | Format::XUserDetails => x_account::parse(text, setting, remarks),
    }?;
    let unsaid = setting.format.platform().or(setting.platform);
    match &mut record {
        Record::Event(event) => {
            event.platform = event.platform.or(unsaid);
            refine_time(event, remarks);
        }
        Record::Account(account) => account.platform = account.platform.or(unsaid),
        Record::Score(_) => {}
    }
    Ok(record)
}

/// Takes the finer time of the id where it carries one, and tells where it disputes the date.
fn refine_time(event: &mut Event<'_>, remarks: &mut Remarks) {
    let (Some(at), Some(platform)) = (event.at, event.platform) else { return };
    let Some(given) = event.id.as_deref().and_then(|id| id_time(id, platform)) else { return };
    let refined = refine(at, given, remarks.zoneless);
    if refined.source == TimeSource::Disputed {
        let apart = (given - at.millis).abs() / 1_000;
        remarks.tell("TIME-ID", format!("the id was given {apart} s apart from the time that is written"));
    }
    event.at = Some(refined);
}
