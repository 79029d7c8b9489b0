//! Dense groups in a graph of weighted links, and not just what hangs together.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::nearest::{Candidate, Nearest};

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
/// each ascending, by first member. Two accounts have at most one link.
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
    /// How many members a group has; none where it has been joined with another.
    sizes: Vec<u32>,
    /// Every group that a group was ever linked with, once; some have been joined since.
    neighbours: Vec<Vec<u32>>,
    /// With how many groups a group is linked now.
    degrees: Vec<u32>,
    /// The summed weight of the links between two groups.
    sums: HashMap<u64, u64, FixedState>,
    /// How often each group has changed.
    changes: Vec<u32>,
    /// Pairs of groups by their mean link when they were entered.
    nearest: Nearest,
    least: f64,
}

/// Two groups as one number.
fn key(one: u32, other: u32) -> u64 {
    u64::from(one.min(other)) << 32 | u64::from(one.max(other))
}

impl Linkage {
    fn new(accounts: &[u32], links: &[Link], least: f64) -> Linkage {
        let mut places = vec![0; accounts.last().map_or(0, |&last| last as usize + 1)];
        (0..).zip(accounts).for_each(|(place, &account)| places[account as usize] = place);
        let place = |account: u32| places[account as usize];
        let mut degrees: Vec<u32> = vec![0; accounts.len()];
        links.iter().flat_map(|link| [link.one, link.other]).for_each(|account| degrees[place(account) as usize] += 1);
        let mut linkage = Linkage {
            members: (0..accounts.len() as u32).map(|place| vec![place]).collect(),
            neighbours: degrees.iter().map(|&degree| Vec::with_capacity(degree as usize)).collect(),
            sizes: vec![1; accounts.len()],
            degrees,
            sums: HashMap::with_capacity_and_hasher(links.len(), FixedState::default()),
            changes: vec![0; accounts.len()],
            nearest: Nearest::new(),
            least,
        };
        for link in links {
            let (one, other) = (place(link.one), place(link.other));
            linkage.sums.insert(key(one, other), u64::from(link.weight));
            linkage.neighbours[one as usize].push(other);
            linkage.neighbours[other as usize].push(one);
            linkage.enter(one, other, link.weight.into());
        }
        linkage
    }

    fn is_group(&self, group: u32) -> bool {
        self.sizes[group as usize] > 0
    }

    fn changes(&self, one: u32, other: u32) -> u32 {
        self.changes[one as usize] + self.changes[other as usize]
    }

    fn enter(&mut self, one: u32, other: u32, sum: u64) {
        let [one_size, other_size] = [one, other].map(|group| self.sizes[group as usize]);
        // Each member of the smaller group is linked with some of a large one only.
        let possible = f64::from(one_size.min(other_size)) * f64::from(one_size.max(other_size)).min(LINKED);
        let mean = sum as f64 / possible;
        if mean >= self.least {
            self.nearest.push(Candidate::new(mean as f32, one, other, self.changes(one, other)));
        }
    }

    /// Joins the two nearest groups, if any are near enough.
    fn join_nearest(&mut self) -> bool {
        while let Some(candidate) = self.nearest.pop() {
            let (one, other) = candidate.groups();
            if candidate.changes() != self.changes(one, other) {
                // Groups only grow, so the mean that was entered bounds the mean of now, which is entered instead.
                if self.is_group(one)
                    && self.is_group(other)
                    && let Some(&sum) = self.sums.get(&key(one, other))
                {
                    self.enter(one, other, sum);
                }
                continue;
            }
            let (from, into) = if self.degrees[one as usize] < self.degrees[other as usize] { (one, other) } else { (other, one) };
            self.changes[from as usize] += 1;
            self.changes[into as usize] += 1;
            let moved = std::mem::take(&mut self.members[from as usize]);
            self.members[into as usize].extend(moved);
            self.sizes[into as usize] += std::mem::take(&mut self.sizes[from as usize]);
            self.sums.remove(&key(one, other));
            self.degrees[into as usize] -= 1;
            for neighbour in std::mem::take(&mut self.neighbours[from as usize]) {
                // What has no members has been joined.
                if neighbour == into || !self.is_group(neighbour) {
                    continue;
                }
                let Some(weight) = self.sums.remove(&key(from, neighbour)) else { continue };
                let sum = self.sums.entry(key(into, neighbour)).or_default();
                let is_new = *sum == 0;
                *sum += weight;
                let sum = *sum;
                if is_new {
                    self.neighbours[into as usize].push(neighbour);
                    self.neighbours[neighbour as usize].push(into);
                    self.degrees[into as usize] += 1;
                } else {
                    self.degrees[neighbour as usize] -= 1;
                }
                self.enter(into, neighbour, sum);
            }
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
