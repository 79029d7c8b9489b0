//! Bare typed parsing by serde_json of what the readers take from each JSON format: what they are compared with.

#![allow(dead_code, non_snake_case, reason = "fields are there to be parsed, under the names that the formats have")]

use std::borrow::Cow;
use std::hint::black_box;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

macro_rules! shape {
    ($name:ident: $($kind:ty { $($field:ident)* })*) => {
        #[derive(Deserialize)]
        #[serde(bound(deserialize = "'de: 'a"))]
        struct $name<'a> {
            $($(#[serde(default)] $field: Option<$kind>,)*)*
        }
    };
}

shape!(Url: Text<'a> { url expanded_url uri });
shape!(Id: Text<'a> { id });
shape!(Named: Text<'a> { name login });
shape!(Value: Text<'a> { value });

shape!(Entities: Vec<Url<'a>> { urls });
shape!(Author: Text<'a> { id_str screen_name created_at description } u64 { followers_count friends_count } bool { default_profile_image });
shape!(Tweet: Text<'a> { id_str created_at full_text text source in_reply_to_status_id_str in_reply_to_user_id_str quoted_status_id_str lang favorite_count retweet_count }
    Author<'a> { user } Entities<'a> { entities });
shape!(Tweeted: Tweet<'a> { tweet });
shape!(Status: Text<'a> { id_str created_at full_text text source in_reply_to_status_id_str in_reply_to_user_id_str quoted_status_id_str lang }
    u64 { favorite_count retweet_count } Author<'a> { user } Entities<'a> { entities });
shape!(Reference: Text<'a> { id r#type });
shape!(Metrics: Text<'a> { none } u64 { like_count retweet_count followers_count following_count });
shape!(Post2: Text<'a> { id author_id created_at text source lang in_reply_to_user_id } Entities<'a> { entities } Vec<Reference<'a>> { referenced_tweets }
    Metrics<'a> { public_metrics });
shape!(User2: Text<'a> { id username name created_at description } Metrics<'a> { public_metrics });
shape!(Includes: Vec<User2<'a>> { users });
shape!(Line2: Post2<'a> { data } Includes<'a> { includes });

shape!(Note: Text<'a> { id r#type inReplyTo published url content });
shape!(Activity: Text<'a> { id r#type actor published } Note<'a> { object });
shape!(Outbox: Vec<Activity<'a>> { orderedItems });
shape!(Acted: Text<'a> { r#type published } Id<'a> { actor } Note<'a> { object } Named<'a> { generator });

shape!(Feature: Vec<Url<'a>> { features });
shape!(Parent: Url<'a> { parent });
#[derive(Deserialize)]
#[serde(untagged)]
enum Subject<'a> {
    Account(#[serde(borrow)] Cow<'a, str>),
    Post(#[serde(borrow)] Url<'a>),
}
shape!(Record: Text<'a> { createdAt text } Vec<Text<'a>> { langs } Vec<Feature<'a>> { facets } Parent<'a> { reply } Subject<'a> { subject });
shape!(Commit: Text<'a> { operation collection rkey } Record<'a> { record });
shape!(Jet: Text<'a> { did kind } u64 { time_us } Commit<'a> { commit });
shape!(Sky: Text<'a> { did handle });
shape!(Viewed: Text<'a> { uri } Sky<'a> { author } Record<'a> { record } u64 { likeCount repostCount });
shape!(Entry: Viewed<'a> { post });
shape!(Feed: Vec<Entry<'a>> { feed });

shape!(Reddit: Text<'a> { author body selftext title id name parent_id link_id subreddit permalink url distinguished } i64 { created_utc score });
shape!(Thing: Text<'a> { kind } Reddit<'a> { data });
shape!(Children: Vec<Thing<'a>> { children });
shape!(Listing: Text<'a> { kind } Children<'a> { data });

shape!(Item: Text<'a> { by r#type text title url } u64 { id time parent score });
shape!(Hit: Text<'a> { objectID author title story_text comment_text url } u64 { created_at_i parent_id story_id points });
shape!(Hits: Vec<Hit<'a>> { hits });
shape!(Comment: Text<'a> { videoId textOriginal textDisplay authorDisplayName authorChannelUrl parentId publishedAt } Value<'a> { authorChannelId } u64 { likeCount });
shape!(Commented: Text<'a> { id } Comment<'a> { snippet });
shape!(Top: Text<'a> { videoId } Commented<'a> { topLevelComment });
shape!(Replies: Vec<Commented<'a>> { comments });
shape!(Thread: Text<'a> { id kind } Top<'a> { snippet } Replies<'a> { replies });
shape!(Threads: Vec<Thread<'a>> { items });
shape!(Action: Text<'a> { none } u64 { id count });
shape!(Reply: Text<'a> { username created_at raw cooked } u64 { id post_number reply_to_post_number topic_id } Vec<Action<'a>> { actions_summary });
shape!(Posts: Vec<Reply<'a>> { posts });
shape!(Topic: Posts<'a> { post_stream });
shape!(Edit: Text<'a> { user title timestamp comment } u64 { userid pageid revid } Vec<Text<'a>> { tags });
shape!(Edits: Vec<Edit<'a>> { usercontribs });
shape!(Query: Edits<'a> { query });
shape!(Entry1: Text<'a> { id url title content_html content_text date_published } Vec<Named<'a>> { authors });
shape!(Feed1: Vec<Entry1<'a>> { items });
shape!(Said: Text<'a> { comment author } u64 { timestamp });
shape!(Datum: Said<'a> { comment });
shape!(Context: Url<'a> { external_context });
shape!(Attached: Vec<Context<'a>> { data });
shape!(Facebook: Text<'a> { title } u64 { timestamp } Vec<Datum<'a>> { data } Vec<Attached<'a>> { attachments });
shape!(Facebooked: Vec<Facebook<'a>> { comments_v2 });
shape!(Cell: Text<'a> { value } u64 { timestamp });
#[derive(Deserialize)]
struct Instagram<'a> {
    // The keys are in the language of the user.
    #[serde(borrow)]
    string_map_data: std::collections::BTreeMap<Cow<'a, str>, Cell<'a>>,
}

shape!(Own: Text<'a> { id author created_at text kind source lang } u64 { likes });
shape!(Repo: Text<'a> { name });
shape!(Message: Text<'a> { message });
shape!(Body: Text<'a> { body html_url });
shape!(Payload: Vec<Message<'a>> { commits } Body<'a> { issue comment } u64 { size });
shape!(Event: Text<'a> { id r#type created_at } Named<'a> { actor } Repo<'a> { repo } Payload<'a> { payload });
shape!(Account: Text<'a> { login r#type });
shape!(Star: Text<'a> { starred_at } Account<'a> { user });
shape!(Issue: Text<'a> { node_id title body created_at html_url } u64 { number } Account<'a> { user });
shape!(Signed: Text<'a> { name email date });
shape!(Inner: Text<'a> { message } Signed<'a> { author });
shape!(GitCommit: Text<'a> { sha } Inner<'a> { commit });

shape!(Row: Text<'a> { comment_ID comment_post_ID comment_author comment_author_email comment_author_url comment_author_IP comment_date comment_date_gmt comment_content
    comment_approved comment_type comment_parent user_id });
shape!(Rendered: Text<'a> { rendered raw });
shape!(Rest: Text<'a> { author_name author_url author_email date date_gmt link status r#type } u64 { id post parent author } Rendered<'a> { content });
shape!(Isso: Text<'a> { email remote_addr website created author text } u64 { id });
shape!(IssoThread: Text<'a> { id title } Vec<Isso<'a>> { comments });
shape!(IssoRow: Text<'a> { remote_addr text author email website } u64 { tid id parent mode likes dislikes } f64 { created });

/// How a format is parsed barely; what is counted is thrown away.
pub type Parse = fn(&[u8]);

macro_rules! lines {
    ($kind:ident) => {
        |bytes| {
            for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                black_box(serde_json::from_slice::<$kind<'_>>(line).expect("it is well-formed"));
            }
        }
    };
}

macro_rules! whole {
    ($kind:ty) => {
        |bytes| {
            // The parts of X archives assign to a variable.
            let start = bytes.iter().position(|byte| matches!(byte, b'[' | b'{')).unwrap_or_default();
            black_box(serde_json::from_slice::<$kind>(&bytes[start..]).expect("it is well-formed"));
        }
    };
}

/// The bare parsing of a format, if it is JSON.
pub fn of(name: &str) -> Option<Parse> {
    Some(match name {
        "ndjson" => lines!(Own),
        "json" => whole!(Vec<Own<'_>>),
        "x-archive" => whole!(Vec<Tweeted<'_>>),
        "x-archive-2012" => whole!(Vec<Tweet<'_>>),
        "x-api-v1" => lines!(Status),
        "x-api-v2:lines" => lines!(Line2),
        "mastodon" => whole!(Outbox<'_>),
        "activitystreams" => lines!(Acted),
        "bluesky" => lines!(Jet),
        "bluesky-feed" => whole!(Feed<'_>),
        "reddit-dump" => lines!(Reddit),
        "reddit-api" => lines!(Listing),
        "hackernews" => lines!(Item),
        "hackernews-algolia" => lines!(Hits),
        "youtube-api" => lines!(Threads),
        "discourse" => lines!(Topic),
        "mediawiki" => lines!(Query),
        "json-feed" => whole!(Feed1<'_>),
        "facebook" => whole!(Facebooked<'_>),
        "instagram" => whole!(Vec<Instagram<'_>>),
        "gh-archive" => lines!(Event),
        "github-api:starred" => whole!(Vec<Star<'_>>),
        "github-api:issues" => whole!(Vec<Issue<'_>>),
        "github-api:commits" => whole!(Vec<GitCommit<'_>>),
        "wp-cli:json" => whole!(Vec<Row<'_>>),
        "wp-rest" => whole!(Vec<Rest<'_>>),
        "isso" => whole!(Vec<IssoThread<'_>>),
        "isso-rows" => whole!(Vec<IssoRow<'_>>),
        _ => return None,
    })
}
