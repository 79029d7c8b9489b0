//! The command line of fineness.

use std::process::ExitCode;

fn main() -> ExitCode {
    fineness::cli::run()
}
