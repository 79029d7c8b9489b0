use super::platforms::shown;
use super::*;

#[test]
fn github() {
    insta::assert_snapshot!(
        "gh_archive",
        shown(concat!(
            r#"{"id": "1", "type": "WatchEvent", "actor": {"id": 7, "login": "ann"}, "repo": {"id": 1, "name": "o/r"}, "payload": {"action": "started"}, "created_at": "2018-11-14T15:00:00Z"}"#,
            "\n",
            r#"{"id": "2", "type": "PushEvent", "actor": {"login": "tool[bot]"}, "repo": {"name": "o/r"}, "payload": {"size": 2, "commits": [{"message": "one"}, {"message": "two"}]}, "created_at": "2018-11-14T15:00:01Z"}"#,
            "\n",
            r#"{"id": "3", "type": "IssueCommentEvent", "actor": {"login": "ann"}, "repo": {"name": "o/r"}, "payload": {"issue": {"html_url": "https://github.com/o/r/issues/1"}, "comment": {"body": "me too", "html_url": "https://github.com/o/r/issues/1#c"}}, "created_at": "2018-11-14T15:00:02Z"}"#,
            "\n",
            r#"{"type": "PushEvent", "actor": "bea", "repository": {"owner": "o", "name": "r"}, "payload": {"shas": [["a1", "b@example.org", "old push", "Bea"]]}, "created_at": "2012-04-25T03:00:00-07:00", "url": "https://github.com/o/r"}"#,
            "\n",
        ))
    );
    insta::assert_snapshot!(
        "github_stargazers",
        shown(r#"[{"starred_at": "2019-09-08T05:00:56Z", "user": {"login": "ann", "id": 7, "type": "Bot", "html_url": "x"}}]"#)
    );
    insta::assert_snapshot!(
        "github_starred",
        shown(r#"[{"starred_at": "2019-09-08T05:00:56Z", "repo": {"id": 1, "full_name": "o/r"}}]"#)
    );
    insta::assert_snapshot!(
        "github_user",
        shown(
            r#"{"login": "ann", "id": 7, "node_id": "x", "html_url": "x", "type": "User", "name": "Ann", "bio": "clock", "followers": 5, "following": 6, "public_repos": 3, "created_at": "2008-05-07T17:22:14Z"}"#
        )
    );
    insta::assert_snapshot!(
        "github_issues",
        shown(
            r#"[{"number": 5, "node_id": "MDU6", "title": "It fails", "body": "Help", "created_at": "2019-09-08T05:00:56Z", "html_url": "https://github.com/o/r/issues/5", "user": {"login": "ann", "type": "User"}}]"#
        )
    );
    insta::assert_snapshot!(
        "github_commits",
        shown(
            r#"[{"sha": "a1", "commit": {"author": {"name": "Ann", "email": "ann@example.org", "date": "2019-11-11T05:31:46Z"}, "message": "Mend"}}]"#
        )
    );
}

#[test]
fn stack_exchange() {
    insta::assert_snapshot!(
        "stackexchange_posts",
        shown(
            "\u{feff}<?xml version=\"1.0\"?>\r\n<!DOCTYPE posts SYSTEM 'posts.dtd'>\r\n<posts>\r\n  <row Id=\"1\" PostTypeId=\"1\" CreationDate=\"2011-10-11T19:42:20.713\" Score=\"20\" Body=\"&lt;p&gt;How &amp;amp; why?&lt;/p&gt;&#xA;\" OwnerUserId=\"4\" Title=\"Beans\" />\r\n  <row Id=\"2\" PostTypeId=\"2\" ParentId=\"1\" CreationDate=\"2011-10-11T19:43:20.713\" Score=\"-2\" Body=\"No\" OwnerDisplayName=\"user9\" />\r\n</posts>"
        )
    );
    insta::assert_snapshot!(
        "stackexchange_comments",
        shown(
            "<comments><row Id=\"5\" PostId=\"1\" Score=\"3\" Text=\"I &lt;3 it\" CreationDate=\"2011-10-11T19:42:20.713\" UserId=\"4\" /></comments>"
        )
    );
    insta::assert_snapshot!(
        "stackexchange_users",
        shown(
            "<users><row Id=\"-1\" Reputation=\"1\" CreationDate=\"2011-10-11T19:42:20.713\" DisplayName=\"Community\" AboutMe=\"&lt;p&gt;not a person&lt;/p&gt;\" /></users>"
        )
    );
    insta::assert_snapshot!(
        "stackexchange_history",
        shown(
            "<posthistory><row Id=\"8\" PostHistoryTypeId=\"2\" PostId=\"1\" CreationDate=\"2011-10-11T19:42:20.713\" UserId=\"4\" Text=\"first\" /><row Id=\"9\" PostHistoryTypeId=\"5\" PostId=\"1\" CreationDate=\"2011-10-11T20:42:20.713\" UserId=\"4\" Text=\"better\" /></posthistory>"
        )
    );
    let root = folder(&[(
        "Votes.xml",
        b"<votes><row Id=\"1\" PostId=\"1\" VoteTypeId=\"2\" CreationDate=\"2011-10-11T00:00:00.000\" /></votes>",
    )]);
    assert_eq!(read(&root.path().join("Votes.xml")).codes(), ["IN-PART"]);
}

#[test]
fn youtube() {
    insta::assert_snapshot!(
        "youtube_takeout",
        shown(
            "Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Video ID,Comment Text\nUgx1,UCA6DtnbZ2KJckyTYfXOwQNA,2023-09-19T17:42:53.434647+00:00,0,,vid,\"{\"\"takeoutSegments\"\":[{\"\"text\"\":\"\"well \"\"},{\"\"text\"\":\"\"done\"\"}]}\"\nUgx1.2,UCA6DtnbZ2KJckyTYfXOwQNA,2023-09-19T17:43:53.434647+00:00,0,Ugx1,vid,\"{\"\"text\"\":\"\"a\"\"},{\"\"text\"\":\"\"b\"\"}\"\n\n\n"
        )
    );
    insta::assert_snapshot!(
        "youtube_takeout_bare",
        shown(
            "Ugx1,UCA6DtnbZ2KJckyTYfXOwQNA,2018-09-02T05:16:35.510381+00:00,0,vid,\"{\"\"takeoutSegments\"\":[{\"\"text\"\":\"\"\"\"\"\"think\"\"}]}\"\n"
        )
    );
    insta::assert_snapshot!(
        "youtube_api",
        shown(
            r#"{"kind": "youtube#commentThreadListResponse", "items": [{"kind": "youtube#commentThread", "id": "Ugx1", "snippet": {"videoId": "vid", "topLevelComment": {"kind": "youtube#comment", "id": "Ugx1", "snippet": {"videoId": "vid", "textOriginal": "first", "textDisplay": "x", "authorDisplayName": "Ann", "authorChannelUrl": "http://www.youtube.com/channel/UCt", "authorChannelId": {"value": "UCt"}, "likeCount": 2, "publishedAt": "2023-04-14T02:38:12Z"}}, "totalReplyCount": 1},
      "replies": {"comments": [{"kind": "youtube#comment", "id": "Ugx1.2", "snippet": {"videoId": "vid", "textDisplay": "second<br>line", "authorDisplayName": "Bea", "authorChannelId": {"value": "UCb"}, "parentId": "Ugx1", "publishedAt": "2023-04-14T02:39:12Z"}}]}}]}"#
        )
    );
}

