//! What one site has taught: a linear model of words and pieces of words, learned from comments that its owner called ham or spam.
//!
//! It is a second opinion beside the rules and no more: it knows its own site's words and nothing else (trained models fall to
//! chance on another site), so it abstains where a comment's words are new to it, and its evidence is calibrated on comments that it
//! had not seen, and capped.

mod calibrate;
mod features;
mod file;
mod learn;

pub use features::Features;
pub use learn::{Example, Held, learn, update};

use crate::item::Glance;
use features::{BUCKETS, telling};

/// The most that a model may say towards spam, and towards ham, in decibans.
const MOST: f64 = 15.0;
const LEAST: f64 = -12.0;
/// It abstains where a comment is less than this part as familiar as its own site's.
const FAMILIAR: f64 = 0.5;
/// How many words an opinion names.
const NAMED: usize = 6;
/// Fewer comments of either kind teach nothing that could be told from chance.
pub const FEWEST: usize = 10;
const DECIBANS_PER_NAT: f64 = 10.0 / std::f64::consts::LN_10;

/// Step width, its start, and the penalties of follow-the-regularised-leader.
const ALPHA: f32 = 1.0;
const BETA: f32 = 1.0;
const L1: f32 = 0.01;
const L2: f32 = 0.1;

/// A learned model.
///
/// Logistic regression over hashed features, learned by FTRL-Proximal (McMahan et al., "Ad click prediction: a view from the
/// trenches", KDD 2013, algorithm 1), which can go on learning from where it stopped.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// What is learned of each bucket: the weighted sum of gradients, and the sum of their squares.
    state: Vec<[f32; 2]>,
    /// The weights that follow from it.
    weights: Vec<f32>,
    bias: [f32; 2],
    /// How many comments of ham and of spam it has seen.
    seen: [u64; 2],
    /// Its scores on comments that it had not seen, turned to log odds by slope and shift (Platt scaling), less those of its own
    /// site's mix.
    scale: Scale,
}

/// From scores to evidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Log odds for each unit of score.
    pub slope: f64,
    /// Log odds at score 0, less those of the mix that was learned from.
    pub shift: f64,
    /// The part of a comment's words that is known in the mean, on its own site.
    pub familiar: f64,
}

/// What a model says of one comment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opinion {
    /// Evidence in decibans; 0 where it abstains.
    pub decibans: f64,
    /// The part of the words that it knows.
    pub known: f64,
    /// Why it says nothing, where it does.
    pub abstains: Option<&'static str>,
}

impl Default for Model {
    fn default() -> Self {
        Model {
            state: vec![[0.0; 2]; BUCKETS],
            weights: vec![0.0; BUCKETS],
            bias: [0.0; 2],
            seen: [0; 2],
            scale: Scale { slope: 0.0, shift: 0.0, familiar: 1.0 },
        }
    }
}

/// The weight that follows from a bucket's state.
fn weight([z, n]: [f32; 2]) -> f32 {
    if z.abs() <= L1 { 0.0 } else { -(z - z.signum() * L1) / ((BETA + n.sqrt()) / ALPHA + L2) }
}

impl Model {
    /// How many comments of ham and of spam it has learned from.
    pub fn seen(&self) -> [u64; 2] {
        self.seen
    }

    /// How its scores become evidence.
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// The score of a comment: above 0 for what is more like spam.
    fn score(&self, features: &Features) -> f64 {
        let parts = features.parts().map(|(value, buckets)| {
            f64::from(value) * buckets.iter().map(|&bucket| f64::from(self.weights[bucket as usize])).sum::<f64>()
        });
        f64::from(weight(self.bias)) + parts.sum::<f64>()
    }

    /// One step of learning.
    fn step(&mut self, features: &Features, spam: bool) {
        let chance = 1.0 / (1.0 + (-self.score(features)).exp());
        let error = (chance - f64::from(u8::from(spam))) as f32;
        let advance = |state: &mut [f32; 2], gradient: f32, weight: f32| {
            let sigma = ((state[1] + gradient * gradient).sqrt() - state[1].sqrt()) / ALPHA;
            state[0] += gradient - sigma * weight;
            state[1] += gradient * gradient;
        };
        let weight_of_bias = weight(self.bias);
        advance(&mut self.bias, error, weight_of_bias);
        for (value, buckets) in features.parts() {
            for &bucket in buckets {
                let bucket = bucket as usize;
                advance(&mut self.state[bucket], error * value, self.weights[bucket]);
                self.weights[bucket] = weight(self.state[bucket]);
            }
        }
    }

    /// The part of a comment's words that the model has seen; 0 without words.
    fn known(&self, glance: &Glance<'_>) -> f64 {
        self.share_known(telling(glance))
    }

    /// The part of these buckets that it has learned from, as if there were one more that is as well known as is usual on its site:
    /// one strange word alone says little.
    fn share_known(&self, telling: impl Iterator<Item = u32>) -> f64 {
        let (known, all) =
            telling.fold((0u32, 0u32), |(known, all), bucket| (known + u32::from(self.state[bucket as usize][1] > 0.0), all + 1));
        (f64::from(known) + self.scale.familiar) / f64::from(all + 1)
    }

    /// How much of its evidence holds for a comment of which that part is known: all where it is as familiar as its own site's,
    /// less where it is less so, and none where it is less than half as familiar.
    fn trust(&self, known: f64) -> Option<f64> {
        let trust = (known / self.scale.familiar.max(f64::MIN_POSITIVE)).min(1.0);
        (trust >= FAMILIAR).then_some(trust)
    }

    /// What the model says of a comment. `features` is room for its features, which [`Model::words`] looks at.
    pub fn opinion(&self, glance: &Glance<'_>, features: &mut Features) -> Opinion {
        let known = self.known(glance);
        let silent = |why| Opinion { decibans: 0.0, known, abstains: Some(why) };
        if glance.is_pingback() {
            return silent("it has not learned from pingbacks");
        }
        let Some(trust) = self.trust(known) else { return silent("its words are new to it") };
        features.read(glance);
        Opinion { decibans: trust * self.decibans(self.score(features)), known, abstains: None }
    }

    fn decibans(&self, score: f64) -> f64 {
        let decibans = (self.scale.slope * score + self.scale.shift) * DECIBANS_PER_NAT;
        if decibans.is_finite() { decibans.clamp(LEAST, MOST) } else { 0.0 }
    }

    /// The words that weighed most on the comment that was read last, with their parts of the evidence before any cap.
    pub fn words(&self, glance: &Glance<'_>, features: &Features) -> Vec<(String, f64)> {
        let list = &glance.words.list;
        let mut parts = vec![0.0; list.len()];
        features.by_word(|place, value, bucket| {
            if let Some(part) = parts.get_mut(place) {
                *part += f64::from(value * self.weights[bucket as usize]);
            }
        });
        let mut words: Vec<(&str, f64)> = list.iter().map(|word| glance.words.text(word)).zip(parts).collect();
        words.sort_by(|a, b| a.0.cmp(b.0));
        words.dedup_by(|next, first| {
            let same = next.0 == first.0;
            first.1 += if same { next.1 } else { 0.0 };
            same
        });
        words.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then_with(|| a.0.cmp(b.0)));
        let scale = self.scale.slope * DECIBANS_PER_NAT;
        let named = words.iter().take(NAMED).map(|(word, part)| ((*word).to_owned(), part * scale));
        named.filter(|(_, part)| part.abs() >= 0.1).collect()
    }
}
