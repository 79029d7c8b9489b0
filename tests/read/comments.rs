use super::*;

/// What a comment says of itself, and the words at its place and at that of its verdict in the bytes it was read from.
fn places(bytes: &[u8]) -> Vec<(String, String, String)> {
    let root = folder(&[("input", bytes)]);
    let mut inputs = Inputs::open(&[root.path().join("input")], options()).unwrap();
    let mut found = Vec::new();
    inputs
        .chunks(&mut |chunk| {
            let mut each = |record: Record<'_>| {
                if let Record::Event(event) = record {
                    let piece = |start: u64, end: u64| String::from_utf8_lossy(&bytes[start as usize..end as usize]).into_owned();
                    let start = event.locator.byte;
                    let status = event.status.map_or_else(String::new, |status| piece(status.start, status.end));
                    found.push((event.author.to_string(), piece(start, start + u64::from(event.length)), status));
                }
            };
            chunk.records(&mut each, &mut Vec::new());
            ControlFlow::Continue(())
        })
        .unwrap();
    found
}

const WXR: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rss [<!ENTITY bomb "boom">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
  <wp:wxr_version>1.2</wp:wxr_version>
  <wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[ann]]></wp:author_login></wp:author>
  <item>
    <title>On scores</title><link>https://blog.example/scores/</link><dc:creator>ann</dc:creator>
    <content:encoded><![CDATA[What <wp:comment> a score is]]></content:encoded>
    <wp:post_id>18</wp:post_id><wp:post_date_gmt>2012-04-25 09:00:00</wp:post_date_gmt>
    <wp:comment>
      <wp:comment_id>2</wp:comment_id>
      <wp:comment_author><![CDATA[Bea]]></wp:comment_author>
      <wp:comment_author_email>Bea@example.org
      </wp:comment_author_email>
      <wp:comment_author_url></wp:comment_author_url>
      <wp:comment_author_IP>192.0.2.1</wp:comment_author_IP>
      <wp:comment_date>2012-04-25 12:00:00</wp:comment_date>
      <wp:comment_date_gmt>2012-04-25 10:00:00</wp:comment_date_gmt>
      <wp:comment_content>
        <![CDATA[Nice &amp; <b>well</b> said]]></wp:comment_content>
      <wp:comment_approved>1</wp:comment_approved>
      <wp:comment_type></wp:comment_type>
      <wp:comment_parent>0</wp:comment_parent>
      <wp:comment_user_id>0</wp:comment_user_id>
    </wp:comment>
    <wp:comment>
      <wp:comment_id>3</wp:comment_id>
      <wp:comment_author>Shoes</wp:comment_author>
      <wp:comment_author_url>http://shoes.example/?a=1&amp;b=2</wp:comment_author_url>
      <wp:comment_date_gmt>2012-04-25 10:00:05</wp:comment_date_gmt>
      <wp:comment_content>[...] &bomb; [...]</wp:comment_content>
      <wp:comment_approved><![CDATA[spam]]></wp:comment_approved>
      <wp:comment_type>pingback</wp:comment_type>
      <wp:comment_parent>2</wp:comment_parent>
    </wp:comment>
    <wp:comment>
      <wp:comment_id>4</wp:comment_id><wp:comment_author>ann</wp:comment_author><wp:comment_user_id>1</wp:comment_user_id>
      <wp:comment_date>2012-04-25 12:01:00</wp:comment_date><wp:comment_date_gmt>0000-00-00 00:00:00</wp:comment_date_gmt>
      <wp:comment_content>Thanks</wp:comment_content><wp:comment_approved>0</wp:comment_approved>
      <wp:commentmeta><wp:meta_key>x</wp:meta_key><wp:meta_value>y</wp:meta_value></wp:commentmeta>
    </wp:comment>
  </item>
</channel>
</rss>"#;

#[test]
fn wordpress_exports() {
    let root = folder(&[("input", WXR.as_bytes())]);
    let reading = read(&root.path().join("input"));
    assert_eq!(
        reading.lines,
        [
            r#"{"type":"account","account":"user:1","name":"ann","platform":"wordpress"}"#,
            r#"{"type":"article","id":"https://blog.example/scores/","author":"ann","created_at":"2012-04-25T09:00:00Z","title":"On scores","text":"What <wp:comment> a score is","url":"https://blog.example/scores/"}"#,
            r#"{"type":"event","id":"2","author":"Bea <bea@example.org>","created_at":"2012-04-25T10:00:00Z","text":"Nice &amp; <b>well</b> said","kind":"comment","target":"https://blog.example/scores/","author_name":"Bea","author_email":"Bea@example.org","author_ip":"192.0.2.1","platform":"wordpress","label":"ham"}"#,
            r#"{"type":"event","id":"3","author":"Shoes <http://shoes.example/?a=1&b=2>","created_at":"2012-04-25T10:00:05Z","text":"[...] &bomb; [...]","kind":"pingback","in_reply_to":"2","target":"https://blog.example/scores/","author_name":"Shoes","author_url":"http://shoes.example/?a=1&b=2","platform":"wordpress","label":"spam"}"#,
            r#"{"type":"event","id":"4","author":"user:1","created_at":"2012-04-25T12:01:00","text":"Thanks","kind":"comment","target":"https://blog.example/scores/","author_name":"ann","platform":"wordpress"}"#,
        ]
    );
    assert_eq!((reading.codes(), reading.summary[0].format.as_str()), (vec!["IN-DTD", "TIME-ZONE"], "wxr"));
    let found = places(WXR.as_bytes());
    assert_eq!(found.iter().map(|found| found.2.as_str()).collect::<Vec<_>>(), ["1", "spam", "0"]);
    assert!(found.iter().all(|(_, record, _)| record.starts_with("<wp:comment>") && record.ends_with("</wp:comment>")));
}

