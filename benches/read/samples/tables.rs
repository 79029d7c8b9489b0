//! Tables.

use super::{Make, lines};

pub const ALL: &[(&str, Make)] = &[
    ("csv", |records| {
        let rows = lines(records, |post| {
            format!("{},{},{},{},Web Client,{}", post.snowflake(), post.author(), post.iso(), post.field(), post.0 % 90)
        });
        format!("id,author,created_at,text,source,likes\n{rows}")
    }),
    ("scores", |records| {
        let rows = lines(records, |post| format!("{},klout,{},{}.5,log", post.author(), post.iso(), post.0 % 90));
        format!("account,metric,at,value,scale\n{rows}")
    }),
    ("reddit-export", |records| {
        let rows = lines(records, |post| {
            let time = post.time("%Y-%m-%d %H:%M:%S UTC");
            format!(
                "c{0:x},https://www.reddit.com/r/mills/comments/p{0:x}/the_mill/c{0:x}/,{time},,mills,0,https://www.reddit.com/r/mills/comments/p{0:x}/,,{1},",
                post.0,
                post.field()
            )
        });
        format!("id,permalink,date,ip,subreddit,gildings,link,parent,body,media\n{rows}")
    }),
    ("youtube-takeout", |records| {
        let rows = lines(records, |post| {
            let text = format!("{{\"text\":{}}}", post.json()).replace('"', "\"\"");
            format!(
                "Ugx{},UCA6DtnbZ2KJckyTYfXOwQNA,{},0,,vid{},\"{text}\"",
                post.0,
                post.time("%Y-%m-%dT%H:%M:%S.434647+00:00"),
                post.0 % 50
            )
        });
        format!("Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Video ID,Comment Text\n{rows}\n\n")
    }),
    ("linkedin:shares", |records| {
        let rows = lines(records, |post| {
            let (time, urn) = (post.time("%Y-%m-%d %H:%M:%S"), post.millis() << 22);
            format!(
                "{time},https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A{urn},{},https://blog.example/{},,MEMBER_NETWORK",
                post.field(),
                post.0
            )
        });
        format!("Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n{rows}")
    }),
    ("linkedin:comments", |records| {
        let rows = lines(records, |post| {
            let text = post.text().replace('"', "\\\"");
            format!(
                "{},https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A{},\"{text}\"",
                post.time("%Y-%m-%d %H:%M:%S"),
                post.millis() << 22
            )
        });
        format!("Date,Link,Message\n{rows}")
    }),
    ("wp-cli:csv", |records| {
        let rows = lines(records, |post| {
            let (author, time) = (post.author(), post.time("%Y-%m-%d %H:%M:%S"));
            format!("{},18,{author},{author}@mill.example,192.0.2.7,\"{time}\",{},1,comment,0", post.0, post.field())
        });
        format!(
            "comment_ID,comment_post_ID,comment_author,comment_author_email,comment_author_IP,comment_date_gmt,comment_content,comment_approved,comment_type,comment_parent\n{rows}"
        )
    }),
];
