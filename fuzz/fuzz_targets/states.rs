//! Any bytes as what another process remembers: the state of an account, and a learned model. The first byte says which.
#![no_main]

use fineness::engine::{Judge, Lens, Settings, partial};
use fineness::model::Model;
use fineness::score::ITEM_PRIOR;
use fineness_fuzz::book;
use libfuzzer_sys::fuzz_target;
use xxhash_rust::xxh3::xxh3_64;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    if first % 2 == 0 { state(rest) } else { model(rest) }
});

fn state(bytes: &[u8]) {
    let Ok(twice) = partial::merge(bytes, bytes) else { return };
    let line = br#"{"author":"ann","created_at":"2012-04-25T10:00:00Z","text":"one more"}"#;
    let lens = Lens::new(book()).expect("the shipped rules");
    let (more, skipped) = partial::update(&twice, line, &lens).expect("a state that was written here");
    assert_eq!(skipped, []);
    let _ = partial::finish("ann", &more, book(), &Settings::default()).expect("a state that was written here");
}

fn model(bytes: &[u8]) {
    // A checksum that is right, so that what is behind it is reached.
    let packed = zstd::bulk::compress(bytes, 1).expect("packing into memory");
    let mut file = b"fineness model\n\x02".to_vec();
    file.extend_from_slice(&xxh3_64(&packed).to_le_bytes());
    file.extend_from_slice(&packed);
    let Ok(model) = Model::from_bytes(&file) else { return };
    let again = Model::from_bytes(&model.to_bytes().expect("writing into memory")).expect("what was written can be read");
    assert_eq!(again.seen(), model.seen());
    let _ = Judge::new(book(), ITEM_PRIOR).expect("the shipped rules").taught(&model).desk();
}
