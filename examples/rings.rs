//! Looks for rings in invented societies and prints who was named rightly and wrongly.
//!
//! `cargo run --release --example rings -- [--seeds 1000..1003] [--accounts N] [--posts N] [--rings N] [--innocents N]`; with
//! `--rings 0` every ring that is called proven is a false one. The figures are in docs/evaluation.md.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::AddAssign;
use std::process::ExitCode;

use fineness::event::Locator;
use fineness::ring::{self, Actor, Actors, Memory, Ring, Tier};
use fineness::simulate::{self, Group, SocietyOptions};
use fineness::tally::{ActsTally, Tally};

/// Smaller leads are pairs and trios, which prove little of anybody.
const LARGE: usize = 5;

/// What the accounts are that are in no group.
const NOBODYS: &str = "in no group";

/// What was found in one society or in several.
#[derive(Debug, Default)]
struct Score {
    /// Rings called proven, and those of them that are mostly no ring.
    proven: usize,
    false_proven: usize,
    /// By kind: rings, those with at least half of their members named, members, and members named.
    rings: BTreeMap<&'static str, [usize; 4]>,
    /// Accounts named in proven rings that are in no ring, by what they are.
    innocent: BTreeMap<&'static str, usize>,
    /// Accounts in large leads, and those of them that are in no ring, by what they are.
    leads: usize,
    innocent_leads: BTreeMap<&'static str, usize>,
    /// Accounts that are in no ring.
    innocents: usize,
    /// Societies, and those with a false ring.
    societies: usize,
    fooled: usize,
}

impl AddAssign<&Score> for Score {
    fn add_assign(&mut self, other: &Score) {
        for (mine, more) in [
            (&mut self.proven, other.proven),
            (&mut self.false_proven, other.false_proven),
            (&mut self.leads, other.leads),
            (&mut self.innocents, other.innocents),
            (&mut self.societies, other.societies),
            (&mut self.fooled, other.fooled),
        ] {
            *mine += more;
        }
        for (kind, counts) in &other.rings {
            self.rings.entry(kind).or_default().iter_mut().zip(counts).for_each(|(mine, more)| *mine += more);
        }
        for (mine, more) in [(&mut self.innocent, &other.innocent), (&mut self.innocent_leads, &other.innocent_leads)] {
            more.iter().for_each(|(kind, count)| *mine.entry(kind).or_default() += count);
        }
    }
}

fn main() -> ExitCode {
    let Some((seeds, options)) = arguments() else {
        eprintln!("usage: rings [--seeds A..B] [--accounts N] [--posts N] [--rings N] [--innocents N]");
        return ExitCode::FAILURE;
    };
    let mut total = Score::default();
    println!(
        "{} accounts, {} posts, {} rings, {} innocent groups",
        options.accounts, options.posts, options.rings, options.innocents
    );
    println!("seed    proven  false  named  right  precision  members  recall  innocent named  innocent in large leads");
    for seed in seeds {
        let score = look(&SocietyOptions { seed, ..options.clone() });
        line(&seed.to_string(), &score);
        total += &score;
    }
    line("all", &total);
    println!();
    println!("false proven rings: {} in {} of {} societies", total.false_proven, total.fooled, total.societies);
    if !total.rings.is_empty() {
        println!("\nkind           rings  found  members  named  recall");
        for (kind, [rings, found, members, named]) in &total.rings {
            println!("{kind:<14} {rings:>5}  {found:>5}  {members:>7}  {named:>5}  {:>6}", share(*named, *members));
        }
    }
    for (what, counts) in [("named", &total.innocent), ("in large leads", &total.innocent_leads)] {
        println!("\ninnocent accounts {what}");
        counts.iter().for_each(|(kind, count)| println!("{kind:<14} {count:>5}"));
    }
    ExitCode::SUCCESS
}

fn line(name: &str, score: &Score) {
    let members: usize = score.rings.values().map(|counts| counts[2]).sum();
    let right: usize = score.rings.values().map(|counts| counts[3]).sum();
    let innocent: usize = score.innocent.values().sum();
    let leads: usize = score.innocent_leads.values().sum();
    println!(
        "{name:<7} {:>6}  {:>5}  {:>5}  {right:>5}  {:>9}  {members:>7}  {:>6}  {innocent:>14}  {:>12} of {}, {} of all innocent",
        score.proven,
        score.false_proven,
        right + innocent,
        share(right, right + innocent),
        share(right, members),
        leads,
        score.leads,
        share(leads, score.innocents),
    );
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 { "-".into() } else { format!("{:.2}%", 100.0 * part as f64 / whole as f64) }
}

