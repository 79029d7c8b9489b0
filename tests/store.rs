//! What must hold of every store: the same calls give the same answers in SQLite and in PostgreSQL.
//!
//! PostgreSQL is tested where FINENESS_TEST_POSTGRES names an empty database, as in postgres://postgres@127.0.0.1:5433/postgres.

use fineness::event::Kind;
use fineness::score::ItemWord;
use fineness::store::{Change, Comment, Postgres, Search, Sqlite, Store, Tally};

fn comment(guid: &str, text: &str, word: ItemWord) -> Comment {
    Comment {
        guid: guid.into(),
        number: 0,
        change: 0,
        fingerprint: text.len() as i64,
        seen: 1_000 * text.len() as i64,
        key: "first".into(),
        site: "http://mill.example".into(),
        thread: "/wheel".into(),
        kind: Kind::Comment,
        author: "Anna".into(),
        author_url: "http://anna.example".into(),
        email: "e".into(),
        address: "a".into(),
        text: text.into(),
        word,
        probability: 0.25,
        rules: vec!["one-rule".into(), "another".into()],
        why: "{}".into(),
        ring: None,
        corrected: None,
    }
}

fn guids(comments: &[Comment]) -> Vec<&str> {
    comments.iter().map(|comment| comment.guid.as_str()).collect()
}

fn laws(store: &mut dyn Store) {
    let written = [
        comment("a", "barley", ItemWord::Ham),
        comment("b", "100% rye_flour", ItemWord::Spam),
        comment("c", "Wheel", ItemWord::Unsure),
    ];
    let remember = |comment: &Comment| Change::Remember(Box::new(comment.clone()));
    store.write(&written.iter().map(remember).collect::<Vec<_>>()).unwrap();
    // What is known already is left alone.
    store.write(&[remember(&comment("a", "other", ItemWord::Spam))]).unwrap();

    let read = store.comment("b").unwrap().unwrap();
    assert!(read.number > 0 && read.change > 0);
    assert_eq!(Comment { number: 0, change: 0, ..read }, written[1]);
    assert_eq!(store.comment("none").unwrap(), None);
    assert_eq!(store.same(6).unwrap().map(|comment| comment.guid), Some("a".to_owned()));

    let mut find = |search: Search| guids(&store.find(&Search { most: 10, ..search }).unwrap()).join("");
    assert_eq!(find(Search::default()), "cba");
    assert_eq!(find(Search { standing: Some(ItemWord::Spam), ..Search::default() }), "b");
    assert_eq!(find(Search { rule: Some("one-rule".into()), ..Search::default() }), "cba");
    assert_eq!(find(Search { rule: Some("one".into()), ..Search::default() }), "");
    assert_eq!(find(Search { holding: Some("WHEEL".into()), ..Search::default() }), "c");
    assert_eq!(find(Search { holding: Some("0%".into()), ..Search::default() }), "b");
    assert_eq!(find(Search { holding: Some("e_f".into()), ..Search::default() }), "b");
    let before = store.comment("c").unwrap().map(|comment| comment.number);
    assert_eq!(guids(&store.find(&Search { before, most: 1, ..Search::default() }).unwrap()), ["b"]);

    let known = store.changed(0, 10).unwrap();
    assert!(known.windows(2).all(|two| two[0].change < two[1].change));
    let last = known.last().unwrap().change;
    let ring = Some("ring-1".to_owned());
    let judged = Change::Judge {
        guid: "a".into(),
        word: ItemWord::Spam,
        probability: 0.9,
        rules: vec!["new".into()],
        why: "{1}".into(),
        ring,
    };
    let corrected = Change::Correct { guid: "b".into(), word: ItemWord::Ham, at: 5 };
    store.write(&[judged, corrected, Change::Correct { guid: "none".into(), word: ItemWord::Ham, at: 5 }]).unwrap();
    let changed = store.changed(last, 10).unwrap();
    assert_eq!(guids(&changed), ["a", "b"]);
    assert_eq!(
        (changed[0].word, changed[0].ring.as_deref(), changed[1].standing()),
        (ItemWord::Spam, Some("ring-1"), ItemWord::Ham)
    );
    assert_eq!(guids(&store.find(&Search { ring: Some("ring-1".into()), most: 9, ..Search::default() }).unwrap()), ["a"]);

    let count = |calls, spam| Change::Count {
        key: "first".into(),
        site: "s".into(),
        month: "2026-11".into(),
        tally: Tally { calls, spam, ..Tally::default() },
    };
    store.write(&[count(1, 0), count(2, 1)]).unwrap();
    let usage = store.usage("2026-11").unwrap();
    assert_eq!((usage.len(), usage[0].tally.calls, usage[0].tally.spam), (1, 3, 1));
    assert!(store.usage("2026-12").unwrap().is_empty());

    assert_eq!(store.model().unwrap(), None);
    store.write(&[Change::Model(vec![1, 2]), Change::Model(vec![3, 0])]).unwrap();
    assert_eq!(store.model().unwrap(), Some(vec![3, 0]));

    assert_eq!(store.forget(5_500, 100).unwrap(), 1);
    assert_eq!(store.forget(0, 1).unwrap(), 1);
    assert_eq!(guids(&store.changed(0, 10).unwrap()), ["b"]);
}

#[test]
fn a_file_keeps_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    laws(&mut Sqlite::open(&path).unwrap());
    assert_eq!(Sqlite::open(&path).unwrap().changed(0, 10).unwrap().len(), 1);
    std::fs::write(&path, "no database at all, and long enough that it cannot be taken for one".repeat(20)).unwrap();
    assert!(Sqlite::open(&path).unwrap_err().to_string().contains("store.db"));
}

#[test]
fn postgresql_keeps_what_was_written() {
    let Ok(address) = std::env::var("FINENESS_TEST_POSTGRES") else {
        eprintln!("SKIPPED: PostgreSQL was not tested; FINENESS_TEST_POSTGRES names no database");
        return;
    };
    laws(&mut Postgres::connect(&address).unwrap());
    let mut again = Postgres::connect(&address).unwrap();
    assert_eq!(again.changed(0, 10).unwrap().len(), 1);
    assert!(Postgres::connect("postgres://nobody@127.0.0.1:1/none").unwrap_err().to_string().contains("database"));
}
