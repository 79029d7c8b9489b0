//! SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for tools that collect findings.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::bill::reason;
use super::escape::visible;
use super::ndjson::write_json;
use super::words::{evidence, plain, sentence, tier};
use super::{AccountLine, EvidenceLine, FindingLine, Report, RingLine, RunLine};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Places that a result names; collectors keep few.
const PLACES: usize = 10;

/// Writes one run of SARIF: a result for every finding and ring, written while they arrive.
pub(super) struct Sarif<W> {
    out: W,
    results: u64,
    /// Every rule that a result names, by id, with its place in the list.
    rules: BTreeMap<String, (usize, Value)>,
}

impl<W: Write> Sarif<W> {
    pub(super) fn new(out: W) -> Self {
        Sarif { out, results: 0, rules: BTreeMap::new() }
    }

    fn begin(&mut self) -> io::Result<()> {
        if self.results > 0 {
            return Ok(());
        }
        write!(self.out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"results\":[")
    }

    fn result(&mut self, result: &Value) -> io::Result<()> {
        self.begin()?;
        self.out.write_all(if self.results == 0 { b"\n" } else { b",\n" })?;
        self.results += 1;
        write_json(&mut self.out, result)
    }

    /// The place of a rule in the list, put there if it is new.
    fn rule(&mut self, id: &str, describe: impl FnOnce() -> Value) -> usize {
        if let Some((place, _)) = self.rules.get(id) {
            return *place;
        }
        let place = self.rules.len();
        self.rules.insert(id.to_owned(), (place, describe()));
        place
    }
}

impl<W: Write> Report for Sarif<W> {
    fn account(&mut self, account: &AccountLine) -> io::Result<()> {
        for finding in &account.findings {
            let place = self.rule(&finding.rule, || described(finding));
            self.result(&result(account, finding, place))?;
        }
        for rule in account.baseline.iter().flat_map(|baseline| &baseline.gone) {
            self.result(&gone(account, rule))?;
        }
        Ok(())
    }

    fn ring(&mut self, ring: &RingLine) -> io::Result<()> {
        let place = self.rule("ring", || {
            json!({
                "id": "ring",
                "shortDescription": {"text": "Accounts that act together"},
                "fullDescription": {"text": super::words::RINGS},
            })
        });
        let members: Vec<Value> = ring.members.iter().map(|member| logical(member)).collect();
        self.result(&json!({
            "ruleId": "ring",
            "ruleIndex": place,
            "level": if tier(ring) == "proven" { "warning" } else { "note" },
            "message": {"text": shown(&sentence(&ring.says))},
            "locations": [{"logicalLocations": members}],
            "partialFingerprints": {"members/v1": fingerprint(&ring.members.join("\n"))},
            "properties": {"ring": shown(&ring.ring), "tier": shown(tier(ring)), "bits": ring.bits, "pValue": ring.p_value},
        }))
    }

    fn finish(&mut self, run: &RunLine) -> io::Result<()> {
        self.begin()?;
        let mut rules: Vec<(usize, Value)> = std::mem::take(&mut self.rules).into_values().collect();
        rules.sort_by_key(|(place, _)| *place);
        let rules: Vec<Value> = rules.into_iter().map(|(_, rule)| rule).collect();
        let artifacts: Vec<Value> = run.inputs.iter().map(artifact).collect();
        let notes: Vec<Value> = run
            .diagnostics
            .iter()
            .map(|diagnostic| {
                let place = json!({"physicalLocation": {"artifactLocation": {"uri": uri(&diagnostic.file)}}});
                json!({
                    "level": if diagnostic.skipped { "warning" } else { "note" },
                    "message": {"text": shown(&diagnostic.to_string())},
                    "descriptor": {"id": diagnostic.code},
                    "locations": [place],
                })
            })
            .collect();
        let rest = json!({
            "tool": {"driver": {
                "name": "fineness",
                "version": run.version,
                "semanticVersion": run.version,
                "rules": rules,
                "properties": {"rulesSha256": run.rules_sha256, "configSha256": run.config_sha256, "calibrated": run.calibrated},
            }},
            "artifacts": artifacts,
            "invocations": [{"executionSuccessful": !run.partial, "toolExecutionNotifications": notes}],
            "columnKind": "unicodeCodePoints",
            "properties": {
                "accounts": run.accounts,
                "events": run.events,
                "prior": run.prior,
                "correctionsSha256": run.options.corrections_sha256,
            },
        });
        let mut tail = Vec::new();
        write_json(&mut tail, &rest)?;
        self.out.write_all(b"\n],")?;
        self.out.write_all(&tail[1..])?;
        self.out.write_all(b"]}\n")?;
        self.out.flush()
    }
}

fn described(finding: &FindingLine) -> Value {
    let innocent: Vec<String> = finding.innocent.iter().map(|innocent| sentence(innocent)).collect();
    json!({
        "id": finding.rule,
        "name": finding.title,
        "shortDescription": {"text": finding.title},
        "fullDescription": {"text": finding.why},
        "help": {"text": format!("It may also be: {}", innocent.join(" "))},
        "properties": {
            "family": finding.family,
            "axis": finding.axis,
            "suggests": finding.suggests,
            "condition": finding.condition,
        },
    })
}

