//! Any bytes as an input: containers, framings, finding the format, every reader, export, and reading back by place.
#![no_main]

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use fineness::read::{Inputs, Options, Record};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = Options { require_time: bytes.len() % 2 == 0, keep_unsigned: bytes.len() % 3 == 0, ..fineness_fuzz::options() };
    let Ok(mut inputs) = Inputs::from_reader("input", &mut { bytes }, options) else { return };
    let mut locators = Vec::new();
    let read = inputs.chunks(&mut |chunk| {
        let mut each = |record: Record<'_>| {
            if let Record::Event(event) = record {
                locators.push(event.locator);
            }
        };
        let counts = chunk.records(&mut each, &mut Vec::new());
        assert_eq!(counts.read, counts.kept + counts.skipped);
        let mut exported = Vec::new();
        let again = chunk.export(&mut exported, &mut Vec::new()).expect("writing into memory");
        assert_eq!((again.read, again.kept), (counts.read, counts.kept));
        assert_eq!(exported.iter().filter(|byte| **byte == b'\n').count() as u64, counts.kept);
        ControlFlow::Continue(())
    });
    if read.is_err() {
        return;
    }
    let wanted: BTreeSet<_> = locators.into_iter().collect();
    let mut found = BTreeSet::new();
    let wanted_list: Vec<_> = wanted.iter().copied().collect();
    inputs
        .quote(&wanted_list, &mut |place, record| {
            if let Record::Event(event) = record {
                assert_eq!(event.locator, place);
                found.insert(place);
            }
        })
        .expect("what was read can be read again");
    assert_eq!(found, wanted, "every event is found again at its place");
});
