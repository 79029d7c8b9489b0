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
    assert!(printed.contains("by shift: 60 accounts, 0 more of unknown group in no rate"), "{printed}");
    assert!(printed.contains("  night  0 of 20; 95 % interval 0.0% to 16.8%"), "{printed}");
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

#[test]
fn groups_are_compared_alone_and_together_and_a_model_card_tells_what_was_measured() {
    let folder = labelled();
    let mut groups = String::from("account,sex,origin\n");
    for kind in KINDS {
        for seed in 0..10 {
            let (sex, origin) = (["f", "m"][seed % 2], ["here", "elsewhere", "unknown"][seed % 3]);
            writeln!(groups, "{}-{seed},{sex},{origin}", kind.name()).unwrap();
        }
    }
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("groups.csv"), groups).unwrap();
    let saved = path("evaluation.json");
    let arguments = ["evaluate", "--groups", &path("groups.csv"), "--save", &saved, "--source", "invented <b>people</b>"];
    let (code, printed) = run(&folder, &arguments);
    assert_eq!(code, 0, "{printed}");
    for told in ["by sex: 60 accounts, 0 more", "by origin: 42 accounts, 18 more", "by sex × origin: 42 accounts, 18 more"] {
        assert!(printed.contains(told), "{told}: {printed}");
    }
    let row = |name: &str| -> Vec<String> {
        let line = printed.lines().find(|line| line.starts_with(&format!("  {name} "))).expect("a row");
        line.split_whitespace().map(str::to_owned).collect()
    };
    assert_eq!(row("f")[1..3], ["30", "50.0%"], "{printed}");
    assert_eq!(row("f × elsewhere")[3], "6", "{printed}");

    let value: serde_json::Value = serde_json::from_str(&fs::read_to_string(&saved).unwrap()).unwrap();
    assert_eq!((&value["negatives"]["total"], &value["positives"]["total"]), (&40.into(), &20.into()));
    let metronome = &value["rules"]["metronome"];
    assert_eq!((&metronome["negatives"]["hit"], &metronome["positives"]["hit"]), (&0.into(), &10.into()));
    for compared in value["groups"].as_array().unwrap() {
        // Ratios are the rates over the largest rate.
        let groups = compared["groups"].as_array().unwrap();
        for key in ["left_alone", "above_fineness", "below_evidence"] {
            let rates = groups.iter().map(|group| group[key]["rate"].as_f64().unwrap());
            let most = rates.fold(0.0, f64::max);
            for group in groups.iter().filter(|_| most > 0.0) {
                let ratio = group[key]["impact_ratio"].as_f64().unwrap();
                assert!((ratio - group[key]["rate"].as_f64().unwrap() / most).abs() < 1e-12);
            }
        }
    }

    let card = |arguments: &[&str]| {
        let output = Command::cargo_bin("fineness").unwrap().arg("model-card").args(arguments).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    };
    let (code, text) = card(&[&saved]);
    assert_eq!(code, 0, "{text}");
    let of_metronome = text.split("\n### ").find(|part| part.starts_with("metronome:")).unwrap();
    assert!(of_metronome.contains("it fired on people 0 of ") && of_metronome.contains(", and on others 10 of "), "{of_metronome}");
    assert!(of_metronome.contains("- whom it may wrongly hit: ") && of_metronome.contains("- points: "), "{of_metronome}");
    assert!(text.contains("invented \\<b\\>people") && !text.contains("<b>"), "what its user wrote is no mark-up");
    let (_, bare) = card(&[]);
    let rules = bare.matches("\n### ").count();
    assert!(rules > 90 && bare.matches("- measured: not measured").count() == rules, "{rules}");
    let (code, told) = card(&[&path("labels.csv")]);
    assert!(code == 2 && told.contains("is no saved evaluation"), "{told}");
    let (code, told) = run(&folder, &["evaluate", "--groups", &path("labels.txt")]);
    assert_eq!((code, told.contains("labels.txt")), (2, true), "{told}");
}