#[test]
fn a_damaged_export_keeps_its_whole_comments() {
    let text = WXR.replacen("</wp:comment>", "", 1);
    let cut = &text[..text.len() - 200];
    let root = folder(&[("input", cut.as_bytes())]);
    let reading = read_with(&[root.path().join("input")], Options { chunk_bytes: 50, ..options() }).unwrap();
    assert_eq!((reading.lines.len(), reading.codes()), (3, vec!["IN-DTD", "IN-XML", "IN-XML"]));
    assert!(reading.lines[2].contains(r#""target":"https://blog.example/scores/""#));
}

const COMMENT_ROW: &str = "(7,18,'O\\'Neill','n@example.org','','192.0.2.7','2012-04-25 12:00:00','2012-04-25 10:00:00','It''s\\n(good)',0,'spam','Agent','comment',2,0)";

#[test]
fn wordpress_tables_in_every_dress() {
    let dump = format!(
        "-- MySQL dump\nCREATE TABLE `wp_comments` (\n `comment_ID` bigint\n);\nINSERT INTO `wp_posts` VALUES (1,'x');\nINSERT INTO `wp_comments` VALUES {COMMENT_ROW},\n{};\n",
        COMMENT_ROW.replace("(7,", "(8,").replace("'spam'", "'1'")
    );
    let cli = r#"[{"comment_ID":"7","comment_post_ID":"18","comment_author":"O'Neill","comment_author_email":"n@example.org","comment_author_url":"","comment_author_IP":"192.0.2.7","comment_date":"2012-04-25 12:00:00","comment_date_gmt":"2012-04-25 10:00:00","comment_content":"It's\n(good)","comment_approved":"spam","comment_type":"comment","comment_parent":"2","user_id":"0"}]"#;
    let table = "comment_ID,comment_post_ID,comment_author,comment_author_email,comment_author_IP,comment_date_gmt,comment_content,comment_approved,comment_type,comment_parent\n7,18,O'Neill,n@example.org,192.0.2.7,\"2012-04-25 10:00:00\",\"It's\n(good)\",spam,comment,2\n";
    let rest = r#"[{"id":7,"post":18,"parent":2,"author":0,"author_name":"O'Neill","author_email":"n@example.org","author_url":"","author_ip":"192.0.2.7","date":"2012-04-25T12:00:00","date_gmt":"2012-04-25T10:00:00","content":{"rendered":"<p>It&#039;s<br />\n(good)</p>","raw":"It's\n(good)"},"link":"","status":"spam","type":"comment"}]"#;
    let expected = r#"{"type":"event","id":"7","author":"O'Neill <n@example.org>","created_at":"2012-04-25T10:00:00Z","text":"It's\n(good)","kind":"comment","in_reply_to":"2","target":"18","author_name":"O'Neill","author_email":"n@example.org","author_ip":"192.0.2.7","platform":"wordpress","label":"spam"}"#;
    for (text, format) in [(dump.as_str(), "wp-sql"), (cli, "wp-cli"), (table, "wp-cli"), (rest, "wp-rest")] {
        let root = folder(&[("input", text.as_bytes())]);
        let reading = read(&root.path().join("input"));
        // An answer of the API is a page of the latest.
        let paged = format == "wp-rest";
        let line = reading.lines[0].replace(",\"window\":true", "");
        assert_eq!((line.as_str(), reading.summary[0].format.as_str()), (expected, format));
        assert_eq!(reading.codes(), if paged { vec!["IN-WINDOW"] } else { vec![] }, "{format}");
        assert_eq!(places(text.as_bytes())[0].2, "spam", "{format}");
    }
    assert_eq!(places(dump.as_bytes()).iter().map(|found| found.2.as_str()).collect::<Vec<_>>(), ["spam", "1"]);
}

#[test]
fn disqus_exports() {
    let text = r#"<?xml version="1.0"?><disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
        <thread dsq:id="2"><id/><link>http://example.org/</link><title>Hello</title><message/><createdAt>2012-04-25T09:00:00Z</createdAt></thread>
        <post dsq:id="4"><message><![CDATA[<p>Hi</p>]]></message><createdAt>2012-04-25T10:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
          <author><name>Peter</name><isAnonymous>false</isAnonymous><username>peter</username></author><ipAddress>192.0.2.1</ipAddress><thread dsq:id="2"/></post>
        <post dsq:id="5"><message>buy</message><createdAt>2012-04-25T10:00:01Z</createdAt><isDeleted>true</isDeleted><isSpam>true</isSpam>
          <author><email>x@example.org</email><name>Shop</name></author><thread dsq:id="2" /><parent dsq:id="4"/></post></disqus>"#;
    let root = folder(&[("input", text.as_bytes())]);
    let reading = read(&root.path().join("input"));
    assert_eq!(
        reading.lines,
        [
            r#"{"type":"article","id":"2","created_at":"2012-04-25T09:00:00Z","title":"Hello","url":"http://example.org/"}"#,
            r#"{"type":"event","id":"4","author":"peter","created_at":"2012-04-25T10:00:00Z","text":"<p>Hi</p>","kind":"comment","target":"2","author_name":"Peter","author_ip":"192.0.2.1","platform":"disqus","label":"ham"}"#,
            r#"{"type":"event","id":"5","author":"Shop <x@example.org>","created_at":"2012-04-25T10:00:01Z","text":"buy","kind":"comment","in_reply_to":"4","target":"2","author_name":"Shop","author_email":"x@example.org","platform":"disqus","label":"spam"}"#,
        ]
    );
    assert_eq!(places(text.as_bytes()).iter().map(|found| found.2.as_str()).collect::<Vec<_>>(), ["false", "true"]);
}

#[test]
fn isso_in_both_dresses() {
    let export = r#"[{"comments": [{"email": "", "remote_addr": "0.0.0.0", "website": "http://shop.example", "created": "2012-04-25 10:00:00", "author": "Shop", "id": 0, "text": "buy"},
        {"email": "b@example.org", "remote_addr": "192.0.2.1", "website": "", "created": "2012-04-25 10:01:00", "author": "Bea", "id": 1, "text": "no"}], "id": "/posts/1/", "title": "One"}]"#;
    let rows = r#"[{"tid":1,"id":5,"parent":null,"created":1335348000.25,"modified":null,"mode":1,"remote_addr":"192.0.2.0","text":"yes","author":"Bea","email":null,"website":null,"likes":2,"dislikes":0}]"#;
    let root = folder(&[("a", export.as_bytes()), ("b", rows.as_bytes())]);
    let reading = read(root.path());
    assert_eq!(
        reading.lines,
        [
            r#"{"type":"article","id":"/posts/1/","title":"One","url":"/posts/1/"}"#,
            r#"{"type":"event","id":"/posts/1/#0","author":"Shop <http://shop.example>","created_at":"2012-04-25T10:00:00Z","text":"buy","kind":"comment","target":"/posts/1/","author_name":"Shop","author_url":"http://shop.example","platform":"isso"}"#,
            r#"{"type":"event","id":"/posts/1/#1","author":"Bea <b@example.org>","created_at":"2012-04-25T10:01:00Z","text":"no","kind":"comment","target":"/posts/1/","author_name":"Bea","author_email":"b@example.org","author_ip":"192.0.2.1","platform":"isso"}"#,
            r#"{"type":"event","id":"5","author":"Bea (guest)","created_at":"2012-04-25T10:00:00.250Z","text":"yes","kind":"comment","target":"1","author_name":"Bea","author_ip":"192.0.2.0","likes":2,"platform":"isso","label":"ham"}"#,
        ]
    );
    assert_eq!(reading.summary.iter().map(|file| file.format.as_str()).collect::<Vec<_>>(), ["isso", "isso-rows"]);
    let found = places(export.as_bytes());
    assert!(found[1].1.starts_with(r#"{"email": "b@"#) && found[1].1.ends_with(r#""no"}"#));
}

#[test]
fn comments_are_read_again_by_their_places() {
    let export = r#"[{"id": "/a/", "title": "One", "comments": [{"author": "A", "email": "a@example.org", "created": "2012-04-25 10:00:00", "id": 0, "text": "one"}, {"author": "B", "created": "2012-04-25 10:00:00", "id": 1, "text": "two"}]}]"#;
    let root = folder(&[("a", WXR.as_bytes()), ("b", export.as_bytes())]);
    let reading = read_with(&[root.path().to_owned()], Options { chunk_bytes: 100, ..options() }).unwrap();
    let mut again = Vec::new();
    reading.inputs.quote(&reading.locators, &mut |_, record| again.push(canonical(&record))).unwrap();
    let events: Vec<_> = reading.lines.iter().filter(|line| line.starts_with("{\"type\":\"event\"")).cloned().collect();
    assert_eq!((again.len(), again), (5, events));
}
