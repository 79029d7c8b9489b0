//! Any text as a rule file, as families or as fitted points: reading, checking, its own tests, explaining, and the messages about
//! what is wrong. A first byte of `f` or `p` and a line end say which of them it is.
#![no_main]

use fineness::detect;
use fineness::rule::{RuleBook, RuleSource, builtin, explain, list};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (name, text) = match (text.strip_prefix("f\n"), text.strip_prefix("p\n")) {
        (Some(families), _) => ("families.toml", families),
        (_, Some(points)) => ("points.toml", points),
        _ => ("fuzzed.toml", text),
    };
    let mut sources = vec![RuleSource { name: format!("rules/fuzzed/{name}"), text: text.into() }];
    if name != "fuzzed.toml" {
        sources.extend(builtin().into_iter().filter(|source| !source.name.ends_with(name)).take(8));
    }
    match RuleBook::load(detect::vocabulary(), &sources) {
        Ok(book) => {
            let _ = (list(&book), book.warnings().len());
            book.rules().iter().for_each(|rule| drop(explain(&book, rule)));
        }
        Err(error) => drop(error.to_string()),
    }
});
