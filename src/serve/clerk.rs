//! The clerk: one thread that owns the context, the model and the store, and does jobs in order, many to a transaction.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use super::Settings;
use super::comments::{Answer, Submission};
use super::metrics::Metrics;
use super::study::Study;
use crate::engine::{Desk, Judge};
use crate::item::{Context, Glance, Place};
use crate::model::Model;
use crate::report::ItemLine;
use crate::rule::RuleBook;
use crate::score::{ItemVerdict, ItemWord};
use crate::store::{Change, Comment, Postgres, Sqlite, Store, Tally};
use crate::{Error, Result};

/// Jobs that may wait. More than this are refused: a late answer helps no commenter.
const WAITING: usize = 1024;
/// The most jobs to a transaction.
const BATCH: usize = 256;
/// From this much evidence on, in decibans, a comment is so plainly spam that nobody needs to see it.
const BLATANT: f64 = 25.0;
/// Comments that are read at once when the context is filled.
const PAGE: usize = 2000;

/// A job: it does its work, and gives what tells the asker, once the work is durable.
type Job = Box<dyn FnOnce(&mut Clerk<'_>) -> Box<dyn FnOnce() + Send> + Send>;

/// What reaches the clerk.
enum Message {
    Job(Job),
    /// Judge by this model from now on.
    Model(Arc<Model>),
    Stop,
}

/// The way to the clerk.
#[derive(Clone)]
pub(super) struct Line(SyncSender<Message>);

/// The threads behind the server.
pub(super) struct Office {
    line: Line,
    clerk: JoinHandle<()>,
    study: Study,
}

/// Opens the store that the settings name.
pub(super) fn open(store: &str) -> Result<Box<dyn Store>> {
    if store.starts_with("postgres://") || store.starts_with("postgresql://") {
        return Ok(Box::new(Postgres::connect(store)?));
    }
    Ok(Box::new(Sqlite::open(Path::new(store))?))
}

impl Office {
    pub(super) fn start(book: Arc<RuleBook>, settings: Arc<Settings>, metrics: Arc<Metrics>) -> Result<Office> {
        let mut store = open(&settings.store)?;
        let model = store.model()?.map(|bytes| Model::from_bytes(&bytes)).transpose()?;
        let memory = recall(store, settings.most)?;
        // A rule book that cannot judge is told now, and not to the first commenter.
        drop(Judge::new(&book, settings.prior)?);
        let (sender, receiver) = sync_channel(WAITING);
        let line = Line(sender);
        let study = Study::start(line.clone(), Arc::clone(&settings))?;
        let prior = settings.prior;
        let clerk = std::thread::Builder::new()
            .name("clerk".into())
            .spawn(move || work(&book, prior, &metrics, memory, model, &receiver))
            .map_err(|cause| Error::serve(format!("cannot start a thread: {cause}")))?;
        Ok(Office { line, clerk, study })
    }

    pub(super) fn line(&self) -> Line {
        self.line.clone()
    }

    /// Waits until all jobs are done.
    pub(super) fn stop(self) {
        self.study.stop();
        let _ = self.line.0.send(Message::Stop);
        let _ = self.clerk.join();
    }
}

impl Line {
    /// Has a job done. The answer comes when all that the job wrote is durable.
    pub(super) async fn ask<T, J>(&self, job: J) -> Result<T>
    where
        T: Send + 'static,
        J: FnOnce(&mut Clerk<'_>) -> T + Send + 'static,
    {
        let (sender, answer) = oneshot::channel();
        self.post(Box::new(move |clerk| {
            let done = job(clerk);
            Box::new(move || drop(sender.send(done)))
        }))?;
        answer.await.map_err(|_| Error::serve("it could not be written down"))
    }

    /// Has a job done from a thread that may wait for it.
    pub(super) fn ask_and_wait<T, J>(&self, job: J) -> Result<T>
    where
        T: Send + 'static,
        J: FnOnce(&mut Clerk<'_>) -> T + Send + 'static,
    {
        let (sender, answer) = std::sync::mpsc::channel();
        let job: Job = Box::new(move |clerk| {
            let done = job(clerk);
            Box::new(move || drop(sender.send(done)))
        });
        self.0.send(Message::Job(job)).map_err(|_| Error::serve("the server stops"))?;
        answer.recv().map_err(|_| Error::serve("it could not be written down"))
    }

    /// Has the clerk judge by a model from now on.
    pub(super) fn teach(&self, model: Arc<Model>) {
        let _ = self.0.send(Message::Model(model));
    }

    fn post(&self, job: Job) -> Result<()> {
        self.0.try_send(Message::Job(job)).map_err(|refused| match refused {
            TrySendError::Full(_) => Error::serve("too much to do at the moment; ask again later"),
            TrySendError::Disconnected(_) => Error::serve("the server stops"),
        })
    }
}

/// What outlives a change of the model.
struct Memory {
    store: Box<dyn Store>,
    context: Context,
    /// The latest change that was read, and the latest comment by then.
    change: i64,
    number: i64,
    /// Comments that this server itself added to the context, until it has read them back.
    own: HashSet<String>,
}

/// Fills the context with what the store remembers.
fn recall(mut store: Box<dyn Store>, most: u64) -> Result<Memory> {
    let (mut context, mut change, mut number) = (Context::default(), 0, 0);
    let mut left = most;
    loop {
        let page = store.changed(change, PAGE)?;
        let Some(last) = page.last() else { break };
        change = last.change;
        number = page.iter().map(|comment| comment.number).fold(number, i64::max);
        page.iter().filter(|_| left > 0).for_each(|comment| context.add(&Glance::brief(&comment.event())));
        left = left.saturating_sub(page.len() as u64);
    }
    Ok(Memory { store, context, change, number, own: HashSet::new() })
}

fn work(
    book: &RuleBook,
    prior: f64,
    metrics: &Metrics,
    mut memory: Memory,
    mut model: Option<Model>,
    messages: &Receiver<Message>,
) {
    let mut next: Option<Arc<Model>> = None;
    loop {
        if let Some(taught) = next.take() {
            model = Some(Arc::unwrap_or_clone(taught));
        }
        let Ok(judge) = Judge::new(book, prior) else { return };
        let judge = match &model {
            Some(model) => judge.taught(model),
            None => judge,
        };
        let mut clerk = Clerk { memory, desk: judge.desk(), metrics, changes: Vec::new(), failed: false };
        let stop = loop {
            let Ok(first) = messages.recv() else { break true };
            let mut replies = Vec::new();
            let mut end = None;
            let mut message = Some(first);
            while let Some(now) = message.take() {
                match now {
                    Message::Job(job) => replies.push(job(&mut clerk)),
                    Message::Model(taught) => end = Some(Some(taught)),
                    Message::Stop => end = Some(None),
                }
                if end.is_none() && replies.len() < BATCH {
                    message = messages.try_recv().ok();
                }
            }
            // Whoever asked hears of a failure by never being answered.
            if clerk.commit() {
                replies.into_iter().for_each(|reply| reply());
            }
            match end {
                Some(Some(taught)) => {
                    next = Some(taught);
                    break false;
                }
                Some(None) => break true,
                None => {}
            }
        };
        memory = clerk.memory;
        if stop {
            return;
        }
    }
}

/// The clerk at work.
pub(super) struct Clerk<'a> {
    memory: Memory,
    desk: Desk<'a, 'a>,
    metrics: &'a Metrics,
    /// What this batch writes.
    changes: Vec<Change>,
    /// Whether something of this batch could not be written.
    failed: bool,
}

impl Clerk<'_> {
    /// Writes what is pending; gives whether all of the batch could be written.
    fn commit(&mut self) -> bool {
        self.flush();
        !std::mem::take(&mut self.failed)
    }

    fn flush(&mut self) {
        if !self.changes.is_empty()
            && let Err(cause) = self.memory.store.write(&std::mem::take(&mut self.changes))
        {
            self.failed = true;
            self.metrics.failures.inc();
            eprintln!("fineness: {cause}");
        }
    }

    /// The store, with all that is pending written.
    pub(super) fn store(&mut self) -> &mut dyn Store {
        self.flush();
        self.memory.store.as_mut()
    }

    /// Judges a comment and remembers it.
    pub(super) fn check(&mut self, submission: Submission) -> Result<Answer> {
        let Submission { mut comment, settled, is_test, again, .. } = submission;
        let known = if again { self.store().same(comment.fingerprint)? } else { None };
        if let Some(known) = &known {
            comment.guid.clone_from(&known.guid);
            comment.ring.clone_from(&known.ring);
        }
        let new = known.is_none() && !is_test;
        let event = comment.event();
        let glance = Glance::whole(&event);
        if new {
            self.memory.context.add(&glance);
        }
        let place = comment.ring.is_some().then(|| Place { ring: comment.ring.clone(), members: 2, proven: false, wording: true });
        let verdict = self.desk.judge(&glance, &self.memory.context, place.as_ref());
        let mut answer = answer(&comment.guid, &verdict);
        let why = why(&verdict);
        if let Some((word, reason)) = settled {
            (answer.word, answer.blatant) = (word, word == ItemWord::Spam);
            answer.probability = if word == ItemWord::Spam { 1.0 } else { 0.0 };
            answer.rules = vec![reason.to_owned()];
        }
        drop(glance);
        drop(event);
        // What a person said before stands.
        if let Some(word) = known.as_ref().and_then(|known| known.corrected) {
            answer.word = word;
            answer.blatant = false;
        }
        self.metrics.judged(answer.word);
        if is_test {
            return Ok(answer);
        }
        (comment.word, comment.probability, comment.rules, comment.why) =
            (answer.word, answer.probability, answer.rules.clone(), why.clone());
        let (key, site, seen) = (comment.key.clone(), comment.site.clone(), comment.seen);
        if new {
            self.memory.own.insert(comment.guid.clone());
            self.changes.push(Change::Remember(Box::new(comment)));
        } else {
            let (guid, ring) = (comment.guid, comment.ring);
            let (word, probability, rules) = (answer.word, answer.probability, answer.rules.clone());
            self.changes.push(Change::Judge { guid, word, probability, rules, why, ring });
        }
        let spam = i64::from(answer.word == ItemWord::Spam);
        self.count(key, site, seen, Tally { calls: 1, spam, ham: 1 - spam, ..Tally::default() });
        Ok(answer)
    }

    /// Takes a person's word on a comment, which may be one that nobody asked about before; gives its id.
    pub(super) fn correct(&mut self, submission: Submission, word: ItemWord) -> Result<String> {
        let (mut comment, is_test) = (submission.comment, submission.is_test);
        let known = self.store().same(comment.fingerprint)?;
        if is_test {
            return Ok(known.map_or(comment.guid, |known| known.guid));
        }
        if let Some(known) = known {
            let guid = known.guid.clone();
            self.corrected(&known, word, comment.seen);
            return Ok(guid);
        }
        let event = comment.event();
        let glance = Glance::whole(&event);
        self.memory.context.add(&glance);
        let verdict = self.desk.judge(&glance, &self.memory.context, None);
        let (judged, why) = (answer(&comment.guid, &verdict), why(&verdict));
        drop(glance);
        drop(event);
        (comment.word, comment.probability, comment.rules, comment.why) = (judged.word, judged.probability, judged.rules, why);
        self.memory.own.insert(comment.guid.clone());
        self.changes.push(Change::Remember(Box::new(comment.clone())));
        let guid = comment.guid.clone();
        self.corrected(&comment, word, comment.seen);
        Ok(guid)
    }

    /// Takes a person's word on a known comment; `None` if there is none with this id.
    pub(super) fn correct_known(&mut self, guid: &str, word: ItemWord, now: i64) -> Result<Option<Comment>> {
        let Some(known) = self.store().comment(guid)? else { return Ok(None) };
        self.corrected(&known, word, now);
        Ok(Some(Comment { corrected: Some(word), ..known }))
    }

    fn corrected(&mut self, comment: &Comment, word: ItemWord, at: i64) {
        self.changes.push(Change::Correct { guid: comment.guid.clone(), word, at });
        let was_spam = comment.standing() == ItemWord::Spam;
        let tally = Tally {
            calls: 1,
            missed_spam: i64::from(word == ItemWord::Spam && !was_spam),
            false_positives: i64::from(word != ItemWord::Spam && was_spam),
            ..Tally::default()
        };
        self.metrics.corrected(word);
        self.count(comment.key.clone(), comment.site.clone(), at, tally);
    }

    /// Counts a call.
    pub(super) fn count(&mut self, key: String, site: String, now: i64, tally: Tally) {
        self.changes.push(Change::Count { key, site, month: month(now), tally });
    }

    /// Takes in what other servers have written since the last time.
    pub(super) fn catch_up(&mut self) -> Result<()> {
        let mut number = self.memory.number;
        loop {
            let after = self.memory.change;
            let page = self.store().changed(after, PAGE)?;
            let Some(last) = page.last() else { break };
            self.memory.change = last.change;
            for comment in page {
                number = number.max(comment.number);
                // A correction or a new verdict changes a comment that is in the context already.
                if !self.memory.own.remove(&comment.guid) && comment.number > self.memory.number {
                    self.memory.context.add(&Glance::brief(&comment.event()));
                }
            }
        }
        self.memory.number = number;
        Ok(())
    }

    /// Judges comments again, since they were found to be in rings.
    pub(super) fn found_in_rings(&mut self, places: HashMap<String, Place>) -> Result<()> {
        let mut places: Vec<(String, Place)> = places.into_iter().collect();
        places.sort_by(|a, b| a.0.cmp(&b.0));
        for (guid, place) in places {
            let Some(comment) = self.store().comment(&guid)? else { continue };
            if comment.ring == place.ring {
                continue;
            }
            let event = comment.event();
            let glance = Glance::whole(&event);
            let verdict = self.desk.judge(&glance, &self.memory.context, Some(&place));
            let Answer { word, probability, rules, .. } = answer(&guid, &verdict);
            let why = why(&verdict);
            self.changes.push(Change::Judge { guid, word, probability, rules, why, ring: place.ring });
        }
        Ok(())
    }

    /// Keeps a learned model.
    pub(super) fn keep(&mut self, model: Vec<u8>) {
        self.changes.push(Change::Model(model));
    }
}

fn answer(guid: &str, verdict: &ItemVerdict<'_>) -> Answer {
    Answer {
        guid: guid.to_owned(),
        word: verdict.word,
        probability: verdict.probability,
        rules: verdict.findings.iter().map(|finding| finding.rule.id.clone()).collect(),
        blatant: verdict.word == ItemWord::Spam && verdict.decibans >= BLATANT,
    }
}

fn why(verdict: &ItemVerdict<'_>) -> String {
    serde_json::to_string(&ItemLine::from(verdict)).unwrap_or_default()
}

/// The month of a moment, as in `2026-11`.
pub(super) fn month(millis: i64) -> String {
    chrono::DateTime::from_timestamp_millis(millis).map_or_else(String::new, |at| at.format("%Y-%m").to_string())
}
