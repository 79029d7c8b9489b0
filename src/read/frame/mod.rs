//! Cuts a stream of bytes into whole records, a megabyte or so at a time.
//!
//! A framing remembers nothing between two records but the head that they stand behind, so it can start at any of them: that is
//! what reading one record again by its place rests on, and why the size of the pieces never changes what is read.

pub(crate) mod csv_records;
pub(crate) mod json_array;
pub(crate) mod lines;
pub(crate) mod nul_fields;
pub(crate) mod sql_rows;
pub(crate) mod xml_elements;

use std::io::{self, Read};
use std::sync::Arc;

use csv_records::Dialect;
use xml_elements::Elements;

/// What stands at the front of the bytes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A record, and where the next one may start.
    Record { start: usize, end: usize, next: usize },
    /// What the records behind it must know, such as the article that comments stand under; it may be a record itself.
    Head { start: usize, end: usize, next: usize, record: bool },
    /// Bytes that are no whole record.
    Broken { next: usize, flaw: Flaw },
    /// Blank lines, commas: nothing to tell.
    Blank { next: usize },
    /// The record is longer than the bytes at hand.
    More,
    /// Nothing follows.
    End,
}

/// Something wrong with the cut of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flaw {
    pub code: &'static str,
    pub message: String,
    /// Whether a record was lost.
    pub skipped: bool,
}

/// The rules by which records are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// One record a line.
    Lines,
    /// Rows of that many columns, whose quoted fields may hold line ends.
    Csv { dialect: Dialect, columns: usize },
    /// Six fields, each ended by a NUL byte.
    NulFields,
    /// The elements of an array, from behind its bracket; or JSON values one after the other.
    JsonArray,
    /// The elements of the arrays of that name in JSON objects, from behind the bracket of the first.
    JsonLists(&'static str),
    /// Elements of an XML document.
    Xml(Elements),
    /// Rows of the table of comments in a dump of a database.
    SqlRows,
}

/// Where the search for the end of an overlong record stands.
#[derive(Debug, Default)]
struct Overlong {
    braces: json_array::Braces,
    /// Whether the search has left the first byte of the record behind.
    begun: bool,
}

impl Cut {
    fn step(self, bytes: &[u8], at_end: bool) -> Step {
        match self {
            Cut::Lines => lines::step(bytes, at_end),
            Cut::Csv { dialect, columns } => csv_records::step(bytes, at_end, dialect, columns),
            Cut::NulFields => nul_fields::step(bytes, at_end),
            Cut::JsonArray => json_array::step(bytes, at_end),
            Cut::JsonLists(name) => json_array::step_in_lists(bytes, at_end, name),
            Cut::Xml(elements) => xml_elements::step(bytes, at_end, elements),
            Cut::SqlRows => sql_rows::step(bytes, at_end),
        }
    }

    /// Where an overlong record ends within the bytes that follow.
    fn skip(self, bytes: &[u8], overlong: &mut Overlong) -> Option<usize> {
        match self {
            Cut::Lines | Cut::Csv { .. } => memchr::memchr(b'\n', bytes).map(|at| at + 1),
            Cut::NulFields => nul_fields::resync(bytes),
            Cut::JsonArray | Cut::JsonLists(_) => overlong.braces.end(bytes),
            Cut::Xml(elements) => xml_elements::resync(bytes, usize::from(!overlong.begun), elements),
            Cut::SqlRows => sql_rows::resync(bytes),
        }
    }

    /// How many bytes the mark has that an overlong record ends at.
    fn mark(self) -> usize {
        match self {
            Cut::NulFields => nul_fields::MARK,
            Cut::Xml(_) => xml_elements::MARK,
            _ => 0,
        }
    }
}

/// Where one record stands in a piece, and its number counted from the piece's first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bound {
    pub start: u32,
    pub end: u32,
    pub number: u32,
    /// The head that it stands behind, by its place in the piece's list.
    pub head: Option<u32>,
}

/// A run of whole records.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub bytes: Vec<u8>,
    pub bounds: Vec<Bound>,
    pub heads: Vec<Arc<[u8]>>,
    pub first_byte: u64,
    pub first_record: u64,
}

/// Why the search for records pauses.
enum Stop {
    Full,
    Hungry,
    Overlong,
    Ended,
}