#[test]
fn discourse() {
    insta::assert_snapshot!(
        "discourse_topic",
        shown(
            r#"{"post_stream": {"posts": [{"id": 83, "username": "ann", "created_at": "2013-02-04T15:26:26.278-05:00", "cooked": "<p>Welcome!</p>", "post_number": 1, "reply_to_post_number": null, "topic_id": 57, "actions_summary": [{"id": 2, "count": 4}, {"id": 3, "count": 9}]},
      {"id": 84, "username": "bea", "created_at": "2013-02-04T15:27:26.278-05:00", "raw": "thanks", "cooked": "x", "post_number": 2, "reply_to_post_number": 1, "topic_id": 57}]}, "id": 57, "title": "T"}"#
        )
    );
    insta::assert_snapshot!(
        "discourse_latest",
        shown(
            r#"{"latest_posts": [{"id": 15, "username": "ann", "created_at": "2020-01-25T02:10:07.971Z", "raw": "hello", "cooked": "x", "post_number": 2, "topic_id": 11}]}"#
        )
    );
    insta::assert_snapshot!(
        "discourse_user",
        shown(
            r#"{"user": {"id": 1, "username": "ann", "created_at": "2014-09-04T08:04:25.104-04:00", "trust_level": 0, "bio_raw": "clock"}}"#
        )
    );
}

