//! The protocol of Akismet, versions 1.1 and 1.2, as clients speak it.
//!
//! Sources: akismet.com/developers, and what the clients of WordPress, PyPI and npm send. Answers are `text/plain` with status 200,
//! errors too; clients compare bodies letter by letter.

mod form;
mod reply;
mod usage;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Query, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{any, post};

use self::form::Form;
use self::reply::{error, invalid, plain, reply};
use super::comments::Submission;
use super::guard::{Refused, host_key};
use super::{Shared, now};
use crate::score::ItemWord;

/// What clients wait for, letter by letter.
const THANKS: &str = "Thanks for making the web a better place.";

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/1.1/verify-key", post(verify_key))
        .route("/1.1/comment-check", post(comment_check))
        .route("/1.1/submit-spam", post(submit_spam))
        .route("/1.1/submit-ham", post(submit_ham))
        .route("/{version}/usage-limit", any(usage_limit))
        .route("/{version}/key-sites", any(key_sites))
        .route("/1.1/{call}", any(unknown_call))
}

async fn verify_key(State(shared): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    shared.metrics.called("verify-key");
    let form = Form::read(&headers, &body);
    // The key to verify stands in the form; a host that begins with another one does not vouch for it.
    match shared.guard.admit([form.get("key"), form.get("api_key")].into_iter().filter(|key| !key.is_empty())) {
        Ok(_) if form.get("blog").is_empty() => invalid("Empty \"blog\" value"),
        Ok(_) => plain("valid"),
        Err(refused) => refuse(refused),
    }
}

async fn comment_check(State(shared): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    shared.metrics.called("comment-check");
    let timer = shared.metrics.timer();
    let form = Form::read(&headers, &body);
    let submission = match submission(&shared, &headers, &form) {
        Ok(submission) => submission,
        Err(response) => return *response,
    };
    let address = submission.address.clone();
    let is_test = submission.is_test;
    let answered = shared.line.ask(move |clerk| clerk.check(submission)).await;
    timer.observe();
    match answered.and_then(|answer| answer) {
        Ok(answer) => {
            if answer.word == ItemWord::Spam
                && !is_test
                && !shared.settings.shadow
                && let Some(log) = &shared.ban_log
            {
                log.note(&address);
            }
            reply(&answer, &shared.settings)
        }
        Err(cause) => error(&cause.to_string()),
    }
}

async fn submit_spam(state: State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    submit(state, headers, body, "submit-spam", ItemWord::Spam).await
}

async fn submit_ham(state: State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    submit(state, headers, body, "submit-ham", ItemWord::Ham).await
}

async fn submit(State(shared): State<Shared>, headers: HeaderMap, body: Bytes, call: &'static str, word: ItemWord) -> Response {
    shared.metrics.called(call);
    let form = Form::read(&headers, &body);
    let submission = match submission(&shared, &headers, &form) {
        Ok(submission) => submission,
        Err(response) => return *response,
    };
    let corrected = shared.line.ask(move |clerk| clerk.correct(submission, word)).await;
    match corrected.and_then(|guid| guid) {
        Ok(_) => plain(THANKS),
        Err(cause) => error(&cause.to_string()),
    }
}

async fn usage_limit(
    State(shared): State<Shared>,
    Path(version): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response {
    shared.metrics.called("usage-limit");
    let form = Form::read(&headers, &body).or_query(query.as_deref());
    match key(&shared, &headers, &form) {
        Ok(_) if version != "1.2" => invalid("usage-limit is a call of version 1.2"),
        Ok(key) => usage::limit(&shared, key).await,
        Err(refused) => refuse(refused),
    }
}

async fn key_sites(
    State(shared): State<Shared>,
    Path(version): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response {
    shared.metrics.called("key-sites");
    let form = Form::read(&headers, &body).or_query(query.as_deref());
    match key(&shared, &headers, &form) {
        Ok(_) if version != "1.2" => invalid("key-sites is a call of version 1.2"),
        Ok(key) => usage::sites(&shared, key, &form).await,
        Err(refused) => refuse(refused),
    }
}

async fn unknown_call(State(shared): State<Shared>, Query(_): Query<Vec<(String, String)>>) -> Response {
    shared.metrics.called("unknown");
    invalid("this call is not known; there are verify-key, comment-check, submit-spam, submit-ham, usage-limit and key-sites")
}

/// The name of the key of a call: in the form, or else the first part of the host. Some clients send none with some calls.
fn key(shared: &Shared, headers: &HeaderMap, form: &Form) -> Result<String, Refused> {
    let given = [form.get("api_key"), form.get("key"), host_key(headers).unwrap_or_default()];
    match shared.guard.admit(given.into_iter().filter(|key| !key.is_empty())) {
        Err(Refused::Unknown) if given[..2] == ["", ""] => shared.guard.admit_keyless(headers),
        admitted => admitted,
    }
}

fn submission(shared: &Shared, headers: &HeaderMap, form: &Form) -> Result<Submission, Box<Response>> {
    let key = key(shared, headers, form).map_err(|refused| Box::new(refuse(refused)))?;
    for required in ["blog", "user_ip"] {
        if form.get(required).is_empty() {
            return Err(Box::new(invalid(&format!("Empty \"{required}\" value"))));
        }
    }
    Ok(form.submission(key, shared.settings.keys.secret(), now()))
}

fn refuse(refused: Refused) -> Response {
    match refused {
        Refused::Unknown => invalid("the key is not known to this server"),
        Refused::TooOften => error("too many requests with this key; ask again in a second"),
    }
}
