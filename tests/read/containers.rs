use sha2::Digest;

use super::*;

#[test]
fn every_container_gives_the_same_records() {
    let text = events(3_000);
    let cut = text.len() / 3;
    let two_members = [gzip(&text.as_bytes()[..cut]), gzip(&text.as_bytes()[cut..])].concat();
    let zstd = zstd::encode_all(text.as_bytes(), 3).unwrap();
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let with_mark = ["\u{feff}", &text].concat();
    let root = folder(&[
        ("plain", text.as_bytes()),
        ("mark", with_mark.as_bytes()),
        ("utf16", &utf16),
        ("gzip", &two_members),
        ("zstd", &zstd),
        ("zip", &zip(&[("folder/events", text.as_bytes())])),
        ("tar", &tar(&[("folder/events", text.as_bytes())])),
        ("tar.gz", &gzip(&tar(&[("folder/events", text.as_bytes())]))),
        ("padded", &[gzip(text.as_bytes()), vec![0; 512]].concat()),
    ]);
    let plain = read(&root.path().join("plain"));
    assert_eq!(plain.lines.join("\n") + "\n", text);
    for name in ["mark", "utf16", "gzip", "zstd", "zip", "tar", "tar.gz", "padded"] {
        let reading = read(&root.path().join(name));
        assert!(reading.lines == plain.lines, "{name}");
        assert_eq!(reading.codes(), if name == "padded" { vec!["IN-TRAIL"] } else { vec![] }, "{name}");
        assert_eq!((reading.summary[0].read, reading.summary[0].kept), (3_000, 3_000), "{name}");
        assert_eq!(reading.summary[0].sha256.as_ref().map(String::len), Some(64), "{name}");
    }
}

#[test]
fn the_digest_is_that_of_the_file() {
    let text = events(2);
    for bytes in [text.as_bytes().to_vec(), [gzip(text.as_bytes()), vec![0; 100_000]].concat(), zip(&[("a", text.as_bytes())])] {
        let root = folder(&[("a", &bytes)]);
        let expected: String = sha2::Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(read(&root.path().join("a")).summary[0].sha256, Some(expected));
    }
}

#[test]
fn a_cut_gzip_file_keeps_what_came_before() {
    let packed = gzip(events(20_000).as_bytes());
    let root = folder(&[("cut.gz", &packed[..packed.len() / 2])]);
    let reading = read(&root.path().join("cut.gz"));
    assert!(reading.lines.len() > 5_000);
    assert_eq!(reading.codes(), ["IN-LINE", "IN-TRUNC"]);
}

#[test]
fn a_zip_that_is_cut_off_or_hostile_is_handled() {
    let text = events(2);
    let whole = zip(&[("../../etc/passwd", b"x"), ("data/events", text.as_bytes())]);
    let root = folder(&[("whole.zip", &whole), ("cut.zip", &whole[..whole.len() - 30]), ("nothing.zip", &zip(&[("a", b"x")]))]);
    let reading = read(&root.path().join("whole.zip"));
    assert_eq!((reading.lines.len(), reading.codes()), (2, vec!["IN-PATH", "IN-UNKNOWN"]));
    assert!(refused(&root.path().join("cut.zip")).contains("[IN-TRUNC]"));
    assert!(refused(&root.path().join("nothing.zip")).contains("nothing that can be read"));
}

#[test]
fn tar_archives_are_read_like_others() {
    let text = events(2);
    let members: &[(&str, &[u8])] = &[
        ("b/two", text.as_bytes()),
        ("../out", text.as_bytes()),
        ("a/one", text.as_bytes()),
        (".x", text.as_bytes()),
        ("page", b"<html>"),
    ];
    let packed = gzip(&tar(members));
    let root = folder(&[("a.tar.gz", &packed), ("cut.tar.gz", &packed[..packed.len() - 60])]);
    let reading = read(&root.path().join("a.tar.gz"));
    assert_eq!((reading.lines.len(), reading.codes()), (6, vec!["IN-PATH", "IN-UNKNOWN"]));
    let names: Vec<_> = (0..3).map(|stream| reading.inputs.name(stream).rsplit('!').next().unwrap().to_owned()).collect();
    assert_eq!(names, ["../out", "a/one", "b/two"]);
    let mut again = Vec::new();
    reading.inputs.quote(&reading.locators, &mut |_, record| again.push(canonical(&record))).unwrap();
    assert_eq!(again, reading.lines);
    assert!(read(&root.path().join("cut.tar.gz")).codes().contains(&"IN-TRUNC"));
}

#[test]
fn bombs_are_refused() {
    let zeros = [events(1).into_bytes(), vec![b' '; 4 << 20]].concat();
    let root = folder(&[
        ("bomb.zip", &zip(&[("a", &zeros)])),
        ("bomb.gz", &gzip(&zeros)),
        ("bomb.zst", &zstd::encode_all(&zeros[..], 3).unwrap()),
        ("bomb.tar.gz", &gzip(&tar(&[("a", &zeros)]))),
        ("many.tar", &tar(&[("a", b"x"), ("b", b"x"), ("c", b"x")])),
        ("total.zip", &zip(&[("a", events(9_000).as_bytes()), ("b", events(9_000).as_bytes())])),
        ("many.zip", &zip(&[("a", b""), ("b", b""), ("c", b"")])),
        ("nested.zip", &zip(&[("a.zip", &zip(&[("b", events(1).as_bytes())])), ("b", events(1).as_bytes())])),
    ]);
    let small = Options { ratio_after: 1 << 20, max_total_bytes: 1 << 20, max_members: 2, ..options() };
    for name in ["bomb.zip", "bomb.gz", "bomb.zst", "bomb.tar.gz", "many.tar", "total.zip", "many.zip"] {
        let error = read_with(&[root.path().join(name)], small.clone()).err().map(|error| error.to_string());
        assert!(error.as_ref().is_some_and(|message| message.contains("[IN-BOMB]")), "{name}: {error:?}");
    }
    let reading = read_with(&[root.path().join("nested.zip")], small).unwrap();
    assert_eq!((reading.lines.len(), reading.codes()), (1, vec!["IN-BOMB"]));
}

#[test]
fn folders_and_several_arguments_do_not_depend_on_their_order() {
    let a = r#"{"author":"a","created_at":"2012-04-25"}"#;
    let b = "author,created_at\nb,2012-04-25\n";
    let root =
        folder(&[("x/b.csv", b.as_bytes()), ("a.ndjson", a.as_bytes()), ("x/page.html", b"<html>"), (".hidden", a.as_bytes())]);
    let reading = read(root.path());
    assert_eq!(reading.codes(), ["IN-UNKNOWN"]);
    assert_eq!(reading.summary.iter().map(|file| file.format.as_str()).collect::<Vec<_>>(), ["ndjson", "csv"]);
    let paths = [root.path().join("x/b.csv"), root.path().join("a.ndjson")];
    let reversed = [paths[1].clone(), paths[0].clone(), paths[1].clone()];
    assert_eq!(read_with(&paths, options()).unwrap().lines, reading.lines);
    assert_eq!(read_with(&reversed, options()).unwrap().lines, reading.lines);
}
