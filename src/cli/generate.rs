//! Things that are generated from the program itself: schema, completions, manual.

use std::io::Write;
use std::path::Path;

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

/// The manual page of a command.
pub(super) fn man(path: &[String]) -> Outcome {
    let mut program = Cli::command();
    // Gives every command its full name.
    program.build();
    let mut command = &program;
    for name in path {
        command = command
            .find_subcommand(name)
            .ok_or_else(|| Error::usage(format!("there is no command `{}`; `fineness --help` lists them", path.join(" "))))?;
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page).map_err(Error::output)?;
    print(&page)
}

/// The manual pages of all commands, in a folder.
pub(super) fn manual(folder: &Path) -> Outcome {
    let unwritable = |cause: std::io::Error| Error::usage(format!("{}: cannot be written: {cause}", folder.display()));
    std::fs::create_dir_all(folder).map_err(unwritable)?;
    let program = Cli::command().disable_help_subcommand(true);
    clap_mangen::generate_to(program, folder).map_err(unwritable)?;
    Ok(CLEAN)
}

fn print(bytes: &[u8]) -> Outcome {
    std::io::stdout().write_all(bytes).map_err(Error::output)?;
    Ok(CLEAN)
}

#[cfg(test)]
mod tests {
    use clap::Command;

    use super::*;

    /// Every command with its path, those that only hold others included.
    fn all(command: &Command, path: &[String], found: &mut Vec<(Vec<String>, Command)>) {
        for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
            let path = [path, &[inner.get_name().to_owned()]].concat();
            all(inner, &path, found);
            found.push((path, inner.clone()));
        }
    }

    fn commands() -> Vec<(Vec<String>, Command)> {
        let mut found = Vec::new();
        all(&Cli::command(), &[], &mut found);
        assert!(found.len() > 25);
        found
    }

    #[test]
    fn every_command_has_examples_that_can_be_given_and_exit_codes() {
        let helps = commands().into_iter().filter(|(_, command)| !command.has_subcommands());
        let helps =
            helps.map(|(path, command)| (path.join(" "), command.get_after_help().map(ToString::to_string).unwrap_or_default()));
        for (path, help) in helps.chain([(String::new(), super::super::AFTER_HELP.to_owned())]) {
            assert!(help.contains("Exit codes: 0"), "{path}: {help}");
            let examples: Vec<&str> = help.lines().filter_map(|line| line.strip_prefix("  ")?.split(" | ").last()).collect();
            let own: Vec<&&str> = examples.iter().filter(|line| line.starts_with("fineness ")).collect();
            assert!(own.iter().any(|line| line.starts_with(format!("fineness {path}").trim())), "{path}: {help}");
            for example in own {
                // What stands in quotes is one argument.
                let words = example.split('"').enumerate().flat_map(|(place, part)| match place % 2 {
                    0 => part.split_whitespace().map(str::to_owned).collect(),
                    _ => vec![part.to_owned()],
                });
                let given = Cli::command().try_get_matches_from(words);
                assert!(given.is_ok(), "{example}: {}", given.unwrap_err());
            }
        }
    }

    #[test]
    fn every_command_has_a_manual_page_and_completions() {
        let folder = tempfile::tempdir().unwrap();
        manual(folder.path()).unwrap();
        let mut script = Vec::new();
        clap_complete::generate(clap_complete::Shell::Bash, &mut Cli::command(), "fineness", &mut script);
        let script = String::from_utf8(script).unwrap();
        for (path, command) in commands() {
            let page = std::fs::read_to_string(folder.path().join(format!("fineness-{}.1", path.join("-")))).unwrap();
            assert!(page.contains("SYNOPSIS") && !page.contains("panicked"), "{path:?}");
            assert!(command.has_subcommands() || page.contains("Example"), "{path:?}: {page}");
            let name = path.last().map_or("", String::as_str);
            assert!(script.contains(&format!(",{name})")), "{path:?}");
        }
        assert!(man(&["rules".into(), "nothing".into()]).is_err());
    }
}
