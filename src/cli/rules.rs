//! `fineness rules`

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::arguments::Ruling;
use super::{CLEAN, FAILED, FINDINGS, Outcome, shown};
use crate::Error;
use crate::detect;
use crate::rule::{self, RuleBook};

/// List, explain, test, check and begin rules.
#[derive(Debug, Args)]
pub(super) struct Rules {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the rules in force
    #[command(after_help = "\
Exit codes: 0 done, 2 usage, or rules or configuration that cannot be read.

Examples:
  fineness rules list
  fineness rules list --rules my-rules")]
    List {
        #[command(flatten)]
        ruling: Ruling,
    },
    /// Explain a rule: why it matters, what is innocent about it, when it fires
    #[command(after_help = "\
Exit codes: 0 done, 2 usage, or rules or configuration that cannot be read.

Example:
  fineness rules explain metronome")]
    Explain {
        /// The rule's id
        id: String,
        #[command(flatten)]
        ruling: Ruling,
    },
    /// Run the tests that stand in the rules
    #[command(after_help = "\
Exit codes: 0 all hold, 1 some do not, 2 usage, or rules or configuration that cannot be read.

Example:
  fineness rules test --rules my-rules")]
    Test {
        #[command(flatten)]
        ruling: Ruling,
    },
    /// Check rule files without using them
    #[command(after_help = "\
Exit codes: 0 nothing is wrong, 2 usage, or something is wrong.

Example:
  fineness rules check my-rules")]
    Check {
        /// Folders or files with rules
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Print the beginning of a new rule
    #[command(after_help = "\
Exit codes: 0 done, 2 usage, or rules or configuration that cannot be read.

Example:
  fineness rules new my-rule")]
    New {
        /// The rule's id
        id: String,
    },
    /// List the measures that rules may name
    #[command(after_help = "\
Exit codes: 0 done.

Example:
  fineness rules measures")]
    Measures,
}

impl Rules {
    pub(super) fn run(&self) -> Outcome {
        match &self.action {
            Action::List { ruling } => {
                say(&rule::list(&ruling.load()?.book));
                Ok(CLEAN)
            }
            Action::Explain { id, ruling } => {
                let book = ruling.load()?.book;
                let Some(rule) = book.rule(id) else {
                    return Err(Error::usage(format!("there is no rule `{id}`; `fineness rules list` shows them")));
                };
                say(&rule::explain(&book, rule));
                Ok(CLEAN)
            }
            Action::Test { ruling } => test(&ruling.load_unproven()?.book),
            Action::Check { paths } => check(paths),
            Action::New { id } => {
                say(&rule::template(id));
                Ok(CLEAN)
            }
            Action::Measures => {
                say(&rule::list_measures(&detect::vocabulary()));
                Ok(CLEAN)
            }
        }
    }
}

/// Prints what rule files may have a part in.
fn say(text: &str) {
    anstream::println!("{}", shown(text));
}

fn test(book: &RuleBook) -> Outcome {
    let results = rule::run_selftests(book);
    let failed: Vec<_> = results.iter().filter(|result| !result.passed).collect();
    for result in &failed {
        say(&format!("FAILED {}: {}: {}", result.rule, result.name, result.detail));
    }
    anstream::println!("{} rules, {} tests, {} failed", book.rules().len(), results.len(), failed.len());
    Ok(if failed.is_empty() { CLEAN } else { FINDINGS })
}

/// Checks files together with the shipped ones, so that an id that is taken is told.
fn check(paths: &[PathBuf]) -> Outcome {
    let mut sources = rule::builtin();
    for path in paths {
        if path.is_dir() {
            sources.extend(rule::from_dir(path)?);
        } else {
            sources.push(rule::read(path)?);
        }
    }
    match RuleBook::load(detect::vocabulary(), &sources) {
        Ok(book) => {
            book.warnings().iter().for_each(|warning| say(warning));
            anstream::println!("{} rules, {} warnings", book.rules().len(), book.warnings().len());
            Ok(CLEAN)
        }
        Err(problems) => {
            say(&problems.to_string());
            Ok(FAILED)
        }
    }
}
