//! The pipeline on one machine: all cores, bounded memory, verdicts in the order of account ids.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::settings::Settings;
use super::summary::RunSummary;
use super::{Lens, fold, histories, judge, link, quote};
use crate::account::ClaimedScore;
use crate::detect::{Received, Seat};
use crate::error::Told;
use crate::progress::Stage;
use crate::read::Inputs;
use crate::ring::{Actor, Actors, Ring};
use crate::rule::RuleBook;
use crate::score::Verdict;
use crate::tally::{Tallies, Tally};
use crate::{Diagnostic, Error, Result};

/// Accounts judged before their verdicts are quoted and handed out; bounds what verdicts hold in memory.
const BATCH: usize = 8192;

/// Claimed scores by the account that they are claimed for.
type Claims = BTreeMap<String, Vec<ClaimedScore>>;

/// Takes what a run gives, in order: accounts by id, then rings.
pub trait Sink {
    /// One verdict.
    fn account(&mut self, verdict: Verdict) -> Result<()>;
    /// One ring, with the ids of all accounts, to which its positions refer.
    fn ring(&mut self, ring: &Ring, ids: &[&str]) -> Result<()>;
}

/// Audits all accounts in the inputs.
pub fn audit(inputs: &mut Inputs, book: &RuleBook, settings: &Settings, sink: &mut dyn Sink) -> Result<RunSummary> {
    let (threads, pool) = pool(settings.threads)?;
    let mut folded = fold::fold::<Tallies>(inputs, Some(&Lens::new(book)?), &settings.disputes, threads)?;
    pool.install(|| folded.accounts.par_iter_mut().for_each(|(_, account)| account.settle()));
    if let Some(size) = settings.window {
        folded.accounts = cut(folded.accounts, size.max(1));
    }
    let actors: Vec<Actor<'_>> = folded.accounts.iter().map(|(id, account)| Actor { id, acts: &account.acts }).collect();
    let rings = link::link(inputs, &Actors::new(&actors), &settings.groups, settings.memory)?;
    let memberships = memberships(&rings);
    let seats = seats(&rings);
    let nowhere = Seat::default();
    let claims = claims(&settings.claims, std::mem::take(&mut folded.scores));

    let progress = Arc::clone(inputs.progress());
    progress.begin(Stage::Judging, folded.accounts.len() as u64);
    let mut summary = RunSummary { accounts: folded.accounts.len() as u64, prior: settings.prior, ..RunSummary::default() };
    for (batch, accounts) in folded.accounts.chunks(BATCH).enumerate() {
        let mut verdicts: Vec<Verdict> = pool.install(|| {
            let judged = accounts.par_iter().enumerate().map(|(index, (id, account))| {
                // Windows of accounts are not linked, so nothing is known of their rings.
                let seat = settings.window.is_none().then(|| seats.get(&(batch * BATCH + index)).unwrap_or(&nowhere));
                let verdict = judge::verdict(id, account, seat, book, claims_of(&claims, id, account), settings);
                progress.advance(1);
                verdict
            });
            judged.collect()
        });
        quote::quote(inputs, accounts, &mut verdicts, settings.exhibits)?;
        for (index, mut verdict) in verdicts.into_iter().enumerate() {
            let position = batch * BATCH + index;
            verdict.rings = memberships.get(&position).into_iter().flatten().map(|&ring| rings[ring].id.clone()).collect();
            let [mut disputes, explanations] = [settings.disputes.of(&verdict.account), settings.allowances.of(&verdict.account)];
            disputes.extend(explanations);
            verdict.corrections = disputes;
            summary.events += verdict.events as u64;
            *summary.verdicts.entry(verdict.word).or_default() += 1;
            summary.fineness[(verdict.fineness as usize / 50).min(19)] += 1;
            sink.account(verdict)?;
        }
    }
    let ids: Vec<&str> = folded.accounts.iter().map(|(id, _)| id.as_ref()).collect();
    rings.iter().try_for_each(|ring| sink.ring(ring, &ids))?;
    summary.rules_sha256 = book.sha256().to_owned();
    summary.calibrated = book.calibration().is_some();
    summary.warnings = settings.allowances.warnings();
    summary.warnings.extend(settings.disputes.warnings());
    summary.warnings.sort();
    folded.told.extend(repeats(&folded.accounts));
    summary.unmatched = unmatched(&claims, &folded.accounts);
    summarise(&mut summary, inputs, folded.told);
    Ok(summary)
}

/// What is told of records that stand there more than once.
fn repeats(accounts: &[(Box<str>, Tallies)]) -> Option<Diagnostic> {
    let records: u64 = accounts.iter().map(|(_, account)| account.events.repeated()).sum();
    let message = format!("{records} records stand there more than once; each event counts once");
    let file = "all inputs together".to_owned();
    (records > 0).then_some(Diagnostic { file, record: None, byte: None, code: "EV-DUP", message, skipped: false })
}

