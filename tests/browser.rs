//! The HTML report in a real browser: screenshots, a finding clicked off, no request, nothing that runs from an input, a validator and an
//! accessibility checker. Needs a Chromium, Node and `npm ci` in tests/browser; without them it says so and checks nothing.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use assert_cmd::cargo::CommandCargoExt;
use support::browser::{Browser, browser};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn fineness(arguments: &[&str]) -> Vec<u8> {
    let output = Command::cargo_bin("fineness").unwrap().current_dir(root()).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn hostile_history() -> String {
    let evil = r#"</script><script>owned=1</script><img src=x onerror=owned=1>\"'&\u202e\u001b[31m"#;
    let line = |number: u32| {
        format!(
            "{{\"id\":\"{evil}{number}\",\"author\":\"{evil}\",\"created_at\":{},\"text\":\"{evil} #klout #perk #KloutPerk\",\"source\":\"{evil}\"}}\n",
            1_330_000_000 + number * 4000
        )
    };
    (0..200).map(line).collect()
}

#[test]
fn browsers_show_what_the_report_says() {
    let Some(Browser { browser, node }) = browser("the HTML report") else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let society = folder.join("society.ndjson");
    let arguments =
        ["--seed", "3", "--accounts", "400", "--posts", "9000", "--ring-kinds", "spun", "--rings", "3", "--innocents", "0"];
    fs::write(&society, fineness(&[&["simulate", "ring"], &arguments[..]].concat())).unwrap();
    let hostile = folder.join("hostile.ndjson");
    fs::write(&hostile, hostile_history()).unwrap();
    let fixture = |case: &str, file: &str| format!("fixtures/{case}/{file}");
    for (name, input, claimed) in [
        ("calvin", fixture("calvin", "events.ndjson"), fixture("calvin", "claimed.csv")),
        ("big-ben", fixture("big-ben", "events.ndjson"), fixture("big-ben", "claimed.csv")),
        ("senior", fixture("senior", "events.ndjson"), fixture("senior", "claimed.csv")),
        ("ring", society.display().to_string(), fixture("calvin", "claimed.csv")),
        ("hostile", hostile.display().to_string(), fixture("calvin", "claimed.csv")),
    ] {
        let (saved, page) = (folder.join(format!("{name}.json")), folder.join(format!("{name}.html")));
        fineness(&["audit", &input, "--claimed", &claimed, "--exit-zero", "--output", saved.to_str().unwrap()]);
        fineness(&["convert", saved.to_str().unwrap(), "--output", page.to_str().unwrap()]);
    }
    for (name, other) in [("compared", "senior"), ("compared-hostile", "hostile")] {
        let file = |name: &str| folder.join(name).display().to_string();
        fineness(&["compare", &file("calvin.json"), &file(&format!("{other}.json")), "--output", &file(&format!("{name}.html"))]);
    }
    let (ring, site) = (folder.join("ring.json"), folder.join("site"));
    fineness(&["convert", ring.to_str().unwrap(), "--format", "html", "--output", &format!("{}/", site.display())]);
    for name in ["calvin", "hostile"] {
        let (saved, page) = (folder.join(format!("{name}.json")), folder.join(format!("{name}-notice.html")));
        let sender = ["--requester", "Example Ltd", "--contact", "privacy@example.com", "--output"];
        fineness(&[&["notice", saved.to_str().unwrap()], &sender[..], &[page.to_str().unwrap()]].concat());
    }
    let ranked = folder.join("ranked.html");
    let inputs = ["calvin", "big-ben", "senior"].map(|case| fixture(case, "events.ndjson"));
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    fineness(&[&["rank", "fixtures/all/claimed.csv"], &inputs[..], &["--output", ranked.to_str().unwrap()]].concat());
    let script = root().join("tests/browser/check.mjs");
    let output = Command::new(node).arg(script).arg(browser).arg(&folder).output().unwrap();
    let (said, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{wrong}");
    for picture in ["calvin-light-1100", "big-ben-dark-1100", "senior-light-1100", "ring-drawing", "calvin-without"] {
        assert!(fs::metadata(folder.join(format!("{picture}.png"))).unwrap().len() > 5_000, "{picture}");
    }
    println!("{}", said.trim());
}
