//! WordPress exports (WXR 1.0 to 1.2): articles with the comments under them, and the blog's own authors.
//!
//! WordPress leaves comments that it calls spam out of its exports; only those of 2010 and before have them.

use super::guest::{Comment, Verdict};
use super::{Find, Frame, Out, Reader, Skip, Source, Traits};
use crate::account::Account;
use crate::event::Article;
use crate::platform::Platform;
use crate::read::Record;
use crate::read::frame::{Cut, xml_elements::Elements};
use crate::read::xml::{self, Stumbles};

pub(super) static SOURCE: Source = Source {
    name: "wxr",
    title: "WordPress export (WXR 1.0 to 1.2): comments, articles, authors",
    found_by: "`<rss` with the namespace wordpress.org/export",
    platform: Some(Platform::WordPress),
    find: |look| {
        let (name, tag) = look.root()?;
        let elements = Elements { records: &["wp:comment", "wp:author"], holder: "item" };
        (name == "rss" && tag.contains("://wordpress.org/export/")).then(|| Find::from(0, Cut::Xml(elements))).flatten()
    },
    read,
    traits: Traits {
        head: Some(|item| article_id(item).unwrap_or_default()),
        spam_left_out: Some(
            "it holds no comment that is called spam, because WordPress leaves those out of its exports; \
             `wp comment list --status=spam --format=json --fields=comment_ID,comment_post_ID,comment_author,comment_author_email,\
             comment_author_url,comment_author_IP,comment_date_gmt,comment_content,comment_approved,comment_type,comment_parent,user_id` \
             prints them",
        ),
        ..Traits::PLAIN
    },
};

fn read<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    out.record(0, frame.text.len(), |reader| match frame.text.get(..8) {
        Some("<wp:comm") => comment(frame, reader),
        Some("<wp:auth") => author(frame.text, reader),
        _ => article(frame.text, reader),
    });
}

/// What comments under an article are said to be about: its address, which is the same in every export, or its number.
fn article_id(item: &str) -> Option<String> {
    let [mut link, mut number, mut title] = [const { None }; 3];
    xml::walk(item, &mut |element| match (element.name, element.depth) {
        ("link", 1) => link = element.word(),
        ("wp:post_id", 1) => number = element.word(),
        ("title", 1) => title = element.word(),
        _ => {}
    });
    link.or(number).or(title).map(|id| id.into_owned())
}

fn article<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [mut title, mut link, mut number, mut author, mut words, mut date] = [const { None }; 6];
    let stumbles = xml::walk(text, &mut |element| {
        if element.depth == 1 {
            match element.name {
                "title" => title = element.word(),
                "link" => link = element.word(),
                "wp:post_id" => number = element.word(),
                "dc:creator" => author = element.word(),
                "content:encoded" => words = element.word(),
                "wp:post_date_gmt" => date = element.word(),
                _ => {}
            }
        }
    });
    stumbled(stumbles, reader);
    let id = link
        .clone()
        .or(number)
        .or_else(|| title.clone())
        .ok_or_else(|| Skip::new("IN-XML", "an article has no address, number or title"))?;
    // Drafts have no date yet, and say so by zeros.
    let date = date.filter(|date| !date.starts_with("0000"));
    Ok(Record::Article(Article { id, title, text: words, url: link, author, at: reader.created(date) }))
}

fn author<'a>(text: &'a str, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let [mut id, mut login, mut name] = [const { None }; 3];
    let stumbles = xml::walk(text, &mut |element| match element.name {
        "wp:author_id" => id = element.word(),
        "wp:author_login" => login = element.word(),
        "wp:author_display_name" => name = element.word(),
        _ => {}
    });
    stumbled(stumbles, reader);
    let id = id.map(|id| format!("user:{id}").into()).or_else(|| login.clone());
    let id = reader.account(id)?;
    Ok(Record::Account(Account { name: login.or(name), ..Account::new(id) }))
}

fn comment<'a>(frame: Frame<'a>, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
    let mut comment =
        Comment { article: frame.head.filter(|id| !id.is_empty()).map(|id| id.to_owned().into()), ..Comment::default() };
    let [mut gmt, mut local] = [const { None }; 2];
    let stumbles = xml::walk(frame.text, &mut |element| {
        if element.depth != 1 {
            return;
        }
        match element.name {
            "wp:comment_id" => comment.id = element.word(),
            "wp:comment_author" => comment.name = element.word(),
            "wp:comment_author_email" => comment.email = element.word(),
            "wp:comment_author_url" => comment.url = element.word(),
            "wp:comment_author_IP" => comment.ip = element.word(),
            "wp:comment_date_gmt" => gmt = element.word(),
            "wp:comment_date" => local = element.word(),
            "wp:comment_content" => comment.text = Some(trimmed(element.text)),
            "wp:comment_approved" => {
                comment.verdict = Some(Verdict::of_wordpress(&element.text));
                comment.place = Some((element.place, "1", "spam"));
            }
            "wp:comment_type" => comment.kind = element.word(),
            "wp:comment_parent" => comment.parent = element.word(),
            "wp:comment_user_id" => comment.user = element.word(),
            _ => {}
        }
    });
    stumbled(stumbles, reader);
    let mut event = comment.event(reader)?;
    event.at = super::wordpress_rows::moment(gmt, local, reader)?;
    Ok(Record::Event(event))
}

/// A text without blanks around it.
pub(super) fn trimmed(text: std::borrow::Cow<'_, str>) -> std::borrow::Cow<'_, str> {
    match text {
        std::borrow::Cow::Borrowed(text) => text.trim().into(),
        std::borrow::Cow::Owned(text) => text.trim().to_owned().into(),
    }
}

/// Tells of what a walk through a record stumbled over.
pub(super) fn stumbled(stumbles: Stumbles, reader: &mut Reader<'_, '_>) {
    if stumbles.entity {
        reader.remarks.tell("IN-DTD", "an entity that XML does not know was left as it is written; nothing is expanded or fetched");
    }
    if stumbles.broken {
        reader.remarks.tell("IN-XML", "not well-formed from some place on; what stands before it was read");
    }
}
