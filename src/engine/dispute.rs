//! Events that somebody disputes: they are left out before anything is remembered of them, and counted.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::event::{Event, rfc3339};
use crate::score::{Correction, CorrectionKind};

/// Events of an account that are said to be wrong, or not its owner's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// The account, by its id.
    pub account: String,
    /// Which of its events.
    pub events: Disputed,
    /// Why.
    pub reason: String,
    /// Who disputes them.
    pub by: String,
    /// The day on which they did, YYYY-MM-DD.
    pub date: String,
}

/// Which events are disputed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disputed {
    /// These, as reports name them: by their ids, or by their times.
    Named(Vec<String>),
    /// All from one moment to another, both included, in milliseconds since 1970; from the first or to the last where it is open.
    Between(Option<i64>, Option<i64>),
}

/// All disputes of a run. They remember which records they left out.
#[derive(Debug, Default)]
pub struct Disputes {
    accounts: HashMap<String, Vec<Watched>>,
}

#[derive(Debug)]
struct Watched {
    dispute: Dispute,
    /// The events that it names, and whether the input holds them.
    named: HashMap<String, AtomicBool>,
    left_out: AtomicU64,
}

impl Disputes {
    /// These disputes.
    pub fn new(disputes: Vec<Dispute>) -> Self {
        let mut accounts: HashMap<String, Vec<Watched>> = HashMap::new();
        for dispute in disputes {
            let named = match &dispute.events {
                Disputed::Named(names) => names.iter().map(|name| (name.clone(), AtomicBool::new(false))).collect(),
                Disputed::Between(..) => HashMap::new(),
            };
            let watched = Watched { named, left_out: AtomicU64::new(0), dispute };
            accounts.entry(watched.dispute.account.clone()).or_default().push(watched);
        }
        Disputes { accounts }
    }

    /// Whether an event is to be left out.
    pub(super) fn leaves_out(&self, event: &Event<'_>) -> bool {
        if self.accounts.is_empty() {
            return false;
        }
        let Some(own) = self.accounts.get(event.author.as_ref()) else { return false };
        let mut left_out = false;
        // Each is asked, so that every event that is named is known to be found.
        for watched in own.iter().filter(|watched| watched.covers(event)) {
            if !left_out {
                watched.left_out.fetch_add(1, Ordering::Relaxed);
            }
            left_out = true;
        }
        left_out
    }

    /// What came of the disputes about an account.
    pub(super) fn of(&self, account: &str) -> Vec<Correction> {
        self.accounts.get(account).into_iter().flatten().map(Watched::told).collect()
    }

    /// What the disputes say that the input does not know.
    pub(super) fn warnings(&self) -> Vec<String> {
        let told = |watched: &Watched| {
            let told = watched.told();
            let what = format!("the dispute of {} about `{}`", told.date, watched.dispute.account);
            match told.not_found.as_slice() {
                [] if told.left_out > 0 => None,
                [] => Some(format!("{what} covers no event that is not left out already")),
                [one] => Some(format!("{what} names an event that the input does not hold: {one}")),
                [first, ..] => {
                    Some(format!("{what} names {} events that the input does not hold, {first} for one", told.not_found.len()))
                }
            }
        };
        self.accounts.values().flatten().filter_map(told).collect()
    }
}

impl Watched {
    fn covers(&self, event: &Event<'_>) -> bool {
        match (&self.dispute.events, event.at) {
            (Disputed::Between(from, to), at) => {
                at.is_some_and(|at| from.is_none_or(|from| from <= at.millis) && to.is_none_or(|to| at.millis <= to))
            }
            (Disputed::Named(_), at) => {
                let by_id = event.id.as_deref().and_then(|id| self.named.get(id));
                let found = by_id.or_else(|| self.named.get(&at?.rfc3339()));
                found.inspect(|found| found.store(true, Ordering::Relaxed)).is_some()
            }
        }
    }

    fn told(&self) -> Correction {
        let dispute = &self.dispute;
        let left_out = self.left_out.load(Ordering::Relaxed);
        let found = |name: &String| self.named.get(name).is_some_and(|found| found.load(Ordering::Relaxed));
        let (names, [from, to]) = match &dispute.events {
            Disputed::Named(names) => (names.as_slice(), [None, None]),
            Disputed::Between(from, to) => (&[][..], [*from, *to].map(|moment| moment.map(|moment| rfc3339(moment, false)))),
        };
        Correction {
            kind: CorrectionKind::Dispute,
            by: dispute.by.clone(),
            date: dispute.date.clone(),
            reason: dispute.reason.clone(),
            rule: None,
            from,
            to,
            named: names.len(),
            not_found: names.iter().filter(|name| !found(name)).cloned().collect(),
            left_out,
            applied: left_out > 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Precision, Stamp};

    fn event(author: &'static str, id: Option<&'static str>, second: i64) -> Event<'static> {
        let mut event = Event::by(author);
        (event.id, event.at) = (id.map(Into::into), Some(Stamp::new(second * 1000, Precision::Second)));
        event
    }

    fn dispute(events: Disputed) -> Dispute {
        Dispute { account: "amy".into(), events, reason: "not mine".into(), by: "Amy".into(), date: "2026-11-20".into() }
    }

    #[test]
    fn events_are_known_by_id_by_time_and_by_period() {
        let named = Disputed::Named(["p1", "1970-01-01T00:00:09Z", "p7"].map(str::to_owned).into());
        let disputes = Disputes::new(vec![dispute(named), dispute(Disputed::Between(Some(20_000), Some(30_000)))]);
        let out: Vec<bool> = [
            event("amy", Some("p1"), 1),
            event("amy", Some("p1"), 25),
            event("amy", None, 9),
            event("amy", Some("p2"), 2),
            event("bob", Some("p1"), 1),
            event("amy", Some("p3"), 20),
            event("amy", Some("p4"), 31),
        ]
        .iter()
        .map(|event| disputes.leaves_out(event))
        .collect();
        assert_eq!(out, [true, true, true, false, false, true, false]);
        let told = disputes.of("amy");
        assert_eq!((told[0].named, told[0].left_out, told[0].not_found.as_slice()), (3, 3, &["p7".to_owned()][..]));
        assert_eq!((told[1].left_out, told[1].from.as_deref()), (1, Some("1970-01-01T00:00:20Z")));
        assert_eq!(disputes.warnings(), ["the dispute of 2026-11-20 about `amy` names an event that the input does not hold: p7"]);
        assert!(disputes.of("bob").is_empty());
    }
}
