//! X: archives of both generations, and both of its interfaces.

use super::{Make, Post, lines, listed};

pub const ALL: &[(&str, Make)] = &[
    ("x-archive", |records| {
        listed("window.YTD.tweets.part0 = [", records, "]", |post| format!(r#"{{"tweet" : {}}}"#, archived(post)))
    }),
    ("x-archive-2012", |records| listed("Grailbird.data.tweets_2015_03 = \n [ ", records, " ]", grailbird)),
    ("x-api-v1", |records| lines(records, v1)),
    ("x-api-v2:lines", |records| {
        lines(records, |post| {
            format!(
                r#"{{"data": {}, "includes": {{"users": [{}]}}, "matching_rules": [{{"id": "1", "tag": ""}}]}}"#,
                v2(post),
                user(post)
            )
        })
    }),
];

fn archived(post: Post) -> String {
    let (id, text, time) = (post.snowflake(), post.json(), post.time("%a %b %d %H:%M:%S +0000 %Y"));
    format!(
        r#"{{
    "edit_info" : {{ "initial" : {{ "editTweetIds" : [ "{id}" ], "editableUntil" : "2023-03-01T12:00:00.000Z", "editsRemaining" : "5", "isEditEligible" : true }} }},
    "retweeted" : false,
    "source" : "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Web App</a>",
    "entities" : {{ "hashtags" : [ {{ "text" : "mill", "indices" : [ "3", "8" ] }} ], "symbols" : [ ], "user_mentions" : [ ], "urls" : [ {{ "url" : "https://t.co/{0}", "expanded_url" : "https://blog.example/{0}", "display_url" : "blog.example/{0}", "indices" : [ "30", "53" ] }} ] }},
    "display_text_range" : [ "0", "118" ],
    "favorite_count" : "{1}",
    "in_reply_to_status_id_str" : "296773170655027200",
    "id_str" : "{id}",
    "in_reply_to_user_id" : "17",
    "truncated" : false,
    "retweet_count" : "{2}",
    "id" : "{id}",
    "in_reply_to_status_id" : "296773170655027200",
    "possibly_sensitive" : false,
    "created_at" : "{time}",
    "favorited" : false,
    "full_text" : {text},
    "lang" : "en",
    "in_reply_to_screen_name" : "bea",
    "in_reply_to_user_id_str" : "17"
  }}"#,
        post.0,
        post.0 % 90,
        post.0 % 9
    )
}

fn grailbird(post: Post) -> String {
    let (id, text, time) = (post.snowflake(), post.json(), post.time("%Y-%m-%d %H:%M:%S +0000"));
    format!(
        r#"{{
  "source" : "\u003Ca href=\"http:\/\/app.example\" rel=\"nofollow\"\u003EApp for Pods\u003C\/a\u003E",
  "entities" : {{ "user_mentions" : [ ], "media" : [ ], "hashtags" : [ ], "urls" : [ ] }},
  "geo" : {{ }},
  "id_str" : "{id}",
  "text" : {text},
  "id" : {id},
  "created_at" : "{time}",
  "user" : {{ "name" : "Ann", "screen_name" : "ann", "protected" : false, "id_str" : "7", "profile_image_url_https" : "https:\/\/pbs.example\/profile_images\/1\/x_normal.png", "id" : 7, "verified" : false }}
}}"#
    )
}

fn v1(post: Post) -> String {
    let (id, text, time, author) = (post.snowflake(), post.json(), post.time("%a %b %d %H:%M:%S +0000 %Y"), post.0 * 31 % 2_000);
    format!(
        r#"{{"created_at":"{time}","id":{id},"id_str":"{id}","text":{text},"source":"\u003ca href=\"http:\/\/x.example\" rel=\"nofollow\"\u003eX Web Client\u003c\/a\u003e","truncated":false,"in_reply_to_status_id":null,"in_reply_to_status_id_str":null,"in_reply_to_user_id":null,"in_reply_to_user_id_str":null,"in_reply_to_screen_name":null,"user":{{"id":{author},"id_str":"{author}","name":"User {author}","screen_name":"user_{author}","location":"By the river","url":null,"description":"grinds rye and barley, walks a dog","translator_type":"none","protected":false,"verified":false,"followers_count":{},"friends_count":310,"listed_count":3,"favourites_count":1200,"statuses_count":4100,"created_at":"Mon Apr 27 09:00:00 +0000 2009","utc_offset":null,"time_zone":null,"geo_enabled":false,"lang":"en","profile_background_color":"C0DEED","profile_image_url":"http:\/\/pbs.example\/profile_images\/{author}\/x_normal.jpg","default_profile":true,"default_profile_image":false,"following":null}},"geo":null,"coordinates":null,"place":null,"contributors":null,"is_quote_status":false,"quote_count":0,"reply_count":0,"retweet_count":{},"favorite_count":{},"entities":{{"hashtags":[],"urls":[{{"url":"https:\/\/t.co\/{3}","expanded_url":"https:\/\/blog.example\/{3}","display_url":"blog.example\/{3}","indices":[30,53]}}],"user_mentions":[],"symbols":[]}},"favorited":false,"retweeted":false,"possibly_sensitive":false,"filter_level":"low","lang":"en","timestamp_ms":"1425000000000"}}"#,
        author % 700,
        post.0 % 9,
        post.0 % 90,
        post.0
    )
}

fn v2(post: Post) -> String {
    let (id, text, time, author) = (post.snowflake(), post.json(), post.time("%Y-%m-%dT%H:%M:%S.000Z"), post.0 * 31 % 2_000);
    format!(
        r#"{{"author_id": "{author}", "conversation_id": "{id}", "created_at": "{time}", "edit_history_tweet_ids": ["{id}"], "entities": {{"urls": [{{"start": 30, "end": 53, "url": "https://t.co/{0}", "expanded_url": "https://blog.example/{0}", "display_url": "blog.example/{0}"}}]}}, "id": "{id}", "lang": "en", "possibly_sensitive": false, "public_metrics": {{"retweet_count": {1}, "reply_count": 0, "like_count": {2}, "quote_count": 0}}, "referenced_tweets": [{{"type": "replied_to", "id": "296773170655027200"}}], "reply_settings": "everyone", "source": "X Web App", "text": {text}}}"#,
        post.0,
        post.0 % 9,
        post.0 % 90
    )
}

fn user(post: Post) -> String {
    let author = post.0 * 31 % 2_000;
    format!(
        r#"{{"created_at": "2009-04-27T09:00:00.000Z", "description": "grinds rye and barley", "id": "{author}", "name": "User {author}", "public_metrics": {{"followers_count": {}, "following_count": 310, "tweet_count": 4100, "listed_count": 3}}, "username": "user_{author}", "verified": false}}"#,
        author % 700
    )
}
