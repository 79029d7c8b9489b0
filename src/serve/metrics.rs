//! Numbers for a monitoring system, in the text format of Prometheus.

use std::time::Instant;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

use super::Shared;
use crate::score::ItemWord;

type Labels = [(&'static str, &'static str); 1];

/// What is counted.
#[derive(Debug)]
pub(super) struct Metrics {
    registry: Registry,
    calls: Family<Labels, Counter>,
    verdicts: Family<Labels, Counter>,
    corrections: Family<Labels, Counter>,
    /// Batches that could not be written.
    pub(super) failures: Counter,
    seconds: Histogram,
}

/// Times one check.
#[derive(Debug)]
pub(super) struct Timer {
    began: Instant,
    seconds: Histogram,
}

impl Timer {
    pub(super) fn observe(self) {
        self.seconds.observe(self.began.elapsed().as_secs_f64());
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("fineness");
        let (calls, verdicts, corrections) = (Family::default(), Family::default(), Family::default());
        let (failures, seconds) = (Counter::default(), Histogram::new(exponential_buckets(0.0005, 2.0, 14)));
        registry.register("calls", "Calls, by name", calls.clone());
        registry.register("verdicts", "Verdicts on comments", verdicts.clone());
        registry.register("corrections", "What people said of comments", corrections.clone());
        registry.register("write_failures", "Batches that could not be written", failures.clone());
        registry.register("check_seconds", "How long comments waited for a verdict", seconds.clone());
        Metrics { registry, calls, verdicts, corrections, failures, seconds }
    }
}

impl Metrics {
    pub(super) fn called(&self, call: &'static str) {
        self.calls.get_or_create(&[("call", call)]).inc();
    }

    pub(super) fn judged(&self, word: ItemWord) {
        self.verdicts.get_or_create(&[("verdict", word.name())]).inc();
    }

    pub(super) fn corrected(&self, word: ItemWord) {
        self.corrections.get_or_create(&[("verdict", word.name())]).inc();
    }

    pub(super) fn timer(&self) -> Timer {
        Timer { began: Instant::now(), seconds: self.seconds.clone() }
    }
}

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/metrics", get(metrics)).route("/healthz", get(healthy)).route("/readyz", get(ready))
}

async fn metrics(State(shared): State<Shared>) -> Response {
    let mut text = String::new();
    match encode(&mut text, &shared.metrics.registry) {
        Ok(()) => ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The process answers.
async fn healthy() -> &'static str {
    "ok\n"
}

/// The store answers.
async fn ready(State(shared): State<Shared>) -> Response {
    match shared.line.ask(|clerk| clerk.store().comment("").map(drop)).await.and_then(|asked| asked) {
        Ok(()) => "ready\n".into_response(),
        Err(cause) => (StatusCode::SERVICE_UNAVAILABLE, format!("{cause}\n")).into_response(),
    }
}
