//! The scores that are claimed: `account,metric,value[,at,scale]`, or a leaderboard `name,score`; a file of the user's own, so every
//! fault in it is an error.

use std::path::Path;

use super::source::fields::scale;
use super::time;
use crate::account::{ClaimedScore, Scale};
use crate::{Error, Result};

/// What a score is called that has no name.
pub const UNNAMED: &str = "score";

/// Reads a file of claimed scores. `as_of` is the moment of the audit, as milliseconds since 1970.
pub fn read_claims(path: &Path, as_of: i64) -> Result<Vec<ClaimedScore>> {
    let bytes = std::fs::read(path).map_err(|cause| Error::input(path, cause.to_string()))?;
    claims_in(path, &bytes, as_of)
}

/// The claimed scores in the bytes of such a file.
///
/// # Errors
/// A fault in them, told with its line.
pub fn claims_in(path: &Path, bytes: &[u8], as_of: i64) -> Result<Vec<ClaimedScore>> {
    parse(bytes, as_of).map_err(|message| Error::input(path, message))
}

fn parse(bytes: &[u8], as_of: i64) -> std::result::Result<Vec<ClaimedScore>, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(bytes);
    let headers = reader.headers().map_err(|cause| cause.to_string())?.clone();
    let column = |name: &str| headers.iter().position(|header| header.eq_ignore_ascii_case(name));
    let need = |name: &str, other: &str| {
        let needed = "account (or name) and value (or score) are needed";
        column(name)
            .or_else(|| column(other))
            .ok_or_else(|| format!("line 1: no column `{name}` and no column `{other}`; {needed}"))
    };
    let (account, value) = (need("account", "name")?, need("value", "score")?);
    let (metric, at, scaled) = (column("metric"), column("at"), column("scale"));
    let mut claims = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|cause| cause.to_string())?;
        let line = row.position().map_or(0, csv::Position::line);
        let field = |index: Option<usize>| index.and_then(|index| row.get(index)).filter(|text| !text.is_empty());
        let needed = |index, name: &str| field(Some(index)).ok_or_else(|| format!("line {line}: `{name}` is empty"));
        if row.iter().all(str::is_empty) {
            continue;
        }
        let number = needed(value, "value")?;
        let at = match field(at) {
            Some(text) => match time::parse(text, as_of) {
                Ok(moment) => Some(moment.stamp.millis),
                Err(_) => return Err(format!("line {line}: `{text}` is no time; write it as 2012-01-31 or 2012-01-31T10:20:30Z")),
            },
            None => None,
        };
        claims.push(ClaimedScore {
            account: needed(account, "account")?.to_owned(),
            metric: match metric {
                Some(metric) => needed(metric, "metric")?.to_owned(),
                None => UNNAMED.to_owned(),
            },
            value: number
                .parse()
                .ok()
                .filter(|value: &f64| value.is_finite())
                .ok_or_else(|| format!("line {line}: `{number}` is no number"))?,
            at,
            scale: match field(scaled) {
                Some(name) => scale(name).ok_or_else(|| format!("line {line}: `{name}` is none of linear, log, sum"))?,
                None => Scale::default(),
            },
        });
    }
    Ok(claims)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_790_000_000_000;

    #[test]
    fn claims_are_read_by_their_headers() {
        let claims =
            parse(b"\xef\xbb\xbfvalue,account,Metric,at,scale\r\n74, ann ,klout,2012-04-25,\n 5.5,bea,karma,,sum\n,,,,\n", NOW)
                .unwrap();
        assert_eq!(claims.len(), 2);
        assert_eq!((claims[0].account.as_str(), claims[0].value, claims[0].at), ("ann", 74.0, Some(1_335_312_000_000)));
        assert_eq!((claims[1].scale, claims[1].at), (Scale::Sum, None));
        let board = parse(b"rank,Name,Score\n1,ann,74\n", NOW).unwrap();
        assert_eq!((board[0].account.as_str(), board[0].metric.as_str(), board[0].value), ("ann", "score", 74.0));
    }

    #[test]
    fn faults_are_told_with_their_line() {
        for (text, start) in [
            ("account,metric\n", "line 1: no column `value` and no column `score`"),
            ("score\n", "line 1: no column `account` and no column `name`"),
            ("account,metric,value\na,,1\n", "line 2: `metric` is empty"),
            ("account,metric,value\na,m,1\nb,m,x\n", "line 3: `x` is no number"),
            ("account,metric,value\na,m,inf\n", "line 2: `inf` is no number"),
            ("account,metric,value\n,m,1\n", "line 2: `account` is empty"),
            ("account,metric,value,at\na,m,1,1/2/12\n", "line 2: `1/2/12` is no time"),
            ("account,metric,value,scale\na,m,1,cubic\n", "line 2: `cubic` is none of"),
        ] {
            let message = parse(text.as_bytes(), NOW).unwrap_err();
            assert!(message.starts_with(start), "{message}");
        }
    }
}
