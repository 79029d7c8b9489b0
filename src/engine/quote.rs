//! Reads back from the input what a report quotes: ids and words are never kept in memory for events that nobody is shown.

use std::collections::HashMap;

use crate::Result;
use crate::event::{Locator, Stamp};
use crate::read::{Inputs, Record};
use crate::score::{Exhibit, Finding, Verdict};
use crate::tally::Tallies;

/// Events of a finding whose words are quoted; of the others the id is enough.
const QUOTED: usize = 5;

/// A quotation is cut to this many characters.
const QUOTATION: usize = 160;

/// What an event is called, when it happened, and its words.
#[derive(Debug, Clone, Default)]
pub(super) struct Quotation {
    pub(super) id: Option<String>,
    pub(super) at: Option<Stamp>,
    pub(super) text: Option<String>,
}

/// Reads the events at these places again, their words cut to so many characters.
pub(super) fn read_back(inputs: &Inputs, mut wanted: Vec<Locator>, characters: usize) -> Result<HashMap<Locator, Quotation>> {
    wanted.sort_unstable();
    wanted.dedup();
    let mut found = HashMap::with_capacity(wanted.len());
    inputs.quote(&wanted, &mut |locator, record| {
        if let Record::Event(event) = record {
            let text = event.text.as_deref().map(|text| text.chars().take(characters).collect());
            found.insert(locator, Quotation { id: event.id.as_deref().map(str::to_owned), at: event.at, text });
        }
    })?;
    Ok(found)
}

/// Fills in the exhibits of all findings, at most `most` a finding.
pub(super) fn quote(inputs: &Inputs, accounts: &[(Box<str>, Tallies)], verdicts: &mut [Verdict], most: usize) -> Result<()> {
    let mut wanted: Vec<Locator> = Vec::new();
    for ((_, account), verdict) in accounts.iter().zip(verdicts.iter()) {
        for finding in &verdict.findings {
            wanted.extend(places(finding, account).take(most).map(|(locator, _)| locator));
        }
    }
    let found = read_back(inputs, wanted, QUOTATION)?;
    for ((_, account), verdict) in accounts.iter().zip(verdicts) {
        for finding in &mut verdict.findings {
            let exhibits = places(finding, account).take(most).enumerate().filter_map(|(number, (locator, at))| {
                let Quotation { id, at: read, text } = found.get(&locator).cloned().unwrap_or_default();
                let text = text.filter(|_| number < QUOTED);
                Some(Exhibit { id, at: at.or(read)?, file: inputs.name(locator.stream).to_owned(), byte: locator.byte, text })
            });
            finding.exhibits = exhibits.collect();
        }
    }
    Ok(())
}

/// Where the events that prove a finding stand, and when they happened: the account's own by time, then those that it received.
fn places<'a>(finding: &'a Finding, account: &'a Tallies) -> impl Iterator<Item = (Locator, Option<Stamp>)> + 'a {
    let own = finding.events.iter().map(|position| {
        let brief = &account.events.briefs()[position];
        (brief.locator(), Some(Stamp { millis: brief.millis(), precision: brief.precision(), source: brief.source() }))
    });
    own.chain(finding.received.iter().map(|received| (received.locator, None)))
}
