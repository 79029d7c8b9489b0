//! Things that are generated from the program itself: schema, completions, manual.

use std::io::Write;

use clap::{CommandFactory, ValueEnum};

use super::{CLEAN, Cli, Outcome};
use crate::Error;
use crate::report;

/// What the program prints as JSON.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum Printed {
    /// The lines of audit, filter and rings.
    #[default]
    Report,
    /// What compare prints.
    Comparison,
    /// What rank prints.
    Ranking,
}

pub(super) fn schema(of: Printed) -> Outcome {
    let schema = match of {
        Printed::Report => report::schema(),
        Printed::Ranking => report::Ranking::schema(),
        Printed::Comparison => report::Comparison::schema(),
    };
    let schema = serde_json::to_string_pretty(&schema).map_err(|cause| Error::output(cause.into()))?;
    print(format!("{schema}\n").as_bytes())
}

pub(super) fn completions(shell: clap_complete::Shell) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "fineness", &mut script);
    print(&script)
}

pub(super) fn man() -> Outcome {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page).map_err(Error::output)?;
    print(&page)
}

fn print(bytes: &[u8]) -> Outcome {
    std::io::stdout().write_all(bytes).map_err(Error::output)?;
    Ok(CLEAN)
}
