//! Reading TOML tables key by key: every fault is noted with its place, and reading goes on.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest::did_you_mean;
use super::problem::{Fault, Problem, Span, code};

/// A table of a file, with the list that faults go to.
pub(super) struct Table<'a, 's> {
    pub(super) entries: &'a DeTable<'s>,
    pub(super) file: usize,
    /// Where to point when a key is missing.
    pub(super) span: Span,
    pub(super) problems: &'a mut Vec<Problem>,
}

impl<'a, 's> Table<'a, 's> {
    pub(super) fn report(&mut self, fault: Fault) {
        self.problems.push(fault.in_file(self.file));
    }

    fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'s>>> {
        self.entries.get(key)
    }

    /// Refuses keys that are not `known`. Keys for which `elsewhere` gives advice are refused with it.
    pub(super) fn deny_unknown(&mut self, known: &[&str], elsewhere: impl Fn(&str) -> Option<String>) {
        for key in self.entries.keys() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let fault = match elsewhere(name) {
                Some(advice) => {
                    Fault::new(code::UNKNOWN_KEY, format!("`{name}` does not belong here"), key.span(), "misplaced").help(advice)
                }
                None => Fault::new(code::UNKNOWN_KEY, format!("`{name}` is not a key of this table"), key.span(), "unknown key")
                    .help(format!("keys are: {}", known.join(", ")))
                    .maybe_help(did_you_mean(name, known.iter().copied())),
            };
            self.report(fault);
        }
    }

    fn wrong(&mut self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        let title = format!("`{key}` must be {expected}");
        self.report(Fault::new(code::WRONG_VALUE, title, value.span(), format!("this is {}", noun(value.get_ref()))));
    }

    pub(super) fn missing(&mut self, key: &str, help: &str) {
        let fault = Fault::new(code::MISSING_KEY, format!("`{key}` is missing"), self.span.clone(), format!("without `{key}`"));
        self.report(fault.help(help));
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(super) fn string(&mut self, key: &str) -> Option<Spanned<String>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(Spanned::new(value.span(), text.to_string())),
            _ => {
                self.wrong(key, value, "a text in quotes");
                None
            }
        }
    }

    /// A text that must be there and not be blank.
    pub(super) fn required(&mut self, key: &str, help: &str) -> Option<Spanned<String>> {
        if !self.has(key) {
            self.missing(key, help);
            return None;
        }
        let text = self.string(key)?;
        if text.get_ref().trim().is_empty() {
            self.report(Fault::new(code::WRONG_VALUE, format!("`{key}` is empty"), text.span(), "nothing here").help(help));
            return None;
        }
        Some(text)
    }

    /// A list of texts; one text alone counts as a list of one.
    pub(super) fn strings(&mut self, key: &str) -> Vec<Spanned<String>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::String(text) => vec![Spanned::new(value.span(), text.to_string())],
            DeValue::Array(items) => {
                let mut texts = Vec::new();
                for item in items.iter() {
                    match item.get_ref() {
                        DeValue::String(text) => texts.push(Spanned::new(item.span(), text.to_string())),
                        _ => self.wrong(key, item, "a list of texts in quotes"),
                    }
                }
                texts
            }
            _ => {
                self.wrong(key, value, "a list of texts in quotes");
                Vec::new()
            }
        }
    }

    pub(super) fn boolean(&mut self, key: &str) -> Option<Spanned<bool>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Boolean(is) => Some(Spanned::new(value.span(), *is)),
            _ => {
                self.wrong(key, value, "true or false");
                None
            }
        }
    }

    /// Whether it is so; `otherwise` where nothing is said.
    pub(super) fn is(&mut self, key: &str, otherwise: bool) -> bool {
        self.boolean(key).map_or(otherwise, Spanned::into_inner)
    }

    pub(super) fn number(&mut self, key: &str) -> Option<Spanned<f64>> {
        let value = self.get(key)?;
        match number(value.get_ref()) {
            Some(number) if number.is_finite() => Some(Spanned::new(value.span(), number)),
            _ => {
                self.wrong(key, value, "a number, without quotes");
                None
            }
        }
    }

    /// A list of lists of numbers.
    pub(super) fn rows(&mut self, key: &str) -> Vec<Vec<f64>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let numbers = |row: &Spanned<DeValue<'_>>| match row.get_ref() {
            DeValue::Array(items) => items.iter().map(|item| number(item.get_ref()).filter(|number| number.is_finite())).collect(),
            _ => None,
        };
        let rows: Option<Vec<Vec<f64>>> = match value.get_ref() {
            DeValue::Array(rows) => rows.iter().map(numbers).collect(),
            _ => None,
        };
        rows.unwrap_or_else(|| {
            self.wrong(key, value, "a list of lists of numbers");
            Vec::new()
        })
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(&mut self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.string(key)?;
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == text.get_ref()) {
            return Some(*meaning);
        }
        let list = words.iter().map(|(word, _)| *word).collect::<Vec<_>>();
        let near = did_you_mean(text.get_ref(), list.iter().copied());
        let title = format!("`{}` is not a value of `{key}`", text.get_ref());
        let fault = Fault::new(code::WRONG_VALUE, title, text.span(), format!("one of: {}", list.join(", ")));
        self.report(fault.maybe_help(near));
        None
    }

    /// A table inside this one.
    pub(super) fn table(&mut self, key: &str) -> Option<(Span, &'a DeTable<'s>)> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some((value.span(), table)),
            _ => {
                self.wrong(key, value, "a table");
                None
            }
        }
    }

    /// The tables under `[[key]]`.
    pub(super) fn tables(&mut self, key: &str) -> Vec<(Span, &'a DeTable<'s>)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(key, value, &format!("headed by [[{key}]], with double brackets"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => tables.push((item.span(), table)),
                _ => self.wrong(key, item, "a list of tables"),
            }
        }
        tables
    }
}

/// A TOML number of either kind.
pub(super) fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(integer) => {
            i64::from_str_radix(&integer.as_str().replace('_', ""), integer.radix()).ok().map(|n| n as f64)
        }
        DeValue::Float(float) => float.as_str().replace('_', "").parse().ok(),
        _ => None,
    }
}

/// A TOML value as messages name it.
pub(super) fn noun(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Reads the text of a file as TOML. What TOML itself refuses is reported, and nothing else is said of the file.
pub(super) fn document<'s>(text: &'s str, file: usize, problems: &mut Vec<Problem>) -> Option<Spanned<DeTable<'s>>> {
    let (document, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Some(document);
    }
    // The first error is the cause; what follows in the same file mostly follows from it.
    for error in errors.into_iter().take(3) {
        let span = error.span().unwrap_or(0..0);
        let message = error.message().lines().collect::<Vec<_>>().join(", ");
        problems.push(Fault::new(code::TOML, "this is not valid TOML", span, message).in_file(file));
    }
    None
}
