//! The rooms of the crate use only the rooms above them, and no file outgrows a reader's patience.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Top to bottom, as in ARCHITECTURE.md.
const ROOMS: [&str; 22] = [
    "error", "progress", "measure", "platform", "event", "account", "read", "simulate", "stat", "text", "tally", "item", "model",
    "detect", "ring", "rule", "score", "engine", "report", "store", "serve", "cli",
];

const LONGEST_FILE: usize = 420;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

fn all_sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    let named = paths.into_iter().map(|path| {
        let room = path.strip_prefix(&root).unwrap().iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned();
        let text = fs::read_to_string(&path).unwrap();
        (room, path, text)
    });
    named.collect()
}

/// The rooms that a file names after `crate::`, groups such as `crate::{event::Event, tally}` included.
fn rooms_used(text: &str) -> BTreeSet<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut used = BTreeSet::new();
    for (start, _) in code.match_indices("crate::") {
        let rest = &code[start + "crate::".len()..];
        let word = |text: &str| text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect::<String>();
        if let Some(group) = rest.strip_prefix('{') {
            used.extend(group.split('}').next().unwrap().split(',').map(|item| word(item.trim())));
        } else {
            used.insert(word(rest));
        }
    }
    used
}

#[test]
fn rooms_use_only_the_rooms_above_them() {
    let place = |room: &str| ROOMS.iter().position(|known| *known == room);
    for (room, path, text) in all_sources() {
        if room == "lib" || room == "main" {
            continue;
        }
        let own = place(&room).unwrap_or_else(|| panic!("{} is in no known room; add it to the table", path.display()));
        for used in rooms_used(&text) {
            if let Some(other) = place(&used) {
                assert!(other <= own, "{} uses `{used}`, which stands below `{room}`", path.display());
            }
        }
    }
}

#[test]
fn detectors_do_no_input_and_read_no_clock() {
    for (room, path, text) in all_sources() {
        let forbidden: &[&str] = match room.as_str() {
            "detect" | "item" | "model" | "stat" | "text" | "score" => {
                &["std::fs", "std::io", "Utc::now", "SystemTime", "Instant", "println!", "std::thread", "rayon"]
            }
            "rule" => &["crate::detect", "crate::tally", "Utc::now"],
            "report" => &["rayon", "std::thread", "Utc::now", "crate::stat", "crate::detect"],
            _ => &[],
        };
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
        for word in forbidden {
            assert!(!code.contains(word), "{} names `{word}`", path.display());
        }
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    for (_, path, text) in all_sources() {
        let lines = text.lines().count();
        assert!(lines <= LONGEST_FILE, "{} has {lines} lines", path.display());
    }
}
