//! A server that judges comments as they are written: the protocol of Akismet, an interface in JSON, and a page to moderate.
//!
//! One thread, the *clerk*, owns the context, the model and the store. Requests are jobs that it does in order, many to a
//! transaction; a job is answered when its transaction is durable. Nothing else holds state, so there are no locks.

mod akismet;
mod api;
mod ban_log;
mod clerk;
mod comments;
mod guard;
mod keys;
mod metrics;
mod pages;
mod private;
mod study;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tower_http::timeout::TimeoutLayer;

pub use keys::Keys;

use crate::rule::RuleBook;
use crate::{Error, Result};
use ban_log::BanLog;
use clerk::{Line, Office};
use guard::Guard;
use metrics::Metrics;

/// The longest that a request may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long requests may go on after the server was told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Whole exports that are worked on at a time.
const EXPORTS: usize = 2;

/// How to serve.
#[derive(Debug)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// A file, or an address that begins with `postgres://`.
    pub store: String,
    /// Who may ask, and the secret under which addresses are hashed.
    pub keys: Keys,
    /// The prior for comments.
    pub prior: f64,
    /// Answer "ham" to everything, and only note what would have been said.
    pub shadow: bool,
    /// How long comments are kept.
    pub retention: Duration,
    /// The most comments that are kept.
    pub most: u64,
    /// How many requests a key may make in a second.
    pub rate: u32,
    /// The largest body of a comment, in bytes.
    pub body: usize,
    /// The largest body of an export, in bytes.
    pub export: usize,
    /// Where to write a line for every network address that spam came from.
    pub ban_log: Option<PathBuf>,
    /// How often rings are looked for and corrections learned from; never, if zero.
    pub study: Duration,
}

/// What every request can reach.
#[derive(Clone)]
struct Shared {
    line: Line,
    guard: Arc<Guard>,
    metrics: Arc<Metrics>,
    ban_log: Option<Arc<BanLog>>,
    book: Arc<RuleBook>,
    settings: Arc<Settings>,
    /// Turns for those who hand in whole exports: each takes a core and memory.
    exports: Arc<Semaphore>,
}

/// Serves until the process is told to stop. `ready` is called with the address once requests are answered.
///
/// # Errors
/// The address cannot be listened on, or the store cannot be opened.
pub fn serve(book: RuleBook, settings: Settings, ready: impl FnOnce(SocketAddr)) -> Result<()> {
    let book = Arc::new(book);
    let metrics = Arc::new(Metrics::default());
    let settings = Arc::new(settings);
    let office = Office::start(Arc::clone(&book), Arc::clone(&settings), Arc::clone(&metrics))?;
    let shared = Shared {
        line: office.line(),
        guard: Arc::new(Guard::new(&settings)),
        metrics,
        ban_log: settings.ban_log.as_deref().map(BanLog::open).transpose()?.map(Arc::new),
        book,
        settings: Arc::clone(&settings),
        exports: Arc::new(Semaphore::new(EXPORTS)),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|cause| Error::serve(format!("cannot start: {cause}")))?;
    let served = runtime.block_on(listen(shared, settings.listen, ready));
    runtime.shutdown_timeout(GRACE);
    office.stop();
    served
}

/// The moment, milliseconds since 1970.
fn now() -> i64 {
    chrono::Utc::now().timestamp_millis()
}

async fn listen(shared: Shared, address: SocketAddr, ready: impl FnOnce(SocketAddr)) -> Result<()> {
    let fail = |cause: std::io::Error| Error::serve(format!("cannot listen on {address}: {cause}"));
    let listener = TcpListener::bind(address).await.map_err(fail)?;
    let bound = listener.local_addr().map_err(fail)?;
    let (stop, mut stopped) = watch::channel(false);
    tokio::spawn(async move {
        asked_to_stop().await;
        let _ = stop.send(true);
    });
    let mut graceful = stopped.clone();
    let server = axum::serve(listener, router(shared)).with_graceful_shutdown(async move {
        let _ = graceful.wait_for(|stop| *stop).await;
    });
    ready(bound);
    let overdue = async move {
        let _ = stopped.wait_for(|stop| *stop).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = server => served.map_err(|cause| Error::serve(cause.to_string())),
        () = overdue => Ok(()),
    }
}

fn router(shared: Shared) -> Router {
    let (body, export) = (shared.settings.body, shared.settings.export);
    let small = Router::new().merge(akismet::routes()).merge(pages::routes()).merge(metrics::routes()).merge(api::items());
    small
        .layer(DefaultBodyLimit::max(body))
        .merge(api::exports().merge(pages::upload()).layer(DefaultBodyLimit::max(export)))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .with_state(shared)
}

/// Waits for an interrupt or for the signal by which supervisors stop services.
async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let mut terminated = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(terminated) => terminated,
            Err(_) => return drop(interrupted.await),
        };
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    drop(interrupted.await);
}
