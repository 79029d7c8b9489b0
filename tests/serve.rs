//! The server as clients see it: the protocol letter by letter, what is remembered, what is learned, and what a crash loses.

mod support;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use support::{Answer, SPAM, Server, form_of};

const BLOG: [(&str, &str); 2] = [("blog", "http://mill.example/"), ("user_ip", "203.0.113.7")];

fn with<'a>(fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    BLOG.into_iter().chain(fields.iter().copied()).collect()
}

fn check(server: &Server, fields: &[(&str, &str)]) -> Answer {
    server.call("/1.1/comment-check", &with(fields))
}

/// Asks again until it is so, for half a minute at most.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn the_protocol_is_spoken_letter_by_letter() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[]);
    let key = server.key.as_str();

    let verified = server.send(&format!(
        "POST /1.1/verify-key HTTP/1.0\r\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nContent-Length: {}\r\n\r\nkey={key}&blog=b",
        key.len() + 11
    ));
    assert_eq!((verified.status, verified.body.as_str(), verified.header("x-akismet-debug-help")), (200, "valid", None));
    let wrong = server.call("/1.1/verify-key", &[("key", "nobodys"), ("blog", "b")]);
    assert_eq!(wrong.body, "valid", "the api_key beside it is known");
    let unknown = server.page("POST", "/1.1/verify-key", "", "key=nobodys&blog=b");
    assert_eq!((unknown.status, unknown.body.as_str()), (200, "invalid"));
    assert!(unknown.header("x-akismet-debug-help").is_some());

    let spam = check(&server, &SPAM);
    assert_eq!((spam.status, spam.body.as_str(), spam.header("content-type")), (200, "true", Some("text/plain; charset=utf-8")));
    assert_eq!(spam.header("x-akismet-guid").map(str::len), Some(32));
    assert_eq!((spam.header("x-akismet-debug-help"), spam.header("x-akismet-alert-msg")), (None, None));
    assert!(spam.header("x-fineness-rules").unwrap().contains("keyword-name"));
    let ham = check(&server, &[("comment_author", "Anna"), ("comment_content", "The sluice on the left leaks since March.")]);
    assert_eq!(ham.body, "false");

    for (field, value, expected) in [
        ("comment_author", "viagra-test-123", "true"),
        ("comment_author", "akismet-guaranteed-spam", "true"),
        ("comment_author_email", "akismet-guaranteed-spam@example.com", "true"),
        ("user_role", "administrator", "false"),
    ] {
        assert_eq!(check(&server, &[(field, value), ("is_test", "1")]).body, expected, "{value}");
    }
    let trapped = check(&server, &[("honeypot_field_name", "fax"), ("fax", "12345"), ("comment_author", "Ben")]);
    assert_eq!((trapped.body.as_str(), trapped.header("x-akismet-pro-tip")), ("true", Some("discard")));
    let unknown_fields =
        check(&server, &[("HTTP_ACCEPT", "*/*"), ("POST_ak_js", "17"), ("comment_context[]", "mills"), ("comment_author", "C")]);
    assert_eq!(unknown_fields.body, "false");

    let missing = server.call("/1.1/comment-check", &[("blog", "b")]);
    assert_eq!((missing.status, missing.body.as_str()), (200, "invalid"));
    assert!(missing.header("x-akismet-debug-help").unwrap().contains("user_ip"));
    for call in ["submit-spam", "submit-ham"] {
        let thanked = server.call(&format!("/1.1/{call}"), &with(&SPAM));
        assert_eq!(thanked.body, "Thanks for making the web a better place.");
    }
    assert_eq!(server.call("/1.1/guess", &BLOG).body, "invalid");

    let by_host = server.send(&format!(
        "POST /1.1/comment-check HTTP/1.1\r\nHost: {key}.rest.akismet.com\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 17\r\n\r\nblog=b&user_ip=::1"
    ));
    assert_eq!(by_host.body, "false");
    #[cfg(unix)]
    assert!(server.stop());
}

