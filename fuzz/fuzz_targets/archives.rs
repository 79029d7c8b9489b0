//! Any files in one archive: members that say whose the others are, parts, names that point elsewhere. A piece is a name, a line
//! end, and what the member holds.
#![no_main]

use std::ops::ControlFlow;

use fineness::read::Inputs;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut archive = tar::Builder::new(Vec::new());
    for piece in bytes.split(|byte| *byte == 0).take(20) {
        let end = piece.iter().position(|byte| *byte == b'\n').unwrap_or(piece.len());
        let (name, content) = (&piece[..end.min(100)], piece.get(end + 1..).unwrap_or_default());
        let mut header = tar::Header::new_ustar();
        header.as_old_mut().name[..name.len()].copy_from_slice(name);
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        archive.append(&header, content).expect("writing into memory");
    }
    let archive = archive.into_inner().expect("writing into memory");
    let Ok(mut inputs) = Inputs::from_reader("input", &mut &archive[..], fineness_fuzz::options()) else { return };
    let mut counted = Vec::new();
    let read = inputs.chunks(&mut |chunk| {
        counted.push(chunk.records(&mut |_| {}, &mut Vec::new()));
        ControlFlow::Continue(())
    });
    read.expect("a whole archive can be read");
    counted.iter().for_each(|counts| inputs.tally(counts));
    let summary = inputs.summary();
    let kept: u64 = counted.iter().map(|counts| counts.kept).sum();
    assert_eq!(summary.iter().map(|file| file.kept).sum::<u64>(), kept);
    assert!(summary.iter().all(|file| file.read == file.kept + file.skipped));
    let _ = inputs.diagnostics();
});
