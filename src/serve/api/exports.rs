//! Whole exports, in any form that the command line reads. Nothing of them is kept.

use std::io::Write;
use std::sync::Arc;

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
    answer(shared, headers, body, Work::Audit(format)).await
}

async fn filter(State(shared): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    shared.metrics.called("filter");
    answer(shared, headers, body, Work::Filter).await
}

async fn answer(shared: Shared, headers: HeaderMap, body: Bytes, work: Work) -> Response {
    if let Err(refused) = shared.guard.admit_headers(&headers) {
        return refuse(refused);
    }
    match report(shared, body, work).await {
        Ok(report) => ([(header::CONTENT_TYPE, work.media_type())], report).into_response(),
        Err((status, reason)) => fail(status, &reason),
    }
}

/// What is to be done with an export.
#[derive(Debug, Clone, Copy)]
pub(in crate::serve) enum Work {
    /// A report on its accounts.
    Audit(Format),
    /// A verdict on each of its comments, as NDJSON.
    Filter,
}

/// Does the work away from the threads that answer requests, when it is its turn. What went wrong comes with its status.
pub(in crate::serve) async fn report(
    shared: Shared,
    body: Bytes,
    work: Work,
) -> std::result::Result<Vec<u8>, (StatusCode, String)> {
    let Ok(_turn) = Arc::clone(&shared.exports).acquire_owned().await else {
        return Err((StatusCode::SERVICE_UNAVAILABLE, "the server stops".to_owned()));
    };
    let done = tokio::task::spawn_blocking(move || {
        let mut file = tempfile::Builder::new().prefix("body").tempfile().map_err(Error::output)?;
        file.write_all(&body).and_then(|()| file.flush()).map_err(Error::output)?;
        drop(body);
        let options = Options {
            require_time: matches!(work, Work::Audit(_)),
            keep_unsigned: matches!(work, Work::Filter),
            ..Options::default()
        };
        let mut inputs = Inputs::open(&[file.path().to_owned()], options)?;
        match work {
            Work::Audit(format) => audited(&shared, &mut inputs, format),
            Work::Filter => filtered(&shared, &mut inputs),
        }
    });
    match done.await {
        Ok(report) => report.map_err(|cause| (StatusCode::UNPROCESSABLE_ENTITY, cause.to_string())),
        Err(_) => Err((StatusCode::INTERNAL_SERVER_ERROR, "the work ended early".to_owned())),
    }
}

impl Work {
    fn media_type(self) -> &'static str {
        match self {
            Work::Audit(Format::Text) => "text/plain; charset=utf-8",
            Work::Audit(Format::Json) => "application/json",
            Work::Audit(Format::Ndjson) | Work::Filter => "application/x-ndjson",
            Work::Audit(Format::Csv) => "text/csv; charset=utf-8",
            Work::Audit(Format::Markdown) => "text/markdown; charset=utf-8",
            Work::Audit(Format::Html) => "text/html; charset=utf-8",
            Work::Audit(Format::Sarif) => "application/sarif+json",
        }
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