#[test]
fn what_a_key_asked_is_counted_by_site() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[]);
    check(&server, &SPAM);
    check(&server, &[("comment_author", "Anna"), ("comment_content", "hello")]);
    server.call("/1.1/submit-ham", &with(&SPAM));
    let limit = server.get(&format!("/1.2/usage-limit?api_key={}", server.key)).json();
    assert_eq!((&limit["limit"], &limit["usage"], &limit["throttled"]), (&"none".into(), &3.into(), &false.into()));
    let sites = server.call("/1.2/key-sites", &[]).json();
    let month = sites.as_object().unwrap().keys().find(|name| name.starts_with("20")).unwrap();
    let site = &sites[month][0];
    assert_eq!((&site["api_calls"], &site["spam"], &site["false_positives"]), (&"3".into(), &"1".into(), &"1".into()));
    // Some clients send no key with some calls, which this machine may do, and no page in a browser.
    let keyless = |host: &str, more: &str| {
        let head = format!("POST /1.2/key-sites HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 0\r\n{more}\r\n");
        server.send(&head)
    };
    assert_eq!(keyless("127.0.0.1:99", "").json()["total"], 1);
    assert_eq!(keyless("127.0.0.1", "Origin: http://evil.example\r\n").body, "invalid");
    assert_eq!(keyless("rebound.evil.example", "").body, "invalid");
    assert!(server.call("/1.2/key-sites", &[("format", "csv")]).body.starts_with("Site,"));
    assert_eq!(server.call("/1.2/key-sites", &[("month", "soon")]).body, "invalid");
}

#[test]
fn a_comment_is_explained_and_corrected_and_addresses_are_never_kept() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &["--ban-log", "ban.log"]);
    let fields = [&SPAM[..], &[("comment_author_email", "buy@watches.example")]].concat();
    let guid = check(&server, &fields).header("x-akismet-guid").unwrap().to_owned();
    let path = format!("/v1/items/{guid}");
    let item = server.get(&path).json();
    assert_eq!((&item["verdict"], &item["judged"], &item["corrected"]), (&"spam".into(), &"spam".into(), &serde_json::Value::Null));
    let sum: f64 = item["why"]["bill"].as_array().unwrap().iter().map(|line| line["decibans"].as_f64().unwrap()).sum();
    assert!((sum - item["why"]["decibans"].as_f64().unwrap()).abs() < 0.051);

    assert_eq!(server.post_json(&format!("{path}/correct"), "{\"verdict\":\"maybe\"}").status, 422);
    assert_eq!(server.post_json(&format!("{path}/correct"), "{\"verdict\":\"ham\"}").json()["verdict"], "ham");
    assert_eq!(server.get(&path).json()["corrected"], "ham");
    assert_eq!(server.get("/v1/items/none").status, 404);
    let again = [&fields[..], &[("recheck_reason", "stuck")]].concat();
    let rechecked = check(&server, &again);
    assert_eq!(
        (rechecked.body.as_str(), rechecked.header("x-akismet-guid")),
        ("false", Some(guid.as_str())),
        "a person's word stands"
    );

    let keyless = server.send(&format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    assert_eq!(keyless.status, 401);
    drop(server);
    let log = std::fs::read_to_string(folder.path().join("ban.log")).unwrap();
    assert!(log.lines().count() == 1 && log.ends_with("fineness: spam from 203.0.113.7\n"), "{log}");
    for name in ["fineness.db", "fineness.db-wal"] {
        let bytes = std::fs::read(folder.path().join(name)).unwrap_or_default();
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!holds("203.0.113.7") && !holds("buy@watches.example"), "{name}");
    }
}

