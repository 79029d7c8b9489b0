//! `fineness serve`

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::arguments::{Ruling, prior};
use super::{CLEAN, Outcome};
use crate::serve::{Keys, Settings, serve};

const DAY: Duration = Duration::from_secs(86_400);

/// Judge comments as they are written: a server that speaks the protocol of Akismet, with a page to moderate.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 stopped as asked, 2 usage, configuration, or it cannot start.

Example:
  fineness serve --shadow")]
pub(super) struct Serve {
    #[command(flatten)]
    ruling: Ruling,
    /// Where to listen; other machines reach it only if you name an address of theirs
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8612")]
    listen: SocketAddr,
    /// Where comments are remembered: a file, or postgres://USER:PASSWORD@HOST/DATABASE, which several servers can share
    #[arg(long, value_name = "FILE|ADDRESS", default_value = "fineness.db", env = "FINENESS_STORE", hide_env_values = true)]
    store: String,
    /// The file of keys; made with one random key if there is none
    #[arg(long, value_name = "FILE", default_value = "fineness-keys.toml")]
    keys: PathBuf,
    /// How likely a comment is to be spam before it is read
    #[arg(long, value_name = "SHARE", default_value = "20%", value_parser = prior)]
    prior: f64,
    /// Answer "ham" to everything, and only note what would have been said
    #[arg(long)]
    shadow: bool,
    /// For how many days comments are remembered
    #[arg(long, value_name = "DAYS", default_value_t = 90)]
    retention: u32,
    /// The most comments that are remembered
    #[arg(long, value_name = "N", default_value_t = 200_000)]
    most: u64,
    /// The most requests that a key may make in a second
    #[arg(long, value_name = "N", default_value_t = 1000)]
    rate: u32,
    /// The most bytes that a comment may have
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 20)]
    max_body: usize,
    /// The most bytes that an export handed in may have
    #[arg(long, value_name = "BYTES", default_value_t = 256 << 20)]
    max_export: usize,
    /// Write a line for every network address that spam came from, for programs such as Fail2Ban
    #[arg(long, value_name = "FILE")]
    ban_log: Option<PathBuf>,
    /// Seconds from one search for rings to the next; 0 looks for none, and learns nothing from corrections
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    study: u64,
}

impl Serve {
    pub(super) fn run(&self) -> Outcome {
        let ruled = self.ruling.load()?;
        let made = !self.keys.exists();
        let settings = Settings {
            listen: self.listen,
            store: self.store.clone(),
            keys: Keys::open(&self.keys)?,
            prior: self.prior,
            shadow: self.shadow,
            retention: DAY * self.retention,
            most: self.most,
            rate: self.rate,
            body: self.max_body,
            export: self.max_export,
            ban_log: self.ban_log.clone(),
            study: Duration::from_secs(self.study),
        };
        if made {
            eprintln!("fineness: made {} with one key", self.keys.display());
        }
        serve(ruled.book, settings, |address| eprintln!("fineness: listening on http://{address}"))?;
        Ok(CLEAN)
    }
}
