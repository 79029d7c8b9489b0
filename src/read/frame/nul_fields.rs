//! Six fields a record, each ended by a NUL byte: `git log -z --format=%H%x00%an%x00%ae%x00%aI%x00%cI%x00%s`.
//!
//! A record starts with a commit's hash; that is what a damaged log is taken up again at.

use super::{Flaw, Step};

const FIELDS: usize = 6;
/// The longest start of a record: the hash of SHA-256 and its NUL.
pub(super) const MARK: usize = 65;

pub(super) fn step(bytes: &[u8], at_end: bool) -> Step {
    let blank = bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r' | 0)).count();
    if blank > 0 {
        return Step::Blank { next: blank };
    }
    if bytes.is_empty() {
        return if at_end { Step::End } else { Step::More };
    }
    if !at_end && bytes.len() < MARK {
        return Step::More;
    }
    let broken =
        |next: usize, message: &str| Step::Broken { next, flaw: Flaw { code: "IN-GIT", message: message.into(), skipped: true } };
    if hash(bytes).is_none() {
        return match resync(bytes) {
            Some(next) => broken(next, "no commit hash at the start of the record"),
            None if at_end => broken(bytes.len(), "no commit hash at the start of the record"),
            None => Step::More,
        };
    }
    let mut ends = memchr::memchr_iter(0, bytes);
    match ends.nth(FIELDS - 1) {
        Some(end) if !at_end && bytes.len() < end + 1 + MARK => Step::More,
        Some(end) => match resync(&bytes[..(end + 1 + MARK).min(bytes.len())]).filter(|next| *next <= end) {
            Some(next) => broken(next, "the record has too few fields"),
            None => Step::Record { start: 0, end, next: end + 1 },
        },
        None if !at_end => Step::More,
        None => match resync(bytes) {
            Some(next) => broken(next, "the record has too few fields"),
            None => Step::Record { start: 0, end: bytes.len(), next: bytes.len() },
        },
    }
}

/// The length of the hash that the bytes start with, if they do.
pub(crate) fn hash(bytes: &[u8]) -> Option<usize> {
    [40, 64].into_iter().find(|length| bytes.get(*length) == Some(&0) && bytes[..*length].iter().all(u8::is_ascii_hexdigit))
}

/// Where the next record starts, behind the first byte.
pub(super) fn resync(bytes: &[u8]) -> Option<usize> {
    memchr::memchr2_iter(0, b'\n', bytes).map(|at| at + 1).find(|at| hash(&bytes[*at..]).is_some())
}

#[cfg(test)]
mod tests {
    use super::super::{Cut, tests::cut};

    #[test]
    fn a_record_with_missing_fields_costs_only_itself() {
        let hash = "a".repeat(40);
        let whole = format!("{hash}\0n\0e\0t\0t\0s\0");
        let (records, flaws) = cut(format!("{whole}{hash}\0n\0e\0{whole}junk\0{whole}").as_bytes(), Cut::NulFields, 7, 1000);
        assert_eq!(records.len(), 3);
        assert!(records.iter().all(|record| record.2 == whole[..whole.len() - 1]));
        assert_eq!(flaws.iter().map(|flaw| (flaw.0, flaw.1)).collect::<Vec<_>>(), [("IN-GIT", 2), ("IN-GIT", 4)]);
    }
}
