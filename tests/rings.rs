//! What must hold of rings: order, split and threads change nothing, rings are found, and odd input does no harm.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use fineness::account::{ClaimedScore, Scale};
use fineness::engine::{self, Settings, Sink};
use fineness::event::{Event, Kind, Locator, Precision, Stamp};
use fineness::read::{Inputs, Options, write_account, write_event};
use fineness::ring::{self, Actor, Actors, KnownGroup, Memory, Ring, Tier};
use fineness::rule::RuleBook;
use fineness::score::{Verdict, Word};
use fineness::simulate::{self, Group, GroupKind, SocietyOptions};
use fineness::tally::{ActsTally, Tally};

type Accounts = BTreeMap<String, ActsTally>;

fn small(kinds: &[GroupKind]) -> SocietyOptions {
    SocietyOptions {
        accounts: 600,
        posts: 6_000,
        rings: 3,
        kinds: kinds.to_vec(),
        innocents: 3,
        camouflage: 0.0,
        seed: 7,
        ..SocietyOptions::default()
    }
}

/// A society's events, each with a place of its own, and its rings.
fn society(options: &SocietyOptions) -> (Vec<Event<'static>>, Vec<Group>) {
    let mut society = simulate::society(options);
    let rings = society.groups().iter().filter(|group| group.kind.is_ring()).cloned().collect();
    let mut events: Vec<Event<'static>> = society.by_ref().collect();
    place(&mut events);
    (events, rings)
}

fn place(events: &mut [Event<'_>]) {
    events.iter_mut().zip(0..).for_each(|(event, byte)| event.locator = Locator { stream: 0, byte });
}

fn folded<'a>(events: impl IntoIterator<Item = &'a Event<'static>>) -> Accounts {
    let mut accounts = Accounts::new();
    events.into_iter().for_each(|event| accounts.entry(event.author.clone().into_owned()).or_default().add(event));
    accounts
}

fn found(mut accounts: Accounts, known: &[KnownGroup]) -> (Vec<Ring>, Vec<String>) {
    accounts.values_mut().for_each(Tally::settle);
    let actors: Vec<Actor<'_>> = accounts.iter().map(|(id, acts)| Actor { id, acts }).collect();
    let rings = ring::rings(&Actors::new(&actors), known, Memory::default()).unwrap();
    (rings, accounts.into_keys().collect())
}

/// The members of each proven ring.
fn proven((rings, ids): &(Vec<Ring>, Vec<String>)) -> Vec<BTreeSet<String>> {
    let members = |ring: &Ring| ring.members.iter().map(|&member| ids[member].clone()).collect();
    rings.iter().filter(|ring| ring.tier == Tier::Proven).map(members).collect()
}

/// Every true ring is proven with nearly all of its members and nobody else.
fn named(groups: &[Group], proven: &[BTreeSet<String>]) {
    assert_eq!(proven.len(), groups.len());
    for group in groups {
        let members: BTreeSet<String> = group.members.iter().cloned().collect();
        let ring = proven.iter().max_by_key(|ring| ring.intersection(&members).count()).unwrap();
        assert!(ring.is_subset(&members), "{}: {:?}", group.name, ring - &members);
        assert!(ring.len() * 10 >= members.len() * 9, "{}: {} of {}", group.name, ring.len(), members.len());
    }
}

fn at(second: i64) -> Option<Stamp> {
    Some(Stamp::new((1_330_000_000 + second) * 1000, Precision::Second))
}

#[test]
fn rings_of_one_text_are_proven_and_their_members_named() {
    let (events, groups) = society(&small(&[GroupKind::Exact]));
    let found = found(folded(&events), &[]);
    named(&groups, &proven(&found));
    for ring in found.0.iter().filter(|ring| ring.tier == Tier::Proven) {
        assert!(ring.counts() && ring.matched > 0 && ring.p_value().unwrap() < 0.01 && ring.bits > 0.0);
        assert!(ring.members.is_sorted() && ring.occasions.iter().all(|shared| shared.acts.len() >= 2));
        assert!(ring.occasions.iter().flat_map(|shared| &shared.acts).all(|act| ring.members.contains(&act.member)));
    }
}

