//! At the door: is the key known, and does it ask too often?

use std::net::IpAddr;
use std::num::NonZeroU32;

use axum::http::{HeaderMap, header};
use governor::{DefaultKeyedRateLimiter, Quota};

use super::{Keys, Settings};

/// Knows keys, and counts requests.
#[derive(Debug)]
pub(super) struct Guard {
    keys: Keys,
    /// Whether only this machine can reach the server.
    loopback: bool,
    rates: DefaultKeyedRateLimiter<String>,
}

/// Why a request goes no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// No key, or one that is not known.
    Unknown,
    /// Too many requests in a second.
    TooOften,
}

impl Guard {
    pub(super) fn new(settings: &Settings) -> Guard {
        let rate = NonZeroU32::new(settings.rate).unwrap_or(NonZeroU32::MAX);
        let loopback = settings.listen.ip().is_loopback();
        Guard { keys: settings.keys.clone(), loopback, rates: DefaultKeyedRateLimiter::keyed(Quota::per_second(rate)) }
    }

    /// The name of the first of these keys that is known.
    pub(super) fn admit<'k>(&self, keys: impl IntoIterator<Item = &'k str>) -> Result<String, Refused> {
        let name = keys.into_iter().find_map(|key| self.keys.name(key)).ok_or(Refused::Unknown)?;
        self.admit_named(name)
    }

    /// The only key's name, for clients that send none: on a server that only this machine can reach, called by that name, and not
    /// by a page in a browser, which any site can have opened.
    pub(super) fn admit_keyless(&self, headers: &HeaderMap) -> Result<String, Refused> {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let named = host.rsplit_once(':').map_or(host, |(name, _)| name);
        // Whoever was told that Akismet is here calls us by its name; a page of another site cannot.
        let here = matches!(named, "localhost" | "rest.akismet.com")
            || named.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        let browser = ["origin", "sec-fetch-site", "referer"].iter().any(|name| headers.contains_key(*name));
        if !self.loopback || !here || browser {
            return Err(Refused::Unknown);
        }
        self.admit_named(self.keys.only().ok_or(Refused::Unknown)?)
    }

    fn admit_named(&self, name: &str) -> Result<String, Refused> {
        let name = name.to_owned();
        self.rates.check_key(&name).map_err(|_| Refused::TooOften)?;
        Ok(name)
    }

    /// The key of a request to the interface in JSON (`Authorization: Bearer KEY`) or of a page (Basic, the key as the password).
    pub(super) fn admit_headers(&self, headers: &HeaderMap) -> Result<String, Refused> {
        let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).ok_or(Refused::Unknown)?;
        if let Some(key) = given.strip_prefix("Bearer ") {
            return self.admit([key.trim()]);
        }
        let decoded = given.strip_prefix("Basic ").and_then(decode).ok_or(Refused::Unknown)?;
        let (_, key) = decoded.split_once(':').ok_or(Refused::Unknown)?;
        self.admit([key])
    }
}

/// Base64 (RFC 4648, section 4) of UTF-8.
fn decode(text: &str) -> Option<String> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(text.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok())
}

/// The first part of the host, where clients put the key.
pub(super) fn host_key(headers: &HeaderMap) -> Option<&str> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    host.split(['.', ':']).next()
}
