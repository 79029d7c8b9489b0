//! How well pairs of spun texts are told from pairs of honest ones.
//!
//!     cargo run --release --example spun_pairs TEXTS.ndjson
//!
//! Each line has `text` and `label`: `ham`, or the name of the template that the text was spun from. Templates and honest texts are
//! each split into two halves by their order; the figures of both halves are printed, and thresholds may be looked at on the first.

use std::collections::BTreeSet;
use std::error::Error;

use fineness::ring::Memory;
use fineness::ring::wording::{Comparison, Likeness, Text, clusters};
use fineness::text::{fingerprint, normalise, tokens};

const SHORTEST: usize = 8;

/// Pairs of texts: how alike they are, and whether they were put into one cluster.
type Pairs = Vec<(Likeness, bool)>;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name a file of texts with labels")?;
    let mut labels: Vec<String> = Vec::new();
    let mut words: Vec<(u64, Vec<u32>)> = Vec::new();
    let mut seen = BTreeSet::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let (Some(text), Some(label)) = (line["text"].as_str(), line["label"].as_str()) else { continue };
        let normal = normalise(text);
        let tokens = tokens(&normal, 128);
        // Copies are no test of finding variants.
        if tokens.len() >= SHORTEST && seen.insert(normal.to_string()) {
            labels.push(label.to_owned());
            words.push((fingerprint(&normal), tokens));
        }
    }
    let texts: Vec<Text<'_>> = words
        .iter()
        .enumerate()
        .map(|(author, (fingerprint, words))| Text { fingerprint: *fingerprint, author: author as u32, words })
        .collect();
    let comparison = Comparison::new(&texts, texts.len());
    let likeness = comparison.likeness();
    let templates: BTreeSet<&String> = labels.iter().filter(|label| *label != "ham").collect();
    let half = |place: usize| match labels[place].as_str() {
        "ham" => place % 2,
        label => templates.iter().position(|template| *template == label).unwrap_or(0) % 2,
    };
    let found = clusters(texts.as_slice(), texts.len(), Memory::default()).expect("no disk is needed without a limit");
    let cluster = |place: usize| found.get(&texts[place].fingerprint);
    for side in 0..2 {
        let (mut spun, mut honest): (Pairs, Pairs) = (Vec::new(), Vec::new());
        for one in (0..texts.len()).filter(|&one| half(one) == side) {
            for other in (one + 1..texts.len()).filter(|&other| half(other) == side) {
                let pairs = match (labels[one] == "ham", labels[other] == "ham") {
                    (true, true) => &mut honest,
                    (false, false) if labels[one] == labels[other] => &mut spun,
                    _ => continue,
                };
                let together = cluster(one).is_some() && cluster(one) == cluster(other);
                pairs.push((likeness(one, other), together));
            }
        }
        let count = |pairs: &Pairs, judge: &dyn Fn(&(Likeness, bool)) -> bool| pairs.iter().filter(|pair| judge(pair)).count();
        let line = |name: &str, judge: &dyn Fn(&(Likeness, bool)) -> bool| {
            let (hits, wrong) = (count(&spun, judge), count(&honest, judge));
            println!(
                "half {side}  {name:<28} {hits:>5} of {} spun pairs ({:.3})  {wrong:>4} of {} honest pairs ({:.1} per million)",
                spun.len(),
                hits as f64 / spun.len() as f64,
                honest.len(),
                wrong as f64 / honest.len() as f64 * 1e6
            );
        };
        line("as shipped, pair by pair", &|pair| pair.0.is_variant());
        line("as shipped, clusters found", &|pair| pair.1);
    }
    Ok(())
}
