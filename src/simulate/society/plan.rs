//! What is going to happen, before any word of it is written.

use super::super::dice::Dice;
use super::kind::GroupKind;
use super::people::{People, SPAN};

/// What an account does, and with what words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Verb {
    /// A text of its own, which nobody refers to.
    Own,
    /// A text of its own with a link of its own.
    OwnLink,
    /// A phrase that everybody uses.
    Stock,
    /// The text of the thing as a post.
    Copy,
    /// The text of the thing with small changes, by variant.
    NearCopy,
    /// The thing's template filled in, by variant.
    Spun,
    /// The thing's link with own words.
    Link,
    /// A page of the thing's domain, by variant, with own words.
    DeepLink,
    /// The thing's hashtags in a text of its own.
    Hashtags,
    /// The thing's text passed on.
    Repost,
    /// An answer to the thing.
    Reply,
    /// A like of the thing.
    Like,
    /// A star for the thing, a project.
    Star,
    /// A follow of the thing's author.
    Follow,
}

/// One act, in sixteen bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Act {
    /// Seconds from the beginning.
    pub second: u32,
    pub account: u32,
    /// What it is done with or to, a place in `Plan::things`; `NOTHING` for acts on their own.
    pub thing: u32,
    pub verb: Verb,
    /// Whether this act brought the thing into the world, so that its id is the thing's.
    pub original: bool,
    /// Which of the variants of a thing's text or link.
    pub variant: u16,
}

/// No thing.
pub(super) const NOTHING: u32 = u32::MAX;

/// Something that several accounts refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Thing {
    pub author: u32,
    /// The audience in whose words it is written.
    pub topic: u32,
    /// What its template, domain or hashtags are drawn from; 0 for ordinary posts; from `POPULAR` on, a domain that everybody knows.
    pub source: u32,
}

/// Sources from here on are domains that everybody knows, the best known first.
pub(super) const POPULAR: u32 = 1 << 31;

/// A domain that everybody knows, by how well it is known.
pub(super) fn popular(dice: &mut Dice) -> u32 {
    POPULAR + (2000.0 * dice.unit() * dice.unit() * dice.unit()) as u32
}

/// One time that a group acted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Occasion {
    pub group: u32,
    pub verb: Verb,
    pub thing: u32,
    /// Seconds from the beginning.
    pub start: u32,
    /// Seconds within which the members acted.
    pub window: u32,
}

/// A group while it is planned.
#[derive(Debug, Clone)]
pub(super) struct Band {
    pub kind: GroupKind,
    pub members: Vec<u32>,
}

/// All acts of a society.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub people: People,
    pub acts: Vec<Act>,
    pub things: Vec<Thing>,
    pub occasions: Vec<Occasion>,
    pub bands: Vec<Band>,
    /// The number of each account's group, from 1; 0 for people in none.
    pub group: Vec<u32>,
    /// How many ordinary posts the members of some groups have, whatever their activity.
    pub quotas: Vec<(u32, u32)>,
    /// Whether an account keeps away from what goes round in its audience.
    pub aloof: Vec<bool>,
    /// Seconds before the beginning at which farmed accounts were made.
    pub made: Vec<(u32, u32)>,
    /// Accounts that no group has yet, in random order.
    free: Vec<u32>,
    /// The largest that a group may be.
    pub largest: usize,
}

impl Plan {
    /// Nothing planned yet.
    pub fn new(accounts: usize, seed: u64) -> Plan {
        let mut dice = Dice::new(seed, 21);
        let mut free: Vec<u32> = (0..accounts as u32).collect();
        for place in (1..free.len()).rev() {
            free.swap(place, dice.below(place + 1));
        }
        // Most people are in no group, however small the society.
        free.truncate(accounts.div_ceil(2));
        Plan {
            people: People::new(accounts, seed),
            acts: Vec::new(),
            things: Vec::new(),
            occasions: Vec::new(),
            bands: Vec::new(),
            group: vec![0; accounts],
            quotas: Vec::new(),
            aloof: vec![false; accounts],
            made: Vec::new(),
            free,
            largest: (accounts / 30).max(5),
        }
    }

    /// A new group of so many accounts, or fewer; none where too few are left.
    pub fn band(&mut self, kind: GroupKind, wanted: usize) -> Option<u32> {
        let wanted = wanted.min(self.largest).min(self.free.len());
        if wanted < 4 {
            return None;
        }
        let members = self.free.split_off(self.free.len() - wanted);
        self.bands.push(Band { kind, members });
        let number = self.bands.len() as u32;
        for account in &self.bands[number as usize - 1].members {
            self.group[*account as usize] = number;
        }
        Some(number - 1)
    }

    /// Some account that is in no group: each is as likely as the other.
    pub fn bystander(&self, dice: &mut Dice) -> u32 {
        let mut account = 0;
        for _ in 0..64 {
            account = dice.below(self.group.len()) as u32;
            if self.group[account as usize] == 0 {
                break;
            }
        }
        account
    }

    /// A bystander that reads the same audience, if one is found.
    pub fn reader(&self, dice: &mut Dice, audience: u32) -> u32 {
        let members = self.people.members(audience as usize);
        for _ in 0..16 {
            let account = members.get(dice.below(members.len())).copied().unwrap_or_default();
            if self.group[account as usize] == 0 {
                return account;
            }
        }
        self.bystander(dice)
    }

    /// A new thing.
    pub fn thing(&mut self, author: u32, topic: u32, source: u32) -> u32 {
        self.things.push(Thing { author, topic, source });
        self.things.len() as u32 - 1
    }

    /// A post by that account, brought into the world at that second, that others can answer and pass on.
    pub fn posted(&mut self, author: u32, second: u32) -> u32 {
        let topic = self.people.get(author).audience;
        let thing = self.thing(author, topic, 0);
        self.acts.push(Act { second: second.min(SPAN - 1), account: author, thing, verb: Verb::Copy, original: true, variant: 0 });
        thing
    }

    /// Adds one act, unless it falls behind the end.
    pub fn act(&mut self, second: u32, account: u32, verb: Verb, thing: u32, variant: u16) {
        if second < SPAN {
            self.acts.push(Act { second, account, thing, verb, original: false, variant });
        }
    }
}
