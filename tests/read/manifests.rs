//! What exports say of their own size, held against what was read.

use super::*;

use fineness::read::Check;

/// As `import` reads: with what has no time.
fn imported(path: &Path) -> Reading {
    read_with(&[path.to_owned()], Options { require_time: false, keep_unsigned: true, ..options() }).unwrap()
}

fn checks(reading: &Reading) -> Vec<(String, u64, Option<u64>)> {
    let short = |check: Check| (check.file.rsplit(['!', '/']).next().unwrap_or_default().to_owned(), check.expected, check.found);
    reading.inputs.checks().into_iter().map(short).collect()
}

#[test]
fn the_manifest_of_an_x_archive() {
    let manifest = br#"window.__THAR_CONFIG = { "userInfo" : { "accountId" : "7", "userName" : "ann" }, "dataTypes" : {
        "like" : { "files" : [ { "fileName" : "data/like.js", "globalName" : "YTD.like.part0", "count" : "2" } ] },
        "follower" : { "files" : [ { "fileName" : "data/follower.js", "globalName" : "YTD.follower.part0", "count" : "290" } ] },
        "following" : { "files" : [ { "fileName" : "data/following.js", "globalName" : "YTD.following.part0", "count" : "1" } ] },
        "tweets" : { "files" : [ { "fileName" : "data/tweets.js", "globalName" : "YTD.tweets.part0", "count" : "2" },
                                 { "fileName" : "data/tweets-part1.js", "globalName" : "YTD.tweets.part1", "count" : "9" } ] } } }"#;
    let tweets = br#"window.YTD.tweets.part0 = [ {"tweet":{"id_str":"296773170655027200","created_at":"Thu Jan 31 00:13:32 +0000 2013","full_text":"a"}} ]"#;
    let likes = br#"window.YTD.like.part0 = [ { "like" : { "tweetId" : "1", "fullText" : "theirs", "expandedUrl" : "https://x.example/1" } }, { "like" : { "tweetId" : "2" } } ]"#;
    let following =
        br#"window.YTD.following.part0 = [ { "following" : { "accountId" : "9", "userLink" : "https://x.example/9" } } ]"#;
    let archive = zip(&[
        ("data/manifest.js", manifest),
        ("data/tweets.js", tweets),
        ("data/like.js", likes),
        ("data/follower.js", b"window.YTD.follower.part0 = [ ]"),
        ("data/following.js", following),
    ]);
    let root = folder(&[("x.zip", &archive)]);
    let reading = imported(&root.path().join("x.zip"));
    assert_eq!(
        reading.lines,
        [
            r#"{"type":"event","author":"7","kind":"follow","target":"9","url":"https://x.example/9","author_name":"ann","platform":"x"}"#,
            r#"{"type":"event","author":"7","kind":"like","target":"1","url":"https://x.example/1","author_name":"ann","platform":"x"}"#,
            r#"{"type":"event","author":"7","kind":"like","target":"2","author_name":"ann","platform":"x"}"#,
            r#"{"type":"account","account":"7","followers":290,"following":1,"platform":"x"}"#,
            r#"{"type":"event","id":"296773170655027200","author":"7","created_at":"2013-01-31T00:13:32.320Z","text":"a","kind":"post","author_name":"ann","platform":"x"}"#,
        ]
    );
    let expected = [
        ("following.js".to_owned(), 1, Some(1)),
        ("like.js".to_owned(), 2, Some(2)),
        ("tweets.js".to_owned(), 2, Some(1)),
        ("tweets-part1.js".to_owned(), 9, None),
    ];
    assert_eq!(checks(&reading), expected);
    assert_eq!(reading.codes(), ["IN-COUNT", "IN-COUNT"]);
    let missing = &reading.diagnostics.iter().find(|told| told.skipped).unwrap().message;
    assert!(missing.contains("lists it with 9 records, and it is not there"), "{missing}");
    // An audit has no use for what has no time, and says nothing of it.
    let audited = read(&root.path().join("x.zip"));
    assert_eq!((audited.lines.len(), audited.codes()), (2, vec!["IN-COUNT", "IN-COUNT"]));
}

