//! How well evidence separates accounts whose truth is known.

/// One account with known truth.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// How strongly it is suspected; any monotone scale.
    pub suspicion: f64,
    /// Whether the suspicion is true.
    pub positive: bool,
    /// Whether the verdict says something against it (for negatives, a false accusation).
    pub accused: bool,
    /// Whether it was called scheduled, which deducts nothing.
    pub scheduled: bool,
    /// Whether there was too little to judge.
    pub insufficient: bool,
}

/// The figures for one set of accounts. Shares are NaN where there is nobody to divide by.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// Accounts whose truth is "no".
    pub negatives: usize,
    /// Accounts whose truth is "yes".
    pub positives: usize,
    /// Area under the ROC curve: the chance that a positive is suspected more than a negative, ties counting half.
    pub auroc: f64,
    /// Share of positives found when at most 0.1, 1 and 5 % of negatives are flagged.
    pub recall_at: [f64; 3],
    /// Share of negatives accused.
    pub negatives_accused: f64,
    /// Share of negatives called scheduled.
    pub negatives_scheduled: f64,
    /// Share of positives accused or called scheduled.
    pub positives_named: f64,
    /// Share of all that were too little to judge.
    pub insufficient: f64,
}

/// The false-positive rates at which recall is stated.
pub const FALSE_POSITIVE_RATES: [f64; 3] = [0.001, 0.01, 0.05];

/// Evaluates a set of accounts.
pub fn evaluate(accounts: &[Scored]) -> Evaluation {
    let share = |of: &dyn Fn(&Scored) -> bool, among: &dyn Fn(&Scored) -> bool| {
        let among: Vec<&Scored> = accounts.iter().filter(|account| among(account)).collect();
        among.iter().filter(|account| of(account)).count() as f64 / among.len() as f64
    };
    let (positives, negatives): (Vec<&Scored>, Vec<&Scored>) = accounts.iter().partition(|account| account.positive);
    Evaluation {
        negatives: negatives.len(),
        positives: positives.len(),
        auroc: auroc(&positives, &negatives),
        recall_at: FALSE_POSITIVE_RATES.map(|rate| recall_at(&positives, &negatives, rate)),
        negatives_accused: share(&|account| account.accused, &|account| !account.positive),
        negatives_scheduled: share(&|account| account.scheduled, &|account| !account.positive),
        positives_named: share(&|account| account.accused || account.scheduled, &|account| account.positive),
        insufficient: share(&|account| account.insufficient, &|_| true),
    }
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

/// The share of positives above the threshold that at most `rate` of the negatives pass. Ties with the threshold are not found.
fn recall_at(positives: &[&Scored], negatives: &[&Scored], rate: f64) -> f64 {
    let mut sorted: Vec<f64> = negatives.iter().map(|account| account.suspicion).collect();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let allowed = (negatives.len() as f64 * rate).floor() as usize;
    let threshold = sorted.get(allowed).copied().unwrap_or(f64::NEG_INFINITY);
    positives.iter().filter(|account| account.suspicion > threshold).count() as f64 / positives.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(suspicion: f64, positive: bool) -> Scored {
        Scored { suspicion, positive, accused: suspicion > 0.5, scheduled: false, insufficient: false }
    }

    #[test]
    fn ties_count_half_and_recall_is_taken_above_the_worst_negatives() {
        let accounts = [scored(0.1, false), scored(0.4, false), scored(0.4, true), scored(0.9, true)];
        let evaluation = evaluate(&accounts);
        assert_eq!(evaluation.auroc, (1.5 + 2.0) / 4.0);
        assert_eq!(evaluation.recall_at, [0.5; 3]);
        assert_eq!((evaluation.negatives_accused, evaluation.positives_named), (0.0, 0.5));
    }

    #[test]
    fn nobody_to_divide_by_is_no_number() {
        assert!(evaluate(&[]).auroc.is_nan());
    }
}
