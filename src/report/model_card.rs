//! The model card (Mitchell et al., FAT* 2019): what each rule catches, whom it wrongly hits, and what was measured of that.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::escape::{for_markdown, markdown_code};
use super::evaluation::{EvaluationLine, Judged, RuleFigures};
use super::number::{count, fixed, percent};
use super::words::{NO_DECISION, NOT_USED, counted, points, question, sentence};
use crate::measure::{Unit, Vocabulary, format};
use crate::rule::{Applies, Rule, RuleBook, Status};
use crate::score::evaluation::Hits;
use crate::score::fairness::{Comparison, Rate};
use crate::score::{MINIMUM_EVENTS, PRIORS};

/// The card in Markdown, of the rules in force and of what evaluations measured.
pub fn model_card(book: &RuleBook, evaluations: &[EvaluationLine]) -> String {
    let mut out = String::from("# Model card\n");
    let _ = writeln!(
        out,
        "\nfineness {}, {} in {} families, rules sha256 {}",
        env!("CARGO_PKG_VERSION"),
        counted(active(book).count() as u64, "rule"),
        active(book).map(|rule| &rule.family).collect::<BTreeSet<_>>().len(),
        markdown_code(book.sha256())
    );
    write_use(&mut out);
    write_method(&mut out, book);
    write_measured(&mut out, book, evaluations);
    write_rules(&mut out, book, evaluations);
    out
}

/// The rules that are assessed.
fn active(book: &RuleBook) -> impl Iterator<Item = &Rule> {
    book.rules().iter().enumerate().filter(|(index, _)| book.is_active(*index)).map(|(_, rule)| rule)
}

fn write_use(out: &mut String) {
    let _ = writeln!(
        out,
        "\n## What it is for\n\n\
         - It reads histories of activity and says how much of a score rests on activity that was freely given: with an interval, with the \
         events behind it, and with \"not enough evidence\" where that is the truth.\n\
         - It is for people who look at a score and can look at the events too. It is not for deciding about a person, and has no verdict \
         for that.\n\
         - {NO_DECISION}\n\
         - {NOT_USED}"
    );
}

fn write_method(out: &mut String, book: &RuleBook) {
    let [low, middle, high] = PRIORS.map(percent);
    let _ = writeln!(
        out,
        "\n## How it judges\n\n\
         - Each rule that fires gives evidence in decibans, 10 of which are ten times the odds. Inside a family only the strongest finding \
         counts, up to the family's cap.\n\
         - Probabilities start from a prior that the user states, and are shown for {low}, {middle} and {high} too.\n\
         - With fewer than {MINIMUM_EVENTS} events nothing is judged. A measure that is missing fires no rule.\n\
         - Points: {}.",
        for_markdown(points(book.calibration().is_some()))
    );
    if let Some(calibration) = book.calibration() {
        let _ = writeln!(
            out,
            "- They were fitted to {}: {}, {} of which are what is looked for.",
            for_markdown(&calibration.source),
            counted(calibration.accounts as u64, "account"),
            count(calibration.positives as u64)
        );
    }
}

