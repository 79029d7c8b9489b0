//! One small export a format, written to the field paths that the platforms document.

use super::*;

/// What is read from an input: the format, the counts, what was told, and the records.
pub(super) fn shown(text: &str) -> String {
    // What is read here is what fuzzing starts from; docs/testing.md has the command.
    if let Ok(seeds) = std::env::var("FINENESS_SEEDS") {
        let name = text.bytes().fold(0u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
        std::fs::write(Path::new(&seeds).join(format!("{name:016x}")), text).expect("writing a seed");
    }
    let root = folder(&[("input", text.as_bytes())]);
    let reading = read_with(&[root.path().join("input")], Options { require_time: false, keep_unsigned: true, ..options() })
        .expect("it can be read");
    let summary = &reading.summary[0];
    let codes: std::collections::BTreeSet<_> = reading.codes().into_iter().collect();
    let codes = codes.into_iter().collect::<Vec<_>>().join(" ");
    let head = format!("{}: {} read, {} kept, {} skipped {codes}", summary.format, summary.read, summary.kept, summary.skipped);
    let place = root.path().display().to_string();
    let mut again = Vec::new();
    reading.inputs.quote(&reading.locators, &mut |_, record| again.push(canonical(&record))).expect("it can be read again");
    let events: Vec<_> = reading.lines.iter().filter(|line| line.starts_with("{\"type\":\"event\"")).cloned().collect();
    // What stands on one line is quoted as often as it is asked for, and each event is among what is quoted.
    assert!(events.iter().all(|event| again.contains(event)), "{again:#?}");
    std::iter::once(head.trim_end().to_owned()).chain(reading.lines).map(|line| line.replace(&place, "FOLDER") + "\n").collect()
}

#[test]
fn x_by_its_apis() {
    insta::assert_snapshot!(
        "x_api_v1",
        shown(
            r#"[
      {"created_at": "Thu Jan 31 00:13:32 +0000 2013", "id": 296773170655027200, "id_str": "296773170655027200", "full_text": "RT @bea: a &amp; b", "source": "<a href=\"http://x.example\">App</a>",
       "retweeted_status": {"id_str": "5"}, "favorite_count": 3, "retweet_count": 1, "lang": "en",
       "user": {"id_str": "7", "screen_name": "ann", "created_at": "Mon Apr 27 09:00:00 +0000 2009", "followers_count": 12, "friends_count": 3, "description": "clock", "default_profile_image": true}}]"#
        )
    );
    insta::assert_snapshot!(
        "x_api_v2",
        shown(concat!(
            r#"{"data": [{"id": "296773170655027200", "author_id": "7", "created_at": "2013-01-31T00:13:32.000Z", "text": "see https://t.co/x", "source": "App", "entities": {"urls": [{"url": "https://t.co/x", "expanded_url": "https://long.example/"}]}, "referenced_tweets": [{"type": "replied_to", "id": "5"}], "public_metrics": {"like_count": 3, "retweet_count": 1}, "lang": "en"}], "includes": {"users": [{"id": "7", "username": "ann", "name": "Ann", "created_at": "2009-04-27T09:00:00.000Z", "public_metrics": {"followers_count": 12, "following_count": 3}, "description": "clock"}], "tweets": [{"id": "5", "author_id": "9", "text": "not this one"}]}}"#,
            "\n",
            r#"{"data": {"id": "296773170655027201", "author_id": "8", "created_at": "2013-01-31T00:13:32.000Z", "text": "a line of a stream", "referenced_tweets": [{"type": "quoted", "id": "6"}]}, "matching_rules": []}"#,
            "\n",
            r#"{"meta": {"result_count": 0}}"#,
            "\n",
            r#"{"data": {"author_id": "1021"#,
        ))
    );
    insta::assert_snapshot!(
        "x_single_post",
        shown(r#"{"id": "296773170655027200", "author_id": "7", "created_at": "2013-01-31T00:13:32.000Z", "text": "one"}"#)
    );
}

#[test]
fn mastodon() {
    insta::assert_snapshot!(
        "mastodon_outbox",
        shown(
            r#"{"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": "OrderedCollection", "totalItems": 3, "orderedItems": [
      {"id": "https://m.example/users/ann/statuses/109349586190966784/activity", "type": "Create", "actor": "https://m.example/users/ann", "published": "2022-11-15T19:57:49Z",
       "object": {"id": "https://m.example/users/ann/statuses/109349586190966784", "type": "Note", "inReplyTo": null, "published": "2022-11-15T19:57:49Z", "url": "https://m.example/@ann/109349586190966784", "content": "<p>Hi &amp; <a href=\"https://a.example/\">look</a></p>", "contentMap": {"en": "x"}}},
      {"id": "https://m.example/users/ann/statuses/109349586190966785/activity", "type": "Announce", "actor": "https://m.example/users/ann", "published": "2022-11-15T20:57:49Z", "object": "https://other.example/1"},
      {"id": "https://m.example/users/ann/statuses/109349586190966786/activity", "type": "Create", "actor": "https://m.example/users/ann", "published": "2022-11-15T19:57:49Z",
       "object": {"type": "Note", "inReplyTo": "https://other.example/2", "content": "<p>yes</p>"}}]}"#
        )
    );
    insta::assert_snapshot!(
        "mastodon_actor",
        shown(
            r#"{"@context": [], "id": "https://m.example/users/ann", "type": "Service", "preferredUsername": "ann", "summary": "<p>I am a bot</p>", "published": "2017-04-08T00:00:00Z", "inbox": "x", "outbox": "outbox.json"}"#
        )
    );
    let root = folder(&[("likes.json", br#"{"type": "OrderedCollection", "orderedItems": ["https://other.example/1"]}"#)]);
    assert_eq!(read(&root.path().join("likes.json")).codes(), ["IN-PART"]);
    insta::assert_snapshot!(
        "activity_streams",
        shown(
            r#"{"type": "Like", "actor": {"id": "https://b.example/bea"}, "object": {"id": "https://a.example/1"}, "published": "2022-11-15T19:57:49Z", "generator": {"name": "App"}}"#
        )
    );
}

#[test]
fn bluesky() {
    insta::assert_snapshot!(
        "bluesky_jetstream",
        shown(concat!(
            r#"{"did":"did:plc:x","time_us":1682739742000000,"kind":"commit","commit":{"operation":"create","collection":"app.bsky.feed.post","rkey":"3jui7kd54zh2y","record":{"$type":"app.bsky.feed.post","text":"look here","createdAt":"2023-04-29T03:42:22Z","langs":["en"],"facets":[{"features":[{"$type":"app.bsky.richtext.facet#link","uri":"https://a.example/"}]}],"reply":{"parent":{"uri":"at://did:plc:y/app.bsky.feed.post/1"}}}}}"#,
            "\n",
            r#"{"did":"did:plc:x","time_us":1682739742000001,"kind":"commit","commit":{"operation":"create","collection":"app.bsky.feed.like","rkey":"3jui7kd54zh2z","record":{"subject":{"uri":"at://did:plc:y/app.bsky.feed.post/1","cid":"c"},"createdAt":"2023-04-29T03:42:22Z"}}}"#,
            "\n",
            r#"{"did":"did:plc:x","time_us":1682739742000002,"kind":"commit","commit":{"operation":"create","collection":"app.bsky.graph.follow","rkey":"3jui7kd54zh2a","record":{"subject":"did:plc:z","createdAt":"2023-04-29T03:42:22Z"}}}"#,
            "\n",
            r#"{"did":"did:plc:x","time_us":1682739742000003,"kind":"commit","commit":{"operation":"delete","collection":"app.bsky.feed.like","rkey":"3jui7kd54zh2z"}}"#,
            "\n",
            r#"{"did":"did:plc:x","time_us":1682739742000004,"kind":"identity","identity":{"did":"did:plc:x","handle":"ann.example"}}"#,
            "\n",
            r#"{"did":"did:plc:x","time_us":1682739742000005,"kind":"commit","commit":{"operation":"update","collection":"app.bsky.actor.profile","rkey":"self","record":{"displayName":"Ann","description":"clock","createdAt":"2023-04-01T00:00:00Z","labels":{"values":[{"val":"bot"}]}}}}"#,
            "\n",
        ))
    );
    insta::assert_snapshot!(
        "bluesky_feed",
        shown(
            r#"{"feed": [{"post": {"uri": "at://did:plc:x/app.bsky.feed.post/3jui7kd54zh2y", "cid": "c", "author": {"did": "did:plc:x", "handle": "ann.example"}, "record": {"text": "hi", "createdAt": "2023-04-29T03:42:22Z"}, "likeCount": 4, "repostCount": 1}},
      {"post": {"uri": "at://did:plc:y/app.bsky.feed.post/1", "author": {"did": "did:plc:y"}, "record": {"text": "other", "createdAt": "2023-04-29T03:00:00Z"}}, "reason": {"$type": "app.bsky.feed.defs#reasonRepost", "by": {"did": "did:plc:x", "handle": "ann.example"}, "indexedAt": "2023-04-29T03:50:00Z"}}], "cursor": "x"}"#
        )
    );
}

