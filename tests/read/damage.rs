use super::*;

use proptest::prelude::*;

fn read_bytes(bytes: &[u8]) -> Reading {
    let root = folder(&[("input", bytes)]);
    read(&root.path().join("input"))
}

#[test]
fn a_broken_line_costs_only_itself() {
    let text = events(3).replacen("\"id\":\"1\"", "\"id:\"1\"", 1);
    let reading = read_bytes(text.as_bytes());
    assert_eq!((reading.lines.len(), reading.codes()), (2, vec!["IN-LINE"]));
    let told = &reading.diagnostics[0];
    assert_eq!((told.record, told.byte, told.skipped), (Some(2), Some(events(1).len() as u64), true));
    assert_eq!((reading.summary[0].read, reading.summary[0].kept, reading.summary[0].skipped), (3, 2, 1));
}

#[test]
fn padding_deep_nesting_and_a_cut_last_line() {
    let text = events(2) + &format!("{{\"author\":\"a\",\"x\":{}\n", "[".repeat(100_000)) + &events(1)[..40];
    let reading = read_bytes(&[text.as_bytes(), b"\n", &[0; 4_096]].concat());
    assert_eq!((reading.lines.len(), reading.codes()), (2, vec!["IN-DEPTH", "IN-LINE", "IN-TRAIL"]));
    let reading = read_bytes(&vec![b'['; 100_000]);
    assert_eq!((reading.lines.len(), reading.codes()), (0, vec!["IN-DEPTH"]));
}

