//! Histories of scores: a table of accounts, metrics, times and values.

use super::{Frame, Source, Traits, csv};

pub(super) static SOURCE: Source = Source {
    name: "scores",
    title: "histories of scores: a table with account, metric, at and value",
    found_by: "a header line with `account`, `metric` and `value`",
    platform: None,
    find: |look| look.table(|names| ["account", "metric", "value"].iter().all(|wanted| names.iter().any(|name| name == wanted))),
    read: |frame: Frame<'_>, out| out.record(0, frame.text.len(), |reader| csv::record(frame.text, true, reader)),
    traits: Traits { open: true, ..Traits::PLAIN },
};