fn result(account: &AccountLine, finding: &FindingLine, place: usize) -> Value {
    let taken = finding.points.unwrap_or(finding.fineness_points as f64);
    let cost = if taken == 0.0 { format!(" It takes nothing: {}.", reason(account, finding)) } else { String::new() };
    let text = format!("{} ({}){cost}", sentence(&finding.says), evidence(finding));
    let mut places: Vec<Value> = finding.evidence.iter().take(PLACES).map(|event| physical(event, account)).collect();
    if places.is_empty() {
        places.push(json!({"logicalLocations": [logical(&account.account)]}));
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": place,
        "level": if taken < 0.0 && account.verdict.accuses() { "warning" } else { "note" },
        "message": {"text": shown(&text)},
        "locations": places,
        "partialFingerprints": {"accountAndRule/v1": fingerprint(&format!("{}\n{}", account.account, finding.rule))},
        "properties": {
            "account": shown(&account.account),
            "verdict": plain(account.verdict),
            "decibans": finding.decibans,
            "points": finding.points,
            "finenessPoints": finding.fineness_points,
            "pValue": finding.p_value,
            "without": finding.without,
            "eventsTotal": finding.events_total,
        },
    });
    if let Some(since) = finding.since_baseline {
        result["baselineState"] = json!(since);
    }
    result
}

/// A finding that only the report has with which this one is compared.
fn gone(account: &AccountLine, rule: &str) -> Value {
    json!({
        "ruleId": rule,
        "level": "note",
        "baselineState": "absent",
        "message": {"text": "The earlier report has it, and this one does not."},
        "locations": [{"logicalLocations": [logical(&account.account)]}],
        "partialFingerprints": {"accountAndRule/v1": fingerprint(&format!("{}\n{rule}", account.account))},
    })
}

fn physical(event: &EvidenceLine, account: &AccountLine) -> Value {
    let mut place = json!({
        "physicalLocation": {"artifactLocation": {"uri": uri(&event.file)}, "region": {"byteOffset": event.byte}},
        "logicalLocations": [logical(&account.account)],
    });
    let words = [event.id.as_deref(), Some(&event.at), event.text.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    place["message"] = json!({"text": shown(&words)});
    place
}

fn logical(account: &str) -> Value {
    json!({"name": shown(account), "kind": "account"})
}

fn artifact(input: &super::InputLine) -> Value {
    let counts = json!({"format": input.format, "read": input.read, "kept": input.kept, "skipped": input.skipped});
    let mut artifact = json!({"location": {"uri": uri(&input.file)}, "roles": ["analysisTarget"], "properties": counts});
    if let Some(sha256) = &input.sha256 {
        artifact["hashes"] = json!({"sha-256": sha256});
    }
    artifact
}

/// A path as a relative reference (RFC 3986): everything but the unreserved characters and `/` is encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b'\\' => uri.push('/'),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

fn shown(text: &str) -> Cow<'_, str> {
    // A message is plain text with `{0}` places and `[text](link)`; neither may come from an input (sections 3.11.5 and 3.11.6).
    let visible = visible(text);
    if !visible.contains(['[', ']', '{', '}', '\\']) {
        return visible;
    }
    let mut escaped = String::with_capacity(visible.len() + 8);
    for character in visible.chars() {
        match character {
            '[' | ']' | '\\' => escaped.extend(['\\', character]),
            '{' | '}' => escaped.extend([character, character]),
            plain => escaped.push(plain),
        }
    }
    Cow::Owned(escaped)
}

fn fingerprint(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text.as_bytes())[..16])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{big_ben, calvin, hostile, plain as ordinary, ring, senior, summary};
    use crate::score::Verdict;

    fn written(verdicts: &[Verdict]) -> Value {
        let mut bytes = Vec::new();
        let mut report = Sarif::new(&mut bytes);
        verdicts.iter().for_each(|verdict| report.account(&verdict.clone().into()).unwrap());
        if !verdicts.is_empty() {
            report.ring(&ring()).unwrap();
        }
        report.finish(&(&summary(&verdicts.iter().collect::<Vec<_>>())).into()).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    /// The schema of OASIS, as @microsoft/jest-sarif 1.0.0-beta.0 ships it (MIT).
    #[test]
    fn it_fits_the_official_schema() {
        // Its pattern for languages has a bracket too many, which no strict reader of expressions takes.
        let schema = include_str!("../../tests/sarif/sarif-2.1.0-rtm.5.json").replace("{2}]?$", "{2}$");
        let schema: Value = serde_json::from_str(&schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        for verdicts in [vec![calvin(), big_ben(), senior(), ordinary(), hostile()], vec![]] {
            let errors: Vec<String> = validator.iter_errors(&written(&verdicts)).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:?}");
        }
        let mut wrong = written(&[calvin()]);
        wrong["runs"][0]["results"][0]["level"] = json!("alarm");
        assert!(!validator.is_valid(&wrong));
    }

    #[test]
    fn results_name_their_rules_accounts_and_places() {
        let sarif = written(&[calvin(), big_ben()]);
        let run = &sarif["runs"][0];
        for result in run["results"].as_array().unwrap() {
            let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!(rule["id"], result["ruleId"]);
        }
        let first = &run["results"][0];
        assert_eq!(first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "posts.ndjson");
        assert_eq!((&first["level"], &first["properties"]["points"]), (&json!("warning"), &json!(-15.6)));
        assert_eq!(run["results"][2]["level"], "note", "what an account declares is no warning");
        assert_eq!(run["artifacts"][0]["hashes"]["sha-256"].as_str().unwrap().len(), 64);
    }

    #[test]
    fn words_of_an_input_are_no_placeholders_and_no_links() {
        assert_eq!(shown("[a](http://b) {0}"), "\\[a\\](http://b) {{0}}");
        assert_eq!(uri("a b/ä#?.zip!x:y\\z"), "a%20b/%C3%A4%23%3F.zip%21x%3Ay/z");
    }
}
