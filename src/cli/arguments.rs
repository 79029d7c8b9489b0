//! Flags that several commands share.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};
use clap::Args;

use super::config::Config;
use super::progress::Bar;
use crate::account::{ClaimedScore, Scale};
use crate::engine::{Allowances, RunOptions, Settings};
use crate::measure::Vocabulary;
use crate::platform::Platform;
use crate::read::{Dates, Inputs, Options, UNNAMED, read_claims};
use crate::ring::Memory;
use crate::rule::{self, RuleBook, RuleSource};
use crate::{Error, Result, detect};

/// What to read, and how.
#[derive(Debug, Clone, Args)]
pub(super) struct Reading {
    /// Files, folders or archives to read; `-` reads standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// The moment that counts as now (RFC 3339 or a date); later events are refused
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(super) as_of: Option<i64>,
    /// Where the accounts live, for inputs that do not say it: x, mastodon, reddit, git...
    #[arg(long, value_name = "NAME", value_parser = platform)]
    platform: Option<Platform>,
    /// A field of your own whose value accounts can share, such as a device or a campaign (may be given more than once)
    #[arg(long, value_name = "FIELD")]
    shared_field: Vec<String>,
    /// Which comes first in dates such as 04/05/12, which are refused otherwise: day-first or month-first
    #[arg(long, value_name = "ORDER", value_parser = dates)]
    dates: Option<Dates>,
    /// The most bytes that the members of one archive may hold once unpacked
    #[arg(long, value_name = "BYTES", default_value_t = Options::default().max_total_bytes)]
    max_total_bytes: u64,
    /// The most bytes that one record may hold
    #[arg(long, value_name = "BYTES", default_value_t = Options::default().max_record_bytes)]
    max_record_bytes: usize,
    /// The most levels that one record may nest
    #[arg(long, value_name = "LEVELS", default_value_t = Options::default().max_depth, value_parser = clap::value_parser!(u32).range(1..=128))]
    max_depth: u32,
    /// The most that anything packed may grow while it is unpacked, as a factor
    #[arg(long, value_name = "FACTOR", default_value_t = Options::default().max_ratio)]
    max_ratio: u64,
    /// The most members that one archive may have
    #[arg(long, value_name = "COUNT", default_value_t = Options::default().max_members)]
    max_members: usize,
    /// Show no progress on the terminal; what was skipped is told all the same
    #[arg(long, short)]
    quiet: bool,
}

/// What of the machine a run may use; it changes nothing of what is found.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Means {
    /// Threads to use; one a core if not given
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,
    /// The most memory that finding rings may take, such as 500MiB or 2GiB; what does not fit waits in temporary files
    #[arg(long, value_name = "SIZE", value_parser = size)]
    memory_limit: Option<u64>,
}

impl Means {
    /// Settings that are otherwise as if nothing was asked.
    pub(super) fn settings(self) -> Settings {
        Settings { threads: self.threads, memory: Memory::new(self.memory_limit), ..Settings::default() }
    }
}

/// Which events a command can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// Those that somebody signed and that have a time.
    Signed,
    /// Those that somebody signed, with a time or without.
    Timeless,
    /// All, even what nobody signed.
    All,
}

impl Reading {
    pub(super) fn as_of(&self) -> i64 {
        self.as_of.unwrap_or_else(|| Utc::now().timestamp_millis())
    }

    /// What of it changes what a report says, beside the inputs themselves.
    pub(super) fn options(&self) -> RunOptions {
        RunOptions {
            platform: self.platform.map(|platform| platform.name().to_owned()),
            dates: self.dates.and_then(Dates::name).map(str::to_owned),
            shared_fields: self.shared_field.clone(),
            ..RunOptions::default()
        }
    }

    /// Takes over what an earlier run was told.
    pub(super) fn repeat(&mut self, as_of: Option<i64>, options: &RunOptions) {
        self.as_of = as_of;
        self.platform = options.platform.as_deref().and_then(Platform::from_name);
        self.dates = options.dates.as_deref().and_then(Dates::from_name);
        self.shared_field.clone_from(&options.shared_fields);
    }

    /// A bar that shows how far work on the inputs has come.
    pub(super) fn bar(&self, inputs: &Inputs) -> Bar {
        Bar::show(inputs.progress(), self.quiet)
    }

    pub(super) fn open(&self, keep: Keep) -> Result<Inputs> {
        let options = Options {
            as_of: self.as_of(),
            require_time: keep == Keep::Signed,
            keep_unsigned: keep == Keep::All,
            platform: self.platform,
            shared_fields: self.shared_field.clone(),
            max_total_bytes: self.max_total_bytes,
            dates: self.dates.unwrap_or_default(),
            max_record_bytes: self.max_record_bytes,
            max_depth: self.max_depth,
            max_ratio: self.max_ratio,
            max_members: self.max_members,
            ..Options::default()
        };
        Inputs::open(&self.inputs, options)
    }
}

/// Which rules are in force.
#[derive(Debug, Args)]
pub(super) struct Ruling {
    /// A folder of rules of your own, beside the shipped ones (may be given more than once)
    #[arg(long = "rules", value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// The configuration file; otherwise FINENESS_CONFIG, or fineness.toml here or in a folder above
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// The rules in force, and what the configuration says beside them.
pub(super) struct Ruled {
    pub(super) book: RuleBook,
    pub(super) config: Config,
}

impl Ruling {
    /// The rules in force; one that fails its own tests is an error.
    pub(super) fn load(&self) -> Result<Ruled> {
        self.load_by(RuleBook::load)
    }

