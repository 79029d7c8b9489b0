//! Points from labelled histories: how much each rule has proved to weigh.
//!
//! The model is the score's own: inside a family the strongest rule counts, up to the family's cap; families add; the sum moves
//! the log odds. Each rule's points are its author's times a weight w > 0. The weights maximise a logistic likelihood times
//! normal priors around 1 (maximum a posteriori; the covariance is Laplace's, the inverse Hessian at the maximum). So a rule that
//! fired on few of the accounts stays near its author's points, and none can turn into its opposite.

use std::collections::BTreeMap;

use super::NATS_PER_DECIBAN;
use super::verdict::Verdict;
use crate::rule::{Axis, Calibration, FittedPoints, Rule, RuleBook};

/// Standard deviation of a weight before any account is seen: an author may well be wrong by half.
const PRIOR_DEVIATION: f64 = 0.58;
/// The smallest weight: a rule is never fitted away, since other accounts may show what these did not.
const LEAST: f64 = 0.05;
/// Which rule speaks for a family depends on the weights, so both are found in turns; this many are plenty.
const TURNS: usize = 40;
/// Sweeps over all weights within a turn.
const SWEEPS: usize = 200;
/// Changes below this are none.
const SETTLED: f64 = 1e-6;

/// One labelled account: what fired on it on the axis, at the author's points.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The index of each rule in the book, and its evidence in decibans at its author's points.
    pub fired: Vec<(usize, f64)>,
    /// Whether it is what is looked for.
    pub positive: bool,
}

/// Fitted weights, and how well they are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The rules that fired on any example, by their index in the book, ascending.
    rules: Vec<usize>,
    /// Their weights, in the same order.
    weights: Vec<f64>,
    /// The posterior covariance of the weights.
    covariance: Vec<Vec<f64>>,
}

impl Example {
    /// What a verdict says on an axis, at the authors' points. A rule that another explains weighs nothing and is left out.
    pub fn of(verdict: &Verdict, axis: Axis, book: &RuleBook, positive: bool) -> Example {
        let findings = verdict.findings.iter().chain(&verdict.in_favour);
        let fired = findings.filter(|finding| finding.axis == axis && finding.explained_by.is_none()).filter_map(|finding| {
            let rule = book.position(&finding.rule)?;
            Some((rule, finding.decibans / book.rules()[rule].weight()))
        });
        Example { fired: fired.collect(), positive }
    }

    /// The evidence in decibans with weights by rule index; rules without one keep their author's points.
    fn evidence(&self, weight: &dyn Fn(usize) -> f64, book: &RuleBook) -> f64 {
        self.spoken(weight, book).into_iter().map(|(_, _, decibans)| decibans).sum()
    }

    /// For each family that says anything: the rule that speaks for it, its evidence at the author's points, and what counts.
    fn spoken(&self, weight: &dyn Fn(usize) -> f64, book: &RuleBook) -> Vec<(usize, f64, f64)> {
        let mut families: BTreeMap<&str, (usize, f64, f64)> = BTreeMap::new();
        for &(rule, authors) in &self.fired {
            let decibans = authors * weight(rule);
            let family = book.rules()[rule].family.as_str();
            let (cap, absence) = (book.family(family).cap, book.family(family).absence);
            let counts = (rule, authors, decibans.clamp(-absence, cap));
            families
                .entry(family)
                .and_modify(|held| {
                    // What speaks for the axis goes before what speaks against; of each, the stronger.
                    let stronger = if (authors > 0.0) == (held.1 > 0.0) { decibans.abs() > held.2.abs() } else { authors > 0.0 };
                    if stronger {
                        *held = counts;
                    }
                })
                .or_insert(counts);
        }
        families.into_values().collect()
    }
}

impl Fit {
    /// Fits the weights of all rules that fired on any of the examples.
    pub fn new(examples: &[Example], book: &RuleBook) -> Fit {
        let mut rules: Vec<usize> = examples.iter().flat_map(|example| example.fired.iter().map(|&(rule, _)| rule)).collect();
        rules.sort_unstable();
        rules.dedup();
        let most: Vec<f64> = rules.iter().map(|&rule| most(&book.rules()[rule], book)).collect();
        let mut fit = Fit { weights: vec![1.0; rules.len()], covariance: Vec::new(), rules };
        let mut problem = Problem::new(examples, fit.weights.len());
        for turn in 0..TURNS {
            problem.speak(&fit, book);
            let before = fit.weights.clone();
            problem.climb(&mut fit.weights, &most);
            // Half steps, since two rules of a family may otherwise take turns for ever.
            if turn > 0 {
                fit.weights.iter_mut().zip(&before).for_each(|(weight, before)| *weight = (*weight + before) / 2.0);
            }
            let moved = fit.weights.iter().zip(&before).map(|(now, before)| (now - before).abs()).fold(0.0, f64::max);
            if moved < 1e-4 {
                break;
            }
        }
        fit.covariance = problem.covariance(&fit.weights);
        fit
    }

