//! Zip archives: their members are read in place, one after the other, and nothing is written to the disk.
//!
//! A member's name is shown and sorted by, and never used as a path.

use std::io::Read;

use zip::ZipArchive;

use super::Options;
use super::files::FileAt;
use crate::{Error, Result};

/// A member that may be worth reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    pub index: usize,
    pub name: String,
    /// The name points out of the archive.
    pub strange: bool,
}

/// Opens the archive that `file` holds.
pub(crate) fn open(file: FileAt, shown: &str) -> Result<ZipArchive<FileAt>> {
    ZipArchive::new(file).map_err(|cause| {
        Error::input(
            shown,
            format!("the zip archive is cut off or damaged, its directory at the end cannot be read: {cause} [IN-TRUNC]"),
        )
    })
}

/// The members of an archive in the order of their names, without folders, links and hidden files.
pub(crate) fn members(archive: &mut ZipArchive<FileAt>, shown: &str, options: &Options) -> Result<Vec<Member>> {
    if archive.len() > options.max_members {
        return Err(Error::input(
            shown,
            format!("the archive has {} members, the limit is {} [IN-BOMB]", archive.len(), options.max_members),
        ));
    }
    let mut members = Vec::new();
    for index in 0..archive.len() {
        // A member whose header is damaged shows itself again when it is read.
        let Ok(member) = archive.by_index_raw(index) else { continue };
        let name = String::from_utf8_lossy(member.name_raw()).replace('\\', "/");
        if member.is_dir() || member.is_symlink() || is_hidden(&name) {
            continue;
        }
        let strange = is_strange(&name);
        members.push(Member { index, name, strange });
    }
    members.sort_by(|a, b| (&a.name, a.index).cmp(&(&b.name, b.index)));
    Ok(members)
}

/// Whether a member is one that systems put into archives for themselves.
pub(crate) fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') && part != ".." && part != "." || part == "__MACOSX")
}

/// Whether a name points out of its archive.
pub(crate) fn is_strange(name: &str) -> bool {
    name.starts_with('/') || name.split('/').any(|part| part == "..") || name.contains(':')
}

/// Calls `with` with a reader of the unpacked member.
pub(crate) fn read<T>(
    archive: &mut ZipArchive<FileAt>,
    index: usize,
    with: impl FnOnce(&mut dyn Read) -> T,
) -> std::result::Result<T, String> {
    let mut member = archive.by_index(index).map_err(|cause| cause.to_string())?;
    Ok(with(&mut member))
}
