//! Reading: bytes in, records out. Nothing here judges.
//!
//! A container (gzip, zip, a folder) gives streams of bytes, a framing cuts a stream into records, a source turns a record
//! into an event. The format is found from the content. What cannot be read is skipped, counted and told with its place.

mod archive;
mod car;
mod census;
mod chunk;
mod claims;
mod container;
mod date_order;
mod encoding;
mod export;
mod files;
mod formats;
mod frame;
mod gzip;
mod id_time;
mod inputs;
mod json;
mod look;
mod manifest;
mod named_zone;
mod opened;
mod owners;
mod probe;
mod quote;
mod rewrite;
mod sniff;
mod source;
mod tarball;
mod time;
mod walk;
mod xml;

pub use census::{Census, Coverage, Gap};
pub use chunk::{Chunk, ChunkCounts};
pub use claims::{UNNAMED, claims_in, read_claims};
pub use date_order::Dates;
pub use export::{write_account, write_canonical, write_event};
pub use formats::{FormatInfo, formats};
#[doc(hidden)]
pub use formats::{read_one, texts};
pub use inputs::{InputSummary, Inputs};
pub use manifest::Check;
pub use rewrite::Replacement;

use crate::account::{Account, ClaimedScore};
use crate::event::{Article, Event};
use crate::platform::Platform;

/// How to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The moment of the audit, as milliseconds since 1970. Times more than a day later are refused.
    pub as_of: i64,
    /// Which comes first in dates such as 04/05/12.
    pub dates: Dates,
    /// Whether an event without a usable time is skipped (`audit`) or kept (`filter`).
    pub require_time: bool,
    /// Whether what nobody signed, or somebody who is gone, is kept (`import`, `filter`), each as an author of its own, or left
    /// out (`audit`, `rings`).
    pub keep_unsigned: bool,
    /// The platform of records that do not name theirs, where the format does not say it either.
    pub platform: Option<Platform>,
    /// Fields, beside the known ones, whose values accounts can share, such as a campaign or a device.
    pub shared_fields: Vec<String>,
    /// Records longer than this are skipped.
    pub max_record_bytes: usize,
    /// Records that nest deeper than so many levels are skipped; at most 128.
    pub max_depth: u32,
    /// The most that the members of one archive may unpack to.
    pub max_total_bytes: u64,
    /// The most that anything packed may grow while it is unpacked, as a factor.
    pub max_ratio: u64,
    /// How much may be unpacked before the factor counts.
    pub ratio_after: u64,
    /// The most members of one archive.
    pub max_members: usize,
    /// About how many bytes a chunk has. It changes nothing that is read.
    pub chunk_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            as_of: chrono::Utc::now().timestamp_millis(),
            dates: Dates::Unsaid,
            require_time: true,
            keep_unsigned: false,
            platform: None,
            shared_fields: Vec::new(),
            max_record_bytes: 16 << 20,
            max_depth: json::DEPTH,
            max_total_bytes: 4 << 30,
            max_ratio: 200,
            ratio_after: 32 << 20,
            max_members: 10_000,
            chunk_bytes: 1 << 20,
        }
    }
}

/// What a record of an input can be.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "nearly every record is an event, and none is stored")]
pub enum Record<'a> {
    /// Something that somebody did.
    Event(Event<'a>),
    /// What is said of an account.
    Account(Account<'a>),
    /// A score that is claimed for an account.
    Score(ClaimedScore),
    /// What comments stand under.
    Article(Article<'a>),
}
