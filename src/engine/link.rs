//! Group by key: which accounts act as one, with their events read back.

use super::quote::{Quotation, read_back};
use crate::Result;
use crate::progress::Stage;
use crate::read::Inputs;
use crate::ring::{self, KnownGroup, Memory, Ring, Traces};
use crate::text::template;

/// What is kept of a text that is read back.
const QUOTATION: usize = 600;
/// Texts of one occasion that are shown as one template.
const VARIANTS: usize = 8;

/// The rings among the run's settled accounts.
pub(super) fn link(inputs: &Inputs, traces: &dyn Traces, known: &[KnownGroup], memory: Memory) -> Result<Vec<Ring>> {
    inputs.progress().begin(Stage::Comparing, 0);
    let mut rings = ring::rings(traces, known, memory)?;
    quote(inputs, &mut rings)?;
    Ok(rings)
}

/// Reads back from the input what members did.
fn quote(inputs: &Inputs, rings: &mut [Ring]) -> Result<()> {
    let acts = rings.iter().flat_map(|ring| &ring.occasions).flat_map(|shared| &shared.acts);
    let mut found = read_back(inputs, acts.map(|act| act.locator).collect(), QUOTATION)?;
    for shared in rings.iter_mut().flat_map(|ring| &mut ring.occasions) {
        for act in &mut shared.acts {
            let Quotation { id, text, .. } = found.remove(&act.locator).unwrap_or_default();
            (act.id, act.text) = (id, text);
        }
        let texts: Vec<&str> = shared.acts.iter().filter_map(|act| act.text.as_deref()).take(VARIANTS).collect();
        shared.wording = template(&texts).filter(|_| texts.len() > 1);
    }
    Ok(())
}
