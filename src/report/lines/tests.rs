//! The lines that programs read, checked against the schema that is published for them.

use serde_json::{Value, json};

use super::schema;
use crate::report::escape::acts;
use crate::report::samples::{big_ben, calvin, hostile, plain, ring, senior, summary};
use crate::report::{Format, RunLine, writer};
use crate::score::Verdict;

fn report(format: Format, verdicts: &[&Verdict]) -> String {
    let mut bytes = Vec::new();
    let mut report = writer(format, Box::new(&mut bytes));
    for verdict in verdicts {
        report.account(&(*verdict).clone().into()).unwrap();
        report.ring(&ring()).unwrap();
    }
    report.finish(&RunLine::from(&summary(verdicts))).unwrap();
    drop(report);
    String::from_utf8(bytes).unwrap()
}

fn lines(verdicts: &[&Verdict]) -> Vec<Value> {
    report(Format::Ndjson, verdicts).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_line_fits_the_published_schema() {
    let schema = serde_json::to_value(schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut broken = calvin();
    broken.axes[0].probability = f64::NAN;
    broken.axes[1].decibans = f64::INFINITY;
    (broken.findings[0].points, broken.findings[0].p_value) = (Some(f64::NAN), Some(f64::INFINITY));
    for line in lines(&[&calvin(), &big_ben(), &senior(), &plain(), &hostile(), &broken]) {
        let errors: Vec<String> = validator.iter_errors(&line).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
    assert!(!validator.is_valid(&json!({"type": "account", "account": "a"})));
}

#[test]
fn big_ben_reads_as_the_contract_says() {
    let line = &lines(&[&big_ben()])[0];
    for (key, value) in [
        ("type", json!("account")),
        ("account", json!("big_ben_clock")),
        ("verdict", json!("declared_automation")),
        ("fineness", json!(23)),
        ("interval", json!([20, 60])),
        ("claimed", json!(70.0)),
        ("adjusted", json!(1.6)),
        ("adjusted_interval", json!([1.4, 4.2])),
        ("from", json!("2012-01-01T00:00:00Z")),
        ("rings", json!(["r1"])),
    ] {
        assert_eq!(line[key], value, "{key}");
    }
    assert_eq!((&line["automation"]["probability"], &line["automation"]["prior"]), (&json!(0.9796), &json!(0.1)));
    let finding = &line["findings"][0];
    assert_eq!(finding["events"], json!(["1001", "1002", "1003"]));
    assert_eq!((&finding["events_total"], &finding["p_value"], &finding["points"]), (&json!(300), &json!(1e-9), &json!(-34.2)));
    assert_eq!(line["findings"][2]["explained_by"], "big-ben");
    assert_eq!(line["findings"][1]["p_value"], Value::Null);
    let points: f64 = line["findings"].as_array().unwrap().iter().filter_map(|finding| finding["points"].as_f64()).sum();
    assert!((70.0 + points - 1.6).abs() < 1e-9);
}

#[test]
fn an_event_without_an_id_is_named_by_its_time() {
    let mut verdict = calvin();
    verdict.findings[0].exhibits[0].id = None;
    assert_eq!(lines(&[&verdict])[0]["findings"][0]["events"][0], "2012-01-01T09:00:00Z");
}

#[test]
fn a_line_starts_with_its_type() {
    let text = report(Format::Ndjson, &[&plain()]);
    let starts: Vec<&str> = text.lines().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(starts, [r#"{"type":"account""#, r#"{"type":"ring""#, r#"{"type":"run""#]);
}

#[test]
fn one_document_holds_the_same_lines() {
    let verdicts = [&calvin(), &senior()];
    let document: Value = serde_json::from_str(&report(Format::Json, &verdicts)).unwrap();
    let lines = lines(&verdicts);
    assert_eq!(document["accounts"], json!([lines[0], lines[2]]));
    assert_eq!(document["rings"], json!([lines[1], lines[3]]));
    assert_eq!(document["run"], lines[4]);
    let empty: Value = serde_json::from_str(&report(Format::Json, &[])).unwrap();
    assert_eq!((&empty["accounts"], &empty["rings"]), (&json!([]), &json!([])));
}

#[test]
fn hostile_words_come_back_whole_and_never_act() {
    for format in [Format::Json, Format::Ndjson] {
        assert!(!report(format, &[&hostile()]).chars().any(|character| acts(character) && character != '\n'));
    }
    assert_eq!(lines(&[&hostile()])[0]["account"], Value::String(hostile().account));
}

#[test]
fn the_schema_stays() {
    insta::assert_snapshot!(keys(&serde_json::to_value(schema()).unwrap()).join("\n"));
}

/// The names of all keys of each kind of line, as `line.key`.
fn keys(schema: &Value) -> Vec<String> {
    let mut keys = Vec::new();
    for (name, kind) in schema["$defs"].as_object().unwrap() {
        keys.extend(kind["properties"].as_object().into_iter().flatten().map(|(key, _)| format!("{name}.{key}")));
    }
    keys
}
