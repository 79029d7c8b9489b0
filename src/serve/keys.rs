//! Who may ask. A file holds the keys by name, and the secret under which addresses of people are hashed.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use data_encoding::HEXLOWER;
use rand::Rng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Error, Result};

/// The keys in force.
#[derive(Debug, Clone)]
pub struct Keys {
    keys: Vec<(String, [u8; 32])>,
    secret: Vec<u8>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Addresses are hashed under it; another one makes known addresses strangers.
    secret: String,
    #[serde(default)]
    key: Vec<Named>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
    key: String,
}

impl Keys {
    /// Reads the file; where there is none, makes it with one random key and a random secret.
    ///
    /// # Errors
    /// The file cannot be read or made, or says something wrong.
    pub fn open(path: &Path) -> Result<Keys> {
        if !path.exists() {
            let made = File { secret: random(), key: vec![Named { name: "first".into(), key: random() }] };
            write(path, &made)?;
        }
        let text = std::fs::read_to_string(path).map_err(|cause| Error::config(path, format!("cannot be read: {cause}")))?;
        let file: File = toml::from_str(&text).map_err(|cause| Error::config(path, format!("\n{cause}")))?;
        if file.key.is_empty() || file.secret.len() < 32 || file.key.iter().any(|named| named.key.len() < 8) {
            return Err(Error::config(
                path,
                "it needs a `secret` of 32 characters or more, and a [[key]] with `name` and a `key` of 8 or more",
            ));
        }
        let keys = file.key.into_iter().map(|named| (named.name, digest(&named.key))).collect();
        Ok(Keys { keys, secret: file.secret.into_bytes() })
    }

    /// The name of a key, if it is one.
    pub fn name(&self, key: &str) -> Option<&str> {
        // Digests are compared, so how long it takes tells nothing of the key.
        let asked = digest(key);
        self.keys.iter().find(|(_, known)| *known == asked).map(|(name, _)| name.as_str())
    }

    /// The name of the only key, if there is but one.
    pub fn only(&self) -> Option<&str> {
        match self.keys.as_slice() {
            [(name, _)] => Some(name),
            _ => None,
        }
    }

    /// The secret under which addresses are hashed.
    pub(super) fn secret(&self) -> &[u8] {
        &self.secret
    }
}

fn digest(key: &str) -> [u8; 32] {
    Sha256::digest(key.as_bytes()).into()
}

/// 32 hexadecimal digits from the system's source of randomness.
pub(super) fn random() -> String {
    let mut bytes = [0; 16];
    rand::rng().fill_bytes(&mut bytes);
    HEXLOWER.encode(&bytes)
}

fn write(path: &Path, file: &File) -> Result<()> {
    let text = toml::to_string(file).map_err(|cause| Error::config(path, cause.to_string()))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut out| out.write_all(text.as_bytes()));
    written.map_err(|cause| Error::config(path, format!("cannot be made: {cause}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_once_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        let made = Keys::open(&path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let key = text.lines().find_map(|line| line.strip_prefix("key = \"")).unwrap().trim_end_matches('"');
        assert_eq!((made.name(key), made.name("guess"), made.only()), (Some("first"), None, Some("first")));
        assert_eq!(Keys::open(&path).unwrap().secret, made.secret);
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&path.metadata().unwrap().permissions()) & 0o777, 0o600);
    }

    #[test]
    fn a_file_without_keys_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        std::fs::write(&path, format!("secret = \"{}\"\n", "s".repeat(32))).unwrap();
        assert!(Keys::open(&path).unwrap_err().to_string().contains("[[key]]"));
    }
}
