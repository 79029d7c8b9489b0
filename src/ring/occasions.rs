//! Who did the same thing, and when: every event stands for the one object that says most about it.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::Actor;
use super::wording::{Clusters, Text, clusters};
use crate::event::{Kind, Locator};
use crate::tally::{Act, ActsTally, Object};

/// Acts on one object that are further apart than this, in milliseconds, are different occasions.
pub(super) const PAUSE: i64 = 24 * 3_600_000;
/// The same for what is used again and again, such as a domain.
const SHORT_PAUSE: i64 = 6 * 3_600_000;
/// Acts within this time of one another count as done together when objects are weighed and accounts are linked.
pub(super) const WINDOW: i64 = 2 * 3_600_000;
/// How far the audience of an object may exceed an even part of all accounts before the object says nothing: accounts are not
/// strangers to one another, so sharing must be this many times rarer than chance would have it.
const MARGIN: f64 = 10.0;
/// Company beyond this many says no more of an object.
const COMPANY: u32 = 50;
/// How long a moment is, in seconds.
const MOMENT: i64 = 4;
/// The first seconds of a minute, in which schedulers post.
const SCHEDULED: i64 = 6;
/// Keeps objects of different sorts with equal values apart.
const SCATTER: u64 = 0x9e37_79b9_7f4a_7c15;
/// Keys are compared in parts of about this many, so that comparing needs little memory.
const PART: usize = 4 << 20;

/// One account's first act on one occasion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deed {
    /// The account's position.
    pub account: u32,
    /// The number of the occasion.
    pub occasion: u32,
    /// Milliseconds since 1970; 0 where times are not known.
    pub millis: i64,
    /// Whether the time is known.
    pub timed: bool,
    /// Acts within two hours on either side, this one included.
    pub near: u32,
    /// What was done.
    pub kind: Kind,
    /// Where the event stands.
    pub locator: Locator,
}

/// An object on which at least two accounts acted, no two acts more than a day apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Occasion {
    /// What was acted on.
    pub object: Object,
    /// Its fingerprint; that of the smallest variant, for texts.
    pub key: u64,
    /// The account that was targeted, or whose post was.
    pub owner: Option<u32>,
    /// Random bits, one a split: which half of the occasions it belongs to. They are drawn by its object, so that one object never
    /// both proposes and tests.
    pub halves: u8,
    /// Where its deeds stand.
    pub deeds: std::ops::Range<usize>,
}

/// All occasions, and the deeds on them by occasion and time.
#[derive(Debug, Default)]
pub struct Occasions {
    /// The occasions.
    pub list: Vec<Occasion>,
    /// First acts, by occasion, then time, then account.
    pub deeds: Vec<Deed>,
}

/// An act on an object that several accounts acted on.
#[derive(Debug, Clone, Copy)]
struct Found {
    key: u64,
    account: u32,
    millis: i64,
    timed: bool,
    locator: Locator,
    object: Object,
    kind: Kind,
    occasion: u32,
    near: u32,
    first: bool,
    worth: f32,
}

impl Found {
    /// An act that has not been weighed yet.
    fn new(key: u64, object: Object, position: usize, act: &Act) -> Found {
        Found {
            key,
            account: position as u32,
            millis: act.millis().unwrap_or(0),
            timed: act.millis().is_some(),
            locator: act.locator(),
            object,
            kind: act.kind(),
            occasion: 0,
            near: 0,
            first: false,
            worth: 0.0,
        }
    }
}

