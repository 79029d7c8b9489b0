//! Broken and hostile inputs, each given to the program as a user would: its exit code, its message, and what is kept.
//!
//! Everything here is made on the spot. The codes are those of docs/formats.md.

use std::io::Write;

use assert_cmd::Command;

/// One broken input and what `import` makes of it.
struct Case {
    name: &'static str,
    bytes: Vec<u8>,
    arguments: &'static [&'static str],
    exit: i32,
    /// How many lines are written.
    lines: usize,
    /// The codes that are told, sorted, each once.
    codes: &'static [&'static str],
}

fn case(name: &'static str, bytes: impl Into<Vec<u8>>, exit: i32, lines: usize, codes: &'static [&'static str]) -> Case {
    Case { name, bytes: bytes.into(), arguments: &[], exit, lines, codes }
}

fn post(number: usize) -> String {
    let minute = number % 60;
    format!(r#"{{"author":"ann","id":"{number}","created_at":"2012-04-25T10:{minute:02}:00Z","text":"word {number}"}}"#) + "\n"
}

fn posts(count: usize) -> String {
    (0..count).map(post).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn times(times: &[&str]) -> String {
    times.iter().map(|time| format!("{{\"author\":\"a\",\"created_at\":{time}}}\n")).collect()
}

/// Runs `import` on a case and gives its exit code, the lines it writes and what it says.
fn import(case: &Case, more: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(case.name), &case.bytes).unwrap();
    let mut command = Command::cargo_bin("fineness").unwrap();
    command.current_dir(folder.path()).env("NO_COLOR", "1").env_remove("FINENESS_CONFIG");
    let output = command.arg("import").args(case.arguments).args(more).arg(case.name).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains("panicked"), "{}: {said}", case.name);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, [case.name], "something was written");
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap(), said)
}

fn codes(said: &str) -> Vec<String> {
    let mut codes: Vec<String> =
        said.lines().filter_map(|line| Some(line.strip_suffix(']')?.rsplit_once('[')?.1.to_owned())).collect();
    codes.sort();
    codes.dedup();
    codes
}

