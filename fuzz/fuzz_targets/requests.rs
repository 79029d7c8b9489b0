//! Any request to a running server: the protocol of Akismet, the interface in JSON, the pages, and whole exports. The first line is
//! the method, the path and the type of the body; the rest is the body.
#![no_main]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{OnceLock, mpsc};
use std::time::Duration;

use fineness::detect;
use fineness::rule::{RuleBook, builtin};
use fineness::serve::{Keys, Settings, serve};
use libfuzzer_sys::fuzz_target;

const KEY: &str = "0123456789abcdef";

/// A server with a store of its own that forgets soon.
fn server() -> SocketAddr {
    static ADDRESS: OnceLock<SocketAddr> = OnceLock::new();
    *ADDRESS.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder").keep();
        let keys = folder.join("keys.toml");
        std::fs::write(&keys, format!("secret = \"{0}{0}\"\n[[key]]\nname = \"fuzz\"\nkey = \"{KEY}\"\n", KEY))
            .expect("writing keys");
        let settings = Settings {
            listen: ([127, 0, 0, 1], 0).into(),
            store: folder.join("store.db").display().to_string(),
            keys: Keys::open(&keys).expect("keys"),
            prior: 0.2,
            shadow: false,
            retention: Duration::from_secs(3_600),
            most: 200,
            rate: u32::MAX,
            body: 1 << 16,
            export: 1 << 18,
            ban_log: Some(folder.join("ban.log")),
            study: Duration::ZERO,
        };
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            let book = RuleBook::load(detect::vocabulary(), &builtin()).expect("the shipped rules");
            serve(book, settings, |address| send.send(address).expect("the other end waits")).expect("serving");
        });
        receive.recv().expect("it listens")
    })
}

fuzz_target!(|bytes: &[u8]| {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let Ok(line) = std::str::from_utf8(&bytes[..end]) else { return };
    let body = bytes.get(end + 1..).unwrap_or_default();
    let mut words = line.split(' ');
    let [method, path, kind] = [(); 3].map(|()| words.next().unwrap_or_default());
    if method.is_empty() || !method.bytes().all(|byte| byte.is_ascii_uppercase()) || !path.starts_with('/') || kind.contains('\r') {
        return;
    }
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {KEY}.rest.akismet.com\r\nAuthorization: Bearer {KEY}\r\nContent-Type: {kind}\r\n\
         Connection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let mut stream = TcpStream::connect(server()).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
    // A server may answer and hang up before it has read a body that it refuses.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    assert!(answer.starts_with(b"HTTP/1.1 ") || read.is_err(), "no answer to {head}");
    assert!(!answer.starts_with(b"HTTP/1.1 500"), "{}", String::from_utf8_lossy(&answer));
});
