//! A file is dropped in, and its report comes back. Nothing of it is kept.

use axum::Router;
use axum::extract::{Multipart, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::html;

use super::{document, is_from_here, message, page, refuse};
use crate::report::Format;
use crate::serve::Shared;
use crate::serve::api::{Work, report};

pub(in crate::serve) fn routes() -> Router<Shared> {
    Router::new().route("/audit", get(form).post(audit))
}

async fn form(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    if let Err(refused) = shared.guard.admit_headers(&headers) {
        return refuse(refused);
    }
    let body = html! {
        p { "Any export that fineness reads: an archive of X, a history of Reddit, a log of git, comments of a blog, a table. "
            "It is read here, its report is shown once, and nothing of it is kept." }
        form.upload method="post" action="/audit" enctype="multipart/form-data" {
            label { "File " input type="file" name="file" required; }
            button type="submit" { "Audit" }
        }
        p role="status" { progress hidden max="1" value="0" { "0 %" } " " span.told {} }
    };
    page(StatusCode::OK, document("Audit a file", &body))
}

async fn audit(State(shared): State<Shared>, headers: HeaderMap, mut parts: Multipart) -> Response {
    if let Err(refused) = shared.guard.admit_headers(&headers) {
        return refuse(refused);
    }
    if !is_from_here(&headers) {
        return page(StatusCode::FORBIDDEN, message("The request came from a page of another site, so nothing was done."));
    }
    shared.metrics.called("upload");
    let file = loop {
        match parts.next_field().await {
            Ok(Some(field)) if field.name() == Some("file") => match field.bytes().await {
                Ok(bytes) => break bytes,
                Err(cause) => return page(cause.status(), message(&cause.body_text())),
            },
            Ok(Some(_)) => {}
            Ok(None) => return page(StatusCode::UNPROCESSABLE_ENTITY, message("No file came with the form.")),
            Err(cause) => return page(cause.status(), message(&cause.body_text())),
        }
    };
    match report(shared, file, Work::Audit(Format::Html)).await {
        // The report brings a policy of its own, stricter than ours.
        Ok(report) => {
            ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], report).into_response()
        }
        Err((status, reason)) => page(status, message(&reason)),
    }
}
