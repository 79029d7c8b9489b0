//! The test of a proposed group against matched accounts, on occasions that had no part in proposing it.

use std::collections::BTreeMap;

use super::cohort::{Cohort, cohort};
use super::index::{Index, Side};
use super::occasions::{Deed, Occasion};
use super::proposal::{Proposal, is_together, median};
use crate::stat::e_values::ln_mean;
use crate::stat::noncentral_hypergeometric::ln_probabilities;
use crate::tally::Object;

/// Nothing is held against a group that is up to this many times as likely to take part as matched accounts are.
const MARGIN: f64 = 3.0;
/// How many times more likely than that a ring may be; the evidence is the mean over these...
const ODDS: [f64; 4] = [8.0, 32.0, 128.0, 4096.0];
/// ...and over the part of its occasions on which it is.
const PARTS: [f64; 4] = [0.004, 0.02, 0.1, 0.5];
/// An occasion is a group's own where it does this many times what matched accounts do.
const OWN_ODDS: f64 = 10.0;
/// At its typical own occasion, at least this part of a group acts.
const TYPICAL: f64 = 0.4;
/// What more others than these, or than half of the members, do at the same time is not the group's own.
const COMPANY: u32 = 4;
/// Who acts together does so within a working day at the typical own occasion, in milliseconds. What goes round takes longer.
const WORKING_DAY: i64 = 8 * 3_600_000;
/// So few people who answer one another are friends.
const FRIENDS: usize = 7;
/// How likely a member may be to take part in an occasion of its ring; its evidence is the mean over these.
const TAKING_PART: [f64; 3] = [0.25, 0.5, 0.85];

/// An occasion on which the test looked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held {
    /// Its number.
    pub occasion: u32,
    /// Members who took part.
    pub members: u32,
    /// Matched accounts who did.
    pub matched: u32,
    /// Those of them who never joined the group on the side that proposed it.
    strangers: u32,
    /// Whether it is the group's own: far more members than matched accounts took part.
    pub own: bool,
}

/// What makes a group that acts together no proven ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excuse {
    /// Others do the same at the same time.
    OthersToo,
    /// They do the same hours apart: it went round.
    HoursApart,
    /// A few people who answer and like one another.
    Friends,
    /// All that they share comes from one account: they follow somebody.
    OneSource,
}

/// What a test found.
#[derive(Debug, Clone, PartialEq)]
pub struct Tested {
    /// The group, and the side that proposed it.
    pub proposal: Proposal,
    /// Who it was compared with.
    pub cohort: Cohort,
    /// The logarithm of the e-value that the group takes part as matched accounts do.
    pub ln_e: f64,
    /// The occasions looked at, by number.
    pub held: Vec<Held>,
}

/// Tests a proposed group on the side that did not propose it.
///
/// On each occasion with t participants among group and matched accounts, x of them members, x given t follows Fisher's noncentral
/// hypergeometric law if a member is at most ω times as likely to take part as a matched account. The likelihood ratio of larger
/// odds to ω = margin · activity ratio has a mean of at most 1 for every smaller ω, because the ratio grows with x; so has its mean
/// over odds and parts. The product over occasions is an e-value if they are independent given who took part in how many.
pub fn test(index: &Index<'_>, proposal: Proposal) -> Tested {
    let cohort = cohort(index, &proposal);
    let (members, side) = (&proposal.members, proposal.side);
    let mut held = taken(index, &proposal, &cohort, side.opposite());
    let (s, k) = (members.len() as u64, cohort.accounts.len() as u64);
    let null = MARGIN * cohort.ratio;
    // Most occasions are alike in their counts, and weighing each kind once saves nearly all of the work.
    let mut alike: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for Held { members: x, matched: y, .. } in held.iter().filter(|held| held.members + held.matched >= 2) {
        *alike.entry((*x, *y)).or_default() += 1;
    }
    let mut sums = [[0.0; PARTS.len()]; ODDS.len()];
    for ((x, y), occasions) in alike {
        let x_of = |odds| ln_probabilities(s, k, u64::from(x + y), odds)[x as usize];
        let at_null = x_of(null);
        for (odds, sums) in ODDS.iter().zip(&mut sums) {
            let ratio = (x_of(null * odds) - at_null).exp();
            PARTS.iter().zip(sums).for_each(|(part, sum)| *sum += f64::from(occasions) * (1.0 - part + part * ratio).ln());
        }
    }
    held.retain(|held| held.members > 0);
    held.shrink_to_fit();
    let mut tested = Tested { ln_e: ln_mean(sums.as_flattened()), cohort, held, proposal };
    tested.mark_own(index);
    tested
}