/// Finds the occasions of settled accounts.
pub fn occasions(actors: &[Actor<'_>]) -> Occasions {
    let variants = variants(actors);
    let shared = shared_keys(actors, &variants);
    let mut found = found(actors, &variants, &shared);
    add_moments(actors, &mut found);
    weigh(&mut found, actors.len());
    choose(&mut found);
    weigh(&mut found, actors.len());
    assemble(&found, &owners(actors, &found))
}

/// The clusters of texts that are variants of one another.
fn variants(actors: &[Actor<'_>]) -> Clusters {
    let texts: Vec<Text<'_>> = actors
        .iter()
        .enumerate()
        .flat_map(|(author, actor)| {
            let texts = actor.acts.texts().iter();
            texts.map(move |(&fingerprint, words)| Text { fingerprint, author: author as u32, words })
        })
        .collect();
    clusters(&texts, actors.len())
}

/// What an act is compared by: its object's fingerprint, the cluster's where a text is in one.
fn key(act: &Act, variants: &Clusters) -> u64 {
    match act.object() {
        Object::Text => variants.get(&act.key()).copied().unwrap_or(act.key()),
        object => act.key() ^ (object as u64).wrapping_mul(SCATTER),
    }
}

/// Acts that can join accounts, with their keys.
fn keyed<'a>(acts: &'a ActsTally, variants: &'a Clusters) -> impl Iterator<Item = (u64, &'a Act)> {
    acts.acts().iter().filter(|act| act.object() != Object::Own).map(|act| (key(act, variants), act))
}

/// Keys on which at least two accounts acted, ascending.
fn shared_keys(actors: &[Actor<'_>], variants: &Clusters) -> Vec<u64> {
    let total: usize = actors.iter().map(|actor| actor.acts.acts().len()).sum();
    let parts = (total / PART + 1) as u64;
    let mut shared = Vec::new();
    let mut keys: Vec<(u64, u32)> = Vec::new();
    for part in 0..parts {
        keys.clear();
        for (position, actor) in actors.iter().enumerate() {
            let own = keyed(actor.acts, variants).filter(|(key, _)| key % parts == part);
            keys.extend(own.map(|(key, _)| (key, position as u32)));
        }
        keys.sort_unstable();
        keys.dedup();
        shared.extend(keys.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1).map(|group| group[0].0));
    }
    shared.sort_unstable();
    shared
}

fn found(actors: &[Actor<'_>], variants: &Clusters, shared: &[u64]) -> Vec<Found> {
    let mut found = Vec::new();
    for (position, actor) in actors.iter().enumerate() {
        let own = keyed(actor.acts, variants).filter(|(key, _)| shared.binary_search(key).is_ok());
        found.extend(own.map(|(key, act)| Found::new(key, act.object(), position, act)));
    }
    found
}

/// Posts of one's own that share nothing else may still share the moment, as those of one operator's clock do. On full minutes
/// everybody's schedulers post.
fn add_moments(actors: &[Actor<'_>], found: &mut Vec<Found>) {
    let mut sharing: Vec<(u32, Locator)> = found.iter().map(|act| (act.account, act.locator)).collect();
    sharing.sort_unstable();
    let mut moments: Vec<Found> = Vec::new();
    for (position, actor) in actors.iter().enumerate() {
        let own = actor.acts.acts().iter().filter(|act| act.object() == Object::Own && act.is_exact());
        for act in own.filter(|act| matches!(act.kind(), Kind::Post | Kind::Comment)) {
            let Some(millis) = act.millis() else { continue };
            let second = millis.div_euclid(1000);
            if second.rem_euclid(60) < SCHEDULED || sharing.binary_search(&(position as u32, act.locator())).is_ok() {
                continue;
            }
            let key = (second / MOMENT) as u64 ^ (Object::Moment as u64).wrapping_mul(SCATTER);
            moments.push(Found::new(key, Object::Moment, position, act));
        }
    }
    found.append(&mut moments);
}

/// Cuts objects into occasions, and weighs every act by the company it has.
fn weigh(found: &mut [Found], accounts: usize) {
    found.sort_unstable_by_key(|act| (act.key, act.millis, act.account, act.locator));
    let mut occasion = 0u32;
    let mut seen: HashMap<u32, u32, FixedState> = HashMap::default();
    let mut from = 0;
    while from < found.len() {
        let mut to = from + 1;
        let pause = if is_lasting(found[from].object) { SHORT_PAUSE } else { PAUSE };
        while to < found.len() && found[to].key == found[from].key && found[to].millis - found[to - 1].millis <= pause {
            to += 1;
        }
        let acts = &mut found[from..to];
        for act in acts.iter_mut() {
            act.occasion = occasion;
            act.first = seen.insert(act.account, occasion) != Some(occasion);
        }
        let firsts: Vec<i64> = acts.iter().filter(|act| act.first).map(|act| act.millis).collect();
        let (mut low, mut high) = (0, 0);
        for act in acts.iter_mut() {
            while low < firsts.len() && firsts[low] < act.millis - WINDOW {
                low += 1;
            }
            while high < firsts.len() && firsts[high] <= act.millis + WINDOW {
                high += 1;
            }
            act.near = (high.saturating_sub(low) as u32).max(1);
            act.worth = worth(act.near, accounts) * (act.near - 1).min(COMPANY) as f32;
        }
        occasion += 1;
        from = to;
    }
}

/// One domain stands for many pages and days: its occasions are drawn one by one.
fn is_lasting(object: Object) -> bool {
    matches!(object, Object::Domain | Object::Tags)
}

/// How surprising it is, in nats, to be among `near` of `accounts` accounts: -ln of [`MARGIN`] times the chance, or nothing.
pub(super) fn worth(near: u32, accounts: usize) -> f32 {
    (accounts as f64 / (MARGIN * f64::from(near))).ln().max(0.0) as f32
}

/// Leaves each event the one object that says most, so that no event is evidence twice, nor on both halves.
fn choose(found: &mut Vec<Found>) {
    found.sort_unstable_by(|a, b| {
        let event = |act: &Found| (act.account, act.locator);
        event(a).cmp(&event(b)).then(b.worth.total_cmp(&a.worth)).then(a.object.cmp(&b.object)).then(a.key.cmp(&b.key))
    });
    found.dedup_by_key(|act| (act.account, act.locator));
}

/// Whose post, or who, every targeted thing is.
fn owners(actors: &[Actor<'_>], found: &[Found]) -> HashMap<u64, u32, FixedState> {
    let mut targets: Vec<u64> = found.iter().filter(|act| act.object == Object::Target).map(|act| act.key).collect();
    targets.sort_unstable();
    targets.dedup();
    let target = |value: u64| value ^ (Object::Target as u64).wrapping_mul(SCATTER);
    let mut owners = HashMap::default();
    for (position, actor) in actors.iter().enumerate() {
        let own = actor.acts.acts().iter().filter(|act| act.object() == Object::Own).map(Act::key);
        for key in own.chain([crate::text::fingerprint(actor.id)]).map(target) {
            if targets.binary_search(&key).is_ok() {
                owners.entry(key).or_insert(position as u32);
            }
        }
    }
    owners
}

/// Whose text is passed on, where some repost what another wrote.
fn quoted(acts: &[Found]) -> Option<u32> {
    let reposts = acts.iter().filter(|act| act.first && act.kind == Kind::Repost).count();
    let mut own = acts.iter().filter(|act| act.first && act.kind != Kind::Repost);
    own.next().filter(|_| reposts > 0 && acts[0].object == Object::Text).map(|act| act.account)
}

fn assemble(found: &[Found], owners: &HashMap<u64, u32, FixedState>) -> Occasions {
    let mut occasions = Occasions::default();
    for acts in found.chunk_by(|a, b| a.occasion == b.occasion) {
        if acts.iter().filter(|act| act.first).count() < 2 {
            continue;
        }
        let number = occasions.list.len() as u32;
        let from = occasions.deeds.len();
        occasions.deeds.extend(acts.iter().filter(|act| act.first).map(|act| Deed {
            account: act.account,
            occasion: number,
            millis: act.millis,
            timed: act.timed,
            near: act.near,
            kind: act.kind,
            locator: act.locator,
        }));
        let drawn = if is_lasting(acts[0].object) { acts[0].key ^ acts[0].millis as u64 } else { acts[0].key };
        occasions.list.push(Occasion {
            object: acts[0].object,
            key: acts[0].key,
            owner: owners.get(&acts[0].key).copied().or_else(|| quoted(acts)),
            halves: (drawn.wrapping_mul(SCATTER) >> 56) as u8,
            deeds: from..occasions.deeds.len(),
        });
    }
    occasions
}
