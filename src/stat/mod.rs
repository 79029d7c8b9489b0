//! Statistics: pure functions on slices, each citing its source.
//!
//! Times are whole seconds since the epoch, sorted ascending, unless a function says otherwise. Evidence is `log10_p`,
//! that is -log10 of a nominal p-value: 0 is no evidence, 3 is one in a thousand. `None` always means "too little to say".

pub mod battery;
pub mod beat;
mod beat_fit;
pub mod change;
pub mod composition;
mod cosine_transform;
pub mod dispersion;
pub mod e_values;
pub mod fold_scan;
mod harmonic_peak;
pub mod interval_spike;
pub mod likes;
mod local_scan;
pub mod noncentral_hypergeometric;
pub mod occupancy;
pub mod pauses;
pub mod periodogram;
pub mod proportion;
pub mod regularity;
pub mod resolution;
pub mod rests;
pub mod sessions;
mod spectrum;
pub mod step;
pub mod tail;
pub mod vigil;
pub mod wall_clock;
mod whitened;

pub use battery::{Cadence, Test, battery, on_beat};
