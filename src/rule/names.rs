//! The names a rule may use: every detector's measures, and those of the patterns it declares itself.

use std::collections::BTreeMap;

use super::nearest::{did_you_mean, nearest};
use super::problem::{Fault, Span, code};
use crate::measure::{Measure, MeasureId, Vocabulary};

/// The names one rule may use.
pub(super) struct Names<'a> {
    vocabulary: &'a Vocabulary,
    /// Every pattern of the book with the file that declares it.
    patterns: &'a BTreeMap<String, String>,
    /// The patterns of this rule.
    own: Vec<String>,
}

/// Why a name is not known.
pub(super) struct Unknown {
    name: String,
    help: Option<String>,
}

impl Unknown {
    pub(super) fn fault(self, span: Span) -> Fault {
        Fault::new(code::UNKNOWN_MEASURE, format!("no measure is called `{}`", self.name), span, "unknown measure")
            .maybe_help(self.help)
    }

    pub(super) fn help(self) -> Option<String> {
        self.help
    }
}

impl<'a> Names<'a> {
    pub(super) fn new(vocabulary: &'a Vocabulary, patterns: &'a BTreeMap<String, String>, own: Vec<String>) -> Self {
        Names { vocabulary, patterns, own }
    }

    pub(super) fn measure(&self, id: MeasureId) -> &'a Measure {
        self.vocabulary.get(id)
    }

    pub(super) fn find(&self, name: &str) -> Result<MeasureId, Unknown> {
        let found = self.vocabulary.find(name);
        if let Some(id) = found.filter(|_| self.visible(name)) {
            return Ok(id);
        }
        let help = match (found, prefix(name)) {
            (Some(_), pattern) => {
                let file = self.patterns.get(pattern).map_or("another file", String::as_str);
                Some(format!("`{pattern}` is a pattern of {file}; repeat it under [patterns] here"))
            }
            (None, _) => self.nearest(name),
        };
        Err(Unknown { name: name.to_owned(), help })
    }

    /// Advice on a misspelt name: with the right detector only its own measures are near.
    fn nearest(&self, name: &str) -> Option<String> {
        let known = || self.vocabulary.iter().map(|(_, measure)| measure.name.as_ref()).filter(|name| self.visible(name));
        let Some((detector, part)) = name.split_once('.') else { return did_you_mean(name, known()) };
        let parts: Vec<_> = known().filter_map(|name| name.strip_prefix(detector)?.strip_prefix('.')).collect();
        if parts.is_empty() {
            return did_you_mean(name, known());
        }
        Some(match nearest(part, parts.iter().copied()) {
            Some(near) => format!("did you mean `{detector}.{near}`?"),
            None => format!("`{detector}` has: {}", parts.join(", ")),
        })
    }

    /// Whether this rule may use the name: not if another file's pattern made it.
    fn visible(&self, name: &str) -> bool {
        !self.patterns.contains_key(prefix(name)) || self.own.iter().any(|own| own == prefix(name))
    }
}

/// The part before the dot.
pub(super) fn prefix(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}
