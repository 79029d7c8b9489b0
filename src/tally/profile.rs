//! What the account, and its platform, say of it.

use serde::{Deserialize, Serialize};

use super::Tally;
use crate::account::Account;
use crate::event::Event;
use crate::platform::Platforms;

/// The longest part of a biography that is kept.
const BIO_BYTES: usize = 1024;

/// The account's own description. Where several account lines disagree, each field takes the same side in any order: the
/// earliest creation, the largest count, the declaration that was made.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ProfileTally {
    /// The account's id.
    pub id: Option<String>,
    /// Its display name.
    pub name: Option<String>,
    /// When it was created, in milliseconds since 1970.
    #[serde(deserialize_with = "super::moment")]
    pub created_at: Option<i64>,
    /// How many follow it.
    pub followers: Option<u64>,
    /// How many it follows.
    pub following: Option<u64>,
    /// What it writes about itself.
    pub bio: Option<String>,
    /// Whether the platform's own field says that it is automated.
    pub declared_automation: Option<bool>,
    /// Whether it still has the picture and layout that the platform gave it.
    pub default_profile: Option<bool>,
    /// Where it lives.
    pub platforms: Platforms,
    /// The first event that comes from a window, an input of the latest records only; milliseconds since 1970.
    pub window_from: Option<i64>,
    /// Whether there are events whose time was written with a zone, and without one.
    pub zones: Zones,
}

/// How the times of an account were written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zones {
    /// Some name their zone.
    pub given: bool,
    /// Some do not.
    pub missing: bool,
}

impl Tally for ProfileTally {
    fn add(&mut self, event: &Event<'_>) {
        if self.id.is_none() {
            self.id = Some(event.author.as_ref().to_owned());
        }
        self.followers = self.followers.max(event.followers);
        self.platforms.add(event.platform);
        if let Some(at) = event.at {
            self.window_from = [self.window_from, event.window.then_some(at.millis)].into_iter().flatten().min();
            self.zones.given |= !event.zoneless;
            self.zones.missing |= event.zoneless;
        }
    }

    fn describe(&mut self, account: &Account<'_>) {
        let bio = account.bio.as_deref().map(|bio| bio[..bio.floor_char_boundary(BIO_BYTES)].to_owned());
        let mut platforms = Platforms::default();
        platforms.add(account.platform);
        self.merge(ProfileTally {
            id: Some(account.id.as_ref().to_owned()),
            name: account.name.as_deref().map(str::to_owned),
            created_at: account.created_at.map(|stamp| stamp.millis),
            followers: account.followers,
            following: account.following,
            bio,
            declared_automation: account.declared_automation,
            default_profile: account.default_profile,
            platforms,
            ..ProfileTally::default()
        });
    }

    fn merge(&mut self, other: Self) {
        self.id = self.id.take().max(other.id);
        self.name = self.name.take().max(other.name);
        self.created_at = [self.created_at, other.created_at].into_iter().flatten().min();
        self.followers = self.followers.max(other.followers);
        self.following = self.following.max(other.following);
        self.bio = self.bio.take().max(other.bio);
        self.declared_automation = self.declared_automation.max(other.declared_automation);
        // Whoever changed it once has changed it: a no from any record stands.
        self.default_profile = [self.default_profile, other.default_profile].into_iter().flatten().min();
        self.platforms.merge(other.platforms);
        self.window_from = [self.window_from, other.window_from].into_iter().flatten().min();
        self.zones.given |= other.zones.given;
        self.zones.missing |= other.zones.missing;
    }

    fn settle(&mut self) {}
}
