//! From a rule file as read to a checked rule: every name, unit and limit.

use toml::Spanned;

use super::check::{Condition, check};
use super::compile::Test;
use super::file::{Given, GivenValue, RuleFile, TestFile};
use super::lex::{Written, quantity};
use super::literal::Literal;
use super::model::{Applies, Axis, Rule, SelfTest, Status, Suggests};
use super::names::Names;
use super::problem::{Fault, Problem, Span, code};
use super::says::Template;
use super::source::RuleSource;
use super::units::write_a_unit;
use crate::measure::{Measure, MeasureId, Unit, format};
use crate::text::pattern::NamedPattern;

/// Odds of a thousand to one: no single sign deserves more.
const MOST_POINTS: f64 = 30.0;

/// Checks one file. With no new problem the rule is complete; otherwise it is not to be used.
pub(super) fn resolve(file: &RuleFile, source: &RuleSource, names: &Names<'_>, problems: &mut Vec<Problem>) -> Rule {
    let mut report = |fault: Fault| problems.push(fault.in_file(file.file));
    for name in [&file.id, &file.family].into_iter().flatten() {
        if let Some(fault) = bad_name(name) {
            report(fault);
        }
    }
    let condition = file.when.as_ref().and_then(|when| {
        let literal = Literal::new(&source.text, when.span(), when.get_ref());
        let faults = match check(when.get_ref(), names) {
            Ok(condition) => return Some(condition),
            Err(faults) => faults,
        };
        faults.into_iter().for_each(|fault| report(fault.moved(|span| literal.place(span))));
        None
    });
    let mut condition = condition.unwrap_or(Condition { test: Test::All(Box::new([])), parts: Vec::new(), thresholds: Vec::new() });
    let says = file.says.as_ref().and_then(|says| {
        let literal = Literal::new(&source.text, says.span(), says.get_ref());
        let faults = match Template::parse(says.get_ref(), names) {
            Ok(template) => return Some(template),
            Err(faults) => faults,
        };
        faults.into_iter().for_each(|fault| report(fault.moved(|span| literal.place(span))));
        None
    });
    let p_value = measure_of(&file.p_value, names, &mut report, |measure| {
        (!measure.probability).then_some((code::P_VALUE, "is not a probability from 0 to 1"))
    });
    let mut used = Vec::new();
    condition.test.measures(&mut used);
    let chosen = measure_of(&file.events, names, &mut report, |measure| {
        (!measure.events).then_some((code::EVENTS, "has no events behind it"))
    });
    let carrier = chosen.or_else(|| used.into_iter().find(|id| names.measure(*id).events));
    let points = file.points.as_ref().map_or(0.0, |points| *points.get_ref());
    if let Some(span) = &file.points
        && let Some(fault) = bad_points(points, span.span(), file.p_value.as_ref())
    {
        report(fault);
    }
    if let Some(id) = p_value {
        // Without its p-value the rule has no evidence to give, so it may not fire.
        condition.require(id, format!("p_value = {}", names.measure(id).name));
    }
    let discounts = file.discounts.as_ref().is_some_and(|discounts| *discounts.get_ref());
    if let Some(key) = file.discounts.as_ref().filter(|_| discounts && file.p_value.is_none()) {
        let fault = Fault::new(code::P_VALUE, "`discounts` without a p-value", key.span(), "by how much is not known");
        report(
            fault.help("name the measure that says how sure it is that they came from a ring: p_value = \"ring.received_p_value\""),
        );
    }
    let tests = file.tests.iter().map(|test| self_test(test, names, &mut report)).collect();
    let suggests = file.suggests.unwrap_or(Suggests::Inflation);
    let by_default = if suggests == Suggests::Automation { Axis::Automation } else { Axis::Gaming };
    let texts = |list: &[Spanned<String>]| list.iter().map(|text| text.get_ref().clone()).collect::<Vec<_>>();
    let patterns = file.patterns.iter().map(|p| NamedPattern { name: p.name.get_ref().clone(), sources: texts(&p.sources) });
    Rule {
        id: text(&file.id),
        title: file.title.trim().to_owned(),
        family: text(&file.family),
        axis: file.axis.unwrap_or(by_default),
        suggests,
        applies: file.applies.unwrap_or(Applies::Account),
        status: file.status.unwrap_or(Status::Draft),
        disclosed: file.disclosed,
        discounts,
        ceiling: file.ceiling,
        explains: texts(&file.explains),
        why: file.why.trim().to_owned(),
        innocent: texts(&file.innocent),
        points,
        fitted: None,
        p_value,
        carrier,
        when_text: text(&file.when).trim().to_owned(),
        says_text: text(&file.says),
        see: texts(&file.see),
        tags: texts(&file.tags),
        patterns: patterns.collect(),
        tests,
        source: source.name.clone(),
        condition,
        says: says.unwrap_or_default(),
    }
}

