//! The whole audit of simulated crowds: time, and peak memory of a process of its own, at three sizes.
//!
//! `cargo bench --bench audit` takes a million events from 50,000 accounts; `-- 200000 10000` takes other sizes.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use fineness::engine::{self, Settings, Sink};
use fineness::read::{Inputs, Options, write_event};
use fineness::ring::Ring;
use fineness::rule::{self, RuleBook};
use fineness::score::Verdict;
use fineness::{Result, detect, simulate};

/// Counts verdicts, so that they are not optimised away.
#[derive(Default)]
struct Count {
    accounts: usize,
    findings: usize,
}

impl Sink for Count {
    fn account(&mut self, verdict: Verdict) -> Result<()> {
        self.accounts += 1;
        self.findings += verdict.findings.len();
        Ok(())
    }
    fn ring(&mut self, _: &Ring, _: &[&str]) -> Result<()> {
        Ok(())
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [child, file] = arguments.as_slice()
        && child == "--child"
    {
        return audit(Path::new(file));
    }
    let number = |index: usize, default: usize| arguments.get(index).and_then(|text| text.parse().ok()).unwrap_or(default);
    let (events, accounts) = (number(0, 1_000_000), number(1, 50_000));
    let folder = tempfile::tempdir().expect("a folder for the crowds");
    println!("{:>10} {:>9} {:>7} {:>8} {:>10} {:>9}", "events", "accounts", "MB", "seconds", "events/s", "peak MiB");
    let mut rows = Vec::new();
    for part in [4, 2, 1] {
        let file = folder.path().join(format!("crowd-{part}.ndjson"));
        let mut out = BufWriter::new(File::create(&file).expect("a file for the crowd"));
        for event in simulate::crowd(accounts / part, events / part, 1) {
            write_event(&event, &mut out).expect("room for the crowd");
        }
        out.flush().expect("room for the crowd");
        rows.push((events / part, child(&file, events / part, accounts / part)));
    }
    let per_event: Vec<f64> = rows.iter().map(|(events, measured)| 1e6 * measured.0 / *events as f64).collect();
    println!("microseconds an event: {per_event:.1?} (flat means linear)");
    let [.., (fewer, low), (more, high)] = rows.as_slice() else { return };
    println!("bytes for each further event, accounts included: {:.0}", (high.1 - low.1) * 1_048_576.0 / (more - fewer) as f64);
}

/// Audits in a process of its own, whose peak memory is the audit's alone. Gives the seconds it took and the peak in MiB.
fn child(file: &Path, events: usize, accounts: usize) -> (f64, f64) {
    let program = std::env::current_exe().expect("this program's own path");
    let output = Command::new(program).arg("--child").arg(file).output().expect("a child process");
    let text = String::from_utf8_lossy(&output.stdout);
    let mut words = text.split_whitespace();
    let mut number = || words.next().and_then(|word| word.parse::<f64>().ok()).unwrap_or(f64::NAN);
    let (seconds, peak) = (number(), number());
    let size = fs::metadata(file).map_or(0, |file| file.len()) as f64 / 1e6;
    println!("{events:>10} {accounts:>9} {size:>7.0} {seconds:>8.2} {:>10.0} {peak:>9.0}", events as f64 / seconds);
    (seconds, peak)
}

fn audit(file: &Path) {
    engine::keep_tables_apart();
    let start = Instant::now();
    let book = RuleBook::load(detect::vocabulary(), &rule::builtin()).expect("the shipped rules");
    let mut inputs = Inputs::open(&[file.to_owned()], Options::default()).expect("the crowd");
    let mut count = Count::default();
    engine::audit(&mut inputs, &book, &Settings::default(), &mut count).expect("an audit");
    let seconds = start.elapsed().as_secs_f64();
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
    println!("{seconds} {} {} {}", peak.unwrap_or(f64::NAN) / 1024.0, count.accounts, count.findings);
}