#[test]
fn anonymous_and_untimed_records_are_left_out() {
    let text = concat!(
        "{\"author\":\"[deleted]\",\"created_utc\":\"1335348000\",\"body\":\"x\"}\n",
        "{\"author\":null,\"created_utc\":1335348000}\n",
        "{\"author\":\"a\"}\n",
        "{\"author\":\"a\",\"created_at\":\"25/04/12 10:00\"}\n",
        "{\"author\":\"a\",\"created_at\":\"0000-00-00 00:00:00\"}\n",
        "{\"author\":\"a\",\"created_at\":\"2012-04-25 10:00:00\",\"likes\":1e400,\"followers\":3}\n",
        "{\"author\":18446744073709551616,\"id\":1,\"id\":296773170655027201,\"created_at\":1335348000,\"text\":\"\\ud800\"}\n",
    );
    let reading = read_bytes(text.as_bytes());
    assert_eq!(
        reading.codes(),
        ["EV-ANON", "EV-ANON", "IN-JSON", "IN-JSON", "TIME-AMBIG", "TIME-BAD", "TIME-MISSING", "TIME-ZONE"]
    );
    assert_eq!(
        reading.lines,
        [
            r#"{"type":"event","author":"a","created_at":"2012-04-25T10:00:00","kind":"post","followers":3}"#,
            "{\"type\":\"event\",\"id\":\"296773170655027201\",\"author\":\"18446744073709551616\",\"created_at\":\"2012-04-25T10:00:00Z\",\"text\":\"\u{fffd}\",\"kind\":\"post\"}",
        ]
    );
    let root = folder(&[("input", text.as_bytes())]);
    let filter = Options { require_time: false, keep_unsigned: true, ..options() };
    let reading = read_with(&[root.path().join("input")], filter).unwrap();
    assert_eq!(reading.lines.len(), 7);
    assert_eq!(
        reading.lines[0],
        r#"{"type":"event","author":"[deleted] at 0:0","created_at":"2012-04-25T10:00:00Z","text":"x","kind":"post"}"#
    );
    assert_eq!(reading.lines[2], r#"{"type":"event","author":"a","kind":"post"}"#);
}

#[test]
fn tables_with_foreign_bytes_and_open_quotes() {
    let text =
        b"Author,created_at,text,mood\na,2012-04-25,caf\xe9,x\na,2012-04-25,\"open,\na,2012-04-25,\"two\nlines\",y\na,2012-04-25\n";
    let reading = read_bytes(text);
    assert_eq!(reading.codes(), ["IN-CSV", "IN-CSV", "IN-ENC"]);
    assert_eq!(reading.lines.len(), 2);
    assert!(reading.lines[0].contains("café") && reading.lines[1].contains("two\\nlines"));
}

#[test]
fn other_kinds_of_files_are_named() {
    for (text, words) in [
        ("<!DOCTYPE html><html></html>", "looks like an HTML page; it is none of the kinds"),
        ("<?xml version=\"1.0\"?><disqus/>", "root element `disqus`"),
        ("{\"shoe\":\"a\"}\n", "keys shoe"),
        ("Date,Link,Shoe\n2025-07-13,x,y\n", "columns date, link, shoe"),
    ] {
        let root = folder(&[("input", text.as_bytes())]);
        let message = refused(&root.path().join("input"));
        assert!(message.contains(words) && message.contains("[IN-UNKNOWN]"), "{message}");
    }
    for text in ["", " \n\n  "] {
        let reading = read_bytes(text.as_bytes());
        assert_eq!((reading.codes(), reading.summary[0].format.as_str()), (vec!["IN-EMPTY"], "empty"));
    }
}

#[test]
fn a_git_log_reads_with_and_without_z() {
    let hash = "0123456789abcdef0123456789abcdef01234567";
    let commit = |time: &str| format!("{hash}\0Ann\0ann@example.com\0{time}\0{time}\0Mend the clock");
    let [one, two] = [commit("2012-04-25T10:00:00+02:00"), commit("2012-04-25T11:00:00+02:00")];
    let with_z = read_bytes(format!("{one}\0{two}\0").as_bytes());
    let without = read_bytes(format!("{one}\n{two}\n").as_bytes());
    assert_eq!(with_z.lines, without.lines);
    assert_eq!(
        with_z.lines[1],
        format!(
            r#"{{"type":"event","id":"{hash}","author":"ann@example.com","created_at":"2012-04-25T09:00:00Z","text":"Mend the clock","kind":"commit","author_name":"Ann","author_email":"ann@example.com","platform":"git"}}"#
        )
    );
    assert!(with_z.codes().is_empty() && with_z.summary[0].format == "git-log");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_size_of_chunks_changes_nothing(size in 1usize..3_000, damage in prop::collection::vec((0usize..5_000, any::<u8>()), 0..20)) {
        let mut bytes = events(40).into_bytes();
        for (at, byte) in damage {
            if let Some(slot) = bytes.get_mut(at) {
                *slot = byte;
            }
        }
        let root = folder(&[("input", &bytes)]);
        let whole = read_with(&[root.path().join("input")], options());
        let parts = read_with(&[root.path().join("input")], Options { chunk_bytes: size, ..options() });
        match (whole, parts) {
            (Ok(whole), Ok(parts)) => {
                prop_assert_eq!(whole.lines, parts.lines);
                prop_assert_eq!(whole.diagnostics, parts.diagnostics);
                prop_assert_eq!(whole.summary, parts.summary);
            }
            (whole, parts) => prop_assert_eq!(whole.is_err(), parts.is_err()),
        }
    }

    #[test]
    fn a_file_split_in_two_gives_the_same_events(at in 0usize..40) {
        let text = events(40);
        let cut = text.match_indices('\n').nth(at).map_or(0, |(at, _)| at + 1);
        let root = folder(&[("whole", text.as_bytes()), ("a", &text.as_bytes()[..cut]), ("b", &text.as_bytes()[cut..])]);
        let parts = read_with(&[root.path().join("a"), root.path().join("b")], options()).unwrap();
        prop_assert_eq!(parts.lines, read(&root.path().join("whole")).lines);
    }

    #[test]
    fn garbage_never_panics(start in 0usize..8, garbage in prop::collection::vec(any::<u8>(), 0..300)) {
        let start: &[u8] = [b"".as_slice(), b"{\"author\":", b"[{\"author\":", b"author,text\n", b"PK\x03\x04", b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd", b"window.YTD.tweets.part0 = ["][start];
        let root = folder(&[("input", &[start, &garbage].concat())]);
        let _ = read_with(&[root.path().join("input")], options());
    }
}