/// Cuts one stream.
pub(crate) struct Framer<'r> {
    source: &'r mut dyn Read,
    cut: Cut,
    buffer: Vec<u8>,
    /// The byte of the stream that the buffer starts at.
    base: u64,
    /// The number of the next record, from 1.
    record: u64,
    /// What the next records stand behind.
    head: Option<Arc<[u8]>>,
    at_end: bool,
    piece_bytes: usize,
    longest: usize,
}

impl<'r> Framer<'r> {
    /// Starts at `base`, which `source` must stand at, with pieces of about `piece_bytes` and records of at most `longest`.
    pub fn new(source: &'r mut dyn Read, cut: Cut, base: u64, piece_bytes: usize, longest: usize) -> Self {
        let (piece_bytes, longest) = (piece_bytes.clamp(1, 1 << 28), longest.clamp(1, 1 << 30));
        Framer { source, cut, buffer: Vec::new(), base, record: 1, head: None, at_end: false, piece_bytes, longest }
    }

    /// The next piece; `flawed` hears of every flaw with the record's number and place.
    pub fn next(&mut self, flawed: &mut dyn FnMut(Flaw, u64, u64)) -> io::Result<Option<Piece>> {
        let mut target = self.piece_bytes;
        loop {
            self.fill(target)?;
            let first_record = self.record;
            let mut bounds = Vec::new();
            let mut heads: Vec<_> = self.head.clone().into_iter().collect();
            let mut at = 0;
            // A cut sees no more than the longest record, so that what it decides does not hang on how much was read ahead.
            let limit = self.longest + 1 + self.cut.mark().max(nul_fields::MARK);
            let stop = loop {
                if at >= self.piece_bytes && !bounds.is_empty() {
                    break Stop::Full;
                }
                let place = self.base + at as u64;
                let window = &self.buffer[at..self.buffer.len().min(at + limit)];
                let last = self.at_end && at + window.len() == self.buffer.len();
                match self.cut.step(window, last) {
                    Step::Record { start, end, .. } | Step::Head { start, end, .. } if end - start > self.longest => {
                        break Stop::Overlong;
                    }
                    step @ (Step::Record { start, end, next } | Step::Head { start, end, next, .. }) => {
                        let number = u32::try_from(self.record - first_record).unwrap_or(u32::MAX);
                        if !matches!(step, Step::Head { record: false, .. }) {
                            let head = (heads.len() as u32).checked_sub(1);
                            bounds.push(Bound { start: (at + start) as u32, end: (at + end) as u32, number, head });
                            self.record += 1;
                        }
                        if matches!(step, Step::Head { .. }) {
                            let head: Arc<[u8]> = self.buffer[at + start..at + end].into();
                            heads.push(Arc::clone(&head));
                            self.head = Some(head);
                        }
                        at += next;
                    }
                    Step::Broken { next, flaw } => {
                        let lost = flaw.skipped;
                        flawed(flaw, self.record, place);
                        self.record += u64::from(lost);
                        at += next.max(1);
                    }
                    Step::Blank { next } => at += next.max(1),
                    Step::More if window.len() == limit => break Stop::Overlong,
                    Step::More if !self.at_end => break Stop::Hungry,
                    Step::More | Step::End => break Stop::Ended,
                }
            };
            let rest = self.buffer.split_off(at.min(self.buffer.len()));
            let bytes = std::mem::replace(&mut self.buffer, rest);
            let first_byte = self.base;
            self.base += bytes.len() as u64;
            if !bounds.is_empty() {
                return Ok(Some(Piece { bytes, bounds, heads, first_byte, first_record }));
            }
            match stop {
                Stop::Ended => return Ok(None),
                Stop::Overlong => {
                    flawed(self.overlong(), self.record, self.base);
                    self.record += 1;
                    self.skip_overlong()?;
                }
                Stop::Full | Stop::Hungry => {}
            }
            // Doubling keeps the work linear although a record is searched from its start each time.
            target = self.piece_bytes.max(self.buffer.len().saturating_mul(2));
        }
    }

    fn overlong(&self) -> Flaw {
        Flaw { code: "IN-LONG", message: format!("the record is longer than {} bytes", self.longest), skipped: true }
    }

