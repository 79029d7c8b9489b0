//! Commits, from `git log -z --format=%H%x00%an%x00%ae%x00%aI%x00%cI%x00%s`, with or without `-z`.

use super::{Remarks, Setting, Skip};
use crate::event::{Event, Kind, Locator};
use crate::read::{Record, time};

pub(super) fn parse<'a>(text: &'a str, locator: Locator, setting: &Setting<'_>, remarks: &mut Remarks) -> Result<Record<'a>, Skip> {
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
    let read = time::parse(authored, setting.as_of).or_else(|fault| time::parse(committed, setting.as_of).map_err(|_| fault));
    let at = match remarks.moment(read, authored) {
        Ok(at) => Some(at),
        Err(skip) if setting.require_time => return Err(skip),
        Err(skip) => {
            remarks.tell(skip.code, skip.message);
            None
        }
    };
    let known = |text: &'a str| (!text.is_empty()).then_some(text.into());
    Ok(Record::Event(Event {
        id: known(hash),
        at,
        kind: Kind::Commit,
        text: Some(subject.trim_end_matches('\0').into()),
        author_name: known(name),
        author_email: known(email),
        locator,
        ..Event::by(author)
    }))
}
