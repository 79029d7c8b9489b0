//! What must hold for every society.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::plan::{Occasion, Verb};
use super::*;
use crate::event::Kind;
use crate::read::{write_account, write_event};

/// Every kind of ring twice, in a society that is made in no time.
fn small() -> SocietyOptions {
    SocietyOptions { accounts: 3_000, posts: 40_000, rings: 22, innocents: 12, seed: 5, labels: true, ..SocietyOptions::default() }
}

fn bytes(options: &SocietyOptions) -> Vec<u8> {
    let mut out = Vec::new();
    let mut society = society(options);
    society.accounts().for_each(|account| write_account(&account, &mut out).unwrap());
    society.by_ref().for_each(|event| write_event(&event, &mut out).unwrap());
    out
}

fn second(event: &Event<'_>) -> i64 {
    event.at.unwrap().millis / 1000 - START
}

#[test]
fn the_same_options_give_the_same_bytes_and_another_seed_others() {
    let first = bytes(&small());
    assert!(first == bytes(&small()));
    assert!(first != bytes(&SocietyOptions { seed: 6, ..small() }));
}

#[test]
fn events_are_as_many_as_asked_in_order_of_time_and_with_ids_of_their_own() {
    for (accounts, posts) in [(0, 10), (1, 0), (1, 7), (40, 40), (300, 9_000), (3_000, 2_000), (3_000, 40_000)] {
        let options = SocietyOptions { accounts, posts, ..small() };
        let events: Vec<Event<'_>> = society(&options).collect();
        assert_eq!(events.len(), if accounts == 0 { 0 } else { posts });
        assert!(events.windows(2).all(|pair| second(&pair[0]) <= second(&pair[1])));
        assert!(events.iter().all(|event| (0..30 * 86_400).contains(&second(event))));
        let ids: HashSet<_> = events.iter().filter_map(|event| event.id.clone()).collect();
        assert_eq!(ids.len(), events.len());
    }
}

#[test]
fn members_exist_are_in_one_group_and_carry_its_name() {
    let mut society = society(&small());
    let groups = society.groups().to_vec();
    let mut labels: HashMap<String, BTreeSet<String>> = HashMap::new();
    for event in society.by_ref() {
        labels.entry(event.label.unwrap().into_owned()).or_default().insert(event.author.into_owned());
    }
    for group in &groups {
        assert!(group.members.len() >= 4 && group.members.is_sorted(), "{}", group.name);
        assert!(group.members.iter().eq(&labels[&group.name]), "{}", group.name);
    }
    let everybody: usize = labels.values().map(BTreeSet::len).sum();
    assert_eq!(labels.into_values().flatten().collect::<HashSet<_>>().len(), everybody);
    assert!(groups.iter().map(|group| group.members.len()).sum::<usize>() < everybody / 2);
    for kind in GroupKind::ALL {
        let wanted = if *kind == GroupKind::SisterPapers { 0 } else { 2 };
        assert_eq!(groups.iter().filter(|group| group.kind == *kind).count(), wanted, "{}", kind.name());
    }
}

#[test]
fn a_society_without_rings_has_all_its_innocents() {
    for options in [SocietyOptions { rings: 0, ..small() }, SocietyOptions { kinds: Vec::new(), ..small() }] {
        let society = society(&options);
        assert_eq!(society.groups().len(), 12);
        assert!(society.groups().iter().all(|group| !group.kind.is_ring()));
        assert_eq!(society.accounts().count(), 0);
    }
}

/// On each occasion of the innocent groups of one kind: how many members and how many others did the same.
fn turnouts(kind: GroupKind) -> Vec<(usize, usize, usize)> {
    let options = SocietyOptions { rings: 0, innocents: 4, innocent_kinds: vec![kind], ..small() };
    let society = society(&options);
    let mut acts: HashMap<u32, Vec<u32>> = HashMap::new();
    for act in society.acts.iter().filter(|act| !act.original) {
        acts.entry(act.thing).or_default().push(act.account);
    }
    let occasions = society.occasions.iter().map(|occasion| {
        let group = &society.groups()[occasion.group as usize];
        assert_eq!(group.kind, kind);
        let who: HashSet<u32> = acts.get(&occasion.thing).into_iter().flatten().copied().collect();
        let inside = who.iter().filter(|account| society.group[**account as usize] == occasion.group + 1).count();
        (group.members.len(), inside, who.len() - inside)
    });
    occasions.collect()
}

