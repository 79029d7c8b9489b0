//! The program as a user meets it: exit codes, messages, and the same bytes whatever the threads, the order and the split.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use flate2::Compression;
use flate2::write::GzEncoder;

fn fineness() -> Command {
    let mut command = Command::cargo_bin("fineness").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1").env_remove("FINENESS_CONFIG");
    command
}

fn fixture(case: &str) -> PathBuf {
    Path::new("fixtures").join(case).join("events.ndjson")
}

fn accounts_of(output: &[u8]) -> String {
    String::from_utf8(output.to_vec())
        .unwrap()
        .lines()
        .filter(|line| !line.starts_with("{\"type\":\"run\""))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// Runs an audit and gives the exit code, the account and ring lines, and what it said on standard error.
fn audit(arguments: &[&str], inputs: &[&Path]) -> (i32, String, String) {
    let output = fineness().arg("audit").args(["--format", "ndjson"]).args(arguments).args(inputs).output().unwrap();
    (output.status.code().unwrap(), accounts_of(&output.stdout), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn threads_and_order_of_inputs_change_no_byte() {
    let (big_ben, calvin, editor) = (fixture("big-ben"), fixture("calvin"), fixture("editor"));
    let run = |threads: &str, inputs: &[&Path]| {
        let output = fineness().args(["audit", "--format", "ndjson", "--threads", threads]).args(inputs).output().unwrap();
        output.stdout
    };
    let expected = run("1", &[&big_ben, &calvin, &editor]);
    assert!(expected.len() > 1000);
    assert_eq!(run("2", &[&big_ben, &calvin, &editor]), expected);
    assert_eq!(run("7", &[&editor, &big_ben, &calvin]), expected);
}

#[test]
fn a_file_may_be_cut_in_two_and_repeated() {
    let whole = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture("calvin"))).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let (first, second) = lines.split_at(lines.len() / 3);
    let path = |name: &str| folder.path().join(name);
    fs::write(path("z-first.ndjson"), first.join("\n")).unwrap();
    fs::write(path("a-second.ndjson"), second.join("\n")).unwrap();
    let strip_place = |lines: String| {
        let mut value: serde_json::Value = serde_json::from_str(&lines).unwrap();
        for finding in value["findings"].as_array_mut().unwrap() {
            for evidence in finding["evidence"].as_array_mut().unwrap() {
                evidence.as_object_mut().unwrap().retain(|key, _| key != "file" && key != "byte");
            }
        }
        value
    };
    let expected = strip_place(audit(&["--claimed", "calvin=74"], &[&fixture("calvin")]).1);
    let cut = strip_place(audit(&["--claimed", "calvin=74"], &[&path("z-first.ndjson"), &path("a-second.ndjson")]).1);
    assert_eq!(cut, expected);
    let mut twice =
        strip_place(audit(&["--claimed", "calvin=74"], &[&path("z-first.ndjson"), &path("a-second.ndjson"), &fixture("calvin")]).1);
    assert_eq!(twice["repeated"], 630);
    twice["repeated"] = 0.into();
    assert_eq!(twice, expected, "an event that two exports hold counts once");
}

#[test]
fn exit_codes_say_what_happened() {
    let with_findings = audit(&[], &[&fixture("calvin")]);
    assert_eq!(with_findings.0, 1);
    assert_eq!(audit(&["--exit-zero"], &[&fixture("calvin")]).0, 0);
    assert_eq!(audit(&["--fail-on", "automated"], &[&fixture("calvin")]).0, 0);
    assert_eq!(audit(&["--fail-on", "gamed,spam"], &[&fixture("calvin")]).0, 1);
    assert_eq!(audit(&[], &[&fixture("editor")]).0, 0);
    assert_eq!(audit(&["--prior", "200%"], &[&fixture("editor")]).0, 2);
    assert_eq!(audit(&[], &[Path::new("no-such-file")]).0, 2);
    assert_eq!(audit(&["--claimed", "calvin=much"], &[&fixture("calvin")]).0, 2);
}

fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn bad_input_is_told_and_never_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let good = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture("senior"))).unwrap();
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(&good).unwrap();
    let packed = packed.finish().unwrap();
    let mut broken = good.clone();
    broken.extend(b"{\"author\":\"x\",\"created_at\":\n");
    let mut foreign = good.clone();
    foreign.extend(b"{\"author\":\"caf\xe9\",\"created_at\":\"2012-01-01T00:00:00Z\"}\n");
    let mut future = good.clone();
    future.extend(b"{\"author\":\"x\",\"created_at\":\"2099-01-01T00:00:00Z\"}\n");
    let cases: [(&str, Vec<u8>, i32, &str); 8] = [
        ("truncated.ndjson.gz", packed[..packed.len() - 40].to_vec(), 3, "IN-TRUNC"),
        ("broken.ndjson", broken, 3, "IN-LINE"),
        ("page.json", b"<!DOCTYPE html><html><body>Sign in</body></html>".to_vec(), 2, "HTML"),
        ("nothing.json", Vec::new(), 2, "empty"),
        ("deep.json", [vec![b'['; 100_000], vec![b']'; 100_000]].concat(), 2, ""),
        ("foreign.ndjson", foreign, 0, "IN-ENC"),
        ("future.ndjson", future, 3, "TIME-BAD"),
        ("noise.bin", (0..5000u32).map(|byte| (byte.wrapping_mul(2_654_435_761) >> 13) as u8).collect(), 2, ""),
    ];
    for (name, bytes, code, message) in cases {
        let (found, _, told) = audit(&["--exit-zero"], &[&written(folder.path(), name, &bytes)]);
        assert_eq!(found, code, "{name}: {told}");
        assert!(!told.is_empty() && told.contains(message), "{name}: {told}");
        assert!(!told.contains("panicked"), "{name}: {told}");
    }
}

