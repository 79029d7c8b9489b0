//! Who did the same thing, and when: every event stands for the one object that says most about it.

use super::memory::Memory;
use super::rows::{Sorted, Sorter};
use super::traces::Traces;
use super::wording::{Clusters, clusters};
use crate::Result;
use crate::event::{Kind, Locator};
use crate::tally::{Act, Object};

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

/// An act with the company it has on its occasion.
#[derive(Debug, Clone, Copy)]
struct Weighed {
    row: Sharing,
    near: u32,
    first: bool,
    worth: f32,
}

/// An act on an object that several accounts acted on: the object's key, when, the account, where the event stands, and [`facts`].
#[derive(Debug, Clone, Copy)]
struct Sharing([u64; 5]);

/// Object, kind and whether there is a time, the object first.
fn facts(object: Object, act: &Act) -> u64 {
    (object as u64) << 16 | (act.kind() as u64) << 8 | u64::from(act.millis().is_some())
}

impl Sharing {
    fn new(key: u64, object: Object, account: u32, act: &Act) -> Sharing {
        Sharing([key, act.millis().unwrap_or(0) as u64, account.into(), act.locator().packed(), facts(object, act)])
    }

    fn key(&self) -> u64 {
        self.0[0]
    }

    fn millis(&self) -> i64 {
        self.0[1] as i64
    }

    fn account(&self) -> u32 {
        self.0[2] as u32
    }

    fn object(&self) -> Object {
        Object::ALL.get((self.0[4] >> 16) as usize).copied().unwrap_or(Object::Own)
    }

    fn kind(&self) -> Kind {
        Kind::ALL.get((self.0[4] >> 8 & 0xff) as usize).copied().unwrap_or(Kind::Other)
    }

    fn is_timed(&self) -> bool {
        self.0[4] & 1 == 1
    }

    /// The row in the order of events, and in each event the object that says most first.
    fn by_event(self, worth: f32) -> [u64; 5] {
        let Sharing([key, millis, account, place, facts]) = self;
        [account, place, u64::from(!worth.to_bits()) << 32 | facts, key, millis]
    }

    fn from_event([account, place, facts, key, millis]: [u64; 5]) -> Sharing {
        Sharing([key, millis, account, place, facts & u64::from(u32::MAX)])
    }
}

/// Finds the occasions of settled accounts.
pub fn occasions(traces: &dyn Traces, memory: Memory) -> Result<Occasions> {
    let variants = clusters(traces, traces.accounts(), memory)?;
    // An entry of the table of variants takes about so many bytes.
    let memory = memory.beside(32 * variants.len() as u64);
    let room = memory.room(8 * traces.accounts() as u64, "accounts and variants of texts")?;
    let events = events(traces, &variants, room)?;
    drop(variants);
    let mut sharing = Sorter::new(room);
    each_event(&events, |row| sharing.push(row.0))?;
    drop(events);
    let chosen = choose(&sharing.sorted()?, traces.accounts(), room)?;
    let mut sharing = Sorter::new(room);
    let mut last = None;
    chosen.each(|row| match last.replace([row[0], row[1]]) == Some([row[0], row[1]]) {
        true => Ok(()),
        false => sharing.push(Sharing::from_event(row).0),
    })?;
    drop(chosen);
    let mut occasions = assemble(&sharing.sorted()?, traces.accounts())?;
    find_owners(traces, &mut occasions)?;
    Ok(occasions)
}

/// What an act is compared by: its object's fingerprint, the cluster's where a text is in one.
fn key(act: &Act, variants: &Clusters) -> u64 {
    match act.object() {
        Object::Text => variants.get(&act.key()).copied().unwrap_or(act.key()),
        object => act.key() ^ (object as u64).wrapping_mul(SCATTER),
    }
}

/// Which acts are on what at least two accounts acted on: a bit an act, in the order in which acts are handed out.
fn shared(traces: &dyn Traces, variants: &Clusters, room: usize) -> Result<Vec<u64>> {
    // The number of each account's first act. A row of two numbers is what an act is compared by, and which act of whom it is.
    let mut firsts = vec![0; traces.accounts()];
    let (mut count, mut last) = (0, None);
    let mut keyed = Sorter::new(room);
    traces.acts(&mut |account, act| {
        if last.replace(account) != Some(account) {
            firsts[account as usize] = count;
        }
        let number = count - firsts[account as usize];
        count += 1;
        match act.object() {
            Object::Own => Ok(()),
            _ => keyed.push([key(act, variants), u64::from(account) << 32 | number]),
        }
    })?;
    let mut shared = vec![0; count.div_ceil(64) as usize];
    each_group(
        &keyed.sorted()?,
        |row, next| row[0] == next[0],
        |rows| {
            // Rows are in the order of accounts.
            let [first, last] = [rows[0], rows[rows.len() - 1]].map(|row| row[1] >> 32);
            for act in rows.iter().filter(|_| first != last).map(|row| row[1]) {
                let number = firsts[(act >> 32) as usize] + (act & u64::from(u32::MAX));
                shared[(number / 64) as usize] |= 1 << (number % 64);
            }
            Ok(())
        },
    )?;
    Ok(shared)
}

