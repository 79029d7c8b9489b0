//! Hostile names and words through the whole pipeline into every report of `audit` and `rings`.
#![no_main]

use std::io::Write;

use fineness::report::{Format, write_edges, write_graph, write_messages, write_rings};
use fineness_fuzz::{Lines, assert_harmless, assert_table, assert_xml, pieces};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let pieces = pieces(bytes);
    let piece = |place: usize| pieces[place % pieces.len()].as_str();
    // A clock that posts whatever it was given, so that findings quote it, and a ring that says the same at once.
    let mut input = Vec::new();
    for number in 0..60usize {
        let event = serde_json::json!({
            "id": format!("{}{number}", piece(1)), "author": format!("a{}", piece(0)), "created_at": 1_335_348_000 + number * 3_600,
            "text": format!("{} {}", piece(2), piece(number + 3)), "source": piece(4), "url": piece(5),
        });
        writeln!(input, "{event}").expect("writing into memory");
    }
    for number in 0..25usize {
        let (post, account) = (number / 5, number % 5);
        let event = serde_json::json!({
            "id": format!("r{number}{}", piece(1)), "author": format!("{}{account}", piece(7)),
            "created_at": 1_335_348_000 + post * 86_400 + account * 7, "target": format!("{}{post}", piece(6)),
            "text": format!("{} the quick brown fox number {post} jumps over the lazy dog today {}", piece(2), piece(post)),
        });
        writeln!(input, "{event}").expect("writing into memory");
    }
    let Some(lines) = Lines::audit(&format!("in{}", piece(6)), &input) else { return };
    for format in Format::ALL {
        assert_harmless(format, &lines.write(format));
    }
    let write = |write: fn(&[_], &mut dyn Write) -> std::io::Result<()>| {
        let mut out = Vec::new();
        write(&lines.rings, &mut out).expect("writing into memory");
        String::from_utf8(out).expect("it is UTF-8")
    };
    assert_table(&write(write_edges));
    assert_table(&write(write_messages));
    assert_xml(&write(write_graph));
    let mut text = Vec::new();
    write_rings(&lines.rings, lines.run.as_ref().expect("an audit ends"), &mut text).expect("writing into memory");
    assert_harmless(Format::Text, &text);
});
