//! The notice to the person concerned, from a report and from inputs, and the form in it.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// Runs the program and gives its exit code, standard output and standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("fineness").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1").env_remove("FINENESS_CONFIG");
    let output = command.args(arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

const EVENTS: &str = "fixtures/calvin/events.ndjson";
const CLAIMED: &str = "fixtures/calvin/claimed.csv";

fn saved(folder: &Path, more: &[&str]) -> Value {
    let path = folder.join("audit.json");
    let arguments = ["audit", EVENTS, "--claimed", CLAIMED, "--exit-zero", "--output", path.to_str().unwrap()];
    let (code, _, told) = run(&[&arguments[..], more].concat());
    assert_eq!(code, 0, "{told}");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_report_and_its_inputs_give_the_same_notice_and_its_numbers_are_the_reports() {
    let folder = tempfile::tempdir().unwrap();
    let report = saved(folder.path(), &[]);
    let path = folder.path().join("audit.json");
    let sender = ["--requester", "Example Ltd", "--contact", "privacy@example.com", "--respond-by", "2026-12-31"];
    let (code, text, told) = run(&[&["notice", path.to_str().unwrap()], &sender[..]].concat());
    assert_eq!((code, told.as_str()), (0, ""));
    assert_eq!(run(&[&["notice", EVENTS, "--claimed", CLAIMED, "--account", "calvin"], &sender[..]].concat()).1, text);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let account = &report["accounts"][0];
    let finding = &account["findings"][0];
    let turn = finding["measured"].as_array().unwrap().iter().find_map(|measured| measured["turns"].as_str()).unwrap();
    let figure = |value: &Value| format!("{:.1}", value.as_f64().unwrap().abs());
    for said in [
        format!("{} claimed, {} adjusted", figure(&account["claimed"]), figure(&account["adjusted"])),
        format!("−{}", figure(&finding["points"])),
        format!("klout would be {}", figure(&finding["without"])),
        format!("{turn} instead of"),
        "until 2026-12-31".to_owned(),
        "Write to privacy@example.com".to_owned(),
        report["run"]["rules_sha256"].as_str().unwrap().to_owned(),
    ] {
        assert!(words.contains(&said), "{said}: {words}");
    }
    for format in ["md", "html"] {
        let (code, page, _) = run(&["notice", path.to_str().unwrap(), "--format", format]);
        assert!(code == 0 && page.contains(&figure(&finding["without"])), "{format}");
    }
}

#[test]
fn the_form_is_refused_as_it_is_and_honoured_once_filled_in() {
    let folder = tempfile::tempdir().unwrap();
    let before = saved(folder.path(), &[]);
    let form = folder.path().join("corrections.toml");
    let (code, text, told) = run(&["notice", EVENTS, "--claimed", CLAIMED, "--form", form.to_str().unwrap()]);
    assert_eq!((code, told.contains("gaps to fill in")), (0, true), "{told}");
    let whole = fs::read_to_string(&form).unwrap();
    let events = before["accounts"][0]["findings"][0]["events_total"].as_u64().unwrap();
    assert_eq!(whole.matches("  \"calvin-").count() as u64, events, "every event is in the file, the first ones in the notice");
    assert!(text.contains("more in the full report"));
    let audit = || run(&["audit", EVENTS, "--claimed", CLAIMED, "--exit-zero", "--corrections", form.to_str().unwrap()]);
    let (code, _, told) = audit();
    assert!(code == 2 && told.contains("the reason says nothing") && told.contains('^'), "{told}");
    let filled = whole
        .replace("reason = \"\"", "reason = \"not mine\"")
        .replace("by = \"\"", "by = \"Calvin\"")
        .replace("date = \"\"", "date = \"2026-11-20\"");
    fs::write(&form, filled).unwrap();
    let (code, text, told) = audit();
    assert!(code == 0 && text.contains(&format!("{events} records left out, disputed by Calvin")), "{text}{told}");
}

#[test]
fn whom_a_notice_is_for_has_to_be_clear() {
    let folder = tempfile::tempdir().unwrap();
    saved(folder.path(), &[]);
    let path = folder.path().join("audit.json");
    let report = path.to_str().unwrap();
    for (arguments, told) in [
        (vec!["notice", report, "--account", "nobody"], "no account is called `nobody`; there are calvin"),
        (vec!["notice", report, "--format", "csv"], "a notice is text, md or html"),
        (vec!["notice", report, "--claimed", "calvin=80"], "is a saved report"),
        (vec!["notice", EVENTS, "fixtures/senior/events.ndjson"], "say with --account which one the notice is for"),
    ] {
        let (code, _, message) = run(&arguments);
        assert!(code == 2 && message.contains(told), "{told}: {message}");
    }
    let (code, text, told) = run(&["notice", report, "--stage", "final"]);
    assert!(code == 0 && told.contains("who reviewed the result (--reviewer)") && text.contains("__________"), "{told}");
}
