//! The canonical fields, whether they come from a JSON object or from the columns of a table.

use std::borrow::Cow;

use super::wordpress_rows::place;
use super::{Reader, Remarks, Setting, Skip};
use crate::account::{Account, ClaimedScore, Scale};
use crate::event::{Article, Event, Kind, Stamp, Status};
use crate::platform::Platform;
use crate::read::Record;
use crate::read::{date_order, time};

/// A canonical key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Key {
    Type,
    Id,
    Author,
    CreatedAt,
    Text,
    Kind,
    Source,
    InReplyTo,
    Target,
    Url,
    AuthorName,
    AuthorUrl,
    AuthorEmail,
    AuthorIp,
    Likes,
    Reposts,
    Followers,
    Following,
    Lang,
    Label,
    Account,
    Name,
    Bio,
    DeclaredAutomation,
    DefaultProfile,
    Metric,
    Value,
    At,
    Scale,
    Platform,
    Title,
    Status,
    Window,
}

impl Key {
    const COUNT: usize = 33;

    /// The key of that name in an object.
    pub fn of(name: &str) -> Option<Key> {
        Some(match name {
            "type" => Key::Type,
            "id" => Key::Id,
            "author" => Key::Author,
            "created_at" | "created_utc" => Key::CreatedAt,
            "text" | "body" => Key::Text,
            "kind" => Key::Kind,
            "source" => Key::Source,
            "in_reply_to" => Key::InReplyTo,
            "target" => Key::Target,
            "url" => Key::Url,
            "author_name" => Key::AuthorName,
            "author_url" => Key::AuthorUrl,
            "author_email" => Key::AuthorEmail,
            "author_ip" => Key::AuthorIp,
            "likes" => Key::Likes,
            "reposts" => Key::Reposts,
            "followers" => Key::Followers,
            "following" => Key::Following,
            "lang" => Key::Lang,
            "label" => Key::Label,
            "account" => Key::Account,
            "name" => Key::Name,
            "bio" => Key::Bio,
            "declared_automation" | "bot" => Key::DeclaredAutomation,
            "default_profile" => Key::DefaultProfile,
            "metric" => Key::Metric,
            "value" => Key::Value,
            "at" => Key::At,
            "scale" => Key::Scale,
            "platform" => Key::Platform,
            "title" => Key::Title,
            "status" => Key::Status,
            "window" => Key::Window,
            _ => return None,
        })
    }

    /// Whether the canonical form of this record writes the key. What it does not write is passed on as it came.
    pub fn is_written_by(self, record: &Record<'_>) -> bool {
        use Key::*;
        match record {
            _ if matches!(self, Type | Author | CreatedAt) => true,
            Record::Event(_) => !matches!(
                self,
                Following
                    | Account
                    | Name
                    | Bio
                    | DeclaredAutomation
                    | DefaultProfile
                    | Metric
                    | Value
                    | At
                    | Scale
                    | Title
                    | Status
            ),
            Record::Account(_) => {
                matches!(self, Id | Account | Name | Followers | Following | Bio | DeclaredAutomation | DefaultProfile | Platform)
            }
            Record::Score(_) => matches!(self, Id | Account | Metric | Value | At | Scale),
            Record::Article(_) => matches!(self, Id | Title | Text | Url),
        }
    }

    /// The key of a table's column, which people name more freely.
    pub fn of_column(name: &str) -> Option<Key> {
        match name {
            "account" => Some(Key::Author),
            "ts" | "time" | "timestamp" | "date" => Some(Key::CreatedAt),
            "content" | "message" | "comment" => Some(Key::Text),
            _ => Key::of(name),
        }
    }
}

/// One value, wherever it comes from.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Datum<'a> {
    #[default]
    None,
    Text(Cow<'a, str>),
    Number(&'a str),
    Bool(bool),
    Nested,
}

impl<'a> Datum<'a> {
    fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Datum::Text(text) => Some(text),
            Datum::Number(digits) => Some(Cow::Borrowed(digits)),
            _ => None,
        }
    }

    fn word(self) -> Option<Cow<'a, str>> {
        self.text().filter(|text| !text.is_empty())
    }

    fn number(&self) -> Option<f64> {
        match self {
            Datum::Text(text) => text.trim().parse().ok(),
            Datum::Number(digits) => digits.parse().ok(),
            _ => None,
        }
        .filter(|number: &f64| number.is_finite())
    }

    /// A yes or no.
    fn flag(self) -> Option<bool> {
        match self {
            Datum::Bool(flag) => Some(flag),
            Datum::Text(text) => text.trim().to_ascii_lowercase().parse().ok(),
            _ => None,
        }
    }

    fn count(&self) -> Option<u64> {
        let digits = match self {
            Datum::Text(text) => text.trim(),
            Datum::Number(digits) => digits,
            _ => return None,
        };
        // Exact where it is a whole number; 12.0 and 1e3 are counts too.
        digits.parse().ok().or_else(|| self.number().filter(|n| *n >= 0.0 && *n < 1e18 && n.fract() == 0.0).map(|n| n as u64))
    }
}