    fn fill(&mut self, target: usize) -> io::Result<()> {
        if !self.at_end && self.buffer.len() < target {
            let missing = target - self.buffer.len();
            self.buffer.reserve(missing);
            let read = Read::take(&mut *self.source, missing as u64).read_to_end(&mut self.buffer)?;
            self.at_end = read < missing;
        }
        Ok(())
    }

    fn skip_overlong(&mut self) -> io::Result<()> {
        let mut overlong = Overlong::default();
        loop {
            if let Some(end) = self.cut.skip(&self.buffer, &mut overlong) {
                self.buffer.drain(..end);
                self.base += end as u64;
                return Ok(());
            }
            // The tail may hold the first bytes of the mark that is looked for.
            let keep = if self.at_end { 0 } else { self.cut.mark().min(self.buffer.len().saturating_sub(1)) };
            let gone = self.buffer.len() - keep;
            self.buffer.drain(..gone);
            self.base += gone as u64;
            overlong.begun |= gone > 0;
            if self.at_end {
                return Ok(());
            }
            self.fill(self.piece_bytes.max(2 * nul_fields::MARK))?;
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    type Records = Vec<(u64, u64, String)>;
    type Flaws = Vec<(&'static str, u64, u64)>;

    /// Everything a cut finds: the records with number and place, and the flaws.
    pub(crate) fn cut(bytes: &[u8], cut: Cut, piece_bytes: usize, longest: usize) -> (Records, Flaws) {
        let (mut records, mut flaws) = (Vec::new(), Vec::new());
        let mut source = bytes;
        let mut framer = Framer::new(&mut source, cut, 0, piece_bytes, longest);
        while let Some(piece) = framer.next(&mut |flaw, record, byte| flaws.push((flaw.code, record, byte))).unwrap() {
            for bound in &piece.bounds {
                let record = String::from_utf8_lossy(&piece.bytes[bound.start as usize..bound.end as usize]).into_owned();
                records.push((piece.first_record + u64::from(bound.number), piece.first_byte + u64::from(bound.start), record));
            }
        }
        (records, flaws)
    }

    fn any_cut() -> impl Strategy<Value = Cut> {
        let dialect = Dialect { delimiter: b',', backslash: false };
        prop_oneof![
            Just(Cut::Lines),
            Just(Cut::Csv { dialect, columns: 3 }),
            Just(Cut::Csv { dialect: Dialect { backslash: true, ..dialect }, columns: 3 }),
            Just(Cut::NulFields),
            Just(Cut::JsonArray),
            Just(Cut::JsonLists("a")),
            Just(Cut::SqlRows),
            Just(Cut::Xml(Elements { records: &["a"], holder: "b" })),
        ]
    }

    proptest! {
        #[test]
        fn the_size_of_the_pieces_changes_nothing(
            text in "([a-f0-9]{39}|a,b,c|\"|\n|\0|\\{|\\}|\\[|\\]|,|\\\\| |é|</?[ab] ?/?>|<!\\[CDATA\\[|\\]\\]>|<!--|-->){0,40}",
            how in any_cut(),
            size in 1usize..80,
            longest in 20usize..200,
        ) {
            prop_assert_eq!(cut(text.as_bytes(), how, size, longest), cut(text.as_bytes(), how, 1 << 20, longest));
        }

        #[test]
        fn a_cut_can_start_at_any_record(text in "(a,b,c|\"|\n|\\{|\\}|,|x\0|</?[ab] ?/?>){0,40}", how in any_cut()) {
            let (records, _) = cut(text.as_bytes(), how, 64, 1 << 20);
            for (_, byte, record) in records {
                let (again, _) = cut(&text.as_bytes()[byte as usize..], how, 1, 1 << 20);
                prop_assert_eq!(&again[0].2, &record);
            }
        }
    }

    #[test]
    fn an_overlong_record_costs_only_itself() {
        let text = format!("short\n{}\nafter\n", "x".repeat(500));
        let (records, flaws) = cut(text.as_bytes(), Cut::Lines, 16, 100);
        assert_eq!(records, [(1, 0, "short".into()), (3, 507, "after".into())]);
        assert_eq!(flaws, [("IN-LONG", 2, 6)]);
    }
}