/// Acts on what at least two accounts acted on, and posts that may share their moment, by event.
fn events(traces: &dyn Traces, variants: &Clusters, room: usize) -> Result<Sorted<5>> {
    let shared = shared(traces, variants, room)?;
    let mut events = Sorter::new(room);
    let mut count = 0;
    traces.acts(&mut |account, act| {
        let number: usize = count;
        count += 1;
        if shared[number / 64] >> (number % 64) & 1 == 1 {
            return events.push(Sharing::new(key(act, variants), act.object(), account, act).by_event(0.0));
        }
        match moment(act) {
            Some(key) => events.push(Sharing::new(key, Object::Moment, account, act).by_event(0.0)),
            None => Ok(()),
        }
    })?;
    events.sorted()
}

/// The key of an act's moment. Posts of one's own that share nothing else may still share it, as those of one operator's clock do.
/// On full minutes everybody's schedulers post.
fn moment(act: &Act) -> Option<u64> {
    let is_post = act.object() == Object::Own && act.is_exact() && matches!(act.kind(), Kind::Post | Kind::Comment);
    let second = act.millis().filter(|_| is_post)?.div_euclid(1000);
    let key = (second / MOMENT) as u64 ^ (Object::Moment as u64).wrapping_mul(SCATTER);
    (second.rem_euclid(60) >= SCHEDULED).then_some(key)
}

/// The acts of every event: its moment only where it shares nothing else. Of all objects a moment comes last.
fn each_event(events: &Sorted<5>, mut take: impl FnMut(Sharing) -> Result<()>) -> Result<()> {
    let mut last = None;
    events.each(|row| {
        let sharing = Sharing::from_event(row);
        let first = last.replace([row[0], row[1]]) != Some([row[0], row[1]]);
        if first || sharing.object() != Object::Moment { take(sharing) } else { Ok(()) }
    })
}

/// Hands out rows that belong together.
fn each_group<const N: usize>(
    sorted: &Sorted<N>,
    together: impl Fn(&[u64; N], &[u64; N]) -> bool,
    mut take: impl FnMut(&[[u64; N]]) -> Result<()>,
) -> Result<()> {
    let mut group: Vec<[u64; N]> = Vec::new();
    sorted.each(|row| {
        if group.last().is_some_and(|last| !together(last, &row)) {
            take(&group)?;
            group.clear();
        }
        group.push(row);
        Ok(())
    })?;
    if group.is_empty() { Ok(()) } else { take(&group) }
}

/// Cuts objects into occasions, and weighs every act by the company it has.
fn weigh(sharing: &Sorted<5>, accounts: usize, mut take: impl FnMut(&[Weighed]) -> Result<()>) -> Result<()> {
    let mut seen = vec![0u32; accounts];
    let (mut occasion, mut acts, mut firsts) = (0u32, Vec::new(), Vec::new());
    let together = |row: &[u64; 5], next: &[u64; 5]| {
        let [row, next] = [Sharing(*row), Sharing(*next)];
        let pause = if is_lasting(row.object()) { SHORT_PAUSE } else { PAUSE };
        row.key() == next.key() && next.millis() - row.millis() <= pause
    };
    each_group(sharing, together, |rows| {
        occasion += 1;
        acts.clear();
        acts.extend(rows.iter().map(|row| {
            let row = Sharing(*row);
            let first = std::mem::replace(&mut seen[row.account() as usize], occasion) != occasion;
            Weighed { row, near: 0, first, worth: 0.0 }
        }));
        firsts.clear();
        firsts.extend(acts.iter().filter(|act| act.first).map(|act| act.row.millis()));
        let (mut low, mut high) = (0, 0);
        for act in &mut acts {
            while low < firsts.len() && firsts[low] < act.row.millis() - WINDOW {
                low += 1;
            }
            while high < firsts.len() && firsts[high] <= act.row.millis() + WINDOW {
                high += 1;
            }
            act.near = (high.saturating_sub(low) as u32).max(1);
            act.worth = worth(act.near, accounts) * (act.near - 1).min(COMPANY) as f32;
        }
        take(&acts)
    })
}

/// One domain stands for many pages and days: its occasions are drawn one by one.
fn is_lasting(object: Object) -> bool {
    matches!(object, Object::Domain | Object::Tags)
}

