//! A brief of every event of an account.

use serde::{Deserialize, Serialize};

use super::{Brief, Palette, Tally};
use crate::account::Account;
use crate::event::Event;

/// All events of an account in brief, in the order of time once settled.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EventTally {
    briefs: Vec<Brief>,
    clients: Palette<String>,
    repeated: u64,
}

impl EventTally {
    /// The events by time; call [`Tally::settle`] first.
    pub fn briefs(&self) -> &[Brief] {
        &self.briefs
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.briefs.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.briefs.is_empty()
    }

    /// The names of the client apps, by the number that briefs hold.
    pub fn clients(&self) -> &[String] {
        self.clients.values()
    }

    /// How many records were left out because the input held the event already.
    pub fn repeated(&self) -> u64 {
        self.repeated
    }

    /// The settled events cut into whole windows of `size`, oldest first; a remainder is left out.
    pub fn windows(&self, size: usize) -> Vec<EventTally> {
        let windows = self.briefs.chunks_exact(size);
        windows.map(|briefs| EventTally { briefs: briefs.to_vec(), clients: self.clients.clone(), repeated: 0 }).collect()
    }

    fn push(&mut self, brief: Brief) {
        // Doubling would waste up to half of all memory where millions of accounts hold a few events each.
        if self.briefs.len() == self.briefs.capacity() {
            self.briefs.reserve_exact(self.briefs.len() / 16 + 2);
        }
        self.briefs.push(brief);
    }
}

impl Tally for EventTally {
    fn add(&mut self, event: &Event<'_>) {
        let client = event.client.as_deref().map_or(Palette::<String>::NONE, |name| self.clients.number(name));
        if let Some(brief) = Brief::new(event, client) {
            self.push(brief);
        }
    }

    fn describe(&mut self, _: &Account<'_>) {}

    fn merge(&mut self, mut other: Self) {
        if self.briefs.len() < other.briefs.len() {
            std::mem::swap(self, &mut other);
        }
        let renumbered = self.clients.merge(other.clients);
        self.briefs.reserve_exact(other.briefs.len());
        self.briefs.extend(other.briefs.iter().map(|brief| renumber(brief, &renumbered)));
        self.repeated = self.repeated.saturating_add(other.repeated);
    }

    fn settle(&mut self) {
        let renumbered = self.clients.settle();
        for brief in &mut self.briefs {
            *brief = renumber(brief, &renumbered);
        }
        self.briefs.sort_unstable_by_key(Brief::order);
        let before = self.briefs.len();
        // An event that several exports hold is kept as the fullest of them saw it: likes only grow.
        self.briefs.dedup_by(|later, kept| {
            let same = later.same_event(kept);
            if same && later.likes() > kept.likes() {
                *kept = *later;
            }
            same
        });
        self.repeated = self.repeated.saturating_add((before - self.briefs.len()) as u64);
    }
}

fn renumber(brief: &Brief, numbers: &[u16]) -> Brief {
    brief.with_client(numbers.get(usize::from(brief.client())).copied().unwrap_or(Palette::<String>::NONE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Precision, Stamp};

    fn event(id: &'static str, second: i64, client: &'static str) -> Event<'static> {
        let mut event = Event::by("a");
        event.id = Some(id.into());
        event.at = Some(Stamp::new(second * 1000, Precision::Second));
        event.client = Some(client.into());
        event
    }

    #[test]
    fn a_record_that_two_files_hold_counts_once() {
        let mut tally = EventTally::default();
        for (id, second) in [("2", 20), ("1", 10), ("2", 20)] {
            tally.add(&event(id, second, "web"));
        }
        tally.settle();
        assert_eq!((tally.len(), tally.repeated()), (2, 1));
        assert_eq!(tally.briefs()[0].millis(), 10_000);
    }

    #[test]
    fn clients_keep_their_names_across_a_merge() {
        let (mut one, mut two) = (EventTally::default(), EventTally::default());
        one.add(&event("1", 1, "web"));
        two.add(&event("2", 2, "phone"));
        two.add(&event("3", 3, "web"));
        one.merge(two);
        one.settle();
        let named: Vec<_> = one.briefs().iter().map(|brief| one.clients()[usize::from(brief.client())].as_str()).collect();
        assert_eq!(named, ["web", "phone", "web"]);
    }
}