    /// The weight of a rule of the book: 1 for those that were not fitted.
    fn weight(&self, rule: usize) -> f64 {
        self.rules.binary_search(&rule).map_or(1.0, |index| self.weights[index])
    }

    /// The evidence of an account in decibans.
    pub fn evidence(&self, example: &Example, book: &RuleBook) -> f64 {
        example.evidence(&|rule| self.weight(rule), book)
    }

    /// The fit as points of the book's rules.
    pub fn calibration(&self, examples: &[Example], book: &RuleBook, source: &str) -> Calibration {
        let points = |index: usize| book.rules()[self.rules[index]].points;
        let rules = self.rules.iter().enumerate().map(|(index, &rule)| {
            let deviation = self.covariance[index][index].sqrt() * points(index).abs();
            (book.rules()[rule].id.clone(), FittedPoints { points: self.weights[index] * points(index), deviation })
        });
        let scaled = |i: usize, j: usize| self.covariance[i][j] * points(i) * points(j);
        let size = self.rules.len();
        Calibration {
            source: source.to_owned(),
            accounts: examples.len(),
            positives: examples.iter().filter(|example| example.positive).count(),
            // Books sort rules by id, so their indices and a map by id have one order.
            rules: rules.collect(),
            covariance: (0..size).map(|i| (0..size).map(|j| scaled(i, j)).collect()).collect(),
        }
    }
}

/// The largest weight that a rule may get: that which takes its points to the family's cap, or 1 where they are a ceiling.
fn most(rule: &Rule, book: &RuleBook) -> f64 {
    if rule.ceiling {
        return 1.0;
    }
    let family = book.family(&rule.family);
    let limit = if rule.points > 0.0 { family.cap } else { family.absence };
    limit / rule.points.abs().max(f64::MIN_POSITIVE)
}

/// The logistic regression with fixed speakers: rows of (weight index, nats at the author's points).
struct Problem<'a> {
    examples: &'a [Example],
    rows: Vec<Vec<(usize, f64)>>,
    intercept: f64,
    size: usize,
}

impl<'a> Problem<'a> {
    fn new(examples: &'a [Example], size: usize) -> Self {
        Problem { examples, rows: Vec::new(), intercept: 0.0, size }
    }

    fn speak(&mut self, fit: &Fit, book: &RuleBook) {
        let row = |example: &Example| {
            let spoken = example.spoken(&|rule| fit.weight(rule), book).into_iter();
            spoken
                .filter_map(|(rule, authors, _)| Some((fit.rules.binary_search(&rule).ok()?, authors * NATS_PER_DECIBAN)))
                .collect()
        };
        self.rows = self.examples.iter().map(row).collect();
    }

    fn logits(&self, weights: &[f64]) -> Vec<f64> {
        let logit = |row: &Vec<(usize, f64)>| self.intercept + row.iter().map(|&(index, nats)| weights[index] * nats).sum::<f64>();
        self.rows.iter().map(logit).collect()
    }

    /// Newton steps on one coordinate after the other, the intercept first, each clipped to its range. The objective is convex.
    fn climb(&mut self, weights: &mut [f64], most: &[f64]) {
        let mut columns: Vec<Vec<(usize, f64)>> = vec![Vec::new(); self.size];
        for (row, terms) in self.rows.iter().enumerate() {
            terms.iter().for_each(|&(index, nats)| columns[index].push((row, nats)));
        }
        let mut logits = self.logits(weights);
        for _ in 0..SWEEPS {
            let mut moved: f64 = 0.0;
            let everywhere = || (0..logits.len()).map(|row| (row, 1.0));
            // A weak pull to even odds keeps the intercept finite when all examples are alike.
            let step = self.step(&logits, everywhere(), 1e-3 * self.intercept, 1e-3);
            self.intercept += step;
            logits.iter_mut().for_each(|logit| *logit += step);
            moved = moved.max(step.abs());
            for (index, column) in columns.iter().enumerate() {
                let precision = PRIOR_DEVIATION.powi(-2);
                let step = self.step(&logits, column.iter().copied(), precision * (weights[index] - 1.0), precision);
                let step = (weights[index] + step).clamp(LEAST, most[index]) - weights[index];
                weights[index] += step;
                column.iter().for_each(|&(row, nats)| logits[row] += step * nats);
                moved = moved.max(step.abs());
            }
            if moved < SETTLED {
                break;
            }
        }
    }

    /// One Newton step along a column, given gradient and curvature of the prior; never longer than 1.
    fn step(&self, logits: &[f64], column: impl Iterator<Item = (usize, f64)>, gradient: f64, curvature: f64) -> f64 {
        let (gradient, curvature) = column.fold((gradient, curvature), |(gradient, curvature), (row, nats)| {
            let chance = 1.0 / (1.0 + (-logits[row]).exp());
            let truth = f64::from(u8::from(self.examples[row].positive));
            (gradient + (chance - truth) * nats, curvature + chance * (1.0 - chance) * nats * nats)
        });
        (-gradient / curvature).clamp(-1.0, 1.0)
    }

