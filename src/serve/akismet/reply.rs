//! Answers as clients expect them.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::score::ItemWord;
use crate::serve::Settings;
use crate::serve::comments::Answer;

/// When to ask again about a comment of which nothing can be said yet: a ring may be known by then. In seconds.
const ASK_AGAIN: &str = "300";

/// A body in plain text.
pub(super) fn plain(body: &str) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], body.to_owned()).into_response()
}

/// The answer to a call that is wrong; clients show the reason.
pub(super) fn invalid(reason: &str) -> Response {
    told("invalid", "x-akismet-debug-help", reason)
}

/// The answer where there is none: clients hold the comment and ask again. The header with help must not stand on it for some.
pub(super) fn error(reason: &str) -> Response {
    told("error", "x-akismet-error", reason)
}

fn told(body: &str, name: &'static str, reason: &str) -> Response {
    let mut response = plain(body);
    set(response.headers_mut(), name, reason);
    response
}

/// The answer to a comment: `true` for spam. What we think stands in headers of our own beside it.
pub(super) fn reply(answer: &Answer, settings: &Settings) -> Response {
    let spam = answer.word == ItemWord::Spam && !settings.shadow;
    let mut response = plain(if spam { "true" } else { "false" });
    let headers = response.headers_mut();
    set(headers, "x-akismet-guid", &answer.guid);
    if spam && answer.blatant {
        set(headers, "x-akismet-pro-tip", "discard");
    }
    if answer.word == ItemWord::Unsure && !settings.shadow && !settings.study.is_zero() {
        set(headers, "x-akismet-recheck-after", ASK_AGAIN);
    }
    set(headers, "x-fineness-verdict", answer.word.name());
    set(headers, "x-fineness-probability", &format!("{:.4}", answer.probability));
    set(headers, "x-fineness-rules", &answer.rules.join(" "));
    response
}

/// Sets a header; characters that a header cannot carry are left out.
fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    let value: String = value.chars().filter(|letter| (' '..='~').contains(letter)).collect();
    if let Ok(value) = HeaderValue::from_str(&value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}
