//! `fineness reference`

use std::collections::BTreeMap;

use clap::{Args, Subcommand};

use super::arguments::{Keep, Reading, Ruling};
use super::truth::Known;
use super::{CLEAN, Outcome};
use crate::detect::Subject;
use crate::detect::reference::{Row, STATISTICS, Statistic, Table, Tables};
use crate::measure::Measure;
use crate::tally::Tallies;
use crate::{Error, Result, engine};

/// No person counts for more than this many pieces of history, however long.
const PIECES: usize = 25;

/// The levels at which p-values are checked.
const LEVELS: [f64; 4] = [0.05, 0.01, 0.001, 0.0001];

/// Measure how people's histories look, and how honest p-values are on them.
#[derive(Debug, Args)]
pub(super) struct Reference {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Measure the quantiles of people's histories and print them as a table
    #[command(after_help = "\
Exit codes: 0 done, 2 usage, configuration or no readable input.

Example:
  fineness reference measure --truth labels.csv --table reddit --source volunteers history.ndjson")]
    Measure {
        #[command(flatten)]
        people: People,
        /// The platform that the table is for
        #[arg(long, value_name = "NAME")]
        table: String,
        /// Who the people are, in a few words for the reader of the table
        #[arg(long, value_name = "WORDS")]
        source: String,
        /// Only statistics whose names begin so, such as words or pauses.entropy
        #[arg(long, value_name = "NAMES", value_delimiter = ',')]
        only: Vec<String>,
    },
    /// Count how many pieces of people's histories each p-value calls rare
    #[command(after_help = "\
Exit codes: 0 done, 2 usage, configuration or no readable input.

Example:
  fineness reference check --truth labels.csv --window 200 history.ndjson")]
    Check {
        #[command(flatten)]
        people: People,
        /// Events in a piece
        #[arg(long, value_name = "N", default_value_t = 100)]
        window: usize,
    },
}

#[derive(Debug, Args)]
struct People {
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    ruling: Ruling,
    #[command(flatten)]
    known: Known,
}

impl Reference {
    pub(super) fn run(&self) -> Outcome {
        match &self.action {
            Action::Measure { people, table, source, only } => measure(people, table, source, only),
            Action::Check { people, window } => check(people, (*window).max(1)),
        }
    }
}

fn measure(people: &People, name: &str, source: &str, only: &[String]) -> Outcome {
    let book = people.ruling.load()?.book;
    let accounts = people.histories(&book)?;
    let people: Vec<Subject<'_>> = accounts.iter().map(Subject::new).collect();
    let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let wanted = |statistic: &&&Statistic| only.is_empty() || only.iter().any(|start| statistic.name.starts_with(start.as_str()));
    let statistics: Vec<&Statistic> = STATISTICS.iter().filter(wanted).copied().collect();
    for statistic in &statistics {
        for &size in statistic.sizes {
            let pieces = |person| statistic.pieces(person, size).into_iter().take(PIECES).collect();
            let pieces: Vec<Vec<f64>> = people.iter().map(pieces).collect();
            let measured = pieces.iter().filter(|pieces| !pieces.is_empty()).count();
            rows.entry(statistic.name.to_owned()).or_default().extend(Row::measure(statistic, size, measured, &pieces.concat()));
        }
    }
    rows.retain(|_, rows| !rows.is_empty());
    let long_enough = |person: &&Subject<'_>| statistics.iter().any(|statistic| statistic.length(person) >= statistic.sizes[0]);
    let people = people.iter().filter(long_enough).count();
    let table = Table { people, source: source.to_owned(), rows };
    let text = Tables(BTreeMap::from([(name.to_owned(), table)])).to_toml();
    anstream::print!("{text}");
    Ok(CLEAN)
}

fn check(people: &People, window: usize) -> Outcome {
    let book = people.ruling.load()?.book;
    let accounts = people.histories(&book)?;
    let measures: Vec<(usize, &Measure)> =
        book.vocabulary().iter().filter(|(_, measure)| measure.probability).map(|(id, measure)| (id.0, measure)).collect();
    let mut tested = vec![0u32; measures.len()];
    let mut hits = vec![[0u32; LEVELS.len()]; measures.len()];
    for account in &accounts {
        for piece in engine::windows(account, window).take(PIECES) {
            let row = engine::row(&piece, &book);
            for (index, &(place, _)) in measures.iter().enumerate() {
                let p_value = row[place];
                tested[index] += u32::from(!p_value.is_nan());
                for (hit, level) in hits[index].iter_mut().zip(LEVELS) {
                    *hit += u32::from(p_value <= level);
                }
            }
        }
    }
    let levels: Vec<String> = LEVELS.iter().map(|level| format!("{:>10}", format!("p<={level}"))).collect();
    anstream::println!("{:<28}{:>8}{}", format!("{window} events"), "pieces", levels.join(""));
    for (index, (_, measure)) in measures.iter().enumerate().filter(|(index, _)| tested[*index] > 0) {
        let shares: Vec<String> =
            hits[index].iter().map(|&hit| format!("{:>10.4}", f64::from(hit) / f64::from(tested[index]))).collect();
        anstream::println!("{:<28}{:>8}{}", measure.name, tested[index], shares.join(""));
    }
    Ok(CLEAN)
}

impl People {
    /// The histories of the people in the input.
    fn histories(&self, book: &crate::rule::RuleBook) -> Result<Vec<Tallies>> {
        let truth = self.known.read()?;
        let mut inputs = self.reading.open(Keep::Signed)?;
        let person = |id: &str| truth.as_ref().is_none_or(|truth| truth.label(id).is_some_and(|label| self.known.is_person(label)));
        let wanted = |id: &str| person(id) && self.known.wants(id);
        let accounts = engine::histories(&mut inputs, book)?.into_iter();
        let people: Vec<Tallies> = accounts.filter(|(id, _)| wanted(id)).map(|(_, account)| account).collect();
        if people.is_empty() {
            return Err(Error::usage("no account in the input is labelled as a person"));
        }
        Ok(people)
    }
}
