//! What is missing says nothing: inputs of the latest records only, and times without a zone.

use assert_cmd::Command;
use serde_json::Value;

/// Audits events in the canonical form and gives the report in a form.
fn audit(lines: &str, format: &str) -> String {
    let mut command = Command::cargo_bin("fineness").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1").env_remove("FINENESS_CONFIG");
    let output = command.args(["audit", "--format", format, "-"]).write_stdin(lines).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The line of the only account.
fn account(lines: &str) -> Value {
    let report = audit(lines, "ndjson");
    let line = report.lines().find(|line| line.starts_with("{\"type\":\"account\"")).unwrap();
    serde_json::from_str(line).unwrap()
}

fn not_assessed(account: &Value) -> Vec<&str> {
    account["not_assessed"].as_array().unwrap().iter().map(|rule| rule["rule"].as_str().unwrap()).collect()
}

/// Thirty weeks, of which the last fifteen have ten times as many posts.
fn ramp(more: &str) -> String {
    let mut lines = String::new();
    for day in 0..210i64 {
        let posts = if day < 105 { i64::from(day % 3 == 0) } else { 3 + day % 2 };
        for post in 0..posts {
            let second = 1_325_376_000 + day * 86_400 + 36_000 + post * 7_919 + day * day % 3_600;
            lines += &format!("{{\"author\":\"ann\",\"created_at\":{second},\"text\":\"on day {day} thing {post}\"{more}}}\n");
        }
    }
    lines
}

#[test]
fn the_course_of_a_window_is_not_assessed() {
    let whole = account(&ramp(""));
    assert_eq!((&whole["window"], not_assessed(&whole).contains(&"ramp")), (&false.into(), false));
    let window = account(&ramp(",\"window\":true"));
    assert_eq!((&window["window"], &window["events"]), (&true.into(), &whole["events"]));
    assert!(not_assessed(&window).contains(&"ramp"), "{window}");
    let said = format!("a window of the last {} items", window["events"]);
    for format in ["text", "md", "html"] {
        let report = audit(&ramp(",\"window\":true"), format).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(report.to_lowercase().contains(&said), "{format}: {report}");
    }
    assert!(!audit(&ramp(""), "text").contains("window of the last"));
}

#[test]
fn a_window_that_begins_later_than_the_rest_takes_nothing_away() {
    let older = "{\"author\":\"ann\",\"created_at\":\"2011-12-01T10:00:00Z\",\"text\":\"from an archive\"}\n";
    let both = account(&(older.to_owned() + &ramp(",\"window\":true")));
    assert_eq!(both["window"], false);
    assert!(!not_assessed(&both).contains(&"ramp"));
}

#[test]
fn hours_are_not_compared_across_zones() {
    let rests = |lines: &str| account(lines)["not_assessed"].as_array().unwrap().iter().any(|rule| rule["rule"] == "never-rests");
    let zoned = |zone: &str, hour: i64| -> String {
        let post = |post: i64| {
            let day = fineness::event::rfc3339((1_325_376_000 + post / 4 * 86_400) * 1_000, false);
            let clock = format!("{:02}:{:02}:07", hour + post % 4 * 2, post * 7 % 60);
            format!("{{\"author\":\"ann\",\"created_at\":\"{}T{clock}{zone}\",\"text\":\"word {post}\"}}\n", &day[..10])
        };
        (0..240).map(post).collect()
    };
    assert!(!rests(&zoned("Z", 8)) && !rests(&zoned("", 8)));
    assert!(rests(&(zoned("Z", 8) + &zoned("", 15))));
    assert_eq!(account(&zoned("", 8))["zoneless"], true);
    assert!(audit(&zoned("", 8), "text").contains("as written, zone unknown"));
}
