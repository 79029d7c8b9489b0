//! Answers of interfaces and exports that come as pages: Hacker News, YouTube, Discourse, MediaWiki, JSON Feed, Facebook, Instagram.

use super::{Make, Post, lines, listed, paged};

pub const ALL: &[(&str, Make)] = &[
    ("hackernews", |records| lines(records, item)),
    ("hackernews-algolia", |records| {
        paged(records, 100, r#"{"exhaustive":{"nbHits":true},"hits":["#, r#"],"hitsPerPage":100,"nbHits":1000,"page":0}"#, hit)
    }),
    ("youtube-api", |records| {
        paged(
            records,
            100,
            r#"{"kind":"youtube#commentThreadListResponse","etag":"x","pageInfo":{"totalResults":100},"items":["#,
            "]}",
            thread,
        )
    }),
    ("discourse", |records| paged(records, 20, r#"{"post_stream":{"posts":["#, r#"]},"id":57,"title":"The mill"}"#, topic_post)),
    ("mediawiki", |records| paged(records, 500, r#"{"batchcomplete":"","query":{"usercontribs":["#, "]}}", contribution)),
    ("json-feed", |records| {
        listed(r#"{"version":"https://jsonfeed.org/version/1.1","title":"Mills","items":["#, records, "]}", feed_item)
    }),
    ("facebook", |records| listed(r#"{"comments_v2":["#, records, "]}", facebook)),
    ("instagram", |records| listed("[", records, "]", instagram)),
];

fn item(post: Post) -> String {
    let html = serde_json::to_string(&post.html().replace("<p>", "").replace("</p>", "<p>")).expect("text is JSON");
    format!(
        r#"{{"by":"{}","id":{},"kids":[{},{}],"parent":{},"text":{html},"time":{},"type":"comment"}}"#,
        post.author(),
        post.0 + 9_000_000,
        post.0 + 9_000_010,
        post.0 + 9_000_020,
        post.0 + 8_000_000,
        post.at()
    )
}

fn hit(post: Post) -> String {
    format!(
        r#"{{"_highlightResult":{{"author":{{"matchLevel":"none","matchedWords":[],"value":"{0}"}},"comment_text":{{"matchLevel":"none","matchedWords":[],"value":{1}}}}},"_tags":["comment","author_{0}","story_8863"],"author":"{0}","children":[9000010],"comment_text":{1},"created_at":"{2}","created_at_i":{3},"objectID":"{4}","parent_id":8863,"points":null,"story_id":8863,"story_title":"The mill","updated_at":"{2}"}}"#,
        post.author(),
        post.html_json(),
        post.iso(),
        post.at(),
        post.0 + 9_000_000
    )
}

fn thread(post: Post) -> String {
    let (author, text, time) = (post.author(), post.json(), post.iso());
    format!(
        r#"{{"kind":"youtube#commentThread","etag":"e","id":"Ugx{0}","snippet":{{"channelId":"UCx","videoId":"vid","topLevelComment":{{"kind":"youtube#comment","etag":"e","id":"Ugx{0}","snippet":{{"channelId":"UCx","videoId":"vid","textDisplay":{text},"textOriginal":{text},"authorDisplayName":"@{author}","authorProfileImageUrl":"https://yt.example/{author}=s48","authorChannelUrl":"http://www.youtube.com/@{author}","authorChannelId":{{"value":"UC{author}"}},"canRate":true,"viewerRating":"none","likeCount":{1},"publishedAt":"{time}","updatedAt":"{time}"}}}},"canReply":true,"totalReplyCount":0,"isPublic":true}}}}"#,
        post.0,
        post.0 % 90
    )
}

fn topic_post(post: Post) -> String {
    format!(
        r#"{{"id":{0},"name":"","username":"{1}","avatar_template":"/user_avatar/x/{1}/{{size}}/1_2.png","created_at":"{2}","cooked":{3},"post_number":{4},"post_type":1,"updated_at":"{2}","reply_count":0,"reply_to_post_number":1,"quote_count":0,"incoming_link_count":0,"reads":12,"readers_count":11,"score":2.4,"yours":false,"topic_id":57,"topic_slug":"the-mill","display_username":"","primary_group_name":null,"version":1,"can_edit":false,"link_counts":[{{"url":"https://blog.example/{0}","internal":false,"reflection":false,"title":"more","clicks":3}}],"read":true,"user_title":null,"actions_summary":[{{"id":2,"count":{5}}}],"moderator":false,"admin":false,"staff":false,"user_id":{0},"hidden":false,"trust_level":2,"deleted_at":null,"user_deleted":false,"wiki":false}}"#,
        post.0 + 80,
        post.author(),
        post.time("%Y-%m-%dT%H:%M:%S.278Z"),
        post.html_json(),
        post.0 % 20 + 1,
        post.0 % 9
    )
}

fn contribution(post: Post) -> String {
    format!(
        r#"{{"userid":7,"user":"Ann","pageid":{0},"revid":{1},"parentid":{2},"ns":0,"title":"Mill {0}","timestamp":"{3}","comment":{4},"size":{5},"sizediff":12,"minor":"","tags":["wikieditor"]}}"#,
        post.0 % 300,
        post.0 + 500_000,
        post.0 + 499_000,
        post.iso(),
        post.json(),
        post.0 % 9_000
    )
}

fn feed_item(post: Post) -> String {
    format!(
        r#"{{"id":"https://blog.example/{0}","url":"https://blog.example/{0}","title":"Mill {0}","content_html":{1},"date_published":"{2}","date_modified":"{2}","authors":[{{"name":"{3}","url":"https://{3}.example/"}}],"tags":["mill"]}}"#,
        post.0,
        post.html_json(),
        post.iso(),
        post.author()
    )
}

fn facebook(post: Post) -> String {
    // Facebook writes UTF-8 as if every byte were a letter.
    let text: String = post.text().bytes().map(char::from).collect();
    let escaped: String = serde_json::to_string(&text)
        .expect("text is JSON")
        .chars()
        .map(|letter| if letter.is_ascii() { letter.to_string() } else { format!("\\u{:04x}", letter as u32) })
        .collect();
    format!(
        r#"{{"timestamp":{0},"data":[{{"comment":{{"timestamp":{0},"comment":{escaped},"author":"Ann","group":"Mills"}}}}],"title":"Ann commented on Bea's post.","attachments":[{{"data":[{{"external_context":{{"url":"https://blog.example/{1}"}}}}]}}]}}"#,
        post.at(),
        post.0
    )
}

fn instagram(post: Post) -> String {
    format!(
        r#"{{"media_list_data":[{{"uri":""}}],"string_map_data":{{"Comment":{{"href":"","value":{},"timestamp":0}},"Media Owner":{{"href":"","value":"{}","timestamp":0}},"Time":{{"href":"","value":"","timestamp":{}}}}}}}"#,
        serde_json::to_string(&post.text().replace(['ï', '❤', 'é'], "")).expect("text is JSON"),
        post.author(),
        post.at()
    )
}
