//! fineness examines activity histories for score-farming and prints a credibility-adjusted score that a person can check.
//!
//! Data flows one way: read, fold, link, judge, report. `ARCHITECTURE.md` is the map.
#![deny(missing_docs)]
#![warn(missing_debug_implementations)]

pub mod account;
pub mod cli;
pub mod detect;
pub mod engine;
pub mod error;
pub mod event;
pub mod item;
pub mod measure;
pub mod model;
pub mod platform;
pub mod progress;
pub mod read;
pub mod report;
pub mod ring;
pub mod rule;
pub mod score;
pub mod serve;
pub mod simulate;
pub mod stat;
pub mod store;
pub mod tally;
pub mod text;

pub use error::{Diagnostic, Error, Result};
