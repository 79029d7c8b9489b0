//! Comments one by one: remember all, look for rings, then judge each among the others. Two readings of the input, in bounded
//! memory.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Mutex;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::fold::{each_chunk, locked};
use super::item::Judge;
use super::local::{pool, summarise};
use super::rings;
use super::settings::Settings;
use super::summary::RunSummary;
use crate::Result;
use crate::error::Told;
use crate::event::{Event, Kind, Locator};
use crate::item::{Context, Glance, Place};
use crate::read::{Chunk, ChunkCounts, Inputs, Record};
use crate::ring::Ring;
use crate::score::{ItemVerdict, ItemWord};
use crate::tally::Object;

/// Up to so many comments rings are looked for if nothing is said: they take a third reading, and memory for every text.
const RINGS_UP_TO: u64 = 20_000;

/// Whether rings are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RingSearch {
    /// In inputs of up to 20,000 comments.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Takes what a run gives, in order: comments as they stand in the inputs, then rings.
pub trait ItemSink {
    /// Whether it takes verdicts with this word; others are counted, and no time is spent on their reasons.
    fn wants(&self, _: ItemWord) -> bool {
        true
    }
    /// One verdict.
    fn item(&mut self, verdict: &ItemVerdict<'_>) -> Result<()>;
    /// One ring, with the ids of all accounts, to which its positions refer.
    fn ring(&mut self, ring: &Ring, ids: &[&str]) -> Result<()>;
}

/// Judges every comment of the inputs.
pub fn filter(
    inputs: &mut Inputs,
    judge: &Judge<'_>,
    search: RingSearch,
    settings: &Settings,
    sink: &mut dyn ItemSink,
) -> Result<RunSummary> {
    let (threads, pool) = pool(settings.threads)?;
    let context = remember(inputs, threads)?;
    let search = match search {
        RingSearch::Auto => context.comments() <= RINGS_UP_TO,
        RingSearch::Always => true,
        RingSearch::Never => false,
    };
    let found = if search { Some(rings::find(inputs, settings)?) } else { None };
    let places = found.as_ref().map(|found| places(&found.rings));
    let mut summary = RunSummary { prior: judge.prior(), ..RunSummary::default() };
    let wanted = ItemWord::ALL.into_iter().filter(|&word| sink.wants(word)).collect();
    let pass = Pass { judge, context: &context, places: places.as_ref(), wanted };
    let told = judge_all(inputs, threads, &pool, &pass, &mut summary, sink)?;
    if let Some(found) = &found {
        let ids: Vec<&str> = found.ids.iter().map(AsRef::as_ref).collect();
        found.rings.iter().try_for_each(|ring| sink.ring(ring, &ids))?;
    }
    summary.accounts = context.authors();
    summary.rules_sha256 = judge.book().sha256().to_owned();
    summary.calibrated = judge.book().calibration().is_some();
    if !search {
        summary.warnings.push(format!(
            "rings were not looked for among {} comments, only repeated texts; `--rings always` does, at the cost of memory and time",
            context.comments()
        ));
    }
    summarise(&mut summary, inputs, told);
    Ok(summary)
}

/// Whether an event is something that can be judged by itself: words, or a signature.
pub(super) fn is_comment(event: &Event<'_>) -> bool {
    !matches!(event.kind, Kind::Like | Kind::Star | Kind::Vote | Kind::Follow | Kind::Repost | Kind::Commit)
}

/// The first reading.
pub(super) fn remember(inputs: &mut Inputs, threads: usize) -> Result<Context> {
    let context = Mutex::new(Context::default());
    each_chunk(inputs, threads, &|chunk| {
        chunk.records(
            &mut |record| match record {
                Record::Event(event) if is_comment(&event) => {
                    let glance = Glance::brief(&event);
                    locked(&context).add(&glance);
                }
                Record::Article(article) => locked(&context).add_article(&article),
                _ => {}
            },
            &mut Vec::new(),
        );
    })?;
    Ok(context.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner))
}

