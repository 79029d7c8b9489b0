//! From the arguments to the files: folders are walked in the order of their names, hidden files are left out.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// One file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub path: PathBuf,
    /// Whether the user named it; otherwise it was found in a folder.
    pub named: bool,
}

/// The files under these paths, sorted, each once. `-` stands for standard input.
pub(crate) fn files(paths: &[PathBuf]) -> Result<Vec<Found>> {
    let mut paths = paths.to_vec();
    paths.sort();
    paths.dedup();
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() != "-" && path.is_dir() {
            folder(&path, &mut found)?;
        } else {
            found.push(Found { path, named: true });
        }
    }
    Ok(found)
}

fn folder(root: &Path, found: &mut Vec<Found>) -> Result<()> {
    let mut waiting = vec![root.to_owned()];
    while let Some(path) = waiting.pop() {
        if !path.is_dir() {
            found.push(Found { path, named: false });
            continue;
        }
        let failed = |cause: std::io::Error| Error::input(&path, format!("cannot be listed: {cause}"));
        let mut entries = Vec::new();
        for entry in fs::read_dir(&path).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            let kind = entry.file_type().map_err(failed)?;
            // A link to a folder may lead in circles; one to a file is as good as the file.
            let wanted = kind.is_file() || kind.is_dir() || kind.is_symlink() && entry.path().is_file();
            if wanted && !hidden {
                entries.push(entry.path());
            }
        }
        entries.sort_by(|a, b| b.cmp(a));
        waiting.append(&mut entries);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_the_order_of_names() {
        let root = tempfile::tempdir().unwrap();
        for name in ["b/2", "b/1", "a", ".hidden/x", "b/.x", "c/d/e"] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let found = files(&[root.path().to_owned()]).unwrap();
        let names: Vec<_> = found.iter().map(|file| file.path.strip_prefix(root.path()).unwrap().display().to_string()).collect();
        assert_eq!(names, ["a", "b/1", "b/2", "c/d/e"]);
        assert!(found.iter().all(|file| !file.named));
    }
}
