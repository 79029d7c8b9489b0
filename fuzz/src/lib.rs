//! What several targets need: words from bytes, an audit of them, and what no report may let through.

use std::sync::OnceLock;

use fineness::engine::{self, Settings, Sink};
use fineness::read::{Inputs, Options};
use fineness::report::{AccountLine, Format, Report, RingLine, RunLine, visible, writer};
use fineness::ring::Ring;
use fineness::rule::{self, RuleBook};
use fineness::score::Verdict;
use fineness::{Result, detect};

/// The moment that counts as now, so that the same bytes do the same tomorrow.
pub const NOW: i64 = 1_790_000_000_000;

/// The shipped rules.
pub fn book() -> &'static RuleBook {
    static BOOK: OnceLock<RuleBook> = OnceLock::new();
    BOOK.get_or_init(|| RuleBook::load(detect::vocabulary(), &rule::builtin()).expect("the shipped rules"))
}

/// How inputs are read, within limits that a run of the fuzzer can reach.
pub fn options() -> Options {
    Options {
        as_of: NOW,
        max_record_bytes: 1 << 16,
        max_total_bytes: 1 << 22,
        ratio_after: 1 << 20,
        max_members: 50,
        chunk_bytes: 1 << 10,
        ..Options::default()
    }
}

/// The pieces of an input, which are parted by bytes of zero; never none.
pub fn pieces(bytes: &[u8]) -> Vec<String> {
    bytes.split(|byte| *byte == 0).map(|piece| String::from_utf8_lossy(piece).into_owned()).collect()
}

/// A report that was made in memory.
#[derive(Debug, Default)]
pub struct Lines {
    /// The accounts.
    pub accounts: Vec<AccountLine>,
    /// The rings.
    pub rings: Vec<RingLine>,
    /// The run.
    pub run: Option<RunLine>,
}

impl Sink for Lines {
    fn account(&mut self, verdict: Verdict) -> Result<()> {
        self.accounts.push(verdict.into());
        Ok(())
    }

    fn ring(&mut self, ring: &Ring, ids: &[&str]) -> Result<()> {
        self.rings.push(RingLine::new(ring, ids));
        Ok(())
    }
}

impl Lines {
    /// The audit of an input in memory; none if nothing in it can be audited.
    pub fn audit(name: &str, bytes: &[u8]) -> Option<Lines> {
        let mut inputs = Inputs::from_reader(name, &mut { bytes }, Options { as_of: NOW, ..Options::default() }).ok()?;
        let mut lines = Lines::default();
        let settings = Settings { threads: 1, ..Settings::default() };
        let summary = engine::audit(&mut inputs, book(), &settings, &mut lines).expect("an audit");
        lines.run = Some((&summary).into());
        Some(lines)
    }

    /// The same as a report of that format.
    pub fn write(&self, format: Format) -> Vec<u8> {
        let mut out = Vec::new();
        let mut report = writer(format, Box::new(&mut out));
        self.hand_on(&mut *report).expect("writing into memory");
        drop(report);
        out
    }

    fn hand_on(&self, report: &mut dyn Report) -> std::io::Result<()> {
        self.accounts.iter().try_for_each(|account| report.account(account))?;
        self.rings.iter().try_for_each(|ring| report.ring(ring))?;
        self.run.iter().try_for_each(|run| report.finish(run))
    }
}

/// Whether nothing in it acts on who reads it, and it is well-formed.
pub fn assert_harmless(format: Format, bytes: &[u8]) {
    let stripped = if format == Format::Text { anstream::adapter::strip_bytes(bytes).into_vec() } else { bytes.to_vec() };
    let text = std::str::from_utf8(&stripped).expect("a report is UTF-8");
    for line in text.lines() {
        assert_eq!(visible(line), line, "{format:?} lets through what acts");
    }
    match format {
        Format::Json | Format::Sarif => drop(serde_json::from_str::<serde_json::Value>(text).expect("it is JSON")),
        Format::Ndjson => text.lines().for_each(|line| drop(serde_json::from_str::<serde_json::Value>(line).expect("it is JSON"))),
        Format::Csv => assert_table(text),
        // The one script and the one style are the program's own.
        Format::Html => assert_eq!((text.matches("<script").count() <= 2, text.matches("<img").count()), (true, 0)),
        Format::Text | Format::Markdown => {}
    }
}

/// Whether no cell of a table is run as a formula.
pub fn assert_table(text: &str) {
    for row in csv::ReaderBuilder::new().flexible(false).from_reader(text.as_bytes()).records() {
        for cell in &row.expect("a whole table") {
            let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
            assert!(!runs, "a spreadsheet would run {cell:?}");
        }
    }
}

/// Whether it is well-formed XML.
pub fn assert_xml(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    while reader.read_event().expect("well-formed XML") != quick_xml::events::Event::Eof {}
}
