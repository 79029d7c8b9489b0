//! Dates that are written with day and month in either order, once the user says which comes first.

use super::time::{Cursor, Fault, Moment, checked, clock, midnight, parse, zone};
use crate::event::Precision;

/// Which comes first in dates such as 04/05/12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dates {
    /// Nobody said; such dates are refused.
    #[default]
    Unsaid,
    /// The day.
    DayFirst,
    /// The month.
    MonthFirst,
}

impl Dates {
    /// The order in one word; none where nobody said it.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Dates::Unsaid => None,
            Dates::DayFirst => Some("day-first"),
            Dates::MonthFirst => Some("month-first"),
        }
    }

    /// The order of that name.
    pub fn from_name(name: &str) -> Option<Dates> {
        [Dates::DayFirst, Dates::MonthFirst].into_iter().find(|dates| dates.name() == Some(name))
    }
}

/// Reads a time from text, with dates such as 04/05/12 as the user says they are to be read.
pub(crate) fn parse_as(text: &str, as_of: i64, dates: Dates) -> Result<Moment, Fault> {
    match parse(text, as_of) {
        Err(Fault::Ambiguous) if dates != Dates::Unsaid => {
            let (millis, precision, zoneless) = ordered(text.trim(), dates).ok_or(Fault::Bad)?;
            checked(millis, precision, zoneless, as_of)
        }
        read => read,
    }
}

/// The days that such a date can mean: both, or the only one that there is.
pub(crate) fn readings(text: &str) -> Vec<String> {
    let read = |dates| ordered(text.trim(), dates).map(|(millis, ..)| crate::event::rfc3339(millis, false)[..10].to_owned());
    let mut readings: Vec<String> = [Dates::DayFirst, Dates::MonthFirst].into_iter().filter_map(read).collect();
    readings.dedup();
    readings
}

/// `25/04/12 10:00` and its like, once it is known which of the two comes first. Years of two digits lie in 1970 to 2069.
fn ordered(text: &str, dates: Dates) -> Option<(i64, Precision, bool)> {
    let mut rest = Cursor(text);
    let first = rest.digits(1, 2)?;
    let mark = rest.mark(&['/', '.', '-'])?;
    let second = rest.digits(1, 2)?;
    rest.mark(&[mark])?;
    let before = rest.0.len();
    let year = rest.digits(2, 4)?;
    let year = match before - rest.0.len() {
        4 => year,
        2 if year < 70 => 2_000 + year,
        2 => 1_900 + year,
        _ => return None,
    };
    let (day, month) = if dates == Dates::DayFirst { (first, second) } else { (second, first) };
    let day = midnight(year, month, day)?;
    if rest.0.is_empty() {
        return Some((day, Precision::Day, false));
    }
    rest.mark(&[',']);
    let mut rest = Cursor(rest.0.trim_start_matches([' ', 'T']));
    let hour = rest.digits(1, 2)?;
    rest.mark(&[':'])?;
    let minute = rest.digits(2, 2)?;
    let (seconds, precision) =
        if rest.mark(&[':']).is_some() { (rest.digits(2, 2)?, Precision::Second) } else { (0, Precision::Minute) };
    let rest = rest.0.trim();
    let half = rest.get(..2).filter(|half| half.eq_ignore_ascii_case("am") || half.eq_ignore_ascii_case("pm"));
    let (hour, rest) = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => (hour % 12 + if half.eq_ignore_ascii_case("pm") { 12 } else { 0 }, rest[2..].trim()),
        None => (hour, rest),
    };
    let zone = zone(rest)?;
    Some((day + clock(hour, minute, seconds)? - zone.unwrap_or(0), precision, zone.is_none()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: i64 = 1_790_000_000_000;

    #[test]
    fn the_order_of_day_and_month_is_what_the_user_says() {
        let read = |text: &str, dates| parse_as(text, NOW, dates).map(|moment| crate::event::rfc3339(moment.stamp.millis, false));
        for (text, dates, expected) in [
            ("04/05/12", Dates::DayFirst, Ok("2012-05-04T00:00:00Z".to_owned())),
            ("04/05/12", Dates::MonthFirst, Ok("2012-04-05T00:00:00Z".to_owned())),
            ("25.04.2012 10:20:30", Dates::DayFirst, Ok("2012-04-25T10:20:30Z".to_owned())),
            ("04/25/12, 12:05 AM", Dates::MonthFirst, Ok("2012-04-25T00:05:00Z".to_owned())),
            ("25/04/12", Dates::MonthFirst, Err(Fault::Bad)),
            ("25/04/12", Dates::Unsaid, Err(Fault::Ambiguous)),
        ] {
            assert_eq!(read(text, dates), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn garbage_never_panics(text in "[0-9TZ:. +/,AMpm-]{0,30}") {
            let _ = parse_as(&text, NOW, Dates::DayFirst);
        }
    }
}
