//! `fineness filter --write`: every export comes back with the status of spam set, and with every other byte as it was.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

const SPAM: &str = "Visit my shop for cheap viagra and casino bonus, call now +1 555 010 0199 http://bit.ly/x http://tinyurl.com/y";
const SELLER: &str = "cheap viagra, casino bonus, payday loans";
const SITE: &str = "http://cheap-viagra-casino.example/buy/now/index.php?id=1";
const HAM: &str = "My father ground barley at the mill below the weir, and the sluice on the left has leaked since 1962.";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("fineness").unwrap();
    command.current_dir(folder).env("NO_COLOR", "1").env_remove("FINENESS_CONFIG");
    command.args(["filter", "--exit-zero"]).args(arguments).output().unwrap()
}

/// The input written back, and what was told.
fn back(input: &[u8], name: &str, more: &[&str]) -> (Vec<u8>, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), input).unwrap();
    let out = run(folder.path(), &[&[name, "--write", "back"], more].concat());
    let told = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(0), "{told}");
    (fs::read(folder.path().join("back")).unwrap(), told)
}

/// One export of a sort: two comments with these statuses.
type Export = fn(&str, &str) -> String;

fn wxr(ham: &str, spam: &str) -> String {
    let comment = |id, name: &str, url: &str, text: &str, status: &str| {
        format!(
            "<wp:comment>\r\n<wp:comment_id>{id}</wp:comment_id><wp:comment_author><![CDATA[{name}]]></wp:comment_author>\
             <wp:comment_author_url>{url}</wp:comment_author_url><wp:comment_date_gmt>2012-04-25 10:00:0{id}</wp:comment_date_gmt>\
             <wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved>{status}</wp:comment_approved>\
             <wp:comment_type/></wp:comment>"
        )
    };
    format!(
        "\u{feff}<?xml version=\"1.0\"?>\r\n<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><item>\
         <title>The mill</title><link>https://blog.example/mill/</link><wp:post_id>1</wp:post_id>{}{}</item></channel></rss>",
        comment(1, "Anna", "", HAM, ham),
        comment(2, SELLER, SITE, SPAM, spam)
    )
}

fn wxr_cdata(ham: &str, spam: &str) -> String {
    wxr(&format!("<![CDATA[{ham}]]>"), &format!(" <![CDATA[ {spam} ]]>\n"))
}

fn disqus(ham: &str, spam: &str) -> String {
    let post = |id, name: &str, text: &str, status: &str| {
        format!(
            "<post dsq:id=\"{id}\"><message><![CDATA[{text}]]></message><createdAt>2012-04-25T10:00:0{id}Z</createdAt>\
             <isDeleted>false</isDeleted><isSpam>{status}</isSpam><author><name>{name}</name></author><thread dsq:id=\"9\"/></post>\n"
        )
    };
    format!(
        "<?xml version=\"1.0\"?><disqus xmlns=\"http://disqus.com\" xmlns:dsq=\"http://disqus.com/disqus-internals\">\
         <thread dsq:id=\"9\"><title>The mill</title></thread>{}{}</disqus>",
        post(1, "Anna", HAM, ham),
        post(2, SELLER, SPAM, spam)
    )
}

fn isso_rows(ham: &str, spam: &str) -> String {
    let row = |id, name: &str, text: &str, mode: &str| {
        format!(
            "{{\"tid\":1,\"id\":{id},\"parent\":null,\"created\":133534800{id}.25,\"mode\": {mode} ,\"remote_addr\":\"192.0.2.0\",\
             \"text\":\"{text}\",\"author\":\"{name}\",\"email\":null,\"website\":\"{SITE}\",\"likes\":0,\"dislikes\":0}}"
        )
    };
    format!("[{},\n{}]", row(1, "Anna", HAM, ham), row(2, SELLER, SPAM, spam))
}

fn wp_cli(ham: &str, spam: &str) -> String {
    let row = |id, name: &str, url: &str, text: &str, status: &str| {
        format!(
            "{{\"comment_ID\":\"{id}\",\"comment_post_ID\":\"1\",\"comment_author\":\"{name}\",\"comment_author_url\":\"{url}\",\
             \"comment_date_gmt\":\"2012-04-25 10:00:0{id}\",\"comment_content\":\"{text}\",\"comment_approved\":{status}}}"
        )
    };
    format!("[{}, {}]\n", row(1, "Anna", "", HAM, ham), row(2, SELLER, SITE, SPAM, spam))
}

