//! `fineness filter --write`: the export again with its statuses set, or a moderation list where it has none.

use std::io::BufWriter;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::event::Status;
use crate::read::{Inputs, Replacement};
use crate::report::ModerationList;
use crate::score::{ItemVerdict, ItemWord};
use crate::{Error, Result};

/// What is to be written, while verdicts arrive. The file appears when it is complete, in place of an older one.
pub(super) struct WriteBack {
    path: PathBuf,
    /// Whether comments that are kept back and judged ham are let go.
    approve: bool,
    /// The list; none from the first status on, unless a list is wanted.
    list: Option<ModerationList<BufWriter<NamedTempFile>>>,
    wants_list: bool,
    replacements: Vec<Replacement>,
    has_status: bool,
    /// Comments called spam that cannot be marked, because their record says nothing of a status.
    unmarked: u64,
    marked: u64,
    approved: u64,
    listed: u64,
}

impl WriteBack {
    pub(super) fn new(path: &Path, approve: bool, inputs: &Inputs) -> Result<WriteBack> {
        if inputs.have(path) {
            return Err(Error::usage(format!("{} is the input; give --write another file", path.display())));
        }
        if path.exists() && !path.is_file() {
            return Err(Error::usage(format!("{} is no file that could be written anew", path.display())));
        }
        let is_table = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let wants_list = is_table && !inputs.are_tables();
        if !wants_list {
            let list = "; a list of verdicts by id is written to a file that ends in .csv";
            inputs.rewritable().map_err(|cause| Error::usage(format!("{cause}{}", if is_table { "" } else { list })))?;
        }
        let list = ModerationList::new(BufWriter::new(beside(path)?)).map_err(Error::output)?;
        Ok(WriteBack {
            path: path.to_owned(),
            approve,
            list: Some(list),
            wants_list,
            replacements: Vec::new(),
            has_status: false,
            unmarked: 0,
            marked: 0,
            approved: 0,
            listed: 0,
        })
    }

    pub(super) fn item(&mut self, verdict: &ItemVerdict<'_>) -> Result<()> {
        match verdict.status.filter(|_| !self.wants_list) {
            Some(status) => {
                self.has_status = true;
                self.list = None;
                self.set(verdict.word, status);
            }
            None => self.unmarked += u64::from(verdict.word == ItemWord::Spam),
        }
        if let Some(list) = &mut self.list {
            self.listed += 1;
            list.add(verdict).map_err(Error::output)?;
        }
        Ok(())
    }

    fn set(&mut self, word: ItemWord, status: Status) {
        let word = match word {
            ItemWord::Spam => {
                self.marked += 1;
                status.spam
            }
            ItemWord::Ham if self.approve && status.held => {
                self.approved += 1;
                status.ham
            }
            _ => return,
        };
        self.replacements.push(Replacement { start: status.start, end: status.end, word });
    }

    /// Writes the file, and tells what it is.
    pub(super) fn finish(self, inputs: &Inputs) -> Result<String> {
        let path = self.path.display();
        let (file, told) = match self.list {
            Some(list) => {
                let why = if self.wants_list { "" } else { ", because the input has no statuses to set" };
                let file = list.finish().map_err(Error::output)?;
                (file, format!("{path} is a list of {} verdicts by id{why}", self.listed))
            }
            None => {
                let mut out = BufWriter::new(beside(&self.path)?);
                inputs.rewrite(&self.replacements, &mut out)?;
                let approved = if self.approve { format!(", {} approved", self.approved) } else { String::new() };
                let unmarked = match self.unmarked {
                    0 => String::new(),
                    count => format!("; {count} more are spam, but their records have no place for a status"),
                };
                (out, format!("{path} is the export again, {} comments marked as spam{approved}{unmarked}", self.marked))
            }
        };
        let file = file.into_inner().map_err(|cause| Error::output(cause.into_error()))?;
        file.as_file().sync_all().map_err(Error::output)?;
        file.persist(&self.path).map_err(|cause| Error::output(cause.error))?;
        Ok(told)
    }
}

/// A file for now, in the folder of what it will replace.
fn beside(path: &Path) -> Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new();
    #[cfg(unix)]
    file.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    file.tempfile_in(folder).map_err(|cause| Error::usage(format!("{}: cannot be written: {cause}", path.display())))
}
