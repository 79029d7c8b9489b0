//! Accounts whose truth is known: evaluating on them, fitting points to them, measuring people by them.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use fineness::simulate::{self, Kind, Options};
use tempfile::TempDir;

const KINDS: [Kind; 6] = [Kind::Editor, Kind::Hawkes, Kind::NightShift, Kind::Insomniac, Kind::Metronome, Kind::LooseTimer];

/// Ten accounts of each of six kinds, and what is true of them.
fn labelled() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (mut events, mut labels) = (Vec::new(), String::from("account,label,shift\n"));
    for kind in KINDS {
        for seed in 0..10 {
            let account = format!("{}-{seed}", kind.name());
            let options = Options { account: Some(account.clone()), posts: Some(150), ..Options::default() };
            simulate::write_ndjson(&simulate::history(kind, 500 + seed, &options), &mut events).unwrap();
            let shift = if matches!(kind, Kind::NightShift | Kind::Insomniac) { "night" } else { "day" };
            writeln!(labels, "{account},{},{shift}", kind.truth().label()).unwrap();
        }
    }
    fs::write(folder.path().join("events.ndjson"), events).unwrap();
    fs::write(folder.path().join("labels.csv"), labels).unwrap();
    folder
}

/// Runs a command on the accounts, and gives the exit code and what it printed.
fn run(folder: &TempDir, arguments: &[&str]) -> (i32, String) {
    let path = |name: &str| folder.path().join(name);
    let output = Command::cargo_bin("fineness")
        .unwrap()
        .current_dir(folder.path())
        .args(arguments)
        .arg(path("events.ndjson"))
        .arg("--truth")
        .arg(path("labels.csv"))
        .output()
        .unwrap();
    let printed = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(printed).unwrap())
}

#[test]
fn an_evaluation_tells_people_from_timers_and_breaks_them_down() {
    let folder = labelled();
    let (code, printed) = run(&folder, &["evaluate", "--folds", "5", "--by", "shift"]);
    assert_eq!(code, 0, "{printed}");
    assert!(printed.starts_with("all: 40 people, 20 others; AUROC 1.000; average precision 1.000;"), "{printed}");
    assert!(printed.contains("  10% of all: 100% as observed"), "{printed}");
    assert!(printed.contains("by shift") && printed.contains("  night: 20 people, 0% named, impact ratio 1.000"), "{printed}");
    assert!(printed.contains("metronome            bot 10 of 20"), "{printed}");
    let (code, printed) = run(&folder, &["evaluate", "--by", "age"]);
    assert_eq!((code, printed.contains("no column `age`; it has account, label, shift")), (2, true), "{printed}");
}

#[test]
fn fitted_points_are_written_and_used() {
    let folder = labelled();
    let rules = folder.path().join("rules");
    fs::create_dir(&rules).unwrap();
    let points: PathBuf = rules.join("points.toml");
    let arguments = ["calibrate", "--source", "invented", "--output", points.to_str().unwrap()];
    let (code, printed) = run(&folder, &arguments);
    assert_eq!(code, 0, "{printed}");
    assert!(printed.contains("cross-validated in 5 folds"), "{printed}");
    let written = fs::read_to_string(&points).unwrap();
    assert!(written.contains("accounts  = 60\npositives = 20") && written.contains("[rules.metronome]"), "{written}");
    let (code, explained) = {
        let output = Command::cargo_bin("fineness")
            .unwrap()
            .args(["rules", "explain", "metronome", "--rules", rules.to_str().unwrap()])
            .output()
            .unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(code, 0);
    assert!(explained.contains("fitted to labelled histories, give or take"), "{explained}");
    let (code, printed) =
        run(&folder, &["calibrate", "--source", "x", "--human", "human,bot", "--output", points.to_str().unwrap()]);
    assert_eq!((code, printed.contains("both kinds are needed")), (2, true), "{printed}");
}

#[test]
fn people_can_be_measured_and_p_values_checked_on_them() {
    let folder = labelled();
    let (code, printed) =
        run(&folder, &["reference", "measure", "--table", "x", "--source", "invented", "--only", "pauses.entropy"]);
    assert_eq!(code, 0, "{printed}");
    assert!(printed.starts_with("[x]\npeople = 40\nsource = \"invented\"\n\n[x.rows]\n\"pauses.entropy\" = [\n"), "{printed}");
    let (code, printed) = run(&folder, &["reference", "check", "--window", "150", "--part", "1/1"]);
    assert_eq!(code, 0, "{printed}");
    let cadence = printed.lines().find(|line| line.starts_with("cadence.p_value")).expect("a line for it");
    assert_eq!(cadence.split_whitespace().nth(1), Some("40"), "{printed}");
}
