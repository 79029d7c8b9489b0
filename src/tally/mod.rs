//! What is remembered of an account while its events stream by.
//!
//! A tally is a commutative monoid with a zero: any order and any split of the events gives the same tally, once it is settled.
//! Threads, a server's running state and a distributed engine's partial aggregation all rest on that.

mod acts;
mod brief;
mod event_set;
mod events;
mod palette;
mod profile;
mod readings;
mod sample;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize};

pub use acts::{Act, ActsTally, Object};
pub use brief::Brief;
pub use event_set::EventSet;
pub use events::EventTally;
pub use palette::Palette;
pub use profile::ProfileTally;
pub use readings::{Readings, ReadingsTally};
pub use sample::TextSample;

use crate::account::{Account, ClaimedScore};
use crate::event::{Event, Stamp};

/// One aspect of an account.
pub trait Tally: Default + Send + Serialize + DeserializeOwned {
    /// Takes in one event.
    fn add(&mut self, event: &Event<'_>);
    /// Takes in what the input says of the account itself.
    fn describe(&mut self, account: &Account<'_>);
    /// Takes in a score that the input claims for the account.
    fn score(&mut self, _: &ClaimedScore) {}
    /// Joins two tallies of one account: associative and commutative, with `Default` as its zero.
    fn merge(&mut self, other: Self);
    /// Brings the tally into its one canonical form, in which detectors read it.
    fn settle(&mut self);
}

/// A moment that was written elsewhere, milliseconds since 1970.
fn moment<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    let moment = Option::<i64>::deserialize(from)?;
    let sound = moment.is_none_or(|moment| (0..=Stamp::MAX_MILLIS).contains(&moment));
    if sound { Ok(moment) } else { Err(D::Error::custom("a moment is damaged")) }
}

macro_rules! tallies {
    ($($(#[$doc:meta])* $field:ident: $tally:ty),+ $(,)?) => {
        /// Everything that is remembered of one account.
        #[derive(Debug, Clone, Default, PartialEq, Serialize, serde::Deserialize)]
        pub struct Tallies { $($(#[$doc])* pub $field: $tally),+ }

        impl Tally for Tallies {
            fn add(&mut self, event: &Event<'_>) { $(self.$field.add(event);)+ }
            fn describe(&mut self, account: &Account<'_>) { $(self.$field.describe(account);)+ }
            fn score(&mut self, score: &ClaimedScore) { $(self.$field.score(score);)+ }
            fn merge(&mut self, other: Self) { $(self.$field.merge(other.$field);)+ }
            fn settle(&mut self) { $(self.$field.settle();)+ }
        }
    };
}

tallies! {
    /// A brief of every event.
    events: EventTally,
    /// What the account says of itself.
    profile: ProfileTally,
    /// A sample of its texts.
    texts: TextSample,
    /// Followers and scores over time.
    readings: ReadingsTally,
    /// What others can do too.
    acts: ActsTally,
}

impl Tallies {
    /// The moment from which its events are known, milliseconds since 1970, where they come from a window: an input of the latest
    /// records only. What is missing before says nothing.
    pub fn known_from(&self) -> Option<i64> {
        let first = self.events.briefs().first().map(Brief::millis)?;
        self.profile.window_from.filter(|from| *from <= first)
    }

    /// Whether times with a zone stand beside times without one, so that hours of the day cannot be compared.
    pub fn mixes_zones(&self) -> bool {
        self.profile.zones.given && self.profile.zones.missing
    }
}
