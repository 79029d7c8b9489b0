//! What the records of an input have, counted: for whoever wants to know what came in before anything is judged.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{BuildHasher, Hash};

use foldhash::fast::FixedState;
use serde::Serialize;

use super::Record;
use crate::account::Account;
use crate::event::{Event, Kind, Precision, Stamp, TimeSource, rfc3339};
use crate::platform::Platform;

const DAY: i64 = 86_400_000;
/// From so many days without an event on they are a gap.
const GAP: i64 = 7;
/// How many gaps are named.
const GAPS: usize = 3;
/// How many different things are told apart at most, at eight bytes each.
const DISTINCT: usize = 4_000_000;

/// Counts records as they come.
#[derive(Debug, Default)]
pub struct Census {
    kinds: BTreeMap<Kind, u64>,
    accounts: u64,
    scores: u64,
    articles: u64,
    platforms: BTreeSet<Platform>,
    event_fields: BTreeMap<&'static str, u64>,
    account_fields: BTreeMap<&'static str, u64>,
    precision: BTreeMap<Precision, u64>,
    source: BTreeMap<TimeSource, u64>,
    zoneless: u64,
    first: Option<Stamp>,
    last: Option<Stamp>,
    days: BTreeSet<i64>,
    previous: Option<(u16, i64)>,
    backwards: u64,
    authors: Distinct,
    acts: Distinct,
    repeated: u64,
}

/// Tells things apart by their fingerprints, up to a limit.
#[derive(Debug, Default)]
struct Distinct {
    seen: HashSet<u64, FixedState>,
    full: bool,
}

impl Distinct {
    /// Whether it was there before. Beyond the limit nothing is known.
    fn again(&mut self, thing: impl Hash) -> bool {
        let fingerprint = FixedState::default().hash_one(thing);
        if self.seen.len() < DISTINCT {
            return !self.seen.insert(fingerprint);
        }
        self.full |= !self.seen.contains(&fingerprint);
        self.seen.contains(&fingerprint)
    }

    fn count(&self) -> Option<u64> {
        (!self.full).then_some(self.seen.len() as u64)
    }
}

/// What a census gives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// How many acts there are of each kind.
    pub kinds: BTreeMap<&'static str, u64>,
    /// Acts altogether.
    pub events: u64,
    /// Records that describe an account.
    pub accounts: u64,
    /// Records of scores.
    pub scores: u64,
    /// Records of what comments stand under.
    pub articles: u64,
    /// How many accounts act; missing where there are more than can be told apart.
    pub authors: Option<u64>,
    /// The platforms that they live on.
    pub platforms: Vec<&'static str>,
    /// The first moment, in RFC 3339.
    pub first: Option<String>,
    /// The last moment.
    pub last: Option<String>,
    /// Days (UTC) with an act.
    pub active_days: u64,
    /// Days (UTC) from the first act to the last, both included.
    pub days: u64,
    /// The longest stretches of a week or more without an act.
    pub gaps: Vec<Gap>,
    /// How many acts are known how exactly.
    pub precision: BTreeMap<Precision, u64>,
    /// Where the times were taken from: the record, its id, or the record although its id disputes it.
    pub time_source: BTreeMap<TimeSource, u64>,
    /// Acts without a time.
    pub untimed: u64,
    /// Acts whose time has no zone and was taken for UTC.
    pub zoneless: u64,
    /// How often a record is earlier than the one before it.
    pub backwards: u64,
    /// Acts that stand there once more; missing where there are more acts than can be told apart.
    pub repeated: Option<u64>,
    /// How many acts have which field.
    pub event_fields: BTreeMap<&'static str, u64>,
    /// How many descriptions of accounts have which field.
    pub account_fields: BTreeMap<&'static str, u64>,
}

/// Days on which nothing happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The first day of it.
    pub from: String,
    /// The last day of it.
    pub to: String,
    /// How many days it has.
    pub days: u64,
}