/// Each occasion of a side with who took part, ascending.
fn taken(index: &Index<'_>, proposal: &Proposal, cohort: &Cohort, side: Side) -> Vec<Held> {
    // An occasion and who took part are one number, which sorts faster than two.
    let mut acts: Vec<u64> = Vec::new();
    let mut add =
        |account: u32, who: Who| acts.extend(index.on(account, side).map(|occasion| u64::from(occasion) << 8 | who as u64));
    proposal.members.iter().for_each(|&member| add(member, Who::Member));
    for &matched in &cohort.accounts {
        add(matched, if proposal.set_aside.binary_search(&matched).is_ok() { Who::Unsure } else { Who::Stranger });
    }
    acts.sort_unstable();
    let counted = acts.chunk_by(|a, b| a >> 8 == b >> 8).map(|acts| {
        let count = |who: Who| acts.iter().filter(|&&act| act as u8 == who as u8).count() as u32;
        let strangers = count(Who::Stranger);
        let occasion = (acts[0] >> 8) as u32;
        Held { occasion, members: count(Who::Member), matched: count(Who::Unsure) + strangers, strangers, own: false }
    });
    counted.collect()
}

#[derive(Debug, Clone, Copy)]
enum Who {
    Member,
    Unsure,
    Stranger,
}

fn is_own(x: u32, y: u32, s: u64, k: u64) -> bool {
    let odds = |count: f64, of: f64| (count + 0.5) / (of - count + 0.5);
    is_together(x as usize, s as usize) && odds(f64::from(x), s as f64) >= OWN_ODDS * odds(f64::from(y), k as f64)
}

impl Tested {
    fn mark_own(&mut self, index: &Index<'_>) {
        let (s, k) = (self.proposal.members.len() as u64, self.cohort.accounts.len() as u64);
        for place in 0..self.held.len() {
            let Held { occasion, members, strangers, .. } = self.held[place];
            let others = self.company(index, occasion).saturating_sub(members);
            self.held[place].own = is_own(members, strangers, s, k) && others <= COMPANY.max(members / 2);
        }
    }

    /// How many accounts, members and others, took part. What can be liked or starred at any time counts within two hours of a
    /// member, the median over members: a farm may choose what others like too.
    fn company(&self, index: &Index<'_>, occasion: u32) -> u32 {
        let Occasion { object, deeds, .. } = &index.occasions.list[occasion as usize];
        let deeds = &index.occasions.deeds[deeds.clone()];
        if *object != Object::Target {
            let unsure = deeds.iter().filter(|deed| self.proposal.set_aside.binary_search(&deed.account).is_ok()).count();
            return (deeds.len() - unsure) as u32;
        }
        let own = deeds.iter().filter(|deed| self.proposal.members.binary_search(&deed.account).is_ok());
        median(own.map(|deed| deed.near).collect()).unwrap_or(0)
    }

    /// Whether what the group does together is mostly its own: others do it too on less than a third of the occasions.
    fn keeps_to_itself(&self) -> bool {
        let together = self.held.iter().filter(|held| is_together(held.members as usize, self.proposal.members.len()));
        let own = self.held.iter().filter(|held| held.own).count();
        3 * own >= 2 * together.count()
    }

    /// The part of the group that takes part in one of its own occasions; the median.
    fn typical_part(&self) -> f64 {
        let parts = self.held.iter().filter(|held| held.own).map(|held| held.members).collect();
        median(parts).map_or(0.0, |members| f64::from(members) / self.proposal.members.len() as f64)
    }

    /// From the first member's act to the last's on one of the group's own occasions, in milliseconds; the median.
    fn typical_span(&self, index: &Index<'_>) -> i64 {
        let spans = self.held.iter().filter(|held| held.own).map(|held| {
            let is_member = |deed: &&Deed| self.proposal.members.binary_search(&deed.account).is_ok();
            // Deeds stand by time.
            let mut own = index.deeds(held.occasion).iter().filter(is_member).map(|deed| deed.millis);
            let first = own.next().unwrap_or(0);
            own.next_back().unwrap_or(first) - first
        });
        median(spans.collect()).unwrap_or(0)
    }

