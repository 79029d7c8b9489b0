//! What came in: the figures of `import --stats`, for a person and for programs.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::ndjson::write_json;
use super::text::write_intake;
use crate::read::{Check, Coverage, InputSummary};

/// What was read, input by input.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Intake {
    /// Each input.
    pub inputs: Vec<IntakeInput>,
    /// How many records each file of an export should hold by what the export says itself, and how many it does.
    pub checks: Vec<Check>,
    /// How often each code was told; what is told beyond the first thousand of a file is counted too.
    pub codes: BTreeMap<String, u64>,
    /// Whether a part of the input could not be read.
    pub partial: bool,
}

/// One input.
#[derive(Debug, Clone, Serialize)]
pub struct IntakeInput {
    /// Its name, digest, format and counts.
    #[serde(flatten)]
    pub summary: InputSummary,
    /// What its records have.
    #[serde(flatten)]
    pub coverage: Coverage,
}

impl Intake {
    /// The figures of these inputs; `lost` if what was told of them tells of a loss.
    pub fn new(inputs: Vec<(InputSummary, Coverage)>, checks: Vec<Check>, codes: BTreeMap<&str, u64>, lost: bool) -> Intake {
        let partial = inputs.iter().any(|(summary, _)| summary.is_partial());
        let repeated: u64 = inputs.iter().filter_map(|(_, coverage)| coverage.repeated).sum();
        let mut codes: BTreeMap<String, u64> = codes.into_iter().map(|(code, count)| (code.to_owned(), count)).collect();
        if repeated > 0 {
            codes.insert("EV-DUP".to_owned(), repeated);
        }
        Intake {
            inputs: inputs.into_iter().map(|(summary, coverage)| IntakeInput { summary, coverage }).collect(),
            checks,
            codes,
            partial: lost || partial,
        }
    }

    /// Writes it as one JSON object.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json(&mut *out, self)?;
        writeln!(out)
    }

    /// Writes it for a person, 80 columns wide.
    pub fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(write_intake(self).as_bytes())
    }
}
