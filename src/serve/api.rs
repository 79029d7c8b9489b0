//! The interface in JSON: audits and filters whole exports, tells why a comment was judged as it was, and takes corrections.

mod exports;

use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::guard::Refused;
use super::{Shared, now};
use crate::event::{Precision, Stamp};
use crate::score::ItemWord;
use crate::store::Comment;

pub(super) use exports::{Work, report, routes as exports};

pub(super) fn items() -> Router<Shared> {
    Router::new().route("/v1/items/{guid}", get(item)).route("/v1/items/{guid}/correct", post(correct))
}

async fn item(State(shared): State<Shared>, Path(guid): Path<String>, headers: HeaderMap) -> Response {
    if let Err(refused) = shared.guard.admit_headers(&headers) {
        return refuse(refused);
    }
    shared.metrics.called("items");
    match shared.line.ask(move |clerk| clerk.store().comment(&guid)).await.and_then(|found| found) {
        Ok(Some(comment)) => answer(StatusCode::OK, &told(&comment)),
        Ok(None) => fail(StatusCode::NOT_FOUND, "no comment has this id; it may have been forgotten"),
        Err(cause) => fail(StatusCode::SERVICE_UNAVAILABLE, &cause.to_string()),
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Correction {
    verdict: ItemWord,
}

async fn correct(
    State(shared): State<Shared>,
    Path(guid): Path<String>,
    headers: HeaderMap,
    body: Result<Json<Correction>, JsonRejection>,
) -> Response {
    if let Err(refused) = shared.guard.admit_headers(&headers) {
        return refuse(refused);
    }
    shared.metrics.called("correct");
    let word = match body {
        Ok(Json(Correction { verdict })) if verdict != ItemWord::Unsure => verdict,
        Ok(_) => return fail(StatusCode::UNPROCESSABLE_ENTITY, "a person's verdict is ham or spam"),
        Err(cause) => return fail(StatusCode::UNPROCESSABLE_ENTITY, &format!("{cause}; send {{\"verdict\": \"ham\"}} or spam")),
    };
    match shared.line.ask(move |clerk| clerk.correct_known(&guid, word, now())).await.and_then(|found| found) {
        Ok(Some(comment)) => answer(StatusCode::OK, &told(&comment)),
        Ok(None) => fail(StatusCode::NOT_FOUND, "no comment has this id; it may have been forgotten"),
        Err(cause) => fail(StatusCode::SERVICE_UNAVAILABLE, &cause.to_string()),
    }
}

/// What is known of a comment: never an address, nor its hash.
fn told(comment: &Comment) -> Value {
    json!({
        "guid": comment.guid,
        "site": comment.site,
        "thread": comment.thread,
        "kind": comment.kind.name(),
        "seen": Stamp::new(comment.seen, Precision::Second).rfc3339(),
        "author": comment.author,
        "author_url": comment.author_url,
        "text": comment.text,
        "verdict": comment.standing(),
        "judged": comment.word,
        "corrected": comment.corrected,
        "probability": comment.probability,
        "rules": comment.rules,
        "ring": comment.ring,
        "why": serde_json::from_str::<Value>(&comment.why).unwrap_or_default(),
    })
}

/// An answer that says what is wrong.
fn fail(status: StatusCode, reason: &str) -> Response {
    answer(status, &json!({ "error": reason }))
}

/// An answer in JSON, which acts on no terminal that shows it.
pub(super) fn answer(status: StatusCode, value: &Value) -> Response {
    let mut body = Vec::new();
    match crate::report::write_json(&mut body, value) {
        Ok(()) => (status, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(cause) => (StatusCode::INTERNAL_SERVER_ERROR, cause.to_string()).into_response(),
    }
}

fn refuse(refused: Refused) -> Response {
    match refused {
        Refused::Unknown => {
            let mut response = fail(StatusCode::UNAUTHORIZED, "send a key of this server: `Authorization: Bearer KEY`");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, header::HeaderValue::from_static("Bearer"));
            response
        }
        Refused::TooOften => fail(StatusCode::TOO_MANY_REQUESTS, "too many requests with this key; ask again in a second"),
    }
}
