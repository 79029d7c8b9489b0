//! Pure functions on text: what two texts have in common once case, spacing and look-alike tricks are set aside.

mod changes;
mod digest;
mod drain;
mod links;
mod normal;
pub mod pattern;
mod plain;
mod template;
mod tokens;
mod variety;

pub use changes::changed_words;
pub use digest::{fingerprint, masked};
pub use drain::template_share;
pub use links::{Link, link, links, tags};
pub use normal::{normalise, skeletons};
pub use plain::plain;
pub use template::template;
pub use tokens::{tokens, word_number, words};
pub use variety::{packed_ratio, type_token_ratio};