fn check(cases: &[Case]) {
    for case in cases {
        let (exit, written, said) = import(case, &[]);
        assert_eq!((exit, written.lines().count()), (case.exit, case.lines), "{}: {said}\n{written}", case.name);
        assert_eq!(codes(&said), case.codes, "{}: {said}", case.name);
        assert!(written.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{}: {written}", case.name);
    }
}

#[test]
fn packed_inputs_that_are_cut_off_or_padded() {
    let text: String = (0..20_000).map(post).collect();
    let packed = gzip(text.as_bytes());
    let zst = zstd::encode_all(text.as_bytes(), 3).unwrap();
    let whole = zip(&[("events.ndjson", text.as_bytes())]);
    for (name, bytes) in [("cut.gz", &packed[..packed.len() / 2]), ("cut.zst", &zst[..zst.len() / 2])] {
        let (exit, written, said) = import(&case(name, bytes, 3, 0, &[]), &[]);
        assert_eq!(exit, 3, "{said}");
        assert!(said.contains("[IN-TRUNC]") && written.lines().count() > 1_000, "{name}: {said}");
        let (exit, ..) = import(&case(name, bytes, 0, 0, &[]), &["--allow-partial"]);
        assert_eq!(exit, 0);
    }
    check(&[
        case("cut.zip", &whole[..whole.len() - 40], 2, 0, &["IN-TRUNC"]),
        case("padded.gz", [gzip(posts(2).as_bytes()), vec![0; 700]].concat(), 0, 2, &["IN-TRAIL"]),
        case("members.gz", [gzip(posts(2).as_bytes()), gzip(posts(3).as_bytes())].concat(), 0, 5, &[]),
        case("padded", [posts(2).into_bytes(), vec![0; 4_096]].concat(), 0, 2, &["IN-TRAIL"]),
    ]);
}

#[test]
fn bombs_deep_nesting_and_long_records() {
    let blanks = [posts(1).into_bytes(), vec![b' '; 48 << 20]].concat();
    let nested = zip(&[("inner.zip", &zip(&[("b", posts(1).as_bytes())])), ("b", posts(1).as_bytes())]);
    let deep = |levels: usize| {
        format!("{{\"author\":\"a\",\"created_at\":\"2012-04-25\",\"x\":{}{}}}\n", "[".repeat(levels), "]".repeat(levels))
    };
    let long = posts(1) + &format!("{{\"author\":\"a\",\"text\":\"{}\"}}\n", "x".repeat(3_000)) + &posts(1);
    check(&[
        case("bomb.zip", zip(&[("a", &blanks)]), 2, 1, &["IN-BOMB"]),
        case("bomb.gz", gzip(&blanks), 2, 1, &["IN-BOMB"]),
        case("nested.zip", nested, 3, 1, &["IN-BOMB"]),
        Case {
            arguments: &["--max-total-bytes", "100"],
            ..case("total.zip", zip(&[("a", posts(9).as_bytes())]), 2, 0, &["IN-BOMB"])
        },
        Case { arguments: &["--max-members", "1"], ..case("many.zip", zip(&[("a", b"x"), ("b", b"x")]), 2, 0, &["IN-BOMB"]) },
        case("brackets", vec![b'['; 100_000], 3, 0, &["IN-DEPTH"]),
        case("deep", deep(100_000) + &posts(1), 3, 1, &["IN-DEPTH"]),
        case("shallow", deep(100), 0, 1, &[]),
        Case { arguments: &["--max-depth", "50"], ..case("flag", deep(100) + &deep(10), 3, 1, &["IN-DEPTH"]) },
        case("elements.xml", format!("<disqus xmlns=\"http://disqus.com\">{}", "<post>".repeat(100_000)), 3, 0, &["IN-XML"]),
        Case { arguments: &["--max-record-bytes", "1000"], ..case("long", long.clone(), 3, 2, &["IN-LONG"]) },
        case("as-long-as-may-be", long, 0, 3, &[]),
    ]);
}

#[test]
fn names_that_point_out_of_an_archive_are_no_paths() {
    let text = posts(1);
    check(&[case(
        "slip.zip",
        zip(&[("../../etc/passwd", b"x"), ("/abs/a", text.as_bytes()), ("b", text.as_bytes())]),
        0,
        2,
        &["IN-PATH", "IN-UNKNOWN"],
    )]);
}

#[test]
fn document_types_are_neither_expanded_nor_fetched() {
    let entities: String =
        (1..10).map(|level| format!("<!ENTITY e{level} \"{}\">", format!("&e{};", level - 1).repeat(10))).collect();
    let post = |words: &str| {
        format!(
            "<disqus xmlns=\"http://disqus.com\"><post><message>{words}</message><createdAt>2012-04-25T10:00:00Z</createdAt><author><name>Ann</name><email>a@example.com</email></author></post></disqus>"
        )
    };
    let laughs = format!("<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY e0 \"ha\">{entities}]>{}", post("&e9;"));
    let fetch = format!(
        "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY y SYSTEM \"http://127.0.0.1:9/y\">]>{}",
        post("&x;&y;")
    );
    let table = "\u{feff}<?xml version=\"1.0\"?>\n<!DOCTYPE users SYSTEM 'users.dtd'>\n<users>\n<row Id=\"1\" DisplayName=\"Ann\" CreationDate=\"2011-10-11T19:42:20.713\" Reputation=\"5\" />\n</users>\n";
    check(&[
        case("laughs.xml", laughs, 0, 1, &["IN-DTD"]),
        case("fetch.xml", fetch.clone(), 0, 1, &["IN-DTD"]),
        case("table.xml", table, 0, 2, &[]),
    ]);
    let (_, written, _) = import(&case("fetch.xml", fetch, 0, 1, &[]), &[]);
    assert!(written.contains("&x;&y;") && !written.contains("root"), "{written}");
}

#[test]
fn broken_documents_keep_their_whole_records() {
    let item = |number: usize| {
        format!(
            "<item><title>t</title><link>http://x.example/{number}</link><pubDate>Wed, 25 Apr 2012 10:0{number}:00 GMT</pubDate><author>ann</author></item>"
        )
    };
    let feed = format!("<rss version=\"2.0\"><channel><title>x</title>{}{}<item><title>cut", item(1), item(2));
    let line = posts(2) + &post(3)[..30];
    check(&[
        case("feed.xml", feed, 3, 2, &["IN-WINDOW", "IN-XML"]),
        case("cut-line", line, 3, 2, &["IN-LINE"]),
        case(
            "ragged.csv",
            "author,created_at,text\na,2012-04-25,x\na,2012-04-25,x,y,z\na,2012-04-25\na,2012-04-25,y\n",
            3,
            2,
            &["IN-CSV"],
        ),
        case("open-quote.csv", "author,created_at,text\na,2012-04-25,\"open\nb,2012-04-25,ok\n", 3, 1, &["IN-CSV"]),
        case(
            "backslash.csv",
            "Date,Link,Message\n2025-07-13 08:15:21,https://x.example/1,\"so \\\"they\\\" say\"\n",
            0,
            1,
            &["EV-OWNER"],
        ),
        case("surrogate", "{\"author\":\"a\",\"created_at\":\"2012-04-25\",\"text\":\"\\ud800\"}\n", 0, 1, &["IN-JSON"]),
        case("twice", "{\"author\":\"a\",\"id\":1,\"id\":2,\"created_at\":\"2012-04-25\"}\n", 0, 1, &["IN-JSON"]),
        case("large", "{\"author\":18446744073709551616,\"id\":296773170655027201,\"created_at\":\"2012-04-25\"}\n", 0, 1, &[]),
        case("infinite", "{\"author\":\"a\",\"created_at\":1e400}\n", 0, 1, &["TIME-BAD"]),
    ]);
}

#[test]
fn encodings() {
    let table = "author,created_at,text\na,2012-04-25,caf\u{e9}\n";
    let latin = table.chars().map(|letter| letter as u8).collect::<Vec<u8>>();
    let mixed = [table.as_bytes(), &latin["author,created_at,text\n".len()..]].concat();
    let moji = r#"{"comments_v2":[{"timestamp":1335348000,"title":"Ann commented","data":[{"comment":{"timestamp":1335348000,"comment":"sm\u00c3\u00b8r","author":"Ann"}}]}]}"#;
    check(&[
        case("mark", "\u{feff}".to_owned() + table, 0, 1, &[]),
        case("little", utf16(table, false), 0, 1, &[]),
        case("big", utf16(table, true), 0, 1, &[]),
        case("latin", latin, 0, 1, &["IN-ENC"]),
        case("mixed", mixed.clone(), 0, 2, &["IN-ENC"]),
        case("moji.json", moji, 0, 1, &["EV-OWNER", "IN-MOJI"]),
    ]);
    assert_eq!(import(&case("mixed", mixed, 0, 2, &[]), &[]).1.matches("caf\u{e9}").count(), 2);
    assert!(import(&case("moji.json", moji, 0, 1, &[]), &[]).1.contains("sm\u{f8}r"));
}

#[test]
fn times_that_cannot_be_are_never_guessed() {
    check(&[
        case(
            "units",
            times(&["1335348000", "1335348000000", "1335348000000000", "\"1335348000\"", "1335348000.5"]),
            0,
            5,
            &["TIME-UNIT"],
        ),
        case("either-way", times(&["\"04/05/12\"", "\"25/04/12 10:00\""]), 0, 2, &["TIME-AMBIG"]),
        Case { arguments: &["--dates", "day-first"], ..case("said", times(&["\"04/05/12\"", "\"25/04/12\""]), 0, 2, &[]) },
        case("no-zone", times(&["\"2012-04-25 10:00:00\""]), 0, 1, &["TIME-ZONE"]),
        case(
            "never",
            times(&["\"0000-00-00 00:00:00\"", "\"1970-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"2012-13-45T99:99:99Z\""]),
            0,
            4,
            &["TIME-BAD"],
        ),
        case("leap", times(&["\"2012-06-30T23:59:60Z\""]), 0, 1, &[]),
        case("clocks-set-forward", times(&["\"2012-03-25T02:30:00[Europe/Berlin]\""]), 0, 1, &[]),
        case("none", times(&["\"\"", "null"]), 0, 2, &[]),
    ]);
    let said = import(&case("either-way", times(&["\"04/05/12\""]), 0, 1, &[]), &[]).2;
    assert!(said.contains("2012-05-04 or 2012-04-05") && said.contains("--dates"), "{said}");
    assert!(import(&case("leap", times(&["\"2012-06-30T23:59:60Z\""]), 0, 1, &[]), &[]).1.contains("2012-06-30T23:59:59Z"));
    assert!(import(&case("no-zone", times(&["\"2012-04-25 10:00:00\""]), 0, 1, &[]), &[]).1.contains("\"2012-04-25T10:00:00\""));
}

#[test]
fn events_of_nobody_repeated_and_edited() {
    let gone = "{\"author\":\"[deleted]\",\"id\":\"a\",\"created_utc\":1335348000}\n{\"author\":null,\"id\":\"b\",\"created_utc\":1335348060}\n";
    let version = |id: &str| {
        format!(
            r#"{{"id_str":"{id}","created_at":"Thu Jan 31 00:13:32 +0000 2013","full_text":"x","edit_info":{{"initial":{{"editTweetIds":["296773170655027200","296773170655027300"]}}}}}}"#
        )
    };
    let edited = format!(
        "window.YTD.tweets.part0 = [ {{\"tweet\":{}}}, {{\"tweet\":{}}} ]",
        version("296773170655027200"),
        version("296773170655027300")
    );
    check(&[case("gone", gone, 0, 2, &["EV-ANON"]), case("edited.js", edited, 0, 1, &["EV-EDIT", "EV-OWNER"])]);
    let (_, written, _) = import(&case("gone", gone, 0, 2, &[]), &[]);
    let authors: Vec<String> =
        written.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["author"].to_string()).collect();
    assert_ne!(authors[0], authors[1]);
    // Out of order and twice: an audit counts each once.
    let again = [post(5), post(1), post(1), post(0), post(5)].concat();
    let (exit, figures, _) = import(&case("again", again, 0, 5, &[]), &["--stats", "--format", "json"]);
    let figures: serde_json::Value = serde_json::from_str(&figures).unwrap();
    let input = &figures["inputs"][0];
    assert_eq!((exit, &input["kept"], &input["repeated"], &input["backwards"]), (0, &5.into(), &2.into(), &2.into()));
}

#[test]
fn what_is_no_input_is_named() {
    check(&[
        case("page.json", "<!DOCTYPE html><html><title>Log in</title></html>", 2, 0, &["IN-UNKNOWN"]),
        case("disqus.xml", "<?xml version=\"1.0\"?><Module><ModulePrefs/></Module>", 2, 0, &["IN-UNKNOWN"]),
        case("picture", b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), 2, 0, &["IN-UNKNOWN"]),
        case("empty", "", 0, 0, &["IN-EMPTY"]),
        case("blank", " \n\t\n", 0, 0, &["IN-EMPTY"]),
    ]);
}