fn wp_cli_words(ham: &str, spam: &str) -> String {
    wp_cli(&format!("\"{ham}\""), &format!("\"{spam}\""))
}

fn wp_cli_table(ham: &str, spam: &str) -> String {
    format!(
        "comment_ID,comment_author,comment_author_url,comment_date_gmt,comment_content,comment_approved\r\n\
         1,Anna,,\"2012-04-25 10:00:01\",\"{HAM}\",{ham}\r\n2,\"{SELLER}\",{SITE},\"2012-04-25 10:00:02\",\"{SPAM}\",\"{spam}\"\r\n"
    )
}

fn wp_rest(ham: &str, spam: &str) -> String {
    let row = |id, name: &str, url: &str, text: &str, status: &str| {
        format!(
            "{{\"id\":{id},\"post\":1,\"author\":0,\"author_name\":\"{name}\",\"author_url\":\"{url}\",\
             \"date_gmt\":\"2012-04-25T10:00:0{id}\",\"content\":{{\"raw\":\"{text}\",\"status\":\"x\"}},\"status\":\"{status}\",\"type\":\"comment\"}}"
        )
    };
    format!("[{},{}]", row(1, "Anna", "", HAM, ham), row(2, SELLER, SITE, SPAM, spam))
}

fn sql_rows(ham: &str, spam: &str) -> String {
    format!(
        "-- MySQL dump\nINSERT INTO `wp_comments` VALUES \
         (1,1,'Anna','','','','2012-04-25 10:00:01','2012-04-25 10:00:01','{HAM}',0,{ham},'it''s','comment',0,0),\n\
         (2,1,'{SELLER}','','{SITE}','','2012-04-25 10:00:02','2012-04-25 10:00:02','{SPAM}',0,{spam},'','comment',0,0);\n\
         INSERT INTO `wp_commentmeta` VALUES (1,2,'spam','1');\n"
    )
}

fn sql(ham: &str, spam: &str) -> String {
    sql_rows(&format!("'{ham}'"), &format!("'{spam}'"))
}

fn table(ham: &str, spam: &str) -> String {
    format!("id;status;author;author_url;text\n1;{ham};Anna;;\"{HAM}\"\n2;\"{spam}\";\"{SELLER}\";{SITE};\"{SPAM}\"\n")
}

fn ndjson(ham: &str, spam: &str) -> String {
    format!(
        "{{\"id\":\"1\",\"status\":\"{ham}\",\"author\":\"Anna\",\"kind\":\"comment\",\"text\":\"{HAM}\",\"mine\":[1, 2]}}\n\n\
         {{\"id\":\"2\",\"author\":\"{SELLER}\",\"author_url\":\"{SITE}\",\"kind\":\"comment\",\"text\":\"{SPAM}\" , \"status\" : \"{spam}\" }}\n"
    )
}

/// Each sort of export with its words: approved, waiting, spam.
const EXPORTS: [(&str, Export, [&str; 3]); 12] = [
    ("wxr", wxr, ["1", "0", "spam"]),
    ("wxr in CDATA", wxr_cdata, ["1", "0", "spam"]),
    ("disqus", disqus, ["false", "true", "true"]),
    ("isso", isso_rows, ["1", "2", "2"]),
    ("wp-cli", wp_cli_words, ["1", "0", "spam"]),
    ("wp-cli with numbers", wp_cli, ["1", "0", "\"spam\""]),
    ("wp-cli table", wp_cli_table, ["1", "0", "spam"]),
    ("wp-rest", wp_rest, ["approved", "hold", "spam"]),
    ("sql", sql, ["1", "0", "spam"]),
    ("sql with numbers", sql_rows, ["1", "0", "'spam'"]),
    ("csv", table, ["approved", "pending", "spam"]),
    ("ndjson", ndjson, ["approved", "pending", "spam"]),
];

#[test]
fn only_the_status_of_spam_changes() {
    for (name, export, [approved, waiting, spam]) in EXPORTS {
        for (ham, before) in [(approved, approved), (waiting, waiting), (spam, spam)] {
            let (written, told) = back(export(ham, before).as_bytes(), "input", &[]);
            assert_eq!(String::from_utf8(written).unwrap(), export(ham, spam), "{name}: {told}");
            assert!(told.contains("back is the export again, 1 comments marked as spam"), "{name}: {told}");
        }
    }
}

