//! Reads back from the input what a report quotes: ids and words are never kept in memory for events that nobody is shown.

use std::collections::HashMap;

use crate::Result;
use crate::event::{Locator, Stamp};
use crate::read::{Inputs, Record};
use crate::score::{Exhibit, Verdict};
use crate::tally::Tallies;

/// Events of a finding whose words are quoted; of the others the id is enough.
const QUOTED: usize = 5;

/// A quotation is cut to this many characters.
const QUOTATION: usize = 160;

/// Fills in the exhibits of all findings, at most `most` a finding.
pub(super) fn quote(inputs: &Inputs, accounts: &[(Box<str>, Tallies)], verdicts: &mut [Verdict], most: usize) -> Result<()> {
    let mut wanted: Vec<Locator> = Vec::new();
    for ((_, account), verdict) in accounts.iter().zip(verdicts.iter()) {
        for finding in &verdict.findings {
            wanted.extend(finding.events.iter().take(most).map(|position| account.events.briefs()[position].locator()));
        }
    }
    wanted.sort_unstable();
    wanted.dedup();
    let mut found: HashMap<Locator, (Option<String>, Option<String>)> = HashMap::with_capacity(wanted.len());
    inputs.quote(&wanted, &mut |locator, record| {
        if let Record::Event(event) = record {
            let text = event.text.as_deref().map(|text| text.chars().take(QUOTATION).collect());
            found.insert(locator, (event.id.as_deref().map(str::to_owned), text));
        }
    })?;
    for ((_, account), verdict) in accounts.iter().zip(verdicts) {
        for finding in &mut verdict.findings {
            let exhibits = finding.events.iter().take(most).enumerate().map(|(number, position)| {
                let brief = &account.events.briefs()[position];
                let locator = brief.locator();
                let (id, text) = found.get(&locator).cloned().unwrap_or_default();
                Exhibit {
                    id,
                    at: Stamp { millis: brief.millis(), precision: brief.precision(), source: brief.source() },
                    file: inputs.name(locator.stream).to_owned(),
                    byte: locator.byte,
                    text: text.filter(|_| number < QUOTED),
                }
            });
            finding.exhibits = exhibits.collect();
        }
    }
    Ok(())
}