    /// Why acting together is what people do who mean no harm, where it is.
    pub fn excuse(&self, index: &Index<'_>) -> Option<Excuse> {
        let own: Vec<Option<u32>> =
            self.held.iter().filter(|held| held.own).map(|held| index.occasions.list[held.occasion as usize].owner).collect();
        let mut owners: Vec<u32> = own.iter().copied().flatten().collect();
        owners.sort_unstable();
        let inside = owners.iter().filter(|owner| self.proposal.members.binary_search(owner).is_ok()).count();
        let most = owners.chunk_by(|a, b| a == b).map(<[u32]>::len).max().unwrap_or(0);
        if own.is_empty() || !self.keeps_to_itself() || self.typical_part() < TYPICAL {
            Some(Excuse::OthersToo)
        } else if self.typical_span(index) > WORKING_DAY {
            Some(Excuse::HoursApart)
        } else if 2 * most > own.len() && most > 1 {
            Some(Excuse::OneSource)
        } else if 2 * inside >= own.len() && self.proposal.members.len() <= FRIENDS {
            Some(Excuse::Friends)
        } else {
            None
        }
    }

    /// The logarithms of the accounts' own e-values: that they take part in the group's occasions as matched accounts do. The
    /// occasions are those that are the group's without the account, so its own acts do not choose what they are held against.
    pub fn ln_e_of_each(&self, index: &Index<'_>, accounts: impl Iterator<Item = u32>) -> Vec<f64> {
        let (s, k) = (self.proposal.members.len() as u64, self.cohort.accounts.len() as u64);
        let own_occasions = self.held.iter().filter(|held| held.own);
        let (count, strangers) =
            own_occasions.fold((0.0, 0.0), |(count, sum), held| (count + 1.0, sum + f64::from(held.strangers)));
        let pooled = (strangers + 1.0) / (k as f64 * f64::max(count, 1.0) + 1.0);
        // What an account's staying away says, and its taking part, is the same for all.
        let says: Vec<[[f64; TAKING_PART.len()]; 2]> = self
            .held
            .iter()
            .map(|held| {
                let chance = (f64::from(held.strangers) / k as f64).max(pooled);
                let odds = MARGIN * self.cohort.ratio * chance / (1.0 - chance).max(1e-9);
                let null = odds / (1.0 + odds);
                [
                    TAKING_PART.map(|part| ((1.0 - part.max(null)) / (1.0 - null)).ln()),
                    TAKING_PART.map(|part| (part.max(null) / null).ln()),
                ]
            })
            .collect();
        let of_one = |account: u32| {
            let member = u32::from(self.proposal.members.binary_search(&account).is_ok());
            let mut own = index.on(account, self.proposal.side.opposite()).peekable();
            let mut sums = [0.0; TAKING_PART.len()];
            for (held, says) in self.held.iter().zip(&says) {
                while own.next_if(|&occasion| occasion < held.occasion).is_some() {}
                let takes_part = u32::from(own.peek() == Some(&held.occasion));
                if is_own(held.members - member * takes_part, held.strangers, s - u64::from(member), k) {
                    sums.iter_mut().zip(says[takes_part as usize]).for_each(|(sum, says)| *sum += says);
                }
            }
            ln_mean(&sums)
        };
        accounts.map(of_one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ring::occasions::invented::texts;

    #[test]
    fn what_goes_round_for_longer_than_a_working_day_proves_nothing() {
        let members: Vec<u32> = (0..10).collect();
        for (minutes_apart, excuse) in [(1, None), (50, None), (60, Some(Excuse::HoursApart))] {
            let occasions = texts(minutes_apart * 60_000, &[members.as_slice(); 4]);
            let index = Index::new(&occasions, 1000);
            let own = Held { occasion: 0, members: 10, matched: 0, strangers: 0, own: true };
            let tested = Tested {
                proposal: Proposal { side: Side::Half(0, true), members: members.clone(), set_aside: Vec::new() },
                cohort: Cohort { accounts: (100..200).collect(), ratio: 1.0 },
                ln_e: 50.0,
                held: (0..4).map(|occasion| Held { occasion, ..own }).collect(),
            };
            assert_eq!(tested.excuse(&index), excuse, "{minutes_apart} minutes apart");
        }
    }
}
