//! Dense groups in a graph of weighted links, and not just what hangs together.

use std::collections::{BinaryHeap, HashMap};

use foldhash::fast::FixedState;

/// A link between two accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// One account.
    pub one: u32,
    /// The other.
    pub other: u32,
    /// How strong, in hundredths of a nat: whole numbers add up to the same in any order.
    pub weight: u32,
}

/// Fewer accounts are no group.
pub const FEWEST: usize = 3;
/// An act is linked with this many others at most, so a larger group cannot have all its links.
const LINKED: f64 = 32.0;

/// The groups of at least `fewest` whose members are linked by at least `least` (hundredths of a nat) with one another in the mean,
/// each ascending, by first member.
///
/// Average linkage: the two groups with the largest mean link are joined until none reaches `least`. A missing link counts as
/// 0, so a bridge or a hub joins nobody. Cost: E log² E in the links.
pub fn groups(links: &[Link], least: f64, fewest: usize) -> Vec<Vec<u32>> {
    let mut accounts: Vec<u32> = links.iter().flat_map(|link| [link.one, link.other]).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let mut linkage = Linkage::new(&accounts, links, least);
    while linkage.join_nearest() {}
    let named = linkage.members.into_iter().filter(|members| members.len() >= fewest);
    let mut groups: Vec<Vec<u32>> = named
        .map(|members| {
            let mut members: Vec<u32> = members.into_iter().map(|member| accounts[member as usize]).collect();
            members.sort_unstable();
            members
        })
        .collect();
    groups.sort_unstable();
    groups
}

struct Linkage {
    members: Vec<Vec<u32>>,
    /// The summed weight of the links between a group and each of its neighbours.
    neighbours: Vec<HashMap<u32, u64, FixedState>>,
    /// How often each group has changed.
    changes: Vec<u32>,
    /// Pairs of accounts by their link, the strongest last. There are many, and sorting them once is cheaper than a heap.
    pairs: Vec<Candidate>,
    /// Pairs of joined groups by their mean link when they were entered; what has changed since is skipped.
    nearest: BinaryHeap<Candidate>,
    least: f64,
}

/// Two groups that may be joined.
#[derive(Debug, PartialEq)]
struct Candidate {
    mean: f32,
    one: u32,
    other: u32,
    /// Changes of both groups.
    changes: u32,
}

impl Eq for Candidate {}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.mean.total_cmp(&other.mean).then_with(|| (other.one, other.other).cmp(&(self.one, self.other)))
    }
}

impl Linkage {
    fn new(accounts: &[u32], links: &[Link], least: f64) -> Linkage {
        let mut places = vec![0; accounts.last().map_or(0, |&last| last as usize + 1)];
        (0..).zip(accounts).for_each(|(place, &account)| places[account as usize] = place);
        let place = |account: u32| places[account as usize];
        let mut degrees = vec![0; accounts.len()];
        links.iter().flat_map(|link| [link.one, link.other]).for_each(|account| degrees[place(account) as usize] += 1);
        let mut linkage = Linkage {
            members: (0..accounts.len() as u32).map(|place| vec![place]).collect(),
            neighbours: degrees
                .into_iter()
                .map(|degree| HashMap::with_capacity_and_hasher(degree, FixedState::default()))
                .collect(),
            changes: vec![0; accounts.len()],
            pairs: Vec::with_capacity(links.len()),
            nearest: BinaryHeap::new(),
            least,
        };
        for link in links {
            let (one, other) = (place(link.one), place(link.other));
            *linkage.neighbours[one as usize].entry(other).or_default() += u64::from(link.weight);
            *linkage.neighbours[other as usize].entry(one).or_default() += u64::from(link.weight);
        }
        let strong = links.iter().filter(|link| f64::from(link.weight) >= least);
        linkage.pairs.extend(strong.map(|link| {
            let (one, other) = (place(link.one), place(link.other));
            Candidate { mean: link.weight as f32, one: one.min(other), other: one.max(other), changes: 0 }
        }));
        linkage.pairs.sort_unstable();
        linkage
    }

