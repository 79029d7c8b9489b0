//! The laws that everything rests on: order, split and a round trip through bytes change nothing.

use fineness::account::Account;
use fineness::engine::{Lens, Settings, partial};
use fineness::event::{Digest, Event, Kind, Locator, Precision, Stamp, Words};
use fineness::rule::{self, RuleBook};
use fineness::tally::{Tallies, Tally};
use proptest::prelude::*;

fn book() -> RuleBook {
    RuleBook::load(fineness::detect::vocabulary(), &rule::builtin()).unwrap()
}

fn event() -> impl Strategy<Value = Event<'static>> {
    let time = (1_300_000_000i64..1_300_400_000, 0usize..5);
    let words = (0u64..6, 0u32..4, 0u64..8, any::<bool>());
    (time, words, 0usize..15, prop::option::of(0u32..40), prop::option::of(0u8..5), prop::option::of(0u64..9), 0u64..1000).prop_map(
        |((second, precision), (text, template, patterns, long), kind, id, client, likes, byte)| Event {
            id: id.map(|id| id.to_string().into()),
            at: Some(Stamp::new(second * 1000, Precision::ALL[precision])),
            kind: Kind::ALL[kind],
            client: client.map(|client| format!("client {client}").into()),
            likes,
            followers: likes,
            locator: Locator { stream: 0, byte },
            digest: Digest {
                // The same text has the same words, so another template is another text.
                text: text * (1 + u64::from(template)),
                template,
                patterns,
                long,
                words: Words::new((0..text as u16 * (1 + template as u16)).map(|word| word + 1)),
            },
            ..Event::by("anna")
        },
    )
}

fn account() -> impl Strategy<Value = Account<'static>> {
    (prop::option::of("[a-c]"), prop::option::of(0u64..3), prop::option::of(any::<bool>()), prop::option::of(0i64..3)).prop_map(
        |(bio, followers, declared_automation, created)| Account {
            bio: bio.map(Into::into),
            followers,
            declared_automation,
            created_at: created.map(|second| Stamp::new(second * 1000, Precision::Second)),
            ..Account::new("anna")
        },
    )
}

fn folded(events: &[Event<'_>], accounts: &[Account<'_>]) -> Tallies {
    let mut tallies = Tallies::default();
    events.iter().for_each(|event| tallies.add(event));
    accounts.iter().for_each(|account| tallies.describe(account));
    tallies
}

fn settled(mut tallies: Tallies) -> Tallies {
    tallies.settle();
    tallies
}

fn merged(mut one: Tallies, other: Tallies) -> Tallies {
    one.merge(other);
    one
}

proptest! {
    #[test]
    fn order_and_split_change_no_tally(
        events in prop::collection::vec(event(), 0..60),
        accounts in prop::collection::vec(account(), 0..4),
        cut in 0usize..60,
        turn in 0usize..60,
    ) {
        let whole = settled(folded(&events, &accounts));
        let (first, second) = events.split_at(cut.min(events.len()));
        let parts = || (folded(first, &accounts), folded(second, &[]));
        let (one, two) = parts();
        prop_assert_eq!(&settled(merged(one, two)), &whole);
        let (one, two) = parts();
        prop_assert_eq!(&settled(merged(two, one)), &whole);
        let mut turned = events.clone();
        turned.rotate_left(turn.min(events.len()));
        turned.reverse();
        prop_assert_eq!(&settled(folded(&turned, &accounts)), &whole);
        prop_assert_eq!(&settled(merged(Tallies::default(), whole.clone())), &whole);
    }

    #[test]
    fn merging_is_associative(
        a in prop::collection::vec(event(), 0..20),
        b in prop::collection::vec(event(), 0..20),
        c in prop::collection::vec(event(), 0..20),
    ) {
        let [a, b, c] = [a, b, c].map(|events| folded(&events, &[]));
        let left = merged(merged(a.clone(), b.clone()), c.clone());
        let right = merged(a, merged(b, c));
        prop_assert_eq!(settled(left), settled(right));
    }

    #[test]
    fn a_round_trip_through_bytes_changes_nothing(events in prop::collection::vec(event(), 0..40)) {
        let tallies = folded(&events, &[]);
        let bytes = postcard::to_stdvec(&tallies).unwrap();
        prop_assert_eq!(postcard::from_bytes::<Tallies>(&bytes).unwrap(), tallies);
    }
}

fn lines(from: i64, to: i64) -> String {
    let line = |post: i64| {
        let at = fineness::event::rfc3339((1_330_000_000 + post * 1920 + post % 3) * 1000, false);
        format!("{{\"id\":\"{post}\",\"author\":\"m\",\"created_at\":\"{at}\",\"text\":\"post number {post}\"}}\n")
    };
    (from..to).map(line).collect()
}

#[test]
fn the_four_calls_agree_however_the_events_are_cut() {
    let book = book();
    let lens = Lens::new(&book).unwrap();
    let settings = Settings::default();
    let update = |state: &[u8], lines: &str| partial::update(state, lines.as_bytes(), &lens).unwrap().0;
    let start = partial::start().unwrap();
    let whole = update(&start, &lines(0, 120));
    let one = update(&start, &lines(0, 50));
    let two = update(&start, &lines(50, 120));
    let expected = partial::finish("m", &whole, &book, &settings).unwrap();
    assert!(!expected.findings.is_empty());
    for state in [partial::merge(&one, &two).unwrap(), partial::merge(&two, &one).unwrap(), update(&one, &lines(40, 120))] {
        let verdict = partial::finish("m", &state, &book, &settings).unwrap();
        assert_eq!((verdict.word, verdict.fineness, verdict.events), (expected.word, expected.fineness, expected.events));
    }
}

#[test]
fn a_damaged_state_is_refused() {
    let start = partial::start().unwrap();
    assert!(partial::merge(&start, &[]).is_err());
    assert!(partial::merge(&start, &[9, 1, 2]).unwrap_err().to_string().contains("version 9"));
    assert!(partial::merge(&start, &[1, 255, 255, 255, 255]).is_err());
}
