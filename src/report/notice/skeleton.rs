//! A file of corrections to fill in: `fineness audit --corrections` reads what comes of it.

use std::fmt::Write;

use super::reasons::key;
use crate::report::escape::{acts, visible};
use crate::report::{AccountLine, EvidenceLine};

/// Words of an event that stand beside its name.
const WORDS: usize = 50;

/// Disputes of the events behind the key reasons, at most `most` a reason, with gaps to fill in. A gap is no correction: the file is
/// refused until it is filled.
pub fn skeleton(account: &AccountLine, most: usize) -> String {
    let mut file = String::from("# Delete what is right. Keep what is wrong, and fill in reason, by and date (YYYY-MM-DD).\n");
    let who = quoted(&account.account);
    for finding in key(account) {
        let _ = write!(file, "\n[[dispute]]  # {}\naccount = {who}\n", visible(&finding.title));
        if finding.evidence.is_empty() {
            file.push_str("from = \"\"  # it names no single events: dispute a time\nto = \"\"\n");
        } else {
            let shown = finding.evidence.len().min(most);
            file.push_str("events = [\n");
            finding.evidence.iter().take(shown).for_each(|event| file.push_str(&line(event)));
            let more = finding.events_total.saturating_sub(shown);
            let more = if more > 0 { format!("  # {more} more in the full report") } else { String::new() };
            let _ = writeln!(file, "]{more}");
        }
        file.push_str("reason = \"\"\nby = \"\"\ndate = \"\"\n");
    }
    if key(account).is_empty() {
        let _ = write!(file, "\n[[dispute]]\naccount = {who}\nevents = [\"\"]\nreason = \"\"\nby = \"\"\ndate = \"\"\n");
    }
    for finding in key(account) {
        let rule = quoted(&finding.rule);
        let _ = write!(
            file,
            "\n# Where an explanation is accepted, the person who reviews it adds:\n# [[accept]]\n# account = {who}\n# rule = {rule}\n\
             # reason = \"\"\n# reviewed_by = \"\"\n# date = \"\"\n"
        );
    }
    file
}

fn line(event: &EvidenceLine) -> String {
    let name = event.id.as_deref().unwrap_or(&event.at);
    let words: String = event.text.as_deref().map(visible).unwrap_or_default().chars().take(WORDS).collect();
    let words = if words.is_empty() { words } else { format!(" “{words}”") };
    format!("  {},  # {}{words}\n", quoted(name), visible(&event.at))
}

/// A string of TOML on one line, in which nothing acts on a terminal.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            character if acts(character) => {
                let _ = write!(quoted, "\\U{:08X}", u32::from(character));
            }
            plain => quoted.push(plain),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_name_comes_back_and_nothing_acts(name in any::<String>()) {
            let line = format!("name = {}", quoted(&name));
            prop_assert!(!line.chars().any(acts));
            let read: toml::Table = line.parse().unwrap();
            prop_assert_eq!(read["name"].as_str(), Some(name.as_str()));
        }
    }
}