#[test]
fn order_and_split_change_no_ring() {
    let (mut events, _) = society(&small(&[GroupKind::Mixed, GroupKind::Pod, GroupKind::Clock]));
    let whole = found(folded(&events), &[]);
    assert!(proven(&whole).len() >= 2);
    for part in [2, 7] {
        let (one, other): (Vec<_>, Vec<_>) = events.iter().partition(|event| event.locator.byte % part == 0);
        for (first, second) in [(&one, &other), (&other, &one)] {
            let mut merged = folded(first.iter().copied());
            folded(second.iter().copied()).into_iter().for_each(|(id, acts)| merged.entry(id).or_default().merge(acts));
            assert_eq!(found(merged, &[]), whole);
        }
    }
    events.reverse();
    assert_eq!(found(folded(&events), &[]), whole);
    events.sort_by_key(|event| event.locator.byte * 4_001 % 6_007);
    assert_eq!(found(folded(&events), &[]), whole);
}

#[test]
fn threads_and_chunks_change_no_ring() {
    let mut society = simulate::society(&small(&[GroupKind::Exact, GroupKind::StarFarm, GroupKind::Link]));
    let mut file = tempfile::NamedTempFile::new().unwrap();
    society.accounts().for_each(|account| write_account(&account, &mut file).unwrap());
    society.by_ref().for_each(|event| write_event(&event, &mut file).unwrap());
    file.flush().unwrap();
    let run = |threads: usize, chunk_bytes: usize| {
        let mut inputs = Inputs::open(&[file.path().to_owned()], Options { chunk_bytes, ..Options::default() }).unwrap();
        let mut rings: Vec<(Ring, Vec<String>)> = Vec::new();
        let settings = Settings { threads, ..Settings::default() };
        let summary = engine::rings(&mut inputs, &settings, &mut |ring, ids| {
            rings.push((ring.clone(), ring.members.iter().map(|&member| ids[member].to_owned()).collect()));
            Ok(())
        });
        assert_eq!(summary.unwrap().accounts, 600);
        rings
    };
    let alone = run(1, 1 << 20);
    assert!(alone.iter().any(|(ring, _)| ring.tier == Tier::Proven));
    assert_eq!(run(4, 1 << 20), alone);
    assert_eq!(run(4, 1 << 14), alone);
}

/// What the rings of a run are, whatever its events are called.
fn told(rings: &[(Ring, Vec<String>)]) -> Vec<String> {
    rings.iter().map(|(ring, ids)| format!("{} {ids:?} {:?} {} {}", ring.tier.name(), ring.ln_e, ring.bits, ring.says)).collect()
}

/// The rings in files with these lines, found within a limit.
fn within(limit: Option<u64>, threads: usize, files: &[&[String]]) -> fineness::Result<Vec<(Ring, Vec<String>)>> {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<_> = (0..files.len()).map(|number| folder.path().join(format!("{number}.ndjson"))).collect();
    paths.iter().zip(files).for_each(|(path, lines)| std::fs::write(path, lines.concat()).unwrap());
    let mut inputs = Inputs::open(&paths, Options { chunk_bytes: 1 << 16, ..Options::default() }).unwrap();
    let settings = Settings { threads, memory: Memory::new(limit), ..Settings::default() };
    let mut rings = Vec::new();
    engine::rings(&mut inputs, &settings, &mut |ring, ids| {
        rings.push((ring.clone(), ring.members.iter().map(|&member| ids[member].to_owned()).collect()));
        Ok(())
    })?;
    Ok(rings)
}

/// The lines of a society with rings of several kinds.
fn lines() -> Vec<String> {
    let mut society = simulate::society(&small(&[GroupKind::Exact, GroupKind::StarFarm, GroupKind::Spun]));
    let mut lines: Vec<String> = Vec::new();
    let mut line = |write: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = Vec::new();
        write(&mut bytes);
        lines.push(String::from_utf8(bytes).unwrap());
    };
    society.accounts().for_each(|account| line(&|out| write_account(&account, out).unwrap()));
    society.by_ref().for_each(|event| line(&|out| write_event(&event, out).unwrap()));
    lines
}

/// The least limit that works with one thread, in MiB, and what is found in it. What is too little says what is less so.
fn least(lines: &[String]) -> (u64, Vec<(Ring, Vec<String>)>) {
    let mut least = 1;
    loop {
        match within(Some(least << 20), 1, &[lines]) {
            Ok(rings) => return (least, rings),
            Err(cause) => {
                let told = cause.to_string();
                let more: u64 = told.split("give ").nth(1).and_then(|rest| rest.split("MiB").next()?.parse().ok()).unwrap();
                assert!(more > least, "{told}");
                least = more;
            }
        }
    }
}

