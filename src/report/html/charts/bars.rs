//! Bars with names: client apps, domains, and how finenesses are spread.

use maud::{Markup, html};

use crate::report::html::svg::{Figure, Px, Table, bars};
use crate::report::number::count;
use crate::report::text::fit;
use crate::report::{AccountLine, RunLine};
use crate::score::Counted;

const WIDTH: f64 = 420.0;
const ROW: f64 = 20.0;
const NAMES: f64 = 150.0;
/// Columns of a name that fit beside its bar.
const COLUMNS: usize = 22;

/// Events by client app.
pub(in crate::report::html) fn clients(account: &AccountLine, id: &str) -> Option<Markup> {
    named(&account.charts.clients, id, "The clients", "Events by the app that made them, as the records say.", "all others")
}

/// Events by domain.
pub(in crate::report::html) fn domains(account: &AccountLine, id: &str) -> Option<Markup> {
    named(
        &account.charts.domains,
        id,
        "The links",
        "Events by the registered domain that they link to, the most frequent.",
        "all others",
    )
}

fn named(counts: &[Counted], id: &str, title: &str, says: &str, rest: &str) -> Option<Markup> {
    let most = f64::from(counts.iter().map(|counted| counted.events).max().filter(|&most| most > 0)?);
    let name = |counted: &Counted| crate::report::escape::visible(counted.name.as_deref().unwrap_or(rest)).into_owned();
    let drawing = html! {
        @for (row, counted) in counts.iter().enumerate() {
            @let y = row as f64 * ROW;
            @let length = f64::from(counted.events) / most * (WIDTH - NAMES - 50.0);
            text.strong x=(Px(NAMES - 6.0)) y=(Px(y + 14.0)) text-anchor="end" { (fit(&name(counted), COLUMNS)) }
            rect.keep x=(Px(NAMES)) y=(Px(y + 3.0)) width=(Px(length)) height=(Px(ROW - 6.0)) {}
            text x=(Px(NAMES + length + 5.0)) y=(Px(y + 14.0)) { (count(counted.events.into())) }
        }
    };
    let rows = counts.iter().map(|counted| vec![name(counted), count(counted.events.into())]);
    let figure = Figure { id, title, says, wide: false };
    Some(figure.draw((WIDTH, counts.len() as f64 * ROW), &drawing, &Table::new(&["name", "events"], rows)))
}

/// How many accounts have which fineness.
pub(in crate::report::html) fn distribution(run: &RunLine) -> Option<Markup> {
    let most = run.fineness.iter().copied().max().filter(|&most| most > 0)? as f64;
    const HEIGHT: f64 = 120.0;
    const BAR: f64 = 43.0;
    let path = bars(
        HEIGHT,
        run.fineness.iter().enumerate().map(|(bin, &accounts)| {
            // A single account among thousands still shows.
            let height = if accounts > 0 { (accounts as f64 / most * (HEIGHT - 20.0)).max(1.5) } else { 0.0 };
            (bin as f64 * BAR + 1.0, BAR - 2.0, height)
        }),
    );
    let drawing = html! {
        path.keep d=(path) {}
        line.tick x1="0" x2=(Px(20.0 * BAR)) y1=(Px(HEIGHT)) y2=(Px(HEIGHT)) {}
        @for (bin, &accounts) in run.fineness.iter().enumerate().filter(|&(_, &accounts)| accounts > 0) {
            @let height = (accounts as f64 / most * (HEIGHT - 20.0)).max(1.5);
            text x=(Px((bin as f64 + 0.5) * BAR)) y=(Px(HEIGHT - height - 4.0)) text-anchor="middle" { (count(accounts)) }
        }
        @for mark in (0..=20).step_by(4) {
            @let anchor = match mark { 0 => "start", 20 => "end", _ => "middle" };
            text x=(Px(f64::from(mark) * BAR)) y=(Px(HEIGHT + 15.0)) text-anchor=(anchor) { (mark * 50) " ‰" }
        }
    };
    let rows = run.fineness.iter().enumerate().map(|(bin, &accounts)| vec![format!("from {} ‰", bin * 50), count(accounts)]);
    let says = "Accounts by fineness, in steps of 50 parts per thousand.";
    let figure = Figure { id: "distribution", title: "How the finenesses are spread", says, wide: true };
    Some(figure.draw((20.0 * BAR, HEIGHT + 20.0), &drawing, &Table::new(&["fineness", "accounts"], rows)))
}