/// Where the comments stand that rings and leads rest on. Declared groups are no evidence.
fn places(rings: &[Ring]) -> HashMap<Locator, Place, FixedState> {
    let mut places: HashMap<Locator, Place, FixedState> = HashMap::default();
    for ring in rings.iter().filter(|ring| ring.known.is_none()) {
        for shared in &ring.occasions {
            for act in &shared.acts {
                let place = places.entry(act.locator).or_default();
                let (proven, wording) = (ring.counts(), shared.object == Object::Text);
                if place.ring.is_none() || (proven, ring.members.len()) > (place.proven, place.members) {
                    let wording = place.wording || wording;
                    *place = Place { ring: Some(ring.id.clone()), members: ring.members.len(), proven, wording };
                }
                place.wording |= wording;
            }
        }
    }
    places
}

/// What the last reading judges by.
struct Pass<'a, 'b> {
    judge: &'a Judge<'b>,
    context: &'a Context,
    places: Option<&'a HashMap<Locator, Place, FixedState>>,
    wanted: Vec<ItemWord>,
}

/// One chunk, judged.
struct Judged<'b> {
    /// The verdicts that are wanted.
    verdicts: Vec<ItemVerdict<'b>>,
    /// How many comments got each word.
    words: [u64; ItemWord::ALL.len()],
    counts: ChunkCounts,
    skipped: Vec<crate::Diagnostic>,
}

impl<'b> Pass<'_, 'b> {
    fn chunk(&self, chunk: &Chunk) -> Judged<'b> {
        let (mut verdicts, mut skipped, mut words) = (Vec::new(), Vec::new(), [0; ItemWord::ALL.len()]);
        let mut desk = self.judge.desk();
        let nowhere = Place::default();
        let counts = chunk.records(
            &mut |record| {
                if let Record::Event(event) = record
                    && is_comment(&event)
                {
                    let glance = Glance::whole(&event);
                    if !self.context.is_article(&glance) {
                        let place = self.places.map(|places| places.get(&event.locator).unwrap_or(&nowhere));
                        let (word, verdict) = desk.judge_if(&glance, self.context, place, &self.wanted);
                        words[word as usize] += 1;
                        verdicts.extend(verdict);
                    }
                }
            },
            &mut skipped,
        );
        Judged { verdicts, words, counts, skipped }
    }
}

/// The last reading: chunks are judged on all cores and handed on in their order.
fn judge_all(
    inputs: &mut Inputs,
    threads: usize,
    pool: &rayon::ThreadPool,
    pass: &Pass<'_, '_>,
    summary: &mut RunSummary,
    sink: &mut dyn ItemSink,
) -> Result<Told> {
    let mut told = Told::default();
    let mut counts: Vec<ChunkCounts> = Vec::new();
    let mut waiting: Vec<Chunk> = Vec::with_capacity(threads);
    let mut failed = None;
    let mut flush = |waiting: &mut Vec<Chunk>| -> Result<()> {
        let judged: Vec<Judged<'_>> = pool.install(|| waiting.par_iter().map(|chunk| pass.chunk(chunk)).collect());
        waiting.clear();
        for part in judged {
            for (word, count) in ItemWord::ALL.into_iter().zip(part.words).filter(|(_, count)| *count > 0) {
                summary.events += count;
                *summary.items.entry(word).or_default() += count;
            }
            part.verdicts.iter().try_for_each(|verdict| sink.item(verdict))?;
            told.extend(part.skipped);
            counts.push(part.counts);
        }
        Ok(())
    };
    inputs.chunks(&mut |chunk| {
        waiting.push(chunk);
        if waiting.len() < threads {
            return ControlFlow::Continue(());
        }
        match flush(&mut waiting) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    if failed.is_none() {
        failed = flush(&mut waiting).err();
    }
    if let Some(error) = failed {
        return Err(error);
    }
    for own in &counts {
        inputs.tally(own);
    }
    Ok(told)
}
