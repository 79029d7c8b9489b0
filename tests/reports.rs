//! Reports as users meet them: rendered again, checked again, and true to what they say of other cases.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

fn fineness() -> Command {
    let mut command = Command::cargo_bin("fineness").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1").env_remove("FINENESS_CONFIG");
    command
}

/// Runs the program and gives its exit code, standard output and standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = fineness().args(arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn case(name: &str) -> (String, String) {
    (format!("fixtures/{name}/events.ndjson"), format!("fixtures/{name}/claimed.csv"))
}

/// An audit of a fixture with its claimed score, saved as JSON.
fn saved(folder: &Path, name: &str, more: &[&str]) -> PathBuf {
    let (events, claimed) = case(name);
    let path = folder.join(format!("{name}.json"));
    let shown = path.to_str().unwrap();
    let (code, _, told) = run(&[&["audit", &events, "--claimed", &claimed, "--exit-zero", "--output", shown], more].concat());
    assert_eq!(code, 0, "{told}");
    path
}

fn value(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_saved_report_is_rendered_without_its_input() {
    let folder = tempfile::tempdir().unwrap();
    let saved = saved(folder.path(), "calvin", &[]);
    let (events, claimed) = case("calvin");
    for format in ["text", "json", "ndjson", "csv", "md", "sarif"] {
        let first = run(&["audit", &events, "--claimed", &claimed, "--exit-zero", "--format", format]).1;
        let again = run(&["convert", saved.to_str().unwrap(), "--format", format]);
        assert_eq!((again.0, &again.1), (0, &first), "{format}");
    }
    assert_eq!(run(&["convert", &events, "--format", "md"]).0, 2, "an input is no report");
}

#[test]
fn what_a_finding_costs_is_what_the_audit_says_without_it() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["calvin", "big-ben", "newcomer", "metronome"] {
        let report = value(&saved(folder.path(), name, &[]));
        let account = &report["accounts"][0];
        let findings = account["findings"].as_array().unwrap();
        let switches = &account["switches"];
        let rules = switches["rules"].as_array().unwrap();
        assert_eq!(switches["adjusted"][0], account["adjusted"], "{name}");
        assert_eq!(switches["fineness"][0], account["fineness"], "{name}");
        assert_eq!(switches["adjusted"].as_array().unwrap().len(), 1 << rules.len());
        for (bit, rule) in rules.iter().enumerate() {
            let finding = findings.iter().find(|finding| finding["rule"] == *rule).unwrap();
            assert_eq!(switches["adjusted"][1 << bit], finding["without"], "{name} {rule}");
        }
        // Each finding, and each together with the first, accepted in a configuration: the audit must say what the table says.
        for one in 0..rules.len() {
            for other in [0, one] {
                let allow =
                    |rule: &Value| format!("[[allow]]\naccount = {}\nrule = {rule}\nreason = \"for a test\"\n", account["account"]);
                let config = folder.path().join("accepted.toml");
                let both = if one == other { allow(&rules[one]) } else { allow(&rules[one]) + &allow(&rules[other]) };
                fs::write(&config, both).unwrap();
                let (events, claimed) = case(name);
                let arguments = ["audit", &events, "--claimed", &claimed, "--exit-zero", "--format", "json"];
                let (code, text, told) = run(&[&arguments[..], &["--config", config.to_str().unwrap()]].concat());
                assert_eq!(code, 0, "{told}");
                let accepted: Value = serde_json::from_str(&text).unwrap();
                let choice = 1 << one | 1 << other;
                assert_eq!(accepted["accounts"][0]["adjusted"], switches["adjusted"][choice], "{name} {one} {other}");
                assert_eq!(accepted["accounts"][0]["fineness"], switches["fineness"][choice], "{name} {one} {other}");
            }
        }
    }
}