#[test]
fn a_ring_is_recognised_across_posts_and_corrections_teach() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &["--study", "2"]);
    let texts = [
        "I was looking all over the internet for this and your blog finally explained the whole matter to my brother",
        "I was looking everywhere on the internet for this and your blog finally explained the whole matter to my sister",
    ];
    let ask = |number: usize, text: &str| {
        let author = format!("Person {number}");
        let link = format!("http://mill.example/{number}");
        let answer = check(&server, &[("comment_author", &author), ("comment_content", text), ("permalink", &link)]);
        answer.header("x-akismet-guid").unwrap().to_owned()
    };
    for number in 0..40 {
        ask(
            number,
            &format!("The pond behind mill {number} froze in week {} and barley stood {} feet high", number % 13, number * 7 % 29),
        );
    }
    let guids = [ask(100, texts[0]), ask(101, texts[1])];
    let ring = |guid: &str| server.get(&format!("/v1/items/{guid}")).json()["ring"].clone();
    until("the ring is found", || !ring(&guids[0]).is_null());
    assert_eq!(ring(&guids[0]), ring(&guids[1]));
    assert!(server.page("GET", &format!("/queue/{}", guids[0]), "", "").body.contains("Person 101"));

    for number in 0..15 {
        let name = format!("Pupil {number}");
        let sells = format!("zirconium parasols number {number} at zirconium prices, parasols for all");
        server.call("/1.1/submit-spam", &with(&[("comment_author", &name), ("comment_content", &sells)]));
        let asks = format!("which miller ground rye in year {number}, and was the miller paid in rye");
        server.call("/1.1/submit-ham", &with(&[("comment_author", &name), ("comment_content", &asks)]));
    }
    until("it has learned", || {
        let answer = check(&server, &[("comment_author", "New"), ("comment_content", "zirconium parasols for sale, parasols")]);
        let guid = answer.header("x-akismet-guid").unwrap();
        server.get(&format!("/v1/items/{guid}")).json()["why"]["learned"]["decibans"]
            .as_f64()
            .is_some_and(|decibans| decibans > 1.0)
    });
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &["--study", "0"]);
    let dead = AtomicBool::new(false);
    let submit = |thread: usize| {
        let mut kept = Vec::new();
        for number in 0.. {
            if dead.load(Ordering::Relaxed) {
                break;
            }
            let author = format!("Author {thread} {number}");
            let fields = with(&[("comment_author", &author), ("comment_content", "one of many")]);
            // The server dies at any moment, so any call may fail.
            let Some(guid) = try_call(&server, "comment-check", &fields) else { break };
            if try_call(&server, "submit-spam", &fields).is_none() {
                break;
            }
            kept.push(guid);
        }
        kept
    };
    let kept: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|thread| scope.spawn(move || submit(thread))).collect();
        std::thread::sleep(Duration::from_millis(700));
        assert!(std::process::Command::new("kill").args(["-9", &server.id().to_string()]).status().unwrap().success());
        dead.store(true, Ordering::Relaxed);
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(kept.len() > 20, "{} comments", kept.len());
    server.kill();
    let server = Server::start(folder.path(), &["--study", "0"]);
    for guid in &kept {
        assert_eq!(server.get(&format!("/v1/items/{guid}")).json()["corrected"], "spam", "{guid} is lost");
    }
}

/// The id that a call answers, or `acknowledged`; `None` where the server is gone.
fn try_call(server: &Server, call: &str, fields: &[(&str, &str)]) -> Option<String> {
    use std::io::{Read, Write};
    let body = format!("{}&api_key={}", form_of(fields), server.key);
    let mut stream = std::net::TcpStream::connect(server.address).ok()?;
    let head = format!("POST /1.1/{call} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()?;
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    let guid = text.lines().find_map(|line| line.strip_prefix("x-akismet-guid: "));
    if text.ends_with("Thanks for making the web a better place.") {
        Some("acknowledged".to_owned())
    } else {
        guid.map(str::to_owned)
    }
}

#[test]
fn in_shadow_nothing_is_held_and_everything_is_noted() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &["--shadow", "--ban-log", "ban.log"]);
    let answer = check(&server, &SPAM);
    assert_eq!((answer.body.as_str(), answer.header("x-fineness-verdict")), ("false", Some("spam")));
    let queue = server.page("GET", "/queue?show=spam", "", "");
    assert!(queue.body.contains("cheap watches london") && queue.body.contains("Shadow mode"));
    assert_eq!(std::fs::read_to_string(folder.path().join("ban.log")).unwrap(), "");
}

