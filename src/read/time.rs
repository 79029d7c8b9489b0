//! Reads times as exports write them, with the exactness that the digits written give.
//!
//! Forms that two people would read differently (04/05/12) are refused: a wrong month is worse than a missing record.

use super::named_zone;
use crate::event::{Precision, Stamp, TimeSource};

const DAY: i64 = 86_400_000;
/// Epoch numbers are told apart by magnitude; each unit must land after this moment (1995).
const EPOCH_FROM: f64 = 788_918_400_000.0;

/// Why a time is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// No time, or one that cannot be: before 1970, in the future, the 45th of a month.
    Bad,
    /// Day and month could be either way round.
    Ambiguous,
}

/// A time that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub stamp: Stamp,
    /// No zone was written, and UTC was assumed.
    pub zoneless: bool,
    /// The unit of an epoch, one bit each; 0 where the time was written as a date.
    pub unit: u8,
}

/// Reads a time from text; numbers in text are epochs.
pub(crate) fn parse(text: &str, as_of: i64) -> Result<Moment, Fault> {
    if let Some((millis, precision)) = fixed(text.as_bytes()) {
        return checked(millis, precision, false, as_of);
    }
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !date_like(text) {
        return epoch(text, as_of);
    }
    if ambiguous(text) {
        return Err(Fault::Ambiguous);
    }
    let (millis, precision, zoneless) = iso(text).or_else(|| words(text)).ok_or(Fault::Bad)?;
    checked(millis, precision, zoneless, as_of)
}

/// Reads an epoch in seconds, milliseconds, microseconds or nanoseconds, told apart by magnitude.
pub(crate) fn epoch(digits: &str, as_of: i64) -> Result<Moment, Fault> {
    let number: f64 = digits.parse().map_err(|_| Fault::Bad)?;
    let latest = as_of.saturating_add(DAY) as f64;
    for (place, scale) in [1_000.0, 1.0, 1e-3, 1e-6].into_iter().enumerate() {
        let millis = number * scale;
        if !(EPOCH_FROM..=latest).contains(&millis) {
            continue;
        }
        // Reddit writes whole seconds as 1335348000.0; that one zero is no millisecond.
        let fraction = digits.split_once('.').map_or("", |(_, fraction)| fraction);
        let fine = scale < 1_000.0 || fraction.len() > 1 || fraction.bytes().any(|digit| digit != b'0');
        let precision = if fine { Precision::Millisecond } else { Precision::Second };
        let exact = digits.parse::<i64>().ok().map(|number| match scale {
            1_000.0 => number * 1_000,
            1.0 => number,
            1e-3 => number / 1_000,
            _ => number / 1_000_000,
        });
        let moment = checked(exact.unwrap_or(millis.round() as i64), precision, false, as_of)?;
        return Ok(Moment { unit: 1 << place, ..moment });
    }
    Err(Fault::Bad)
}

/// Midnight UTC of a day, in milliseconds since 1970; none for a day that no calendar has.
pub(super) fn midnight(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(leap),
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) || !(1..=9999).contains(&year) {
        return None;
    }
    // H. Hinnant, "chrono-compatible low-level date algorithms": days from civil.
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    Some((era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468) * DAY)
}

pub(super) fn clock(hour: i64, minute: i64, second: i64) -> Option<i64> {
    // A leap second is counted into the second before it.
    let fits = hour < 24 && minute < 60 && second <= 60;
    fits.then(|| (hour * 3_600 + minute * 60 + second.min(59)) * 1_000)
}

pub(super) fn checked(millis: i64, precision: Precision, zoneless: bool, as_of: i64) -> Result<Moment, Fault> {
    let latest = as_of.saturating_add(DAY).min(Stamp::MAX_MILLIS);
    if millis <= 0 || millis > latest {
        return Err(Fault::Bad);
    }
    Ok(Moment { stamp: Stamp { millis, precision, source: TimeSource::Field }, zoneless, unit: 0 })
}

/// The fast path: `2012-01-31T10:20:30Z` and `2012-01-31T10:20:30.123Z`.
fn fixed(bytes: &[u8]) -> Option<(i64, Precision)> {
    let fine = match bytes.len() {
        20 => false,
        24 if bytes[19] == b'.' => true,
        _ => return None,
    };
    let marks = bytes[4] == b'-' && bytes[7] == b'-' && bytes[10] == b'T' && bytes[13] == b':' && bytes[16] == b':';
    if !marks || *bytes.last()? != b'Z' {
        return None;
    }
    let number = |from: usize, to: usize| {
        bytes[from..to].iter().try_fold(0i64, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
    };
    let day = midnight(number(0, 4)?, number(5, 7)?, number(8, 10)?)?;
    let time = clock(number(11, 13)?, number(14, 16)?, number(17, 19)?)?;
    let rest = if fine { number(20, 23)? } else { 0 };
    Some((day + time + rest, if fine { Precision::Millisecond } else { Precision::Second }))
}

/// Takes tokens off the front of a text.
pub(super) struct Cursor<'a>(pub &'a str);

