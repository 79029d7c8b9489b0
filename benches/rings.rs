//! Rings in simulated societies, one object that everybody shares, and a limit on memory: processor time, and peak memory of a
//! process of its own.
//!
//! `cargo bench --bench rings` takes a million posts and a hundred thousand; `-- 200000 20000` takes other sizes.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::mem::MaybeUninit;
use std::path::Path;
use std::process::Command;

use fineness::engine::{self, Settings};
use fineness::event::{Event, Kind, Precision, Stamp};
use fineness::read::{Inputs, Options, write_account, write_event};
use fineness::ring::{Memory, Tier};
use fineness::simulate::{self, SocietyOptions};

/// How many posts an account of the benchmark has, in the mean.
const POSTS_EACH: f64 = 1_000_000.0 / 46_000.0;
/// How many posts there are for each ring and for each innocent group.
const POSTS_A_RING: usize = 16_667;
const POSTS_A_GROUP: usize = 33_333;

/// The limit on memory that is tried, as a part of what is taken without one.
const LIMIT: f64 = 0.6;

/// What finding the rings of one file took.
#[derive(Debug, Clone, Copy)]
struct Cost {
    /// Seconds of all processors together.
    seconds: f64,
    /// MiB.
    peak: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [child, file, limit @ ..] = arguments.as_slice()
        && child == "--child"
    {
        return find(Path::new(file), limit.first().and_then(|limit| limit.parse().ok()));
    }
    let number = |index: usize, default: usize| arguments.get(index).and_then(|text| text.parse().ok()).unwrap_or(default);
    let (many, few) = (number(0, 1_000_000), number(1, 100_000));
    let folder = tempfile::tempdir().expect("a folder for the societies");
    println!("{:<24} {:>9} {:>9} {:>5} {:>11} {:>9} {:>7}", "", "posts", "accounts", "MB", "cpu seconds", "peak MiB", "proven");
    let file = folder.path().join("events.ndjson");
    fill(&file, |out| society(few, out));
    let small = measure("society", few, &file, None);
    fill(&file, |out| society(many, out));
    let large = measure("society", many, &file, None);
    ratio("for so many times the posts", many as f64 / few as f64, small, large);
    let limit = large.peak * LIMIT;
    let limited = measure(&format!("within {limit:.0} MiB"), many, &file, Some((limit * 1024.0 * 1024.0) as u64));
    ratio("for a limit on memory", 1.0, large, limited);
    for shares in [many / 10, many] {
        fill(&file, |out| {
            society(many, out);
            viral(shares, out);
        });
        let viral = measure(&format!("{shares} share one thing"), many + shares, &file, None);
        ratio("for one viral object", (many + shares) as f64 / many as f64, large, viral);
    }
}

fn ratio(what: &str, posts: f64, before: Cost, after: Cost) {
    println!(
        "{what}: posts {posts:.1}, cpu seconds {:.2}, peak memory {:.2} times",
        after.seconds / before.seconds,
        after.peak / before.peak
    );
}

fn society(posts: usize, out: &mut dyn Write) {
    let mut society = simulate::society(&SocietyOptions {
        accounts: (posts as f64 / POSTS_EACH) as usize,
        posts,
        rings: posts / POSTS_A_RING,
        innocents: posts / POSTS_A_GROUP,
        seed: 1,
        ..SocietyOptions::default()
    });
    society.accounts().for_each(|account| write_account(&account, out).expect("room for the society"));
    society.by_ref().for_each(|event| write_event(&event, out).expect("room for the society"));
}

/// Accounts beside the society that all like one thing, on one day.
fn viral(accounts: usize, out: &mut dyn Write) {
    for account in 0..accounts {
        let mut event = Event::by(format!("passer-by {account}"));
        event.at = Some(Stamp::new((1_330_000_000 + (account * 7919 % 86_400) as i64) * 1000, Precision::Second));
        event.kind = Kind::Like;
        event.target = Some("the viral one".into());
        write_event(&event, out).expect("room for the viral object");
    }
}

fn fill(file: &Path, fill: impl FnOnce(&mut dyn Write)) {
    let mut out = BufWriter::new(File::create(file).expect("a file for the society"));
    fill(&mut out);
    out.flush().expect("room for the society");
}

fn measure(what: &str, posts: usize, file: &Path, limit: Option<u64>) -> Cost {
    let program = std::env::current_exe().expect("this program's own path");
    let limit = limit.map(|limit| limit.to_string());
    let output = Command::new(program).arg("--child").arg(file).args(limit).output().expect("a child process");
    let text = String::from_utf8_lossy(&output.stdout);
    let mut words = text.split_whitespace();
    let mut number = || words.next().and_then(|word| word.parse::<f64>().ok()).unwrap_or(f64::NAN);
    let (seconds, peak, accounts, proven) = (number(), number(), number(), number());
    let size = fs::metadata(file).map_or(0, |file| file.len()) as f64 / 1e6;
    println!("{what:<24} {posts:>9} {accounts:>9.0} {size:>5.0} {seconds:>11.2} {peak:>9.0} {proven:>7.0}");
    Cost { seconds, peak }
}

/// Finds the rings, in a process whose time and peak memory are those of finding them alone.
fn find(file: &Path, limit: Option<u64>) {
    engine::keep_tables_apart();
    let mut inputs = Inputs::open(&[file.to_owned()], Options::default()).expect("the society");
    let mut proven = 0;
    let settings = Settings { memory: Memory::new(limit), ..Settings::default() };
    let summary = engine::rings(&mut inputs, &settings, &mut |ring, _| {
        proven += usize::from(ring.tier == Tier::Proven);
        Ok(())
    });
    let accounts = summary.expect("rings").accounts;
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
    println!("{} {} {accounts} {proven}", processor_seconds(), peak.unwrap_or(f64::NAN) / 1024.0);
}

/// User and system time of this process so far.
fn processor_seconds() -> f64 {
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: `usage` is room for one `rusage`, which all zeroes are too.
    let usage = unsafe {
        libc::getrusage(libc::RUSAGE_SELF, usage.as_mut_ptr());
        usage.assume_init()
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
}
