//! The shipped fixtures are exactly what this room writes, and an ignored test writes them anew:
//! `cargo test --lib simulate::fixtures -- --ignored`.

use std::fs;
use std::path::PathBuf;

use super::*;

/// The kinds that are shipped, each in a folder of its own name.
const SHIPPED: [Kind; 10] = [
    Kind::Calvin,
    Kind::Metronome,
    Kind::BigBen,
    Kind::Editor,
    Kind::Senior,
    Kind::Newcomer,
    Kind::JobChanger,
    Kind::AccessScheduler,
    Kind::Newsroom,
    Kind::NightShift,
];
const SEED: u64 = 1;

fn folder(case: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(case)
}

/// The files that belong to a case and its share of the common table.
fn files(kind: Kind) -> (Vec<u8>, Vec<u8>) {
    let history = history(kind, SEED, &Options::default());
    let (mut events, mut claimed) = (Vec::new(), Vec::new());
    write_ndjson(&history, &mut events).unwrap();
    write_claimed(&history, &mut claimed).unwrap();
    (events, claimed)
}

/// All claimed scores in one table.
fn table() -> String {
    let rows = SHIPPED.iter().map(|kind| String::from_utf8(files(*kind).1).unwrap());
    let rows = rows.map(|text| text.lines().skip(1).map(|line| format!("{line}\n")).collect::<String>());
    std::iter::once("account,metric,value\n".to_owned()).chain(rows).collect()
}

#[test]
fn the_shipped_files_are_what_the_generator_writes() {
    for kind in SHIPPED {
        let (events, claimed) = files(kind);
        let folder = folder(kind.name());
        assert!(events == fs::read(folder.join("events.ndjson")).unwrap(), "{} differs", kind.name());
        assert!(claimed == fs::read(folder.join("claimed.csv")).unwrap(), "{} differs", kind.name());
        let story = fs::read_to_string(folder.join("README.md")).unwrap();
        assert!(story.contains(&format!("fineness simulate {} --seed {SEED} > events.ndjson", kind.name())), "{}", kind.name());
        assert!(events.iter().filter(|byte| **byte == b'\n').count() <= 701);
    }
    assert_eq!(table(), fs::read_to_string(folder("all").join("claimed.csv")).unwrap());
}

#[test]
#[ignore = "writes the fixtures"]
fn write_the_fixtures() {
    for kind in SHIPPED {
        let (events, claimed) = files(kind);
        let folder = folder(kind.name());
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("events.ndjson"), events).unwrap();
        fs::write(folder.join("claimed.csv"), claimed).unwrap();
    }
    fs::create_dir_all(folder("all")).unwrap();
    fs::write(folder("all").join("claimed.csv"), table()).unwrap();
}
