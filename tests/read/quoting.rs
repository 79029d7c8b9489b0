use super::*;

use proptest::prelude::*;

fn quoted(reading: &Reading) -> Vec<String> {
    let mut lines = Vec::new();
    let mut wanted = reading.locators.clone();
    wanted.reverse();
    reading.inputs.quote(&wanted, &mut |_, record| lines.push(canonical(&record))).unwrap();
    lines
}

#[test]
fn records_are_read_again_by_their_places() {
    let text = events(500);
    let array = format!("[{}]", text.trim_end().replace('\n', ",\n"));
    let table: String = (0..500).map(|number| format!("ann,2012-04-25,\"line {number}\nand another\"\n")).collect();
    let hash = "0123456789abcdef0123456789abcdef01234567";
    let log: String =
        (0..500).map(|number| format!("{hash}\0A\0a@example.com\x002012-04-25T10:00:00Z\0\0commit {number}\0")).collect();
    let utf16: Vec<u8> = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let root = folder(&[
        ("a", text.as_bytes()),
        ("b", array.as_bytes()),
        ("c", format!("author,created_at,text\n{table}").as_bytes()),
        ("d", log.as_bytes()),
        ("e", &utf16),
        ("f", &gzip(text.as_bytes())),
        ("g", &zip(&[("x", text.as_bytes()), ("y", array.as_bytes())])),
        ("h", format!("\u{feff}{text}").as_bytes()),
    ]);
    let reading = read_with(&[root.path().to_owned()], Options { chunk_bytes: 1_000, ..options() }).unwrap();
    assert_eq!(reading.lines.len(), 4_500);
    assert_eq!(quoted(&reading), reading.lines);
    let mut nothing = 0;
    let wrong = [Locator { stream: 0, byte: 3 }, Locator { stream: 5, byte: 1 << 40 }, Locator { stream: 99, byte: 0 }];
    reading.inputs.quote(&wrong, &mut |_, _| nothing += 1).unwrap();
    assert_eq!(nothing, 0);
    assert!(reading.inputs.name(6).ends_with("g!x"));
}

fn exported(text: &str) -> String {
    let root = folder(&[("input", text.as_bytes())]);
    let mut inputs = Inputs::open(&[root.path().join("input")], options()).unwrap();
    let mut out = Vec::new();
    inputs
        .chunks(&mut |chunk| {
            chunk.export(&mut out, &mut Vec::new()).unwrap();
            ControlFlow::Continue(())
        })
        .unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn unknown_keys_are_passed_on() {
    let line = r#"{"mood" : {"a": [1, "b"]},"author":"a","created_at":"2012-04-25","x":1,"x":18446744073709551616,"name":"n"}"#;
    let expected = "{\"type\":\"event\",\"author\":\"a\",\"created_at\":\"2012-04-25\",\"kind\":\"post\",\"mood\":{\"a\": [1, \"b\"]},\"x\":18446744073709551616,\"name\":\"n\"}\n";
    assert_eq!(exported(line), expected);
    assert_eq!(exported(expected), expected);
    assert_eq!(exported(&format!("[\n{}\n]", line.replace("[1, ", "[1,\n"))), expected);
    assert_eq!(
        exported("account,ts,mood\n\"a\"\"b\",2012-04-25T10:20Z,so \"\"\n"),
        "{\"type\":\"event\",\"author\":\"a\\\"b\",\"created_at\":\"2012-04-25T10:20Z\",\"kind\":\"post\",\"mood\":\"so \\\"\\\"\"}\n"
    );
}

#[test]
fn accounts_and_scores_stand_among_events() {
    let text = concat!(
        "{\"type\":\"account\",\"account\":\"a\",\"name\":\"Ann\",\"created_at\":\"2009-01-01\",\"followers\":7,\"declared_automation\":true,\"x\":1}\n",
        "{\"type\":\"score\",\"account\":\"a\",\"metric\":\"klout\",\"value\":74.5,\"at\":\"2012-04-25T00:00:00Z\",\"scale\":\"log\"}\n",
        "{\"type\":\"event\",\"author\":\"a\",\"created_at\":\"2012-04-25T10:00:00.500Z\",\"kind\":\"like\",\"target\":\"t\"}\n",
    );
    assert_eq!(exported(text), text);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_exported_reads_the_same(
        texts in prop::collection::vec("[ -~é😀\n\t\"\\\\]{0,12}", 9),
        likes in proptest::option::of(any::<u64>()),
        millis in 1_000_000_000_000i64..1_780_000_000_000,
        digits in 0usize..4,
    ) {
        let full = fineness::event::rfc3339(millis, true);
        let time = match digits { 0 => full.clone(), 1 => format!("{}Z", &full[..19]), 2 => format!("{}Z", &full[..16]), _ => full[..10].to_owned() };
        let mut object = serde_json::Map::new();
        let keys = ["id", "author", "text", "source", "target", "url", "lang", "label", "something else"];
        for (key, text) in keys.iter().zip(&texts) {
            object.insert((*key).into(), text.as_str().into());
        }
        object.insert("author".into(), format!("a{}", texts[1]).into());
        object.insert("created_at".into(), time.clone().into());
        if let Some(likes) = likes {
            object.insert("likes".into(), likes.into());
        }
        let first = exported(&format!("{}\n", serde_json::Value::from(object)));
        prop_assert!(first.contains(&time), "{}", first);
        prop_assert_eq!(exported(&first), first);
    }
}
