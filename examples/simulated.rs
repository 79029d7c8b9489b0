//! Audits many invented accounts of every kind and prints, by kind and number of posts, how many were named and what they lost.
//!
//! `cargo run --release --example simulated [RUNS]`; the figures are in docs/evaluation.md.

use std::io::Write;

use fineness::account::{ClaimedScore, Scale};
use fineness::engine::{self, Settings, Sink};
use fineness::read::{Inputs, Options};
use fineness::ring::Ring;
use fineness::rule::{self, Axis, RuleBook};
use fineness::score::Verdict;
use fineness::simulate::{self, Kind};
use fineness::{Result, detect};

/// The score that every account claims.
const CLAIMED: f64 = 74.0;
/// Losing more than this is losing something.
const LITTLE: f64 = 1.5;
/// The seeds start here, so that they are not those of the fixtures and tests.
const FIRST_SEED: u64 = 10_000;

#[derive(Default)]
struct Verdicts(Vec<Verdict>);

impl Sink for Verdicts {
    fn account(&mut self, verdict: Verdict) -> Result<()> {
        self.0.push(verdict);
        Ok(())
    }

    fn ring(&mut self, _: &Ring, _: &[&str]) -> Result<()> {
        Ok(())
    }
}

fn main() -> Result<()> {
    let runs = std::env::args().nth(1).and_then(|runs| runs.parse().ok()).unwrap_or(200);
    let book = RuleBook::load(detect::vocabulary(), &rule::builtin())?;
    println!(
        "kind               truth  posts  automation named  gaming named  accused  lost more than {LITTLE}  99 % lost at most"
    );
    for kind in Kind::ALL {
        for posts in [50, 200] {
            let verdicts = audit(*kind, posts, runs, &book)?;
            let share = |of: &dyn Fn(&Verdict) -> bool| {
                format!("{:.1}%", 100.0 * verdicts.iter().filter(|verdict| of(verdict)).count() as f64 / verdicts.len() as f64)
            };
            let named = |axis: Axis| share(&|verdict| verdict.axes[axis as usize].probability >= 0.5);
            let mut lost: Vec<f64> = verdicts.iter().map(|verdict| CLAIMED - verdict.scores[0].adjusted).collect();
            lost.sort_by(f64::total_cmp);
            println!(
                "{:<18} {:<6} {posts:>5}  {:>16}  {:>12}  {:>7}  {:>18}  {:>17.1}",
                kind.name(),
                kind.truth().label(),
                named(Axis::Automation),
                named(Axis::Gaming),
                share(&|verdict| verdict.word.accuses()),
                share(&|verdict| CLAIMED - verdict.scores[0].adjusted > LITTLE),
                lost[(lost.len() * 99 / 100).min(lost.len() - 1)],
            );
        }
    }
    Ok(())
}

fn audit(kind: Kind, posts: usize, runs: u64, book: &RuleBook) -> Result<Vec<Verdict>> {
    let mut file = tempfile::NamedTempFile::new().map_err(fineness::Error::output)?;
    let mut claims = Vec::new();
    for run in 0..runs {
        let account = format!("account {run}");
        let options = simulate::Options { account: Some(account.clone()), posts: Some(posts), ..simulate::Options::default() };
        let history = simulate::history(kind, FIRST_SEED + run, &options);
        simulate::write_ndjson(&history, &mut file).map_err(fineness::Error::output)?;
        claims.push(ClaimedScore { account, metric: "score".into(), value: CLAIMED, at: None, scale: Scale::Linear });
    }
    file.flush().map_err(fineness::Error::output)?;
    let mut inputs = Inputs::open(&[file.path().to_owned()], Options::default())?;
    let mut verdicts = Verdicts::default();
    engine::audit(&mut inputs, book, &Settings { claims, exhibits: 0, ..Settings::default() }, &mut verdicts)?;
    Ok(verdicts.0)
}