fn write_measured(out: &mut String, book: &RuleBook, evaluations: &[EvaluationLine]) {
    let _ = writeln!(out, "\n## What was measured");
    if evaluations.is_empty() {
        let _ =
            writeln!(out, "\nNothing: no evaluation was given. `fineness evaluate --save FILE` on labelled histories makes one.");
    }
    for (index, evaluation) in evaluations.iter().enumerate() {
        let _ = writeln!(out, "\n### {}\n", for_markdown(&title(index, evaluation)));
        for input in &evaluation.inputs {
            let sha256 = markdown_code(input.sha256.as_deref().unwrap_or("unknown"));
            let _ = writeln!(out, "- input {}, sha256 {sha256}", markdown_code(&input.file));
        }
        if evaluation.rules_sha256 != book.sha256() {
            let _ = writeln!(out, "- **made with other rules**, sha256 {}", markdown_code(&evaluation.rules_sha256));
        }
        let how = match (evaluation.folds, evaluation.window) {
            (Some(folds), _) => {
                format!("probabilities by points fitted to the others, in {folds} folds; accusations by the points in force")
            }
            (None, Some(window)) => format!("by the points in force, in windows of {window} events"),
            (None, None) => "by the points in force".to_owned(),
        };
        let axis = evaluation.axis.map(|axis| format!(", asked: {}", question(axis))).unwrap_or_default();
        let _ = writeln!(out, "- {how}; prior {}{axis}", percent(evaluation.prior));
        let [none, sought] = nouns(evaluation.judged);
        for (noun, outcomes) in [(none, evaluation.negatives), (sought, evaluation.positives)] {
            let _ = writeln!(
                out,
                "- {noun}: {}; accused {}; a probability of one half or more {}; too little to judge {}",
                count(outcomes.total as u64),
                share(outcomes.accused),
                share(outcomes.named),
                share(outcomes.insufficient)
            );
        }
        if let Some(auroc) = evaluation.auroc {
            let _ = writeln!(out, "- AUROC {auroc:.3}: the chance that one that is looked for is suspected more than another");
        }
        evaluation.groups.iter().for_each(|compared| write_groups(out, compared));
    }
    if !evaluations.is_empty() {
        let _ = writeln!(
            out,
            "\nIntervals are of 95 % (Clopper-Pearson, exact). A figure holds for data like that it was measured on, and for no other."
        );
    }
}

fn title(index: usize, evaluation: &EvaluationLine) -> String {
    let source = evaluation.source.as_deref().unwrap_or("data that nobody described");
    format!("Evaluation {}: {source}", index + 1)
}

/// What those are called of whom there is nothing to find, and those that are looked for.
fn nouns(judged: Judged) -> [&'static str; 2] {
    match judged {
        Judged::Accounts => ["people", "others"],
        Judged::Windows => ["windows of people", "windows of others"],
        Judged::Comments => ["ham", "spam"],
    }
}

fn write_groups(out: &mut String, compared: &Comparison) {
    let by = for_markdown(&compared.by.join(" × "));
    let _ = writeln!(
        out,
        "\nBy {by}: {} of known group, {} of unknown\n",
        count(compared.known as u64),
        count(compared.unknown as u64)
    );
    let _ = writeln!(
        out,
        "| group | accounts | left alone | ratio | fineness above median | ratio | less evidence | ratio | people accused |"
    );
    let _ = writeln!(out, "|---|---:|---:|---:|---:|---:|---:|---:|---|");
    for group in &compared.groups {
        let rate = |rate: &Rate| {
            let ratio = rate
                .impact_ratio
                .map_or_else(|| if group.small { "under 2 %" } else { "none" }.to_owned(), |ratio| format!("{ratio:.3}"));
            format!("{} | {ratio}", percent(rate.rate))
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            for_markdown(&group.name.join(" × ")),
            count(group.accounts as u64),
            rate(&group.left_alone),
            rate(&group.above_fineness),
            rate(&group.below_evidence),
            share(group.accused)
        );
    }
}

/// `3 of 822 (0.4 %, between 0.1 % and 1.1 %)`
fn share(hits: Hits) -> String {
    let Hits { hit, of, interval } = hits;
    if of == 0 {
        return "0 of 0".to_owned();
    }
    let [low, high] = interval.map(percent);
    format!("{} of {} ({}, between {low} and {high})", count(hit as u64), count(of as u64), percent(hit as f64 / of as f64))
}

fn write_rules(out: &mut String, book: &RuleBook, evaluations: &[EvaluationLine]) {
    for (applies, heading) in
        [(Applies::Account, "Rules about accounts"), (Applies::Item, "Rules about comments"), (Applies::Ring, "Rules about groups")]
    {
        let mut rules: Vec<&Rule> = active(book).filter(|rule| rule.applies == applies).collect();
        rules.sort_by_key(|rule| (&rule.family, &rule.id));
        if rules.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n## {heading}");
        for rule in rules {
            write_rule(out, rule, book, evaluations);
        }
    }
}

