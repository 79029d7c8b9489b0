//! Rings alone: what accounts share is remembered, and nothing else of them.

use rayon::prelude::*;

use super::local::{pool, summarise};
use super::settings::Settings;
use super::summary::RunSummary;
use super::{fold, link};
use crate::Result;
use crate::read::Inputs;
use crate::ring::{Actor, Ring};
use crate::tally::{ActsTally, Tally};

/// Finds the rings in the inputs; `take` gets each with the ids of all accounts, to which positions refer.
pub fn rings(inputs: &mut Inputs, settings: &Settings, take: &mut dyn FnMut(&Ring, &[&str]) -> Result<()>) -> Result<RunSummary> {
    let (threads, pool) = pool(settings.threads)?;
    let mut folded = fold::fold::<ActsTally>(inputs, None, &settings.disputes, threads)?;
    pool.install(|| folded.accounts.par_iter_mut().for_each(|(_, acts)| acts.settle()));
    let actors: Vec<Actor<'_>> = folded.accounts.iter().map(|(id, acts)| Actor { id, acts }).collect();
    let rings = link::link(inputs, &actors, &settings.groups)?;
    let ids: Vec<&str> = actors.iter().map(|actor| actor.id).collect();
    rings.iter().try_for_each(|ring| take(ring, &ids))?;
    let mut summary = RunSummary { accounts: ids.len() as u64, ..RunSummary::default() };
    summarise(&mut summary, inputs, folded.told);
    summary.events = summary.inputs.iter().map(|input| input.kept).sum();
    Ok(summary)
}
