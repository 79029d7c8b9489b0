//! Hostile names and words from an input, through the program itself, into everything that it writes: nothing in them may act on who
//! reads a report, be it a terminal, a browser, a spreadsheet, a page on a forge or a log reader.

#[path = "hostile/harm.rs"]
mod harm;
mod support;
#[path = "hostile/words.rs"]
mod words;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use harm::{is_xml, marks, no_formula, nothing_acts, tags, without_colours};
use serde_json::Value;
use support::Server;

/// What the program writes to its outputs, as text, in a folder.
fn run(folder: &Path, arguments: &[&str]) -> (String, String) {
    let output = command(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("whatever is written is UTF-8");
    let code = output.status.code();
    let (said, told) = (text(output.stdout), text(output.stderr));
    assert!(matches!(code, Some(0..=3)), "{arguments:?} ended with {code:?}: {told}");
    nothing_acts(&format!("standard error of {arguments:?}"), &told);
    (said, told)
}

fn command(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("fineness").unwrap();
    command.current_dir(folder).env_remove("FINENESS_CONFIG");
    command
}

/// A name for a file that tries what a text tries, as far as a file system takes it.
const FILE: &str = "=x\u{1b}[2J\u{202e}<img src=x onerror=owned=1>\n|`@a`.ndjson";

fn folder_with(content: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE), content).unwrap();
    folder
}

#[test]
fn reports_of_an_audit() {
    let evil = folder_with(&words::history(&words::all(), true));
    let plain = folder_with(&words::history(&words::plain(), true));
    let both = |arguments: &[&str]| [&evil, &plain].map(|folder| run(folder.path(), arguments).0);
    let audit = |format: &str| both(&["audit", FILE, "--exit-zero", "--format", format]);

    nothing_acts("text", &audit("text")[0]);
    let coloured = command(evil.path()).env("CLICOLOR_FORCE", "1").args(["audit", FILE]).output().unwrap();
    let coloured = String::from_utf8(coloured.stdout).unwrap();
    assert!(coloured.contains('\u{1b}'));
    nothing_acts("text with colours", &without_colours(&coloured));

    let [lines, _] = audit("ndjson");
    nothing_acts("ndjson", &lines);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [document, _] = audit("json");
    nothing_acts("json", &document);
    let document: Value = serde_json::from_str(&document).unwrap();
    for word in words::all() {
        assert!(lines.iter().any(|line| line["account"] == word.as_str()), "names of accounts are whole in ndjson: {word:?}");
        assert!(document["accounts"].as_array().unwrap().iter().any(|account| account["account"] == word.as_str()), "{word:?}");
    }

    let [table, _] = audit("csv");
    no_formula("csv", &table);
    let [sarif, _] = audit("sarif");
    nothing_acts("sarif", &sarif);
    no_links_in_messages(&serde_json::from_str(&sarif).unwrap());

    let [page, harmless] = audit("html");
    nothing_acts("html", &page);
    let added: Vec<_> = tags(&page).difference(&tags(&harmless)).cloned().collect();
    assert!(added.is_empty() && tags(&harmless).len() > 20, "html: {added:?}");
    assert!(!page.contains("href=\"http") && !page.to_lowercase().contains("href=\"javascript"));

    let [markdown, harmless] = audit("md");
    nothing_acts("md", &markdown);
    let added: Vec<_> = marks(&markdown).difference(&marks(&harmless)).cloned().collect();
    assert!(added.is_empty() && marks(&harmless).contains("Table"), "md: {added:?}");

    // A saved report is an input too, and what another program wrote into it is as hostile.
    fs::write(evil.path().join("saved.json"), document.to_string()).unwrap();
    for (format, written) in [("text", audit("text")), ("html", audit("html")), ("md", audit("md")), ("csv", audit("csv"))] {
        let (again, _) = run(evil.path(), &["convert", "saved.json", "--format", format]);
        assert!(again == written[0], "{format}");
    }
    let mut altered = document;
    altered["accounts"][0]["verdict"] = "\u{1b}[2J<b>=1+1".into();
    fs::write(evil.path().join("altered.json"), altered.to_string()).unwrap();
    for arguments in [&["verify", "altered.json", FILE][..], &["audit", FILE, "--baseline", "altered.json"]] {
        nothing_acts(&format!("{arguments:?}"), &run(evil.path(), arguments).0);
    }
}