/// The words for approved and for spam that belong to the one that stands in a record; none if it is no word for either.
fn status(record: &str, word: &str) -> Option<Status> {
    let (ham, held) = match word {
        "approved" | "spam" | "pending" | "hold" | "held" | "waiting" | "unapproved" => ("approved", word != "approved"),
        "approve" => ("approve", false),
        "published" => ("published", false),
        "ham" => ("ham", false),
        "1" => ("1", false),
        "0" => ("1", true),
        _ => return None,
    };
    let place = place(record, word)?;
    Some(Status { start: place.start as u64, end: place.end as u64, ham, spam: "spam", held })
}

/// The values of one record by their keys. A key that comes twice counts as it came last.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    known: [Datum<'a>; Key::COUNT],
    shared: Vec<(u8, Cow<'a, str>)>,
    /// The whole record.
    whole: &'a str,
}

impl<'a> Fields<'a> {
    /// No values yet, of this record.
    pub fn of(whole: &'a str) -> Self {
        Fields { known: std::array::from_fn(|_| Datum::None), shared: Vec::new(), whole }
    }

    pub fn set(&mut self, key: Key, value: Datum<'a>) {
        self.known[key as usize] = value;
    }

    /// Keeps the value of a field that the user named.
    pub fn share(&mut self, field: u8, value: Datum<'a>) {
        self.shared.extend(value.word().map(|word| (field, word)));
    }

