//! The vocabulary of who: what a record says of an account, and the score that is claimed for it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::event::Stamp;
use crate::platform::Platform;

/// What a record says of an account. Every field may be missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Account<'a> {
    /// The account's id, the same that its events carry as author.
    pub id: Cow<'a, str>,
    /// Its display name.
    pub name: Option<Cow<'a, str>>,
    /// When it was created.
    pub created_at: Option<Stamp>,
    /// How many follow it.
    pub followers: Option<u64>,
    /// How many it follows.
    pub following: Option<u64>,
    /// What it writes about itself.
    pub bio: Option<Cow<'a, str>>,
    /// Whether the platform's own field says that it is automated.
    pub declared_automation: Option<bool>,
    /// Whether it still has the picture and layout that the platform gave it.
    pub default_profile: Option<bool>,
    /// Where it lives.
    pub platform: Option<Platform>,
}

impl<'a> Account<'a> {
    /// An account of which nothing is known but its id.
    pub fn new(id: impl Into<Cow<'a, str>>) -> Self {
        Account {
            id: id.into(),
            name: None,
            created_at: None,
            followers: None,
            following: None,
            bio: None,
            declared_automation: None,
            default_profile: None,
            platform: None,
        }
    }
}

/// How a score relates to the activity under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// An index such as Klout's 1 to 100, scaled linearly by convention.
    #[default]
    Linear,
    /// An index known to be logarithmic. It is scaled linearly too, and the report says that this is a convention.
    Log,
    /// A sum over events, such as karma, stars or a comment count. It is recomputed event by event.
    Sum,
}

impl Scale {
    /// The scale's name.
    pub fn name(self) -> &'static str {
        match self {
            Scale::Linear => "linear",
            Scale::Log => "log",
            Scale::Sum => "sum",
        }
    }
}

/// A score that is claimed for an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimedScore {
    /// The account's id.
    pub account: String,
    /// What the score is called.
    pub metric: String,
    /// Its value.
    pub value: f64,
    /// When it was read, as milliseconds since 1970.
    pub at: Option<i64>,
    /// How it relates to the activity.
    pub scale: Scale,
}