#[test]
fn reddit() {
    insta::assert_snapshot!(
        "reddit_dump",
        shown(concat!(
            r#"{"author": "ann", "created_utc": "1335348000", "subreddit": "coffee", "body": "good", "id": "c1", "name": "t1_c1", "parent_id": "t3_p1", "link_id": "t3_p1", "score": 5}"#,
            "\n",
            r#"{"author": "ann", "created_utc": 1335348060, "subreddit": "coffee", "title": "Beans", "selftext": "Which?", "id": "p1", "score": 7, "permalink": "/r/coffee/p1/"}"#,
            "\n",
            r#"{"author": "[deleted]", "created_utc": 1335348120, "subreddit": "coffee", "body": "still here", "id": "c2", "parent_id": 7, "link_id": "t3_p1"}"#,
            "\n",
        ))
    );
    insta::assert_snapshot!(
        "reddit_listing",
        shown(
            r#"[{"kind": "Listing", "data": {"children": [{"kind": "t3", "data": {"author": "bea", "created": 1335376800.0, "created_utc": 1335348000.0, "title": "Beans", "selftext": "", "name": "t3_p1", "score": 3, "url": "https://a.example/", "subreddit": "coffee"}}]}},
      {"kind": "Listing", "data": {"children": [{"kind": "t1", "data": {"author": "ann", "created_utc": 1335348060.0, "body": "good", "name": "t1_c1", "parent_id": "t3_p1", "link_id": "t3_p1", "score": 1,
        "replies": {"kind": "Listing", "data": {"children": [{"kind": "t1", "data": {"author": "bea", "created_utc": 1335348120.0, "body": "thanks", "name": "t1_c2", "parent_id": "t1_c1", "link_id": "t3_p1", "replies": ""}}, {"kind": "more", "data": {"count": 3}}]}}}}]}}]"#
        )
    );
    insta::assert_snapshot!(
        "reddit_user",
        shown(
            r#"{"kind": "t2", "data": {"name": "ann", "created": 1335376800.0, "created_utc": 1335348000.0, "link_karma": 10, "comment_karma": 32, "subreddit": {"public_description": "clock"}}}"#
        )
    );
    insta::assert_snapshot!(
        "reddit_export_comments",
        shown(
            "id,permalink,date,ip,subreddit,gildings,link,parent,body,media\nc1,https://www.reddit.com/r/coffee/c1,2023-01-15 12:34:56 UTC,,coffee,0,https://www.reddit.com/p1,,\"good\nbeans\",\n"
        )
    );
    insta::assert_snapshot!(
        "reddit_export_posts",
        shown(
            "id,permalink,date,ip,subreddit,gildings,title,url,body\np1,https://www.reddit.com/r/coffee/p1,2023-01-15 12:34:56 UTC,192.0.2.1,coffee,0,Beans,,Which?\n"
        )
    );
    let root = folder(&[("post_votes.csv", b"id,permalink,direction\n1,https://www.reddit.com/1,up\n")]);
    assert_eq!(read(&root.path().join("post_votes.csv")).codes(), ["IN-PART"]);
}

