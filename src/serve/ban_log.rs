//! One line for every network address that spam came from, for programs such as Fail2Ban.
//!
//! A line holds a time and an address that was read as an address and written anew, and nothing else that a commenter chose: what
//! is written in a comment can put no line into this file.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::net::IpAddr;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use chrono::{SecondsFormat, Utc};

use crate::{Error, Result};

/// The open file.
#[derive(Debug)]
pub(super) struct BanLog(Mutex<File>);

impl BanLog {
    pub(super) fn open(path: &Path) -> Result<BanLog> {
        let file = OpenOptions::new().create(true).append(true).open(path);
        file.map(|file| BanLog(Mutex::new(file))).map_err(|cause| Error::config(path, format!("cannot be opened: {cause}")))
    }

    /// Notes an address; whatever is none is left out. A full disk must not stop comments, so a failure is only told.
    pub(super) fn note(&self, address: &str) {
        let Ok(address) = address.trim().parse::<IpAddr>() else { return };
        let line = format!("{} fineness: spam from {address}\n", Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true));
        let written = self.0.lock().unwrap_or_else(PoisonError::into_inner).write_all(line.as_bytes());
        if let Err(cause) = written {
            eprintln!("fineness: the log of addresses cannot be written: {cause}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_addresses_gets_into_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ban.log");
        let log = BanLog::open(&path).unwrap();
        for address in
            ["203.0.113.7", "1.2.3.4\n2026-01-01T00:00:00Z fineness: spam from 9.9.9.9", "", "localhost", " 2001:DB8::1 "]
        {
            log.note(address);
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let addresses: Vec<&str> = text.lines().map(|line| line.rsplit(' ').next().unwrap()).collect();
        assert_eq!(addresses, ["203.0.113.7", "2001:db8::1"]);
        assert!(text.lines().all(|line| line.contains("Z fineness: spam from ")));
    }
}
