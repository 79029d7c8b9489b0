//! Histories in the canonical form: one JSON object a line, the account first, then its events by time.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::History;
use crate::account::Account;
use crate::event::{Event, Precision};

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

/// Writes one account line.
pub fn write_account(account: &Account<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut line = Line::new("account");
    line.text("account", Some(&account.id));
    line.text("name", account.name.as_deref());
    line.text("created_at", account.created_at.map(|at| at.rfc3339()).as_deref());
    line.number("followers", account.followers);
    line.number("following", account.following);
    line.text("bio", account.bio.as_deref());
    if let Some(declared) = account.declared_automation {
        line.raw("declared_automation", if declared { "true" } else { "false" });
    }
    line.end(out)
}

/// Writes one event line.
pub fn write_event(event: &Event<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut line = Line::new("event");
    line.text("id", event.id.as_deref());
    line.text("author", Some(&event.author));
    // A time known to the minute is written with its seconds at zero, as exports do.
    line.text("created_at", event.at.map(|at| crate::event::rfc3339(at.millis, at.precision == Precision::Millisecond)).as_deref());
    line.text("text", event.text.as_deref());
    line.text("kind", Some(event.kind.name()));
    line.text("source", event.client.as_deref());
    line.text("in_reply_to", event.in_reply_to.as_deref());
    line.text("target", event.target.as_deref());
    line.text("url", event.url.as_deref());
    line.text("author_url", event.author_url.as_deref());
    line.text("author_email", event.author_email.as_deref());
    line.text("author_ip", event.author_ip.as_deref());
    line.number("likes", event.likes);
    line.number("reposts", event.reposts);
    line.number("followers", event.followers);
    line.text("lang", event.lang.as_deref());
    line.text("label", event.label.as_deref());
    line.end(out)
}

/// One JSON object that is being written; what is missing is left out.
struct Line(String);

impl Line {
    fn new(kind: &str) -> Self {
        Line(format!("{{\"type\":\"{kind}\""))
    }

    fn raw(&mut self, key: &str, value: &str) {
        // Writing to a string cannot fail.
        let _ = write!(self.0, ",\"{key}\":{value}");
    }

    fn text(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.raw(key, &serde_json::Value::from(value).to_string());
        }
    }

    fn number(&mut self, key: &str, value: Option<u64>) {
        if let Some(value) = value {
            self.raw(key, &value.to_string());
        }
    }

    fn end(mut self, out: &mut impl Write) -> io::Result<()> {
        self.0.push_str("}\n");
        out.write_all(self.0.as_bytes())
    }
}

/// A CSV field, in quotes where it needs them.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Stamp;

    #[test]
    fn a_line_escapes_what_json_must_escape_and_leaves_out_what_is_missing() {
        let mut event = Event::by("a\"b");
        event.at = Some(Stamp::new(1_325_376_000_000, Precision::Second));
        event.text = Some("one\ntwo \\ \u{1} é".into());
        let mut out = Vec::new();
        write_event(&event, &mut out).unwrap();
        let line = String::from_utf8(out).unwrap();
        let read: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(read["author"], "a\"b");
        assert_eq!(read["text"], "one\ntwo \\ \u{1} é");
        assert_eq!(read["created_at"], "2012-01-01T00:00:00Z");
        assert!(line.ends_with("}\n") && !line.contains("likes"));
        assert_eq!(quoted("a,\"b"), "\"a,\"\"b\"");
    }
}
