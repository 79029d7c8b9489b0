//! A whole society: people in audiences, rings among them, and innocent groups that look like rings.
//!
//! What happens is planned first, sixteen bytes an act, and sorted; words are written one event at a time.

mod innocents;
mod kind;
mod lexicon;
mod ordinary;
mod outsiders;
mod people;
mod plan;
mod prose;
mod render;
mod rings;
mod viral;

#[cfg(test)]
mod tests;

pub use kind::GroupKind;

use self::ordinary::Gestures;
use self::plan::{Act, Plan, Thing};
use self::render::Renderer;
use super::START;
use super::dice::Dice;
use crate::account::Account;
use crate::event::{Event, Precision, Stamp};

/// What a society is made of. The default is the benchmark.
#[derive(Debug, Clone, PartialEq)]
pub struct SocietyOptions {
    /// How many accounts there are, members of groups included.
    pub accounts: usize,
    /// How many events, exactly.
    pub posts: usize,
    /// How many rings, as far as there are accounts for them.
    pub rings: usize,
    /// The seed.
    pub seed: u64,
    /// The kinds of ring, taken in turn; kinds that are no rings are passed over.
    pub kinds: Vec<GroupKind>,
    /// How many innocent groups.
    pub innocents: usize,
    /// The kinds of innocent group, taken in turn; rings are passed over.
    pub innocent_kinds: Vec<GroupKind>,
    /// The share of rings, from 0 to 1, whose members also live an ordinary life.
    pub camouflage: f64,
    /// Whether each event carries the name of its account's group in `label`, or `human`.
    pub labels: bool,
}

impl Default for SocietyOptions {
    fn default() -> Self {
        SocietyOptions {
            accounts: 46_000,
            posts: 1_000_000,
            rings: 60,
            seed: 1,
            kinds: GroupKind::rings().collect(),
            innocents: 30,
            innocent_kinds: GroupKind::usual_innocents().collect(),
            camouflage: 1.0 / 3.0,
            labels: false,
        }
    }
}

/// Accounts that act together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its kind and a number among its kind, such as `spun-7`.
    pub name: String,
    /// Its kind.
    pub kind: GroupKind,
    /// The ids of its members, sorted; each has an event at least.
    pub members: Vec<String>,
}

/// A society, event by event in order of time. It holds sixteen bytes an event, twelve a thing that is shared, and some
/// forty an account.
#[derive(Debug, Clone)]
pub struct Society {
    acts: Vec<Act>,
    next: usize,
    things: Vec<Thing>,
    /// The audience of each account.
    topics: Vec<u32>,
    /// The label of each account, a place in `labels`; none where labels are not asked for.
    group: Vec<u32>,
    labels: Vec<String>,
    groups: Vec<Group>,
    accounts: usize,
    /// Seconds before the beginning at which accounts were made, where anybody farms accounts.
    made: Vec<u32>,
    renderer: Renderer,
    #[cfg(test)]
    occasions: Vec<plan::Occasion>,
}

/// A society with exactly as many events as asked over thirty days; none where there are no accounts. The same options give
/// the same events on every platform.
pub fn society(options: &SocietyOptions) -> Society {
    let accounts = options.accounts.min(1 << 26);
    let posts = if accounts == 0 { 0 } else { options.posts.min(1 << 31) };
    let kinds: Vec<GroupKind> = options.kinds.iter().copied().filter(|kind| kind.is_ring()).collect();
    let innocents: Vec<GroupKind> = options.innocent_kinds.iter().copied().filter(|kind| !kind.is_ring()).collect();
    let rings = if kinds.is_empty() { 0 } else { options.rings };
    let mut plan = Plan::new(accounts, options.seed);
    if posts > 0 {
        plan.acts.reserve(posts);
        let has = |kind| rings > 0 && kinds.contains(&kind);
        let gestures = Gestures {
            likes: has(GroupKind::Pod),
            stars: has(GroupKind::StarFarm) || innocents.iter().take(options.innocents).any(|kind| *kind == GroupKind::Launch),
            follows: has(GroupKind::FollowFarm),
        };
        rings::rings(&mut plan, &kinds, rings, options.camouflage.clamp(0.0, 1.0), options.seed);
        innocents::innocents(&mut plan, &innocents, options.innocents, options.seed);
        let spare = posts.saturating_sub(plan.acts.len());
        viral::cascades(&mut plan, spare / 4, options.seed);
        ordinary::ordinary(&mut plan, posts, gestures, options.seed);
        plan.acts.truncate(posts);
        plan.acts.sort_unstable();
    }
    Society::new(plan, options)
}

impl Society {
    fn new(plan: Plan, options: &SocietyOptions) -> Society {
        let renderer = Renderer::new(options.seed);
        let accounts = plan.group.len();
        let mut active = vec![false; accounts];
        plan.acts.iter().for_each(|act| active[act.account as usize] = true);
        let mut groups: Vec<Group> = Vec::with_capacity(plan.bands.len());
        for band in &plan.bands {
            let number = 1 + groups.iter().filter(|group| group.kind == band.kind).count();
            let present = band.members.iter().filter(|account| active[**account as usize]);
            let mut members: Vec<String> = present.map(|account| renderer.name(*account)).collect();
            members.sort_unstable();
            groups.push(Group { name: format!("{}-{number}", band.kind.name()), kind: band.kind, members });
        }
        let names = groups.iter().map(|group| group.name.clone());
        Society {
            labels: std::iter::once("human".to_owned()).chain(names).collect(),
            group: if options.labels { plan.group } else { Vec::new() },
            topics: plan.people.all.iter().map(|person| person.audience).collect(),
            made: made(accounts, &plan.made, options.seed),
            acts: plan.acts,
            next: 0,
            things: plan.things,
            groups,
            accounts,
            renderer,
            #[cfg(test)]
            occasions: plan.occasions,
        }
    }

    /// All groups, rings first, whatever was asked of labels.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// What is known of the accounts themselves: when each was made, in a society where some farm accounts; else nothing.
    pub fn accounts(&self) -> impl Iterator<Item = Account<'static>> {
        let known = if self.made.is_empty() { 0 } else { self.accounts };
        (0..known).map(|account| {
            let mut it = Account::new(self.renderer.name(account as u32));
            it.created_at = Some(Stamp::new((START - i64::from(self.made[account])) * 1000, Precision::Second));
            it
        })
    }
}

/// How long before the beginning each account was made: people over six years, farmed accounts in one go.
fn made(accounts: usize, farmed: &[(u32, u32)], seed: u64) -> Vec<u32> {
    if farmed.is_empty() {
        return Vec::new();
    }
    let mut dice = Dice::new(seed, 32);
    let mut made: Vec<u32> = (0..accounts).map(|_| 86_400 + (1.9e8 * dice.unit() * (0.3 + 0.7 * dice.unit())) as u32).collect();
    farmed.iter().for_each(|(account, before)| made[*account as usize] = *before);
    made
}

impl Iterator for Society {
    type Item = Event<'static>;

    fn next(&mut self) -> Option<Event<'static>> {
        let act = self.acts.get(self.next)?;
        let topic = self.topics.get(act.account as usize).copied().unwrap_or_default();
        let mut event = self.renderer.event(act, self.next as u64, &self.things, topic);
        event.label = self.group.get(act.account as usize).map(|group| self.labels[*group as usize].clone().into());
        self.next += 1;
        Some(event)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.acts.len() - self.next;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Society {}
