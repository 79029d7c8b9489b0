//! What must hold for every simulated account, and the honest statistics of the important ones.

use std::collections::{HashMap, HashSet};

use super::*;

fn plain(kind: Kind, seed: u64) -> History {
    history(kind, seed, &Options::default())
}

fn seconds(history: &History) -> Vec<i64> {
    history.events.iter().filter_map(|event| event.at).map(|at| at.millis / 1000).collect()
}

fn bytes(history: &History) -> Vec<u8> {
    let mut out = Vec::new();
    write_ndjson(history, &mut out).unwrap();
    out
}

fn texts(history: &History) -> Vec<&str> {
    history.events.iter().filter_map(|event| event.text.as_deref()).collect()
}

/// Local variation of neighbouring pauses: 1 for chance, 0 for a timer.
fn local_variation(times: &[i64]) -> f64 {
    let pairs: Vec<f64> = times
        .windows(3)
        .filter(|three| three[2] - three[0] <= 6 * 3600)
        .map(|three| {
            let (first, second) = ((three[1] - three[0]) as f64, (three[2] - three[1]) as f64);
            let tilt = (first - second) / (first + second).max(1.0);
            3.0 * tilt * tilt
        })
        .collect();
    pairs.iter().sum::<f64>() / pairs.len() as f64
}

/// Nights: pauses of at least five hours.
fn nights(times: &[i64]) -> usize {
    times.windows(2).filter(|pair| pair[1] - pair[0] >= 5 * 3600).count()
}

/// The share of the fullest minute of the hour.
fn fullest_minute(times: &[i64]) -> f64 {
    let mut minutes = [0usize; 60];
    for at in times {
        minutes[(at.rem_euclid(3600) / 60) as usize] += 1;
    }
    minutes.into_iter().max().unwrap_or(0) as f64 / times.len() as f64
}

