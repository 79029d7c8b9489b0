//! From the text of one record to what it says: one file a format.

mod activity_streams;
mod bluesky;
mod canonical;
mod csv;
mod discourse;
mod disqus;
mod feed;
pub(crate) mod fields;
mod git_log;
mod github;
mod guest;
mod hacker_news;
mod html;
mod isso;
mod linkedin;
mod meta;
mod reader;
mod reddit;
mod scores;
mod stack_exchange;
mod table;
mod wikipedia;
mod wordpress_api;
mod wordpress_rows;
mod wxr;
mod x_account;
mod x_api;
mod x_lists;
mod x_manifest;
mod x_post;
mod youtube;

use std::borrow::Cow;

pub(crate) use canonical::LINES as CANONICAL;
pub(crate) use reader::Reader;
pub(crate) use table::SOURCES;

use super::Record;
use super::date_order::{self, Dates};
use super::frame::Cut;
use super::id_time::{id_time, refine};
use super::look::Look;
use super::owners::Owner;
use super::time::{Fault, Moment};
use crate::event::{Event, Locator, Stamp, TimeSource};
use crate::platform::Platform;

/// One kind of input: what it is called, how it is found, how one record of it is read.
#[derive(Debug)]
pub(crate) struct Source {
    /// The name in reports. Sources of one export share it.
    pub name: &'static str,
    /// What it is, for people.
    pub title: &'static str,
    /// What in the content gives it away, for people.
    pub found_by: &'static str,
    /// The platform that it is an export of, if of one only.
    pub platform: Option<Platform>,
    /// Looks at the front of a stream.
    pub find: fn(&Look<'_>) -> Option<Find>,
    /// Reads what one cut of the stream holds.
    pub read: for<'a> fn(Frame<'a>, &mut Out<'_, 'a>),
    /// What sets it apart from most.
    pub traits: Traits,
}

/// What says whose a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owned {
    /// The record itself.
    Record,
    /// A file beside it, for the whole archive or folder.
    Place,
    /// Nothing but the file that it is in.
    File,
}

/// What sets a source apart from most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Traits {
    /// What says whose its records are.
    pub owned: Owned,
    /// One cut may hold several records, so that a record cannot be found without what stands before it.
    pub nested: bool,
    /// It holds the latest records only, so that what is missing says nothing.
    pub window: bool,
    /// How to get the comments that were called spam, where exports of it usually lack them.
    pub spam_left_out: Option<&'static str>,
    /// It keeps more keys than are known here, which `import` passes on.
    pub open: bool,
    /// Names the account that the place belongs to, from the first record.
    pub owner: Option<fn(&str, &Format) -> Option<Owner>>,
    /// What the records behind a head must know of it.
    pub head: Option<fn(&str) -> String>,
    /// Its records have no times, so that only those who need none can use them.
    pub timeless: bool,
    /// The same records stand in other streams of the export, which are read instead where they are there.
    pub spare: bool,
    /// How many records the stream itself says that it holds, from its front.
    pub total: Option<fn(&str) -> Option<u64>>,
    /// How many records other files of the export hold, from the first record of this one.
    pub lists: Option<fn(&str) -> Vec<Listed>>,
}

/// A file of an export, and how many records the export says that it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Its name, from the folder on that the list names files in.
    pub file: String,
    pub count: u64,
}

impl Traits {
    /// Nothing out of the ordinary.
    pub const PLAIN: Traits = Traits {
        owned: Owned::Record,
        nested: false,
        window: false,
        spam_left_out: None,
        open: false,
        owner: None,
        head: None,
        timeless: false,
        spare: false,
        total: None,
        lists: None,
    };
}

/// Where the records of a stream start, and how they are told apart.
#[derive(Debug)]
pub(crate) enum Find {
    /// From this byte on.
    Records { cut: Cut, start: usize, names: Vec<String> },
    /// A part of an export that holds nothing to audit.
    Part,
}

impl Find {
    pub fn from(start: usize, cut: Cut) -> Option<Find> {
        Some(Find::Records { cut, start, names: Vec::new() })
    }
}

/// What a stream holds.
#[derive(Debug, Clone)]
pub(crate) struct Format {
    pub source: &'static Source,
    pub cut: Cut,
    /// The columns, if it is a table.
    pub names: Vec<String>,
}

impl Format {
    /// Whether a record can only be read on the way from the start of the stream.
    pub fn on_the_way(&self) -> bool {
        self.source.traits.nested || self.source.traits.head.is_some()
    }
}

/// What one cut holds, with what is known of the head that it stands behind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame<'a> {
    pub text: &'a str,
    pub head: Option<&'a str>,
}

