//! The figures of an evaluation, in words.

use std::collections::BTreeMap;

use super::labelled::Judged;
use crate::score::evaluation::{Evaluation, FALSE_POSITIVE_RATES, NAMED, PREVALENCES, Scored, nearest};

/// All figures of one set of accounts.
pub(super) fn print(label: &str, figures: &Evaluation) {
    print_line(label, figures);
    anstream::println!("\nof those named (probability of one half or more), how many are what is looked for, if it is");
    for (prevalence, (observed, careful)) in PREVALENCES.into_iter().zip(figures.predictive_value) {
        anstream::println!(
            "  {:>4} of all: {} as observed, {} with false positives at the upper end of their 95 % interval",
            percent(prevalence),
            percent(observed),
            percent(careful)
        );
    }
    anstream::println!("\nprinted probability against what was true (expected calibration error {:.3})", figures.calibration_error);
    for bin in &figures.reliability {
        anstream::println!("  {:>7} printed  {:>7} true  {} accounts", percent(bin.printed), percent(bin.observed), bin.accounts);
    }
}

/// The main figures of one set of accounts, in a line.
pub(super) fn print_line(label: &str, figures: &Evaluation) {
    let rates = FALSE_POSITIVE_RATES.map(|rate| format!("{}", rate * 100.0)).join("/");
    let flagged = FALSE_POSITIVE_RATES.map(|rate| nearest(rate, figures.negatives).to_string()).join("/");
    let recalls = figures.recall_at.map(percent).join(" / ");
    anstream::println!(
        "{label}: {} people, {} others; AUROC {:.3}; average precision {:.3}; recall at {rates}% false positives ({flagged} people) {recalls}; \
         people named {}, accused {}, called scheduled {}; others named {}; too little to judge {}",
        figures.negatives,
        figures.positives,
        figures.auroc,
        figures.average_precision,
        percent(figures.negatives_named),
        percent(figures.negatives_accused),
        percent(figures.negatives_scheduled),
        percent(figures.positives_named),
        percent(figures.insufficient),
    );
}

/// The main figures of comments, in a line: how they are ranked, and what calling them spam from an even chance on gives.
pub(super) fn print_comments(label: &str, figures: &Evaluation, scored: &[Scored]) {
    let count = |of: &dyn Fn(&Scored) -> bool| scored.iter().filter(|one| of(one)).count() as f64;
    let found = count(&|one| one.positive && one.probability >= NAMED);
    let precision = found / count(&|one| one.probability >= NAMED);
    let recall = found / count(&|one| one.positive);
    let recalls = figures.recall_at.map(percent).join(" / ");
    let rates = FALSE_POSITIVE_RATES.map(|rate| format!("{}", rate * 100.0)).join("/");
    anstream::println!(
        "{label}: {} ham, {} spam; AUROC {:.4}; recall at {rates}% false positives {recalls}; from a probability of one half on: \
         precision {}, recall {}, F1 {:.4}, {} of ham",
        figures.negatives,
        figures.positives,
        figures.auroc,
        percent(precision),
        percent(recall),
        2.0 * precision * recall / (precision + recall),
        percent(figures.negatives_named),
    );
}

/// How often each rule fired, by label.
pub(super) fn print_rules(judged: &[Judged]) {
    let mut accounts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut fired: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for one in judged {
        *accounts.entry(&one.label).or_default() += 1;
        for rule in &one.rules {
            *fired.entry(rule).or_default().entry(&one.label).or_default() += 1;
        }
    }
    anstream::println!("\nrule                 fired on (of)");
    for (rule, labels) in &fired {
        let counts: Vec<String> = labels.iter().map(|(label, count)| format!("{label} {count} of {}", accounts[label])).collect();
        anstream::println!("{rule:<20} {}", counts.join(", "));
    }
}

fn percent(share: f64) -> String {
    match share * 100.0 {
        nobody if nobody.is_nan() => "-".to_owned(),
        whole if whole.fract() == 0.0 => format!("{whole:.0}%"),
        small if small < 10.0 => format!("{small:.2}%"),
        large => format!("{large:.1}%"),
    }
}
