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

/// Saves a changed copy of a report.
fn changed(folder: &Path, report: &Path, change: impl Fn(&mut Value)) -> PathBuf {
    let mut value = value(report);
    change(&mut value);
    let path = folder.join("changed.json");
    fs::write(&path, value.to_string()).unwrap();
    path
}

#[test]
fn a_report_is_verified_and_an_altered_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let report = saved(folder.path(), "calvin", &["--prior", "5%", "--events", "7"]);
    let (events, claimed) = case("calvin");
    let verify = |report: &Path, more: &[&str]| run(&[&["verify", report.to_str().unwrap(), &events], more].concat());
    let (code, said, told) = verify(&report, &[]);
    assert_eq!((code, said.contains("is what these inputs give, in all 2 lines")), (0, true), "{said}{told}");
    assert_eq!(verify(&report, &["--claimed", &claimed]).0, 0);
    // Rendered again as lines, and from a copy of the input elsewhere, it is still the same report.
    let lines = folder.path().join("again.ndjson");
    run(&["convert", report.to_str().unwrap(), "--output", lines.to_str().unwrap()]);
    let copy = folder.path().join("events.ndjson");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(&events), &copy).unwrap();
    assert_eq!(run(&["verify", lines.to_str().unwrap(), copy.to_str().unwrap()]).0, 0);

    let refused = |change: &dyn Fn(&mut Value), place: &str| {
        let (code, said, told) = verify(&changed(folder.path(), &report, change), &[]);
        assert_eq!(code, 1, "{said}{told}");
        assert!(said.contains(place), "{place}: {said}");
    };
    refused(&|value| value["accounts"][0]["adjusted"] = 61.2.into(), "adjusted: the report says 61.2, the inputs give 60.1");
    refused(&|value| value["accounts"][0]["findings"][0]["evidence"][3]["byte"] = 7.into(), "evidence 4: byte");
    refused(&|value| value["run"]["rules_sha256"] = "0".repeat(64).into(), "rules_sha256");
    refused(&|value| value["run"]["prior"] = 0.3.into(), "probability");
    refused(&|value| value["run"]["inputs"][0]["sha256"] = "0".repeat(64).into(), "sha256");
    refused(&|value| value["accounts"] = Value::Array(Vec::new()), "the report does not have it");
    refused(&|value| value["accounts"][0]["punch_card"][0][0] = 9999.into(), "punch_card");
    let more_scores = changed(folder.path(), &report, |value| value["accounts"][0]["scores"][0]["claimed"] = 99.0.into());
    assert_eq!(verify(&more_scores, &["--claimed", &claimed]).0, 1);
    // One rule of one's own more than the report was made with.
    let rules = folder.path().join("rules");
    fs::create_dir(&rules).unwrap();
    let (_, rule, _) = run(&["rules", "new", "nothing-new"]);
    fs::write(rules.join("nothing-new.toml"), rule).unwrap();
    let (code, said, told) = verify(&report, &["--rules", rules.to_str().unwrap()]);
    assert_eq!((code, said.contains("rules_sha256")), (1, true), "{said}{told}");
    assert_eq!(verify(Path::new("fixtures/calvin/claimed.csv"), &[]).0, 2);
}