#[test]
fn feeds() {
    insta::assert_snapshot!(
        "rss",
        shown(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:dc=\"x\"><channel><title>T</title><item><title>By: Ann</title><link>https://a.example/post/#comment-5</link><dc:creator>Ann</dc:creator><pubDate>Wed, 25 Apr 2012 10:00:00 +0000</pubDate><guid>https://a.example/?p=1#comment-5</guid><description>well &lt;b&gt;said&lt;/b&gt;</description></item><item><title>Mine</title><link>https://a.example/two</link><pubDate>Wed, 25 Apr 12 10:00:00 GMT</pubDate></item></channel></rss>"
        )
    );
    insta::assert_snapshot!(
        "atom",
        shown(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:thr=\"x\"><title>T</title><entry><id>tag:1</id><title>Re</title><link rel=\"self\" href=\"no\"/><link href=\"https://a.example/1\"/><published>2012-04-25T10:00:00Z</published><updated>2012-04-26T10:00:00Z</updated><author><name>Ann</name><uri>https://ann.example/</uri></author><thr:in-reply-to ref=\"tag:0\"/><content type=\"html\">&lt;p&gt;yes&lt;/p&gt;</content></entry></feed>"
        )
    );
    insta::assert_snapshot!(
        "json_feed",
        shown(
            r#"{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1", "url": "https://a.example/1", "title": "One", "content_html": "<p>Hi</p>", "date_published": "2012-04-25T10:00:00Z", "authors": [{"name": "Ann", "url": "https://ann.example/"}]}]}"#
        )
    );
}

#[test]
fn linkedin() {
    let root = folder(&[
        ("Profile.csv", b"First Name,Last Name,Headline\nAnn,Clock,Maker\n"),
        ("Shares.csv", "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n2022-11-20 07:40:53,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7000000000000000000,\"We \"\"ship\"\" 𝗡𝗢𝗪\",https://a.example/,,MEMBER_NETWORK\n".as_bytes()),
        ("Comments.csv", b"Date,Link,Message\n2022-11-20 08:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7000000000000000000,\"Say \\\"yes\\\",\ntwice\"\n2022-11-20 08:01:00,https://www.linkedin.com/x,\"So \\\"so\\\"\"\n"),
        ("Reactions.csv", b"Date,Type,Link\n2022-11-20 08:02:00,LIKE,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7000000000000000000\n"),
    ]);
    let reading = read(root.path());
    assert_eq!(reading.codes(), [""; 0]);
    insta::assert_snapshot!("linkedin", reading.lines.join("\n"));
}

