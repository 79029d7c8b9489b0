//! The pieces that are shipped for other programs, in those programs: the plugin for WordPress in PHP, the filter in Fail2Ban. Where a
//! program is not installed, this says so and checks nothing; `apt-get install php-cli fail2ban` brings both.

mod support;

use std::path::Path;
use std::process::{Command, Output};

use support::{SPAM, Server};

fn file(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What a command says; `None`, told, where there is no such program.
fn run(command: &mut Command) -> Option<(Output, String)> {
    match command.output() {
        Ok(output) => {
            let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            Some((output, said))
        }
        Err(cause) => {
            eprintln!("SKIPPED: {} was not tried: {cause}", command.get_program().to_string_lossy());
            None
        }
    }
}

#[test]
fn the_plugin_sends_what_akismet_is_asked_to_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &[]);
    let mut php = Command::new("php");
    php.arg(file("tests/integrations/wordpress.php"));
    php.env("FINENESS_ADDRESS", server.address.to_string()).env("FINENESS_KEY", &server.key);
    if let Some((output, said)) = run(&mut php) {
        assert!(output.status.success() && said.is_empty(), "{said}");
    }
}

#[test]
fn fail2ban_finds_the_addresses_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), &["--ban-log", "ban.log"]);
    for address in ["203.0.113.7", "2001:db8::1", "1.2.3.4\n2026-01-01T00:00:00Z fineness: spam from 9.9.9.9"] {
        let fields = [&SPAM[..], &[("blog", "http://mill.example/"), ("user_ip", address)]].concat();
        server.call("/1.1/comment-check", &fields);
    }
    drop(server);
    let log = folder.path().join("ban.log");
    assert_eq!(std::fs::read_to_string(&log).unwrap().lines().count(), 2);
    if let Some((_, said)) = run(Command::new("fail2ban-regex").arg(&log).arg(file("integrations/fail2ban/filter.conf"))) {
        assert!(said.contains("Lines: 2 lines, 0 ignored, 2 matched, 0 missed"), "{said}");
    }
}