#[test]
fn a_partial_input_may_be_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture("senior"))).unwrap();
    lines.extend(b"not json\n");
    let path = written(folder.path(), "a.ndjson", &lines);
    assert_eq!(audit(&[], &[&path]).0, 3);
    assert_eq!(audit(&["--allow-partial"], &[&path]).0, 0);
}

#[test]
fn a_configuration_switches_off_and_allows_with_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let config = |text: &str| written(folder.path(), "fineness.toml", text.as_bytes());
    let path = config("[[allow]]\naccount = \"calvin\"\nreason = \"reviews samples, and says so\"\nuntil = \"2099-01-01\"\n");
    let (code, lines, _) = audit(&["--config", path.to_str().unwrap()], &[&fixture("calvin")]);
    assert_eq!(code, 0);
    assert!(lines.contains("\"findings\":[]") && lines.contains("reviews samples"), "{lines}");
    let path = config("[[allow]]\naccount = \"nobody\"\nreason = \"left over\"\n");
    let (_, _, told) = audit(&["--config", path.to_str().unwrap()], &[&fixture("calvin")]);
    assert!(told.contains("allows nothing"), "{told}");
    let path = config("[[disable]]\nrule = \"perk-campain\"\nreason = \"typo\"\n");
    let (code, _, told) = audit(&["--config", path.to_str().unwrap()], &[&fixture("calvin")]);
    assert_eq!(code, 2);
    assert!(told.contains("perk-campain"), "{told}");
}

#[test]
fn standard_input_is_read_and_import_is_stable() {
    let lines = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture("big-ben"))).unwrap();
    let output = fineness().args(["audit", "-", "--format", "ndjson"]).write_stdin(lines.clone()).output().unwrap();
    let text = accounts_of(&output.stdout);
    assert!(text.contains("declared_automation") && text.contains("big_ben_clock-1"), "{text}");
    let imported = fineness().args(["import", "-"]).write_stdin(lines).output().unwrap().stdout;
    let again = fineness().args(["import", "-"]).write_stdin(imported.clone()).output().unwrap().stdout;
    assert_eq!(imported, again);
    assert!(!imported.is_empty());
}

#[test]
fn rules_can_be_listed_explained_tested_and_begun() {
    let run = |arguments: &[&str]| fineness().arg("rules").args(arguments).output().unwrap();
    let listed = String::from_utf8(run(&["list"]).stdout).unwrap();
    assert!(listed.lines().filter(|line| line.contains("cadence") || line.contains("incentive")).count() >= 7, "{listed}");
    assert!(String::from_utf8(run(&["explain", "metronome"]).stdout).unwrap().contains("fixed timer"));
    assert_eq!(run(&["test"]).status.code(), Some(0));
    assert_eq!(run(&["explain", "metronom"]).status.code(), Some(2));
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("mine");
    fs::create_dir(&own).unwrap();
    fs::write(own.join("my-rule.toml"), run(&["new", "my-rule"]).stdout).unwrap();
    let checked = run(&["check", own.to_str().unwrap()]);
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stdout));
}

#[test]
fn the_schema_the_manual_and_completions_are_printed() {
    for arguments in [&["schema"][..], &["man"], &["completions", "bash"], &["--help"]] {
        let output = fineness().args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert!(output.stdout.len() > 200, "{arguments:?}");
    }
}

#[test]
fn import_tells_what_came_in() {
    let folder = tempfile::tempdir().unwrap();
    let outbox = concat!(
        "{\"type\":\"OrderedCollection\",\"id\":\"outbox.json\",\"totalItems\":4,\"orderedItems\":[",
        "{\"id\":\"https://m.example/users/ann/statuses/109349586190966784/activity\",\"type\":\"Announce\",\"actor\":\"https://m.example/users/ann\",\"published\":\"2022-11-15T19:57:49Z\",\"object\":\"https://m.example/x\"},",
        "{\"id\":\"https://m.example/users/ann/statuses/109449586190966784/activity\",\"type\":\"Create\",\"actor\":\"https://m.example/users/ann\",\"published\":\"2022-12-03T11:48:56Z\",\"object\":{\"content\":\"<p>hello</p>\"}}]}",
    );
    let events = "{\"author\":\"bea\",\"created_at\":\"2012-04-25 10:00:00\",\"text\":\"x\"}\n{\"author\":\"bea\",\"created_at\":\"2012-04-25 10:00:00\",\"text\":\"x\"}\n{\"author\":\"bea\",\n{\"author\":\"cid\",\"created_at\":\"2012-04-24T10:00Z\"}\n{\"author\":\"cid\"}\n";
    fs::write(folder.path().join("outbox.json"), outbox).unwrap();
    fs::write(folder.path().join("events.ndjson"), events).unwrap();
    let output =
        fineness().current_dir(folder.path()).args(["import", "--stats", "events.ndjson", "outbox.json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    insta::assert_snapshot!("what_came_in", String::from_utf8(output.stdout).unwrap());
    let output =
        fineness().current_dir(folder.path()).args(["import", "--stats", "--format", "json", "outbox.json"]).output().unwrap();
    let figures: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &figures["partial"], &figures["codes"]["IN-COUNT"]), (Some(0), &false.into(), &1.into()));
    assert_eq!((&figures["checks"][0]["expected"], &figures["checks"][0]["found"]), (&4.into(), &2.into()));
    assert_eq!(figures["inputs"][0]["kinds"], serde_json::json!({"post": 1, "repost": 1}));
}
