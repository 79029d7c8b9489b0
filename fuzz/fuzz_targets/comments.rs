//! Any words as comments: judged one by one among each other, and written in every form that `filter` has.
#![no_main]

use std::io::Write;

use fineness::engine::{ItemSink, Judge, RingSearch, Settings, filter};
use fineness::read::{Inputs, Options};
use fineness::report::{Format, ItemForm, ItemReport, ModerationList, RingLine};
use fineness::ring::Ring;
use fineness::score::{ITEM_PRIOR, ItemVerdict};
use fineness::{Error, Result};
use fineness_fuzz::{NOW, assert_harmless, assert_table, book, pieces};
use libfuzzer_sys::fuzz_target;

struct Every<'a> {
    reports: [ItemReport<'a>; 2],
    list: ModerationList<Vec<u8>>,
}

impl ItemSink for Every<'_> {
    fn item(&mut self, verdict: &ItemVerdict<'_>) -> Result<()> {
        assert!((0.0..=1.0).contains(&verdict.probability));
        self.list.add(verdict).map_err(Error::output)?;
        self.reports.iter_mut().try_for_each(|report| report.item(&verdict.into()).map_err(Error::output))
    }

    fn ring(&mut self, ring: &Ring, ids: &[&str]) -> Result<()> {
        self.reports.iter_mut().try_for_each(|report| report.ring(RingLine::new(ring, ids)).map_err(Error::output))
    }
}

fuzz_target!(|bytes: &[u8]| {
    let pieces = pieces(bytes);
    let piece = |place: usize| pieces[place % pieces.len()].as_str();
    let mut input = Vec::new();
    for number in 0..8usize {
        let comment = serde_json::json!({
            "id": format!("{}{number}", piece(number)), "author": format!("{}.", piece(number + 1)), "kind": if number == 7 { "pingback" } else { "comment" },
            "author_name": piece(number + 1), "author_url": piece(number + 2), "author_email": piece(number + 3),
            "created_at": 1_335_348_000 + number * 60, "text": piece(number), "target": piece(4),
        });
        writeln!(input, "{comment}").expect("writing into memory");
    }
    let article = serde_json::json!({"type": "article", "id": piece(4), "title": piece(5), "text": piece(6)});
    writeln!(input, "{article}").expect("writing into memory");
    let options = Options { as_of: NOW, require_time: false, keep_unsigned: true, ..Options::default() };
    let mut inputs = Inputs::from_reader("input", &mut &input[..], options).expect("canonical lines");
    let (mut text, mut lines) = (Vec::new(), Vec::new());
    let judge = Judge::new(book(), ITEM_PRIOR).expect("the shipped rules");
    let list = {
        let [text, lines] = [(ItemForm::Text, &mut text), (ItemForm::Ndjson, &mut lines)]
            .map(|(form, out)| ItemReport::new(form, Vec::new(), Box::new(out)));
        let list = ModerationList::new(Vec::new()).expect("writing into memory");
        let mut sink = Every { reports: [text, lines], list };
        let settings = Settings { threads: 1, ..Settings::default() };
        let summary = filter(&mut inputs, &judge, RingSearch::Always, &settings, &mut sink).expect("comments can be judged");
        let Every { reports, list } = sink;
        reports.into_iter().for_each(|mut report| report.finish(&(&summary).into()).expect("writing into memory"));
        list
    };
    assert_harmless(Format::Text, &text);
    assert_harmless(Format::Ndjson, &lines);
    assert_table(&String::from_utf8(list.finish().expect("writing into memory")).expect("it is UTF-8"));
});