#[test]
fn the_index_of_an_older_x_archive() {
    let month = br#"Grailbird.data.tweets_2013_01 = [ {"id_str":"296773170655027200","created_at":"2013-01-31 00:13:32 +0000","text":"a","user":{"id_str":"7","screen_name":"ann"}} ]"#;
    let index = br#"var tweet_index = [ { "file_name" : "data/js/tweets/2013_01.js", "year" : 2013, "var_name" : "tweets_2013_01", "tweet_count" : 1, "month" : 1 } ]"#;
    let root = folder(&[("export/data/js/tweets/2013_01.js", month), ("export/data/js/tweet_index.js", index)]);
    let reading = imported(root.path());
    assert_eq!((checks(&reading), reading.codes()), (vec![("2013_01.js".to_owned(), 1, Some(1))], vec![]));
}

#[test]
fn collections_say_how_many_items_they_have() {
    let outbox = br#"{"@context":"https://www.w3.org/ns/activitystreams","id":"outbox.json","type":"OrderedCollection","totalItems":5,"orderedItems":[
        {"id":"https://m.example/users/ann/statuses/109349586190966784/activity","type":"Announce","actor":"https://m.example/users/ann","published":"2022-11-15T19:57:49Z","object":"https://m.example/x"}]}"#;
    let likes = br#"{"@context":"https://www.w3.org/ns/activitystreams","id":"likes.json","type":"OrderedCollection","totalItems":1,"orderedItems":["https://m.example/a,b"]}"#;
    let marks = br#"{"@context":"https://www.w3.org/ns/activitystreams","id":"bookmarks.json","type":"OrderedCollection","orderedItems":["https://m.example/c"]}"#;
    let actor = br#"{"type":"Person","id":"https://m.example/users/ann","preferredUsername":"ann","outbox":"outbox.json"}"#;
    let root = folder(&[("outbox.json", outbox), ("likes.json", likes), ("bookmarks.json", marks), ("actor.json", actor)]);
    let reading = imported(root.path());
    assert_eq!(checks(&reading), [("likes.json".to_owned(), 1, Some(1)), ("outbox.json".to_owned(), 5, Some(1))]);
    assert_eq!(reading.codes(), ["IN-COUNT"]);
    assert!(reading.lines[1].contains(r#""author":"https://m.example/users/ann","kind":"like","target":"https://m.example/a,b""#));
}

#[test]
fn pages_say_how_many_posts_they_have() {
    let page = |told: u64| {
        format!(
            r#"{{"data":[{{"id":"1394735776701816833","author_id":"7","created_at":"2021-05-18T19:24:56.000Z","text":"a"}}],"meta":{{"result_count":{told}}}}}"#
        ) + "\n"
    };
    let root = folder(&[("pages.jsonl", (page(1) + &page(2)).as_bytes())]);
    let reading = imported(&root.path().join("pages.jsonl"));
    assert_eq!((checks(&reading), reading.codes()), (vec![("pages.jsonl".to_owned(), 3, Some(2))], vec!["IN-COUNT", "IN-WINDOW"]));
}

#[test]
fn lists_without_times_are_imported() {
    let follows = "Account address,Show boosts,Notify on new posts,Languages\nbea@m.example,true,false,\n";
    let votes = "id,permalink,direction\nabc,https://www.reddit.com/r/x/comments/abc/title/,up\ndef,https://www.reddit.com/r/x/comments/abc/title/def/,down\n";
    let actor = br#"{"type":"Person","id":"https://m.example/users/ann","preferredUsername":"ann","outbox":"outbox.json"}"#;
    let root = folder(&[
        ("m/actor.json", actor),
        ("m/following_accounts.csv", follows.as_bytes()),
        ("r/post_votes.csv", votes.as_bytes()),
        ("r/statistics.csv", b"statistic,value\naccount name,bea\n"),
    ]);
    let lines = imported(root.path()).lines;
    assert_eq!(
        &lines[1..],
        [
            r#"{"type":"event","author":"https://m.example/users/ann","kind":"follow","target":"bea@m.example","platform":"mastodon"}"#,
            r#"{"type":"event","author":"bea","kind":"vote","target":"t3_abc","url":"https://www.reddit.com/r/x/comments/abc/title/","author_name":"bea","platform":"reddit"}"#,
            r#"{"type":"event","author":"bea","kind":"vote","target":"t1_def","url":"https://www.reddit.com/r/x/comments/abc/title/def/","author_name":"bea","platform":"reddit"}"#,
        ]
    );
    assert_eq!(read(root.path()).lines.len(), 1);
}