    fn changes(&self, one: u32, other: u32) -> u32 {
        self.changes[one as usize] + self.changes[other as usize]
    }

    fn enter(&mut self, one: u32, other: u32) {
        let (one, other) = (one.min(other), one.max(other));
        let Some(&sum) = self.neighbours[one as usize].get(&other) else { return };
        let [one_size, other_size] = [one, other].map(|group| self.members[group as usize].len());
        // Each member of the smaller group is linked with some of a large one only.
        let possible = one_size.min(other_size) as f64 * (one_size.max(other_size) as f64).min(LINKED);
        let mean = sum as f64 / possible;
        if mean >= self.least {
            self.nearest.push(Candidate { mean: mean as f32, one, other, changes: self.changes(one, other) });
        }
    }

    /// The pair with the largest mean link.
    fn next(&mut self) -> Option<Candidate> {
        if self.pairs.last() > self.nearest.peek() { self.pairs.pop() } else { self.nearest.pop() }
    }

    /// Joins the two nearest groups, if any are near enough.
    fn join_nearest(&mut self) -> bool {
        while let Some(candidate) = self.next() {
            let Candidate { one, other, changes, .. } = candidate;
            if changes != self.changes(one, other) {
                // Groups only grow, so the mean that was entered bounds the mean of now, which is entered instead.
                self.enter(one, other);
                continue;
            }
            let (from, into) = if self.neighbours[one as usize].len() < self.neighbours[other as usize].len() {
                (one, other)
            } else {
                (other, one)
            };
            self.changes[from as usize] += 1;
            self.changes[into as usize] += 1;
            let moved = std::mem::take(&mut self.members[from as usize]);
            self.members[into as usize].extend(moved);
            self.neighbours[into as usize].remove(&from);
            let mut around: Vec<(u32, u64)> = std::mem::take(&mut self.neighbours[from as usize]).into_iter().collect();
            around.retain(|&(neighbour, _)| neighbour != into);
            for &(neighbour, weight) in &around {
                self.neighbours[neighbour as usize].remove(&from);
                *self.neighbours[into as usize].entry(neighbour).or_default() += weight;
                *self.neighbours[neighbour as usize].entry(into).or_default() += weight;
            }
            around.into_iter().for_each(|(neighbour, _)| self.enter(into, neighbour));
            return true;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clique(members: std::ops::Range<u32>, weight: u32) -> Vec<Link> {
        let pairs = members.clone().flat_map(|one| (one + 1..members.end).map(move |other| (one, other)));
        pairs.map(|(one, other)| Link { one, other, weight }).collect()
    }

    #[test]
    fn two_groups_on_a_bridge_are_two() {
        let mut links = clique(0..6, 1000);
        links.extend(clique(10..16, 1000));
        links.extend([Link { one: 5, other: 7, weight: 900 }, Link { one: 7, other: 10, weight: 900 }]);
        assert_eq!(groups(&links, 400.0, FEWEST), [(0..6).collect::<Vec<u32>>(), (10..16).collect()]);
    }

    #[test]
    fn a_chain_or_a_star_is_no_group_of_many() {
        let chain: Vec<Link> = (0..30).map(|one| Link { one, other: one + 1, weight: 900 }).collect();
        assert!(groups(&chain, 400.0, FEWEST).iter().all(|group| group.len() <= 4));
        let star: Vec<Link> = (1..30).map(|other| Link { one: 0, other, weight: 900 }).collect();
        assert!(groups(&star, 400.0, FEWEST).iter().all(|group| group.len() <= 4));
    }

    #[test]
    fn groups_do_not_depend_on_the_order_of_links() {
        let mut links = clique(0..8, 500);
        links.extend(clique(6..14, 700));
        let found = groups(&links, 300.0, FEWEST);
        links.reverse();
        assert_eq!(groups(&links, 300.0, FEWEST), found);
    }
}