    /// The inverse of the Hessian of weights and intercept, without the intercept.
    fn covariance(&self, weights: &[f64]) -> Vec<Vec<f64>> {
        let size = self.size + 1;
        let mut hessian = vec![vec![0.0; size]; size];
        for (row, logit) in self.rows.iter().zip(self.logits(weights)) {
            let chance = 1.0 / (1.0 + (-logit).exp());
            let spread = chance * (1.0 - chance);
            let terms: Vec<(usize, f64)> = row.iter().copied().chain([(self.size, 1.0)]).collect();
            for &(i, x) in &terms {
                for &(j, y) in &terms {
                    hessian[i][j] += spread * x * y;
                }
            }
        }
        for (index, row) in hessian.iter_mut().enumerate() {
            row[index] += if index < self.size { PRIOR_DEVIATION.powi(-2) } else { 1e-3 };
        }
        let mut inverse = inverse(hessian);
        inverse.truncate(self.size);
        inverse.iter_mut().for_each(|row| row.truncate(self.size));
        inverse
    }
}

/// The inverse of a symmetric positive definite matrix, by Gauss-Jordan elimination.
fn inverse(mut matrix: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let size = matrix.len();
    let mut inverse: Vec<Vec<f64>> = (0..size).map(|i| (0..size).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for pivot in 0..size {
        let scale = matrix[pivot][pivot];
        for column in 0..size {
            matrix[pivot][column] /= scale;
            inverse[pivot][column] /= scale;
        }
        for row in (0..size).filter(|&row| row != pivot) {
            let factor = matrix[row][pivot];
            for column in 0..size {
                matrix[row][column] -= factor * matrix[pivot][column];
                inverse[row][column] -= factor * inverse[pivot][column];
            }
        }
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::builtin;

    fn book() -> RuleBook {
        RuleBook::load(crate::detect::vocabulary(), &builtin()).expect("the shipped rules")
    }

    fn place(book: &RuleBook, id: &str) -> usize {
        book.position(id).expect("a shipped rule")
    }

    fn examples(book: &RuleBook, counts: [(&str, usize, usize); 3]) -> Vec<Example> {
        let of = |id: &str, positive| {
            let rule = place(book, id);
            Example { fired: vec![(rule, book.rules()[rule].points)], positive }
        };
        let silent = (0..400).map(|index| Example { fired: Vec::new(), positive: index < 40 });
        counts
            .iter()
            .flat_map(|&(id, hits, errors)| (0..hits).map(move |_| of(id, true)).chain((0..errors).map(move |_| of(id, false))))
            .chain(silent)
            .collect()
    }

    #[test]
    fn a_rule_that_errs_loses_points_and_one_that_was_never_tried_keeps_its_own() {
        let book = book();
        let examples = examples(&book, [("metronome", 20, 1), ("late-job", 5, 40), ("never-rests", 0, 0)]);
        let fit = Fit::new(&examples, &book);
        let points = fit.calibration(&examples, &book, "invented").rules;
        assert!(points["late-job"].points < 0.5 * book.rule("late-job").expect("shipped").points, "{points:?}");
        assert!(points["metronome"].points > points["late-job"].points && !points.contains_key("never-rests"));
        assert_eq!(fit.weight(place(&book, "never-rests")), 1.0);
        assert!(points.values().all(|fitted| fitted.deviation > 0.0));
    }

    #[test]
    fn few_examples_leave_the_author_alone() {
        let book = book();
        let examples = examples(&book, [("metronome", 1, 0), ("late-job", 0, 0), ("never-rests", 0, 0)]);
        let weight = Fit::new(&examples, &book).weight(place(&book, "metronome"));
        assert!((0.9..1.3).contains(&weight), "{weight}");
    }

    #[test]
    fn no_rule_outgrows_its_family_and_only_the_strongest_of_a_family_counts() {
        let book = book();
        let [one, two] = ["metronome", "late-job"].map(|id| place(&book, id));
        let both = Example { fired: vec![(one, 15.0), (two, 13.0)], positive: true };
        let fit = Fit::new(&examples(&book, [("never-rests", 60, 0), ("metronome", 9, 0), ("late-job", 9, 0)]), &book);
        let rested = place(&book, "never-rests");
        assert!(fit.weight(rested) * book.rules()[rested].points <= book.family("sleep").cap + 1e-9);
        let alone = |rule, decibans| fit.evidence(&Example { fired: vec![(rule, decibans)], positive: true }, &book);
        assert_eq!(fit.evidence(&both, &book), alone(one, 15.0).max(alone(two, 13.0)));
    }

    #[test]
    fn an_inverse_undoes_its_matrix() {
        let inverse = inverse(vec![vec![4.0, 1.0], vec![1.0, 3.0]]);
        let expected = [[3.0, -1.0], [-1.0, 4.0]].map(|row| row.map(|value| value / 11.0));
        for (row, wanted) in inverse.iter().zip(expected) {
            assert!(row.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() < 1e-12), "{row:?}");
        }
    }
}
