//! The server's pages in a real browser: the queue by keys and by buttons, a file dropped in, nothing that runs from a comment.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::Server;
use support::browser::browser;

#[test]
fn people_moderate_and_audit_in_a_browser() {
    let Some(found) = browser("the moderation page") else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let server = Server::start(&folder, &["--study", "0"]);
    let evil = "<script>owned=1</script><img src=x onerror=owned=1>\"'\u{202e}";
    let comments =
        [("Ben", "Subscribe to my parasol channel, please"), ("Cara", "nice"), ("Dora", "Which year was that?"), (evil, evil)];
    for (author, text) in comments {
        let fields = [("blog", "b"), ("user_ip", "203.0.113.7"), ("comment_author", author), ("comment_content", text)];
        assert_eq!(server.call("/1.1/comment-check", &fields).status, 200);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(&found.node)
        .arg(root.join("tests/browser/pages.mjs"))
        .arg(&found.browser)
        .args([&server.address.to_string(), &server.key])
        .arg(&folder)
        .arg(root.join("fixtures/big-ben/events.ndjson"))
        .output()
        .unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}");
}
