//! The page on which people moderate. It works without scripts; with them, the keyboard does.

mod page;

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::guard::Refused;
use super::{Shared, now};
use crate::score::ItemWord;
use crate::store::{Comment, Search};

/// Comments on a page.
const PAGE: usize = 50;
const STYLE: &str = include_str!("queue.css");
const SCRIPT: &str = include_str!("queue.js");

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/", get(|| async { Redirect::to("/queue") }))
        .route("/queue", get(list))
        .route("/queue/{guid}", get(one).post(mark))
        .route("/queue.css", get(|| async { asset("text/css; charset=utf-8", STYLE) }))
        .route("/queue.js", get(|| async { asset("text/javascript; charset=utf-8", SCRIPT) }))
}

/// What a reader looks for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Wanted {
    #[serde(default)]
    show: String,
    #[serde(default)]
    rule: String,
    #[serde(default)]
    ring: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    before: Option<i64>,
}

impl Wanted {
    fn search(&self) -> Search {
        let given = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let standing = match self.show.as_str() {
            "all" => None,
            "" if !self.ring.is_empty() => None,
            "" => Some(ItemWord::Unsure),
            word => ItemWord::ALL.into_iter().find(|known| known.name() == word),
        };
        Search {
            standing,
            rule: given(&self.rule),
            ring: given(&self.ring),
            holding: given(&self.q),
            before: self.before,
            most: PAGE,
        }
    }
}

async fn list(State(shared): State<Shared>, Query(wanted): Query<Wanted>, headers: HeaderMap) -> Response {
    if let Err(refused) = shared.guard.admit_headers(&headers) {
        return refuse(refused);
    }
    shared.metrics.called("queue");
    let search = wanted.search();
    match shared.line.ask(move |clerk| clerk.store().find(&search)).await.and_then(|found| found) {
        Ok(comments) => html(StatusCode::OK, page::list(&comments, &wanted, PAGE, shared.settings.shadow)),
        Err(cause) => html(StatusCode::SERVICE_UNAVAILABLE, page::message(&cause.to_string())),
    }
}

async fn one(State(shared): State<Shared>, Path(guid): Path<String>, headers: HeaderMap) -> Response {
    if let Err(refused) = shared.guard.admit_headers(&headers) {
        return refuse(refused);
    }
    shared.metrics.called("queue");
    let found = shared.line.ask(move |clerk| {
        let Some(comment) = clerk.store().comment(&guid)? else { return Ok(None) };
        let ring = match &comment.ring {
            Some(ring) => clerk.store().find(&Search { ring: Some(ring.clone()), most: PAGE, ..Search::default() })?,
            None => Vec::new(),
        };
        crate::Result::Ok(Some((comment, ring)))
    });
    match found.await.and_then(|found| found) {
        Ok(Some((comment, ring))) => html(StatusCode::OK, page::one(&comment, &ring)),
        Ok(None) => html(StatusCode::NOT_FOUND, page::message("No comment has this id; it may have been forgotten.")),
        Err(cause) => html(StatusCode::SERVICE_UNAVAILABLE, page::message(&cause.to_string())),
    }
}

#[derive(Debug, Deserialize)]
struct Mark {
    verdict: ItemWord,
    #[serde(default)]
    back: String,
}

async fn mark(State(shared): State<Shared>, Path(guid): Path<String>, headers: HeaderMap, Form(mark): Form<Mark>) -> Response {
    if let Err(refused) = shared.guard.admit_headers(&headers) {
        return refuse(refused);
    }
    if !is_from_here(&headers) {
        return html(StatusCode::FORBIDDEN, page::message("The request came from a page of another site, so nothing was done."));
    }
    if mark.verdict == ItemWord::Unsure {
        return html(StatusCode::UNPROCESSABLE_ENTITY, page::message("A person's verdict is ham or spam."));
    }
    shared.metrics.called("mark");
    let marked = shared.line.ask(move |clerk| clerk.correct_known(&guid, mark.verdict, now()));
    match marked.await.and_then(|found| found) {
        Ok(Some(Comment { .. })) => {
            // Only a place on this server: a path that begins with two slashes is another host.
            let here = mark.back.starts_with("/queue") && !mark.back.contains(['\\', '\r', '\n']);
            Redirect::to(if here { &mark.back } else { "/queue" }).into_response()
        }
        Ok(None) => html(StatusCode::NOT_FOUND, page::message("No comment has this id; it may have been forgotten.")),
        Err(cause) => html(StatusCode::SERVICE_UNAVAILABLE, page::message(&cause.to_string())),
    }
}

/// Whether a form was sent from one of our own pages: a browser says so, and nothing else has the key without knowing it.
fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match (headers.get("sec-fetch-site").and_then(|value| value.to_str().ok()), text(header::ORIGIN), text(header::HOST)) {
        (Some(site), _, _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (None, Some(_), None) => false,
        (None, None, _) => true,
    }
}

fn html(status: StatusCode, page: String) -> Response {
    const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; \
                          base-uri 'none'; frame-ancestors 'none'";
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, page).into_response()
}

fn asset(media_type: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media_type), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")], text).into_response()
}

fn refuse(refused: Refused) -> Response {
    match refused {
        Refused::Unknown => {
            let mut response =
                html(StatusCode::UNAUTHORIZED, page::message("Log in with any name, and a key of this server as the password."));
            let ask = HeaderValue::from_static("Basic realm=\"fineness\", charset=\"UTF-8\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, ask);
            response
        }
        Refused::TooOften => html(StatusCode::TOO_MANY_REQUESTS, page::message("Too many requests; wait a second.")),
    }
}
