//! Histories in the canonical form: one JSON object a line, the account first, then its events by time.

use std::io::{self, Write};

use super::History;
use crate::read::{write_account, write_event};

/// Writes the account and its events, one a line.
pub fn write_ndjson(history: &History, out: &mut impl Write) -> io::Result<()> {
    write_account(&history.account, out)?;
    history.events.iter().try_for_each(|event| write_event(event, out))
}

/// Writes the claimed score as CSV with a heading; the heading stands alone where nothing is claimed.
pub fn write_claimed(history: &History, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "account,metric,value")?;
    history
        .claimed
        .iter()
        .try_for_each(|claimed| writeln!(out, "{},{},{}", quoted(&claimed.account), quoted(&claimed.metric), claimed.value))
}

/// A CSV field, in quotes where it needs them.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_quoted_where_it_needs_it() {
        assert_eq!(quoted("a,\"b"), "\"a,\"\"b\"");
        assert_eq!(quoted("plain"), "plain");
    }
}