/// Runs a command on hostile and on plain words, and holds that what it writes differs in words only.
fn differs_in_words_only(arguments: impl Fn(&[String]) -> Vec<String>, formats: &[&str]) {
    let written = |all: &[String], format: &str| {
        let folder = folder_with(&words::history(all, true));
        let quoted = |name: &String| format!("\"{}\",klout,{}\n", name.replace('"', "\"\""), name.len() % 100);
        // Blanks around a name are no part of it, and no account has two scores of a kind.
        let rows: String = all.iter().filter(|name| name.trim() == name.as_str()).map(quoted).collect();
        fs::write(folder.path().join("board.csv"), format!("account,metric,value\n{rows}")).unwrap();
        let arguments = [arguments(all), vec!["--format".into(), format.into()]].concat();
        let (said, told) = run(folder.path(), &arguments.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(said.len() > 100, "{arguments:?}: {said}{told}");
        said
    };
    for format in formats {
        let (evil, plain) = (written(&words::all(), format), written(&words::plain(), format));
        let what = format!("{} as {format}", arguments(&words::plain())[0]);
        nothing_acts(&what, &evil);
        match *format {
            "html" => assert_eq!(tags(&evil).difference(&tags(&plain)).next(), None, "{what}"),
            "md" => assert_eq!(marks(&evil).difference(&marks(&plain)).next(), None, "{what}"),
            "csv" => no_formula(&what, &evil),
            _ => {}
        }
    }
}

#[test]
fn comparisons_leaderboards_and_notices() {
    let said = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let compare = |all: &[String]| said(&["compare", &all[0], &all[12], FILE, "--allow-partial"]);
    differs_in_words_only(compare, &["text", "html", "md", "json"]);
    differs_in_words_only(|_| said(&["rank", "board.csv", FILE, "--allow-partial"]), &["text", "csv", "html", "md", "json"]);
    // No program can be given a name with a NUL byte.
    for place in
        (0..words::all().len()).step_by(9).filter(|&place| !words::all()[place..].iter().take(2).any(|name| name.contains('\0')))
    {
        let notice = |all: &[String]| {
            let (name, other) = (&all[place], &all[(place + 1) % all.len()]);
            let named = [format!("--account={name}"), format!("--requester={other}"), format!("--contact={other}")];
            [said(&["notice", FILE]), named.into()].concat()
        };
        differs_in_words_only(notice, &["text", "html", "md"]);
    }
}

#[test]
fn groups_of_an_evaluation_and_the_card_of_a_model() {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let card = |all: &[String]| {
        let folder = folder_with(&words::history(all, false));
        let row = |(number, name): (usize, &String)| {
            format!("{},{},{}\n", quoted(name), ["human", "bot"][number % 2], quoted(&all[(number + 1) % all.len()]))
        };
        let rows: String = all.iter().enumerate().map(row).collect();
        fs::write(folder.path().join("truth.csv"), format!("account,label,{}\n{rows}", quoted(&all[0]))).unwrap();
        let arguments = ["evaluate", FILE, "--truth", "truth.csv", "--by", &all[0], "--save", "measured.json"];
        let (said, told) = run(folder.path(), &arguments);
        assert!(said.len() > 100, "{said}{told}");
        nothing_acts("an evaluation", &said);
        run(folder.path(), &["model-card", "measured.json"]).0
    };
    let (evil, plain) = (card(&words::all()), card(&words::plain()));
    nothing_acts("the card of a model", &evil);
    assert_eq!(marks(&evil).difference(&marks(&plain)).next(), None);
    assert!(plain.contains("plain1"), "the groups stand in the card");
}

/// SARIF reads `[words](3)` in a message as a link.
fn no_links_in_messages(value: &Value) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                if let (true, Value::String(text)) = (key == "text", member) {
                    let unescaped = text.replace("\\\\", "").replace("\\[", "").replace("\\]", "");
                    assert!(!unescaped.contains("]("), "sarif: {text}");
                }
                no_links_in_messages(member);
            }
        }
        Value::Array(list) => list.iter().for_each(no_links_in_messages),
        _ => {}
    }
}

