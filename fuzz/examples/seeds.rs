//! What fuzzing starts from, written from the fixtures, the rules and invented exports of every format; docs/testing.md tells how to
//! run it. Files that are given are used too.

#[path = "../../benches/read/samples/mod.rs"]
mod samples;

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use fineness::engine::{Lens, partial};
use fineness::read::{Inputs, texts};
use fineness::report::Format;
use fineness_fuzz::{Lines, book, options};
use xxhash_rust::xxh3::xxh3_64;

/// Seeds longer than this slow the fuzzer down more than they help.
const LONGEST: usize = 1 << 16;

struct Corpus(PathBuf);

impl Corpus {
    fn add(&self, target: &str, seed: &[u8]) {
        let folder = self.0.join(target);
        fs::create_dir_all(&folder).expect("making a folder");
        if seed.len() <= LONGEST {
            fs::write(folder.join(format!("{:016x}", xxh3_64(seed))), seed).expect("writing a seed");
        }
    }

    /// A whole input, and each kind of record in it.
    fn input(&self, bytes: &[u8]) {
        self.add("inputs", bytes);
        let Ok(mut inputs) = Inputs::from_reader("input", &mut { bytes }, options()) else { return };
        let mut taken = 0;
        let _ = inputs.chunks(&mut |chunk| {
            let (number, records) = texts(&chunk);
            for record in records.iter().take(6) {
                self.add("sources", &[&[number as u8], record.as_bytes()].concat());
                taken += 1;
            }
            if taken < 6 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<_> =
        fs::read_dir(folder).expect("a folder of the project").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// Pieces as the targets want them.
fn pieces(pieces: &[&str]) -> Vec<u8> {
    pieces.join("\0").into_bytes()
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the project");
    let corpus = Corpus(root.join("fuzz/corpus"));
    let made = samples::all(6);
    for sample in &made {
        corpus.input(&sample.bytes);
        corpus.add("inputs", &zstd::bulk::compress(&sample.bytes, 1).expect("packing into memory"));
        let name = format!("data/{}.js\n", sample.name.replace(':', "/"));
        let account = b"data/account.js\nwindow.YTD.account.part0 = [{\"account\":{\"username\":\"ann\",\"accountId\":\"7\"}}]\0";
        corpus.add("archives", &[account, name.as_bytes(), &sample.bytes].concat());
    }
    for path in std::env::args_os().skip(1) {
        corpus.input(&fs::read(path).expect("reading a file that was given"));
    }
    corpus.add("archives", b"Profile.csv\nFirst Name,Last Name\nAnn,Clock\n\0statistics.csv\nstatistic,value\naccount name,ann\n\0../posts.csv\nid,permalink,date,ip,subreddit,gildings,title,url,body\n");
    for path in files(&root.join("fixtures")) {
        let bytes = fs::read(&path).expect("reading a fixture");
        let text = String::from_utf8_lossy(&bytes);
        if path.extension().is_some_and(|ending| ending == "csv") {
            corpus.add("settings", &bytes);
        }
        if !path.ends_with("events.ndjson") {
            continue;
        }
        let front = text.lines().take(60).collect::<Vec<_>>().join("\n");
        corpus.input(front.as_bytes());
        for format in [Format::Json, Format::Ndjson] {
            corpus.add("saved", &Lines::audit("history.ndjson", front.as_bytes()).expect("a history").write(format));
        }
        let lens = Lens::new(book()).expect("the shipped rules");
        let start = partial::start().expect("a state");
        let (state, _) = partial::update(&start, front.as_bytes(), &lens).expect("canonical lines");
        corpus.add("states", &[&b"\0"[..], &state].concat());
        let said: Vec<String> = text
            .lines()
            .take(9)
            .filter_map(|line| Some(serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str()?.to_owned()))
            .collect();
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        corpus.add("reports", &pieces(&said));
        corpus.add("comments", &pieces(&said));
    }
    for hostile in [
        "=1+1",
        "<script>x</script>",
        "\u{1b}[2J\u{202e}",
        "| a | `b` [c](d)",
        "a;=1",
        "]]>&amp;\"'",
        "buy cheap pills http://a.example/x",
    ] {
        for target in ["reports", "comments"] {
            corpus.add(target, &pieces(&[hostile, "Ann", "ann@mill.example", hostile, "http://a.example/"]));
        }
    }
    for path in files(&root.join("rules")).into_iter().chain(files(&root.join("tests/errors"))) {
        let mut text = fs::read(&path).expect("reading a rule");
        match path.file_name().and_then(|name| name.to_str()) {
            Some("families.toml") => text.splice(0..0, *b"f\n").for_each(drop),
            Some("points.toml") => text.splice(0..0, *b"p\n").for_each(drop),
            Some(name) if name.ends_with(".out") => continue,
            _ => {}
        }
        corpus.add("rules", &text);
    }
    for text in [
        "[[disable]]\nrule = \"paced\"\nreason = \"bells\"\n\n[[allow]]\naccount = \"anna\"\nrule = \"metronome\"\nreason = \"seen\"\nuntil = \"2027-10-01\"\n\n[[group]]\nname = \"desk\"\nmembers = [\"a\", \"b\"]\nreason = \"staff\"\n",
        "secret = \"0123456789abcdef0123456789abcdef\"\n[[key]]\nname = \"first\"\nkey = \"0123456789abcdef\"\n",
        "account,metric,value,at,scale\nann,klout,74,2012-01-31,log\n",
        "account,label,lang\nann,human,de\nbob,bot,fr\n",
    ] {
        corpus.add("settings", text.as_bytes());
    }
    let form = "blog=http%3A%2F%2Fmill.example&user_ip=192.0.2.1&comment_author=Ann&comment_author_email=a%40mill.example&comment_author_url=http%3A%2F%2Fa.example&comment_type=comment&comment_content=hello+there";
    for request in [
        format!("POST /1.1/comment-check application/x-www-form-urlencoded\n{form}"),
        format!("POST /1.1/submit-spam application/x-www-form-urlencoded; charset=ISO-8859-1\n{form}%E4"),
        format!("POST /1.1/submit-ham application/x-www-form-urlencoded\n{form}&is_test=1&recheck_reason=x"),
        "POST /1.1/verify-key application/x-www-form-urlencoded\nkey=0123456789abcdef&blog=b".into(),
        "POST /1.2/key-sites application/x-www-form-urlencoded\nmonth=2026-10&format=csv&limit=3&offset=0&order=total".into(),
        "GET /1.2/usage-limit?api_key=0123456789abcdef x\n".into(),
        "GET /queue?show=all&rule=offers&ring=r1&q=%25_x&before=9 x\n".into(),
        "POST /queue/0123456789abcdef0123456789abcdef application/x-www-form-urlencoded\nverdict=spam&back=/queue".into(),
        "GET /v1/items/0123456789abcdef x\n".into(),
        "POST /v1/items/0123456789abcdef/correct application/json\n{\"verdict\": \"ham\"}".into(),
        "POST /audit multipart/form-data; boundary=B\n--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n{\"author\":\"a\",\"created_at\":1335348000}\r\n--B--\r\n".into(),
        "GET /metrics x\n".into(),
        "GET /healthz x\n".into(),
    ] {
        corpus.add("requests", request.as_bytes());
    }
    for sample in made.iter().step_by(4) {
        corpus.add("requests", &[b"POST /v1/audit?format=html application/octet-stream\n", &sample.bytes[..]].concat());
        corpus.add("requests", &[b"POST /v1/filter application/octet-stream\n", &sample.bytes[..]].concat());
    }
}
