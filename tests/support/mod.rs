//! A server in a folder of its own, and a client that says exactly what it is told to say.

#![allow(dead_code, reason = "each test uses a part of it")]

pub mod browser;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use assert_cmd::cargo::CommandCargoExt;

/// An advertisement, as a blog hands it over.
pub const SPAM: [(&str, &str); 4] = [
    ("comment_author", "cheap watches london"),
    ("comment_author_url", "http://watches.example/buy/cheap.html"),
    ("comment_content", "Great post! I really enjoyed reading this, keep up the good work, thanks for sharing."),
    ("permalink", "http://mill.example/wheel"),
];

/// A running `fineness serve`.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    pub key: String,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    /// The value of a header, if it is there.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|cause| panic!("{cause}: {}", self.body))
    }
}

impl Server {
    /// Starts a server that keeps its files in `folder`.
    pub fn start(folder: &Path, arguments: &[&str]) -> Server {
        let mut child = Command::cargo_bin("fineness")
            .unwrap()
            .current_dir(folder)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = lines.by_ref().find_map(|line| {
            let line = line.unwrap();
            let address = line.split_once("listening on http://")?.1.to_owned();
            Some(address)
        });
        // Whatever it says later must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let keys = std::fs::read_to_string(folder.join("fineness-keys.toml")).unwrap();
        let key = keys.lines().find_map(|line| line.strip_prefix("key = \"")).unwrap().trim_end_matches('"').to_owned();
        Server { child, address: address.expect("it listens").parse().unwrap(), key }
    }

    /// Sends a request as it stands, and reads the answer to its end.
    pub fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn request(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        let length = body.len();
        self.send(&format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}",
            self.address
        ))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.request("GET", path, &format!("Authorization: Bearer {}\r\n", self.key), "")
    }

    pub fn post_json(&self, path: &str, body: &str) -> Answer {
        let headers = format!("Authorization: Bearer {}\r\nContent-Type: application/json\r\n", self.key);
        self.request("POST", path, &headers, body)
    }

    /// A call of the protocol, with the key in the form.
    pub fn call(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = form_of(fields);
        form.push_str(&format!("&api_key={}", self.key));
        self.request("POST", path, "Content-Type: application/x-www-form-urlencoded\r\n", &form)
    }

    /// A request from a page.
    pub fn page(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        use base64::Engine as _;
        let login = base64::engine::general_purpose::STANDARD.encode(format!("anybody:{}", self.key));
        let headers = format!("Authorization: Basic {login}\r\nContent-Type: application/x-www-form-urlencoded\r\n{headers}");
        self.request(method, path, &headers, body)
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a power cut would end it.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and gives whether it stopped as it should.
    #[cfg(unix)]
    pub fn stop(mut self) -> bool {
        let status = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        status.success() && self.child.wait().unwrap().success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Fields as a form.
pub fn form_of(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
