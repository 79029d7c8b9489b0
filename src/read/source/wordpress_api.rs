//! Comments by WordPress's REST API: `/wp-json/wp/v2/comments?context=edit`.

use super::guest::{Comment, Verdict};
use super::html::plain;
use super::wordpress_rows::{moment, written};
use super::{Frame, Reader, Skip, Source, Traits};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::json::paths;

pub(super) static SOURCE: Source = Source {
    name: "wp-rest",
    title: "WordPress comments by the REST API (/wp-json/wp/v2/comments)",
    found_by: "`author_name`, `content` and `post`",
    platform: Some(Platform::WordPress),
    find: |look| look.records(|keys| keys.all(&["author_name", "content", "post"])),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| comment(frame.text, reader)),
    traits: Traits { window: true, ..Traits::PLAIN },
};

fn comment<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [id, post, parent, user, name, email, url, ip, date, gmt, raw, rendered, link, status, kind] = reader.pick(
        text,
        paths![
            "id",
            "post",
            "parent",
            "author",
            "author_name",
            "author_email",
            "author_url",
            "author_ip",
            "date",
            "date_gmt",
            "content.raw",
            "content.rendered",
            "link",
            "status",
            "type",
        ],
    )?;
    // `raw` is what was typed; without the right to edit there is only what the blog makes of it.
    let words = reader.text(raw).or_else(|| reader.text(rendered).map(plain));
    let place = written(text, status).map(|place| (place, "approved", "spam"));
    let comment = Comment {
        id: reader.text(id),
        user: reader.text(user),
        name: reader.text(name),
        email: reader.text(email),
        url: reader.text(url),
        ip: reader.text(ip),
        text: words,
        parent: reader.text(parent),
        article: reader.text(post),
        kind: reader.text(kind),
        verdict: reader.text(status).map(|status| Verdict::of_wordpress(&status)),
        place,
    };
    let mut event = comment.event(reader)?;
    event.url = reader.text(link);
    let (gmt, date) = (reader.text(gmt), reader.text(date));
    event.at = moment(gmt, date, reader)?;
    Ok(Record::Event(event))
}
