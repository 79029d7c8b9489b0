//! `fineness filter` as its users meet it: verdicts with reasons, bills that add up, the same bytes every time, and no look at
//! labels.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const BLOG: &str = "fixtures/comments/blog.ndjson";

fn fineness() -> Command {
    let mut command = Command::cargo_bin("fineness").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1").env_remove("FINENESS_CONFIG");
    command
}

/// The exit code and the lines of a run.
fn filter(arguments: &[&str]) -> (i32, Vec<Value>) {
    let output = fineness().args(["filter", "--format", "ndjson"]).args(arguments).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn items(lines: &[Value]) -> Vec<&Value> {
    lines.iter().filter(|line| line["type"] == "item").collect()
}

#[test]
fn people_are_kept_and_spam_is_found_with_reasons() {
    let (code, lines) = filter(&[BLOG]);
    assert_eq!(code, 1);
    for item in items(&lines) {
        let id = item["id"].as_str().unwrap();
        match &id[..1] {
            "h" => assert_eq!(item["verdict"], "ham", "{id}: {item}"),
            "s" => {
                assert_eq!(item["verdict"], "spam", "{id}: {item}");
                let finding = &item["findings"][0];
                assert!(!finding["says"].as_str().unwrap().is_empty() && !finding["innocent"].as_array().unwrap().is_empty());
            }
            _ => {}
        }
    }
    let of = |id: &str| items(&lines).into_iter().find(|item| item["id"] == id).unwrap();
    assert_eq!(of("p1")["verdict"], "ham");
    assert_ne!(of("p2")["verdict"], "ham");
    let words = of("s1")["findings"][0]["words"][0].as_str().unwrap();
    assert_eq!(words, "cheap flights, cheap hotels, holiday deals");
}

#[test]
fn spun_comments_are_named_as_a_ring() {
    let (_, lines) = filter(&[BLOG]);
    let ring = lines.iter().find(|line| line["type"] == "ring").expect("a lead");
    assert_eq!(ring["members"], serde_json::json!(["Garage Door Repair Denver", "payday loans"]));
    let of = |id: &str| items(&lines).into_iter().find(|item| item["id"] == id).unwrap()["ring"].clone();
    assert_eq!((of("s2"), of("s3"), of("s1")), (ring["ring"].clone(), ring["ring"].clone(), Value::Null));
}

#[test]
fn every_bill_adds_up_and_every_line_fits_the_schema() {
    let schema: Value = serde_json::from_slice(&fineness().arg("schema").output().unwrap().stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let (_, lines) = filter(&[BLOG]);
    assert!(lines.len() > 15);
    for line in &lines {
        assert!(validator.is_valid(line), "{line}");
    }
    for item in items(&lines) {
        let sum: f64 = item["bill"].as_array().unwrap().iter().map(|line| line["decibans"].as_f64().unwrap()).sum();
        assert!((sum - item["decibans"].as_f64().unwrap()).abs() < 1e-6, "{item}");
    }
    let run = lines.last().unwrap();
    assert_eq!((&run["type"], &run["events"]), (&"run".into(), &15.into()));
    assert_eq!(run["comments"]["spam"], 6);
}

#[test]
fn labels_are_never_looked_at() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(BLOG)).unwrap();
    let swapped = text.replace("\"spam\"}", "\"x\"}").replace("\"ham\"}", "\"spam\"}").replace("\"x\"}", "\"ham\"}");
    assert_ne!(text, swapped);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("blog.ndjson");
    fs::write(&path, swapped).unwrap();
    let (_, lines) = filter(&[path.to_str().unwrap()]);
    let (_, expected) = filter(&[BLOG]);
    let verdicts =
        |lines: &[Value]| items(lines).iter().map(|item| (item["id"].clone(), item["findings"].clone())).collect::<Vec<_>>();
    assert_eq!(verdicts(&lines), verdicts(&expected));
}

#[test]
fn threads_change_no_byte() {
    let run =
        |threads: &str| fineness().args(["filter", "--format", "ndjson", "--threads", threads, BLOG]).output().unwrap().stdout;
    assert_eq!(run("1"), run("3"));
}

#[test]
fn what_is_shown_and_what_fails_can_be_chosen() {
    let (code, lines) = filter(&["--only", "spam", "--exit-zero", BLOG]);
    assert_eq!((code, items(&lines).len()), (0, 6));
    let (code, _) = filter(&["--prior", "0.1%", "--fail-on", "spam,unsure", BLOG]);
    assert_eq!(code, 1, "some of it is doubtful whatever one believes beforehand");
    let output = fineness().args(["filter", "--only", "maybe", BLOG]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn only_author_and_text_are_needed() {
    let output = fineness()
        .args(["filter", "--format", "ndjson", "-"])
        .write_stdin("{\"author\":\"a\",\"text\":\"subscribe to my channel please\"}\n{\"text\":\"nobody\"}\n")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0]["verdict"], &lines[0]["id"]), (&"spam".into(), &Value::Null));
    // What nobody signed is judged too, each as if by an author of its own.
    assert_eq!(items(&lines)[1]["account"].as_str().map(|account| account.starts_with("[deleted]")), Some(true));
}

#[test]
fn the_page_reads_well() {
    let output = fineness().args(["filter", "--only", "spam,unsure", BLOG]).output().unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    let until_run: String = page.lines().take_while(|line| !line.contains("sha256")).map(|line| format!("{line}\n")).collect();
    insta::assert_snapshot!(until_run);
}