fn text(value: &Option<Spanned<String>>) -> String {
    value.as_ref().map(|text| text.get_ref().clone()).unwrap_or_default()
}

fn bad_name(name: &Spanned<String>) -> Option<Fault> {
    let text = name.get_ref();
    let plain = text.split('-').all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
    (!plain).then(|| {
        Fault::new(code::WRONG_VALUE, format!("`{}` is not a plain name", text.escape_debug()), name.span(), "not a plain name")
            .help("write lower-case words joined by hyphens, as in `big-ben`")
    })
}

/// The measure that a key names, if it exists and `refuse` has nothing against it.
fn measure_of(
    key: &Option<Spanned<String>>,
    names: &Names<'_>,
    report: &mut impl FnMut(Fault),
    refuse: impl Fn(&Measure) -> Option<(&'static str, &'static str)>,
) -> Option<MeasureId> {
    let key = key.as_ref()?;
    let name = key.get_ref();
    match names.find(name) {
        Err(unknown) => report(unknown.fault(key.span())),
        Ok(id) => match refuse(names.measure(id)) {
            None => return Some(id),
            Some((code, why)) => {
                let measure = names.measure(id);
                let label = format!("{}, {}", measure.unit.noun(), measure.doc);
                report(Fault::new(code, format!("`{name}` {why}"), key.span(), label));
            }
        },
    }
    None
}

fn bad_points(points: f64, span: Span, p_value: Option<&Spanned<String>>) -> Option<Fault> {
    if points.abs() > MOST_POINTS {
        let title = format!("{points} decibans are more than one sign can give");
        return Some(
            Fault::new(code::POINTS, title, span, format!("at most {MOST_POINTS}, a thousand to one"))
                .help("10 is ten times the odds, 3 is double"),
        );
    }
    let p_value = p_value.filter(|_| points <= 0.0)?;
    Some(
        Fault::new(code::P_VALUE, "a p-value cannot speak against", span, "not above 0")
            .context(p_value.span(), "the p-value gives up to `points`"),
    )
}

fn self_test(test: &TestFile, names: &Names<'_>, report: &mut impl FnMut(Fault)) -> SelfTest {
    let mut measures = Vec::new();
    for given in &test.measures {
        match names.find(given.name.get_ref()) {
            Err(unknown) => report(unknown.fault(given.name.span())),
            Ok(id) => match value_of(given, names.measure(id)) {
                Ok(value) => measures.push((id, value)),
                Err(fault) => report(fault),
            },
        }
    }
    SelfTest { name: test.name.clone(), expected: test.expected, measures }
}

/// The value that a test gives a measure, in base units.
fn value_of(given: &Given, measure: &Measure) -> Result<f64, Fault> {
    let (name, unit, span) = (&measure.name, measure.unit, given.value.span());
    let fault = |title: String, label: String| Fault::new(code::TEST_VALUE, title, span.clone(), label);
    let wrong = |label: &str| fault(format!("`{name}` is {}", unit.noun()), label.to_owned());
    let (value, written) = match given.value.get_ref() {
        GivenValue::Flag(is) if unit == Unit::Flag => return Ok(f64::from(u8::from(*is))),
        GivenValue::Flag(_) => return Err(wrong("not true or false")),
        _ if unit == Unit::Flag => return Err(wrong("write true or false, without quotes")),
        GivenValue::Number(number) => (*number, Written::Bare),
        GivenValue::Text(text) => quantity(text).map_err(|inner| {
            let mut outer = fault(inner.title.into(), inner.label.into());
            outer.help = inner.help;
            outer
        })?,
    };
    match (unit, written) {
        (Unit::Share, Written::Share) | (Unit::Duration, Written::Duration) => {}
        (Unit::Count | Unit::Number, Written::Bare) => {}
        (_, Written::Bare) if value == 0.0 => {}
        (_, Written::Bare) => return Err(wrong(&format!("{}, in quotes", write_a_unit(unit, &value.to_string())))),
        (_, Written::Share) => return Err(wrong("this is a share")),
        (_, Written::Duration) => return Err(wrong("this is a duration")),
    }
    if value < measure.range.0 || value > measure.range.1 {
        return Err(fault(format!("`{name}` cannot be {}", format(unit, value)), measure.range_text()));
    }
    Ok(value)
}
