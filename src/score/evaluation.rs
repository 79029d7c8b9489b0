//! How well evidence separates accounts whose truth is known, and how far its probabilities can be believed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::stat::proportion::{clopper_pearson, wilson};

/// How many of so many, with the 95 % interval of their share (Clopper-Pearson, exact).
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Hits {
    /// How many.
    pub hit: usize,
    /// Of how many.
    pub of: usize,
    /// The interval of the share.
    pub interval: [f64; 2],
}

impl Hits {
    /// So many of so many.
    pub fn new(hit: usize, of: usize) -> Self {
        Hits { hit, of, interval: clopper_pearson(hit, of) }
    }
}

/// One account with known truth.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// How strongly it is suspected; any monotone scale.
    pub suspicion: f64,
    /// The probability that was printed for the suspicion.
    pub probability: f64,
    /// Whether the suspicion is true.
    pub positive: bool,
    /// Whether the verdict says something against it (for negatives, a false accusation).
    pub accused: bool,
    /// Whether it was called scheduled, which deducts nothing.
    pub scheduled: bool,
    /// Whether there was too little to judge.
    pub insufficient: bool,
}

/// An account is named from this probability on.
pub const NAMED: f64 = 0.5;

/// The false-positive rates at which recall is stated.
pub const FALSE_POSITIVE_RATES: [f64; 4] = [0.001, 0.002, 0.01, 0.05];

/// The shares of positives among all accounts at which the predictive value is stated.
pub const PREVALENCES: [f64; 3] = [0.01, 0.1, 0.3];

/// How many equally wide bins of probability a calibration table has.
const BINS: usize = 10;

/// The figures for one set of accounts. Shares are NaN where there is nobody to divide by.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// Accounts whose truth is "no".
    pub negatives: usize,
    /// Accounts whose truth is "yes".
    pub positives: usize,
    /// Area under the ROC curve: the chance that a positive is suspected more than a negative, ties counting half.
    pub auroc: f64,
    /// Average precision: the area under the precision-recall curve, in steps.
    pub average_precision: f64,
    /// Share of positives found when as many negatives are flagged as come nearest to [`FALSE_POSITIVE_RATES`].
    pub recall_at: [f64; FALSE_POSITIVE_RATES.len()],
    /// Share of negatives accused.
    pub negatives_accused: f64,
    /// Share of negatives called scheduled.
    pub negatives_scheduled: f64,
    /// Share of negatives named: a probability of one half or more.
    pub negatives_named: f64,
    /// Share of positives named.
    pub positives_named: f64,
    /// Share of all that were too little to judge.
    pub insufficient: f64,
    /// Of ten accounts named, how many are positives, at [`PREVALENCES`]: as observed, and with the false-positive rate at the
    /// upper end of its 95 % interval (Wilson).
    pub predictive_value: [(f64, f64); PREVALENCES.len()],
    /// Probabilities against what was true.
    pub reliability: Vec<Bin>,
    /// Expected calibration error: the mean distance of printed probability and observed share over the bins, weighted by
    /// accounts (Naeini, Cooper & Hauskrecht, AAAI 2015).
    pub calibration_error: f64,
}

/// One bin of a calibration table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// How many accounts have a probability in it.
    pub accounts: usize,
    /// The mean of their probabilities.
    pub printed: f64,
    /// The share of them that are positives.
    pub observed: f64,
}

/// Evaluates a set of accounts.
pub fn evaluate(accounts: &[Scored]) -> Evaluation {
    let share = |of: &dyn Fn(&Scored) -> bool, among: &dyn Fn(&Scored) -> bool| {
        let among: Vec<&Scored> = accounts.iter().filter(|account| among(account)).collect();
        among.iter().filter(|account| of(account)).count() as f64 / among.len() as f64
    };
    let (positives, negatives): (Vec<&Scored>, Vec<&Scored>) = accounts.iter().partition(|account| account.positive);
    let positives_named = share(&named, &|account| account.positive);
    let negatives_named = share(&named, &|account| !account.positive);
    let [_, at_most] = wilson(negatives.iter().filter(|account| named(account)).count(), negatives.len());
    let reliability = reliability(accounts);
    let distance = |bin: &Bin| bin.accounts as f64 / accounts.len() as f64 * (bin.printed - bin.observed).abs();
    Evaluation {
        negatives: negatives.len(),
        positives: positives.len(),
        auroc: auroc(&positives, &negatives),
        average_precision: average_precision(accounts),
        recall_at: FALSE_POSITIVE_RATES.map(|rate| recall_at(&positives, &negatives, rate)),
        negatives_accused: share(&|account| account.accused, &|account| !account.positive),
        negatives_scheduled: share(&|account| account.scheduled, &|account| !account.positive),
        negatives_named,
        positives_named,
        insufficient: share(&|account| account.insufficient, &|_| true),
        predictive_value: PREVALENCES.map(|prevalence| {
            let value = |errors: f64| prevalence * positives_named / (prevalence * positives_named + (1.0 - prevalence) * errors);
            (value(negatives_named), value(at_most))
        }),
        calibration_error: reliability.iter().map(distance).sum(),
        reliability,
    }
}

