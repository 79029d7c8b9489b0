//! Comments as blogs keep them: signed by guests, under an article, with the blog's own verdict.

use std::borrow::Cow;
use std::ops::Range;

use super::{Reader, Skip};
use crate::event::{Event, Kind, Status};

/// What a blog keeps of a comment.
#[derive(Debug, Default)]
pub(super) struct Comment<'a> {
    pub id: Option<Cow<'a, str>>,
    /// The account, of those who have one.
    pub user: Option<Cow<'a, str>>,
    pub name: Option<Cow<'a, str>>,
    pub email: Option<Cow<'a, str>>,
    pub url: Option<Cow<'a, str>>,
    pub ip: Option<Cow<'a, str>>,
    pub text: Option<Cow<'a, str>>,
    /// The id of the comment that it answers.
    pub parent: Option<Cow<'a, str>>,
    /// The id of the article that it stands under.
    pub article: Option<Cow<'a, str>>,
    /// The kind that the blog gives it.
    pub kind: Option<Cow<'a, str>>,
    /// The blog's own verdict, and where it stands.
    pub verdict: Option<Verdict>,
    pub place: Option<(Range<usize>, &'static str, &'static str)>,
}

/// What a blog says of a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Approved,
    Spam,
    /// It waits for somebody to look at it.
    Waiting,
    /// It was thrown away for whatever reason.
    Unsaid,
}

impl Verdict {
    /// WordPress's words for it.
    pub fn of_wordpress(word: &str) -> Verdict {
        match word.trim() {
            "1" | "approved" | "approve" => Verdict::Approved,
            "spam" => Verdict::Spam,
            "0" | "hold" | "unapproved" => Verdict::Waiting,
            _ => Verdict::Unsaid,
        }
    }
}

impl<'a> Comment<'a> {
    /// The event that the comment is. `0` stands for nothing in ids.
    pub fn event(self, reader: &mut Reader<'_, 'a>) -> Result<Event<'a>, Skip> {
        let real = |id: Option<Cow<'a, str>>| id.filter(|id| id != "0");
        let user = real(self.user);
        let author = match (&user, &self.name, &self.email, &self.url) {
            (Some(user), ..) if user.bytes().all(|byte| byte.is_ascii_digit()) => Cow::Owned(format!("user:{user}")),
            (Some(user), ..) => user.clone(),
            // People who sign with the same name are not the same; who gives the same address too, is.
            (None, Some(name), Some(email), _) => Cow::Owned(format!("{name} <{}>", email.to_lowercase())),
            (None, None, Some(email), _) => Cow::Owned(format!("<{}>", email.to_lowercase())),
            (None, Some(name), None, Some(url)) => Cow::Owned(format!("{name} <{url}>")),
            (None, None, None, Some(url)) => Cow::Owned(format!("<{url}>")),
            (None, Some(name), None, None) => Cow::Owned(format!("{name} (guest)")),
            (None, None, None, None) => reader.author(None, self.id.as_deref())?,
        };
        let kind = match self.kind.as_deref().map(str::trim) {
            Some("pingback" | "trackback") => Kind::Pingback,
            Some("review") => Kind::Review,
            Some("" | "comment") | None => Kind::Comment,
            Some(_) => Kind::Other,
        };
        let label = match self.verdict {
            Some(Verdict::Approved) => Some("ham"),
            Some(Verdict::Spam) => Some("spam"),
            _ => None,
        };
        let held = matches!(self.verdict, Some(Verdict::Spam | Verdict::Waiting));
        let status =
            self.place.map(|(place, ham, spam)| Status { start: place.start as u64, end: place.end as u64, ham, spam, held });
        Ok(Event {
            id: self.id,
            kind,
            text: self.text,
            in_reply_to: real(self.parent),
            target: real(self.article),
            author_name: self.name,
            author_url: self.url,
            author_email: self.email,
            author_ip: self.ip,
            label: label.map(Cow::Borrowed),
            status,
            ..Event::by(author)
        })
    }
}