#[test]
fn verdicts_on_comments() {
    let evil = folder_with(&words::comments(&words::all()));
    let folder = evil.path();
    nothing_acts("filter", &run(folder, &["filter", FILE, "--exit-zero"]).0);
    let (lines, _) = run(folder, &["filter", FILE, "--exit-zero", "--format", "ndjson", "--write", "list.csv"]);
    nothing_acts("filter as ndjson", &lines);
    let ids: Vec<Value> = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
    assert!(words::all().iter().all(|word| ids.iter().any(|id| id == word.as_str())), "{ids:?}");
    no_formula("the moderation list", &fs::read_to_string(folder.join("list.csv")).unwrap());
    let (_, told) = run(folder, &["filter", FILE, "--write", "no\u{1b}[2Jfolder/list.csv"]);
    assert!(told.contains("cannot be written"), "{told}");
}

/// A society with a ring of one text in it.
const SOCIETY: [&str; 14] = [
    "simulate",
    "ring",
    "--seed",
    "3",
    "--accounts",
    "300",
    "--posts",
    "4000",
    "--ring-kinds",
    "exact",
    "--rings",
    "2",
    "--innocents",
    "0",
];

#[test]
fn rings_and_what_is_written_of_them() {
    let (society, _) = run(Path::new("."), &SOCIETY);
    let evil = folder_with(&words::society(&society));
    let folder = evil.path();
    let files = ["--messages", "messages.csv", "--edges", "edges.csv", "--graph", "graph.graphml", "--exit-zero"];
    for format in ["text", "json", "ndjson", "md", "html", "csv"] {
        let (said, _) = run(folder, &[&["rings", FILE, "--format", format], &files[..]].concat());
        nothing_acts(&format!("rings as {format}"), &said);
    }
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    for table in ["messages.csv", "edges.csv"] {
        assert!(read(table).lines().count() > 10, "there are rings to write of");
        no_formula(table, &read(table));
    }
    is_xml("graph.graphml", &read("graph.graphml"));
    nothing_acts("graph.graphml", &read("graph.graphml"));
    assert!(!read("graph.graphml").contains("<script"));
}

#[test]
fn what_is_told_of_files_that_cannot_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let evil = "\u{1b}[2J\u{9b}2J\u{202e}";
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("events.ndjson", "{\"author\":\"a\",\"created_at\":\"2012-04-25T10:00:00Z\"}\n");
    write("bad.toml", &format!("[[disable]]\nrule = \"{evil}\"\nreason = 3 # {evil}\n"));
    write("unknown.toml", "[[disable]]\nrule = \"\\u001b[2J\\u202e\"\nreason = \"x\"\n");
    write("claims.csv", &format!("account,metric,value\na,b,{evil}\n"));
    write("labels.csv", &format!("account,{evil}\n"));
    fs::create_dir(folder.join("rules")).unwrap();
    write(
        "rules/x.toml",
        &format!("id = \"x\" # {evil}\ntitle = \"\\u001b[2J\\u202e\"\nwhy = \"\\u009b2J\"\nwhen = \"activity.{evil} > 3\"\n"),
    );
    let missing = format!("no {evil} file");
    for arguments in [
        &["audit", missing.as_str()][..],
        &["audit", "events.ndjson", "--config", "bad.toml"],
        &["audit", "events.ndjson", "--config", "unknown.toml"],
        &["audit", "events.ndjson", "--claimed", "claims.csv"],
        &["audit", "events.ndjson", "--claimed", &format!("{evil}=x")],
        &["evaluate", "events.ndjson", "--truth", "labels.csv"],
        &["audit", "events.ndjson", "--rules", "rules"],
        &["rules", "check", "rules"],
        &["rules", "explain", evil],
        &["convert", "events.ndjson"],
        &["audit", "events.ndjson", "--platform", evil],
        &["audit", "events.ndjson", &format!("--{evil}")],
        &["audit", "events.ndjson", "--as-of", evil],
        &[evil],
    ] {
        let (said, told) = run(folder, arguments);
        nothing_acts(&format!("{arguments:?}"), &said);
        assert!(!said.is_empty() || !told.is_empty(), "{arguments:?} tells what is wrong");
    }
}

