//! Mastodon, Bluesky and Reddit.

use super::{Make, Post, lines, listed, paged};

pub const ALL: &[(&str, Make)] = &[
    ("mastodon", mastodon),
    ("activitystreams", |records| lines(records, activity)),
    ("bluesky", |records| lines(records, jetstream)),
    ("bluesky-feed", |records| listed(r#"{"feed": ["#, records, r#"], "cursor": "2015-03-01T00:00:00Z"}"#, skyfeed)),
    ("reddit-dump", |records| lines(records, reddit_comment)),
    ("reddit-api", |records| {
        paged(
            records,
            100,
            r#"{"kind": "Listing", "data": {"after": "t1_x", "dist": 100, "modhash": "", "geo_filter": "", "children": ["#,
            "]}}",
            |post| format!(r#"{{"kind": "t1", "data": {}}}"#, reddit_comment(post)),
        )
    }),
];

fn mastodon(records: u64) -> String {
    let head = r#"{"@context":"https://www.w3.org/ns/activitystreams","id":"outbox.json","type":"OrderedCollection","totalItems":1000,"orderedItems":["#;
    listed(head, records, "]}", |post| {
        let (id, html, time) = (post.millis() << 16, post.html_json(), post.iso());
        format!(
            r##"{{"id":"https://m.example/users/ann/statuses/{id}/activity","type":"Create","actor":"https://m.example/users/ann","published":"{time}","to":["https://www.w3.org/ns/activitystreams#Public"],"cc":["https://m.example/users/ann/followers"],"object":{{"id":"https://m.example/users/ann/statuses/{id}","type":"Note","summary":null,"inReplyTo":"https://other.example/users/bea/statuses/{0}","published":"{time}","url":"https://m.example/@ann/{id}","attributedTo":"https://m.example/users/ann","to":["https://www.w3.org/ns/activitystreams#Public"],"cc":["https://m.example/users/ann/followers"],"sensitive":false,"atomUri":"https://m.example/users/ann/statuses/{id}","inReplyToAtomUri":null,"conversation":"tag:m.example,2015-03-01:objectId={0}:objectType=Conversation","content":{html},"contentMap":{{"en":{html}}},"attachment":[],"tag":[{{"type":"Hashtag","href":"https://m.example/tags/mill","name":"#mill"}}],"replies":{{"id":"https://m.example/users/ann/statuses/{id}/replies","type":"Collection","first":{{"type":"CollectionPage","items":[]}}}}}},"signature":{{"type":"RsaSignature2017","creator":"https://m.example/users/ann#main-key","created":"{time}","signatureValue":"b2YgcnllIGFuZCBiYXJsZXkgYW5kIHdhdGVyIGFuZCBzdG9uZQ=="}}}}"##,
            post.0
        )
    })
}

fn activity(post: Post) -> String {
    format!(
        r#"{{"@context": "https://www.w3.org/ns/activitystreams", "type": "Create", "actor": {{"id": "https://b.example/{0}", "type": "Person", "name": "{0}"}}, "object": {{"id": "https://b.example/n/{1}", "type": "Note", "content": {2}, "inReplyTo": null}}, "published": "{3}", "generator": {{"type": "Application", "name": "App"}}}}"#,
        post.author(),
        post.0,
        post.html_json(),
        post.iso()
    )
}

fn jetstream(post: Post) -> String {
    let (did, micros, key, time) = (post.0 * 31 % 2_000, post.millis() * 1000, post.tid(), post.time("%Y-%m-%dT%H:%M:%S.000Z"));
    let record = match post.0 % 3 {
        0 => format!(
            r#""collection":"app.bsky.feed.post","rkey":"{key}","record":{{"$type":"app.bsky.feed.post","createdAt":"{time}","langs":["en"],"text":{},"facets":[{{"features":[{{"$type":"app.bsky.richtext.facet#link","uri":"https://blog.example/{}"}}],"index":{{"byteEnd":40,"byteStart":20}}}}]}}"#,
            post.json(),
            post.0
        ),
        1 => format!(
            r#""collection":"app.bsky.feed.like","rkey":"{key}","record":{{"$type":"app.bsky.feed.like","createdAt":"{time}","subject":{{"cid":"bafyreib2rxk3rybk3aobmv5cjuql3bm2twh4jo5uxgf5kpqcsgz7soitae","uri":"at://did:plc:a{did}/app.bsky.feed.post/{key}"}}}}"#
        ),
        _ => format!(
            r#""collection":"app.bsky.graph.follow","rkey":"{key}","record":{{"$type":"app.bsky.graph.follow","createdAt":"{time}","subject":"did:plc:b{did}"}}"#
        ),
    };
    format!(
        r#"{{"did":"did:plc:eygmaihciaxprqvxpfvl{did}","time_us":{micros},"kind":"commit","commit":{{"rev":"{key}","operation":"create",{record},"cid":"bafyreidc6sydkkbchcyg62v77wbhzvb2mvytlmsychqgwf2xojjtirmzj4"}}}}"#
    )
}

fn skyfeed(post: Post) -> String {
    let (key, time) = (post.tid(), post.time("%Y-%m-%dT%H:%M:%S.000Z"));
    format!(
        r#"{{"post": {{"uri": "at://did:plc:x/app.bsky.feed.post/{key}", "cid": "bafyreib2rxk3rybk3aobmv5cjuql3bm2", "author": {{"did": "did:plc:x", "handle": "ann.example", "displayName": "Ann", "avatar": "https://cdn.example/a.jpg", "viewer": {{"muted": false}}, "labels": []}}, "record": {{"$type": "app.bsky.feed.post", "createdAt": "{time}", "langs": ["en"], "text": {}}}, "replyCount": 0, "repostCount": {}, "likeCount": {}, "quoteCount": 0, "indexedAt": "{time}", "viewer": {{}}, "labels": []}}}}"#,
        post.json(),
        post.0 % 9,
        post.0 % 90
    )
}

fn reddit_comment(post: Post) -> String {
    format!(
        r#"{{"all_awardings":[],"approved_at_utc":null,"archived":false,"author":"{0}","author_created_utc":1238230668,"author_flair_css_class":null,"author_flair_text":null,"author_fullname":"t2_{1}","body":{2},"can_gild":true,"collapsed":false,"controversiality":0,"created_utc":{3},"distinguished":null,"edited":false,"gilded":0,"id":"c{1:x}","is_submitter":false,"link_id":"t3_{4:x}","locked":false,"name":"t1_c{1:x}","no_follow":true,"parent_id":"t1_c{4:x}","permalink":"/r/mills/comments/{4:x}/the_mill/c{1:x}/","removal_reason":null,"retrieved_on":1626000000,"score":{5},"score_hidden":false,"send_replies":true,"stickied":false,"subreddit":"mills","subreddit_id":"t5_2qh4a","subreddit_type":"public","total_awards_received":0}}"#,
        post.author(),
        post.0 + 100_000,
        post.json(),
        post.at(),
        post.0 / 20 + 50_000,
        post.0 % 90
    )
}
