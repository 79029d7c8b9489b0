//! Reading whole files as they come from outside: packed, damaged, foreign and hostile.

#[path = "read/comments.rs"]
mod comments;
#[path = "read/containers.rs"]
mod containers;
#[path = "read/damage.rs"]
mod damage;
#[path = "read/manifests.rs"]
mod manifests;
#[path = "read/more_platforms.rs"]
mod more_platforms;
#[path = "read/platforms.rs"]
mod platforms;
#[path = "read/quoting.rs"]
mod quoting;
#[path = "read/x_archive.rs"]
mod x_archive;

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use fineness::Diagnostic;
use fineness::event::Locator;
use fineness::read::{InputSummary, Inputs, Options, Record, write_canonical};

/// Everything that reading gives.
struct Reading {
    /// The records in their canonical form.
    lines: Vec<String>,
    locators: Vec<Locator>,
    diagnostics: Vec<Diagnostic>,
    summary: Vec<InputSummary>,
    inputs: Inputs,
}

impl Reading {
    fn codes(&self) -> Vec<&'static str> {
        let mut codes: Vec<_> = self.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        codes.sort_unstable();
        codes
    }
}

fn options() -> Options {
    Options { as_of: 1_790_000_000_000, ..Options::default() }
}

fn read_with(paths: &[PathBuf], options: Options) -> fineness::Result<Reading> {
    let mut inputs = Inputs::open(paths, options)?;
    let (mut lines, mut locators, mut diagnostics, mut counts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    inputs.chunks(&mut |chunk| {
        let mut each = |record: Record<'_>| {
            if let Record::Event(event) = &record {
                locators.push(event.locator);
            }
            lines.push(canonical(&record));
        };
        counts.push(chunk.records(&mut each, &mut diagnostics));
        ControlFlow::Continue(())
    })?;
    counts.iter().for_each(|counts| inputs.tally(counts));
    diagnostics.extend(inputs.diagnostics());
    diagnostics.sort();
    let summary = inputs.summary();
    Ok(Reading { lines, locators, diagnostics, summary, inputs })
}

fn canonical(record: &Record<'_>) -> String {
    let mut out = Vec::new();
    write_canonical(record, &mut out).expect("writing into memory");
    String::from_utf8(out).expect("JSON is UTF-8").trim_end().to_owned()
}

fn read(path: &Path) -> Reading {
    read_with(&[path.to_owned()], options()).expect("the input can be read")
}

fn refused(path: &Path) -> String {
    match read_with(&[path.to_owned()], options()) {
        Ok(reading) => panic!("it was read: {:?} {:?}", reading.lines, reading.diagnostics),
        Err(error) => error.to_string(),
    }
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = root.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it is in the folder")).expect("making folders");
        std::fs::write(path, bytes).expect("writing a file");
    }
    root
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("writing into memory");
    encoder.finish().expect("writing into memory")
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("starting a member");
        writer.write_all(bytes).expect("writing into memory");
    }
    writer.finish().expect("writing into memory").into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_ustar();
        // `set_path` refuses names that point out of the archive.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        builder.append(&header, *bytes).expect("writing into memory");
    }
    builder.into_inner().expect("writing into memory")
}

/// Events in the canonical form.
fn events(count: usize) -> String {
    let event = |number| {
        format!(
            r#"{{"type":"event","id":"{number}","author":"ann","created_at":"2012-04-25T10:{:02}:00Z","text":"word {number} é","kind":"post"}}"#,
            number % 60
        )
    };
    (0..count).map(|number| event(number) + "\n").collect()
}