#[test]
fn no_limit_on_memory_changes_a_ring_whatever_the_threads_the_order_and_the_split() {
    let lines = lines();
    let free = within(None, 2, &[&lines]).unwrap();
    assert!(told(&free).iter().filter(|ring| ring.starts_with("proven")).count() >= 2);
    let (least, tight) = least(&lines);
    assert_eq!(tight, free);
    let mut runner = TestRunner::new(Config::with_cases(6));
    let shuffled = Just(lines).prop_shuffle();
    let law = |(lines, cut, threads, more): (Vec<String>, usize, usize, u64)| {
        let (one, other) = lines.split_at(cut);
        let limit = (least << 20) + ((threads as u64 - 1) << 22) + more;
        prop_assert_eq!(told(&within(Some(limit), threads, &[one, other]).unwrap()), told(&free));
        Ok(())
    };
    runner.run(&(shuffled, 0..6_000usize, 1..5usize, 0..1u64 << 24), law).unwrap();
}

#[cfg(unix)]
#[test]
fn what_does_not_fit_waits_in_a_folder_of_ones_choice_and_nothing_stays_there() {
    let lines = lines();
    let (least, _) = least(&lines);
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("events.ndjson");
    std::fs::write(&input, lines.concat()).unwrap();
    let waits = folder.path().join("waits");
    let rings = |limit: u64| {
        let mut command = assert_cmd::Command::cargo_bin("fineness").unwrap();
        let limit = format!("--memory-limit={limit}MiB");
        command.arg("rings").arg(&input).args([&limit, "--threads=1", "--exit-zero"]).env("TMPDIR", &waits);
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, told) = rings(least);
    assert!(code == Some(2) && told.contains("a temporary file in") && told.contains("waits"), "{told}");
    std::fs::create_dir(&waits).unwrap();
    let (code, told) = rings(least);
    assert_eq!(code, Some(0), "{told}");
    let (code, told) = rings(1);
    assert!(code == Some(2) && told.contains("give "), "{told}");
    assert_eq!(std::fs::read_dir(&waits).unwrap().count(), 0);
}

#[test]
fn a_declared_group_is_known_and_costs_nothing() {
    let (events, groups) = society(&small(&[GroupKind::Exact]));
    let known = KnownGroup { name: "the choir".into(), members: groups[0].members.clone() };
    let (rings, ids) = found(folded(&events), &[known]);
    let mut seen = 0;
    for ring in rings.iter().filter(|ring| ring.tier == Tier::Proven) {
        let declared = ring.members.iter().all(|&member| groups[0].members.contains(&ids[member]));
        assert_eq!(ring.known.as_deref(), declared.then_some("the choir"));
        assert_eq!(ring.counts(), !declared);
        seen += usize::from(declared);
    }
    assert_eq!(seen, 1);
}

#[test]
fn what_everybody_shares_is_nobodys_ring_and_hides_none() {
    let (mut events, groups) = society(&small(&[GroupKind::Exact]));
    for number in 0..20_000 {
        let mut event = Event::by(format!("passer-by {number}"));
        (event.at, event.kind) = (at(number % 5_000), Kind::Like);
        event.target = Some("the viral one".into());
        events.push(event.clone());
        event.kind = Kind::Post;
        event.target = None;
        event.text = Some("look at this cat, which has learned to open the fridge https://cat.example/fridge".into());
        events.push(event);
    }
    place(&mut events);
    named(&groups, &proven(&found(folded(&events), &[])));
}

#[test]
fn hostile_texts_do_no_harm() {
    let (mut events, groups) = society(&small(&[GroupKind::Exact]));
    let hostile = [
        String::new(),
        " \t\u{a0}\n".into(),
        "🙂🙂🙂 🎉 👍🏽".into(),
        "\u{200b}\u{200d}\u{feff}\u{2060} \u{200b} \u{200b} \u{200b}".into(),
        "b\u{200b}u\u{200b}y it n\u{ad}ow and save".into(),
        "\u{202e}yub \0 \u{fffd} \u{10ffff}".into(),
        "a\u{301}\u{301}\u{301}\u{301}".repeat(5_000),
        "x".repeat(1 << 20),
        "one word and another ".repeat(50_000),
        "#a #b ".repeat(10_000),
        "https://a.example/x?y=z&&&=# http://[::1 https://%zz.example ".repeat(2_000),
    ];
    for account in 0..6 {
        for (number, text) in hostile.iter().enumerate() {
            let mut event = Event::by(format!("{}hostile {account}", text.chars().take(3).collect::<String>()));
            event.at = at(account * 300_000 + number as i64 * 7_000);
            event.text = Some(text.clone().into());
            event.id = Some(text.chars().take(9).collect());
            event.target = Some(text.chars().take(99).collect());
            event.author_url = event.text.clone();
            event.author_email = event.target.clone();
            events.push(event);
        }
    }
    place(&mut events);
    named(&groups, &proven(&found(folded(&events), &[])));
}

