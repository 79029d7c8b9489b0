//! YouTube: one's own comments from Takeout, and threads of comments by the Data API.

use std::borrow::Cow;

use super::{Find, Frame, Out, Reader, Skip, Source, Traits, csv};
use crate::event::{Event, Kind};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::frame::Cut;
use crate::read::frame::csv_records::Dialect;
use crate::read::json::{self, Value, paths};
use crate::read::look::{Look, columns};

pub(super) static TAKEOUT: Source = Source {
    name: "youtube-takeout",
    title: "YouTube Takeout: one's own comments (CSV)",
    found_by: "a header line with `Comment ID`, `Channel ID` and `Comment Create Timestamp`, or rows like them",
    platform: Some(Platform::YouTube),
    find: takeout,
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| own(frame.text, reader)),
    traits: Traits::PLAIN,
};

pub(super) static API: Source = Source {
    name: "youtube-api",
    title: "YouTube Data API: comment threads and comments",
    found_by: "`kind` that starts with youtube#comment",
    find: |look| look.records(|keys| keys.text("kind").is_some_and(|kind| kind.starts_with("youtube#comment"))),
    read: pages,
    traits: Traits { nested: true, window: true, ..Traits::PLAIN },
    ..TAKEOUT
};

const COLUMNS: [&str; 7] =
    ["comment id", "channel id", "comment create timestamp", "price", "parent comment id", "video id", "comment text"];

fn takeout(look: &Look<'_>) -> Option<Find> {
    let headed =
        look.table(|names| ["comment id", "comment create timestamp"].iter().all(|wanted| names.iter().any(|name| name == wanted)));
    if headed.is_some() {
        return headed;
    }
    // Further files of one export have no header line.
    let first = columns(look.line(), b',');
    let is_row = first.get(1).is_some_and(|channel| channel.len() == 24 && channel.starts_with("uc"))
        && first.get(2).is_some_and(|time| time.starts_with("20") && time.contains('t'));
    let names: Vec<String> = match first.len() {
        7 => COLUMNS.map(str::to_owned).to_vec(),
        6 => COLUMNS.iter().filter(|name| **name != "parent comment id").map(|name| (*name).to_owned()).collect(),
        _ => return None,
    };
    let dialect = Dialect { delimiter: b',', backslash: false };
    is_row.then_some(Find::Records { cut: Cut::Csv { dialect, columns: names.len() }, start: 0, names })
}

fn own<'a>(row: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, channel, created, _, parent, video, text] = csv::pick(row, reader.setting.format, COLUMNS)?;
    let author = reader.author(channel, id.as_deref())?;
    Ok(Record::Event(Event {
        at: reader.when(created)?,
        id,
        kind: if parent.is_some() { Kind::Reply } else { Kind::Comment },
        text: text.map(segments),
        in_reply_to: parent,
        target: video,
        ..Event::by(author)
    }))
}

/// The words of a comment, which is written as JSON: `{"takeoutSegments":[{"text":...}]}`, or `{"text":...},{"text":...}`.
fn segments(written: Cow<'_, str>) -> Cow<'_, str> {
    if !written.trim_start().starts_with('{') {
        return written;
    }
    let list = format!("[{written}]");
    let mut words = String::new();
    let mut add = |segment: &str| {
        if let Ok([text]) = json::pick(segment, paths!["text"]) {
            words.push_str(&text.text(&mut false).unwrap_or_default());
        }
    };
    let read = json::array(&list, |value| {
        let Value::Nested(segment) = value else { return };
        match json::pick(segment, paths!["takeoutSegments"]) {
            Ok([Value::Nested(inner)]) => {
                let _ = json::array(inner, |value| {
                    if let Value::Nested(segment) = value {
                        add(segment);
                    }
                });
            }
            _ => add(segment),
        }
    });
    if read.is_ok() { words.into() } else { written }
}

fn pages<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    let whole = frame.text;
    let read = items(whole, &mut |item| out.within(whole, item, comment));
    if let Err(fault) = read {
        out.record(0, whole.len(), |_| Err(super::canonical::fault(fault)));
    }
}

/// Calls `each` for every comment: of a page, of a thread, of the answers in it.
fn items<'a>(text: &'a str, each: &mut dyn FnMut(&'a str)) -> Result<(), json::Fault> {
    let mut waiting = vec![text];
    while let Some(text) = waiting.pop() {
        let [kind, list, top, replies] = json::pick(text, paths!["kind", "items", "snippet.topLevelComment", "replies.comments"])?;
        if let Value::Nested(list) = list {
            waiting.extend(json::nested_in(list)?.into_iter().rev());
            continue;
        }
        match kind.text(&mut false).as_deref() {
            Some("youtube#comment") => each(text),
            Some("youtube#commentThread") => {
                if let Value::Nested(list) = replies {
                    waiting.extend(json::nested_in(list)?.into_iter().rev());
                }
                if let Value::Nested(top) = top {
                    waiting.push(top);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn comment<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, channel, name, link, original, display, published, parent, video, likes] = reader.pick(
        text,
        paths![
            "id",
            "snippet.authorChannelId.value",
            "snippet.authorDisplayName",
            "snippet.authorChannelUrl",
            "snippet.textOriginal",
            "snippet.textDisplay",
            "snippet.publishedAt",
            "snippet.parentId",
            "snippet.videoId",
            "snippet.likeCount",
        ],
    )?;
    let (id, name, link) = (reader.text(id), reader.text(name), reader.text(link));
    let channel = reader.text(channel).or_else(|| link.clone()).or_else(|| name.clone());
    let author = reader.author(channel, id.as_deref())?;
    let published = reader.text(published);
    let parent = reader.text(parent);
    let words = reader.text(original).or_else(|| reader.text(display).map(super::html::plain));
    Ok(Record::Event(Event {
        at: reader.when(published)?,
        id,
        kind: if parent.is_some() { Kind::Reply } else { Kind::Comment },
        text: words,
        in_reply_to: parent,
        target: reader.text(video),
        author_name: name,
        author_url: link,
        likes: reader.count(likes),
        ..Event::by(author)
    }))
}