#[test]
fn what_a_server_answers_and_logs() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &["--ban-log", "ban.log", "--study", "0"]);
    let evil = words::all();
    let word = |number: usize| evil[number % evil.len()].as_str();
    for number in 0..evil.len() {
        let comment = format!("{} buy cheap viagra http://evil.example/{number}", word(number));
        let fields = [
            ("blog", word(number + 1)),
            ("user_ip", if number % 2 == 0 { "203.0.113.7" } else { word(number + 2) }),
            ("comment_author", word(number)),
            ("comment_author_url", word(number + 3)),
            ("comment_author_email", word(number + 4)),
            ("permalink", word(number + 5)),
            ("comment_content", comment.as_str()),
        ];
        let answer = server.call("/1.1/comment-check", &fields);
        nothing_acts("the head of an answer", &answer.head);
        let guid = answer.header("x-akismet-guid").unwrap_or_else(|| panic!("{}: {}", answer.head, answer.body));
        let item = server.get(&format!("/v1/items/{guid}"));
        nothing_acts("an item", &item.body);
        assert_eq!(item.json()["author"], word(number).trim());
    }
    let harmless = tags(&{
        let other = tempfile::tempdir().unwrap();
        let server = Server::start(other.path(), &["--study", "0"]);
        for text in ["plain words", "buy cheap viagra http://evil.example/"] {
            let fields = [
                ("blog", "b"),
                ("user_ip", "203.0.113.7"),
                ("comment_author", "cheap viagra"),
                ("comment_content", text),
                ("comment_author_url", "x"),
            ];
            server.call("/1.1/comment-check", &fields);
        }
        server.page("GET", "/queue?show=all", "", "").body
    });
    let queue = server.page("GET", "/queue?show=all&rule=%3Cscript%3E%22onload%3D&q=", "", "");
    assert_eq!(queue.status, 200);
    for path in ["/queue?show=all", "/queue?show=spam", "/queue?show=all&q=%3Cscript%3E", "/queue?show=%22%3E%3Cb%3E&ring=%1b[2J"] {
        let page = server.page("GET", path, "", "").body;
        nothing_acts(path, &page);
        let added: Vec<_> = tags(&page).difference(&harmless).cloned().collect();
        let foreign =
            |tag: &&String| ["script", "img", "svg", "b ", "i ", "row"].iter().any(|name| tag.starts_with(&format!("<{name}")));
        assert_eq!(added.iter().find(foreign), None, "{path}: {added:?}");
    }
    no_formula("key-sites", &server.call("/1.2/key-sites", &[("format", "csv")]).body);
    nothing_acts("key-sites", &server.call("/1.2/key-sites", &[]).body);
    nothing_acts("metrics", &server.get("/metrics").body);
    let history = words::history(&words::all()[..12], true);
    for format in ["ndjson", "json", "text", "md", "csv", "html", "sarif"] {
        nothing_acts(format, &server.post_json(&format!("/v1/audit?format={format}"), &history).body);
    }
    let body = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n\u{1b}[2J\u{9b}<script>\r\n--B--\r\n";
    let upload = server.send(&format!(
        "POST /audit HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\
         Content-Type: multipart/form-data; boundary=B\r\nContent-Length: {}\r\n\r\n{body}",
        server.key,
        body.len()
    ));
    assert_eq!(upload.status, 422);
    nothing_acts("an upload that is none", &upload.body);
    nothing_acts("an answer", &server.post_json("/v1/audit?format=%1b[2J", &history).body);
    nothing_acts("filter", &server.post_json("/v1/filter", &words::comments(&evil)).body);
    let log = fs::read_to_string(folder.path().join("ban.log")).unwrap();
    assert!(!log.is_empty() && log.lines().all(|line| line.ends_with("Z fineness: spam from 203.0.113.7")), "{log}");
}
