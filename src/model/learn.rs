//! Learning: passes over the comments in a drawn order, and scores of comments that were held out.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::calibrate::{Judged, scale};
use super::features::telling;
use super::{FEWEST, Features, Model};
use crate::item::Glance;
use crate::{Error, Result};

/// Passes over the comments.
const PASSES: usize = 12;
/// From so many comments on, fewer passes and parts do.
const MANY: usize = 20_000;
/// Parts that comments are held out in, where threads do not part them.
const FOLDS: u64 = 8;
/// The order of comments is drawn from this, so that the same comments give the same model.
const SEED: u64 = 20_261_125;

/// A comment whose truth is known, as far as learning needs it.
#[derive(Debug, Clone)]
pub struct Example {
    features: Features,
    telling: Vec<u32>,
    text: u64,
    thread: u64,
    spam: bool,
}

/// What the model would have said of a comment if it had seen neither it, nor its copies, nor its thread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held {
    /// The evidence in decibans; 0 where it would have abstained.
    pub decibans: f64,
    /// The score, without abstaining.
    pub score: f64,
    /// Whether it would have abstained.
    pub abstains: bool,
    /// Whether the comment is spam.
    pub spam: bool,
}

impl Example {
    /// What is kept of a labelled comment; `features` is room that may be used again.
    pub fn new(glance: &Glance<'_>, spam: bool, features: &mut Features) -> Example {
        features.read(glance);
        let (text, thread) = (glance.text, glance.thread);
        Example { features: features.kept(), telling: telling(glance).collect(), text, thread, spam }
    }
}

/// Learns a model from the start. Beside it come the held-out judgements that its scale was found by, in the order of the examples.
///
/// # Errors
/// There are fewer than [`FEWEST`] comments of either kind.
pub fn learn(examples: &[Example]) -> Result<(Model, Vec<Held>)> {
    enough(examples)?;
    let judged = hold_out(examples);
    let mut model = train(examples.iter());
    model.scale = scale(&judged);
    let held = judged.iter().zip(examples).map(|(one, example)| {
        let known = (one.known * example.telling.len() as f64 + model.scale.familiar) / (example.telling.len() + 1) as f64;
        let trust = model.trust(known);
        let decibans = trust.unwrap_or(0.0) * model.decibans(one.score);
        Held { decibans, score: one.score, abstains: trust.is_none(), spam: one.spam }
    });
    let held = held.collect();
    Ok((model, held))
}

/// Goes on learning. Each new comment is judged before it is learned from, which corrects the scale as far as it is new.
pub fn update(model: &mut Model, examples: &[Example]) {
    let before = model.seen.iter().sum::<u64>() as f64;
    let order = order(examples.len(), SEED ^ model.seen[0] ^ model.seen[1].rotate_left(32));
    let mut judged = Vec::with_capacity(examples.len());
    for pass in 0..passes(examples.len()).min(4) {
        for &place in &order {
            let example = &examples[place];
            if pass == 0 {
                judged.push(model.judge(example));
                model.seen[usize::from(example.spam)] += 1;
            }
            model.step(&example.features, example.spam);
        }
    }
    let kinds = [false, true].map(|spam| judged.iter().filter(|one| one.spam == spam).count());
    if kinds.iter().all(|&count| count >= FEWEST) {
        let (new, old, after) = (scale(&judged), model.scale, before + examples.len() as f64);
        let mean = |old: f64, new: f64| (old * before + new * examples.len() as f64) / after;
        model.scale.slope = mean(old.slope, new.slope);
        model.scale.shift = mean(old.shift, new.shift);
        model.scale.familiar = mean(old.familiar, new.familiar);
    }
}

fn enough(examples: &[Example]) -> Result<()> {
    let spam = examples.iter().filter(|example| example.spam).count();
    let ham = examples.len() - spam;
    if spam.min(ham) >= FEWEST {
        return Ok(());
    }
    Err(Error::usage(format!(
        "{ham} comments are labelled ham and {spam} spam; learning needs {FEWEST} of each (write ham or spam into `label`)"
    )))
}

/// Judges every example by a model that was learned from the others of other threads; without several threads, of other texts.
fn hold_out(examples: &[Example]) -> Vec<Judged> {
    let mut threads: Vec<u64> = examples.iter().map(|example| example.thread).collect();
    threads.sort_unstable();
    threads.dedup();
    let by_thread = threads.len() > 2;
    let folds = if by_thread { FOLDS.min(threads.len() as u64) } else { FOLDS };
    // Much material needs fewer parts to be judged by.
    let folds = if examples.len() > MANY { folds.min(3) } else { folds };
    let fold = |example: &Example| match threads.binary_search(&example.thread) {
        Ok(place) if by_thread => place as u64 % folds,
        _ => example.text.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32 & u64::MAX >> 32,
    } % folds;
    let mut judged = vec![None; examples.len()];
    for part in 0..folds {
        let model = train(examples.iter().filter(|example| fold(example) != part));
        for (place, example) in examples.iter().enumerate().filter(|(_, example)| fold(example) == part) {
            judged[place] = Some(model.judge(example));
        }
    }
    judged.into_iter().flatten().collect()
}

