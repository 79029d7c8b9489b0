//! Comments whose truth the input states, for learning and for evaluation. Nothing else ever looks at labels.

use std::collections::HashMap;
use std::ops::ControlFlow;

use foldhash::fast::FixedState;

use super::filter::is_comment;
use super::local::summarise;
use super::summary::RunSummary;
use crate::Result;
use crate::error::Told;
use crate::event::Locator;
use crate::item::Glance;
use crate::model::{Example, Features};
use crate::read::{Inputs, Record};

/// The labelled comments of the inputs.
#[derive(Debug, Default)]
pub struct Labels {
    /// What can be learned from each, in the order of the inputs.
    pub examples: Vec<Example>,
    /// Whether the comment at a place is spam.
    pub spam: HashMap<Locator, bool, FixedState>,
    /// Comments without a label, or with one that says neither ham nor spam.
    pub unlabelled: u64,
}

/// Reads the labelled comments: `spam` and `ham` in the field `label`, or `1` and `0`.
///
/// # Errors
/// The inputs cannot be read.
pub fn labelled(inputs: &mut Inputs) -> Result<(Labels, RunSummary)> {
    let mut labels = Labels::default();
    let mut features = Features::default();
    let (mut told, mut counts) = (Told::default(), Vec::new());
    inputs.chunks(&mut |chunk| {
        let mut skipped = Vec::new();
        let own = chunk.records(
            &mut |record| {
                let Record::Event(event) = record else { return };
                match event.label.as_deref().map(str::trim) {
                    _ if !is_comment(&event) => {}
                    Some("spam" | "1") => labels.take(&Glance::whole(&event), true, &mut features),
                    Some("ham" | "0") => labels.take(&Glance::whole(&event), false, &mut features),
                    _ => labels.unlabelled += 1,
                }
            },
            &mut skipped,
        );
        told.extend(skipped);
        counts.push(own);
        ControlFlow::Continue(())
    })?;
    counts.iter().for_each(|own| inputs.tally(own));
    let mut summary = RunSummary::default();
    summarise(&mut summary, inputs, told);
    Ok((labels, summary))
}

impl Labels {
    fn take(&mut self, glance: &Glance<'_>, spam: bool, features: &mut Features) {
        // Pingbacks have no words of a person to learn from.
        if !glance.is_pingback() {
            self.examples.push(Example::new(glance, spam, features));
        }
        self.spam.insert(glance.event.locator, spam);
    }
}