    fn take(&mut self, key: Key) -> Datum<'a> {
        std::mem::take(&mut self.known[key as usize])
    }

    fn word(&mut self, key: Key) -> Option<Cow<'a, str>> {
        self.take(key).word()
    }

    /// The platform that the record names, or that the shape of its id gives away: only Reddit's begin with `t1_` or `t3_`.
    fn platform(&mut self, id: Option<&str>) -> Option<Platform> {
        let named = self.word(Key::Platform).and_then(|name| Platform::from_name(&name));
        named.or_else(|| id.filter(|id| id.starts_with("t1_") || id.starts_with("t3_")).map(|_| Platform::Reddit))
    }

    /// The record that these fields make.
    pub fn record(&mut self, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
        let (setting, remarks) = (reader.setting, &mut reader.remarks);
        let kind = self.word(Key::Type);
        match kind.as_deref() {
            Some("account") => self.account(setting, remarks),
            Some("score") => self.score(setting, remarks),
            Some("article") => self.article(setting, remarks),
            kind => {
                let kind = kind.and_then(Kind::from_name);
                self.event(kind, reader)
            }
        }
    }

    fn event(&mut self, typed: Option<Kind>, reader: &mut Reader<'_, 'a>) -> Result<Record<'a>, Skip> {
        let status = self.word(Key::Status).and_then(|word| status(self.whole, &word));
        let author = match self.take(Key::Author) {
            Datum::Nested | Datum::Bool(_) => return Err(Skip::new("IN-JSON", "the author is no text")),
            author => author.text(),
        };
        let id = self.word(Key::Id);
        let author = reader.author(author, id.as_deref())?;
        let (setting, remarks) = (reader.setting, &mut reader.remarks);
        let at = when(self.take(Key::CreatedAt), setting, remarks);
        let at = match at {
            Ok(at) => Some(at),
            Err(skip) if setting.require_time => return Err(skip),
            Err(Skip { code: "TIME-MISSING", .. }) => None,
            Err(skip) => {
                remarks.tell(skip.code, skip.message);
                None
            }
        };
        let in_reply_to = self.word(Key::InReplyTo);
        let unsaid = if in_reply_to.is_some() { Kind::Reply } else { Kind::Post };
        let kind = self.word(Key::Kind).map(|name| kind_of(&name));
        Ok(Record::Event(Event {
            platform: self.platform(id.as_deref()),
            id,
            at,
            kind: kind.or(typed).unwrap_or(unsaid),
            text: self.take(Key::Text).text(),
            client: self.word(Key::Source),
            in_reply_to,
            target: self.word(Key::Target),
            url: self.word(Key::Url),
            author_name: self.word(Key::AuthorName),
            author_url: self.word(Key::AuthorUrl),
            author_email: self.word(Key::AuthorEmail),
            author_ip: self.word(Key::AuthorIp),
            likes: self.take(Key::Likes).count(),
            reposts: self.take(Key::Reposts).count(),
            followers: self.take(Key::Followers).count(),
            lang: self.word(Key::Lang),
            label: self.word(Key::Label),
            window: self.take(Key::Window).flag() == Some(true),
            status,
            fields: std::mem::take(&mut self.shared),
            ..Event::by(author)
        }))
    }

    fn account_id(&mut self) -> Result<Cow<'a, str>, Skip> {
        let id = self.word(Key::Account).or_else(|| self.word(Key::Author)).or_else(|| self.word(Key::Id));
        id.ok_or_else(|| Skip::new("EV-ANON", "no account is given"))
    }

    fn account(&mut self, setting: &Setting<'_>, remarks: &mut Remarks) -> Result<Record<'a>, Skip> {
        let id = self.account_id()?;
        Ok(Record::Account(Account {
            name: self.word(Key::Name),
            created_at: self.created(setting, remarks),
            followers: self.take(Key::Followers).count(),
            following: self.take(Key::Following).count(),
            bio: self.word(Key::Bio),
            declared_automation: self.take(Key::DeclaredAutomation).flag(),
            default_profile: self.take(Key::DefaultProfile).flag(),
            platform: self.platform(None),
            ..Account::new(id)
        }))
    }

    fn created(&mut self, setting: &Setting<'_>, remarks: &mut Remarks) -> Option<Stamp> {
        match when(self.take(Key::CreatedAt), setting, remarks) {
            Ok(stamp) => Some(stamp),
            Err(Skip { code: "TIME-MISSING", .. }) => None,
            Err(skip) => {
                remarks.tell(skip.code, skip.message);
                None
            }
        }
    }

    fn article(&mut self, setting: &Setting<'_>, remarks: &mut Remarks) -> Result<Record<'a>, Skip> {
        let url = self.word(Key::Url);
        let id = self.word(Key::Id).or_else(|| url.clone()).ok_or_else(|| Skip::new("IN-JSON", "the article has no id"))?;
        let (title, text, author) = (self.word(Key::Title), self.word(Key::Text), self.word(Key::Author));
        Ok(Record::Article(Article { id, title, text, url, author, at: self.created(setting, remarks) }))
    }

    fn score(&mut self, setting: &Setting<'_>, remarks: &mut Remarks) -> Result<Record<'a>, Skip> {
        let account = self.account_id()?.into_owned();
        let metric = self.word(Key::Metric).unwrap_or(Cow::Borrowed("score")).into_owned();
        let value = self.take(Key::Value).number().ok_or_else(|| Skip::new("IN-SCORE", "the score has no number as its value"))?;
        let at = match when(self.take(Key::At), setting, remarks) {
            Ok(stamp) => Some(stamp.millis),
            Err(Skip { code: "TIME-MISSING", .. }) => None,
            Err(skip) => return Err(skip),
        };
        let scale = match self.word(Key::Scale) {
            None => Scale::default(),
            Some(name) => scale(&name).ok_or_else(|| Skip::new("IN-SCORE", "the scale is none of linear, log, sum"))?,
        };
        Ok(Record::Score(ClaimedScore { account, metric, value, at, scale }))
    }
}

/// The kind of that name, under the names that platforms give it too.
fn kind_of(name: &str) -> Kind {
    let name = name.trim().to_ascii_lowercase();
    match name.as_str() {
        "tweet" | "tw" | "note" | "create" | "status" => Kind::Post,
        "retweet" | "rt" | "announce" | "reblog" | "boost" => Kind::Repost,
        "answer" | "re" => Kind::Reply,
        "favorite" | "favourite" => Kind::Like,
        name => Kind::from_name(name).unwrap_or(Kind::Other),
    }
}

/// The scale of that name.
pub(crate) fn scale(name: &str) -> Option<Scale> {
    match name.trim().to_ascii_lowercase().as_str() {
        "linear" => Some(Scale::Linear),
        "log" => Some(Scale::Log),
        "sum" => Some(Scale::Sum),
        _ => None,
    }
}

fn when(value: Datum<'_>, setting: &Setting<'_>, remarks: &mut Remarks) -> Result<Stamp, Skip> {
    let read = match &value {
        Datum::None => return Err(Skip::new("TIME-MISSING", "no time is given")),
        Datum::Text(text) if text.trim().is_empty() => return Err(Skip::new("TIME-MISSING", "no time is given")),
        Datum::Text(text) => date_order::parse_as(text, setting.as_of, setting.dates),
        Datum::Number(digits) => time::epoch(digits, setting.as_of),
        Datum::Bool(_) | Datum::Nested => Err(time::Fault::Bad),
    };
    remarks.moment(read, &value.text().unwrap_or_default())
}
