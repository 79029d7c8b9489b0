//! The rule book: every file of a set read, checked and proven together.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::assess::{Assessment, Outcome};
use super::family::{self, Family};
use super::file::{self, RuleFile};
use super::lint::lint;
use super::model::{Applies, Rule, Status};
use super::names::Names;
use super::nearest::did_you_mean;
use super::patterns::{self, Patterns};
use super::points::{self, Calibration};
use super::problem::{Fault, Problem, code};
use super::render::{render, render_all};
use super::resolve::resolve;
use super::selftest::prove;
use super::source::{RuleSource, sha256};
use crate::measure::{MeasureId, Vocabulary};
use crate::text::pattern::NamedPattern;
use crate::{Error, Result};

/// Checked rules, ready to assess rows of measures.
#[derive(Debug, Clone)]
pub struct RuleBook {
    vocabulary: Vocabulary,
    patterns: Vec<NamedPattern>,
    rules: Vec<Rule>,
    disabled: Vec<bool>,
    families: BTreeMap<String, Family>,
    calibration: Option<Calibration>,
    sha256: String,
    warnings: Vec<String>,
}

/// A file that may lie among rules without being one: the user's configuration.
const NO_RULES: [&str; 1] = ["fineness.toml"];

impl RuleBook {
    /// Reads, checks and proves a set of files. `vocabulary` holds the detectors' measures; those of the patterns are added.
    /// `families.toml` and `points.toml` are known by their names; of several `points.toml` the last counts.
    ///
    /// # Errors
    /// Anything wrong in any file, a failing self test included: the rendered text of all faults.
    pub fn load(vocabulary: Vocabulary, sources: &[RuleSource]) -> Result<RuleBook> {
        Self::build(vocabulary, sources, true)
    }

    /// The same without running the self tests, so that [`run_selftests`](super::run_selftests) can report on them.
    ///
    /// # Errors
    /// As for [`RuleBook::load`], failing self tests excepted.
    pub fn load_unproven(vocabulary: Vocabulary, sources: &[RuleSource]) -> Result<RuleBook> {
        Self::build(vocabulary, sources, false)
    }

    fn build(mut vocabulary: Vocabulary, sources: &[RuleSource], prove_all: bool) -> Result<RuleBook> {
        let (mut problems, mut families, mut files, mut calibration) = (Vec::new(), BTreeMap::new(), Vec::new(), None);
        for (index, source) in sources.iter().enumerate() {
            match source.file_name() {
                "families.toml" => family::read(source, index, &mut families, &mut problems),
                "points.toml" => calibration = points::read(source, index, &mut problems).map(|found| (index, found)),
                name if NO_RULES.contains(&name) => {}
                _ => files.extend(file::read(source, index, &mut problems)),
            }
        }
        let patterns = patterns::gather(&files, sources, &mut vocabulary, &mut problems);
        let mut rules: Vec<(RuleFile, Rule)> = Vec::new();
        for file in files {
            let rule = check_rule(&file, sources, &vocabulary, &patterns, &mut problems);
            // A rule with a fault would fail its tests too, and saying so helps nobody.
            if prove_all && problems.iter().all(|problem| problem.file != file.file) {
                prove_rule(&file, &rule, &vocabulary, &mut problems);
            }
            rules.push((file, rule));
        }
        find_duplicates(&rules, &mut problems);
        find_unknown_rules(&rules, &mut problems);
        if let Some((file, calibration)) = &calibration {
            apply_points(calibration, *file, &mut rules, &mut problems);
        }
        if !problems.is_empty() {
            return Err(Error::rendered(render_all(sources, &problems)));
        }
        for (_, rule) in &rules {
            families.entry(rule.family.clone()).or_insert_with(|| Family::unlisted(&rule.family));
        }
        rules.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
        let mut warnings = Vec::new();
        for (file, rule) in &rules {
            let faults = lint(file, rule, &sources[file.file], &vocabulary, &families);
            warnings.extend(faults.into_iter().map(|fault| render(sources, &fault.in_file(file.file))));
        }
        let rules: Vec<Rule> = rules.into_iter().map(|(_, rule)| rule).collect();
        let disabled = vec![false; rules.len()];
        let calibration = calibration.map(|(_, calibration)| calibration);
        let sha256 = sha256(sources);
        Ok(RuleBook { vocabulary, patterns: patterns.list, rules, disabled, families, calibration, sha256, warnings })
    }

