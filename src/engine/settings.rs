//! What the user asks of a run.

use super::allowance::Allowances;
use super::dispute::Disputes;
use crate::account::ClaimedScore;
use crate::ring::{KnownGroup, Memory};

/// How a run is to be done.
#[derive(Debug)]
pub struct Settings {
    /// Threads to use; 0 means one a core.
    pub threads: usize,
    /// The prior that probabilities start from, between 0 and 1.
    pub prior: f64,
    /// The most events that a finding lists.
    pub exhibits: usize,
    /// Cut every account into windows of this many events and judge each; for evaluation.
    pub window: Option<usize>,
    /// Scores claimed for accounts, beside those that stand in the input.
    pub claims: Vec<ClaimedScore>,
    /// Findings that have been accepted.
    pub allowances: Allowances,
    /// Events that are disputed, and left out.
    pub disputes: Disputes,
    /// Accounts that are known to act together.
    pub groups: Vec<KnownGroup>,
    /// How much memory finding rings may take.
    pub memory: Memory,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            threads: 0,
            prior: 0.1,
            exhibits: 1000,
            window: None,
            claims: Vec::new(),
            allowances: Allowances::default(),
            disputes: Disputes::default(),
            groups: Vec::new(),
            memory: Memory::default(),
        }
    }
}
