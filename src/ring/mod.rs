//! Accounts that act as one.
//!
//! A *lead* is strong co-action that has not been tested against matched accounts: it is shown and costs nothing. It says "acts
//! together", never "fake": a fan club acts together too.

mod keys;
mod leads;

pub use keys::{Shared, shared_texts};
pub use leads::leads;

/// How well a ring is established.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Held-out occasions confirm it against matched accounts.
    Proven,
    /// Co-action that the data is too thin to test, or that has not been tested.
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

/// A group of accounts that act together.
#[derive(Debug, Clone, PartialEq)]
pub struct Ring {
    /// `r1`, `r2`... in the order of their first members.
    pub id: String,
    /// How well it is established.
    pub tier: Tier,
    /// Positions of the members among the run's accounts, ascending.
    pub members: Vec<usize>,
    /// How many items at least two members share.
    pub items: usize,
    /// How surprising the sharing is, in bits: Σ log2(accounts / accounts that posted the item).
    pub bits: f64,
    /// The sentence.
    pub says: String,
}
