//! Pure functions on text: what two texts have in common once case, spacing and look-alike tricks are set aside.

mod digest;
mod drain;
mod normal;
pub mod pattern;
mod variety;

pub use digest::{fingerprint, masked};
pub use drain::template_share;
pub use normal::{normalise, skeletons};
pub use variety::{packed_ratio, type_token_ratio};