impl Census {
    /// Counts one record.
    pub fn add(&mut self, record: &Record<'_>) {
        match record {
            Record::Event(event) => self.event(event),
            Record::Account(account) => self.account(account),
            Record::Score(_) => self.scores += 1,
            Record::Article(_) => self.articles += 1,
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        *self.kinds.entry(event.kind).or_default() += 1;
        self.platforms.extend(event.platform);
        self.authors.again(event.author.as_ref());
        let fields = [
            ("id", event.id.is_some()),
            ("created_at", event.at.is_some()),
            ("text", event.text.is_some()),
            ("source", event.client.is_some()),
            ("in_reply_to", event.in_reply_to.is_some()),
            ("target", event.target.is_some()),
            ("url", event.url.is_some()),
            ("author_name", event.author_name.is_some()),
            ("author_url", event.author_url.is_some()),
            ("author_email", event.author_email.is_some()),
            ("author_ip", event.author_ip.is_some()),
            ("likes", event.likes.is_some()),
            ("reposts", event.reposts.is_some()),
            ("followers", event.followers.is_some()),
            ("lang", event.lang.is_some()),
            ("label", event.label.is_some()),
        ];
        count(&mut self.event_fields, &fields);
        let moment = event.at.map(|at| at.millis);
        // The same as one event that an audit counts once.
        let again = match (&event.id, &event.text) {
            (Some(id), _) => self.acts.again((&event.author, event.kind, id)),
            (None, Some(text)) if moment.is_some() => self.acts.again((&event.author, event.kind, moment, text)),
            _ => false,
        };
        self.repeated += u64::from(again);
        if let Some(at) = event.at {
            self.moment(at, event);
        }
    }

    fn moment(&mut self, at: Stamp, event: &Event<'_>) {
        *self.precision.entry(at.precision).or_default() += 1;
        *self.source.entry(at.source).or_default() += 1;
        self.zoneless += u64::from(event.zoneless);
        self.first = self.first.into_iter().chain([at]).min_by_key(|at| at.millis);
        self.last = self.last.into_iter().chain([at]).max_by_key(|at| at.millis);
        self.days.insert(at.millis.div_euclid(DAY));
        let stream = event.locator.stream;
        self.backwards += u64::from(self.previous.is_some_and(|(last, millis)| last == stream && millis > at.millis));
        self.previous = Some((stream, at.millis));
    }

    fn account(&mut self, account: &Account<'_>) {
        self.accounts += 1;
        self.platforms.extend(account.platform);
        let fields = [
            ("name", account.name.is_some()),
            ("created_at", account.created_at.is_some()),
            ("followers", account.followers.is_some()),
            ("following", account.following.is_some()),
            ("bio", account.bio.is_some()),
            ("declared_automation", account.declared_automation.is_some()),
            ("default_profile", account.default_profile.is_some()),
        ];
        count(&mut self.account_fields, &fields);
    }

    /// What was counted.
    pub fn coverage(&self) -> Coverage {
        let events = self.kinds.values().sum();
        let timed: u64 = self.precision.values().sum();
        let span = self.days.first().zip(self.days.last()).map_or(0, |(first, last)| last - first + 1);
        Coverage {
            kinds: self.kinds.iter().map(|(kind, count)| (kind.name(), *count)).collect(),
            events,
            accounts: self.accounts,
            scores: self.scores,
            articles: self.articles,
            authors: self.authors.count(),
            platforms: self.platforms.iter().map(|platform| platform.name()).collect(),
            first: self.first.map(|at| at.rfc3339()),
            last: self.last.map(|at| at.rfc3339()),
            active_days: self.days.len() as u64,
            days: span as u64,
            gaps: self.gaps(),
            precision: self.precision.clone(),
            time_source: self.source.clone(),
            untimed: events - timed,
            zoneless: self.zoneless,
            backwards: self.backwards,
            repeated: (!self.acts.full).then_some(self.repeated),
            event_fields: self.event_fields.clone(),
            account_fields: self.account_fields.clone(),
        }
    }

    fn gaps(&self) -> Vec<Gap> {
        let pairs = self.days.iter().zip(self.days.iter().skip(1));
        let mut gaps: Vec<(i64, i64)> =
            pairs.map(|(day, next)| (next - day - 1, day + 1)).filter(|(days, _)| *days >= GAP).collect();
        gaps.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        gaps.truncate(GAPS);
        let day = |day: i64| rfc3339(day * DAY, false)[..10].to_owned();
        gaps.into_iter().map(|(days, from)| Gap { from: day(from), to: day(from + days - 1), days: days as u64 }).collect()
    }
}

fn count(counts: &mut BTreeMap<&'static str, u64>, fields: &[(&'static str, bool)]) {
    for (name, is_there) in fields {
        *counts.entry(name).or_default() += u64::from(*is_there);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> Option<Stamp> {
        Some(Stamp::new(day * DAY, Precision::Second))
    }

    #[test]
    fn records_are_counted_with_what_they_have() {
        let mut census = Census::default();
        let post = |id: &'static str, day| Event { id: Some(id.into()), at: at(day), ..Event::by("ann") };
        let like = Event { kind: Kind::Like, target: Some("7".into()), ..Event::by("bea") };
        for event in [post("1", 100), post("2", 90), post("1", 100), like.clone(), like] {
            census.add(&Record::Event(event));
        }
        census.add(&Record::Account(Account { bio: Some("x".into()), ..Account::new("ann") }));
        let coverage = census.coverage();
        assert_eq!(coverage.kinds, BTreeMap::from([("post", 3), ("like", 2)]));
        assert_eq!((coverage.events, coverage.untimed, coverage.authors, coverage.repeated), (5, 2, Some(2), Some(1)));
        assert_eq!((coverage.active_days, coverage.days, coverage.backwards), (2, 11, 1));
        assert_eq!(coverage.gaps, [Gap { from: "1970-04-02".into(), to: "1970-04-10".into(), days: 9 }]);
        assert_eq!((coverage.event_fields["id"], coverage.event_fields["target"], coverage.event_fields["text"]), (3, 2, 0));
        assert_eq!((coverage.account_fields["bio"], coverage.account_fields["name"]), (1, 0));
    }
}
