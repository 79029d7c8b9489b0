//! One JSON document, written while verdicts arrive.

use std::io::{self, Write};

use super::contract::Line;
use super::ndjson::write_json;
use super::{Report, RingLine};
use crate::engine::RunSummary;
use crate::score::Verdict;

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
    fn account(&mut self, verdict: &Verdict) -> io::Result<()> {
        self.open()?;
        self.out.write_all(if self.accounts == 0 { b"\n" } else { b",\n" })?;
        self.accounts += 1;
        write_json(&mut self.out, &Line::account(verdict))
    }

    fn ring(&mut self, ring: &RingLine) -> io::Result<()> {
        let mut line = Vec::new();
        write_json(&mut line, &Line::ring(ring))?;
        self.rings.push(line);
        Ok(())
    }

    fn finish(&mut self, run: &RunSummary) -> io::Result<()> {
        self.open()?;
        self.out.write_all(b"\n],\"rings\":[")?;
        for (index, ring) in self.rings.drain(..).enumerate() {
            self.out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
            self.out.write_all(&ring)?;
        }
        self.out.write_all(b"\n],\"run\":")?;
        write_json(&mut self.out, &Line::run(run))?;
        self.out.write_all(b"}\n")?;
        self.out.flush()
    }
}
