//! An account under examination: its tallies, and what several detectors ask of them, worked out once.

use std::cell::OnceCell;
use std::ops::Deref;

use super::company::{Received, Seat};
use super::growth::{Course, course};
use super::streams::{Strongest, strongest};
use super::times::Timed;
use crate::event::Kind;
use crate::platform::Platform;
use crate::stat::battery::{Cadence, battery, on_beat};
use crate::tally::Tallies;

/// A settled account, and what is shared of its examination.
#[derive(Debug)]
pub struct Subject<'a> {
    account: &'a Tallies,
    timed: Timed,
    cadence: OnceCell<Option<Cadence>>,
    on_beat: OnceCell<Vec<bool>>,
    streams: OnceCell<Strongest>,
    course: OnceCell<Course>,
    seat: Option<&'a Seat>,
}

impl<'a> Subject<'a> {
    /// Begins to examine a settled account.
    pub fn new(account: &'a Tallies) -> Subject<'a> {
        let timed = Timed::of(account);
        Subject {
            account,
            timed,
            cadence: OnceCell::new(),
            on_beat: OnceCell::new(),
            streams: OnceCell::new(),
            course: OnceCell::new(),
            seat: None,
        }
    }

    /// Adds what is known of its part in rings.
    pub fn seated(mut self, seat: &'a Seat) -> Subject<'a> {
        self.seat = Some(seat);
        self
    }

    /// The moment, milliseconds since 1970, after which its weekly activity was another for good, if there is one.
    pub fn turned_at(&self) -> Option<i64> {
        self.course().lasting_turn()
    }

    /// Its part in rings; `None` where rings were not looked for.
    pub(super) fn seat(&self) -> Option<&'a Seat> {
        self.seat
    }

    /// What it received from proven rings.
    pub fn received(&self) -> &'a [Received] {
        self.seat.map_or(&[], |seat| &seat.received)
    }

    /// The times that timing is judged on.
    pub(super) fn timed(&self) -> &Timed {
        &self.timed
    }

    /// Those times: whole seconds since 1970, ascending, known to the minute or better.
    pub fn seconds(&self) -> &[i64] {
        &self.timed.seconds
    }

    /// What the cadence tests find in all of its times.
    pub(super) fn cadence(&self) -> Option<&Cadence> {
        self.cadence.get_or_init(|| battery(self.seconds(), self.timed.resolution)).as_ref()
    }

    /// For each of its times, whether it is on the beat found.
    pub(super) fn on_beat(&self) -> &[bool] {
        self.on_beat.get_or_init(|| self.cadence().map(|found| on_beat(self.seconds(), found)).unwrap_or_default())
    }

    /// The most clock-like of its streams.
    pub(super) fn streams(&self) -> &Strongest {
        self.streams.get_or_init(|| strongest(self))
    }

    /// The course of its weekly activity.
    pub(super) fn course(&self) -> &Course {
        self.course.get_or_init(|| course(self))
    }

    /// The platform that it is on, where it is known. Where the records do not say it, commits alone mean git.
    pub(super) fn platform(&self) -> Option<&'static str> {
        let briefs = self.events.briefs();
        let unsaid = || (!briefs.is_empty() && briefs.iter().all(|brief| brief.kind() == Kind::Commit)).then_some(Platform::Git);
        self.profile.platforms.only().or_else(unsaid).map(Platform::name)
    }
}

impl Deref for Subject<'_> {
    type Target = Tallies;

    fn deref(&self) -> &Tallies {
        self.account
    }
}
