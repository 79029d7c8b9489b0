//! The patterns of all files together, and the measures they add.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::file::{PatternFile, RuleFile};
use super::names::prefix;
use super::problem::{Fault, Problem, code};
use super::source::RuleSource;
use crate::measure::{Measure, Unit, Vocabulary};
use crate::text::pattern::{MAX_PATTERNS, NamedPattern, PatternSet, check};

/// The patterns of a book.
#[derive(Debug, Clone, Default)]
pub(super) struct Patterns {
    /// In bit order, which is the order of their names.
    pub(super) list: Vec<NamedPattern>,
    /// The file that declares each; the first one if several do.
    pub(super) files: BTreeMap<String, String>,
}

/// Checks the patterns of all files and adds their measures to the vocabulary.
pub(super) fn gather(
    files: &[RuleFile],
    sources: &[RuleSource],
    vocabulary: &mut Vocabulary,
    problems: &mut Vec<Problem>,
) -> Patterns {
    let mut found: BTreeMap<&str, (usize, &PatternFile)> = BTreeMap::new();
    for file in files {
        for pattern in &file.patterns {
            let name = pattern.name.get_ref().as_str();
            faults(pattern, vocabulary).into_iter().for_each(|fault| problems.push(fault.in_file(file.file)));
            if let Some((first, same)) = found.get(name) {
                if texts(same) != texts(pattern) {
                    let title = format!("the pattern `{name}` already means something else");
                    let fault = Fault::new(code::PATTERN_CLASH, title, pattern.name.span(), "another definition")
                        .help("give one of them another name, or make them the same");
                    problems.push(fault.in_file(file.file).elsewhere(*first, same.name.span(), "first defined here"));
                }
                continue;
            }
            if found.len() == MAX_PATTERNS {
                let title = format!("there are more than {MAX_PATTERNS} patterns");
                problems.push(Fault::new(code::LIMIT, title, pattern.name.span(), "one too many").in_file(file.file));
                continue;
            }
            found.insert(name, (file.file, pattern));
        }
    }
    let mut patterns = Patterns::default();
    for (name, (file, pattern)) in &found {
        for measure in measures(name) {
            vocabulary.push(measure);
        }
        patterns.list.push(NamedPattern { name: (*name).to_owned(), sources: texts(pattern) });
        patterns.files.insert((*name).to_owned(), sources[*file].name.clone());
    }
    // Each was checked alone; together they may still be too large.
    if problems.is_empty()
        && let (Err(error), Some((file, pattern))) = (PatternSet::new(&patterns.list), found.values().next())
    {
        problems.push(Fault::new(code::LIMIT, error.to_string(), pattern.name.span(), "this pattern and others").in_file(*file));
    }
    patterns
}

/// The measures that a pattern adds.
fn measures(pattern: &str) -> [Measure; 6] {
    let measure = |part: &str, unit, doc: String, events| {
        let mut measure = Measure::new("", unit, "");
        (measure.name, measure.doc, measure.events) = (Cow::Owned(format!("{pattern}.{part}")), Cow::Owned(doc), events);
        measure
    };
    let p_value = |mut measure: Measure| {
        measure.range = (0.0, 1.0);
        measure.probability = true;
        measure
    };
    [
        measure("posts", Unit::Count, format!("posts in which the pattern `{pattern}` occurs"), true),
        measure("share", Unit::Share, format!("share of the posts in which the pattern `{pattern}` occurs"), true),
        measure("days", Unit::Count, format!("days with a post in which the pattern `{pattern}` occurs"), false),
        measure("before", Unit::Share, format!("share of active days with `{pattern}` before activity changed"), true),
        measure("after", Unit::Share, format!("share of active days with `{pattern}` after activity changed"), true),
        p_value(measure(
            "shift_p_value",
            Unit::Number,
            format!("chance that these shares of `{pattern}` differ so, by days"),
            true,
        )),
    ]
}

fn texts(pattern: &PatternFile) -> Vec<String> {
    let mut texts: Vec<_> = pattern.sources.iter().map(|source| source.get_ref().clone()).collect();
    texts.sort();
    texts.dedup();
    texts
}

fn faults(pattern: &PatternFile, vocabulary: &Vocabulary) -> Vec<Fault> {
    let name = pattern.name.get_ref();
    let mut faults = Vec::new();
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !plain {
        faults.push(
            Fault::new(code::PATTERN, format!("`{name}` cannot be the name of a pattern"), pattern.name.span(), "not a plain name")
                .help("use lower-case letters, digits and `_`"),
        );
    }
    if let Some((_, measure)) = vocabulary.iter().find(|(_, measure)| prefix(&measure.name) == name) {
        faults.push(
            Fault::new(code::PATTERN_CLASH, format!("`{name}` is taken"), pattern.name.span(), format!("as in `{}`", measure.name))
                .help("give the pattern another name"),
        );
    }
    if pattern.sources.is_empty() {
        faults.push(
            Fault::new(code::PATTERN, format!("the pattern `{name}` looks for nothing"), pattern.name.span(), "an empty list")
                .help(format!("{name} = [\"#tag\", \"some words\", \"/a (regex|pattern)/\"]")),
        );
    }
    for source in &pattern.sources {
        if let Err(why) = check(source.get_ref()) {
            faults.push(Fault::new(code::PATTERN, "this pattern cannot be used", source.span(), why));
        }
    }
    faults
}
