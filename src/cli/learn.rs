//! `fineness learn`

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::arguments::{Keep, Reading};
use super::{CLEAN, Outcome, PARTIAL, figures, tell};
use crate::model::{Held, Model, learn, update};
use crate::score::evaluation::{Scored, evaluate};
use crate::{Error, Result, engine};

/// Models are at most this large; see `model/file.rs`.
const LARGEST: u64 = 16 << 20;

/// Learn a site's own model from comments that are labelled ham or spam.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 done, 2 usage, configuration or no readable input, 3 part of the input could not be read
(unless --allow-partial).

Examples:
  fineness learn labelled.ndjson --output site.model
  fineness learn corrections.ndjson --update site.model --output site.model")]
pub(super) struct Learn {
    #[command(flatten)]
    reading: Reading,
    /// Where the model goes
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// A model to go on from, instead of learning anew
    #[arg(long, value_name = "FILE")]
    update: Option<PathBuf>,
    /// Do not exit with 3 if a part of the input could not be read
    #[arg(long)]
    allow_partial: bool,
}

impl Learn {
    pub(super) fn run(&self) -> Outcome {
        let mut inputs = self.reading.open(Keep::All)?;
        let mut bar = self.reading.bar(&inputs);
        let (labels, summary) = engine::labelled(&mut inputs)?;
        bar.clear();
        tell(&summary);
        let model = match &self.update {
            Some(path) => {
                if labels.examples.is_empty() {
                    return Err(Error::usage("none of the comments is labelled ham or spam in its field `label`"));
                }
                let mut model = read_model(path)?;
                update(&mut model, &labels.examples);
                model
            }
            None => {
                let (model, held) = learn(&labels.examples)?;
                print(&held);
                model
            }
        };
        let bytes = model.to_bytes()?;
        write_new(&self.output, &bytes)?;
        let ([ham, spam], scale) = (model.seen(), model.scale());
        anstream::println!(
            "{}: learned from {ham} ham and {spam} spam, {} kB; {:.0} % of the words of a new comment were known",
            crate::report::visible(&self.output.display().to_string()),
            bytes.len().div_ceil(1000),
            100.0 * scale.familiar
        );
        if labels.unlabelled > 0 {
            anstream::println!("{} comments have no label of ham or spam and taught nothing", labels.unlabelled);
        }
        Ok(if summary.is_partial() && !self.allow_partial { PARTIAL } else { CLEAN })
    }
}

/// The model in a file.
pub(super) fn read_model(path: &Path) -> Result<Model> {
    let unreadable = |cause: std::io::Error| Error::usage(format!("{}: cannot be read: {cause}", path.display()));
    if fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
        return Err(Error::input(path, "is larger than any model"));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    Model::from_bytes(&bytes).map_err(|cause| Error::input(path, cause.to_string()))
}

/// Writes beside the file and renames, so that a model in use is never half of one.
fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let unwritable = |cause: std::io::Error| Error::usage(format!("{}: cannot be written: {cause}", path.display()));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(unwritable)?;
    std::io::Write::write_all(&mut file, bytes).map_err(unwritable)?;
    file.persist(path).map_err(|cause| unwritable(cause.error))?;
    Ok(())
}

/// How well the model does on comments of threads that it had not seen; without threads, on texts that it had not seen.
fn print(held: &[Held]) {
    let scored: Vec<Scored> = held.iter().map(|one| scored(one.score, one.decibans, one.spam)).collect();
    let abstained = held.iter().filter(|one| one.abstains).count();
    figures::print_comments("held out, the model alone", &evaluate(&scored), &scored);
    anstream::println!("it would have abstained on {abstained} of {}", held.len());
}

/// A comment for the evaluation: suspicion ranks it, evidence at even odds gives the probability.
pub(super) fn scored(suspicion: f64, decibans: f64, spam: bool) -> Scored {
    let probability = crate::score::probability(0.5, decibans);
    Scored { suspicion, probability, positive: spam, accused: probability >= 0.5, scheduled: false, insufficient: false }
}
