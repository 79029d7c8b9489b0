//! Pages for people in a browser. They work without scripts; with them, the keyboard and the progress of an upload do, too.

mod cards;
mod queue;
mod upload;

use axum::Router;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{DOCTYPE, Markup, html};

use super::Shared;
use super::guard::Refused;

pub(super) use upload::routes as upload;

const STYLE: &str = include_str!("pages.css");
const SCRIPT: &str = include_str!("pages.js");

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/", get(|| async { Redirect::to("/queue") }))
        .route("/pages.css", get(|| async { asset("text/css; charset=utf-8", STYLE) }))
        .route("/pages.js", get(|| async { asset("text/javascript; charset=utf-8", SCRIPT) }))
        .merge(queue::routes())
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

fn page(status: StatusCode, body: String) -> Response {
    const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; \
                          base-uri 'none'; frame-ancestors 'none'";
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, body).into_response()
}

fn asset(media_type: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media_type), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")], text).into_response()
}

fn refuse(refused: Refused) -> Response {
    match refused {
        Refused::Unknown => {
            let mut response =
                page(StatusCode::UNAUTHORIZED, message("Log in with any name, and a key of this server as the password."));
            let ask = HeaderValue::from_static("Basic realm=\"fineness\", charset=\"UTF-8\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, ask);
            response
        }
        Refused::TooOften => page(StatusCode::TOO_MANY_REQUESTS, message("Too many requests; wait a second.")),
    }
}

fn document(title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " - fineness" }
                link rel="stylesheet" href="/pages.css";
                script src="/pages.js" defer {}
            }
            body {
                nav { a href="/queue" { "Queue" } " " a href="/audit" { "Audit a file" } }
                main { h1 { (title) } (body) }
            }
        }
    };
    page.into_string()
}

/// A page with one sentence.
fn message(text: &str) -> String {
    document("fineness", &html! { p { (text) } p { a href="/queue" { "Queue" } } })
}
