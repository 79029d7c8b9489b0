//! Reads back from the input what a report quotes: ids and words are never kept in memory for events that nobody is shown.

use std::collections::HashMap;

use crate::Result;
use crate::event::{Locator, Stamp};
use crate::read::{Inputs, Record};
use crate::score::{Counted, Exhibit, Finding, Verdict};
use crate::tally::Tallies;
use crate::text::{fingerprint, link, links};

/// Events of a finding whose words are quoted; of the others the id is enough.
const QUOTED: usize = 5;

/// Domains that a report names.
const DOMAINS: usize = 8;

/// A quotation is cut to this many characters.
const QUOTATION: usize = 160;

/// What an event is called, when it happened, and its words.
#[derive(Debug, Clone, Default)]
pub(super) struct Quotation {
    pub(super) id: Option<String>,
    pub(super) at: Option<Stamp>,
    pub(super) text: Option<String>,
    /// The registered domains that it links to.
    domains: Vec<String>,
}

/// Reads the events at these places again, their words cut to so many characters.
pub(super) fn read_back(inputs: &Inputs, mut wanted: Vec<Locator>, characters: usize) -> Result<HashMap<Locator, Quotation>> {
    wanted.sort_unstable();
    wanted.dedup();
    let mut found = HashMap::with_capacity(wanted.len());
    inputs.quote(&wanted, &mut |locator, record| {
        if let Record::Event(event) = record {
            let linked = event.text.as_deref().map(links).unwrap_or_default();
            let domains = linked.into_iter().chain(event.author_url.as_deref().and_then(link)).map(|link| link.domain).collect();
            let text = event.text.as_deref().map(|text| text.chars().take(characters).collect());
            found.insert(locator, Quotation { id: event.id.as_deref().map(str::to_owned), at: event.at, text, domains });
        }
    })?;
    Ok(found)
}

/// Fills in the exhibits of all findings, at most `most` a finding.
pub(super) fn quote(inputs: &Inputs, accounts: &[(Box<str>, Tallies)], verdicts: &mut [Verdict], most: usize) -> Result<()> {
    let mut wanted: Vec<Locator> = Vec::new();
    for ((_, account), verdict) in accounts.iter().zip(verdicts.iter()) {
        if !verdict.findings.is_empty() {
            wanted.extend(account.acts.domains(DOMAINS).into_iter().map(|(_, _, locator)| locator));
        }
        for finding in &verdict.findings {
            wanted.extend(places(finding, account).take(most).map(|(locator, _)| locator));
        }
    }
    let found = read_back(inputs, wanted, QUOTATION)?;
    for ((_, account), verdict) in accounts.iter().zip(verdicts) {
        if !verdict.findings.is_empty() {
            verdict.charts.domains = domains(account, &found);
        }
        for finding in &mut verdict.findings {
            let exhibits = places(finding, account).take(most).enumerate().filter_map(|(number, (locator, at))| {
                let Quotation { id, at: read, text, .. } = found.get(&locator).cloned().unwrap_or_default();
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

/// The domains that an account links to most, by the names that stand in the events.
fn domains(account: &Tallies, found: &HashMap<Locator, Quotation>) -> Vec<Counted> {
    let named = account.acts.domains(DOMAINS).into_iter().filter_map(|(key, events, locator)| {
        let name = found.get(&locator)?.domains.iter().find(|domain| fingerprint(domain) == key)?;
        Some(Counted { name: Some(name.clone()), events })
    });
    named.collect()
}