/// How surprising it is, in nats, to be among `near` of `accounts` accounts: -ln of [`MARGIN`] times the chance, or nothing.
pub(super) fn worth(near: u32, accounts: usize) -> f32 {
    (accounts as f64 / (MARGIN * f64::from(near))).ln().max(0.0) as f32
}

/// The acts by event, the object that says most first: each event keeps that one, so that no event is evidence twice, nor on both
/// halves.
fn choose(sharing: &Sorted<5>, accounts: usize, room: usize) -> Result<Sorted<5>> {
    let mut chosen = Sorter::new(room);
    weigh(sharing, accounts, |acts| acts.iter().try_for_each(|act| chosen.push(act.row.by_event(act.worth))))?;
    chosen.sorted()
}

/// Says whose post, or who, every targeted thing is.
fn find_owners(traces: &dyn Traces, occasions: &mut Occasions) -> Result<()> {
    let targeted = occasions.list.iter().filter(|occasion| occasion.object == Object::Target);
    let mut targets: Vec<(u64, u32)> = targeted.map(|occasion| (occasion.key, u32::MAX)).collect();
    targets.sort_unstable();
    targets.dedup();
    let mut own = |key: u64, account: u32| {
        let key = key ^ (Object::Target as u64).wrapping_mul(SCATTER);
        if let Ok(place) = targets.binary_search_by_key(&key, |target| target.0) {
            targets[place].1 = targets[place].1.min(account);
        }
    };
    (0..traces.accounts()).for_each(|account| own(crate::text::fingerprint(traces.id(account)), account as u32));
    traces.acts(&mut |account, act| {
        if act.object() == Object::Own {
            own(act.key(), account);
        }
        Ok(())
    })?;
    for occasion in &mut occasions.list {
        if let Ok(place) = targets.binary_search_by_key(&occasion.key, |target| target.0) {
            occasion.owner = Some(targets[place].1).filter(|&owner| owner != u32::MAX).or(occasion.owner);
        }
    }
    Ok(())
}

/// Whose text is passed on, where some repost what another wrote.
fn quoted(acts: &[Weighed]) -> Option<u32> {
    let is_repost = |act: &&Weighed| act.row.kind() == Kind::Repost;
    let reposts = acts.iter().filter(|act| act.first).any(|act| is_repost(&act));
    let mut own = acts.iter().filter(|act| act.first && !is_repost(act));
    own.next().filter(|_| reposts && acts[0].row.object() == Object::Text).map(|act| act.row.account())
}

fn assemble(sharing: &Sorted<5>, accounts: usize) -> Result<Occasions> {
    let mut occasions = Occasions::default();
    weigh(sharing, accounts, |acts| {
        if acts.iter().filter(|act| act.first).count() < 2 {
            return Ok(());
        }
        let number = occasions.list.len() as u32;
        let from = occasions.deeds.len();
        for act in acts.iter().filter(|act| act.first) {
            let row = &act.row;
            occasions.deeds.push(Deed {
                account: row.account(),
                occasion: number,
                millis: row.millis(),
                timed: row.is_timed(),
                near: act.near,
                kind: row.kind(),
                locator: Locator::unpacked(row.0[3]),
            });
        }
        let row = &acts[0].row;
        let drawn = if is_lasting(row.object()) { row.key() ^ row.millis() as u64 } else { row.key() };
        occasions.list.push(Occasion {
            object: row.object(),
            key: row.key(),
            owner: quoted(acts),
            halves: (drawn.wrapping_mul(SCATTER) >> 56) as u8,
            deeds: from..occasions.deeds.len(),
        });
        Ok(())
    })?;
    Ok(occasions)
}

/// Occasions for tests.
#[cfg(test)]
pub(super) mod invented {
    use super::*;

    /// Texts, each on a day of its own, with who posted them one after the other, so many milliseconds apart.
    pub(in crate::ring) fn texts(apart: i64, authors: &[&[u32]]) -> Occasions {
        let mut occasions = Occasions::default();
        for (occasion, authors) in (0..).zip(authors) {
            let from = occasions.deeds.len();
            occasions.deeds.extend((0..).zip(*authors).map(|(place, &account)| Deed {
                account,
                occasion,
                millis: i64::from(occasion) * PAUSE + place * apart,
                timed: true,
                near: authors.len() as u32,
                kind: Kind::Post,
                locator: Locator { stream: 0, byte: u64::from(occasion) << 8 | u64::from(account) },
            }));
            let deeds = from..occasions.deeds.len();
            occasions.list.push(Occasion { object: Object::Text, key: occasion.into(), owner: None, halves: 0, deeds });
        }
        occasions
    }
}
