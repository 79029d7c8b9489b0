//! Whole exports, in any form that the command line reads. Nothing of them is kept.

use std::io::Write;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde::Deserialize;

use super::{fail, refuse};
use crate::engine::{self, ItemSink, Judge, RingSearch, RunSummary, Settings as Run, Sink};
use crate::read::{Inputs, Options};
use crate::report::{AccountLine, Format, ItemForm, ItemReport, Report, RingLine, RunLine, writer};
use crate::ring::Ring;
use crate::score::{ItemVerdict, Verdict};
use crate::serve::Shared;
use crate::{Error, Result};

pub(in crate::serve) fn routes() -> Router<Shared> {
    Router::new().route("/v1/audit", post(audit)).route("/v1/filter", post(filter))
}

#[derive(Debug, Deserialize)]
struct Wanted {
    /// The form of the report: one of those of the command line.
    #[serde(default)]
    format: Option<String>,
}

async fn audit(State(shared): State<Shared>, Query(wanted): Query<Wanted>, headers: HeaderMap, body: Bytes) -> Response {
    let format = match wanted.format.as_deref().map(str::parse).transpose() {
        Ok(format) => format.unwrap_or(Format::Ndjson),
        Err(cause) => return fail(StatusCode::UNPROCESSABLE_ENTITY, &cause.to_string()),
    };
    shared.metrics.called("audit");
    run(shared, headers, body, format, move |shared, inputs| audited(shared, inputs, format)).await
}

async fn filter(State(shared): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    shared.metrics.called("filter");
    run(shared, headers, body, Format::Ndjson, filtered).await
}

/// Works on the body away from the threads that answer requests.
async fn run(
    shared: Shared,
    headers: HeaderMap,
    body: Bytes,
    format: Format,
    work: impl FnOnce(&Shared, &mut Inputs) -> Result<Vec<u8>> + Send + 'static,
) -> Response {
    if let Err(refused) = shared.guard.admit_headers(&headers) {
        return refuse(refused);
    }
    let Ok(_turn) = std::sync::Arc::clone(&shared.exports).acquire_owned().await else {
        return fail(StatusCode::SERVICE_UNAVAILABLE, "the server stops");
    };
    let done = tokio::task::spawn_blocking(move || {
        let mut file = tempfile::Builder::new().prefix("body").tempfile().map_err(Error::output)?;
        file.write_all(&body).and_then(|()| file.flush()).map_err(Error::output)?;
        let options = Options { require_time: false, ..Options::default() };
        work(&shared, &mut Inputs::open(&[file.path().to_owned()], options)?)
    });
    match done.await {
        Ok(Ok(report)) => ([(header::CONTENT_TYPE, media_type(format))], report).into_response(),
        Ok(Err(cause)) => fail(StatusCode::UNPROCESSABLE_ENTITY, &cause.to_string()),
        Err(_) => fail(StatusCode::INTERNAL_SERVER_ERROR, "the work ended early"),
    }
}

fn media_type(format: Format) -> &'static str {
    match format {
        Format::Text => "text/plain; charset=utf-8",
        Format::Json => "application/json",
        Format::Ndjson => "application/x-ndjson",
        Format::Csv => "text/csv; charset=utf-8",
        Format::Markdown => "text/markdown; charset=utf-8",
        Format::Html => "text/html; charset=utf-8",
        Format::Sarif => "application/sarif+json",
    }
}

fn audited(shared: &Shared, inputs: &mut Inputs, format: Format) -> Result<Vec<u8>> {
    let mut report = Vec::new();
    {
        let mut lines = Accounts(writer(format, Box::new(&mut report)));
        let summary = engine::audit(inputs, &shared.book, &Run::default(), &mut lines)?;
        if summary.accounts == 0 {
            return Err(Error::usage("the body holds no event with an author and a time"));
        }
        lines.0.finish(&RunLine::from(&summary)).map_err(Error::output)?;
    }
    Ok(if format == Format::Text { anstream::adapter::strip_bytes(&report).into_vec() } else { report })
}

fn filtered(shared: &Shared, inputs: &mut Inputs) -> Result<Vec<u8>> {
    let mut report = Vec::new();
    {
        let judge = Judge::new(&shared.book, shared.settings.prior)?;
        let mut lines = Items(ItemReport::new(ItemForm::Ndjson, Vec::new(), Box::new(&mut report)));
        let summary: RunSummary = engine::filter(inputs, &judge, RingSearch::Auto, &Run::default(), &mut lines)?;
        if summary.items.is_empty() {
            return Err(Error::usage("the body holds no comment with an author"));
        }
        lines.0.finish(&(&summary).into()).map_err(Error::output)?;
    }
    Ok(report)
}

struct Accounts<'a>(Box<dyn Report + 'a>);

impl Sink for Accounts<'_> {
    fn account(&mut self, verdict: Verdict) -> Result<()> {
        self.0.account(&AccountLine::from(verdict)).map_err(Error::output)
    }

    fn ring(&mut self, ring: &Ring, ids: &[&str]) -> Result<()> {
        self.0.ring(&RingLine::new(ring, ids)).map_err(Error::output)
    }
}

struct Items<'a>(ItemReport<'a>);

impl ItemSink for Items<'_> {
    fn item(&mut self, verdict: &ItemVerdict<'_>) -> Result<()> {
        self.0.item(&verdict.into()).map_err(Error::output)
    }

    fn ring(&mut self, ring: &Ring, ids: &[&str]) -> Result<()> {
        self.0.ring(RingLine::new(ring, ids)).map_err(Error::output)
    }
}
