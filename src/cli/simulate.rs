//! `fineness simulate`

use std::io::{BufWriter, Write};

use clap::Args;

use super::{CLEAN, Outcome};
use crate::Error;
use crate::read::write_event;
use crate::simulate::{self, Kind, Options};

/// Print an invented history. The same kind, seed and options give the same bytes everywhere.
#[derive(Debug, Args)]
#[command(after_help = kinds())]
pub(super) struct Simulate {
    /// What kind of account, or `crowd` for many accounts of all kinds
    kind: String,
    /// The seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The account's id
    #[arg(long, value_name = "ID")]
    account: Option<String>,
    /// How many posts
    #[arg(long, value_name = "N")]
    posts: Option<usize>,
    /// Over how many days
    #[arg(long, value_name = "N")]
    days: Option<usize>,
    /// How many accounts a crowd has
    #[arg(long, value_name = "N", default_value_t = 50_000)]
    accounts: usize,
    /// Write the truth about the account into each event's label
    #[arg(long)]
    labels: bool,
    /// Print the claimed score as CSV instead of the history
    #[arg(long)]
    claimed: bool,
}

impl Simulate {
    pub(super) fn run(&self) -> Outcome {
        let mut out = BufWriter::new(std::io::stdout().lock());
        self.print(&mut out).and_then(|()| out.flush().map_err(Error::output))?;
        Ok(CLEAN)
    }

    fn print(&self, out: &mut impl Write) -> crate::Result<()> {
        if self.kind == "crowd" {
            let crowd = simulate::crowd(self.accounts, self.posts.unwrap_or(1_000_000), self.seed);
            return crowd.into_iter().try_for_each(|event| write_event(&event, out)).map_err(Error::output);
        }
        let kind = Kind::from_name(&self.kind)
            .ok_or_else(|| Error::usage(format!("there is no kind `{}`; `fineness simulate --help` lists them", self.kind)))?;
        let options = Options {
            account: self.account.clone(),
            posts: self.posts,
            days: self.days,
            labels: self.labels,
            ..Options::default()
        };
        let history = simulate::history(kind, self.seed, &options);
        let written = if self.claimed { simulate::write_claimed(&history, out) } else { simulate::write_ndjson(&history, out) };
        written.map_err(Error::output)
    }
}

fn kinds() -> String {
    let mut text = String::from("Kinds:\n");
    for kind in Kind::ALL {
        text.push_str(&format!("  {:<18} {}\n", kind.name(), kind.doc()));
    }
    text.push_str("  crowd              Many accounts of all kinds, interleaved by time");
    text
}
