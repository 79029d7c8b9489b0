//! Hostile names and words through the whole pipeline into every report.
#![no_main]

use std::io::Write;
use std::sync::OnceLock;

use fineness::engine::{self, Settings, Sink};
use fineness::read::{Inputs, Options};
use fineness::report::{self, Format, Report, RingLine};
use fineness::ring::Ring;
use fineness::rule::{self, RuleBook};
use fineness::score::Verdict;
use fineness::{Result, detect};
use libfuzzer_sys::fuzz_target;

struct Every<'a> {
    reports: Vec<Box<dyn Report + 'a>>,
    rings: Vec<RingLine>,
}

impl Sink for Every<'_> {
    fn account(&mut self, verdict: Verdict) -> Result<()> {
        self.reports.iter_mut().for_each(|report| report.account(&verdict).expect("writing into memory"));
        Ok(())
    }

    fn ring(&mut self, ring: &Ring, ids: &[&str]) -> Result<()> {
        let line = RingLine::new(ring, ids);
        self.reports.iter_mut().for_each(|report| report.ring(&line).expect("writing into memory"));
        self.rings.push(line);
        Ok(())
    }
}

fuzz_target!(|pieces: Vec<String>| {
    static BOOK: OnceLock<RuleBook> = OnceLock::new();
    let book = BOOK.get_or_init(|| RuleBook::load(detect::vocabulary(), &rule::builtin()).expect("the shipped rules"));
    // A clock that posts whatever it was given, so that findings quote it.
    let piece = |place: usize| pieces.get(place % pieces.len().max(1)).map_or("", String::as_str);
    let mut lines = Vec::new();
    for number in 0..120usize {
        let event = serde_json::json!({
            "id": format!("{}{number}", piece(1)), "author": format!("a{}", piece(0)), "created_at": 1_335_348_000 + number * 3_600,
            "text": format!("{} {}", piece(2), piece(number + 3)), "source": piece(4), "url": piece(5),
        });
        writeln!(lines, "{event}").expect("writing into memory");
    }
    let options = Options { as_of: 1_790_000_000_000, ..Options::default() };
    let Ok(mut inputs) = Inputs::from_reader(&format!("in{}", piece(6)), &mut &lines[..], options) else { return };
    let mut outputs: Vec<Vec<u8>> = Format::ALL.iter().map(|_| Vec::new()).collect();
    let mut sink = Every { reports: Vec::new(), rings: Vec::new() };
    sink.reports = outputs.iter_mut().zip(Format::ALL).map(|(out, format)| report::writer(format, Box::new(out))).collect();
    let settings = Settings { threads: 1, ..Settings::default() };
    let summary = engine::audit(&mut inputs, book, &settings, &mut sink).expect("an audit");
    let Every { reports, rings } = sink;
    reports.into_iter().for_each(|mut report| report.finish(&summary).expect("writing into memory"));
    let mut exported = Vec::new();
    report::write_edges(&rings, &mut exported).expect("writing into memory");
    report::write_messages(&rings, &mut exported).expect("writing into memory");
    report::write_graph(&rings, &mut exported).expect("writing into memory");
    for (out, format) in outputs.iter().zip(Format::ALL) {
        let text = std::str::from_utf8(out).expect("a report is UTF-8");
        let acts = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t' | '\r');
        assert!(!text.contains(acts) || format == Format::Text && !text.contains('\u{7}'), "{format:?} lets through what acts");
    }
});
