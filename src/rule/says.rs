//! The sentence of a finding: text with `{measure}` places.

use super::names::Names;
use super::problem::{Fault, code};
use crate::measure::{MeasureId, Vocabulary, format};

/// A checked sentence.
#[derive(Debug, Clone, Default)]
pub(super) struct Template(Vec<Part>);

#[derive(Debug, Clone)]
enum Part {
    Text(String),
    Measure(MeasureId),
}

impl Template {
    /// Reads a sentence. `{{` and `}}` stand for the braces themselves.
    pub(super) fn parse(text: &str, names: &Names<'_>) -> Result<Self, Vec<Fault>> {
        let (mut parts, mut faults, mut plain) = (Vec::new(), Vec::new(), String::new());
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            if rest.starts_with("{{") || rest.starts_with("}}") {
                plain.push(c);
                at += 2;
            } else if c == '{' {
                let Some(length) = rest.find('}') else {
                    faults.push(
                        Fault::new(code::SAYS, "`{` is never closed", at..at + 1, "no `}` follows").help("write `{{` for a brace"),
                    );
                    break;
                };
                let name = rest[1..length].trim();
                match names.find(name) {
                    Ok(id) => {
                        parts.push(Part::Text(std::mem::take(&mut plain)));
                        parts.push(Part::Measure(id));
                    }
                    Err(unknown) => faults.push(
                        Fault::new(
                            code::SAYS,
                            format!("`says` names `{name}`, which is no measure"),
                            at + 1..at + length,
                            "unknown measure",
                        )
                        .maybe_help(unknown.help()),
                    ),
                }
                at += length + 1;
            } else if c == '}' {
                faults.push(
                    Fault::new(code::SAYS, "`}` closes nothing", at..at + 1, "no `{` before it").help("write `}}` for a brace"),
                );
                at += 1;
            } else {
                plain.push(c);
                at += c.len_utf8();
            }
        }
        parts.push(Part::Text(plain));
        if faults.is_empty() { Ok(Template(parts)) } else { Err(faults) }
    }

    /// The measures that it names.
    pub(super) fn measures(&self) -> impl Iterator<Item = MeasureId> + '_ {
        self.0.iter().filter_map(|part| match part {
            Part::Measure(id) => Some(*id),
            Part::Text(_) => None,
        })
    }

    /// The sentence with the values of a row.
    pub(super) fn fill(&self, vocabulary: &Vocabulary, row: &[f64]) -> String {
        let mut sentence = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => sentence.push_str(text),
                Part::Measure(id) => sentence.push_str(&format(vocabulary.get(*id).unit, super::compile::at(row, *id))),
            }
        }
        sentence
    }
}