fn look(options: &SocietyOptions) -> Score {
    let mut society = simulate::society(options);
    let groups = society.groups().to_vec();
    let mut tallies: BTreeMap<Box<str>, ActsTally> = BTreeMap::new();
    society.accounts().for_each(|account| tallies.entry(account.id.as_ref().into()).or_default().describe(&account));
    for (place, mut event) in society.by_ref().enumerate() {
        event.locator = Locator { stream: 0, byte: place as u64 };
        match tallies.get_mut(event.author.as_ref()) {
            Some(acts) => acts.add(&event),
            None => tallies.entry(event.author.as_ref().into()).or_default().add(&event),
        }
    }
    drop(society);
    tallies.values_mut().for_each(Tally::settle);
    let actors: Vec<Actor<'_>> = tallies.iter().map(|(id, acts)| Actor { id, acts }).collect();
    score(
        &ring::rings(&Actors::new(&actors), &[], Memory::default()).expect("rings need no disk without a limit"),
        &actors,
        &groups,
    )
}

fn score(found: &[Ring], actors: &[Actor<'_>], groups: &[Group]) -> Score {
    let members = groups.iter().flat_map(|group| group.members.iter().map(move |member| (member.as_str(), group)));
    let of: HashMap<&str, &Group> = members.collect();
    let group = |place: &usize| of.get(actors[*place].id).copied();
    let in_ring = |place: &&usize| group(place).is_some_and(|group| group.kind.is_ring());
    let innocents = (0..actors.len()).filter(|place| !in_ring(&place)).count();
    let mut score = Score { societies: 1, innocents, ..Score::default() };
    let mut named: HashMap<&str, usize> = HashMap::new();
    let mut seen: HashSet<usize> = HashSet::new();
    for ring in found {
        let right = ring.members.iter().filter(in_ring).count();
        let wrong = ring.members.len() - right;
        if ring.tier == Tier::Lead {
            if ring.members.len() >= LARGE {
                score.leads += ring.members.len();
                for member in ring.members.iter().filter(|member| !in_ring(member)) {
                    *score.innocent_leads.entry(group(member).map_or(NOBODYS, |group| group.kind.name())).or_default() += 1;
                }
            }
            continue;
        }
        score.proven += 1;
        if wrong > right {
            score.false_proven += 1;
            let who = |member: &usize| format!("{} ({})", actors[*member].id, group(member).map_or(NOBODYS, |group| &group.name));
            println!("        a false ring: {} {}", ring.says, ring.members.iter().map(who).collect::<Vec<_>>().join(", "));
        }
        // Whoever is in two rings is one account.
        for member in ring.members.iter().filter(|member| seen.insert(**member)) {
            match group(member) {
                Some(group) if group.kind.is_ring() => *named.entry(&group.name).or_default() += 1,
                other => *score.innocent.entry(other.map_or(NOBODYS, |group| group.kind.name())).or_default() += 1,
            }
        }
    }
    score.fooled = usize::from(score.false_proven > 0);
    for group in groups.iter().filter(|group| group.kind.is_ring()) {
        let named = named.get(group.name.as_str()).copied().unwrap_or(0);
        let counts = score.rings.entry(group.kind.name()).or_default();
        let more = [1, usize::from(2 * named >= group.members.len()), group.members.len(), named];
        counts.iter_mut().zip(more).for_each(|(mine, more)| *mine += more);
    }
    score
}

/// The seeds, the last one included, and what the societies are made of.
fn arguments() -> Option<(std::ops::RangeInclusive<u64>, SocietyOptions)> {
    let mut options = SocietyOptions::default();
    let mut seeds = 1000..=1003;
    let mut words = std::env::args().skip(1);
    while let Some(flag) = words.next() {
        let value = words.next()?;
        match flag.as_str() {
            "--seeds" => {
                let (first, last) = value.split_once("..").unwrap_or((&value, &value));
                seeds = first.parse().ok()?..=last.parse().ok()?;
            }
            "--accounts" => options.accounts = value.parse().ok()?,
            "--posts" => options.posts = value.parse().ok()?,
            "--rings" => options.rings = value.parse().ok()?,
            "--innocents" => options.innocents = value.parse().ok()?,
            _ => return None,
        }
    }
    Some((seeds, options))
}
