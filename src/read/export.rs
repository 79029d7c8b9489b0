//! Writes records in the canonical form, one JSON object a line.

use std::collections::HashMap;
use std::io::{self, Write};

use super::Record;
use super::source::Unknown;
use crate::account::{Account, ClaimedScore};
use crate::event::{Article, Event, Precision, Stamp, rfc3339};
use crate::platform::Platform;

/// Writes one record in the canonical form, with a line end. What is not known is left out.
pub fn write_canonical(record: &Record<'_>, out: &mut impl Write) -> io::Result<()> {
    write_with_unknown(record, &[], out)
}

/// Writes one event in the canonical form, with a line end.
pub fn write_event(it: &Event<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut line = Vec::with_capacity(256);
    event(it, &mut line);
    end(line, out)
}

/// Writes one account in the canonical form, with a line end.
pub fn write_account(it: &Account<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut line = Vec::with_capacity(256);
    account(it, &mut line);
    end(line, out)
}

fn end(mut line: Vec<u8>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    line.extend_from_slice(b"}\n");
    out.write_all(&line)
}

/// Writes one record with members behind it that the canonical form does not know.
pub(super) fn write_with_unknown(record: &Record<'_>, unknown: &[Unknown<'_>], out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut line = Vec::with_capacity(256);
    match record {
        Record::Event(it) => event(it, &mut line),
        Record::Account(it) => account(it, &mut line),
        Record::Score(it) => score(it, &mut line),
        Record::Article(it) => article(it, &mut line),
    }
    passed_on(record, unknown, &mut line);
    end(line, out)
}

fn event(event: &Event<'_>, line: &mut Vec<u8>) {
    line.extend_from_slice(br#"{"type":"event""#);
    text("id", event.id.as_deref(), line);
    text("author", Some(&event.author), line);
    text("created_at", event.at.map(|at| written(&at, event.zoneless)).as_deref(), line);
    text("text", event.text.as_deref(), line);
    text("kind", Some(event.kind.name()), line);
    text("source", event.client.as_deref(), line);
    text("in_reply_to", event.in_reply_to.as_deref(), line);
    text("target", event.target.as_deref(), line);
    text("url", event.url.as_deref(), line);
    text("author_name", event.author_name.as_deref(), line);
    text("author_url", event.author_url.as_deref(), line);
    text("author_email", event.author_email.as_deref(), line);
    text("author_ip", event.author_ip.as_deref(), line);
    number("likes", event.likes, line);
    number("reposts", event.reposts, line);
    number("followers", event.followers, line);
    text("platform", event.platform.map(Platform::name), line);
    text("lang", event.lang.as_deref(), line);
    text("label", event.label.as_deref(), line);
    if event.window {
        member("window", "true", line);
    }
}

fn account(account: &Account<'_>, line: &mut Vec<u8>) {
    line.extend_from_slice(br#"{"type":"account""#);
    text("account", Some(&account.id), line);
    text("name", account.name.as_deref(), line);
    text("created_at", account.created_at.map(|at| written(&at, false)).as_deref(), line);
    number("followers", account.followers, line);
    number("following", account.following, line);
    text("bio", account.bio.as_deref(), line);
    text("platform", account.platform.map(Platform::name), line);
    for (key, flag) in [("declared_automation", account.declared_automation), ("default_profile", account.default_profile)] {
        if let Some(flag) = flag {
            member(key, &flag.to_string(), line);
        }
    }
}

fn score(score: &ClaimedScore, line: &mut Vec<u8>) {
    line.extend_from_slice(br#"{"type":"score""#);
    text("account", Some(&score.account), line);
    text("metric", Some(&score.metric), line);
    member("value", &serde_json::Value::from(score.value).to_string(), line);
    text("at", score.at.map(|at| rfc3339(at, at % 1_000 != 0)).as_deref(), line);
    text("scale", Some(score.scale.name()), line);
}

fn article(article: &Article<'_>, line: &mut Vec<u8>) {
    line.extend_from_slice(br#"{"type":"article""#);
    text("id", Some(&article.id), line);
    text("author", article.author.as_deref(), line);
    text("created_at", article.at.map(|at| written(&at, false)).as_deref(), line);
    text("title", article.title.as_deref(), line);
    text("text", article.text.as_deref(), line);
    text("url", article.url.as_deref(), line);
}

/// A time with the digits that are known, and without a zone where none was given, so that reading it again knows the same.
fn written(at: &Stamp, zoneless: bool) -> String {
    let full = rfc3339(at.millis, at.precision == Precision::Millisecond);
    let zone = if zoneless { "" } else { "Z" };
    let shortened = |length: usize, end: &str| full.get(..length).map(|start| format!("{start}{end}"));
    match at.precision {
        Precision::Millisecond | Precision::Second => shortened(full.len() - 1, zone),
        Precision::Minute => shortened("2012-01-31T10:20".len(), zone),
        Precision::Hour => shortened("2012-01-31T10".len(), zone),
        Precision::Day => shortened("2012-01-31".len(), ""),
    }
    .unwrap_or(full)
}

fn member(key: &str, value: &str, line: &mut Vec<u8>) {
    line.extend_from_slice(b",\"");
    line.extend_from_slice(key.as_bytes());
    line.extend_from_slice(b"\":");
    line.extend_from_slice(value.as_bytes());
}

fn text(key: &str, value: Option<&str>, line: &mut Vec<u8>) {
    if let Some(value) = value {
        member(key, "", line);
        // Writing text into memory cannot fail.
        let _ = serde_json::to_writer(&mut *line, value);
    }
}

fn number(key: &str, value: Option<u64>, line: &mut Vec<u8>) {
    if let Some(value) = value {
        member(key, &value.to_string(), line);
    }
}

fn passed_on(record: &Record<'_>, unknown: &[Unknown<'_>], line: &mut Vec<u8>) {
    let written = |member: &Unknown<'_>| member.known.is_some_and(|key| key.is_written_by(record));
    // Of a key that comes twice the last value counts, as everywhere.
    let last: HashMap<&str, usize> = unknown.iter().enumerate().map(|(index, member)| (&*member.key, index)).collect();
    for (index, member) in unknown.iter().enumerate().filter(|(_, member)| !written(member)) {
        if last.get(&*member.key) == Some(&index) {
            line.push(b',');
            for part in [member.key.as_bytes(), b":", member.value.as_bytes()] {
                // In an array a value may run over several lines.
                line.extend(part.iter().map(|byte| if *byte < b' ' { b' ' } else { *byte }));
            }
        }
    }
}