/// Whether an account is named.
pub fn named(account: &Scored) -> bool {
    !account.insufficient && account.probability >= NAMED
}

/// Mann-Whitney U over the number of pairs.
fn auroc(positives: &[&Scored], negatives: &[&Scored]) -> f64 {
    let mut sorted: Vec<f64> = negatives.iter().map(|account| account.suspicion).collect();
    sorted.sort_by(f64::total_cmp);
    let wins: f64 = positives
        .iter()
        .map(|account| {
            let below = sorted.partition_point(|&other| other < account.suspicion);
            let not_above = sorted.partition_point(|&other| other <= account.suspicion);
            (below + not_above) as f64 / 2.0
        })
        .sum();
    wins / (positives.len() * negatives.len()) as f64
}

/// The mean over positives of the precision at their suspicion; accounts with equal suspicion are taken together.
fn average_precision(accounts: &[Scored]) -> f64 {
    let mut sorted: Vec<&Scored> = accounts.iter().collect();
    sorted.sort_by(|a, b| b.suspicion.total_cmp(&a.suspicion));
    let (mut seen, mut found, mut sum) = (0, 0, 0.0);
    for equals in sorted.chunk_by(|a, b| a.suspicion == b.suspicion) {
        let positives = equals.iter().filter(|account| account.positive).count();
        seen += equals.len();
        found += positives;
        sum += positives as f64 * found as f64 / seen as f64;
    }
    sum / found as f64
}

/// How many of so many negatives come nearest to a false-positive rate.
pub fn nearest(rate: f64, negatives: usize) -> usize {
    (negatives as f64 * rate).round() as usize
}

/// The share of positives above the threshold that the negatives nearest to `rate` pass. Ties with the threshold are not found.
fn recall_at(positives: &[&Scored], negatives: &[&Scored], rate: f64) -> f64 {
    let mut sorted: Vec<f64> = negatives.iter().map(|account| account.suspicion).collect();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let threshold = sorted.get(nearest(rate, negatives.len())).copied().unwrap_or(f64::NEG_INFINITY);
    positives.iter().filter(|account| account.suspicion > threshold).count() as f64 / positives.len() as f64
}

fn reliability(accounts: &[Scored]) -> Vec<Bin> {
    let mut sums = [(0, 0.0, 0.0); BINS];
    for account in accounts {
        let (count, printed, observed) = &mut sums[((account.probability * BINS as f64) as usize).min(BINS - 1)];
        *count += 1;
        *printed += account.probability;
        *observed += f64::from(u8::from(account.positive));
    }
    let filled = sums.into_iter().filter(|(accounts, _, _)| *accounts > 0);
    filled
        .map(|(accounts, printed, observed)| Bin {
            accounts,
            printed: printed / accounts as f64,
            observed: observed / accounts as f64,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(suspicion: f64, positive: bool) -> Scored {
        Scored { suspicion, probability: suspicion, positive, accused: suspicion > 0.5, scheduled: false, insufficient: false }
    }

    #[test]
    fn ties_count_half_and_recall_is_taken_above_the_worst_negatives() {
        let accounts = [scored(0.1, false), scored(0.4, false), scored(0.4, true), scored(0.9, true)];
        let evaluation = evaluate(&accounts);
        assert_eq!(evaluation.auroc, (1.5 + 2.0) / 4.0);
        assert_eq!(evaluation.recall_at, [0.5; 4]);
        assert_eq!((evaluation.negatives_accused, evaluation.positives_named), (0.0, 0.5));
        assert!((evaluation.average_precision - (1.0 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
    }

    #[test]
    fn probabilities_are_held_against_what_was_true() {
        let accounts = [scored(0.95, true), scored(0.95, false), scored(0.05, false), scored(0.05, false)];
        let evaluation = evaluate(&accounts);
        assert_eq!(evaluation.reliability.len(), 2);
        assert!((evaluation.calibration_error - (0.5 * 0.05 + 0.5 * 0.45)).abs() < 1e-12);
    }

    #[test]
    fn no_error_seen_is_not_no_error() {
        let mut accounts: Vec<Scored> = (0..100).map(|_| scored(0.0, false)).collect();
        accounts.push(scored(0.9, true));
        let [(observed, careful), ..] = evaluate(&accounts).predictive_value;
        assert_eq!(observed, 1.0);
        assert!((0.2..0.3).contains(&careful), "{careful}");
    }

    #[test]
    fn nobody_to_divide_by_is_no_number() {
        assert!(evaluate(&[]).auroc.is_nan());
    }
}