/// The threads to use; one a core if none are wanted.
pub(super) fn threads(wanted: usize) -> usize {
    if wanted == 0 { std::thread::available_parallelism().map_or(1, usize::from) } else { wanted }
}

/// The threads to use, and a pool of them.
pub(super) fn pool(wanted: usize) -> Result<(usize, rayon::ThreadPool)> {
    let threads = threads(wanted);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|cause| Error::usage(format!("cannot start {threads} threads: {cause}")))?;
    Ok((threads, pool))
}

/// What was read, and what was skipped.
pub(super) fn summarise(summary: &mut RunSummary, inputs: &Inputs, mut told: Told) {
    summary.version = env!("CARGO_PKG_VERSION").to_owned();
    summary.inputs = inputs.summary();
    told.extend(inputs.diagnostics());
    summary.diagnostics_total = told.total;
    summary.diagnostics = told.first();
}

/// Every account cut into windows of `size` events, as accounts of their own called `id#1`, `id#2`...
fn cut(accounts: Vec<(Box<str>, Tallies)>, size: usize) -> Vec<(Box<str>, Tallies)> {
    let pieces = accounts.into_iter().flat_map(|(id, account)| {
        let pieces: Vec<Tallies> = histories::windows(&account, size).collect();
        pieces.into_iter().enumerate().map(move |(number, piece)| (format!("{id}#{}", number + 1).into(), piece))
    });
    pieces.collect()
}

/// The part of each account in the rings that may cost points.
fn seats(rings: &[Ring]) -> HashMap<usize, Seat> {
    let mut seats: HashMap<usize, Seat> = HashMap::new();
    for ring in rings.iter().filter(|ring| ring.counts()) {
        for shared in &ring.occasions {
            for act in &shared.acts {
                let seat = seats.entry(act.member).or_default();
                seat.occasions += 1;
                seat.places.push(act.locator);
                if seat.p_value.is_none_or(|known| ring.p_value().is_some_and(|p_value| p_value < known)) {
                    seat.p_value = ring.p_value();
                    seat.members = ring.members.len();
                }
            }
            if let Some(owner) = shared.owner {
                let seat = seats.entry(owner).or_default();
                let others = shared.acts.iter().filter(|act| act.member != owner);
                seat.received.extend(others.map(|act| Received { kind: act.kind, locator: act.locator }));
                if seat.received_p_value.is_none_or(|weakest| ring.p_value().is_some_and(|p_value| p_value > weakest)) {
                    seat.received_p_value = ring.p_value();
                }
            }
        }
    }
    seats.values_mut().for_each(|seat| {
        seat.places.sort_unstable();
        seat.places.dedup();
        seat.received.sort_unstable_by_key(|received| received.locator);
        seat.received.dedup();
    });
    seats
}

/// Which rings each account is in.
fn memberships(rings: &[Ring]) -> HashMap<usize, Vec<usize>> {
    let mut memberships: HashMap<usize, Vec<usize>> = HashMap::new();
    for (number, ring) in rings.iter().enumerate() {
        for &member in &ring.members {
            memberships.entry(member).or_default().push(number);
        }
    }
    memberships
}

/// The claims of each account, one a metric: the user's word before the input's, a later reading before an earlier one.
fn claims(given: &[ClaimedScore], mut found: Vec<ClaimedScore>) -> Claims {
    found.sort_by(|a, b| a.metric.cmp(&b.metric).then(b.at.cmp(&a.at)).then(b.value.total_cmp(&a.value)));
    let mut claims = Claims::new();
    for claim in given.iter().cloned().chain(found) {
        let own = claims.entry(claim.account.clone()).or_default();
        if own.iter().all(|known| known.metric != claim.metric) {
            own.push(claim);
        }
    }
    claims
}

/// The claims for an account: by its id, or by its name, which is what people know it by.
fn claims_of<'a>(claims: &'a Claims, id: &str, account: &Tallies) -> &'a [ClaimedScore] {
    let by_name = || claims.get(account.profile.name.as_deref()?);
    claims.get(id).or_else(by_name).map_or(&[], Vec::as_slice)
}

/// Those of whom a score is claimed, and who are no account.
fn unmatched(claims: &Claims, accounts: &[(Box<str>, Tallies)]) -> Vec<String> {
    let names: HashSet<&str> = accounts.iter().filter_map(|(_, account)| account.profile.name.as_deref()).collect();
    let answers = |claimed: &str| names.contains(claimed) || accounts.binary_search_by(|(id, _)| id.as_ref().cmp(claimed)).is_ok();
    claims.keys().filter(|claimed| !answers(claimed)).cloned().collect()
}
