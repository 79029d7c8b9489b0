//! Reading every format on one core, as processor time; JSON as a ratio to bare typed parsing of the same bytes by serde_json in the
//! same run.
//!
//! `cargo bench --bench read [-- NAME...]` prints a table; names choose formats by how they begin.

mod bare;
mod samples;

use std::hint::black_box;
use std::ops::ControlFlow;
use std::time::Duration;

use fineness::read::{Inputs, Options};
use samples::Sample;

/// How often each way is measured; the best of each was not disturbed by other work on the machine.
const ROUNDS: usize = 15;
/// Records of each format.
const RECORDS: u64 = 50_000;

/// The time that this thread has worked, without the time that it has waited for others.
fn worked() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the call only writes to `time`.
    let failed = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    assert_eq!(failed, 0, "a thread has a clock");
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

fn once(best: &mut Duration, run: impl FnOnce()) {
    let start = worked();
    run();
    *best = (worked() - start).min(*best);
}

/// Reads a file from the disk to records, as every command does: with digest, decoding, cutting and reading.
fn read(path: &std::path::Path) -> (String, u64, u64) {
    let options = Options { as_of: 1_790_000_000_000, require_time: false, keep_unsigned: true, ..Options::default() };
    let mut inputs = Inputs::open(&[path.to_owned()], options).expect("it can be opened");
    let mut counts = Vec::new();
    inputs
        .chunks(&mut |chunk| {
            counts.push(chunk.records(&mut |record| _ = black_box(record), &mut Vec::new()));
            ControlFlow::Continue(())
        })
        .expect("it can be read");
    counts.iter().for_each(|counts| inputs.tally(counts));
    let summary = inputs.summary().remove(0);
    (summary.format, summary.kept, summary.skipped)
}

fn measure(sample: &Sample) {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), &sample.bytes).expect("writing it");
    let (format, kept, skipped) = read(file.path());
    let right = sample.name.split(':').next() == Some(&format) && kept >= RECORDS && skipped == 0;
    assert!(right, "{} was read as {format}: {kept} kept, {skipped} skipped", sample.name);
    let parse = bare::of(sample.name);
    let [mut bare, mut ours] = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        if let Some(parse) = parse {
            once(&mut bare, || parse(&sample.bytes));
        }
        once(&mut ours, || _ = black_box(read(file.path())));
    }
    let megabytes = sample.bytes.len() as f64 / 1e6;
    let rate = |time: Duration| format!("{:.0}", megabytes / time.as_secs_f64());
    let records = format!("{:.0}", kept as f64 / ours.as_secs_f64() / 1e3);
    let (barely, ratio) = match parse {
        Some(_) => (rate(bare), format!("{:.2}", ours.as_secs_f64() / bare.as_secs_f64())),
        None => ("".into(), "".into()),
    };
    println!("| `{}` | {megabytes:.1} | {} | {records} | {barely} | {ratio} |", sample.name, rate(ours));
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    println!("| format | MB | MB/s | thousand records/s | bare serde_json, MB/s | time, of bare |");
    println!("|---|---|---|---|---|---|");
    for sample in samples::all(RECORDS) {
        if wanted.is_empty() || wanted.iter().any(|name| sample.name.starts_with(name.as_str())) {
            measure(&sample);
        }
    }
}
