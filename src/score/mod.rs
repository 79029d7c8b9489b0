//! From findings to the adjusted score: evidence, probability, fineness, interval, and a bill that adds up.
//!
//! Two axes are never blended: **automation** (is a machine posting?) and **gaming** (is the score being worked?).

mod bill;
pub mod calibration;
mod case;
mod charts;
mod claim;
pub mod cross_validation;
pub mod evaluation;
mod finding;
mod judgement;
mod sum;
mod switches;
mod verdict;

pub use bill::{BillLine, largest_remainder};
pub use case::{PRIORS, probability};
pub use charts::{Charts, Counted, Curve, PAUSE_BINS, day, most};
pub use claim::{AdjustedScore, adjust};
pub use finding::{Exhibit, Finding, Measured};
pub use judgement::{Evidence, MINIMUM_EVENTS, MINIMUM_NATS, judge};
pub use switches::{MOST_SWITCHES, Switches};
pub use verdict::{AxisVerdict, NotAssessed, PunchCard, Verdict, Word};

/// Nats in a deciban: evidence is kept in decibans where people read it, in nats where it is computed.
pub const NATS_PER_DECIBAN: f64 = std::f64::consts::LN_10 / 10.0;