#[test]
fn a_baseline_tells_new_findings_from_old_ones() {
    let folder = tempfile::tempdir().unwrap();
    let old = saved(folder.path(), "calvin", &[]);
    let (events, claimed) = case("calvin");
    let audit = |baseline: &Path, more: &[&str]| {
        let arguments = ["audit", &events, "--claimed", &claimed, "--baseline", baseline.to_str().unwrap()];
        run(&[&arguments[..], more].concat())
    };
    let (code, text, _) = audit(&old, &["--format", "json"]);
    assert_eq!(code, 0, "nothing is new");
    let account = &serde_json::from_str::<Value>(&text).unwrap()["accounts"][0];
    assert_eq!(account["findings"][0]["since_baseline"], "unchanged");
    assert_eq!((&account["baseline"]["verdict"], &account["baseline"]["gone"]), (&"gamed".into(), &serde_json::json!([])));
    let older = changed(folder.path(), &old, |value| {
        value["accounts"][0]["findings"][0]["rule"] = "retired-rule".into();
    });
    let (code, text, _) = audit(&older, &[]);
    assert_eq!(code, 1);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("new since the baseline") && text.contains("gone since: retired-rule"), "{text}");
    let (_, sarif, _) = audit(&older, &["--format", "sarif"]);
    let states: Vec<String> = ["new", "unchanged", "absent"].map(|state| format!("\"baselineState\":\"{state}\"")).into();
    assert!(states.iter().all(|state| sarif.contains(state)), "{sarif}");
    // A report that was compared with an older one verifies like any other.
    let compared = folder.path().join("compared.json");
    audit(&older, &["--output", compared.to_str().unwrap()]);
    assert_eq!(run(&["verify", compared.to_str().unwrap(), &events]).0, 0);
}

fn compared(arguments: &[&str]) -> Value {
    let (code, text, told) = run(&[&["compare"], arguments, &["--format", "json"]].concat());
    assert_eq!(code, 0, "{told}");
    serde_json::from_str(&text).unwrap()
}

#[test]
fn two_accounts_are_compared_from_histories_and_from_reports_alike() {
    let folder = tempfile::tempdir().unwrap();
    let (calvin, senior) = (case("calvin").0, case("senior").0);
    let claims = ["--claimed", "fixtures/all/claimed.csv"];
    let direct = compared(&[&["calvin", "Margaret Ellwood", &calvin, &senior], &claims[..]].concat());
    assert_eq!((&direct["metric"], &direct["difference"]["claimed"]), (&"klout".into(), &40.0.into()));
    assert_eq!(direct["difference"]["gap"], "unjudged", "six posts are not enough");
    let both = folder.path().join("both.ndjson");
    run(&[&["audit", &calvin, &senior, "--exit-zero", "--output", both.to_str().unwrap()], &claims[..]].concat());
    let again = compared(&["calvin", "margaret_ellwood", both.to_str().unwrap()]);
    assert_eq!(again, direct);
    let reports = [saved(folder.path(), "calvin", &[]), saved(folder.path(), "editor", &[])];
    let [one, other] = [0, 1].map(|place: usize| reports[place].to_str().unwrap());
    let apart = compared(&[one, other]);
    assert_eq!((&apart["difference"]["adjusted"], &apart["difference"]["gap"]), (&(-9.9).into(), &"within".into()));
    assert_eq!(apart["runs"].as_array().unwrap().len(), 2);
    let named = compared(&["calvin", "the_editor", one, other]);
    assert_eq!(named, apart);
    // The same account then and now.
    let then = folder.path().join("then.json");
    fs::copy(one, &then).unwrap();
    let earlier = compared(&[then.to_str().unwrap(), one]);
    assert!(earlier["sides"][0]["label"].as_str().unwrap().contains("then.json"));
}

#[test]
fn what_cannot_be_compared_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let report = saved(folder.path(), "calvin", &[]);
    let (report, events) = (report.to_str().unwrap(), &case("calvin").0);
    for (arguments, message) in [
        (vec!["calvni", "calvin", report], "did you mean `calvin`"),
        (vec!["calvin", "Calvin", report], "are one account"),
        (vec!["calvin", "ann", report, report], "stands in several reports"),
        (vec!["a", "b", report, events], "some inputs are saved reports"),
        (vec![events.as_str(), report], "is no saved report; to compare accounts in histories, name them"),
        (vec!["ann", "bob"], "is no file"),
    ] {
        let (code, _, told) = run(&[&["compare"], &arguments[..]].concat());
        assert_eq!((code, told.contains(message)), (2, true), "{arguments:?}: {told}");
    }
}

