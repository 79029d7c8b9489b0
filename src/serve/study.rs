//! In the background: finds rings among the comments that are remembered, learns from what people corrected, takes in what other
//! servers wrote, and forgets what is old.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::clerk::{Line, open};
use super::{Settings, now};
use crate::item::{Glance, Place};
use crate::model::{Example, Features, learn};
use crate::ring::{self, Actor, Actors, Memory, Ring};
use crate::score::ItemWord;
use crate::store::{Comment, Search, Store};
use crate::tally::{ActsTally, Object, Tally};
use crate::text::fingerprint;
use crate::{Error, Result};

/// Among how many of the latest comments rings are looked for, and from how many of them is learned.
const LATEST: usize = 20_000;
/// How often what other servers wrote is taken in.
const CATCH_UP: Duration = Duration::from_secs(2);
/// How often what is old is forgotten.
const FORGET: Duration = Duration::from_secs(3600);

/// The thread in the background.
pub(super) struct Study {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl Study {
    pub(super) fn start(line: Line, settings: Arc<Settings>) -> Result<Study> {
        let mut store = open(&settings.store)?;
        let (stop, stopped) = channel::<()>();
        let body = move || {
            let mut rounds = Rounds {
                store: store.as_mut(),
                line,
                settings: &settings,
                latest: 0,
                corrected: 0,
                since_study: Duration::ZERO,
                since_forgetting: FORGET,
            };
            while stopped.recv_timeout(CATCH_UP) == Err(RecvTimeoutError::Timeout) {
                // A database that is away for a while is told, and asked again.
                if let Err(cause) = rounds.round() {
                    eprintln!("fineness: {cause}");
                }
            }
        };
        let thread = std::thread::Builder::new()
            .name("study".into())
            .spawn(body)
            .map_err(|cause| Error::serve(format!("cannot start a thread: {cause}")))?;
        Ok(Study { stop, thread })
    }

    pub(super) fn stop(self) {
        let _ = self.stop.send(());
        let _ = self.thread.join();
    }
}

/// What is done again and again.
struct Rounds<'a> {
    store: &'a mut dyn Store,
    line: Line,
    settings: &'a Settings,
    /// The number of the latest comment that was studied, and how many were corrected then.
    latest: i64,
    corrected: usize,
    since_study: Duration,
    since_forgetting: Duration,
}

impl Rounds<'_> {
    fn round(&mut self) -> Result<()> {
        self.line.ask_and_wait(|clerk| clerk.catch_up())??;
        self.since_study += CATCH_UP;
        self.since_forgetting += CATCH_UP;
        if self.since_forgetting >= FORGET {
            self.since_forgetting = Duration::ZERO;
            let before = now() - i64::try_from(self.settings.retention.as_millis()).unwrap_or(i64::MAX);
            let most = self.settings.most;
            self.line.ask_and_wait(move |clerk| clerk.store().forget(before, most))??;
        }
        if !self.settings.study.is_zero() && self.since_study >= self.settings.study {
            self.since_study = Duration::ZERO;
            self.study()?;
        }
        Ok(())
    }

    fn study(&mut self) -> Result<()> {
        let mut comments = self.store.find(&Search { most: LATEST, ..Search::default() })?;
        comments.reverse();
        let corrected = comments.iter().filter(|comment| comment.corrected.is_some()).count();
        let latest = comments.last().map_or(0, |comment| comment.number);
        if latest != self.latest {
            self.latest = latest;
            let places = places(&comments)?;
            self.line.ask_and_wait(move |clerk| clerk.found_in_rings(places))??;
        }
        if corrected != self.corrected {
            self.corrected = corrected;
            self.learn(&comments)?;
        }
        Ok(())
    }

    fn learn(&mut self, comments: &[Comment]) -> Result<()> {
        let mut features = Features::default();
        let examples: Vec<Example> = comments
            .iter()
            .filter_map(|comment| Some((comment, comment.corrected? == ItemWord::Spam)))
            .map(|(comment, spam)| Example::new(&Glance::whole(&comment.event()), spam, &mut features))
            .collect();
        // Too few of either kind teach nothing, which is no failure.
        let Ok((model, _)) = learn(&examples) else { return Ok(()) };
        let bytes = model.to_bytes()?;
        self.line.ask_and_wait(move |clerk| clerk.keep(bytes))?;
        self.line.teach(Arc::new(model));
        Ok(())
    }
}

/// The rings among comments, by the id of each comment that one rests on.
fn places(comments: &[Comment]) -> Result<HashMap<String, Place>> {
    let mut accounts: BTreeMap<&str, ActsTally> = BTreeMap::new();
    for comment in comments {
        accounts.entry(&comment.author).or_default().add(&comment.event());
    }
    accounts.values_mut().for_each(Tally::settle);
    let actors: Vec<Actor<'_>> = accounts.iter().map(|(id, acts)| Actor { id, acts }).collect();
    let mut places: HashMap<String, Place> = HashMap::new();
    for ring in ring::rings(&Actors::new(&actors), &[], Memory::default())? {
        let name = name(&ring, &actors);
        for shared in &ring.occasions {
            for act in &shared.acts {
                let number = act.locator.byte as i64;
                let Ok(found) = comments.binary_search_by_key(&number, |comment| comment.number) else { continue };
                let place = places.entry(comments[found].guid.clone()).or_insert_with(|| Place {
                    ring: Some(name.clone()),
                    members: ring.members.len(),
                    proven: ring.counts(),
                    wording: false,
                });
                place.wording |= shared.object == Object::Text;
            }
        }
    }
    Ok(places)
}

/// A name that a ring keeps while its first member does.
fn name(ring: &Ring, actors: &[Actor<'_>]) -> String {
    let first = ring.members.first().map_or("", |&member| actors[member].id);
    format!("ring-{:08x}", fingerprint(first) as u32)
}
