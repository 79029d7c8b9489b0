//! Where reports go, and in which form.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::report::{Format, HtmlFolder, Report, writer};
use crate::{Error, Result};

/// The form of a report, and its file.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// The form of the report; taken from the ending of --output if not given, otherwise text
    #[arg(long, value_name = "FORMAT", value_parser = format())]
    format: Option<Format>,
    /// Write the report to a file; html to a folder too, which has a page for every account: --output FOLDER/
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Output {
    pub(super) fn format(&self) -> Format {
        let of_ending = || Format::of_ending(self.output.as_deref()?.extension()?.to_str()?);
        // A folder can only hold pages.
        let of_folder = || self.output.as_deref().filter(|path| path.is_dir()).map(|_| Format::Html);
        self.format.or_else(of_ending).or_else(of_folder).unwrap_or_default()
    }

    /// Whether it goes to the terminal.
    pub(super) fn is_shown(&self) -> bool {
        self.output.is_none() && io::stdout().is_terminal()
    }

    /// A report that goes there.
    pub(super) fn report(&self) -> Result<Box<dyn Report>> {
        if let Some(folder) = self.folder() {
            let failed = |cause| Error::usage(format!("{}: cannot be written: {cause}", folder.display()));
            return Ok(Box::new(HtmlFolder::new(folder).map_err(failed)?));
        }
        Ok(writer(self.format(), self.open()?))
    }

    /// The folder that the report is to be written to, as pages.
    fn folder(&self) -> Option<&Path> {
        let path = self.output.as_deref()?;
        let is_folder = path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', '\\']);
        (is_folder && self.format() == Format::Html).then_some(path)
    }

    /// The file, or standard output; text is plain unless a terminal shows it.
    pub(super) fn open(&self) -> Result<Box<dyn Write>> {
        let text = self.format() == Format::Text;
        Ok(match &self.output {
            Some(path) if text => Box::new(BufWriter::new(anstream::StripStream::new(create(path)?))),
            Some(path) => Box::new(BufWriter::new(create(path)?)),
            None if text => Box::new(BufWriter::new(anstream::stdout())),
            None if self.format() == Format::Html && io::stdout().is_terminal() => {
                return Err(Error::usage("a page is nothing for a terminal: give --output report.html"));
            }
            None => Box::new(BufWriter::new(io::stdout())),
        })
    }
}

/// A new file, or an empty one in place of an old one.
pub(super) fn create(path: &Path) -> Result<File> {
    File::create(path).map_err(|cause| Error::usage(format!("{}: cannot be written: {cause}", path.display())))
}

/// The report's own list of formats, so that the command line offers what there is.
fn format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name)).try_map(|name| name.parse::<Format>())
}