#[test]
fn an_agency_has_many_clients_and_no_story_is_run_by_all() {
    let turnouts = turnouts(GroupKind::Newsroom);
    assert!(turnouts.len() >= 80 && turnouts.iter().all(|turnout| turnout.0 >= 40 && turnout.1 < turnout.0 * 3 / 4));
    let mean = turnouts.iter().map(|turnout| turnout.1 as f64 / turnout.0 as f64).sum::<f64>() / turnouts.len() as f64;
    assert!((0.1..0.25).contains(&mean), "{mean}");
    assert!(turnouts.iter().any(|turnout| turnout.1 * 10 < turnout.0) && turnouts.iter().any(|turnout| turnout.1 * 4 > turnout.0));
}

#[test]
fn outsiders_share_the_news_of_an_employer_as_often_as_its_staff() {
    let turnouts = turnouts(GroupKind::Staff);
    let inside: usize = turnouts.iter().map(|turnout| turnout.1).sum();
    let outside: usize = turnouts.iter().map(|turnout| turnout.2).sum();
    assert!(outside > inside && outside < 2 * inside, "{inside} {outside}");
}

#[test]
fn nobody_else_prints_what_sister_papers_print() {
    let turnouts = turnouts(GroupKind::SisterPapers);
    assert!(turnouts.len() >= 80 && turnouts.iter().all(|turnout| turnout.0 == 10 && turnout.2 == 0));
    assert!(turnouts.iter().map(|turnout| turnout.1).sum::<usize>() > 5 * turnouts.len());
    assert!(GroupKind::usual_innocents().all(|kind| kind != GroupKind::SisterPapers));
}

/// The words of a text as a set.
fn words(event: &Event<'_>) -> HashSet<String> {
    event.text.iter().flat_map(|text| text.split_whitespace()).map(str::to_lowercase).collect()
}

fn host(event: &Event<'_>) -> String {
    event.url.as_deref().and_then(|url| url.split('/').nth(2)).unwrap_or_default().to_owned()
}

