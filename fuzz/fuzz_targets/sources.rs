//! Any text as one record of a format: the first byte says which.
#![no_main]

use fineness::read::read_one;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    read_one(usize::from(*first), text);
});
