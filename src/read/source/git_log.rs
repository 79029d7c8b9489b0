//! Commits, from `git log -z --format=%H%x00%an%x00%ae%x00%aI%x00%cI%x00%s`, with or without `-z`.

use super::{Find, Frame, Reader, Skip, Source, Traits};
use crate::event::{Event, Kind};
use crate::platform::Platform;
use crate::read::frame::{Cut, nul_fields};
use crate::read::{Record, time};

pub(super) static SOURCE: Source = Source {
    name: "git-log",
    title: "git log -z --format=%H%x00%an%x00%ae%x00%aI%x00%cI%x00%s",
    found_by: "a commit hash and a NUL byte",
    platform: Some(Platform::Git),
    find: |look| {
        nul_fields::hash(look.text.as_bytes())?;
        let line = look.line();
        // With `-z` a NUL byte ends a record, without it a line end does.
        let lines = line.len() < look.text.len() && line.bytes().filter(|byte| *byte == 0).count() == 5;
        Find::from(0, if lines { Cut::Lines } else { Cut::NulFields })
    },
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| record(frame.text, reader)),
    traits: Traits::PLAIN,
};

fn record<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let mut fields = text.splitn(6, '\0');
    let (Some(hash), Some(name), Some(email), Some(authored), Some(committed), Some(subject)) =
        (fields.next(), fields.next(), fields.next(), fields.next(), fields.next(), fields.next())
    else {
        return Err(Skip::new("IN-GIT", "the record has too few fields"));
    };
    // A name changes more often than an address; the address is who it was.
    let author = if email.is_empty() { name } else { email };
    if author.is_empty() {
        return Err(Skip::new("EV-ANON", "no author is given"));
    }
    // The author's date is when the work was done; the committer's stands in where that one cannot be.
    let as_of = reader.setting.as_of;
    let written = if time::parse(authored, as_of).is_err() && time::parse(committed, as_of).is_ok() { committed } else { authored };
    let at = reader.when(Some(written.into()))?;
    let known = |text: &'a str| (!text.is_empty()).then_some(text.into());
    Ok(Record::Event(Event {
        id: known(hash),
        at,
        kind: Kind::Commit,
        text: Some(subject.trim_end_matches('\0').into()),
        author_name: known(name),
        author_email: known(email),
        ..Event::by(author)
    }))
}
