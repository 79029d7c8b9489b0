//! How many accounts stand in rings and leads, and whether those that act together have the same label.
//!
//!     cargo run --release --example labelled_rings EVENTS LABELS.csv
//!
//! LABELS.csv has a header; an account's id stands in `author`, its label in `account_category`. Two accounts of one ring or lead act
//! together where they take part in an occasion that at most four others outside it took part in; pairs without a label are left out.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;

use fineness::engine::{self, Settings};
use fineness::read::{Inputs, Options};
use fineness::ring::Tier;

/// What more others do says little of who belongs together.
const OTHERS: usize = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(events), Some(labels)) = (arguments.next(), arguments.next()) else {
        return Err("name a file of events and a file of labels".into());
    };
    let mut rows = csv::Reader::from_path(labels)?;
    let headers = rows.headers()?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name).ok_or(format!("no column `{name}`"));
    let (author, label) = (column("author")?, column("account_category")?);
    let labels: HashMap<String, String> =
        rows.records().map(|row| row.map(|row| (row[author].to_owned(), row[label].to_owned()))).collect::<Result<_, _>>()?;

    let mut inputs = Inputs::open(&[events.into()], Options { require_time: false, ..Options::default() })?;
    let mut members: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut times: BTreeMap<(usize, usize), (u32, Option<bool>)> = BTreeMap::new();
    let summary = engine::rings(&mut inputs, &Settings::default(), &mut |ring, ids| {
        members.entry(if ring.tier == Tier::Proven { "proven" } else { "lead" }).or_default().extend(&ring.members);
        for occasion in ring.occasions.iter().filter(|occasion| occasion.others <= OTHERS) {
            let together: BTreeSet<usize> = occasion.acts.iter().map(|act| act.member).collect();
            for &one in &together {
                for &other in together.range(one + 1..) {
                    let [one_label, other_label] = [one, other].map(|member| labels.get(ids[member]));
                    let same = one_label.zip(other_label).map(|(one, other)| one == other);
                    times.entry((one, other)).or_insert((0, same)).0 += 1;
                }
            }
        }
        Ok(())
    })?;
    let accounts = summary.accounts as f64;
    for (tier, members) in &members {
        println!("{tier:<8} {:>6} of {accounts} accounts ({:.3})", members.len(), members.len() as f64 / accounts);
    }
    let all: BTreeSet<&usize> = members.values().flatten().collect();
    println!("{:<8} {:>6} of {accounts} accounts ({:.3})", "both", all.len(), all.len() as f64 / accounts);
    for least in 1..=3 {
        let same: Vec<bool> = times.values().filter(|pair| pair.0 >= least).filter_map(|pair| pair.1).collect();
        let alike = same.iter().filter(|same| **same).count();
        let part = alike as f64 / same.len() as f64;
        println!("pairs that acted together {least} times or more: {:>6}, with the same label {alike:>6} ({part:.4})", same.len());
    }
    Ok(())
}
