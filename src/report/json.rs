//! One JSON document, written while verdicts arrive.

use std::borrow::Cow;
use std::io::{self, Write};

use super::ndjson::write_json;
use super::{AccountLine, Line, Report, RingLine, RunLine};

/// Writes `{"accounts":[...],"rings":[...],"run":{...}}`, each entry on a line of its own. Rings are kept until the accounts
/// are done; they are few.
pub(super) struct Json<W> {
    out: W,
    accounts: u64,
    rings: Vec<Vec<u8>>,
}

impl<W: Write> Json<W> {
    pub(super) fn new(out: W) -> Self {
        Json { out, accounts: 0, rings: Vec::new() }
    }

    fn open(&mut self) -> io::Result<()> {
        if self.accounts == 0 { self.out.write_all(b"{\"accounts\":[") } else { Ok(()) }
    }
}

impl<W: Write> Report for Json<W> {
    fn account(&mut self, account: &AccountLine) -> io::Result<()> {
        self.open()?;
        self.out.write_all(if self.accounts == 0 { b"\n" } else { b",\n" })?;
        self.accounts += 1;
        write_json(&mut self.out, &Line::Account(Box::new(Cow::Borrowed(account))))
    }

    fn ring(&mut self, ring: &RingLine) -> io::Result<()> {
        let mut line = Vec::new();
        write_json(&mut line, &Line::Ring(Cow::Borrowed(ring)))?;
        self.rings.push(line);
        Ok(())
    }

    fn finish(&mut self, run: &RunLine) -> io::Result<()> {
        self.open()?;
        self.out.write_all(b"\n],\"rings\":[")?;
        for (index, ring) in self.rings.drain(..).enumerate() {
            self.out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
            self.out.write_all(&ring)?;
        }
        self.out.write_all(b"\n],\"run\":")?;
        write_json(&mut self.out, &Line::Run(Cow::Borrowed(run)))?;
        self.out.write_all(b"}\n")?;
        self.out.flush()
    }
}
