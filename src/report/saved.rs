//! Saved reports: the lines of an earlier report, read back and rendered again, or looked at.

use std::fmt;
use std::io::{BufRead, Read};
use std::path::Path;

use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{AccountLine, Line, Report, RingLine, RunLine};
use crate::{Error, Result};

/// A whole report in memory.
#[derive(Debug, Clone)]
pub struct Document {
    /// The accounts, in the report's order.
    pub accounts: Vec<AccountLine>,
    /// The rings.
    pub rings: Vec<RingLine>,
    /// The run.
    pub run: RunLine,
}

impl Document {
    /// Reads a saved report; `name` is what messages call it.
    ///
    /// # Errors
    /// What [`replay`] refuses.
    pub fn read(name: &Path, bytes: impl BufRead) -> Result<Document> {
        let (mut accounts, mut rings, mut run) = (Vec::new(), Vec::new(), None);
        each_line(name, bytes, &mut |line| {
            match line {
                Line::Account(account) => accounts.push(account.into_owned()),
                Line::Ring(ring) => rings.push(ring.into_owned()),
                Line::Item(_) => return Err(of_comments(name)),
                Line::Run(found) => run = Some(found.into_owned()),
            }
            Ok(())
        })?;
        let run = run.ok_or_else(|| cut_off(name))?;
        Ok(Document { accounts, rings, run })
    }

    /// Writes it in another form.
    pub fn write(&self, report: &mut dyn Report) -> std::io::Result<()> {
        self.accounts.iter().try_for_each(|account| report.account(account))?;
        self.rings.iter().try_for_each(|ring| report.ring(ring))?;
        report.finish(&self.run)
    }
}

/// Reads a saved report, `json` or `ndjson`, and hands its lines to another report; only one line is held at a time.
///
/// # Errors
/// If the bytes are no report, or one that was cut off, or if the other report cannot be written.
pub fn replay(name: &Path, bytes: impl BufRead, report: &mut dyn Report) -> Result<()> {
    let mut run = None;
    each_line(name, bytes, &mut |line| {
        match line {
            Line::Account(account) => report.account(&account),
            Line::Ring(ring) => report.ring(&ring),
            Line::Item(_) => return Err(of_comments(name)),
            Line::Run(found) => {
                run = Some(found.into_owned());
                Ok(())
            }
        }
        .map_err(Error::output)
    })?;
    report.finish(&run.ok_or_else(|| cut_off(name))?).map_err(Error::output)
}

fn cut_off(name: &Path) -> Error {
    Error::input(name, "has no `run` line, which ends every report; it was cut off, or is none")
}

fn of_comments(name: &Path) -> Error {
    Error::input(name, "is a report on comments, which `fineness filter` writes in the form that is wanted")
}

pub(super) type Take<'a> = dyn FnMut(Line<'static>) -> Result<()> + 'a;

pub(super) fn each_line(name: &Path, mut bytes: impl BufRead, take: &mut Take<'_>) -> Result<()> {
    let start: Vec<u8> = bytes.fill_buf().map_err(|cause| Error::input(name, cause.to_string()))?.to_vec();
    let mut failed = None;
    let read = if is_document(&start) { document(bytes, take, &mut failed) } else { lines(bytes, take, &mut failed) };
    match (failed, read) {
        (Some(error), _) => Err(error),
        (None, Ok(())) => Ok(()),
        (None, Err(cause)) => {
            let help = "give what `fineness audit --format json` or `ndjson` wrote";
            Err(Error::input(name, format!("is no saved report ({cause}); {help}")))
        }
    }
}

/// Whether the bytes begin like a saved report.
pub fn is_report(mut bytes: impl BufRead) -> bool {
    bytes.fill_buf().is_ok_and(is_document)
        || serde_json::Deserializer::from_reader(bytes).into_iter::<Line<'static>>().next().is_some_and(|line| line.is_ok())
}

/// Whether the first key is one of a document's; a line has others.
fn is_document(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start);
    let mut key = text.trim_start_matches('\u{feff}').trim_start().strip_prefix('{').unwrap_or("").trim_start().split('"');
    matches!((key.next(), key.next()), (Some(""), Some("accounts" | "rings" | "run" | "items")))
}

