//! Rings alone: what accounts share is remembered, and nothing else of them.

use std::sync::{Mutex, PoisonError};

use super::fold::{self, locked};
use super::link;
use super::local::{summarise, threads};
use super::settings::Settings;
use super::summary::RunSummary;
use crate::Result;
use crate::error::Told;
use crate::read::Inputs;
use crate::ring::{Log, Ring};
use crate::tally::{ActsTally, Tally};

/// What the program, its buffers for reading and the rings that were found take, in bytes...
const PROGRAM: u64 = 24 << 20;
/// ...beside what each thread takes while it reads...
const THREAD: u64 = 4 << 20;
/// ...and each account, with its id: while inputs are read, and afterwards.
const READ_ACCOUNT: u64 = 250;
const ACCOUNT: u64 = 100;

/// Rings, and what reading the inputs gave beside them.
pub(super) struct Found {
    pub(super) rings: Vec<Ring>,
    /// The ids of all accounts, to which positions refer.
    pub(super) ids: Vec<Box<str>>,
    pub(super) told: Told,
}

/// Finds the rings in the inputs; `take` gets each with the ids of all accounts, to which positions refer.
pub fn rings(inputs: &mut Inputs, settings: &Settings, take: &mut dyn FnMut(&Ring, &[&str]) -> Result<()>) -> Result<RunSummary> {
    let found = find(inputs, settings)?;
    let ids: Vec<&str> = found.ids.iter().map(Box::as_ref).collect();
    found.rings.iter().try_for_each(|ring| take(ring, &ids))?;
    let mut summary = RunSummary { accounts: ids.len() as u64, ..RunSummary::default() };
    summarise(&mut summary, inputs, found.told);
    summary.events = summary.inputs.iter().map(|input| input.kept).sum();
    Ok(summary)
}

/// Reads the inputs for nothing but rings.
pub(super) fn find(inputs: &mut Inputs, settings: &Settings) -> Result<Found> {
    let threads = threads(settings.threads);
    let memory = settings.memory.beside(PROGRAM + THREAD * threads as u64);
    let log = Mutex::new(Log::new(memory)?);
    let failure = Mutex::new(None);
    let folded = fold::fold_by::<ActsTally>(inputs, None, &settings.disputes, threads, &|_, event| {
        let mut acts = ActsTally::default();
        acts.add(event);
        if let Err(cause) = locked(&log).add(&event.author, &acts) {
            locked(&failure).get_or_insert(cause);
        }
    })?;
    if let Some(cause) = failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(cause);
    }
    memory.beside(READ_ACCOUNT * folded.accounts.len() as u64).check("accounts and their names")?;
    let accounts: Vec<_> = folded.accounts.into_iter().map(|(id, acts)| (id, acts.created())).collect();
    let memory = memory.beside(ACCOUNT * accounts.len() as u64);
    let logged = log.into_inner().unwrap_or_else(PoisonError::into_inner).finish(accounts)?;
    let rings = link::link(inputs, &logged, &settings.groups, memory)?;
    Ok(Found { rings, ids: logged.into_ids(), told: folded.told })
}
