//! Comments under articles, feeds, and Stack Exchange.

use super::{Make, Post, escaped, joined, listed};

pub const ALL: &[(&str, Make)] = &[
    ("wxr", |records| format!("{WXR}{}</item></channel></rss>", joined(records, "\n", wxr))),
    ("wp-cli:json", |records| listed("[", records, "]", cli)),
    ("wp-sql", |records| {
        let rows = (0..records).step_by(500).map(|first| {
            let rows: Vec<String> = (first..(first + 500).min(records)).map(|number| sql(Post(number))).collect();
            format!("INSERT INTO `wp_comments` VALUES {};\n", rows.join(","))
        });
        format!("{SQL}{}", rows.collect::<String>())
    }),
    ("wp-rest", |records| listed("[", records, "]", rest)),
    ("disqus", |records| format!("{DISQUS}{}</disqus>", joined(records, "\n", disqus))),
    ("isso", |records| {
        let threads = (0..records).step_by(20).map(|first| {
            let comments: Vec<String> = (first..(first + 20).min(records)).map(|number| isso(Post(number))).collect();
            format!(r#"{{"id": "/mill/{first}/", "title": "Mill {first}", "comments": [{}]}}"#, comments.join(", "))
        });
        format!("[{}]", threads.collect::<Vec<_>>().join(",\n"))
    }),
    ("isso-rows", |records| listed("[", records, "]", isso_row)),
    ("rss", |records| format!("{RSS}{}</channel></rss>", joined(records, "\n", rss))),
    ("atom", |records| format!("{ATOM}{}</feed>", joined(records, "\n", atom))),
    ("stackexchange", |records| {
        format!("\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<comments>\r\n{}</comments>", joined(records, "\r\n", stack))
    }),
];

const WXR: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Mill</title><wp:wxr_version>1.2</wp:wxr_version>
<item><title>The mill</title><link>https://mill.example/wheel/</link><dc:creator>ann</dc:creator><content:encoded><![CDATA[What a wheel is]]></content:encoded><wp:post_id>18</wp:post_id><wp:post_date_gmt>2015-02-25 09:00:00</wp:post_date_gmt>
"#;
const SQL: &str = "-- MySQL dump 10.13\nCREATE TABLE `wp_comments` (\n  `comment_ID` bigint(20) unsigned NOT NULL AUTO_INCREMENT,\n  PRIMARY KEY (`comment_ID`)\n) ENGINE=InnoDB;\n";
const DISQUS: &str = r#"<?xml version="1.0" encoding="utf-8"?><disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<thread dsq:id="2"><id/><forum>mill</forum><link>http://mill.example/</link><title>Hello</title><message/><createdAt>2015-02-25T09:00:00Z</createdAt></thread>
"#;
const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Comments</title><link>https://mill.example</link>
"#;
const ATOM: &str = r#"<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"><title>Comments</title>
"#;

fn wxr(post: Post) -> String {
    format!(
        r#"<wp:comment>
  <wp:comment_id>{0}</wp:comment_id>
  <wp:comment_author><![CDATA[{1}]]></wp:comment_author>
  <wp:comment_author_email><![CDATA[{1}@mill.example]]></wp:comment_author_email>
  <wp:comment_author_url>http://{1}.example/</wp:comment_author_url>
  <wp:comment_author_IP><![CDATA[192.0.2.{2}]]></wp:comment_author_IP>
  <wp:comment_date><![CDATA[{3}]]></wp:comment_date>
  <wp:comment_date_gmt><![CDATA[{3}]]></wp:comment_date_gmt>
  <wp:comment_content><![CDATA[{4}]]></wp:comment_content>
  <wp:comment_approved><![CDATA[1]]></wp:comment_approved>
  <wp:comment_type><![CDATA[comment]]></wp:comment_type>
  <wp:comment_parent>0</wp:comment_parent>
  <wp:comment_user_id>0</wp:comment_user_id>
  <wp:commentmeta><wp:meta_key><![CDATA[akismet_result]]></wp:meta_key><wp:meta_value><![CDATA[false]]></wp:meta_value></wp:commentmeta>
</wp:comment>"#,
        post.0,
        post.author(),
        post.0 % 250,
        post.time("%Y-%m-%d %H:%M:%S"),
        post.text()
    )
}

fn cli(post: Post) -> String {
    format!(
        r#"{{"comment_ID":"{0}","comment_post_ID":"18","comment_author":"{1}","comment_author_email":"{1}@mill.example","comment_author_url":"http:\/\/{1}.example\/","comment_author_IP":"192.0.2.{2}","comment_date":"{3}","comment_date_gmt":"{3}","comment_content":{4},"comment_karma":"0","comment_approved":"1","comment_agent":"Mozilla\/5.0 (X11; Linux x86_64) AppleWebKit\/537.36","comment_type":"comment","comment_parent":"0","user_id":"0"}}"#,
        post.0,
        post.author(),
        post.0 % 250,
        post.time("%Y-%m-%d %H:%M:%S"),
        post.json()
    )
}

fn sql(post: Post) -> String {
    let text = post.text().replace('"', "\\\"").replace('\n', "\\n").replace('\'', "\\'");
    format!(
        "({0},18,'{1}','{1}@mill.example','http://{1}.example/','192.0.2.{2}','{3}','{3}','{text}',0,'1','Mozilla/5.0 (X11; Linux x86_64)','comment',0,0)",
        post.0,
        post.author(),
        post.0 % 250,
        post.time("%Y-%m-%d %H:%M:%S")
    )
}

fn rest(post: Post) -> String {
    let (author, time) = (post.author(), post.time("%Y-%m-%dT%H:%M:%S"));
    format!(
        r#"{{"id":{0},"post":18,"parent":0,"author":0,"author_name":"{author}","author_url":"http:\/\/{author}.example\/","date":"{time}","date_gmt":"{time}","content":{{"rendered":{1}}},"link":"https:\/\/mill.example\/wheel\/#comment-{0}","status":"approved","type":"comment","author_avatar_urls":{{"24":"https:\/\/avatar.example\/{author}?s=24","48":"https:\/\/avatar.example\/{author}?s=48"}},"meta":[],"_links":{{"self":[{{"href":"https:\/\/mill.example\/wp-json\/wp\/v2\/comments\/{0}"}}]}}}}"#,
        post.0,
        post.html_json()
    )
}

fn disqus(post: Post) -> String {
    format!(
        r#"<post dsq:id="{0}">
<id>wp_id={0}</id>
<message><![CDATA[{1}]]></message>
<createdAt>{2}</createdAt>
<isDeleted>false</isDeleted>
<isSpam>false</isSpam>
<author><name>{3}</name><isAnonymous>false</isAnonymous><username>{3}</username></author>
<thread dsq:id="2" />
<parent dsq:id="{4}" />
</post>"#,
        post.0 + 100,
        post.html(),
        post.iso(),
        post.author(),
        post.0 + 50
    )
}

fn isso(post: Post) -> String {
    format!(
        r#"{{"email": "{0}@mill.example", "remote_addr": "192.0.2.0", "website": "http://{0}.example", "created": "{1}", "author": "{0}", "id": {2}, "text": {3}}}"#,
        post.author(),
        post.time("%Y-%m-%d %H:%M:%S"),
        post.0,
        post.json()
    )
}

fn isso_row(post: Post) -> String {
    format!(
        r#"{{"tid":1,"id":{0},"parent":null,"created":{1}.25,"modified":null,"mode":1,"remote_addr":"192.0.2.0","text":{2},"author":"{3}","email":"{3}@mill.example","website":null,"likes":{4},"dislikes":0,"notification":0}}"#,
        post.0,
        post.at(),
        post.json(),
        post.author(),
        post.0 % 9
    )
}

fn rss(post: Post) -> String {
    format!(
        "<item><title>By: {0}</title><link>https://mill.example/wheel/#comment-{1}</link><dc:creator><![CDATA[{0}]]></dc:creator><pubDate>{2}</pubDate><guid isPermaLink=\"false\">https://mill.example/?p=18#comment-{1}</guid><description>{3}</description><content:encoded><![CDATA[{4}]]></content:encoded></item>",
        post.author(),
        post.0,
        post.time("%a, %d %b %Y %H:%M:%S +0000"),
        escaped(&post.text()),
        post.html()
    )
}

fn atom(post: Post) -> String {
    format!(
        "<entry><id>tag:mill.example,2015:{0}</id><title>Re: the mill</title><link rel=\"alternate\" type=\"text/html\" href=\"https://mill.example/{0}\"/><published>{1}</published><updated>{1}</updated><author><name>{2}</name><uri>https://{2}.example/</uri></author><thr:in-reply-to ref=\"tag:mill.example,2015:18\"/><content type=\"html\">{3}</content></entry>",
        post.0,
        post.iso(),
        post.author(),
        escaped(&post.html())
    )
}

fn stack(post: Post) -> String {
    format!(
        "  <row Id=\"{0}\" PostId=\"{1}\" Score=\"{2}\" Text=\"{3}\" CreationDate=\"{4}\" UserId=\"{5}\" ContentLicense=\"CC BY-SA 3.0\" />",
        post.0 + 1,
        post.0 / 4 + 1,
        post.0 % 9,
        escaped(&post.text()).replace('\n', "&#xA;"),
        post.time("%Y-%m-%dT%H:%M:%S.713"),
        post.0 * 31 % 2_000
    )
}
