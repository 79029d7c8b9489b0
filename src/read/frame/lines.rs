//! One record a line.

use super::{Flaw, Step};

pub(super) fn step(bytes: &[u8], at_end: bool) -> Step {
    let (end, next) = match memchr::memchr(b'\n', bytes) {
        Some(at) => (at, at + 1),
        None if !at_end => return Step::More,
        None if bytes.is_empty() => return Step::End,
        None => (bytes.len(), bytes.len()),
    };
    let line = &bytes[..end];
    if let (Some(first), Some(last)) = (line.first(), line.last())
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return Step::Record { start: 0, end, next };
    }
    let text = line.trim_ascii();
    if text.is_empty() {
        return Step::Blank { next };
    }
    if text.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace()) {
        let message = format!("{} NUL bytes of padding", text.len());
        return Step::Broken { next, flaw: Flaw { code: "IN-TRAIL", message, skipped: false } };
    }
    let start = line.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    Step::Record { start, end: start + text.len(), next }
}

#[cfg(test)]
mod tests {
    use super::super::{Cut, tests::cut};

    #[test]
    fn blank_lines_and_padding_are_no_records() {
        let (records, flaws) = cut(b"\n a \r\n\n\nb\n\0\0\0\0", Cut::Lines, 4, 100);
        assert_eq!(records, [(1, 2, "a".into()), (2, 8, "b".into())]);
        assert_eq!(flaws, [("IN-TRAIL", 3, 10)]);
    }
}