fn train<'e>(examples: impl Iterator<Item = &'e Example>) -> Model {
    let examples: Vec<&Example> = examples.collect();
    let mut model = Model::default();
    for pass in 0..passes(examples.len()) {
        for place in order(examples.len(), SEED + pass as u64) {
            model.step(&examples[place].features, examples[place].spam);
        }
    }
    for example in &examples {
        model.seen[usize::from(example.spam)] += 1;
    }
    model
}

fn passes(examples: usize) -> usize {
    (PASSES * MANY / examples.max(1)).clamp(2, PASSES)
}

fn order(length: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    order.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    order
}

impl Model {
    fn judge(&self, example: &Example) -> Judged {
        let known = example.telling.iter().filter(|&&bucket| self.state[bucket as usize][1] > 0.0).count();
        let known = known as f64 / example.telling.len().max(1) as f64;
        Judged { score: self.score(&example.features), known, spam: example.spam }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::event::Event;
    use crate::model::Model;

    /// Comments about a mill, and comments that sell, each in words of its own.
    pub(in crate::model) fn examples() -> Vec<(String, bool)> {
        let ham = [
            "the sluice leaks on the left",
            "my father ground barley here",
            "which year was the wheel rebuilt",
            "the pond froze in march",
        ];
        let spam = [
            "cheap watches in our shop",
            "win money at the casino tonight",
            "best loans for everybody here",
            "visit our casino for free money",
        ];
        let write = |list: [&str; 4], spam: bool| {
            (0..60).map(move |n| (format!("{} {} number {n}", list[n % 4], list[(n / 4 + 1) % 4]), spam)).collect::<Vec<_>>()
        };
        [write(ham, false), write(spam, true)].concat()
    }

    pub(in crate::model) fn learned() -> (Model, Vec<Held>) {
        let mut features = Features::default();
        let examples: Vec<Example> = examples()
            .iter()
            .map(|(text, spam)| {
                let mut event = Event::by("a");
                event.text = Some(text.as_str().into());
                Example::new(&Glance::whole(&event), *spam, &mut features)
            })
            .collect();
        learn(&examples).unwrap()
    }

    fn opinion(model: &Model, text: &str) -> (crate::model::Opinion, Vec<(String, f64)>) {
        let mut event = Event::by("a");
        event.text = Some(text.into());
        let (glance, mut features) = (Glance::whole(&event), Features::default());
        (model.opinion(&glance, &mut features), model.words(&glance, &features))
    }

    #[test]
    fn what_was_learned_is_said_with_its_words() {
        let (model, held) = learned();
        assert!(held.iter().filter(|one| !one.abstains).all(|one| (one.decibans > 0.0) == one.spam));
        let (spam, words) = opinion(&model, "free money at our casino tonight");
        assert!(spam.decibans > 5.0 && words.iter().any(|(word, part)| word == "casino" && *part > 0.0), "{spam:?} {words:?}");
        let (ham, _) = opinion(&model, "the wheel and the sluice were rebuilt");
        assert!(ham.decibans < -3.0, "{ham:?}");
        assert_eq!(model.seen(), [60, 60]);
    }

    #[test]
    fn it_abstains_where_the_words_are_new_to_it() {
        let (model, _) = learned();
        let (strange, _) = opinion(&model, "Quantenchromodynamik beschreibt gluonische Wechselwirkungen zwischen Quarks");
        assert!(strange.abstains.is_some() && strange.decibans == 0.0 && strange.known < 0.2, "{strange:?}");
    }

    #[test]
    fn it_goes_on_learning() {
        let (mut model, _) = learned();
        let mut features = Features::default();
        let mut new = |text: &str, spam| {
            let mut event = Event::by("a");
            event.text = Some(text.to_owned().into());
            Example::new(&Glance::whole(&event), spam, &mut features)
        };
        let more: Vec<Example> = (0..30)
            .flat_map(|n| [new(&format!("bargain parasols {n}"), true), new(&format!("the weir below the mill {n}"), false)])
            .collect();
        update(&mut model, &more);
        assert_eq!(model.seen(), [90, 90]);
        assert!(opinion(&model, "bargain parasols").0.decibans > 2.0);
    }

    #[test]
    fn too_few_teach_nothing_and_the_same_teaches_the_same() {
        assert!(learn(&[]).unwrap_err().to_string().contains("10 of each"));
        assert_eq!(learned().0, learned().0);
    }
}
