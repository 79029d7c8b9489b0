//! Real clients of Akismet, from npm and PyPI, against a server. They are had by `npm ci --prefix tests/clients` and
//! `python3 -m venv tests/clients/.venv && tests/clients/.venv/bin/pip install -r tests/clients/requirements.txt`; without them this says
//! so and checks nothing.

mod support;

use std::path::Path;
use std::process::Command;

use support::Server;

fn run(program: &Path, script: &str, server: &Server) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients");
    let output = Command::new(program)
        .arg(folder.join(script))
        .env("FINENESS_ADDRESS", server.address.to_string())
        .env("FINENESS_KEY", &server.key)
        .output()
        .unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{script}: {told}");
}

#[test]
fn clients_from_npm_make_all_their_calls() {
    let modules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/node_modules");
    if !modules.is_dir() || Command::new("node").arg("--version").output().is_err() {
        eprintln!("SKIPPED: no client from npm was tried; `npm ci --prefix tests/clients` brings them");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    run(Path::new("node"), "check.mjs", &Server::start(folder.path(), &[]));
}

#[test]
fn the_client_from_pypi_makes_all_its_calls() {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/.venv/bin/python");
    if !python.is_file() {
        eprintln!("SKIPPED: the client from PyPI was not tried; tests/clients/requirements.txt names it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    run(&python, "check.py", &Server::start(folder.path(), &[]));
}
