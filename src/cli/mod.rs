//! The command line: flags, files, exit codes.

mod arguments;
mod audit;
mod audited;
mod calibrate;
mod comments;
mod compare;
mod config;
mod convert;
mod corrections;
mod evaluate;
mod figures;
mod filter;
mod finder;
mod formats;
mod generate;
mod groups;
mod import;
mod judging;
mod labelled;
mod learn;
mod model_card;
mod notice;
mod output;
mod progress;
mod rank;
mod reference;
mod rings;
mod rules;
mod serve;
mod simulate;
mod toml_file;
mod truth;
mod verify;
mod write_back;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::Error;

/// Nothing was found.
const CLEAN: u8 = 0;
/// Something was found.
const FINDINGS: u8 = 1;
/// Usage, configuration, or no readable input.
const FAILED: u8 = 2;
/// A part of the input could not be read.
const PARTIAL: u8 = 3;

const AFTER_HELP: &str = "\
Exit codes: 0 nothing found, 1 findings, 2 usage, configuration or no readable input,
3 part of the input could not be read (unless --allow-partial).

Examples:
  fineness audit tweets.zip --claimed calvin=74
  fineness audit events.ndjson --claimed scores.csv --format ndjson --output audit.ndjson
  git log -z --format=%H%x00%an%x00%ae%x00%aI%x00%cI%x00%s | fineness audit -
  fineness filter comments.ndjson --only spam,unsure
  fineness rings comments.ndjson --messages evidence.csv
  fineness compare anna ben audit.json
  fineness rank leaderboard.csv exports/
  fineness rules explain metronome";

#[derive(Debug, Parser)]
#[command(name = "fineness", version, about, after_help = AFTER_HELP, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Audit the accounts in activity histories and print what is left of their scores
    Audit(audit::Audit),
    /// Judge comments one by one: ham, unsure or spam, each with its reasons
    Filter(filter::Filter),
    /// Learn a site's own model from comments labelled ham or spam, for filter --model
    Learn(learn::Learn),
    /// Find accounts that act together, and show what they did
    Rings(rings::Rings),
    /// Put two accounts side by side: what each score stands on, and whether the difference says anything
    Compare(Box<compare::Compare>),
    /// Rank a leaderboard before and after, with ties where the data leaves the order open
    Rank(Box<rank::Rank>),
    /// Render a saved report in another form
    Convert(convert::Convert),
    /// Write to the person concerned: the result, its reasons, what would change it, and how to contest it
    Notice(notice::Notice),
    /// Compute a saved report again and say whether it is what the inputs give
    Verify(verify::Verify),
    /// Turn any input into canonical NDJSON
    Import(import::Import),
    /// List the formats that are read, and how each is found
    Formats(formats::Formats),
    /// Judge comments as they are written: a server that speaks the protocol of Akismet, with a page to moderate
    Serve(serve::Serve),
    /// List, explain, test, check and begin rules
    Rules(rules::Rules),
    /// Print an invented history, for trying things out
    Simulate(simulate::Simulate),
    /// Measure how well the audit does on accounts whose truth is known
    Evaluate(evaluate::Evaluate),
    /// Print what each rule catches, whom it may wrongly hit, and what evaluations measured of that
    ModelCard(model_card::ModelCard),
    /// Fit the points of the rules to accounts whose truth is known
    Calibrate(calibrate::Calibrate),
    /// Measure how people's histories look, and how honest p-values are on them
    Reference(reference::Reference),
    /// Print the JSON Schema of the output
    #[command(after_help = "\
Exit codes: 0 done, 2 usage.

Examples:
  fineness schema
  fineness schema comparison")]
    Schema {
        /// Of which output
        #[arg(value_enum, default_value_t)]
        of: generate::Printed,
    },
    /// Print completions for a shell
    #[command(after_help = "\
Exit codes: 0 done, 2 usage.

Example:
  fineness completions bash")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page of the program or of a command, or write those of all commands
    #[command(after_help = "\
Exit codes: 0 done, 2 usage, or a folder that cannot be written.

Examples:
  fineness man
  fineness man rules explain
  fineness man --output /usr/local/share/man/man1")]
    Man {
        /// The command; the program itself if not given
        #[arg(value_name = "COMMAND")]
        command: Vec<String>,
        /// Write the pages of all commands into this folder
        #[arg(long, short, value_name = "DIR", conflicts_with = "command")]
        output: Option<PathBuf>,
    },
}

/// Runs the command line of this process and gives its exit code.
pub fn run() -> ExitCode {
    crate::engine::keep_tables_apart();
    let outcome = match Cli::try_parse().unwrap_or_else(refuse).command {
        Command::Audit(audit) => audit.run(),
        Command::Filter(filter) => filter.run(),
        Command::Learn(learn) => learn.run(),
        Command::Rings(rings) => rings.run(),
        Command::Compare(compare) => compare.run(),
        Command::Rank(rank) => rank.run(),
        Command::Convert(convert) => convert.run(),
        Command::Notice(notice) => notice.run(),
        Command::Verify(verify) => verify.run(),
        Command::Import(import) => import.run(),
        Command::Formats(formats) => formats.run(),
        Command::Serve(serve) => serve.run(),
        Command::Rules(rules) => rules.run(),
        Command::Simulate(simulate) => simulate.run(),
        Command::Evaluate(evaluate) => evaluate.run(),
        Command::ModelCard(card) => card.run(),
        Command::Calibrate(calibrate) => calibrate.run(),
        Command::Reference(reference) => reference.run(),
        Command::Schema { of } => generate::schema(of),
        Command::Completions { shell } => generate::completions(shell),
        Command::Man { command, output: None } => generate::man(&command),
        Command::Man { output: Some(folder), .. } => generate::manual(&folder),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) if error.is_broken_pipe() => ExitCode::from(CLEAN),
        Err(error) => {
            anstream::eprintln!("fineness: {}", shown(&error.to_string()));
            ExitCode::from(FAILED)
        }
    }
}

/// Reads a file as each kind that only commands read, whatever it is, for tests that throw anything at them: configuration, truth.
#[doc(hidden)]
pub fn read_settings(path: &std::path::Path) -> [Result<(), Error>; 2] {
    [config::Config::find(Some(path)).map(drop), truth::Truth::read(path).map(drop)]
}

/// Says what is wrong with the arguments, and ends.
fn refuse(error: clap::Error) -> Cli {
    let plain = error.to_string();
    let safe = shown(&plain);
    if plain.trim_end() == safe {
        error.exit()
    }
    // A name of a file that a shell filled in may stand in it.
    anstream::eprintln!("{safe}");
    std::process::exit(error.exit_code())
}

/// Text of several lines in which names of files and words of others may stand, so that nothing in it acts.
fn shown(text: &str) -> String {
    text.lines().map(crate::report::visible).collect::<Vec<_>>().join("\n")
}

/// What a command answers: its exit code.
type Outcome = Result<u8, Error>;

/// Tells on standard error what was skipped, and what to look at.
fn tell(summary: &crate::engine::RunSummary) {
    for diagnostic in &summary.diagnostics {
        anstream::eprintln!("fineness: {}", crate::report::visible(&diagnostic.to_string()));
    }
    let untold = summary.diagnostics_total - summary.diagnostics.len() as u64;
    if untold > 0 {
        anstream::eprintln!("fineness: and {untold} more like these");
    }
    for warning in &summary.warnings {
        anstream::eprintln!("fineness: warning: {}", crate::report::visible(warning));
    }
}