#[test]
fn hacker_news() {
    insta::assert_snapshot!(
        "hacker_news_items",
        shown(
            r#"[{"by": "ann", "id": 8863, "time": 1335348000, "type": "story", "title": "Beans", "url": "https://a.example/", "score": 111},
      {"by": "bea", "id": 8864, "time": 1335348060, "type": "comment", "text": "I <i>see</i> &#x27;em", "parent": 8863},
      {"id": "ann", "created": 1173923446, "karma": 2937, "about": "clock", "submitted": [1]},
      {"deleted": true, "id": 8865, "time": 1335348061, "type": "comment", "parent": 8863}]"#
        )
    );
    insta::assert_snapshot!(
        "hacker_news_algolia",
        shown(
            r#"{"hits": [{"objectID": "8863", "author": "ann", "created_at": "2012-04-25T10:00:00.000Z", "created_at_i": 1335348000, "title": "Beans", "story_text": null, "comment_text": null, "points": 3, "url": "https://a.example/"},
      {"objectID": "8864", "author": "bea", "created_at_i": 1335348060, "comment_text": "<p>yes", "parent_id": 8863, "story_id": 8863}], "nbHits": 2}"#
        )
    );
}

#[test]
fn pages_that_follow_each_other_are_all_read() {
    let hit = |id: usize| {
        format!(r#"{{"objectID": "{id}", "author": "ann", "created_at_i": {}, "comment_text": "yes"}}"#, 1_335_348_000 + id)
    };
    for (page, between) in [(1, "\n"), (40, "\n"), (4000, "\n"), (40, "")] {
        let pages: Vec<String> = (0..3)
            .map(|number| {
                let hits: Vec<String> = (0..page).map(|place| hit(number * page + place)).collect();
                format!(r#"{{"hits": [{}], "nbHits": {}, "query": "\"hits\": ["}}"#, hits.join(","), page * 3)
            })
            .collect();
        let root = folder(&[("hits.json", pages.join(between).as_bytes())]);
        let reading = read(&root.path().join("hits.json"));
        assert_eq!((reading.lines.len(), reading.summary[0].skipped), (page * 3, 0), "three pages of {page}");
    }
}
