//! The words of a condition: names, numbers with units, signs.

use super::nearest::nearest;
use super::problem::{Fault, Span, code};

/// How a number is written, which says what it measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// `100`, `1e-6`: a count or a plain number.
    Bare,
    /// `5%`.
    Share,
    /// `32min`.
    Duration,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'t> {
    Name(&'t str),
    /// A number in base units: shares from 0 to 1, durations in seconds.
    Number(f64, Written),
    /// A sign or a word of the language.
    Sign(&'static str),
    End,
}

impl Token<'_> {
    /// The token as messages name it.
    pub(super) fn noun(&self) -> String {
        match self {
            Token::Name(name) => format!("the name `{name}`"),
            Token::Number(..) => "a number".to_owned(),
            Token::Sign(sign) => format!("`{sign}`"),
            Token::End => "the end".to_owned(),
        }
    }
}

/// More tokens than any condition needs.
const MAX_TOKENS: usize = 4096;
const WORDS: [&str; 5] = ["and", "or", "not", "between", "in"];
/// Longer signs first, so that `<=` is not read as `<`.
const SIGNS: [&str; 15] = ["<=", ">=", "!=", "<", ">", "=", "+", "-", "*", "/", "(", ")", "[", "]", ","];
/// What people write who come from other languages, and what it is here.
const FOREIGN: [(&str, &str); 10] = [
    ("==", "="),
    ("&&", "and"),
    ("||", "or"),
    ("=>", ">="),
    ("=<", "<="),
    ("<>", "!="),
    ("≥", ">="),
    ("≤", "<="),
    ("≠", "!="),
    ("!", "not"),
];
/// Seconds in each unit of time.
pub(super) const UNITS: [(&str, f64); 10] = [
    ("ms", 0.001),
    ("s", 1.0),
    ("sec", 1.0),
    ("min", 60.0),
    ("h", 3600.0),
    ("hour", 3600.0),
    ("d", 86_400.0),
    ("day", 86_400.0),
    ("w", 604_800.0),
    ("week", 604_800.0),
];
/// Units people write that are not near enough to ours in letters.
const OTHER_UNITS: [(&str, &str); 7] =
    [("m", "min"), ("minute", "min"), ("minutes", "min"), ("second", "s"), ("seconds", "s"), ("hr", "h"), ("hrs", "h")];

/// Splits a condition into tokens, each with its place. The last is [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<(Token<'_>, Span)>, Fault> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        if c == '#' {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        if tokens.len() >= MAX_TOKENS {
            return Err(Fault::new(code::LIMIT, "the condition is too long", at..at + c.len_utf8(), "no more than 4096 words fit"));
        }
        let (token, length) = token(text, at, c)?;
        tokens.push((token, at..at + length));
        at += length;
    }
    let end = tokens.last().map_or(0, |(_, span): &(_, Span)| span.end);
    tokens.push((Token::End, end..end));
    Ok(tokens)
}

fn token(text: &str, at: usize, first: char) -> Result<(Token<'_>, usize), Fault> {
    let rest = &text[at..];
    if first.is_ascii_digit() || (first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit())) {
        return number(text, at);
    }
    if first.is_alphabetic() || first == '_' {
        let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(rest.len());
        let name = &rest[..length];
        let token = WORDS.iter().find(|word| **word == name).map_or(Token::Name(name), |word| Token::Sign(word));
        return Ok((token, length));
    }
    let foreign = FOREIGN.iter().find(|(sign, _)| rest.starts_with(sign) && !rest.starts_with("!="));
    if let Some((sign, ours)) = foreign {
        return Err(Fault::new(code::SYNTAX, format!("`{sign}` is not used here"), at..at + sign.len(), format!("write `{ours}`")));
    }
    match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        Some(sign) => Ok((Token::Sign(sign), sign.len())),
        None => Err(Fault::new(
            code::SYNTAX,
            format!("`{}` has no meaning in a condition", first.escape_debug()),
            at..at + first.len_utf8(),
            "remove it",
        )),
    }
}