impl Cursor<'_> {
    pub(super) fn digits(&mut self, least: usize, most: usize) -> Option<i64> {
        let count = self.0.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let number = self.0.get(..count).filter(|_| count >= least)?.parse().ok()?;
        self.0 = &self.0[count..];
        Some(number)
    }

    pub(super) fn mark(&mut self, marks: &[char]) -> Option<char> {
        let mark = self.0.chars().next().filter(|mark| marks.contains(mark))?;
        self.0 = &self.0[mark.len_utf8()..];
        Some(mark)
    }
}

/// `2012-01-31`, `2012-01-31T10Z`, `2012-01-31 10:20`, `2012/01/31 10:20:30.5 +0200` and what lies between.
fn iso(text: &str) -> Option<(i64, Precision, bool)> {
    let mut rest = Cursor(text);
    let year = rest.digits(4, 4)?;
    let dash = rest.mark(&['-', '/'])?;
    let month = rest.digits(2, 2)?;
    rest.mark(&[dash])?;
    let day = midnight(year, month, rest.digits(2, 2)?)?;
    if rest.0.is_empty() {
        return Some((day, Precision::Day, false));
    }
    rest.mark(&['T', 't', ' '])?;
    let (hour, mut minute, mut second, mut fraction) = (rest.digits(2, 2)?, 0, 0, 0);
    let mut precision = Precision::Hour;
    if rest.mark(&[':']).is_some() {
        (minute, precision) = (rest.digits(2, 2)?, Precision::Minute);
        if rest.mark(&[':']).is_some() {
            (second, precision) = (rest.digits(2, 2)?, Precision::Second);
            if rest.mark(&['.', ',']).is_some() {
                let before = rest.0;
                rest.digits(1, 18)?;
                let written = &before[..before.len() - rest.0.len()];
                fraction = format!("{written:0<3}").get(..3)?.parse().ok()?;
                precision = Precision::Millisecond;
            }
        }
    }
    let local = day + clock(hour, minute, second)? + fraction;
    let zone = match rest.0.strip_suffix(']').and_then(|rest| rest.split_once('[')) {
        Some((offset, name)) => match zone(offset.trim())? {
            // The offset says what the name only explains.
            Some(ahead) => Some(ahead),
            None => Some(named_zone::ahead(name, local)?),
        },
        None => zone(rest.0.trim())?,
    };
    Some((local - zone.unwrap_or(0), precision, zone.is_none()))
}

/// The milliseconds that a zone is ahead of UTC; `Some(None)` where none is written; none where it is not understood.
pub(super) fn zone(text: &str) -> Option<Option<i64>> {
    match text {
        "" => return Some(None),
        "Z" | "z" | "UTC" | "GMT" => return Some(Some(0)),
        _ => {}
    }
    let mut rest = Cursor(text);
    let sign = if rest.mark(&['+', '-'])? == '-' { -1 } else { 1 };
    let hours = rest.digits(2, 2)?;
    rest.mark(&[':']);
    let minutes = if rest.0.is_empty() { 0 } else { rest.digits(2, 2)? };
    (rest.0.is_empty() && hours < 24 && minutes < 60).then_some(Some(sign * (hours * 60 + minutes) * 60_000))
}

/// `Wed Feb 10 18:00:00 +0000 2021` and `Wed, 10 Feb 2021 18:00:00 GMT`.
fn words(text: &str) -> Option<(i64, Precision, bool)> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let (mut year, mut month, mut day, mut time, mut ahead) = (None, None, None, None, None);
    for token in text.split([' ', ',']).filter(|token| !token.is_empty()) {
        if let Some(index) = MONTHS.iter().position(|name| *name == token) {
            month = Some(index as i64 + 1);
        } else if token.contains(':') && token.starts_with(|first: char| first.is_ascii_digit()) {
            let mut rest = Cursor(token);
            let hour = rest.digits(1, 2)?;
            rest.mark(&[':'])?;
            let minute = rest.digits(2, 2)?;
            let second = if rest.mark(&[':']).is_some() { Some(rest.digits(2, 2)?) } else { None };
            let precision = if second.is_some() { Precision::Second } else { Precision::Minute };
            time = rest.0.is_empty().then_some((clock(hour, minute, second.unwrap_or(0))?, precision));
        } else if let Ok(number) = token.parse::<i64>().map_err(drop)
            && !token.starts_with(['+', '-'])
        {
            match token.len() {
                4 => year = Some(number),
                // Behind day and month, two digits are a year (RFC 822).
                2 if day.is_some() && month.is_some() => year = Some(number + if number < 70 { 2_000 } else { 1_900 }),
                _ => day = Some(number),
            }
        } else if !DAYS.contains(&token) {
            ahead = Some(zone(token)??);
        }
    }
    let (time, precision) = time?;
    Some((midnight(year?, month?, day?)? + time - ahead.unwrap_or(0), precision, ahead.is_none()))
}

