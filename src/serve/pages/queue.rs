//! The page on which people moderate.

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::{cards, is_from_here, message, page, refuse};
use crate::score::ItemWord;
use crate::serve::{Shared, now};
use crate::store::{Comment, Search};

/// Comments on a page.
const PAGE: usize = 50;

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/queue", get(list)).route("/queue/{guid}", get(one).post(mark))
}

/// What a reader looks for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    pub(super) show: String,
    #[serde(default)]
    pub(super) rule: String,
    #[serde(default)]
    pub(super) ring: String,
    #[serde(default)]
    pub(super) q: String,
    #[serde(default)]
    pub(super) before: Option<i64>,
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
        Ok(comments) => page(StatusCode::OK, cards::list(&comments, &wanted, PAGE, shared.settings.shadow)),
        Err(cause) => page(StatusCode::SERVICE_UNAVAILABLE, message(&cause.to_string())),
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
        Ok(Some((comment, ring))) => page(StatusCode::OK, cards::one(&comment, &ring)),
        Ok(None) => page(StatusCode::NOT_FOUND, message("No comment has this id; it may have been forgotten.")),
        Err(cause) => page(StatusCode::SERVICE_UNAVAILABLE, message(&cause.to_string())),
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
        return page(StatusCode::FORBIDDEN, message("The request came from a page of another site, so nothing was done."));
    }
    if mark.verdict == ItemWord::Unsure {
        return page(StatusCode::UNPROCESSABLE_ENTITY, message("A person's verdict is ham or spam."));
    }
    shared.metrics.called("mark");
    let marked = shared.line.ask(move |clerk| clerk.correct_known(&guid, mark.verdict, now()));
    match marked.await.and_then(|found| found) {
        Ok(Some(Comment { .. })) => {
            // Only a place on this server: a path that begins with two slashes is another host.
            let here = mark.back.starts_with("/queue") && !mark.back.contains(['\\', '\r', '\n']);
            Redirect::to(if here { &mark.back } else { "/queue" }).into_response()
        }
        Ok(None) => page(StatusCode::NOT_FOUND, message("No comment has this id; it may have been forgotten.")),
        Err(cause) => page(StatusCode::SERVICE_UNAVAILABLE, message(&cause.to_string())),
    }
}