#[test]
fn what_is_kept_back_is_let_go_when_asked() {
    for (name, export, [approved, waiting, spam]) in EXPORTS {
        let (written, told) = back(export(waiting, approved).as_bytes(), "input", &["--approve"]);
        assert_eq!(String::from_utf8(written).unwrap(), export(approved, spam), "{name}");
        assert!(told.contains("1 comments marked as spam, 1 approved"), "{told}");
    }
    // What was thrown away stays where it is.
    for (export, thrown) in [(wxr as Export, "trash"), (sql, "post-trashed")] {
        let (written, _) = back(export(thrown, "1").as_bytes(), "input", &["--approve"]);
        assert_eq!(String::from_utf8(written).unwrap(), export(thrown, "spam"));
    }
}

#[test]
fn an_export_without_spam_comes_back_as_it_was() {
    for (name, export, [approved, waiting, _]) in EXPORTS {
        let input = export(approved, waiting).replace(SPAM, HAM).replace(SELLER, "Bea").replace(SITE, "");
        let (written, _) = back(input.as_bytes(), "input", &[]);
        assert_eq!(String::from_utf8(written).unwrap(), input, "{name}");
    }
}

#[test]
fn packed_exports_come_back_unpacked() {
    let text = wxr("1", "1");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(back(&gzip.finish().unwrap(), "x.gz", &[]).0).unwrap(), wxr("1", "spam"));
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("export.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    let zip = zip.finish().unwrap().into_inner();
    assert_eq!(String::from_utf8(back(&zip, "x.zip", &[]).0).unwrap(), wxr("1", "spam"));
}

#[test]
fn without_statuses_a_list_by_id_is_written() {
    let input = ndjson("x", "x");
    let (written, told) = back(input.as_bytes(), "input", &[]);
    assert!(told.contains("back is a list of 2 verdicts by id, because the input has no statuses to set"), "{told}");
    let written = String::from_utf8(written).unwrap();
    let rows: Vec<&str> = written.lines().collect();
    assert_eq!(rows[0], "id,verdict,probability,account,created_at,byte,rules");
    assert!(rows[1].starts_with("1,ham,0.") && rows[2].starts_with("2,spam,0.") && rows.len() == 3, "{written}");
    // A list can be asked for by the name of the file.
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.xml"), wxr("1", "1")).unwrap();
    fs::write(folder.path().join("b.xml"), disqus("false", "false")).unwrap();
    let out = run(folder.path(), &["a.xml", "b.xml", "--write", "list.csv"]);
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(fs::read_to_string(folder.path().join("list.csv")).unwrap().lines().count(), 5);
}

#[test]
fn what_cannot_be_written_back_is_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let text = wxr("1", "1");
    fs::write(folder.path().join("a.xml"), &text).unwrap();
    fs::write(folder.path().join("b.xml"), &text).unwrap();
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text[3..].encode_utf16().flat_map(u16::to_le_bytes)).collect();
    fs::write(folder.path().join("wide.xml"), wide).unwrap();
    for (arguments, why) in [
        (vec!["a.xml", "--write", "a.xml"], "a.xml is the input"),
        (vec!["a.xml", "b.xml", "--write", "back.xml"], "one export at a time"),
        (vec!["wide.xml", "--write", "back.xml"], "is UTF-16"),
        (vec!["a.xml", "--write", "."], "no file that could be written"),
        (vec!["a.xml", "--write", "none/back.xml"], "cannot be written"),
    ] {
        let out = run(folder.path(), &arguments);
        let told = String::from_utf8(out.stderr).unwrap();
        assert!(out.status.code() == Some(2) && told.contains(why), "{arguments:?}: {told}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    assert_eq!(fs::read_to_string(folder.path().join("a.xml")).unwrap(), text);
}

#[test]
fn wordpress_exports_without_spam_say_how_to_get_it() {
    let (_, told) = back(wxr("1", "1").as_bytes(), "input", &[]);
    assert!(told.contains("IN-NOSPAM") && told.contains("wp comment list --status=spam --format=json"), "{told}");
    let (_, told) = back(wxr("1", "spam").as_bytes(), "input", &[]);
    assert!(!told.contains("IN-NOSPAM"), "{told}");
}
