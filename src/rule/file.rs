//! The shape of a rule file: which keys there are and what kind of value each takes. What the values mean is checked later.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::model::{Applies, Axis, Expected, Status, Suggests};
use super::problem::{Fault, Problem, Span, code};
use super::source::{MAX_FILE, RuleSource};
use super::table::{Table, document, noun, number};

/// A rule file as read. What was missing or wrong is absent here and among the problems.
#[derive(Debug, Default)]
pub(super) struct RuleFile {
    /// The index of the source.
    pub(super) file: usize,
    pub(super) id: Option<Spanned<String>>,
    pub(super) title: String,
    pub(super) family: Option<Spanned<String>>,
    pub(super) axis: Option<Axis>,
    pub(super) suggests: Option<Suggests>,
    pub(super) applies: Option<Applies>,
    pub(super) status: Option<Status>,
    pub(super) why: String,
    pub(super) innocent: Vec<Spanned<String>>,
    pub(super) when: Option<Spanned<String>>,
    pub(super) points: Option<Spanned<f64>>,
    pub(super) says: Option<Spanned<String>>,
    pub(super) p_value: Option<Spanned<String>>,
    pub(super) events: Option<Spanned<String>>,
    pub(super) disclosed: bool,
    pub(super) discounts: Option<Spanned<bool>>,
    pub(super) ceiling: bool,
    pub(super) explains: Vec<Spanned<String>>,
    pub(super) see: Vec<Spanned<String>>,
    pub(super) tags: Vec<Spanned<String>>,
    pub(super) patterns: Vec<PatternFile>,
    pub(super) tests: Vec<TestFile>,
}

/// A pattern as read.
#[derive(Debug)]
pub(super) struct PatternFile {
    pub(super) name: Spanned<String>,
    pub(super) sources: Vec<Spanned<String>>,
}

/// A self test as read.
#[derive(Debug)]
pub(super) struct TestFile {
    pub(super) expected: Expected,
    pub(super) name: String,
    /// Where to point when the test fails.
    pub(super) span: Span,
    pub(super) measures: Vec<Given>,
}

/// A measure that a test gives.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) name: Spanned<String>,
    pub(super) value: Spanned<GivenValue>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum GivenValue {
    Number(f64),
    Text(String),
    Flag(bool),
}

const KEYS: [&str; 23] = [
    "id",
    "title",
    "family",
    "axis",
    "suggests",
    "applies",
    "status",
    "why",
    "innocent",
    "when",
    "points",
    "says",
    "p_value",
    "events",
    "disclosed",
    "discounts",
    "ceiling",
    "explains",
    "see",
    "tags",
    "patterns",
    "fires",
    "quiet",
];

/// Reads one rule file.
pub(super) fn read(source: &RuleSource, file: usize, problems: &mut Vec<Problem>) -> Option<RuleFile> {
    if source.text.len() > MAX_FILE {
        let label = format!("{} KiB, the limit is {}", source.text.len() / 1024, MAX_FILE / 1024);
        problems.push(Fault::new(code::LIMIT, "the file is too large", 0..0, label).in_file(file));
        return None;
    }
    let document = document(&source.text, file, problems)?;
    let entries = document.get_ref();
    let first_line = source.text.lines().next().map_or(0, str::len);
    let mut table = Table { entries, file, span: 0..first_line, problems };
    table.deny_unknown(&KEYS, |key| {
        ["measures", "name"].contains(&key).then(|| format!("`{key}` belongs under [[fires]] or [[quiet]]"))
    });
    let stray = stray_keys(&table);
    let mut read = RuleFile { file, ..RuleFile::default() };
    let required = |table: &mut Table<'_, '_>, key: &str, help: &str| {
        if stray.iter().any(|stray| stray == key) { None } else { table.required(key, help) }
    };
    read.id = required(&mut table, "id", "write the name of the file without .toml");
    read.title = required(&mut table, "title", "a few words for headings").map(Spanned::into_inner).unwrap_or_default();
    read.family = required(&mut table, "family", "write the name of the folder");
    read.why = required(&mut table, "why", "say why the condition matters").map(Spanned::into_inner).unwrap_or_default();
    read.when = required(&mut table, "when", "say when the rule fires: when = \"activity.posts >= 100\"");
    read.says = required(&mut table, "says", "the sentence of a finding, with {measure} places");
    read.axis = table.word("axis", Axis::WORDS);
    read.applies = table.word("applies", Applies::WORDS);
    read.status = table.word("status", Status::WORDS);
    read.suggests = table.word("suggests", Suggests::WORDS);
    if !table.has("suggests") && !stray.iter().any(|key| key == "suggests") {
        table.missing("suggests", "one of: automation, incentive, coordination, spam, inflation");
    }
    read.points = table.number("points");
    if !table.has("points") && !stray.iter().any(|key| key == "points") {
        table.missing("points", "decibans: 10 is ten times the odds, 3 is double");
    }
    read.innocent = table.strings("innocent");
    read.p_value = table.string("p_value");
    read.events = table.string("events");
    read.disclosed = table.is("disclosed", false);
    read.discounts = table.boolean("discounts");
    read.ceiling = table.is("ceiling", false);
    read.explains = table.strings("explains");
    read.see = table.strings("see");
    read.tags = table.strings("tags");
    read.patterns = patterns(&mut table);
    for (key, expected, advice) in [("fires", Expected::Fires, "it fires on"), ("quiet", Expected::Quiet, "it stays quiet on")] {
        let known = table.problems.len();
        let tables = table.tables(key);
        if tables.is_empty() && table.problems.len() == known {
            let span = read.id.as_ref().map_or(table.span.clone(), Spanned::span);
            let fault = Fault::new(code::NO_TEST, format!("the rule has no [[{key}]] test"), span, "unproven");
            table.report(fault.help(format!("add [[{key}]] with a name and the measures of an account {advice}")));
        }
        for (span, entries) in tables {
            let mut inner = Table { entries, file, span, problems: table.problems };
            read.tests.extend(test(&mut inner, expected, &source.text));
        }
    }
    Some(read)
}

