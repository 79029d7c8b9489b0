//! The charts of an account.

mod bars;
mod clock;
mod course;
mod pauses;

pub(super) use bars::{clients, distribution, domains};
pub(super) use clock::{minutes, punch_card};
pub(super) use course::{course, readings};
pub(super) use pauses::pauses;
