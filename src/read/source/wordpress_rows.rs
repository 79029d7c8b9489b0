//! The table `wp_comments`, as WP-CLI writes it (JSON or CSV) and as a dump of the database holds it (SQL).

use std::borrow::Cow;
use std::ops::Range;

use super::guest::{Comment, Verdict};
use super::{Find, Frame, Out, Reader, Skip, Source, Traits, csv};
use crate::event::Stamp;
use crate::platform::Platform;
use crate::read::Record;
use crate::read::frame::{Cut, sql_rows};
use crate::read::json::{Paths, Value};

/// The columns in the order of WordPress's own table, for dumps that do not name them.
const COLUMNS: [&str; 15] = [
    "comment_ID",
    "comment_post_ID",
    "comment_author",
    "comment_author_email",
    "comment_author_url",
    "comment_author_IP",
    "comment_date",
    "comment_date_gmt",
    "comment_content",
    "comment_karma",
    "comment_approved",
    "comment_agent",
    "comment_type",
    "comment_parent",
    "user_id",
];

pub(super) static JSON: Source = Source {
    name: "wp-cli",
    title: "WordPress comments by `wp comment list --fields=... --format=json`",
    found_by: "`comment_ID` with `comment_content`",
    platform: Some(Platform::WordPress),
    find: |look| look.records(|keys| keys.all(&["comment_ID", "comment_content"])),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| json(frame.text, reader)),
    traits: Traits::PLAIN,
};

pub(super) static CSV: Source = Source {
    title: "WordPress comments by `wp comment list --fields=... --format=csv`",
    find: |look| look.table(|names| ["comment_id", "comment_content"].iter().all(|wanted| names.iter().any(|name| name == wanted))),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| table(frame.text, reader)),
    ..JSON
};

pub(super) static SQL: Source = Source {
    name: "wp-sql",
    title: "a dump of WordPress's database (mysqldump, phpMyAdmin): the table of comments",
    found_by: "a statement `INSERT INTO` or `CREATE TABLE` of a table whose name ends in `comments`",
    find: |look| {
        let is_dump = look.text.starts_with("--") || look.text.starts_with("/*") || sql_rows::is_statement(look.text.as_bytes());
        is_dump.then(|| Find::from(0, Cut::SqlRows)).flatten()
    },
    read: |frame: Frame<'_>, out: &mut Out<'_, '_>| out.record(0, frame.text.len(), |reader| sql(frame, reader)),
    traits: Traits { head: Some(|statement| sql_rows::columns(statement).join(",")), ..Traits::PLAIN },
    ..JSON
};

fn json<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let values = reader.pick(text, const { &Paths::new(COLUMNS) })?;
    let place = written(text, values[10]);
    // Behind a number without quotes a word needs its own.
    let spam = if matches!(values[10], Value::Number(_)) { "\"spam\"" } else { "spam" };
    row(values.map(|value| reader.text(value)), place.map(|place| (place, spam)), reader)
}

/// Where the text of a JSON string or the digits of a number stand in a record.
pub(super) fn written(record: &str, value: Value<'_>) -> Option<Range<usize>> {
    value.text(&mut false).and_then(|text| place(record, &text))
}

/// Where a word stands in a record, if it is a part of its text and no copy without escapes.
pub(super) fn place(record: &str, word: &str) -> Option<Range<usize>> {
    let start = (word.as_ptr() as usize).checked_sub(record.as_ptr() as usize)?;
    (start + word.len() <= record.len()).then(|| start..start + word.len())
}

fn table<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let columns = COLUMNS.map(str::to_ascii_lowercase);
    let columns = std::array::from_fn::<_, 15, _>(|place| columns[place].as_str());
    let values = csv::pick(text, reader.setting.format, columns)?;
    let place = values[10].as_ref().and_then(|word| place(text, word));
    row(values, place.map(|place| (place, "spam")), reader)
}

fn sql<'a>(frame: Frame<'a>, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let named: Vec<&str> = frame.head.unwrap_or_default().split(',').filter(|name| !name.is_empty()).collect();
    let names = if named.is_empty() { COLUMNS.to_vec() } else { named };
    let mut values = [const { None }; 15];
    let (mut found, mut count) = (None, 0);
    for (index, field) in sql_rows::fields(frame.text).enumerate() {
        count += 1;
        let Some(column) = names.get(index).and_then(|name| COLUMNS.iter().position(|own| own.eq_ignore_ascii_case(name))) else {
            continue;
        };
        if let (10, Some(word)) = (column, &field) {
            found = place(frame.text, word);
        }
        values[column] = field.filter(|value| !value.is_empty());
    }
    if count != names.len() {
        return Err(Skip::new("IN-SQL", format!("{count} values where the table has {} columns", names.len())));
    }
    let spam = match &found {
        Some(place) if frame.text.as_bytes().get(place.start.wrapping_sub(1)) != Some(&b'\'') => "'spam'",
        _ => "spam",
    };
    row(values, found.map(|place| (place, spam)), reader)
}

fn row<'a>(
    values: [Option<Cow<'a, str>>; 15],
    place: Option<(Range<usize>, &'static str)>,
    reader: &mut Reader<'_, 'a>,
) -> Result<Record<'a>, Skip> {
    let [id, article, name, email, url, ip, local, gmt, text, _, approved, _, kind, parent, user] = values;
    let verdict = approved.as_deref().map(Verdict::of_wordpress);
    // The words of WP-CLI and of the database are the same but for this one.
    let ham = if approved.as_deref() == Some("approved") { "approved" } else { "1" };
    let place = place.map(|(place, spam)| (place, ham, spam));
    let comment = Comment { id, user, name, email, url, ip, text, parent, article, kind, verdict, place };
    let mut event = comment.event(reader)?;
    event.at = moment(gmt, local, reader)?;
    Ok(Record::Event(event))
}

/// The moment of a comment: the one in UTC, or else that of the blog's clock, whose zone is not known.
pub(super) fn moment<'a>(
    gmt: Option<Cow<'a, str>>,
    local: Option<Cow<'a, str>>,
    reader: &mut Reader<'_, 'a>,
) -> Result<Option<Stamp>, Skip> {
    match gmt.filter(|gmt| !gmt.starts_with("0000")) {
        Some(gmt) => reader.when_utc(Some(gmt)),
        None => reader.when(local),
    }
}
