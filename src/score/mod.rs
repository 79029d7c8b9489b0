//! From findings to the adjusted score: evidence, probability, fineness, interval, and a bill that adds up.
//!
//! Two axes are never blended: **automation** (is a machine posting?) and **gaming** (is the score being worked?).

mod bill;
pub mod calibration;
mod case;
mod charts;
mod claim;
mod correction;
pub mod cross_validation;
pub mod evaluation;
pub mod fairness;
mod families;
mod finding;
mod item;
mod judgement;
mod ranking;
mod standing;
mod sum;
mod switches;
mod verdict;

pub use bill::{BillLine, largest_remainder};
pub use case::{PRIORS, probability};
pub use charts::{Charts, Counted, Curve, PAUSE_BINS, day};
pub use claim::{AdjustedScore, adjust};
pub use correction::{Correction, CorrectionKind};
pub use finding::{Exhibit, Finding, Measured};
pub use item::{ITEM_PRIOR, ItemFinding, ItemVerdict, ItemWord, Learned, SPAM_FROM, UNSURE_FROM, Weighed, weigh};
pub use judgement::{Evidence, MINIMUM_EVENTS, MINIMUM_NATS, judge};
pub use ranking::{Place, places};
pub use standing::{Gap, Standing};
pub use switches::{MOST_SWITCHES, Switches};
pub use verdict::{AxisVerdict, NotAssessed, PunchCard, Verdict, Word};

/// Nats in a deciban: evidence is kept in decibans where people read it, in nats where it is computed.
pub const NATS_PER_DECIBAN: f64 = std::f64::consts::LN_10 / 10.0;
