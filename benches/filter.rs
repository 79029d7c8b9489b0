//! Comments a second and core, read from NDJSON and judged, by the rules and with a model; and peak memory of a process of its own.
//!
//! `cargo bench --bench filter` takes a million comments and two hundred thousand; `-- 200000 50000` takes other sizes. Every fourth
//! comment is an advertisement.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::mem::MaybeUninit;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use fineness::engine::{self, ItemSink, Judge, RingSearch, Settings};
use fineness::event::{Event, Kind};
use fineness::item::{Context, Glance};
use fineness::model::{self, Model};
use fineness::read::{Inputs, Options, Record, write_event};
use fineness::ring::Ring;
use fineness::rule::{self, RuleBook};
use fineness::score::{ITEM_PRIOR, ItemVerdict, ItemWord};
use fineness::simulate::{self, SocietyOptions};
use fineness::{Result, detect};

/// Comments that a model learns from.
const LESSONS: usize = 10_000;
/// So many comments are judged without the time of reading them.
const HELD: usize = 50_000;

/// What one run over a file took.
#[derive(Debug, Clone, Copy)]
struct Cost {
    /// Seconds of the processor.
    seconds: f64,
    /// MiB.
    peak: f64,
}

/// Which verdicts are given with their reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reasons {
    /// All.
    All,
    /// Those that a moderator looks at, as with `--only spam,unsure`.
    Accused,
}

/// Counts verdicts, so that they are not optimised away.
struct Count {
    reasons: Reasons,
    comments: usize,
    findings: usize,
}

impl ItemSink for Count {
    fn wants(&self, word: ItemWord) -> bool {
        self.reasons == Reasons::All || word != ItemWord::Ham
    }
    fn item(&mut self, verdict: &ItemVerdict<'_>) -> Result<()> {
        self.comments += 1;
        self.findings += verdict.findings.len();
        Ok(())
    }
    fn ring(&mut self, _: &Ring, _: &[&str]) -> Result<()> {
        Ok(())
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--child", reasons, file] => return filter(Path::new(file), reasons, None),
        ["--child", reasons, file, model] => return filter(Path::new(file), reasons, Some(&read_model(Path::new(model)))),
        _ => {}
    }
    let number = |index: usize, default: usize| arguments.get(index).and_then(|text| text.parse().ok()).unwrap_or(default);
    let (many, few) = (number(0, 1_000_000), number(1, 200_000));
    let folder = tempfile::tempdir().expect("a folder for the comments");
    let [lessons, model, small, large] =
        ["lessons.ndjson", "model", "few.ndjson", "many.ndjson"].map(|name| folder.path().join(name));
    write_comments(LESSONS, 2, &lessons);
    write_comments(few, 1, &small);
    write_comments(many, 1, &large);
    let (taught, _) = learn(&lessons);
    fs::write(&model, taught.to_bytes().expect("a model")).expect("room for the model");

    println!("{:<30} {:>9} {:>5} {:>11} {:>13} {:>9}", "", "comments", "MB", "cpu seconds", "a second/core", "peak MiB");
    let by_rules = child("rules", few, Reasons::Accused, &small, None);
    let more = child("rules", many, Reasons::Accused, &large, None);
    let reasons = child("rules, reasons for ham too", many, Reasons::All, &large, None);
    let with_model = child("rules and a model", many, Reasons::Accused, &large, Some(&model));
    child("the same, reasons for ham too", many, Reasons::All, &large, Some(&model));
    ratio("for so many times the comments", many as f64 / few as f64, by_rules, more);
    ratio("for reasons of ham", 1.0, more, reasons);
    ratio("for a model", 1.0, more, with_model);

    println!("comments that are in memory, on one core:");
    let rules = judged(&small, None);
    let both = judged(&small, Some(&taught));
    println!("  looked at and judged by the rules    {rules:>9.0} a second");
    println!("  the same with a model                {both:>9.0} a second, {:.2} times the time", rules / both);
}

fn ratio(what: &str, comments: f64, before: Cost, after: Cost) {
    let (seconds, peak) = (after.seconds / before.seconds, after.peak / before.peak);
    println!("{what}: comments {comments:.1}, cpu seconds {seconds:.2}, peak memory {peak:.2} times");
}

/// Comments under articles, a hundred under each, by people who write in the words of their audience; every fourth sells something.
fn write_comments(comments: usize, seed: u64, file: &Path) {
    let mut out = BufWriter::new(File::create(file).expect("a file for the comments"));
    let society =
        SocietyOptions { accounts: comments / 4, posts: comments * 2, rings: 0, innocents: 0, seed, ..SocietyOptions::default() };
    let texts = simulate::society(&society).filter(|event| event.text.as_ref().is_some_and(|text| text.len() > 20));
    for (number, mut event) in texts.take(comments).enumerate() {
        event.kind = Kind::Comment;
        event.target = Some(format!("https://blog.example/{}", number / 100).into());
        event.label = Some("ham".into());
        if number % 4 == 0 {
            advertise(&mut event, number);
        }
        write_event(&event, &mut out).expect("room for the comments");
    }
    out.flush().expect("room for the comments");
}