/// Holds what the members did on an occasion against what their kind does.
fn holds(verb: Verb, present: &[&Event<'static>]) {
    let first = present[0];
    let same = |of: &dyn Fn(&Event<'static>) -> Option<String>| {
        assert!(of(first).is_some() && present.iter().all(|event| of(event) == of(first)), "{verb:?} {first:?}");
    };
    let target = |event: &Event<'static>| event.target.clone().map(|target| target.into_owned());
    let overlap = |least: f64| {
        let mean = present[1..].iter().map(|event| {
            let (one, other) = (words(first), words(event));
            2.0 * one.intersection(&other).count() as f64 / (one.len() + other.len()) as f64
        });
        let mean = mean.sum::<f64>() / (present.len() - 1) as f64;
        assert!(mean > least, "{verb:?} {mean} {first:?}");
    };
    match verb {
        Verb::Copy => same(&|event| event.text.clone().map(|text| text.into_owned())),
        Verb::NearCopy => overlap(0.5),
        Verb::Spun => overlap(0.25),
        Verb::Link => same(&|event| event.url.clone().map(|url| url.into_owned())),
        Verb::DeepLink => same(&|event| Some(host(event)).filter(|host| !host.is_empty())),
        Verb::Reply => {
            same(&target);
            assert!(present.iter().all(|event| event.kind == Kind::Reply && event.in_reply_to == event.target));
        }
        Verb::Hashtags => {
            let tags = |event: &Event<'_>| words(event).into_iter().filter(|word| word.starts_with('#')).collect::<HashSet<_>>();
            let shared = present.iter().fold(tags(first), |shared, event| &shared & &tags(event));
            assert!(shared.len() >= 3, "{first:?}");
        }
        Verb::Star | Verb::Follow | Verb::Like => same(&target),
        _ => {}
    }
}

#[test]
fn rings_share_their_thing_within_their_window() {
    let mut society = society(&small());
    let (acts, occasions, groups) = (society.acts.clone(), society.occasions.clone(), society.groups().to_vec());
    let events: Vec<Event<'static>> = society.by_ref().collect();
    let mut met: HashMap<&str, usize> = HashMap::new();
    let rings: Vec<&Occasion> = occasions.iter().filter(|occasion| groups[occasion.group as usize].kind.is_ring()).collect();
    for occasion in rings {
        let group = &groups[occasion.group as usize];
        let from = acts.partition_point(|act| act.second < occasion.start);
        let to = acts.partition_point(|act| act.second <= occasion.start + occasion.window);
        let fits = |place: &usize| {
            let act = &acts[*place];
            let shared = act.thing == occasion.thing || occasion.verb == Verb::Own;
            act.verb == occasion.verb && shared && group.members.iter().any(|member| *member == events[*place].author)
        };
        let present: Vec<&Event<'static>> = (from..to).filter(fits).map(|place| &events[place]).collect();
        let authors: HashSet<&str> = present.iter().map(|event| &*event.author).collect();
        assert!(authors.len() >= 3 || group.members.len() < 6, "{} {occasion:?}", group.name);
        if !present.is_empty() {
            holds(occasion.verb, &present);
            *met.entry(&group.name).or_default() += 1;
        }
    }
    for group in groups.iter().filter(|group| group.kind.is_ring()) {
        assert!(met[&*group.name] >= 6, "{} met {} times", group.name, met[&*group.name]);
    }
}

#[test]
fn answers_and_reposts_point_to_earlier_posts_and_reposts_repeat_them() {
    let events: Vec<Event<'static>> = society(&small()).collect();
    let known: HashMap<&str, &Event<'static>> = events.iter().map(|event| (event.id.as_deref().unwrap(), event)).collect();
    let mut seen = HashSet::new();
    for event in &events {
        let Some(target) = event.target.as_deref().filter(|_| matches!(event.kind, Kind::Repost | Kind::Reply | Kind::Like)) else {
            continue;
        };
        let original = known.get(target).unwrap_or_else(|| panic!("{event:?} points nowhere"));
        assert!(second(original) <= second(event) && original.author != event.author, "{event:?} {original:?}");
        if event.kind == Kind::Repost {
            assert_eq!(event.text, original.text);
        }
        seen.insert(event.kind.name());
    }
    assert_eq!(seen.len(), 3);
}

#[test]
fn farmed_accounts_were_made_in_one_go() {
    let society = society(&small());
    let made: HashMap<String, i64> =
        society.accounts().map(|it| (it.id.into_owned(), it.created_at.unwrap().millis / 1000)).collect();
    let span = |group: &Group| {
        let times = || group.members.iter().map(|member| made[member]);
        times().max().unwrap() - times().min().unwrap()
    };
    for group in society.groups() {
        let farmed = matches!(group.kind, GroupKind::StarFarm | GroupKind::FollowFarm);
        assert_eq!(span(group) < 3 * 86_400, farmed, "{}", group.name);
    }
}

#[test]
fn innocent_people_meet_around_the_same_things_too() {
    let options = SocietyOptions { rings: 0, innocents: 0, ..small() };
    let mut pairs: HashMap<(String, String), usize> = HashMap::new();
    let mut sharers: HashMap<String, Vec<String>> = HashMap::new();
    for event in society(&options).filter(|event| event.kind == Kind::Repost) {
        let before = sharers.entry(event.target.unwrap().into_owned()).or_default();
        for other in before.iter() {
            let pair = (event.author.as_ref().min(other).to_owned(), event.author.as_ref().max(other).to_owned());
            *pairs.entry(pair).or_default() += 1;
        }
        before.push(event.author.into_owned());
    }
    assert!(pairs.values().filter(|times| **times >= 5).count() > 100);
}