    /// Every measure a row holds: the detectors', then six for each pattern.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The patterns of all rules in bit order.
    pub fn patterns(&self) -> &[NamedPattern] {
        &self.patterns
    }

    /// Where the `.posts`, `.share` and `.days` of the pattern at a bit stand in a row; `None` beyond the last bit.
    pub fn pattern_measures(&self, bit: usize) -> Option<[MeasureId; 3]> {
        let name = &self.patterns.get(bit)?.name;
        let find = |part| self.vocabulary.find(&format!("{name}.{part}"));
        Some([find("posts")?, find("share")?, find("days")?])
    }

    /// Every rule, sorted by id; retired and disabled ones too.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule called `id`.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.position(id).map(|index| &self.rules[index])
    }

    /// Where the rule called `id` stands among [`rules`](Self::rules).
    pub fn position(&self, id: &str) -> Option<usize> {
        self.rules.binary_search_by(|rule| rule.id.as_str().cmp(id)).ok()
    }

    /// The families of `families.toml` and of the rules.
    pub fn families(&self) -> &BTreeMap<String, Family> {
        &self.families
    }

    /// The family of that name. One that is in no file is as [`Family::unlisted`] has it.
    pub fn family(&self, name: &str) -> &Family {
        static UNLISTED: LazyLock<Family> = LazyLock::new(|| Family::unlisted("other"));
        self.families.get(name).unwrap_or(&UNLISTED)
    }

    /// The calibration that the points in force come from, if there is one.
    pub fn calibration(&self) -> Option<&Calibration> {
        self.calibration.as_ref()
    }

    /// The SHA-256 of all files in hexadecimal, whatever their order.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Rendered warnings, in the order of rules.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Switches a rule off. False if there is none called so.
    pub fn disable(&mut self, id: &str) -> bool {
        let found = self.position(id);
        if let Some(index) = found {
            self.disabled[index] = true;
        }
        found.is_some()
    }

    /// Whether the rule at `index` takes part: neither retired nor switched off.
    pub fn is_active(&self, index: usize) -> bool {
        !self.disabled[index] && self.rules[index].status != Status::Retired
    }

    /// What every active rule about accounts makes of an account's row, in the order of rules.
    pub fn assess(&self, row: &[f64]) -> Vec<Assessment> {
        self.assess_as(Applies::Account, row)
    }

    /// What every active rule about `subject` makes of a row, in the order of rules.
    pub fn assess_as(&self, subject: Applies, row: &[f64]) -> Vec<Assessment> {
        let outcome = |index: usize| self.rules[index].assess(&self.vocabulary, row);
        self.about(subject).map(|rule| Assessment { rule, outcome: outcome(rule) }).collect()
    }

    /// The active rules about accounts that fire, without sentences or reasons.
    pub fn fired<'a>(&'a self, row: &'a [f64]) -> impl Iterator<Item = usize> + 'a {
        self.fired_as(Applies::Account, row)
    }

    /// The active rules about `subject` that fire, without sentences or reasons.
    pub fn fired_as<'a>(&'a self, subject: Applies, row: &'a [f64]) -> impl Iterator<Item = usize> + 'a {
        self.about(subject).filter(|&index| self.rules[index].fires(row))
    }

    /// What the rule called `id` makes of a row, active or not.
    pub fn assess_one(&self, id: &str, row: &[f64]) -> Option<Outcome> {
        self.rule(id).map(|rule| rule.assess(&self.vocabulary, row))
    }

    /// The active rules about `subject`.
    pub fn about(&self, subject: Applies) -> impl Iterator<Item = usize> + '_ {
        (0..self.rules.len()).filter(move |&index| self.rules[index].applies == subject && self.is_active(index))
    }
}

