//! Accounts that act as one.
//!
//! Keys -> occasions -> links -> dense groups -> test -> rings. Every event stands for one *object* (a text and its variants, a link,
//! a target...); accounts that act on an object within a day of one another share an *occasion*. One half of the occasions, drawn by
//! their objects, proposes groups, and the other half tests them against matched accounts.
//!
//! A ring is *proven* by occasions that had no part in finding it. A *lead* is strong co-action that the data is too thin to test:
//! it is shown and costs nothing. Both say "acts together", never "fake": a fan club acts together too.

mod cohort;
mod dense;
mod describe;
mod find;
mod index;
mod lead;
mod links;
mod log;
mod memory;
mod nearest;
mod occasions;
mod one_text;
mod proposal;
mod rows;
mod test;
mod traces;
mod union_find;
pub mod wording;

use crate::Result;
use crate::event::{Kind, Locator};
use crate::tally::{ActsTally, Object};
pub use log::{Log, Logged};
pub use memory::Memory;
pub use traces::{Actors, Traces};

/// How well a ring is established.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Held-out occasions confirm it against matched accounts.
    Proven,
    /// Co-action that the data is too thin to test.
    Lead,
}

impl Tier {
    /// The tier in one word.
    pub fn name(self) -> &'static str {
        match self {
            Tier::Proven => "proven",
            Tier::Lead => "lead",
        }
    }
}

/// One settled account, as far as rings are concerned.
#[derive(Debug, Clone, Copy)]
pub struct Actor<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it did that others can do too.
    pub acts: &'a ActsTally,
}

/// Accounts that are known to act together, such as a staff or a fan club.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownGroup {
    /// What they are called.
    pub name: String,
    /// Their ids.
    pub members: Vec<String>,
}

/// A group of accounts that act together.
#[derive(Debug, Clone, PartialEq)]
pub struct Ring {
    /// `r1`, `r2`... in the order of their first members.
    pub id: String,
    /// How well it is established.
    pub tier: Tier,
    /// The declared group that at least four of five members belong to.
    pub known: Option<String>,
    /// Positions of the members among the run's accounts, ascending.
    pub members: Vec<usize>,
    /// How many matched accounts it was compared with; 0 for a lead.
    pub matched: usize,
    /// The logarithm of the e-value that members take part as matched accounts do.
    pub ln_e: Option<f64>,
    /// How surprising the sharing is, in bits: Σ log2(accounts / accounts that took part).
    pub bits: f64,
    /// The sentence.
    pub says: String,
    /// What would clear them.
    pub innocent: Vec<String>,
    /// What they did together, by time.
    pub occasions: Vec<Together>,
}

/// One occasion on which members of a ring did the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Together {
    /// What they acted on.
    pub object: Object,
    /// The first acts of the members, by time.
    pub acts: Vec<MemberAct>,
    /// Accounts outside the ring that did it too.
    pub others: usize,
    /// How many of them are matched accounts, where the ring was tested on this occasion.
    pub matched: Option<usize>,
    /// The account whose post, or who, was acted on: its position.
    pub owner: Option<usize>,
    /// The members' words as one template, `{this|that}` where they differ; filled in when texts are read back.
    pub wording: Option<String>,
}

/// What one member did on an occasion.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberAct {
    /// The member's position among the run's accounts.
    pub member: usize,
    /// What the member did.
    pub kind: Kind,
    /// Milliseconds since 1970, where the time is known.
    pub millis: Option<i64>,
    /// Where the event stands.
    pub locator: Locator,
    /// The event's id; filled in when it is read back.
    pub id: Option<String>,
    /// Its words; filled in when it is read back.
    pub text: Option<String>,
}

impl Together {
    /// When the first member acted, milliseconds since 1970.
    pub fn millis(&self) -> Option<i64> {
        self.acts.iter().find_map(|act| act.millis)
    }

    /// Seconds from the first member's act to the last.
    pub fn seconds(&self) -> Option<i64> {
        let last = self.acts.iter().rev().find_map(|act| act.millis)?;
        Some((last - self.millis()?) / 1000)
    }
}

impl Ring {
    /// An upper bound on the p-value, 1/e.
    pub fn p_value(&self) -> Option<f64> {
        self.ln_e.map(|ln_e| (-ln_e).exp().min(1.0))
    }

    /// Whether it may cost points: it is proven, and nobody has declared it.
    pub fn counts(&self) -> bool {
        self.tier == Tier::Proven && self.known.is_none()
    }
}

/// The rings among accounts. They are the same whatever the memory, as long as it is enough.
pub fn rings(traces: &dyn Traces, known: &[KnownGroup], memory: Memory) -> Result<Vec<Ring>> {
    let accounts = traces.accounts();
    let occasions = occasions::occasions(traces, memory)?;
    let index = index::Index::new(&occasions, accounts);
    let mut found = find::find(&index, accounts, memory)?;
    found.extend(one_text::leads(&index, traces, &found)?);
    found.sort_by(|a, b| a.members.cmp(&b.members));
    Ok(found.iter().enumerate().map(|(number, found)| describe::ring(number, found, &index, traces, known)).collect())
}
