//! What a client sends: a form with a few known fields and any number of others.

use axum::http::{HeaderMap, header};
use encoding_rs::{Encoding, UTF_8};
use percent_encoding::percent_decode;

use crate::event::Kind;
use crate::score::ItemWord;
use crate::serve::comments::{Parts, Submission};
use crate::serve::private::hashed;

/// The fields of a call.
#[derive(Debug, Default)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads a form in the character set that it names (`charset` of the content type, or `blog_charset`), UTF-8 if it names none.
    pub(super) fn read(headers: &HeaderMap, body: &[u8]) -> Form {
        let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let named = content_type.split(';').find_map(|part| part.trim().strip_prefix("charset="));
        let utf8 = Form::parse(body, UTF_8);
        let named = named.map(|name| name.trim_matches('"')).unwrap_or_else(|| utf8.get("blog_charset"));
        match Encoding::for_label(named.as_bytes()) {
            Some(encoding) if encoding != UTF_8 => Form::parse(body, encoding),
            _ => utf8,
        }
    }

    /// The fields of the address, where the body had none.
    pub(super) fn or_query(self, query: Option<&str>) -> Form {
        if self.0.is_empty() { Form::parse(query.unwrap_or_default().as_bytes(), UTF_8) } else { self }
    }

    fn parse(body: &[u8], encoding: &'static Encoding) -> Form {
        let decoded = |part: &[u8]| {
            let spaced: Vec<u8> = part.iter().map(|&byte| if byte == b'+' { b' ' } else { byte }).collect();
            let bytes: Vec<u8> = percent_decode(&spaced).collect();
            encoding.decode_without_bom_handling(&bytes).0.into_owned()
        };
        let fields = body.split(|&byte| byte == b'&').filter(|field| !field.is_empty()).map(|field| {
            let mut halves = field.splitn(2, |&byte| byte == b'=');
            let name = halves.next().unwrap_or_default();
            (decoded(name), decoded(halves.next().unwrap_or_default()))
        });
        Form(fields.collect())
    }

    /// The last value of a field, trimmed; empty if there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }

    /// The comment that the form tells of.
    pub(super) fn submission(&self, key: String, secret: &[u8], now: i64) -> Submission {
        let text = |name: &str| self.get(name).to_owned();
        let written = chrono::DateTime::parse_from_rfc3339(self.get("comment_date_gmt")).map(|at| at.timestamp_millis());
        let parts = Parts {
            key,
            site: text("blog"),
            thread: text("permalink"),
            kind: Some(kind(self.get("comment_type"))),
            author: text("comment_author"),
            author_url: text("comment_author_url"),
            email: hashed(secret, self.get("comment_author_email")),
            address: hashed(secret, self.get("user_ip")),
            text: text("comment_content"),
            // Whoever sends a date from another age has a wrong clock.
            seen: written.ok().filter(|at| (now - 10 * 365 * 86_400_000..=now + 86_400_000).contains(at)).unwrap_or(now),
        };
        Submission {
            comment: parts.comment(),
            address: text("user_ip"),
            settled: self.settled(),
            is_test: matches!(self.get("is_test"), "1" | "true"),
            again: !self.get("recheck_reason").is_empty(),
        }
    }

    /// What the protocol settles by itself: test values, trusted roles, and a field that only programs fill in.
    fn settled(&self) -> Option<(ItemWord, &'static str)> {
        let (author, email) = (self.get("comment_author"), self.get("comment_author_email"));
        let trap = self.get("honeypot_field_name");
        if matches!(author, "viagra-test-123" | "akismet-guaranteed-spam") || email == "akismet-guaranteed-spam@example.com" {
            Some((ItemWord::Spam, "test-value"))
        } else if self.get("user_role") == "administrator" {
            Some((ItemWord::Ham, "administrator"))
        } else if !trap.is_empty() && !self.get(trap).is_empty() {
            Some((ItemWord::Spam, "hidden-field-filled"))
        } else {
            None
        }
    }
}

fn kind(comment_type: &str) -> Kind {
    match comment_type {
        "pingback" | "trackback" => Kind::Pingback,
        "reply" => Kind::Reply,
        "blog-post" | "forum-post" => Kind::Post,
        _ => Kind::Comment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(content_type: &str, body: &[u8]) -> Form {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, content_type.parse().unwrap());
        Form::read(&headers, body)
    }

    #[test]
    fn fields_are_read_in_the_character_set_that_is_named() {
        let plain = form("application/x-www-form-urlencoded", b"comment_content=na%C3%AFve+me&x&=y&user_ip=1.2.3.4");
        assert_eq!((plain.get("comment_content"), plain.get("x"), plain.get("none")), ("naïve me", "", ""));
        let latin = form("application/x-www-form-urlencoded; charset=ISO-8859-1", b"comment_content=na%EFve");
        assert_eq!(latin.get("comment_content"), "naïve");
        let by_field = form("application/x-www-form-urlencoded", b"blog_charset=iso-8859-15&comment_content=5+%A4");
        assert_eq!(by_field.get("comment_content"), "5 €");
        let broken = form("application/x-www-form-urlencoded; charset=klingon", b"comment_content=%FF%zz");
        assert_eq!(broken.get("comment_content"), "\u{fffd}%zz");
    }

    #[test]
    fn what_the_protocol_settles_needs_no_judging() {
        let settled = |body: &str| form("application/x-www-form-urlencoded", body.as_bytes()).settled();
        assert_eq!(settled("comment_author=viagra-test-123").map(|settled| settled.0), Some(ItemWord::Spam));
        assert_eq!(
            settled("comment_author_email=akismet-guaranteed-spam%40example.com").map(|settled| settled.0),
            Some(ItemWord::Spam)
        );
        assert_eq!(settled("user_role=administrator").map(|settled| settled.0), Some(ItemWord::Ham));
        assert_eq!(settled("honeypot_field_name=trap&trap=x").map(|settled| settled.0), Some(ItemWord::Spam));
        assert_eq!(settled("honeypot_field_name=trap&trap="), None);
        assert_eq!(settled("comment_author=Anna"), None);
    }

    #[test]
    fn addresses_are_hashed_and_times_from_other_ages_are_not_believed() {
        let now = 1_764_000_000_000;
        let form = form(
            "application/x-www-form-urlencoded",
            b"blog=b&user_ip=1.2.3.4&comment_author_email=a%40b.example&comment_date_gmt=1970-01-01T00:00:00Z&recheck_reason=x",
        );
        let submission = form.submission("k".into(), b"secret", now);
        let comment = &submission.comment;
        assert_eq!((comment.seen, comment.email.len(), comment.address.len(), submission.again), (now, 32, 32, true));
        assert!(!format!("{comment:?}").contains("1.2.3.4"));
    }
}