fn write_rule(out: &mut String, rule: &Rule, book: &RuleBook, evaluations: &[EvaluationLine]) {
    let _ = writeln!(out, "\n### {}: {}\n", for_markdown(&rule.id), for_markdown(&rule.title));
    let mut point = |label: &str, text: &str| {
        let _ = writeln!(out, "- {label}: {text}");
    };
    let asks = match rule.applies {
        Applies::Item => "Is the comment spam?",
        _ => question(rule.axis),
    };
    point("question", &format!("{asks} It suggests {}; family {}", rule.suggests, for_markdown(&rule.family)));
    point("fires", &markdown_code(&rule.when_text.split_whitespace().collect::<Vec<_>>().join(" ")));
    point("what it catches", &for_markdown(&sentence(&rule.why.trim().replace('\n', " "))));
    let innocent: Vec<String> = rule.innocent.iter().map(|innocent| for_markdown(&sentence(innocent))).collect();
    let wrongly = if innocent.is_empty() { "nobody is known".to_owned() } else { innocent.join(" ") };
    point("whom it may wrongly hit", &wrongly);
    point("points", &for_markdown(&worth(rule, book.vocabulary())));
    point("limits", &for_markdown(&limits(rule, book)));
    let mut measured = false;
    for (index, evaluation) in evaluations.iter().enumerate() {
        if let Some(figures) = evaluation.rules.get(&rule.id).filter(|figures| figures.negatives.of + figures.positives.of > 0) {
            measured = true;
            point(&format!("measured, evaluation {}", index + 1), &fired(figures, evaluation.judged));
        }
    }
    if !measured {
        point("measured", "not measured");
    }
}

fn fired(figures: &RuleFigures, judged: Judged) -> String {
    let [none, sought] = nouns(judged);
    format!(
        "of those on which it could be judged, it fired on {none} {}, and on {sought} {}",
        share(figures.negatives),
        share(figures.positives)
    )
}

/// What a rule gives, and where that is from.
fn worth(rule: &Rule, vocabulary: &Vocabulary) -> String {
    let points = fixed(rule.worth(), 1);
    let most = match rule.p_value {
        Some(id) => format!("up to {points} decibans, by {}", vocabulary.get(id).name),
        None => format!("{points} decibans"),
    };
    match rule.fitted {
        Some(fitted) => {
            let (deviation, authors) = (fixed(fitted.deviation, 1), fixed(rule.points, 1));
            format!("{most}; fitted to labelled histories, give or take {deviation}; its author set {authors}")
        }
        None => format!("{most}; set by its author, not fitted"),
    }
}

/// What bounds a rule.
fn limits(rule: &Rule, book: &RuleBook) -> String {
    let vocabulary = book.vocabulary();
    let needs: Vec<String> = rule
        .asks_about()
        .into_iter()
        .map(|id| vocabulary.get(id))
        .filter(|measure| measure.sample)
        .map(|measure| measure.name.to_string())
        .collect();
    let family = book.family(&rule.family);
    let mut limits = vec![format!("its family gives at most {} decibans", format(Unit::Number, family.cap))];
    if !needs.is_empty() {
        limits.push(format!("it is not assessed with too little {}", needs.join(", ")));
    }
    if rule.status == Status::Draft {
        limits.push("it is being tried out".to_owned());
    }
    if rule.disclosed {
        limits.push("it accuses nobody, the account declares it".to_owned());
    }
    if rule.ceiling {
        limits.push("calibration may lower its points and never raises them".to_owned());
    }
    // Comments are judged one by one, and nothing is deducted for them.
    if rule.applies == Applies::Item {
        return limits.join("; ");
    }
    if rule.carrier.is_none() {
        limits.push("it names no single events, so nothing is deducted for it alone".to_owned());
    }
    if !family.corroborates {
        limits.push("its family is not the second kind of evidence that a deduction asks for".to_owned());
    }
    if !family.deducts {
        limits.push("its family deducts nothing".to_owned());
    }
    limits.join("; ")
}
