//! Whether there is a real browser to look with.

use std::env;
use std::path::{Path, PathBuf};

/// A browser, and Node with the packages of tests/browser.
pub struct Browser {
    pub browser: PathBuf,
    pub node: PathBuf,
}

/// A program by its name.
fn found(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| path.is_file())
}

/// The browser that FINENESS_BROWSER names, or one in the path; where something is missing, says so and gives none.
pub fn browser(looked_at: &str) -> Option<Browser> {
    let browser = env::var_os("FINENESS_BROWSER")
        .map(PathBuf::from)
        .or_else(|| found(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]));
    let node = found(&["node"]);
    let modules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules").is_dir();
    match (browser, node, modules) {
        (Some(browser), Some(node), true) => Some(Browser { browser, node }),
        (browser, node, modules) => {
            eprintln!(
                "SKIPPED: {looked_at} was not looked at in a browser (chromium {}, node {}, tests/browser/node_modules {modules}); \
                 `apt-get install chromium && npm ci --prefix tests/browser` brings them",
                browser.is_some(),
                node.is_some(),
            );
            None
        }
    }
}
