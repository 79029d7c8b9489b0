//! `fineness notice`

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::audited::Audited;
use super::finder::Finder;
use super::output::{Output, create};
use super::{CLEAN, Outcome};
use crate::Error;
use crate::report::{Format, Sender, Stage, skeleton, write_notice};

/// Write to the person concerned.
#[derive(Debug, Args)]
#[command(after_help = "\
The notice tells the result, up to four key reasons with what would change them, what was used and what was not, and how to contest it,
with a file of corrections to fill in. What the sender has to add and did not stands as a gap. It makes no decision and names none.

Exit codes: 0 written, 2 usage, configuration or no readable input.

Examples:
  fineness notice audit.json --account anna --requester \"Example Ltd\" --contact privacy@example.com --respond-by 2026-12-31
  fineness notice events.ndjson --claimed anna=74 --account anna --output notice.html --form corrections.toml
  fineness notice audit.json --account anna --stage final --reviewer \"J. Doe\"")]
pub(super) struct Notice {
    #[command(flatten)]
    audited: Audited,
    #[command(flatten)]
    output: Output,
    /// The account, by its id or name; it may be left out where there is only one
    #[arg(long, value_name = "NAME")]
    account: Option<String>,
    /// Before a decision, or after the result was reviewed
    #[arg(long, value_enum, default_value_t = When::Pre)]
    stage: When,
    /// Who uses the report
    #[arg(long, value_name = "NAME")]
    requester: Option<String>,
    /// What the score is looked at for
    #[arg(long, value_name = "TEXT")]
    purpose: Option<String>,
    /// Who looked at the result and at the events behind it
    #[arg(long, value_name = "NAME")]
    reviewer: Option<String>,
    /// Where the person concerned can write to
    #[arg(long, value_name = "ADDRESS")]
    contact: Option<String>,
    /// The last day on which an answer is waited for
    #[arg(long, value_name = "DATE")]
    respond_by: Option<String>,
    /// The day of the notice
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Write the file of corrections to fill in too, with every event that the report names
    #[arg(long, value_name = "FILE")]
    form: Option<PathBuf>,
}

/// When a notice is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    /// Before a decision.
    Pre,
    /// After the result was reviewed.
    Final,
}

impl Notice {
    pub(super) fn run(&self) -> Outcome {
        let format = self.output.format();
        if !matches!(format, Format::Text | Format::Markdown | Format::Html) {
            return Err(Error::usage(format!("a notice is text, md or html, not {}", format.name())));
        }
        let (account, run) =
            match &self.account {
                Some(name) => {
                    let mut finder = self.audited.look(Finder::new([name]))?;
                    let mut runs = finder.runs();
                    let [(report, account)] = finder.found()?;
                    (account, runs.swap_remove(report))
                }
                None => self.audited.look(Finder::new([]))?.only().ok_or_else(|| {
                    Error::usage("there is not exactly one account; say with --account which one the notice is for")
                })?,
            };
        self.tell_gaps();
        write_notice(&account, &run, &self.sender(), format, &mut *self.output.open()?)?;
        if let Some(form) = &self.form {
            create(form)?.write_all(skeleton(&account, usize::MAX).as_bytes()).map_err(Error::output)?;
        }
        Ok(CLEAN)
    }

    fn sender(&self) -> Sender {
        Sender {
            stage: if self.stage == When::Pre { Stage::Before } else { Stage::After },
            requester: self.requester.clone(),
            purpose: self.purpose.clone(),
            reviewer: self.reviewer.clone(),
            contact: self.contact.clone(),
            respond_by: self.respond_by.clone(),
            date: self.date.clone(),
        }
    }

    /// Says what a notice lacks before it can be sent.
    fn tell_gaps(&self) {
        let gaps = [
            (self.requester.is_none(), "who uses the report (--requester)"),
            (self.contact.is_none(), "where to write to (--contact)"),
            (self.stage == When::Final && self.reviewer.is_none(), "who reviewed the result (--reviewer)"),
        ];
        let missing: Vec<&str> = gaps.iter().filter(|(missing, _)| *missing).map(|(_, what)| *what).collect();
        if !missing.is_empty() {
            anstream::eprintln!("fineness: warning: the notice has gaps to fill in before it is sent: {}", missing.join(", "));
        }
    }
}