fn number(text: &str, at: usize) -> Result<(Token<'_>, usize), Fault> {
    let rest = &text[at..];
    let digits = |from: usize| from + rest[from..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - from);
    let mut end = digits(0);
    if rest[end..].starts_with('.') {
        end = digits(end + 1);
    }
    if rest[end..].starts_with(['e', 'E']) {
        let sign = usize::from(rest[end + 1..].starts_with(['+', '-']));
        let exponent = digits(end + 1 + sign);
        if exponent > end + 1 + sign {
            end = exponent;
        }
    }
    let value: f64 = rest[..end].parse().unwrap_or(f64::INFINITY);
    if !value.is_finite() {
        return Err(Fault::new(code::SYNTAX, "this number is too large", at..at + end, "no measure reaches it"));
    }
    // Reports print "32 min", so a space before the unit is allowed.
    let gap = rest[end..].len() - rest[end..].trim_start_matches(' ').len();
    let after = &rest[end + gap..];
    if after.starts_with('%') {
        return Ok((Token::Number(value / 100.0, Written::Share), end + gap + 1));
    }
    let letters = after.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(after.len());
    // "1h30min" is two numbers side by side, which the parser adds.
    let letters = after[..letters].find(|c: char| c.is_ascii_digit()).unwrap_or(letters);
    let unit = &after[..letters];
    if let Some((_, seconds)) = UNITS.iter().find(|(name, _)| *name == unit) {
        return Ok((Token::Number(value * seconds, Written::Duration), end + gap + letters));
    }
    if unit.is_empty() || (gap > 0 && (unit.contains('.') || WORDS.contains(&unit))) {
        return Ok((Token::Number(value, Written::Bare), end));
    }
    Err(unknown_unit(unit, at + end + gap))
}

fn unknown_unit(unit: &str, at: usize) -> Fault {
    let other = OTHER_UNITS.iter().find(|(name, _)| *name == unit).map(|(_, ours)| *ours);
    let near = other.or_else(|| nearest(unit, UNITS.iter().map(|(name, _)| *name)));
    Fault::new(code::UNIT, format!("`{unit}` is not a unit"), at..at + unit.len(), "unknown unit")
        .help("units are: % ms s min h d w (also sec, hour, day, week)")
        .maybe_help(near.map(|near| format!("did you mean `{near}`?")))
}

/// A number with its unit standing alone, as tests give measures: `32min`, `1h 30min`, `-5%`, `12`.
pub(super) fn quantity(text: &str) -> Result<(f64, Written), Fault> {
    let tokens = tokens(text)?;
    let mut words = tokens.as_slice();
    let negative = matches!(words, [(Token::Sign("-"), _), ..]);
    if negative {
        words = &words[1..];
    }
    let (mut value, written) = match words {
        [(Token::Number(value, written), _), ..] => (*value, *written),
        _ => return Err(not_a_quantity(text)),
    };
    words = &words[1..];
    while let (Written::Duration, [(Token::Number(more, Written::Duration), _), rest @ ..]) = (written, words) {
        value += more;
        words = rest;
    }
    match words {
        [(Token::End, _)] => Ok((if negative { -value } else { value }, written)),
        _ => Err(not_a_quantity(text)),
    }
}

fn not_a_quantity(text: &str) -> Fault {
    Fault::new(code::TEST_VALUE, "this is not a number with a unit", 0..text.len(), "write it like 32min, 5% or 12")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_carry_their_unit() {
        let cases = [
            ("32min", 1920.0, Written::Duration),
            ("32 min", 1920.0, Written::Duration),
            ("1h30min", 5400.0, Written::Duration),
            ("1 h 30 min", 5400.0, Written::Duration),
            ("250ms", 0.25, Written::Duration),
            ("5%", 0.05, Written::Share),
            ("0.2 %", 0.002, Written::Share),
            ("1e-6", 1e-6, Written::Bare),
            ("-3", -3.0, Written::Bare),
            ("1e3", 1000.0, Written::Bare),
        ];
        for (text, value, written) in cases {
            assert_eq!(quantity(text), Ok((value, written)), "{text}");
        }
        for text in ["", "min", "5% 5%", "1 2", "1h 5%", "5mins", "1e999", "--1"] {
            assert!(quantity(text).is_err(), "{text}");
        }
    }

    #[test]
    fn comments_and_line_ends_are_skipped() {
        let words = tokens("a.b # why\n>= 1 # end").unwrap();
        assert_eq!(words.len(), 4);
        assert_eq!(words[1], (Token::Sign(">="), 10..12));
        assert_eq!(words[3].1, 14..14);
    }
}