fn check_rule(
    file: &RuleFile,
    sources: &[RuleSource],
    vocabulary: &Vocabulary,
    patterns: &Patterns,
    problems: &mut Vec<Problem>,
) -> Rule {
    let own = file.patterns.iter().map(|pattern| pattern.name.get_ref().clone()).collect();
    let names = Names::new(vocabulary, &patterns.files, own);
    resolve(file, &sources[file.file], &names, problems)
}

fn prove_rule(file: &RuleFile, rule: &Rule, vocabulary: &Vocabulary, problems: &mut Vec<Problem>) {
    for (read, test) in file.tests.iter().zip(&rule.tests) {
        let (passed, detail) = prove(rule, test, vocabulary);
        if !passed {
            let title = format!("the [[{}]] test of `{}` fails", test.expected, rule.id);
            let fault = Fault::new(code::TEST_FAILS, title, read.span.clone(), "this test").help(detail);
            problems.push(fault.in_file(file.file));
        }
    }
}

/// Gives the rules their fitted points. A sign never changes: what speaks for an axis cannot be fitted to speak against it.
fn apply_points(calibration: &Calibration, file: usize, rules: &mut [(RuleFile, Rule)], problems: &mut Vec<Problem>) {
    for (id, &fitted) in &calibration.rules {
        let fault = match rules.iter_mut().find(|(_, rule)| rule.id == *id) {
            Some((_, rule)) if fitted.points == 0.0 || fitted.points.signum() == rule.points.signum() => {
                rule.fitted = Some(fitted);
                continue;
            }
            Some((_, rule)) => {
                let title = format!("`{id}` has {} points from its author and {} here", rule.points, fitted.points);
                Fault::new(code::POINTS, title, 0..0, "the sign differs in this file")
            }
            None => Fault::new(code::UNKNOWN_RULE, format!("no rule is called `{id}`"), 0..0, "in this file")
                .maybe_help(did_you_mean(id, rules.iter().map(|(_, rule)| rule.id.as_str()))),
        };
        problems.push(fault.in_file(file));
    }
}

fn find_duplicates(rules: &[(RuleFile, Rule)], problems: &mut Vec<Problem>) {
    let mut first: BTreeMap<&str, &RuleFile> = BTreeMap::new();
    for (file, rule) in rules {
        let Some(id) = &file.id else { continue };
        if let Some(other) = first.get(rule.id.as_str()) {
            let fault = Fault::new(code::DUPLICATE, format!("two rules are called `{}`", rule.id), id.span(), "the second")
                .help("rename this one; to replace a shipped rule, switch that one off as well");
            let span = other.id.as_ref().map_or(0..0, |id| id.span());
            problems.push(fault.in_file(file.file).elsewhere(other.file, span, "the first"));
        } else {
            first.insert(&rule.id, file);
        }
    }
}

fn find_unknown_rules(rules: &[(RuleFile, Rule)], problems: &mut Vec<Problem>) {
    let ids = || rules.iter().map(|(_, rule)| rule.id.as_str());
    for (file, rule) in rules {
        for explained in &file.explains {
            let name = explained.get_ref().as_str();
            let (title, help) = match name {
                _ if name == rule.id => ("a rule cannot explain itself".to_owned(), None),
                _ if ids().any(|id| id == name) => continue,
                _ => (format!("no rule is called `{name}`"), did_you_mean(name, ids())),
            };
            let fault = Fault::new(code::UNKNOWN_RULE, title, explained.span(), "not another rule").maybe_help(help);
            problems.push(fault.in_file(file.file));
        }
    }
}
