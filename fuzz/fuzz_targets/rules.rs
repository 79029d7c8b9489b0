//! Any text as a rule file: reading, checking, its own tests, and the messages about what is wrong.
#![no_main]

use fineness::detect;
use fineness::rule::{RuleBook, RuleSource};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let source = RuleSource { name: "rules/fuzzed/fuzzed.toml".into(), text: text.into() };
    match RuleBook::load(detect::vocabulary(), &[source]) {
        Ok(book) => {
            let _ = (book.warnings().len(), book.sha256().len());
        }
        Err(error) => _ = error.to_string(),
    }
});