fn lines(bytes: impl Read, take: &mut Take<'_>, failed: &mut Option<Error>) -> serde_json::Result<()> {
    for line in serde_json::Deserializer::from_reader(bytes).into_iter::<Line<'static>>() {
        if let Err(error) = take(line?) {
            *failed = Some(error);
            break;
        }
    }
    Ok(())
}

fn document(bytes: impl Read, take: &mut Take<'_>, failed: &mut Option<Error>) -> serde_json::Result<()> {
    let mut reader = serde_json::Deserializer::from_reader(bytes);
    Entries { take, failed }.deserialize(&mut reader)?;
    reader.end()
}

/// The entries of a document, wherever they stand in it.
struct Entries<'a, 'b> {
    take: &'a mut Take<'b>,
    failed: &'a mut Option<Error>,
}

impl Entries<'_, '_> {
    fn hand<E: de::Error>(&mut self, line: Line<'static>) -> std::result::Result<(), E> {
        (self.take)(line).map_err(|error| {
            *self.failed = Some(error);
            E::custom("the report cannot be handed on")
        })
    }
}

impl<'de> DeserializeSeed<'de> for Entries<'_, '_> {
    type Value = ();

    fn deserialize<D: de::Deserializer<'de>>(self, reader: D) -> std::result::Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a report: accounts, rings and a run")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> std::result::Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "accounts" | "rings" => map.next_value_seed(Entries { take: &mut *self.take, failed: &mut *self.failed })?,
                "run" => {
                    let line = map.next_value()?;
                    self.hand(line)?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> std::result::Result<(), A::Error> {
        while let Some(line) = list.next_element()? {
            self.hand(line)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{big_ben, calvin, hostile, plain, ring, senior, summary};
    use crate::report::{Format, writer};

    fn sample() -> Document {
        let verdicts = [calvin(), big_ben(), senior(), plain(), hostile()];
        let run = (&summary(&verdicts.iter().collect::<Vec<_>>())).into();
        Document { accounts: verdicts.map(AccountLine::from).into(), rings: vec![ring()], run }
    }

    fn written(document: &Document, format: Format) -> Vec<u8> {
        let mut bytes = Vec::new();
        document.write(&mut *writer(format, Box::new(&mut bytes))).unwrap();
        bytes
    }

    #[test]
    fn a_saved_report_says_in_every_format_what_the_first_one_said() {
        let document = sample();
        for saved in [Format::Json, Format::Ndjson].map(|format| written(&document, format)) {
            for format in Format::ALL {
                let mut again = Vec::new();
                replay(Path::new("old.json"), saved.as_slice(), &mut *writer(format, Box::new(&mut again))).unwrap();
                assert!(again == written(&document, format), "{}", format.name());
                let read = Document::read(Path::new("old.json"), saved.as_slice()).unwrap();
                assert!(written(&read, format) == again, "{}", format.name());
            }
        }
    }

    #[test]
    fn other_orders_and_unknown_keys_are_read() {
        let mut value: serde_json::Value = serde_json::from_slice(&written(&sample(), Format::Json)).unwrap();
        value["later"] = serde_json::json!({"accounts": 1});
        value["accounts"][0]["later"] = serde_json::json!([1, {"a": 2}]);
        let run = value.as_object_mut().unwrap().remove("run").unwrap();
        let text = format!(" \n{{\"run\":{run},{}", &value.to_string()[1..]);
        assert_eq!(Document::read(Path::new("a"), text.as_bytes()).unwrap().accounts, sample().accounts);
    }

    #[test]
    fn what_is_no_report_is_refused_in_words() {
        let whole = written(&sample(), Format::Ndjson);
        let cut = &whole[..whole.len() - 20];
        let no_run = whole.split_inclusive(|&byte| byte == b'\n').next().unwrap();
        for (bytes, message, begins_well) in [
            (&b"<html>"[..], "is no saved report", false),
            (b"", "no `run` line", false),
            (b"{\"type\":\"account\",\"account\":\"a\"}", "missing field", false),
            (b"{\"accounts\":3}", "is no saved report", true),
            (cut, "EOF", true),
            (no_run, "no `run` line", true),
        ] {
            assert_eq!(is_report(bytes), begins_well, "{message}");
            let told = Document::read(Path::new("old.json"), bytes).unwrap_err().to_string();
            assert!(told.contains(message) && told.starts_with("old.json"), "{told}");
        }
    }
}