#[test]
fn without_times_rings_are_still_found() {
    let (mut events, groups) = society(&small(&[GroupKind::Exact]));
    events.iter_mut().for_each(|event| event.at = None);
    let (rings, ids) = found(folded(&events), &[]);
    let acts = || rings.iter().flat_map(|ring| &ring.occasions).flat_map(|shared| &shared.acts);
    assert!(acts().next().is_some() && acts().all(|act| act.millis.is_none()));
    let members: BTreeSet<String> = groups.iter().flat_map(|group| group.members.iter().cloned()).collect();
    let named: BTreeSet<String> = proven(&(rings, ids)).into_iter().flatten().collect();
    assert!(named.len() * 10 >= members.len() * 9 && named.is_subset(&members), "{:?} {:?}", &named - &members, &members - &named);
}

#[test]
fn nothing_gives_no_rings() {
    assert!(ring::rings(&Actors::new(&[]), &[], Memory::default()).unwrap().is_empty());
    let (events, _) = society(&SocietyOptions { posts: 1, accounts: 1, ..small(&[]) });
    assert!(found(folded(&events), &[]).0.is_empty());
}

#[derive(Default)]
struct Verdicts(Vec<Verdict>);

impl Sink for Verdicts {
    fn account(&mut self, verdict: Verdict) -> fineness::Result<()> {
        self.0.push(verdict);
        Ok(())
    }

    fn ring(&mut self, _: &Ring, _: &[&str]) -> fineness::Result<()> {
        Ok(())
    }
}

#[test]
fn stars_from_a_farm_come_off_a_sum_of_stars_and_the_bill_adds_up() {
    let (mut events, groups) = society(&small(&[GroupKind::StarFarm]));
    let farmed = |event: &Event<'_>| groups.iter().flat_map(|group| &group.members).any(|member| *member == event.author);
    let mut stars: BTreeMap<String, (i32, i32)> = BTreeMap::new();
    for event in events.iter().filter(|event| event.kind == Kind::Star) {
        let (bought, free) = stars.entry(event.target.as_deref().unwrap().into()).or_default();
        *(if farmed(event) { bought } else { free }) += 1;
    }
    let (project, (bought, _)) = stars.into_iter().max_by_key(|(_, (bought, free))| bought - free).unwrap();
    events.push(Event { at: at(0), kind: Kind::Edit, ..Event::by(project.clone()) });
    let mut file = tempfile::NamedTempFile::new().unwrap();
    events.iter().for_each(|event| write_event(event, &mut file).unwrap());
    file.flush().unwrap();
    let claim =
        |metric: &str| ClaimedScore { account: project.clone(), metric: metric.into(), value: 50.0, at: None, scale: Scale::Sum };
    let verdict = |claims: Vec<ClaimedScore>| {
        let mut inputs = Inputs::open(&[file.path().to_owned()], Options::default()).unwrap();
        let mut verdicts = Verdicts::default();
        let settings = Settings { claims, ..Settings::default() };
        let book = RuleBook::load(fineness::detect::vocabulary(), &fineness::rule::builtin()).unwrap();
        engine::audit(&mut inputs, &book, &settings, &mut verdicts).unwrap();
        verdicts.0.into_iter().find(|verdict| verdict.account == project).unwrap()
    };

    let of_stars = verdict(vec![claim("stars"), claim("followers")]);
    let [stars, followers] = &of_stars.scores[..] else { panic!("{:?}", of_stars.scores) };
    assert_eq!((followers.adjusted, of_stars.fineness, of_stars.word), (50.0, 1000, Word::Undecided));
    let [finding] = &of_stars.findings[..] else { panic!("{:?}", of_stars.findings) };
    let taken = finding.received.len() as f64;
    assert!(
        taken >= 0.8 * f64::from(bought) && (50.0 - stars.adjusted) > 0.9 * taken && (50.0 - stars.adjusted) < taken,
        "{stars:?}"
    );
    assert_eq!(finding.points.unwrap(), stars.figure(stars.taken()));
    assert_eq!((finding.without, finding.exhibits.len()), (Some(50.0), finding.received.len()));
    assert!(finding.exhibits.iter().all(|exhibit| exhibit.id.is_some()));

    assert_eq!(verdict(vec![claim("followers")]).word, Word::Insufficient);
}
