//! How groups of accounts fare: the rates and impact ratios that New York City's Local Law 144 of 2021 asks for (6 RCNY § 5-300,
//! § 5-301), and how often people of each group are accused.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::evaluation::Hits;

/// A group with a smaller share of all accounts than this may be left out of impact ratios (6 RCNY § 5-301 (d)).
pub const SMALL: f64 = 0.02;

/// An impact ratio below this is the usual sign that groups are treated unequally (the four-fifths rule, 29 CFR 1607.4 D).
pub const FOUR_FIFTHS: f64 = 0.8;

/// What came of one account.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member {
    /// Parts per thousand of the score that stand.
    pub fineness: f64,
    /// Evidence against it on the question that is asked, in decibans.
    pub decibans: f64,
    /// Whether the verdict says something against it.
    pub accused: bool,
    /// Whether there is nothing to be found, so that an accusation is false.
    pub person: bool,
}

/// How often something is true of a group.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rate {
    /// Of how many accounts it is true.
    pub count: usize,
    /// Of which share of the group.
    pub rate: f64,
    /// That share over the largest one of any group that is not small; absent for small groups, and where the largest is 0.
    pub impact_ratio: Option<f64>,
}

/// The figures of one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// Its value in each column.
    pub name: Vec<String>,
    /// How many accounts it has.
    pub accounts: usize,
    /// Their share of all accounts whose group is known.
    pub share: f64,
    /// Whether it is too small for impact ratios.
    pub small: bool,
    /// Accounts of which the verdict says nothing against (the selection rate).
    pub left_alone: Rate,
    /// Accounts whose fineness is above the median (a scoring rate).
    pub above_fineness: Rate,
    /// Accounts with less evidence against them than the median (a scoring rate).
    pub below_evidence: Rate,
    /// Those of whom there is nothing to be found, and who are accused all the same.
    pub accused: Hits,
}

/// Groups beside each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// The columns that make the groups.
    pub by: Vec<String>,
    /// Accounts whose group is known.
    pub known: usize,
    /// Accounts whose group is not known; they are in no rate.
    pub unknown: usize,
    /// The median fineness of all accounts.
    pub median_fineness: f64,
    /// The median evidence of all accounts, in decibans.
    pub median_decibans: f64,
    /// The groups, by name.
    pub groups: Vec<Group>,
}

/// Compares groups. Each member comes with its value in each of the columns `by`, or with none where one of them is not known.
pub fn compare(by: &[&str], members: &[(Option<Vec<&str>>, Member)]) -> Comparison {
    let mut groups: BTreeMap<&[&str], Vec<Member>> = BTreeMap::new();
    for (name, member) in members {
        if let Some(name) = name {
            groups.entry(name).or_default().push(*member);
        }
    }
    let known: usize = groups.values().map(Vec::len).sum();
    let median_fineness = median(members.iter().map(|(_, member)| member.fineness).collect());
    let median_decibans = median(members.iter().map(|(_, member)| member.decibans).collect());
    let rates = |of: &dyn Fn(&Member) -> bool| -> Vec<Rate> {
        let shares: Vec<(usize, usize)> =
            groups.values().map(|own| (own.iter().filter(|member| of(member)).count(), own.len())).collect();
        let rate = |(count, of): (usize, usize)| count as f64 / of as f64;
        let large = |&&(_, of): &&(usize, usize)| !is_small(of, known);
        let most = shares.iter().filter(large).map(|&share| rate(share)).fold(0.0, f64::max);
        let ratio = |share: (usize, usize)| (most > 0.0 && !is_small(share.1, known)).then(|| rate(share) / most);
        shares.iter().map(|&share| Rate { count: share.0, rate: rate(share), impact_ratio: ratio(share) }).collect()
    };
    let left_alone = rates(&|member| !member.accused);
    let above_fineness = rates(&|member| member.fineness > median_fineness);
    let below_evidence = rates(&|member| member.decibans < median_decibans);
    let figures = groups.iter().enumerate().map(|(index, (name, own))| {
        let people = own.iter().filter(|member| member.person).count();
        let accused = own.iter().filter(|member| member.person && member.accused).count();
        Group {
            name: name.iter().map(|part| (*part).to_owned()).collect(),
            accounts: own.len(),
            share: own.len() as f64 / known as f64,
            small: is_small(own.len(), known),
            left_alone: left_alone[index],
            above_fineness: above_fineness[index],
            below_evidence: below_evidence[index],
            accused: Hits::new(accused, people),
        }
    });
    Comparison {
        by: by.iter().map(|column| (*column).to_owned()).collect(),
        known,
        unknown: members.len() - known,
        median_fineness,
        median_decibans,
        groups: figures.collect(),
    }
}

fn is_small(accounts: usize, of: usize) -> bool {
    (accounts as f64) < SMALL * of as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => values[odd / 2],
        even => f64::midpoint(values[even / 2 - 1], values[even / 2]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(fineness: f64, accused: bool) -> Member {
        Member { fineness, decibans: -fineness, accused, person: true }
    }

    #[test]
    fn ratios_are_over_the_largest_rate_of_a_group_that_is_not_small() {
        let mut members = Vec::new();
        // Of 100 of a 10 are accused, of 50 of b 20, and of a group of two nobody.
        members.extend((0..100).map(|number| (Some(vec!["a"]), member(f64::from(number), number < 10))));
        members.extend((0..50).map(|number| (Some(vec!["b"]), member(f64::from(number), number < 20))));
        members.extend((0..2).map(|_| (Some(vec!["c"]), member(99.0, false))));
        members.extend((0..3).map(|_| (None, member(0.0, false))));
        let compared = compare(&["sex"], &members);
        assert_eq!((compared.known, compared.unknown), (152, 3));
        let [a, b, c] = compared.groups.as_slice() else { panic!("{:?}", compared.groups) };
        assert!(!a.small && !b.small && c.small);
        assert_eq!((a.left_alone.rate, a.left_alone.impact_ratio), (0.9, Some(1.0)));
        assert_eq!((b.left_alone.rate, b.left_alone.impact_ratio), (0.6, Some(0.6 / 0.9)));
        assert_eq!((c.left_alone.rate, c.left_alone.impact_ratio), (1.0, None));
        // 155 finenesses: three of 0, 0 to 49 twice, 50 to 99 once, two of 99; the 78th is 37.
        assert_eq!(compared.median_fineness, 37.0);
        assert_eq!((a.above_fineness.count, b.above_fineness.count), (62, 12));
        assert_eq!(b.above_fineness.impact_ratio, Some(0.24 / 0.62));
        assert_eq!(a.below_evidence.count, 62);
        assert_eq!((a.accused.of, a.accused.hit), (100, 10));
    }

    #[test]
    fn where_all_are_alike_nobody_is_above_the_median_and_no_ratio_is_made_up() {
        let members: Vec<_> = ["a", "b"].map(|group| (Some(vec![group]), member(1000.0, false))).into();
        let compared = compare(&["sex"], &members);
        assert!(compared.groups.iter().all(|group| group.above_fineness.count == 0 && group.above_fineness.impact_ratio.is_none()));
        assert!(compare(&["sex"], &[]).groups.is_empty());
    }
}