/// Makes a comment one of four sorts of advertisement.
fn advertise(event: &mut Event<'_>, number: usize) {
    let text = event.text.take().unwrap_or_default();
    let (first, rest) = text.split_at(text.char_indices().nth(20).map_or(text.len(), |(at, _)| at));
    let said = match number / 4 % 4 {
        0 => format!("Great post! {first} I have bookmarked your site and will be back for more. {rest}"),
        1 => format!("{first} check out my new channel and subscribe please, {rest} http://bit.ly/{number:x}"),
        2 => format!("Earn money from home, {first} call +1 555 01{:05} {rest}", number % 100_000),
        _ => format!("{first} https://shop{}.example/cheap/offers?id={number}", number % 977),
    };
    event.text = Some(said.into());
    event.author_name = Some("cheap flights, hotel deals".into());
    event.author_url = Some(format!("http://www.shop{}.example/deals/index.php?id={number}", number % 977).into());
    event.label = Some("spam".into());
}

fn child(what: &str, comments: usize, reasons: Reasons, file: &Path, model: Option<&Path>) -> Cost {
    let program = std::env::current_exe().expect("this program's own path");
    let output =
        Command::new(program).arg("--child").arg(format!("{reasons:?}")).arg(file).args(model).output().expect("a child process");
    let text = String::from_utf8_lossy(&output.stdout);
    let mut words = text.split_whitespace();
    let mut number = || words.next().and_then(|word| word.parse::<f64>().ok()).unwrap_or(f64::NAN);
    let (seconds, peak) = (number(), number());
    let size = fs::metadata(file).map_or(0, |file| file.len()) as f64 / 1e6;
    println!("{what:<30} {comments:>9} {size:>5.0} {seconds:>11.2} {:>13.0} {peak:>9.1}", comments as f64 / seconds);
    Cost { seconds, peak }
}

/// Judges every comment of a file on one thread, in a process whose time and peak memory are those of judging alone.
fn filter(file: &Path, reasons: &str, model: Option<&Model>) {
    engine::keep_tables_apart();
    let book = RuleBook::load(detect::vocabulary(), &rule::builtin()).expect("the shipped rules");
    let mut judge = Judge::new(&book, ITEM_PRIOR).expect("the shipped patterns");
    if let Some(model) = model {
        judge = judge.taught(model);
    }
    let mut inputs = open(file);
    let reasons = if reasons == "All" { Reasons::All } else { Reasons::Accused };
    let mut count = Count { reasons, comments: 0, findings: 0 };
    let settings = Settings { threads: 1, ..Settings::default() };
    engine::filter(&mut inputs, &judge, RingSearch::Never, &settings, &mut count).expect("verdicts");
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
    println!("{} {} {} {}", processor_seconds(), peak.unwrap_or(f64::NAN) / 1024.0, count.comments, count.findings);
}

/// How many comments a second are looked at and judged, without reading them.
fn judged(file: &Path, model: Option<&Model>) -> f64 {
    let book = RuleBook::load(detect::vocabulary(), &rule::builtin()).expect("the shipped rules");
    let mut judge = Judge::new(&book, ITEM_PRIOR).expect("the shipped patterns");
    if let Some(model) = model {
        judge = judge.taught(model);
    }
    let mut context = Context::default();
    let (mut seconds, mut comments) = (0.0, 0);
    open(file)
        .chunks(&mut |chunk| {
            let mut desk = judge.desk();
            chunk.records(
                &mut |record| {
                    if let Record::Event(event) = record {
                        context.add(&Glance::brief(&event));
                        let start = Instant::now();
                        std::hint::black_box(desk.judge(&Glance::whole(&event), &context, None));
                        seconds += start.elapsed().as_secs_f64();
                        comments += 1;
                    }
                },
                &mut Vec::new(),
            );
            if comments < HELD { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })
        .expect("the comments");
    f64::from(comments as u32) / seconds
}

fn learn(file: &Path) -> (Model, usize) {
    let (labels, _) = engine::labelled(&mut open(file)).expect("the lessons");
    let (model, held) = model::learn(&labels.examples).expect("ham and spam");
    (model, held.len())
}

fn read_model(file: &Path) -> Model {
    Model::from_bytes(&fs::read(file).expect("the model")).expect("the model")
}

fn open(file: &Path) -> Inputs {
    let options = Options { require_time: false, keep_unsigned: true, ..Options::default() };
    Inputs::open(&[file.to_owned()], options).expect("the comments")
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
