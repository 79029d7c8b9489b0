//! `fineness simulate`

use std::io::{BufWriter, Write};

use clap::Args;

use super::{CLEAN, Outcome};
use crate::Error;
use crate::read::{write_account, write_event};
use crate::simulate::{self, GroupKind, Kind, Options, SocietyOptions};

const EXAMPLES: &str = "\
Exit codes: 0 done, 2 usage.

Examples:
  fineness simulate calvin --seed 7
  fineness simulate ring --seed 3 --accounts 400 --posts 9000

Kinds:
";

/// Print an invented history. The same kind, seed and options give the same bytes everywhere.
#[derive(Debug, Args)]
#[command(after_help = kinds())]
pub(super) struct Simulate {
    /// What kind of account, `crowd` for many accounts of all kinds, or `ring` for a society with rings in it
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
    /// How many accounts a crowd or a society has [default: 50000 and 46000]
    #[arg(long, value_name = "N")]
    accounts: Option<usize>,
    /// Which rings a society has, taken in turn: kinds, `all` or `none`
    #[arg(long, value_name = "KIND,...", value_delimiter = ',', default_value = "all")]
    ring_kinds: Vec<String>,
    /// How many rings a society has
    #[arg(long, value_name = "N", default_value_t = 60)]
    rings: usize,
    /// How many innocent groups a society has
    #[arg(long, value_name = "N", default_value_t = 30)]
    innocents: usize,
    /// Which innocent groups a society has, taken in turn: kinds, or `usual` for all that can be told from rings
    #[arg(long, value_name = "KIND,...", value_delimiter = ',', default_value = "usual")]
    innocent_kinds: Vec<String>,
    /// Write the truth about the account, its group in a society, into each event's label
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
            let crowd = simulate::crowd(self.accounts.unwrap_or(50_000), self.posts.unwrap_or(1_000_000), self.seed);
            return crowd.into_iter().try_for_each(|event| write_event(&event, out)).map_err(Error::output);
        }
        if self.kind == "ring" {
            return self.print_society(out);
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

    fn print_society(&self, out: &mut impl Write) -> crate::Result<()> {
        let default = SocietyOptions::default();
        let mut society = simulate::society(&SocietyOptions {
            accounts: self.accounts.unwrap_or(default.accounts),
            posts: self.posts.unwrap_or(default.posts),
            rings: self.rings,
            seed: self.seed,
            kinds: self.ring_kinds()?,
            innocents: self.innocents,
            innocent_kinds: self.innocent_kinds()?,
            labels: self.labels,
            ..default
        });
        society.accounts().try_for_each(|account| write_account(&account, out)).map_err(Error::output)?;
        society.try_for_each(|event| write_event(&event, out)).map_err(Error::output)
    }

    fn ring_kinds(&self) -> crate::Result<Vec<GroupKind>> {
        let mut kinds = Vec::new();
        for name in &self.ring_kinds {
            match name.as_str() {
                "all" => kinds.extend(GroupKind::rings()),
                "none" => {}
                _ => kinds.push(GroupKind::from_name(name).filter(|kind| kind.is_ring()).ok_or_else(|| {
                    Error::usage(format!("there is no kind of ring `{name}`; `fineness simulate --help` lists them"))
                })?),
            }
        }
        Ok(kinds)
    }

    fn innocent_kinds(&self) -> crate::Result<Vec<GroupKind>> {
        let mut kinds = Vec::new();
        for name in &self.innocent_kinds {
            match name.as_str() {
                "usual" => kinds.extend(GroupKind::usual_innocents()),
                _ => kinds.push(GroupKind::from_name(name).filter(|kind| !kind.is_ring()).ok_or_else(|| {
                    Error::usage(format!("there is no kind of innocent group `{name}`; `fineness simulate --help` lists them"))
                })?),
            }
        }
        Ok(kinds)
    }
}

fn kinds() -> String {
    let mut text = String::from(EXAMPLES);
    for kind in Kind::ALL {
        text.push_str(&format!("  {:<18} {}\n", kind.name(), kind.doc()));
    }
    text.push_str("  crowd              Many accounts of all kinds, interleaved by time\n");
    text.push_str("  ring               A society: people in audiences, rings, and innocent groups that look like rings\n");
    text.push_str("\nKinds of ring, for --ring-kinds:\n");
    for kind in GroupKind::rings() {
        text.push_str(&format!("  {:<18} {}\n", kind.name(), kind.doc()));
    }
    text.push_str("\nKinds of innocent group, for --innocent-kinds:\n");
    for kind in GroupKind::innocents() {
        text.push_str(&format!("  {:<18} {}\n", kind.name(), kind.doc()));
    }
    text.trim_end().to_owned()
}