#[test]
fn facebook_and_instagram() {
    insta::assert_snapshot!(
        "facebook_comments",
        shown(
            r#"{"comments_v2": [{"timestamp": 1239798000, "data": [{"comment": {"timestamp": 1239798000, "comment": "sm\u00c3\u00b8rrebr\u00c3\u00b8d", "author": "Ann"}}], "title": "Ann commented on Bea's post.", "attachments": [{"data": [{"external_context": {"url": "https://a.example/"}}]}]}]}"#
        )
    );
    insta::assert_snapshot!(
        "facebook_reactions",
        shown(
            r#"[{"timestamp": 1239798000, "data": [{"reaction": {"reaction": "LIKE", "actor": "Ann"}}], "title": "Ann likes Bea's post."}]"#
        )
    );
    insta::assert_snapshot!(
        "instagram_likes",
        shown(
            r#"{"likes_media_likes": [{"title": "bea", "string_list_data": [{"href": "https://www.instagram.com/p/x/", "value": "\u00f0\u009f\u0091\u008d", "timestamp": 1600000000}]}]}"#
        )
    );
    insta::assert_snapshot!(
        "instagram_comments",
        shown(
            r#"[{"media_list_data": [], "string_map_data": {"Kommentar": {"value": "sch\u00c3\u00b6n"}, "Medienbesitzer": {"value": "bea"}, "Zeit": {"timestamp": 1600000000}}}]"#
        )
    );
    insta::assert_snapshot!(
        "instagram_older_comments",
        shown(
            r#"{"comments_media_comments": [{"title": "bea", "media_list_data": [], "string_list_data": [{"href": "", "value": "sch\u00c3\u00b6n", "timestamp": 1600000000}]}]}"#
        )
    );
    insta::assert_snapshot!(
        "instagram_posts",
        shown(
            r#"[{"media": [{"uri": "media/a.jpg", "creation_timestamp": 1600000000, "title": "sch\u00c3\u00b6n"}]},
                {"media": [{"uri": "media/b.jpg", "creation_timestamp": 1600000001, "title": ""}, {"uri": "media/c.jpg", "creation_timestamp": 1600000001}], "title": "two", "creation_timestamp": 1600000060}]"#
        )
    );
    insta::assert_snapshot!(
        "instagram_stories",
        shown(r#"{"ig_stories": [{"uri": "media/a.jpg", "creation_timestamp": 1600000000, "title": ""}]}"#)
    );
}

#[test]
fn exports_are_somebodys() {
    let facebook = zip(&[
        ("profile_information/profile_information.json", br#"{"profile_v2": {"name": {"full_name": "J\u00c3\u00b8rn"}}}"#),
        ("your_posts/posts_1.json", br#"[{"timestamp": 1239798000, "data": [{"post": "mine"}], "title": "x"}]"#),
    ]);
    let root = folder(&[
        ("facebook.zip", &facebook),
        ("reddit/statistics.csv", b"statistic,value\nexport time,x\naccount name,ann\n"),
        (
            "reddit/posts.csv",
            b"id,permalink,date,ip,subreddit,gildings,title,url,body\np1,x,2023-01-15 12:34:56 UTC,,coffee,0,Beans,,\n",
        ),
    ]);
    let reading = read(root.path());
    let authors: Vec<_> = reading.lines.iter().map(|line| line.split("\"author\":").nth(1).unwrap()[..7].to_owned()).collect();
    assert_eq!((authors, reading.codes()), (vec!["\"Jørn\"".to_owned(), "\"ann\",\"".to_owned()], vec![]));
}

#[test]
fn wikipedia() {
    insta::assert_snapshot!(
        "mediawiki",
        shown(
            r#"{"batchcomplete": "", "query": {"users": [{"userid": 7, "name": "AnnBot", "registration": "2008-05-07T17:22:14Z", "editcount": 9, "groups": ["bot", "user"]}],
      "usercontribs": [{"userid": 7, "user": "AnnBot", "pageid": 3, "revid": 55, "parentid": 54, "title": "Coffee", "timestamp": "2012-04-25T10:00:00Z", "comment": "typo", "size": 100, "sizediff": 1, "minor": "", "tags": ["AWB"]}]}}"#
        )
    );
}

#[test]
fn histories_of_scores() {
    insta::assert_snapshot!(
        "scores",
        shown("account,metric,at,value,scale\nann,klout,2012-04-25,34.5,\nann,karma,2012-05-25,74,sum\n")
    );
}