/// What a source must know besides the record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'c> {
    pub format: &'c Format,
    pub owner: &'c Owner,
    pub as_of: i64,
    pub dates: Dates,
    pub require_time: bool,
    pub keep_unsigned: bool,
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
    /// The units of epochs, one bit each; told once a file if there are several.
    pub units: u8,
    /// The record was called spam.
    pub spam: bool,
    /// UTF-8 that was written as Latin-1 was undone; told once a file.
    pub mended: bool,
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
                self.units |= moment.unit;
                Ok(moment.stamp)
            }
            Err(Fault::Bad) => Err(Skip::new("TIME-BAD", format!("{:?} is no time that can be", shown()))),
            Err(Fault::Ambiguous) => {
                let readings = date_order::readings(written).join(" or ");
                let said = "say which comes first: --dates day-first or month-first";
                Err(Skip::new("TIME-AMBIG", format!("in {:?} day and month are not told apart: {readings}; {said}", shown())))
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

/// What became of one record.
#[derive(Debug)]
pub(crate) struct Item<'a> {
    /// Where it starts in its cut.
    pub offset: usize,
    pub record: Result<Record<'a>, Skip>,
    pub remarks: Remarks,
    pub unknown: Vec<Unknown<'a>>,
}

/// Where a source hands on what it reads.
pub(crate) struct Out<'o, 'a> {
    pub setting: &'o Setting<'o>,
    /// Where the cut stands.
    pub place: Locator,
    /// Whether members that are not known are wanted.
    pub with_unknown: bool,
    /// How many acts the cut itself says that it holds.
    pub declared: u64,
    pub each: &'o mut dyn FnMut(Item<'a>),
}

impl<'a> Out<'_, 'a> {
    /// Reads one record, which starts at this byte of the cut and has so many.
    pub fn record(&mut self, offset: usize, length: usize, read: impl FnOnce(&mut Reader<'_, 'a>) -> Result<Record<'a>, Skip>) {
        let unknown = self.with_unknown.then(Vec::new);
        let place = Locator { byte: self.place.byte + offset as u64, ..self.place };
        let mut reader = Reader { setting: self.setting, place, remarks: Remarks::default(), unknown, lone: false, twice: false };
        let mut record = read(&mut reader);
        let Reader { mut remarks, unknown, lone, twice, .. } = reader;
        remarks.lone(lone);
        if twice {
            remarks.tell("IN-JSON", "a key stands twice; its last value counts");
        }
        let unsaid = self.setting.format.source.platform.or(self.setting.platform);
        match &mut record {
            Ok(Record::Event(event)) => {
                event.platform = event.platform.or(unsaid);
                event.zoneless = remarks.zoneless;
                event.window |= self.setting.format.source.traits.window;
                event.locator = place;
                event.length = u32::try_from(length).unwrap_or(u32::MAX);
                if let Some(status) = &mut event.status {
                    status.start += place.byte;
                    status.end += place.byte;
                }
                remarks.spam = event.label.as_deref() == Some("spam");
                refine_time(event, &mut remarks);
            }
            Ok(Record::Account(account)) => account.platform = account.platform.or(unsaid),
            _ => {}
        }
        (self.each)(Item { offset, record, remarks, unknown: unknown.unwrap_or_default() });
    }

    /// Reads the record that a part of the cut's text holds.
    pub fn within(
        &mut self,
        whole: &str,
        part: &'a str,
        read: impl FnOnce(&'a str, &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip>,
    ) {
        self.record(offset(whole, part), part.len(), |reader| read(part, reader));
    }
}

/// Where a part of a text starts in it.
pub(crate) fn offset(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
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

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::read::export::write_canonical;

    type Found = (Result<Event<'static>, Skip>, String);

    /// Everything that a source reads from one cut: each event, with its line in the canonical form; and the codes that were told.
    pub(crate) fn read(source: &'static Source, text: &str) -> (Vec<Found>, Vec<&'static str>) {
        let format = Format { source, cut: Cut::Lines, names: Vec::new() };
        let owner = Owner { id: "7".into(), name: Some("ann".into()) };
        let setting = Setting {
            format: &format,
            owner: &owner,
            as_of: 1_790_000_000_000,
            dates: Dates::Unsaid,
            require_time: true,
            keep_unsigned: false,
            platform: None,
            shared_fields: &[],
        };
        let (mut found, mut codes) = (Vec::new(), Vec::new());
        let mut each = |item: Item<'_>| {
            codes.extend(item.remarks.list.iter().map(|remark| remark.0));
            let mut line = Vec::new();
            if let Ok(record) = &item.record {
                write_canonical(record, &mut line).unwrap();
            }
            let line = String::from_utf8(line).unwrap().trim_end().to_owned();
            let event = item.record.and_then(|record| match record {
                Record::Event(event) => Ok(Event {
                    id: event.id.map(|text| text.into_owned().into()),
                    at: event.at,
                    kind: event.kind,
                    text: event.text.map(|text| text.into_owned().into()),
                    client: event.client.map(|text| text.into_owned().into()),
                    target: event.target.map(|text| text.into_owned().into()),
                    likes: event.likes,
                    reposts: event.reposts,
                    ..Event::by(event.author.into_owned())
                }),
                _ => Err(Skip::new("", "no event")),
            });
            found.push((event, line));
        };
        (source.read)(
            Frame { text, head: None },
            &mut Out { setting: &setting, place: Locator::default(), with_unknown: false, declared: 0, each: &mut each },
        );
        (found, codes)
    }
}
