//! How long a comment waits for its verdict: 500 requests a second for ten seconds, sent at their moments whether or not earlier ones
//! are answered, each to a server with its store on this disk.
//!
//! `cargo bench --bench serve`; `-- 1000 20` sends 1000 a second for 20 seconds.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Connections, as many as requests may overlap.
const CONNECTIONS: usize = 32;

fn main() {
    let given: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let (rate, seconds) = (given.first().copied().unwrap_or(500), given.get(1).copied().unwrap_or(10));
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Command::new(env!("CARGO_BIN_EXE_fineness"))
        .current_dir(folder.path())
        .args(["serve", "--listen", "127.0.0.1:0", "--rate", "1000000"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("a server");
    let mut told = BufReader::new(server.stderr.take().expect("its words")).lines();
    let address = told
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| line.split_once("listening on http://").map(|(_, address)| address.to_owned()))
        .expect("its address");
    let keys = std::fs::read_to_string(folder.path().join("fineness-keys.toml")).expect("its keys");
    let key = keys.lines().find_map(|line| line.strip_prefix("key = \"")).expect("a key").trim_end_matches('"').to_owned();

    let total = rate * seconds;
    let next = AtomicUsize::new(0);
    let began = Instant::now();
    let mut waits: Vec<Duration> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CONNECTIONS)
            .map(|_| {
                scope.spawn(|| {
                    let mut stream = TcpStream::connect(&address).expect("a connection");
                    stream.set_nodelay(true).expect("an option");
                    let mut waits = Vec::new();
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= total {
                            return waits;
                        }
                        // A late start counts as waiting: whoever comes at that moment waits from then on.
                        let due = began + Duration::from_secs_f64(number as f64 / rate as f64);
                        std::thread::sleep(due.saturating_duration_since(Instant::now()));
                        ask(&mut stream, &key, number);
                        waits.push(due.elapsed());
                    }
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a client")).collect()
    });
    waits.sort_unstable();
    let at = |part: f64| waits[((waits.len() - 1) as f64 * part) as usize].as_secs_f64() * 1000.0;
    println!("{total} comments at {rate} a second: median {:.2} ms, 99 % {:.2} ms, longest {:.2} ms", at(0.5), at(0.99), at(1.0));
    let _ = server.kill();
    let _ = server.wait();
}

/// Sends one comment and reads the answer to its end.
fn ask(stream: &mut TcpStream, key: &str, number: usize) {
    let body = format!(
        "api_key={key}&blog=http%3A%2F%2Fmill.example&user_ip=203.0.113.{}&comment_author=Reader+{}&permalink=%2F{}&comment_content=The+wheel+\
         turned+{number}+times+before+the+sluice+broke+in+week+{}",
        number % 250,
        number % 977,
        number % 31,
        number % 53
    );
    let head = format!("POST /1.1/comment-check HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all(format!("{head}{body}").as_bytes()).expect("sent");
    let mut answer = Vec::new();
    let mut buffer = [0; 2048];
    loop {
        let read = stream.read(&mut buffer).expect("an answer");
        assert!(read > 0, "the server hung up");
        answer.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&answer);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.lines().find_map(|line| line.strip_prefix("content-length: ")).and_then(|length| length.parse::<usize>().ok());
            if length.is_some_and(|length| body.len() >= length) {
                assert!(body.starts_with("true") || body.starts_with("false"), "{text}");
                return;
            }
        }
    }
}
