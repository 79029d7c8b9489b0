//! Group by key: which accounts act as one, with their events read back.

use std::collections::HashMap;

use crate::Result;
use crate::event::Locator;
use crate::read::{Inputs, Record};
use crate::ring::{self, Actor, KnownGroup, Ring};
use crate::text::template;

/// What is kept of a text that is read back.
const QUOTATION: usize = 600;
/// Texts of one occasion that are shown as one template.
const VARIANTS: usize = 8;

/// The rings among the run's settled accounts, which stand in the order of their ids.
pub(super) fn link(inputs: &Inputs, actors: &[Actor<'_>], known: &[KnownGroup]) -> Result<Vec<Ring>> {
    let mut rings = ring::rings(actors, known);
    quote(inputs, &mut rings)?;
    Ok(rings)
}

/// Reads back from the input what members did.
fn quote(inputs: &Inputs, rings: &mut [Ring]) -> Result<()> {
    let acts = rings.iter().flat_map(|ring| &ring.occasions).flat_map(|shared| &shared.acts);
    let mut wanted: Vec<Locator> = acts.map(|act| act.locator).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut found: HashMap<Locator, (Option<String>, Option<String>)> = HashMap::with_capacity(wanted.len());
    inputs.quote(&wanted, &mut |locator, record| {
        if let Record::Event(event) = record {
            let text = event.text.as_deref().map(|text| text.chars().take(QUOTATION).collect());
            found.insert(locator, (event.id.as_deref().map(str::to_owned), text));
        }
    })?;
    for shared in rings.iter_mut().flat_map(|ring| &mut ring.occasions) {
        for act in &mut shared.acts {
            (act.id, act.text) = found.remove(&act.locator).unwrap_or_default();
        }
        let texts: Vec<&str> = shared.acts.iter().filter_map(|act| act.text.as_deref()).take(VARIANTS).collect();
        shared.wording = template(&texts).filter(|_| texts.len() > 1);
    }
    Ok(())
}
