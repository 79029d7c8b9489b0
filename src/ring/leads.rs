//! Groups of accounts that share several long texts.

use std::collections::BTreeMap;

use super::{Ring, Shared, Tier};

/// Two accounts are linked from this many shared texts on; one or two may be a quotation.
const SHARED_ITEMS: usize = 3;

/// A pair may be one person's two accounts; a lead needs more.
const MEMBERS: usize = 3;

/// Connected groups of at least three accounts, each linked to another by at least three shared items. `accounts` is how many
/// accounts the run has.
pub fn leads(shared: &[Shared], accounts: usize) -> Vec<Ring> {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for item in shared {
        for (index, &one) in item.accounts.iter().enumerate() {
            pairs.extend(item.accounts[index + 1..].iter().map(|&other| (one, other)));
        }
    }
    pairs.sort_unstable();
    let mut groups = Groups::new(accounts);
    for pair in pairs.chunk_by(|a, b| a == b).filter(|pair| pair.len() >= SHARED_ITEMS) {
        groups.join(pair[0].0, pair[0].1);
    }
    let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for account in 0..accounts as u32 {
        members.entry(groups.root(account)).or_default().push(account as usize);
    }
    members.retain(|_, members| members.len() >= MEMBERS);
    let mut items: BTreeMap<u32, (usize, f64)> = BTreeMap::new();
    for item in shared {
        let mut roots: Vec<u32> = item.accounts.iter().map(|&account| groups.root(account)).collect();
        roots.sort_unstable();
        for group in roots.chunk_by(|a, b| a == b).filter(|group| group.len() >= 2 && members.contains_key(&group[0])) {
            let (count, bits) = items.entry(group[0]).or_default();
            *count += 1;
            *bits += (accounts as f64 / item.accounts.len() as f64).log2();
        }
    }
    let rings = members.into_iter().enumerate().map(|(number, (root, members))| {
        let (items, bits) = items.get(&root).copied().unwrap_or_default();
        let says = format!(
            "{} accounts posted the same {items} long texts, at least {SHARED_ITEMS} with one another; they act together, and no test says why",
            members.len()
        );
        Ring { id: format!("r{}", number + 1), tier: Tier::Lead, members, items, bits, says }
    });
    rings.collect()
}

/// Union-find whose roots are the smallest members, so that groups do not depend on the order of joining.
struct Groups(Vec<u32>);

impl Groups {
    fn new(size: usize) -> Self {
        Groups((0..size as u32).collect())
    }

    fn root(&mut self, mut account: u32) -> u32 {
        while self.0[account as usize] != account {
            let above = self.0[self.0[account as usize] as usize];
            self.0[account as usize] = above;
            account = above;
        }
        account
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other) as usize] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(key: u64, accounts: &[u32]) -> Shared {
        Shared { key, accounts: accounts.to_vec() }
    }

    #[test]
    fn three_accounts_with_three_texts_are_a_lead() {
        let rings = leads(&[shared(1, &[1, 4, 6]), shared(2, &[1, 4, 6]), shared(3, &[1, 4, 6]), shared(9, &[0, 1])], 8);
        assert_eq!(rings.len(), 1);
        assert_eq!((rings[0].members.as_slice(), rings[0].items, rings[0].tier), (&[1, 4, 6][..], 3, Tier::Lead));
        assert!((rings[0].bits - 3.0 * (8.0_f64 / 3.0).log2()).abs() < 1e-9);
    }

    #[test]
    fn a_pair_or_a_single_viral_text_is_none() {
        assert!(leads(&[shared(1, &[0, 1]), shared(2, &[0, 1]), shared(3, &[0, 1])], 5).is_empty());
        assert!(leads(&[shared(1, &[0, 1, 2, 3, 4])], 5).is_empty());
    }
}