/// Keys of the rule that stand below a table header and so landed in that table: the classic trap of TOML.
fn stray_keys(table: &Table<'_, '_>) -> Vec<String> {
    let mut stray = Vec::new();
    let mut visit = |entries: &DeTable<'_>, own: &[&str]| {
        let names = entries.keys().map(|key| key.get_ref().as_ref());
        stray.extend(names.filter(|name| KEYS.contains(name) && !own.contains(name)).map(str::to_owned));
    };
    if let Some(DeValue::Table(entries)) = table.entries.get("patterns").map(Spanned::get_ref) {
        visit(entries, &[]);
    }
    for key in ["fires", "quiet"] {
        if let Some(DeValue::Array(items)) = table.entries.get(key).map(Spanned::get_ref) {
            items.iter().filter_map(|item| item.get_ref().as_table()).for_each(|entries| visit(entries, &["name", "measures"]));
        }
    }
    stray
}

fn patterns(table: &mut Table<'_, '_>) -> Vec<PatternFile> {
    let Some((span, entries)) = table.table("patterns") else { return Vec::new() };
    let mut inner = Table { entries, file: table.file, span, problems: table.problems };
    let mut patterns = Vec::new();
    for key in entries.keys() {
        let name = key.get_ref().as_ref();
        if KEYS.contains(&name) {
            inner.report(
                Fault::new(code::UNKNOWN_KEY, format!("`{name}` stands inside [patterns]"), key.span(), "this reads as a pattern")
                    .help(format!("move `{name}` above [patterns]")),
            );
            continue;
        }
        let sources = inner.strings(name);
        patterns.push(PatternFile { name: Spanned::new(key.span(), name.to_owned()), sources });
    }
    patterns
}

fn test(table: &mut Table<'_, '_>, expected: Expected, text: &str) -> Option<TestFile> {
    table.deny_unknown(&["name", "measures"], |key| KEYS.contains(&key).then(|| format!("move `{key}` above [[{expected}]]")));
    let name = table.required("name", "say what the measures stand for");
    if !table.has("measures") {
        table.missing("measures", "measures = { activity.posts = 100, cadence.period = \"32min\" }");
    }
    let (_, entries) = table.table("measures")?;
    let span = name.as_ref().map_or(table.span.clone(), Spanned::span);
    let mut measures = Vec::new();
    flatten(table, entries, "", text, &mut measures);
    Some(TestFile { expected, name: name.map(Spanned::into_inner).unwrap_or_default(), span, measures })
}

/// Dotted keys are tables inside tables; here they become names again.
fn flatten(table: &mut Table<'_, '_>, entries: &DeTable<'_>, prefix: &str, text: &str, found: &mut Vec<Given>) {
    for (key, value) in entries {
        let name = if prefix.is_empty() { key.get_ref().to_string() } else { format!("{prefix}.{}", key.get_ref()) };
        let given = match value.get_ref() {
            DeValue::Table(inner) => {
                flatten(table, inner, &name, text, found);
                continue;
            }
            DeValue::String(text) => GivenValue::Text(text.to_string()),
            DeValue::Boolean(is) => GivenValue::Flag(*is),
            other => match number(other).filter(|number| number.is_finite()) {
                Some(number) => GivenValue::Number(number),
                None => {
                    let label = format!("this is {}", noun(other));
                    let fault = Fault::new(code::TEST_VALUE, format!("`{name}` cannot have this value"), value.span(), label);
                    table.report(fault.help("leave out a measure that is missing"));
                    continue;
                }
            },
        };
        // The key's own span is its last part; the dotted name usually stands right before it.
        let end = key.span().end;
        let whole = end.checked_sub(name.len()).filter(|&start| text.get(start..end) == Some(name.as_str()));
        let span = whole.map_or(key.span(), |start| start..end);
        found.push(Given { name: Spanned::new(span, name), value: Spanned::new(value.span(), given) });
    }
}