#[test]
fn disputed_events_are_left_out_and_the_report_tells_it() {
    let folder = tempfile::tempdir().unwrap();
    let (events, claimed) = case("calvin");
    let before = value(&saved(folder.path(), "calvin", &[]));
    let evidence = &before["accounts"][0]["findings"][0]["evidence"];
    let named: Vec<&str> = (0..3).map(|index| evidence[index]["id"].as_str().unwrap()).collect();
    let corrections = folder.path().join("corrections.toml");
    let dispute = format!(
        "[[dispute]]\naccount = \"calvin\"\nevents = [\"{}\", \"nobody-knows\"]\nreason = \"not mine\"\nby = \"Calvin\"\n\
         date = \"2026-11-20\"\n\n[[dispute]]\naccount = \"calvin\"\nfrom = \"2012-01-05T00:00:00Z\"\nto = \"2012-01-05\"\n\
         reason = \"taken over\"\nby = \"Calvin\"\ndate = \"2026-11-20\"\n",
        named.join("\", \"")
    );
    fs::write(&corrections, dispute).unwrap();
    let shown = corrections.to_str().unwrap();
    let report = saved(folder.path(), "calvin", &["--corrections", shown]);
    let after = value(&report);

    // The same as if the input had never held them.
    let input = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&events)).unwrap();
    let is_disputed = |line: &&str| {
        let event: Value = serde_json::from_str(line).unwrap();
        named.iter().any(|id| event["id"] == *id) || event["created_at"].as_str().is_some_and(|at| at.starts_with("2012-01-05"))
    };
    let (out, kept): (Vec<&str>, Vec<&str>) = input.lines().partition(is_disputed);
    assert!(out.len() > 20, "{}", out.len());
    let (code, text, told) = {
        let mut command = fineness();
        command.args(["audit", "-", "--claimed", &claimed, "--exit-zero", "--format", "json"]).write_stdin(kept.join("\n"));
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    assert_eq!(code, Some(0), "{told}");
    let never: Value = serde_json::from_str(&text).unwrap();
    for key in ["verdict", "fineness", "interval", "adjusted", "events", "automation", "gaming", "switches", "punch_card", "passed"]
    {
        assert_eq!(after["accounts"][0][key], never["accounts"][0][key], "{key}");
    }

    let told = &after["accounts"][0]["corrections"];
    assert_eq!(told[0]["not_found"], serde_json::json!(["nobody-knows"]));
    let left_out = |index: usize| told[index]["left_out"].as_u64().unwrap();
    assert_eq!((left_out(0), left_out(0) + left_out(1)), (3, out.len() as u64));
    assert!(after["run"]["warnings"][0].as_str().unwrap().contains("nobody-knows"), "{}", after["run"]["warnings"]);
    for format in ["text", "md", "html"] {
        let page = run(&["convert", report.to_str().unwrap(), "--format", format]).1;
        assert!(page.contains("disputed by Calvin") && page.contains("nobody-knows"), "{format}");
    }

    let verify = |more: &[&str]| run(&[&["verify", report.to_str().unwrap(), &events], more].concat());
    let (code, _, message) = verify(&[]);
    assert_eq!((code, message.contains("give it with --corrections")), (2, true), "{message}");
    assert_eq!(verify(&["--corrections", shown]).0, 0);
    fs::write(&corrections, fs::read_to_string(&corrections).unwrap().replace("nobody-knows", "nobody-else")).unwrap();
    let (code, said, _) = verify(&["--corrections", shown]);
    assert_eq!((code, said.contains("corrections_sha256")), (1, true), "{said}");
}

