//! Tar archives, packed or not: read from front to back, in place, and nothing is written to the disk.
//!
//! There is no directory, so looking at all members is one pass and reading one is another.

use std::io::{self, Read};

use tar::{Archive, EntryType};

use super::archive::{Member, is_hidden, is_strange};

/// How many bytes show whether something is a tar archive.
pub(crate) const HEAD: usize = 512;

/// Whether the first bytes are those of a tar archive.
pub(crate) fn is_tar(head: &[u8]) -> bool {
    head.get(257..262) == Some(b"ustar")
}

/// Calls `each` for every member worth reading, in the order of the archive, until it answers that it has enough.
///
/// What is damaged ends the pass; the reader beneath tells why.
pub(crate) fn members(
    archive: &mut dyn Read,
    most: usize,
    each: &mut dyn FnMut(Member, &mut dyn Read) -> io::Result<bool>,
) -> io::Result<()> {
    let mut archive = Archive::new(archive);
    for (index, entry) in archive.entries()?.enumerate() {
        if index >= most {
            return Err(io::Error::other(format!("the archive has more than {most} members [IN-BOMB]")));
        }
        let Ok(mut entry) = entry else { break };
        let name = String::from_utf8_lossy(&entry.path_bytes()).replace('\\', "/");
        let is_file = matches!(entry.header().entry_type(), EntryType::Regular | EntryType::Continuous);
        if !is_file || is_hidden(&name) {
            continue;
        }
        let strange = is_strange(&name);
        if !each(Member { index, name, strange }, &mut entry)? {
            break;
        }
    }
    Ok(())
}