#[test]
fn every_kind_is_sorted_has_its_own_ids_and_as_many_posts_as_asked() {
    for kind in Kind::ALL {
        for posts in [None, Some(0), Some(1), Some(7), Some(333)] {
            let history = history(*kind, 3, &Options { posts, ..Options::default() });
            let times = seconds(&history);
            assert!(times.windows(2).all(|pair| pair[0] <= pair[1]), "{}", kind.name());
            assert_eq!(times.len(), posts.unwrap_or(persona::persona(*kind).posts), "{}", kind.name());
            assert!(times.iter().all(|at| *at >= START), "{} starts before the start", kind.name());
            let ids: HashSet<_> = history.events.iter().filter_map(|event| event.id.clone()).collect();
            assert_eq!(ids.len(), times.len());
            assert!(history.events.iter().all(|event| event.author == history.account.id));
            assert!(history.events.iter().all(|event| event.text.as_deref().is_some_and(|text| !text.is_empty())));
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    for kind in Kind::ALL {
        let first = bytes(&plain(*kind, 11));
        assert_eq!(first, bytes(&plain(*kind, 11)), "{}", kind.name());
        assert_ne!(first, bytes(&plain(*kind, 12)), "{}", kind.name());
    }
}

#[test]
fn two_kinds_with_one_seed_share_neither_moments_nor_words() {
    let (first, second) = (plain(Kind::Metronome, 1), plain(Kind::Hourly, 1));
    let words: HashSet<&str> = texts(&first).into_iter().collect();
    assert!(texts(&second).into_iter().filter(|text| words.contains(text)).count() < 10);
    let moments: HashSet<i64> = seconds(&plain(Kind::Pod, 1)).into_iter().collect();
    assert!(seconds(&plain(Kind::BoughtLikes, 1)).into_iter().filter(|at| moments.contains(at)).count() < 5);
}

#[test]
fn options_of_any_size_do_no_harm() {
    for kind in Kind::ALL {
        for (start, days) in [(i64::MIN, 0), (i64::MAX, 1), (-1, 3)] {
            let options =
                Options { start: Some(start), days: Some(days), posts: Some(20), account: Some("x".into()), labels: true };
            let history = history(*kind, 1, &options);
            assert_eq!(history.events.len(), 20);
            assert_eq!(history.events[0].label.as_deref(), Some(kind.truth().label()));
        }
    }
    let options = Options { days: Some(usize::MAX), ..Options::default() };
    assert_eq!(size(&persona::persona(Kind::Senior), &options), (36_500, 3650));
}

#[test]
fn calvin_is_a_person_who_posts_45_a_day_and_a_quarter_for_perks() {
    for seed in 1..6 {
        let history = plain(Kind::Calvin, seed);
        let times = seconds(&history);
        let perks = texts(&history).into_iter().filter(|text| voice::is_perk(text)).count();
        let share = perks as f64 / times.len() as f64;
        assert!((0.255..=0.265).contains(&share), "{share}");
        let days = (times[times.len() - 1] - times[0]) as f64 / 86_400.0;
        assert!((42.0..49.0).contains(&(times.len() as f64 / days)), "{days}");
        assert!(nights(&times) >= 13, "{}", nights(&times));
        assert!(local_variation(&times) > 0.8, "{}", local_variation(&times));
        assert!(fullest_minute(&times) < 0.045, "{}", fullest_minute(&times));
        let clients: HashSet<_> = history.events.iter().filter_map(|event| event.client.clone()).collect();
        assert!(clients.len() >= 3);
    }
}

#[test]
fn people_sleep_and_machines_do_not() {
    for kind in [Kind::Editor, Kind::NightShift, Kind::Circadian, Kind::Hawkes, Kind::PowerLaw, Kind::Pod, Kind::JobChanger] {
        let times = seconds(&plain(kind, 2));
        let days = ((times[times.len() - 1] - times[0]) / 86_400) as usize;
        assert!(nights(&times) * 10 >= days * 6, "{} {} {days}", kind.name(), nights(&times));
        assert!(local_variation(&times) > 0.7, "{} {}", kind.name(), local_variation(&times));
        assert!(fullest_minute(&times) < 0.06, "{}", kind.name());
    }
    for kind in [Kind::Metronome, Kind::BigBen, Kind::Hourly, Kind::LooseTimer] {
        let times = seconds(&plain(kind, 2));
        assert_eq!(nights(&times), 0, "{}", kind.name());
        assert!(local_variation(&times) < 0.3, "{}", kind.name());
    }
    // The queue may end some hours before the last editor goes home.
    assert!(nights(&seconds(&plain(Kind::Newsroom, 1))) <= 1);
}

#[test]
fn big_ben_strikes_three_hundred_hours_and_says_so() {
    let history = plain(Kind::BigBen, 1);
    let stamps: Vec<String> = history.events.iter().filter_map(|event| event.at).map(|at| at.rfc3339()).collect();
    assert_eq!((stamps.len(), stamps[0].as_str(), stamps[299].as_str()), (300, "2012-01-01T00:00:00Z", "2012-01-13T11:00:00Z"));
    assert_eq!(texts(&history)[3], "BONG BONG BONG");
    assert_eq!(history.account.id, "big_ben_clock");
    assert!(history.account.bio.as_deref().is_some_and(|bio| bio.contains("automated bot")));
}

#[test]
fn the_climbs_climb_and_only_the_newcomer_climbs_on_perks() {
    for (kind, expected) in [(Kind::Newcomer, 100), (Kind::JobChanger, 0)] {
        let history = plain(kind, 1);
        let times = seconds(&history);
        let half = START + 91 * 86_400;
        let early = times.iter().filter(|at| **at < half).count();
        assert!(early * 4 < times.len() && early > 10, "{} {early}", kind.name());
        let perks: Vec<i64> = history
            .events
            .iter()
            .filter(|event| event.text.as_deref().is_some_and(voice::is_perk))
            .filter_map(|event| event.at.map(|at| at.millis / 1000))
            .collect();
        assert_eq!(perks.len(), expected);
        assert!(perks.iter().all(|at| *at >= START + 85 * 86_400));
    }
}

#[test]
fn people_write_in_their_own_words() {
    for kind in Kind::ALL {
        let voice = persona::persona(*kind).voice;
        if !matches!(voice, persona::Voice::Chat(_) | persona::Voice::Headlines | persona::Voice::Plain(_)) {
            continue;
        }
        let history = plain(*kind, 4);
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for text in texts(&history) {
            *counts.entry(text).or_default() += 1;
        }
        let repeated: usize = counts.values().filter(|count| **count > 1).sum();
        assert!(repeated * 50 <= history.events.len(), "{}: {repeated}", kind.name());
        if persona::persona(*kind).incentive.is_none() {
            assert!(
                !texts(&history).into_iter().any(|text| voice::is_perk(text) || text.to_lowercase().contains("free")),
                "{}",
                kind.name()
            );
        }
    }
}

/// The share of texts that agree with at least two others in length and in half of their words, place by place.
fn templated(texts: &[&str]) -> f64 {
    let split: Vec<Vec<&str>> = texts.iter().map(|text| text.split_whitespace().collect()).collect();
    let alike = |a: &Vec<&str>, b: &Vec<&str>| a.len() == b.len() && a.iter().zip(b).filter(|(x, y)| x == y).count() * 2 >= a.len();
    let templated = split.iter().filter(|a| split.iter().filter(|b| alike(a, b)).count() >= 3).count();
    templated as f64 / texts.len() as f64
}

#[test]
fn people_do_not_fill_in_forms_and_advertisers_do() {
    for kind in
        [Kind::Editor, Kind::Circadian, Kind::Metronome, Kind::AccessScheduler, Kind::NightShift, Kind::Calvin, Kind::JobChanger]
    {
        let history = plain(kind, 1);
        assert!(templated(&texts(&history)) < 0.25, "{} {}", kind.name(), templated(&texts(&history)));
    }
    assert!(templated(&texts(&plain(Kind::Promo, 1))) > 0.8);
}

#[test]
fn a_crowd_has_exactly_the_asked_number_and_a_heavy_tail() {
    for (accounts, events) in [(0, 5), (1, 1), (5, 0), (9, 4), (40, 1000), (300, 6001)] {
        assert_eq!(crowd(accounts, events, 1).count(), events, "{accounts} {events}");
    }
    let mut sizes: HashMap<String, usize> = HashMap::new();
    let (mut last, mut ids) = (i64::MIN, HashSet::new());
    for event in crowd(500, 10_000, 7) {
        let at = event.at.map_or(0, |at| at.millis);
        assert!(at >= last);
        last = at;
        assert!(ids.insert(event.id.clone()));
        *sizes.entry(event.author.into_owned()).or_default() += 1;
    }
    assert_eq!(sizes.len(), 500);
    let largest = sizes.values().copied().max().unwrap_or(0);
    assert!(largest > 200 && sizes.values().filter(|size| **size < 20).count() > 300, "{largest}");
    let first = |seed| crowd(50, 100, seed).map(|event| event.text).collect::<Vec<_>>();
    assert_eq!(first(1), first(1));
    assert_ne!(first(1), first(2));
}
