//! Pure functions on text: what two texts have in common once case, spacing and look-alike tricks are set aside.

mod digest;
mod normal;
pub mod pattern;

pub use digest::{fingerprint, masked};
pub use normal::{normalise, skeletons};