#[test]
fn the_queue_works_without_scripts_and_takes_no_orders_from_other_sites() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[]);
    let evil = "<script>alert(1)</script>\u{202e}\" onmouseover=\"x";
    let answer =
        check(&server, &[("comment_author", evil), ("comment_content", evil), ("comment_author_url", "javascript:alert(1)")]);
    let guid = answer.header("x-akismet-guid").unwrap();
    let page = server.page("GET", "/queue?show=all&q=alert", "", "");
    assert!(page.body.contains("&lt;script&gt;") && !page.body.contains("<script>alert") && !page.body.contains('\u{202e}'));
    assert!(
        !page.body.contains("href=\"javascript") && page.header("content-security-policy").unwrap().contains("default-src 'none'")
    );
    assert!(server.page("GET", "/queue?show=all&q=nothing%25", "", "").body.contains("No comments here"));

    let path = format!("/queue/{guid}");
    let marked = |headers: &str, body: &str| server.page("POST", &path, headers, body);
    assert_eq!(marked("Origin: http://evil.example\r\n", "verdict=spam").status, 403);
    assert_eq!(marked("Sec-Fetch-Site: cross-site\r\n", "verdict=spam").status, 403);
    let away = marked("Sec-Fetch-Site: same-origin\r\n", "verdict=spam&back=//evil.example");
    assert_eq!((away.status, away.header("location")), (303, Some("/queue")));
    assert!(server.page("GET", &path, "", "").body.contains("by a person"));
    let stranger = server.send("GET /queue HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assert!(stranger.status == 401 && stranger.header("www-authenticate").unwrap().starts_with("Basic"));
}

#[test]
fn exports_are_audited_and_filtered_and_nothing_of_them_stays() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[]);
    let history = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/big-ben/events.ndjson")).unwrap();
    let audited = server.post_json("/v1/audit", &history);
    assert!(audited.status == 200 && audited.body.contains("\"verdict\":\"declared_automation\""), "{}", audited.head);
    let page = server.post_json("/v1/audit?format=html", &history);
    assert!(page.body.starts_with("<!DOCTYPE html>") && page.header("content-type").unwrap().starts_with("text/html"));
    assert_eq!(server.post_json("/v1/audit?format=docx", &history).status, 422);
    assert_eq!(server.post_json("/v1/audit", "nothing that could be read").status, 422);
    let comments = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/comments/blog.ndjson")).unwrap();
    let filtered = server.post_json("/v1/filter", &comments);
    assert!(filtered.body.lines().filter(|line| line.contains("\"type\":\"item\"")).count() > 5, "{}", filtered.body);
    assert!(server.page("GET", "/queue?show=all", "", "").body.contains("No comments here"));
    let metrics = server.get("/metrics").body;
    assert!(metrics.contains("fineness_calls_total{call=\"audit\"}") && metrics.ends_with("# EOF\n"));
    assert_eq!((server.get("/healthz").status, server.get("/readyz").status), (200, 200));
}

#[test]
fn a_key_that_asks_too_often_and_bodies_that_are_too_large_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &["--rate", "2", "--max-body", "2000"]);
    let refused = (0..20).map(|_| check(&server, &[])).find(|answer| answer.body == "error").expect("too often");
    assert!(refused.header("x-akismet-error").unwrap().contains("too many"));
    let large = server.call("/1.1/comment-check", &with(&[("comment_content", &"x".repeat(3000))]));
    assert_eq!(large.status, 413);
}

#[test]
fn servers_that_share_a_store_share_what_they_know() {
    let Ok(address) = std::env::var("FINENESS_TEST_POSTGRES") else {
        eprintln!("SKIPPED: servers that share a store were not tested; FINENESS_TEST_POSTGRES names no database");
        return;
    };
    postgres::Client::connect(&address, postgres::NoTls).unwrap().batch_execute("create database shared").unwrap();
    let store = address.replace("/postgres", "/shared").replace("//shared", "//postgres");
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = [(), ()].map(|()| Server::start(folder.path(), &["--store", &store, "--study", "2"]));
    let text = "the miller who ground rye by night was paid in parasols and barley";
    let guid = check(&one, &[("comment_author", "Anna"), ("comment_content", text)]).header("x-akismet-guid").unwrap().to_owned();
    for author in ["Cara", "Dora", "Emil"] {
        check(&one, &[("comment_author", author), ("comment_content", text)]);
    }
    assert_eq!(other.get(&format!("/v1/items/{guid}")).json()["author"], "Anna");
    other.post_json(&format!("/v1/items/{guid}/correct"), "{\"verdict\":\"spam\"}");
    assert_eq!(one.get(&format!("/v1/items/{guid}")).json()["verdict"], "spam");
    // What one server saw counts as a repeat for the other.
    until("a repeat is known", || {
        let answer = check(&other, &[("comment_author", "Ben"), ("comment_content", text), ("is_test", "1")]);
        answer.header("x-fineness-rules").is_some_and(|rules| rules.contains("copied"))
    });
}
