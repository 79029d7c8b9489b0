//! Saved reports: any bytes, and true reports with anything in the place of some of their values, read back, rendered in every
//! form, compared and checked.
#![no_main]

use std::path::Path;
use std::sync::OnceLock;

use fineness::report::{Baseline, Document, Fingerprints, Format, replay, writer};
use fineness_fuzz::{Lines, assert_harmless};
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// A true report, of a history and of a ring.
fn report() -> &'static Value {
    static REPORT: OnceLock<Value> = OnceLock::new();
    REPORT.get_or_init(|| {
        let mut input = include_bytes!("../../fixtures/calvin/events.ndjson").to_vec();
        for number in 0..60 {
            let (post, account) = (number / 5, number % 5);
            let at = 1_335_348_000 + post * 86_400 + account * 7;
            input.extend_from_slice(
                format!("{{\"author\":\"ring{account}\",\"created_at\":{at},\"text\":\"the quick brown fox number {post} jumps over the lazy dog today\"}}\n")
                    .as_bytes(),
            );
        }
        let lines = Lines::audit("history.ndjson", &input).expect("a whole history");
        let mut report: Value = serde_json::from_slice(&lines.write(Format::Json)).expect("a report is JSON");
        // Long lists only make it slow.
        shorten(&mut report);
        report
    })
}

fn shorten(value: &mut Value) {
    match value {
        Value::Array(list) => {
            let fixed = list.len() == 24 || list.len() == 7;
            list.truncate(if fixed { 24 } else { 4 });
            list.iter_mut().for_each(shorten);
        }
        Value::Object(members) => members.values_mut().for_each(shorten),
        _ => {}
    }
}

/// Walks down to a value that the bytes choose and puts something else in its place.
fn edit(value: &mut Value, bytes: &mut Unstructured<'_>) -> Result<()> {
    match value {
        Value::Array(list) if !list.is_empty() && bytes.ratio(9, 10)? => {
            let place = bytes.choose_index(list.len())?;
            match bytes.int_in_range(0..=15u8)? {
                0 => drop(list.remove(place)),
                1 => list.extend(vec![list[place].clone(); bytes.int_in_range(0..=40)?]),
                _ => edit(&mut list[place], bytes)?,
            }
        }
        Value::Object(members) if !members.is_empty() && bytes.ratio(9, 10)? => {
            let key = members.keys().nth(bytes.choose_index(members.len())?).cloned().unwrap_or_default();
            if bytes.ratio(1, 15)? {
                members.remove(&key);
            } else if let Some(member) = members.get_mut(&key) {
                edit(member, bytes)?;
            }
        }
        leaf => {
            *leaf = match bytes.int_in_range(0..=7u8)? {
                0 => Value::Null,
                1 => bytes.arbitrary::<bool>()?.into(),
                2 => bytes.arbitrary::<i64>()?.into(),
                3 => bytes.arbitrary::<f64>()?.into(),
                4 => bytes.int_in_range(-3..=100i64)?.into(),
                5 => Value::Array(Vec::new()),
                _ => bytes.arbitrary::<String>()?.into(),
            }
        }
    }
    Ok(())
}

fn edited(bytes: &[u8]) -> Vec<u8> {
    let mut report = report().clone();
    let mut bytes = Unstructured::new(bytes);
    while !bytes.is_empty() && edit(&mut report, &mut bytes).is_ok() {}
    report.to_string().into_bytes()
}

fuzz_target!(|bytes: &[u8]| {
    let saved = match bytes.split_first() {
        Some((b'{' | b' ', _)) | None => bytes.to_vec(),
        Some((_, rest)) => edited(rest),
    };
    let name = Path::new("saved.json");
    let Ok(document) = Document::read(name, &saved[..]) else {
        let _ = Baseline::read(name, &saved[..]);
        return;
    };
    for format in Format::ALL {
        let mut out = Vec::new();
        replay(name, &saved[..], &mut *writer(format, Box::new(&mut out))).expect("what can be read can be rendered");
        assert_harmless(format, &out);
        if format == Format::Json {
            let mut again = Vec::new();
            replay(name, &out[..], &mut *writer(format, Box::new(&mut again))).expect("what was rendered can be read");
            assert_eq!(String::from_utf8_lossy(&out), String::from_utf8_lossy(&again), "rendering is stable");
        }
    }
    let mut marked = document.accounts;
    let baseline = Baseline::read(name, &saved[..]).expect("the same report");
    marked.iter_mut().for_each(|account| baseline.mark(account));
    let _ = Fingerprints::read(name, &saved[..]).expect("the same report");
});
