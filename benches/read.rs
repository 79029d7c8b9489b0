//! Reading NDJSON, as a ratio to bare typed parsing of the same bytes by serde_json in the same run.
//!
//! `cargo bench --bench read`

use std::borrow::Cow;
use std::hint::black_box;
use std::io::Write;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use fineness::read::{Inputs, Options};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Deserialize)]
struct Post<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    author: Text<'a>,
    #[serde(borrow)]
    created_at: Text<'a>,
    #[serde(borrow)]
    text: Text<'a>,
    #[serde(borrow)]
    kind: Text<'a>,
    #[serde(borrow)]
    source: Text<'a>,
    likes: u64,
    #[serde(borrow)]
    lang: Text<'a>,
}

/// How often each way is measured.
const ROUNDS: usize = 400;

fn posts(count: u64) -> Vec<u8> {
    let mut out = Vec::new();
    for number in 0..count {
        let (second, minute, day) = (number % 60, number / 60 % 60, number / 3_600 % 28 + 1);
        let escape = if number % 5 == 0 { "a line\\nand \\\"one\\\" more" } else { "plain words about coffee" };
        writeln!(
            out,
            r#"{{"id":"{}","author":"user_{}","created_at":"2012-04-{day:02}T10:{minute:02}:{second:02}Z","text":"Number {number}, {escape} #tag https://example.com/{}","kind":"post","source":"Web Client","likes":{},"lang":"en"}}"#,
            296_773_170_655_027_200 + number * 7,
            number * 31 % 10_000,
            number * 17,
            number % 90,
        )
        .expect("writing into memory");
    }
    out
}

fn once(best: &mut Duration, run: impl FnOnce()) {
    let start = Instant::now();
    run();
    *best = start.elapsed().min(*best);
}

fn main() {
    let bytes = posts(10_000);
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), &bytes).expect("writing it");
    let megabytes = bytes.len() as f64 / 1e6;
    let [mut bare, mut cutting, mut parsing] = [Duration::MAX; 3];
    let mut chunks = Vec::new();
    // Many short rounds of all three in turn: the best of each was not disturbed by other work on the machine.
    for _ in 0..ROUNDS {
        once(&mut bare, || {
            for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                let post: Post<'_> = serde_json::from_slice(line).expect("it is well formed");
                black_box((
                    post.id.0,
                    post.author.0,
                    post.created_at.0,
                    post.text.0,
                    post.kind.0,
                    post.source.0,
                    post.likes,
                    post.lang.0,
                ));
            }
        });
        once(&mut cutting, || {
            chunks.clear();
            let mut inputs = Inputs::open(&[file.path().to_owned()], Options::default()).expect("it can be opened");
            let mut keep = |chunk| {
                chunks.push(chunk);
                ControlFlow::Continue(())
            };
            inputs.chunks(&mut keep).expect("it can be read");
        });
        once(&mut parsing, || {
            for chunk in &chunks {
                black_box(chunk.records(&mut |record| _ = black_box(record), &mut Vec::new()));
            }
        });
    }
    let row = |what: &str, time: Duration| {
        let rate = megabytes / time.as_secs_f64();
        println!("{what:<34} {rate:>7.0} MB/s   {:>5.2} of bare serde_json", bare.as_secs_f64() / time.as_secs_f64());
    };
    println!("{megabytes:.1} MB of NDJSON, one thread, best of {ROUNDS}");
    row("bare serde_json, typed", bare);
    row("file, digest and cut into chunks", cutting);
    row("records of the chunks", parsing);
    row("both, one after the other", cutting + parsing);
}
