//! Texts that come again: word for word, or as one template with other numbers, links and names.

use std::collections::HashMap;
use std::hash::Hash;

use super::{Detector, Subject};
use crate::event::Kind;
use crate::measure::{Measure, Row, Unit};
use crate::tally::{Brief, EventSet};

/// A template that only two posts share may be chance; Drain's share in the reference counts those with three or more.
const TEMPLATE_POSTS: usize = 3;

/// Duplicates and templates among the texts of one's own (reposts are somebody else's words).
#[derive(Debug)]
pub struct Repetition;

impl Detector for Repetition {
    const NAME: &'static str = "text";
    const MEASURES: &'static [Measure] = &[
        Measure::new("text.posts", Unit::Count, "Events with a text of one's own.").sample(),
        Measure::new("text.duplicates", Unit::Share, "Share of the texts that stand word for word in another event too.")
            .with_events(),
        Measure::new(
            "text.templates",
            Unit::Share,
            "Share of the texts that are one of three or more alike but for numbers, links and names.",
        )
        .with_events(),
        Measure::new("text.distinct", Unit::Count, "How many different texts there are."),
        Measure::new("text.duplicated", Unit::Count, "How many texts stand word for word in another event too.").with_events(),
        Measure::new(
            "text.templated",
            Unit::Count,
            "How many texts are one of three or more alike but for numbers, links and names.",
        )
        .with_events(),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        let own = || account.events.briefs().iter().filter(|brief| has_own_text(brief));
        let texts = runs(own().map(Brief::text));
        let templates = runs(own().map(Brief::template));
        let posts: usize = texts.iter().sum();
        row.set(0, posts as f64);
        if posts == 0 {
            return;
        }
        let (duplicated, templated) = (in_runs(&texts, 2), in_runs(&templates, TEMPLATE_POSTS));
        row.set(1, duplicated / posts as f64);
        row.set(2, templated / posts as f64);
        row.set(3, texts.len() as f64);
        row.set(4, duplicated);
        row.set(5, templated);
    }

    fn events(account: &Subject<'_>, index: usize) -> EventSet {
        if matches!(index, 1 | 4) { duplicated(account) } else { templated(account) }
    }
}

fn has_own_text(brief: &Brief) -> bool {
    brief.text() != 0 && brief.kind() != Kind::Repost
}

/// How often each of the values comes.
fn runs<K: Ord>(values: impl Iterator<Item = K>) -> Vec<usize> {
    let mut sorted: Vec<K> = values.collect();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).map(<[K]>::len).collect()
}

/// How many belong to a value that comes so often at least.
fn in_runs(runs: &[usize], least: usize) -> f64 {
    runs.iter().filter(|&&run| run >= least).sum::<usize>() as f64
}

fn shared_by<K: Eq + Hash>(account: &Subject<'_>, least: usize, key: impl Fn(&Brief) -> K) -> EventSet {
    let briefs = account.events.briefs();
    let mut counts: HashMap<K, usize> = HashMap::new();
    for brief in briefs.iter().filter(|brief| has_own_text(brief)) {
        *counts.entry(key(brief)).or_default() += 1;
    }
    EventSet::choose(briefs.len(), |position| {
        has_own_text(&briefs[position]) && counts.get(&key(&briefs[position])).is_some_and(|&count| count >= least)
    })
}

fn duplicated(account: &Subject<'_>) -> EventSet {
    shared_by(account, 2, Brief::text)
}

fn templated(account: &Subject<'_>) -> EventSet {
    shared_by(account, TEMPLATE_POSTS, Brief::template)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Digest, Event, Precision, Stamp};
    use crate::tally::{Tallies, Tally};

    fn account(texts: &[(u64, u32)]) -> Tallies {
        let mut account = Tallies::default();
        for (second, &(text, template)) in texts.iter().enumerate() {
            let mut event = Event::by("a");
            event.at = Some(Stamp::new(second as i64 * 1000, Precision::Second));
            event.digest = Digest { text, template, ..Digest::default() };
            account.add(&event);
        }
        account.settle();
        account
    }

    #[test]
    fn a_pair_is_a_duplicate_and_three_are_a_template() {
        let account = account(&[(1, 1), (1, 1), (2, 7), (3, 7), (4, 7), (0, 0)]);
        let mut row = [f64::NAN; 6];
        Repetition::measure(&Subject::new(&account), &mut Row(&mut row));
        assert_eq!(row, [5.0, 0.4, 0.6, 4.0, 2.0, 3.0]);
        assert_eq!(Repetition::events(&Subject::new(&account), 2).iter().collect::<Vec<_>>(), [2, 3, 4]);
    }

    #[test]
    fn without_texts_nothing_is_said() {
        let mut row = [f64::NAN; 6];
        Repetition::measure(&Subject::new(&account(&[(0, 0)])), &mut Row(&mut row));
        assert!(row[1].is_nan());
    }
}
