//! Runs the pipeline: fold (group by account), link (group by key), judge (pure). Only this room knows threads.

mod allowance;
mod dispute;
mod filter;
mod fold;
mod histories;
mod item;
mod judge;
mod labels;
mod lens;
mod link;
mod local;
mod memory;
pub mod partial;
mod quote;
mod rings;
mod settings;
mod summary;

pub use allowance::{Allowance, Allowances};
pub use dispute::{Dispute, Disputed, Disputes};
pub use filter::{ItemSink, RingSearch, filter};
pub use histories::{histories, windows};
pub use item::{Desk, Judge};
pub use judge::row;
pub use labels::{Labels, labelled};
pub use lens::Lens;
pub use local::{Sink, audit};
pub use memory::keep_tables_apart;
pub use rings::rings;
pub use settings::Settings;
pub use summary::{RunOptions, RunSummary};
