use super::*;

fn tweet(id: u64, time: &str, more: &str) -> String {
    format!(r#"{{"id_str":"{id}","created_at":"{time}","full_text":"word {id}"{more}}}"#)
}

const WED: &str = "Thu Jan 31 00:13:32 +0000 2013";
const ID: u64 = 296_773_170_655_027_200;
const ACCOUNT: &str = r#"window.YTD.account.part0 = [ { "account" : { "email" : "x@example.com", "username" : "ann", "accountId" : "7", "createdAt" : "2009-05-06T07:08:09.000Z" } } ]"#;
const PROFILE: &str =
    r#"window.YTD.profile.part0 = [ { "profile" : { "description" : { "bio" : "I am a clock", "website" : "" } } } ]"#;

#[test]
fn the_layout_since_2020() {
    let tweets = format!(
        "window.YTD.tweets.part0 = [ {{\"tweet\": {}}},\n {{\"tweet\": {}}} ]",
        tweet(ID, WED, ""),
        tweet(ID + (60_000 << 22), WED, "")
    );
    let part1 =
        format!("window.YTD.tweets.part1 = [ {{\"tweet\": {}}} ]", tweet(ID + (600_000 << 22), WED, ",\"favorite_count\":\"4\""));
    let archive = zip(&[
        ("data/manifest.js", b"window.__THAR_CONFIG = { \"userInfo\" : {} }"),
        ("data/account.js", ACCOUNT.as_bytes()),
        ("data/profile.js", PROFILE.as_bytes()),
        ("data/like.js", b"window.YTD.like.part0 = [ { \"like\" : { \"tweetId\" : \"1\" } } ]"),
        ("data/tweets.js", tweets.as_bytes()),
        ("data/tweets-part1.js", part1.as_bytes()),
        ("data/tweets_media/1.jpg", b"\xff\xd8\xff\xe0"),
        ("Your archive.html", b"<!DOCTYPE html>"),
    ]);
    let root = folder(&[("x.zip", &archive)]);
    let reading = read(&root.path().join("x.zip"));
    assert_eq!(
        reading.lines,
        [
            r#"{"type":"account","account":"7","name":"ann","created_at":"2009-05-06T07:08:09.000Z","platform":"x"}"#,
            r#"{"type":"account","account":"7","bio":"I am a clock","platform":"x"}"#,
            r#"{"type":"event","id":"296775687237427200","author":"7","created_at":"2013-01-31T00:13:32Z","text":"word 296775687237427200","kind":"post","author_name":"ann","likes":4,"platform":"x"}"#,
            r#"{"type":"event","id":"296773170655027200","author":"7","created_at":"2013-01-31T00:13:32.320Z","text":"word 296773170655027200","kind":"post","author_name":"ann","platform":"x"}"#,
            r#"{"type":"event","id":"296773422313267200","author":"7","created_at":"2013-01-31T00:13:32Z","text":"word 296773422313267200","kind":"post","author_name":"ann","platform":"x"}"#,
        ]
    );
    assert_eq!(reading.codes(), ["TIME-ID", "TIME-ID"]);
    assert_eq!(reading.summary[0].format, "x-archive");
    // Unpacked into a folder it reads the same.
    let unpacked = folder(&[
        ("data/account.js", ACCOUNT.as_bytes()),
        ("data/profile.js", PROFILE.as_bytes()),
        ("data/tweets.js", tweets.as_bytes()),
        ("data/tweets-part1.js", part1.as_bytes()),
    ]);
    assert_eq!(read(unpacked.path()).lines, reading.lines);
}

#[test]
fn the_layout_of_2019_and_posts_without_an_account() {
    let posts = format!("window.YTD.tweet.part0 = [ {} ]", tweet(ID, WED, ",\"in_reply_to_user_id_str\":\"9\""));
    let root = folder(&[
        ("a.zip", &zip(&[("account.js", ACCOUNT.as_bytes()), ("tweet.js", posts.as_bytes())])),
        ("b.zip", &zip(&[("tweet.js", posts.as_bytes())])),
    ]);
    let reading = read(&root.path().join("a.zip"));
    assert!(reading.lines[1].contains(r#""author":"7""#) && reading.lines[1].contains(r#""kind":"reply""#));
    let reading = read(&root.path().join("b.zip"));
    assert!(reading.lines[0].contains("owner of "));
    assert_eq!(reading.codes(), ["EV-OWNER"]);
}

#[test]
fn the_layout_of_2012() {
    let month = |name: &str, posts: &str| format!("Grailbird.data.tweets_{name} = \n [ {posts} ]");
    let user = r#","user":{"id_str":"7","screen_name":"ann"}"#;
    let archive = zip(&[
        ("data/js/user_details.js", br#"var user_details =  { "screen_name" : "ann", "full_name" : "Ann", "bio" : "b", "id" : "7", "created_at" : "2009-05-06 07:08:09 +0000" }"#),
        ("data/js/tweet_index.js", b"var tweet_index =  [ { \"file_name\" : \"x\" } ]"),
        ("data/js/payload_details.js", b"var payload_details =  { \"tweets\" : 2 }"),
        ("data/js/tweets/2010_03.js", month("2010_03", &tweet(9_870_000_000, "2010-03-01 00:00:00 +0000", user)).as_bytes()),
        ("data/js/tweets/2013_01.js", month("2013_01", &tweet(ID, "2013-01-31 00:13:32 +0000", user)).as_bytes()),
        ("tweets.csv", b"\"tweet_id\",\"in_reply_to_status_id\",\"timestamp\"\n\"1\",\"\",\"2013-01-31 00:13:32 +0000\"\n"),
        ("index.html", b"<!DOCTYPE html>"),
    ]);
    let root = folder(&[("x.zip", &archive)]);
    let reading = read(&root.path().join("x.zip"));
    assert_eq!(
        reading.lines,
        [
            r#"{"type":"event","id":"9870000000","author":"7","created_at":"2010-03-01","text":"word 9870000000","kind":"post","author_name":"ann","platform":"x"}"#,
            r#"{"type":"event","id":"296773170655027200","author":"7","created_at":"2013-01-31T00:13:32.320Z","text":"word 296773170655027200","kind":"post","author_name":"ann","platform":"x"}"#,
            r#"{"type":"account","account":"7","name":"ann","created_at":"2009-05-06T07:08:09Z","bio":"b","platform":"x"}"#,
        ]
    );
    assert_eq!((reading.codes(), reading.summary[0].format.as_str()), (vec![], "x-archive-2012"));
}

#[test]
fn the_table_of_2012_stands_in_for_the_scripts() {
    let table = concat!(
        "\"tweet_id\",\"in_reply_to_status_id\",\"in_reply_to_user_id\",\"timestamp\",\"source\",\"text\",\"retweeted_status_id\",\"expanded_urls\"\n",
        "\"296773170655027200\",\"5\",\"9\",\"2013-01-31 00:13:32 +0000\",\"<a href=\"\"http://x.example\"\">An App</a>\",\"so \"\"far\"\"\",\"\",\"\"\n",
        "\"9870000000\",\"\",\"\",\"2010-03-01 00:00:00 +0000\",\"web\",\"RT @bea: x\",\"12\",\"\"\n",
    );
    let details = br#"var user_details =  { "screen_name" : "ann", "id" : "7" }"#;
    let index = br#"var tweet_index = [ { "file_name" : "data/js/tweets/2013_01.js", "tweet_count" : 1 } ]"#;
    let script = format!("Grailbird.data.tweets_2013_01 = [ {} ]", tweet(ID, WED, ""));
    let parts: Vec<(&str, &[u8])> =
        vec![("tweets.csv", table.as_bytes()), ("data/js/user_details.js", details), ("data/js/tweet_index.js", index)];
    let whole = [parts.clone(), vec![("data/js/tweets/2013_01.js", script.as_bytes())]].concat();
    let root = folder(&[("alone.zip", &zip(&parts)), ("whole.zip", &zip(&whole))]);
    let reading = read(&root.path().join("alone.zip"));
    assert_eq!(
        reading.lines,
        [
            r#"{"type":"account","account":"7","name":"ann","platform":"x"}"#,
            r#"{"type":"event","id":"296773170655027200","author":"7","created_at":"2013-01-31T00:13:32.320Z","text":"so \"far\"","kind":"reply","source":"An App","in_reply_to":"5","author_name":"ann","platform":"x"}"#,
            r#"{"type":"event","id":"9870000000","author":"7","created_at":"2010-03-01","text":"RT @bea: x","kind":"repost","source":"web","target":"12","author_name":"ann","platform":"x"}"#,
        ]
    );
    assert_eq!(reading.codes(), ["IN-COUNT"]);
    let reading = read(&root.path().join("whole.zip"));
    assert_eq!((reading.lines.len(), reading.codes()), (2, vec![]));
}
