//! Evidence that accounts would have been given by points fitted without them.

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::calibration::{Example, Fit};
use crate::rule::RuleBook;

/// How often the accounts are dealt out anew; their evidence is the mean over these.
const DEALS: u64 = 5;

/// The evidence in decibans of each example, from weights fitted to the other folds; the mean over five random deals.
///
/// `owners` names whose example each is: those of one owner (windows of one history) share a fold. Folds are stratified:
/// each gets its part of the positives.
pub fn held_out(examples: &[Example], owners: &[&str], folds: usize, book: &RuleBook) -> Vec<f64> {
    let mut evidence = vec![0.0; examples.len()];
    for deal in 0..DEALS {
        let fold_of = folds_of(examples, owners, folds, deal);
        for fold in 0..folds {
            let training: Vec<Example> =
                examples.iter().zip(&fold_of).filter(|(_, of)| **of != fold).map(|(example, _)| example.clone()).collect();
            let fit = Fit::new(&training, book);
            for (index, example) in examples.iter().enumerate().filter(|(index, _)| fold_of[*index] == fold) {
                evidence[index] += fit.evidence(example, book) / DEALS as f64;
            }
        }
    }
    evidence
}

/// The fold of each example. Owners are dealt out in an order drawn by a fixed hash, positives first.
fn folds_of(examples: &[Example], owners: &[&str], folds: usize, deal: u64) -> Vec<usize> {
    let mut order: Vec<(bool, u64, &str)> = examples
        .iter()
        .zip(owners)
        .map(|(example, owner)| (!example.positive, xxh3_64_with_seed(owner.as_bytes(), deal), *owner))
        .collect();
    order.sort_unstable();
    order.dedup_by_key(|(_, _, owner)| *owner);
    let fold_of: std::collections::HashMap<&str, usize> =
        order.iter().enumerate().map(|(place, (_, _, owner))| (*owner, place % folds.max(1))).collect();
    owners.iter().map(|owner| fold_of[owner]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::builtin;

    #[test]
    fn owners_stay_together_and_positives_are_spread() {
        let example = |positive| Example { fired: Vec::new(), positive };
        let examples: Vec<Example> = (0..60).map(|index| example(index < 10)).collect();
        let names: Vec<String> = (0..60).map(|index| format!("a{}", index / 2)).collect();
        let owners: Vec<&str> = names.iter().map(String::as_str).collect();
        let folds = folds_of(&examples, &owners, 5, 3);
        assert!((0..30).all(|pair| folds[2 * pair] == folds[2 * pair + 1]));
        assert!((0..5).all(|fold| folds[..10].iter().filter(|&&of| of == fold).count() == 2));
    }

    #[test]
    fn an_account_is_never_judged_by_points_that_saw_it() {
        let book = RuleBook::load(crate::detect::vocabulary(), &builtin()).expect("the shipped rules");
        let rule = book.position("metronome").expect("shipped");
        let authors = book.rules()[rule].points;
        // The only account on which the rule fired: without it the rule keeps its author's points.
        let mut examples = vec![Example { fired: vec![(rule, authors)], positive: false }];
        examples.extend((0..20).map(|index| Example { fired: Vec::new(), positive: index < 10 }));
        let names: Vec<String> = (0..21).map(|index| index.to_string()).collect();
        let owners: Vec<&str> = names.iter().map(String::as_str).collect();
        let evidence = held_out(&examples, &owners, 4, &book);
        assert!((evidence[0] - authors).abs() < 1e-6, "{}", evidence[0]);
        assert!(Fit::new(&examples, &book).evidence(&examples[0], &book) < authors);
    }
}