#[test]
fn an_accepted_explanation_works_as_an_allowance_does() {
    let folder = tempfile::tempdir().unwrap();
    let before = value(&saved(folder.path(), "calvin", &[]));
    let finding = &before["accounts"][0]["findings"][0];
    let corrections = folder.path().join("corrections.toml");
    let accept = |rule: &str| {
        format!(
            "[[accept]]\naccount = \"calvin\"\nrule = \"{rule}\"\nreason = \"a journalist\"\nreviewed_by = \"J. Doe\"\ndate = \"2026-11-21\"\n"
        )
    };
    fs::write(&corrections, accept(finding["rule"].as_str().unwrap()) + &accept("big-ben")).unwrap();
    let after = value(&saved(folder.path(), "calvin", &["--corrections", corrections.to_str().unwrap()]));
    let account = &after["accounts"][0];
    assert_eq!(account["adjusted"], finding["without"]);
    assert_eq!((&account["corrections"][0]["applied"], &account["corrections"][1]["applied"]), (&true.into(), &false.into()));
    let accepted = account["not_assessed"].as_array().unwrap().iter().find(|missing| missing["rule"] == finding["rule"]).unwrap();
    assert_eq!(accepted["why"], "accepted by J. Doe on 2026-11-21: a journalist");
    // All events disputed: the account is still told, and nothing of it is judged.
    let all = "[[dispute]]\naccount = \"calvin\"\nfrom = \"2000-01-01\"\nreason = \"none is mine\"\nby = \"Calvin\"\ndate = \"2026-11-20\"\n";
    fs::write(&corrections, all).unwrap();
    let nothing = value(&saved(folder.path(), "calvin", &["--corrections", corrections.to_str().unwrap()]));
    assert_eq!((&nothing["accounts"][0]["verdict"], &nothing["accounts"][0]["events"]), (&"insufficient".into(), &0.into()));
}

#[test]
fn a_leaderboard_is_ranked_by_what_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path().join("board.csv");
    fs::write(&board, "rank,name,score\n1,big_ben_clock,70\n2,The Editor,68\n3,nobody_here,60\n4,margaret_ellwood,34\n").unwrap();
    let inputs = ["big-ben", "editor", "senior", "calvin"].map(|name| case(name).0);
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    let rank = |more: &[&str]| run(&[&["rank", board.to_str().unwrap()], &inputs[..], more].concat());
    let (code, text, told) = rank(&["--format", "json"]);
    assert_eq!((code, told.as_str()), (0, ""));
    let ranking: Value = serde_json::from_str(&text).unwrap();
    let entries = ranking["lists"][0]["entries"].as_array().unwrap();
    let entry = |name: &str| entries.iter().find(|entry| entry["name"] == name).unwrap();
    let (big_ben, editor) = (entry("big_ben_clock"), entry("The Editor"));
    assert_eq!((&big_ben["before"], &editor["before"]), (&1.into(), &2.into()));
    assert!(big_ben["after"].as_u64() > editor["after"].as_u64(), "{text}");
    assert!(big_ben["open"][0].as_u64() > editor["open"][1].as_u64(), "no reading puts the clock above the editor");
    assert_eq!((&entry("nobody_here")["adjusted"], &entry("nobody_here")["verdict"]), (&60.0.into(), &Value::Null));
    assert_eq!(entry("margaret_ellwood")["adjusted"], 34.0);
    assert_eq!(ranking["unlisted"][0]["account"], "calvin");
    // The points of a bill lead from the claim to what is left.
    let points: f64 = big_ben["deductions"].as_array().unwrap().iter().filter_map(|line| line["points"].as_f64()).sum();
    assert!((70.0 + points - big_ben["adjusted"].as_f64().unwrap()).abs() < 1e-6);
    let (_, page, _) = rank(&[]);
    assert!(page.contains("1 → 4") && page.contains("untested") && page.contains("the inputs hold nothing of it"), "{page}");
    for (board_text, message) in [
        ("name,score\na,1\na,2\n", "has two scores by score for `a`"),
        ("name,score\n", "holds no scores"),
        ("name,score\na,-1\n", "a score is 0 or more"),
        ("name,points\na,1\n", "no column `value` and no column `score`"),
    ] {
        fs::write(&board, board_text).unwrap();
        let (code, _, told) = rank(&[]);
        assert_eq!((code, told.contains(message)), (2, true), "{told}");
    }
}