fn ambiguous(text: &str) -> bool {
    let mut rest = Cursor(text);
    let dated = |rest: &mut Cursor<'_>| {
        rest.digits(1, 2)?;
        let mark = rest.mark(&['/', '.', '-'])?;
        rest.digits(1, 2)?;
        rest.mark(&[mark])?;
        rest.digits(2, 4)
    };
    dated(&mut rest).is_some()
}

fn date_like(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b'.').count() > 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: i64 = 1_790_000_000_000;

    fn shown(text: &str) -> String {
        match parse(text, NOW) {
            Ok(moment) => {
                let zone = if moment.zoneless { " zoneless" } else { "" };
                format!("{} {:?}{zone}", crate::event::rfc3339(moment.stamp.millis, true), moment.stamp.precision)
            }
            Err(fault) => format!("{fault:?}"),
        }
    }

    #[test]
    fn many_ways_to_write_one_moment() {
        for (text, expected) in [
            ("2012-04-25T10:00:00Z", "2012-04-25T10:00:00.000Z Second"),
            ("2012-04-25T10:00:00.123Z", "2012-04-25T10:00:00.123Z Millisecond"),
            ("2012-04-25T10:00:00.123456789Z", "2012-04-25T10:00:00.123Z Millisecond"),
            ("2012-04-25T10:00:00+02:00", "2012-04-25T08:00:00.000Z Second"),
            // In Berlin 2:30 never came on that day, and came twice on the next.
            ("2012-03-25T02:30:00[Europe/Berlin]", "2012-03-25T00:30:00.000Z Second"),
            ("2012-10-28T02:30:00[Europe/Berlin]", "2012-10-28T00:30:00.000Z Second"),
            ("2012-04-25T10:00:00+02:00[Europe/Berlin]", "2012-04-25T08:00:00.000Z Second"),
            ("2012-04-25T10:20Z", "2012-04-25T10:20:00.000Z Minute"),
            ("2012-04-25T10Z", "2012-04-25T10:00:00.000Z Hour"),
            ("2012-04-25", "2012-04-25T00:00:00.000Z Day"),
            ("2012-04-25 10:00:00", "2012-04-25T10:00:00.000Z Second zoneless"),
            ("2012-04-25 10:00:00 UTC", "2012-04-25T10:00:00.000Z Second"),
            ("2013-01-31 00:13:32 +0000", "2013-01-31T00:13:32.000Z Second"),
            ("2012/04/25 10:00:00 -0700", "2012-04-25T17:00:00.000Z Second"),
            ("Wed Apr 25 10:00:00 +0000 2012", "2012-04-25T10:00:00.000Z Second"),
            ("Wed, 25 Apr 2012 10:00:00 GMT", "2012-04-25T10:00:00.000Z Second"),
            ("Wed, 25 Apr 12 10:00:00 GMT", "2012-04-25T10:00:00.000Z Second"),
            ("1335348000", "2012-04-25T10:00:00.000Z Second"),
            ("1335348000.0", "2012-04-25T10:00:00.000Z Second"),
            ("1335348000.5", "2012-04-25T10:00:00.500Z Millisecond"),
            ("1335348000000", "2012-04-25T10:00:00.000Z Millisecond"),
            ("1335348000000000", "2012-04-25T10:00:00.000Z Millisecond"),
            ("1335348000000000000", "2012-04-25T10:00:00.000Z Millisecond"),
            ("2012-06-30T23:59:60Z", "2012-06-30T23:59:59.000Z Second"),
            ("2000-02-29", "2000-02-29T00:00:00.000Z Day"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for text in [
            "",
            "[deleted]",
            "0",
            "1",
            "0000-00-00 00:00:00",
            "1970-01-01T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "9999-12-31T23:59:59Z",
            "2012-13-45T99:99:99Z",
            "2100-02-29",
            "2012-03-25T02:30:00[Europe/Atlantis]",
            "99999999999999999999999",
            "1e400",
            "tomorrow",
        ] {
            assert_eq!(parse(text, NOW), Err(Fault::Bad), "{text}");
        }
        for text in ["25/04/12 10:00", "04/25/12 10:00 AM", "25.04.2012", "04-05-2012"] {
            assert_eq!(parse(text, NOW), Err(Fault::Ambiguous), "{text}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_chrono(millis in 1i64..NOW, offset in -14 * 60..14 * 60i32) {
            let utc = chrono::DateTime::from_timestamp_millis(millis).unwrap();
            let there = utc.with_timezone(&chrono::FixedOffset::east_opt(offset * 60).unwrap());
            prop_assert_eq!(parse(&utc.to_rfc3339_opts(chrono::SecondsFormat::Millis, true), NOW).unwrap().stamp.millis, millis);
            prop_assert_eq!(parse(&there.to_rfc3339(), NOW).unwrap().stamp.millis, millis);
        }

        #[test]
        fn garbage_never_panics(text in "[0-9TZ:. +/,eAprWdé-]{0,40}") {
            let _ = parse(&text, NOW);
        }
    }
}