    /// The rules in force, whatever their own tests say.
    pub(super) fn load_unproven(&self) -> Result<Ruled> {
        self.load_by(RuleBook::load_unproven)
    }

    fn load_by(&self, load: fn(Vocabulary, &[RuleSource]) -> Result<RuleBook>) -> Result<Ruled> {
        let config = Config::find(self.config.as_deref())?;
        let mut sources = rule::builtin();
        for folder in config.folders.iter().chain(&self.folders) {
            sources.extend(rule::from_dir(folder)?);
        }
        let mut book = load(detect::vocabulary(), &sources)?;
        for off in &config.disabled {
            if book.rule(&off.rule).is_none() {
                return Err(Error::config(
                    config.path(),
                    format!("there is no rule `{}` to switch off; `fineness rules list` shows them", off.rule),
                ));
            }
            book.disable(&off.rule);
        }
        Ok(Ruled { book, config })
    }
}

impl Ruled {
    pub(super) fn allowances(&self, as_of: i64) -> Allowances {
        Allowances::new(self.config.allowances.clone(), as_of)
    }
}

/// The scores that `--claimed` gives: `NAME=74`, or a file with the columns account, metric, value[, at, scale].
pub(super) fn claims(given: &[String], as_of: i64) -> Result<Vec<ClaimedScore>> {
    let mut claims = Vec::new();
    for claim in given {
        match claim.rsplit_once('=') {
            Some((account, value)) if !Path::new(claim).exists() => {
                let value: f64 = value
                    .trim()
                    .parse()
                    .map_err(|_| Error::usage(format!("--claimed {claim}: `{value}` is not a number; write NAME=74")))?;
                if !value.is_finite() || value < 0.0 {
                    return Err(Error::usage(format!("--claimed {claim}: a score is 0 or more")));
                }
                let (account, metric) = (account.to_owned(), UNNAMED.to_owned());
                claims.push(ClaimedScore { account, metric, value, at: None, scale: Scale::Linear });
            }
            _ => claims.extend(read_claims(Path::new(claim), as_of)?),
        }
    }
    Ok(claims)
}

/// A prior: `5%` or `0.05`.
pub(super) fn prior(text: &str) -> std::result::Result<f64, String> {
    let (number, scale) = text.strip_suffix('%').map_or((text, 1.0), |percent| (percent, 100.0));
    match number.trim().parse::<f64>() {
        Ok(value) if value / scale >= 0.001 && value / scale <= 0.9 => Ok(value / scale),
        Ok(_) => Err("a prior lies between 0.1% and 90%".into()),
        Err(_) => Err("write a share, such as 5% or 0.05".into()),
    }
}

/// A number of bytes: `500MiB`, `2GiB`, `1500 MB` or `300000000`.
fn size(text: &str) -> std::result::Result<u64, String> {
    let digits = text.trim_end_matches(|letter: char| letter.is_alphabetic() || letter == ' ');
    let unit = match text[digits.len()..].trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        "k" | "kib" => 1 << 10,
        "m" | "mib" => 1 << 20,
        "g" | "gib" => 1 << 30,
        other => return Err(format!("`{other}` is no unit of memory; write a size such as 500MiB or 2GiB")),
    };
    let number: f64 = digits.parse().map_err(|_| "write a size such as 500MiB or 2GiB")?;
    let bytes = number * unit as f64;
    if bytes >= 1.0 && bytes < 2f64.powi(63) { Ok(bytes as u64) } else { Err("write a size such as 500MiB or 2GiB".into()) }
}

/// An order of day and month.
fn dates(order: &str) -> std::result::Result<Dates, String> {
    Dates::from_name(order).ok_or_else(|| "write day-first or month-first".into())
}

/// A platform by its name.
fn platform(name: &str) -> std::result::Result<Platform, String> {
    Platform::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = Platform::ALL.iter().map(|platform| platform.name()).collect();
        format!("known platforms are {}", names.join(", "))
    })
}

/// A moment: RFC 3339 or a date, which means its last second.
pub(super) fn moment(text: &str) -> std::result::Result<i64, String> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Ok(moment.timestamp_millis());
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| "write a time such as 2012-06-30 or 2012-06-30T12:00:00Z")?;
    Ok(day.and_hms_opt(23, 59, 59).unwrap_or_default().and_utc().timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priors_are_shares_that_leave_room_for_doubt() {
        assert_eq!(prior("5%"), Ok(0.05));
        assert_eq!(prior("0.3"), Ok(0.3));
        assert!(prior("0").is_err() && prior("100%").is_err() && prior("some").is_err());
    }

    #[test]
    fn sizes_have_units_and_are_not_nothing() {
        assert_eq!(
            ["500MiB", "2g", "1.5 GB", "300000000"].map(|text| size(text).unwrap()),
            [500 << 20, 2 << 30, 1_500_000_000, 300_000_000]
        );
        assert!(["", "MiB", "0", "-1MiB", "nanMiB", "infGB", "5 acres", "1e300GB"].iter().all(|text| size(text).is_err()));
    }

    #[test]
    fn a_claim_can_be_written_on_the_command_line() {
        let claims = claims(&["calvin=74".into()], 0).unwrap();
        assert_eq!((claims[0].account.as_str(), claims[0].value), ("calvin", 74.0));
        assert!(super::claims(&["calvin=much".into()], 0).is_err());
    }
}
