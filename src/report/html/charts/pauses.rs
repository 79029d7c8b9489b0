//! How long between one event and the next.

use maud::{Markup, html};

use crate::report::AccountLine;
use crate::report::html::svg::{Figure, Px, Table, bars};
use crate::report::number::count;
use crate::score::PAUSE_BINS;

const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 110.0;
const BIN: f64 = WIDTH / PAUSE_BINS as f64;
/// The marks of the axis.
const MARKS: [(&str, f64); 8] = [
    ("1 s", 1.0),
    ("1 m", 60.0),
    ("5 m", 300.0),
    ("15 m", 900.0),
    ("32 m", 1920.0),
    ("1 h", 3600.0),
    ("24 h", 86_400.0),
    ("7 d", 604_800.0),
];

/// Pauses on a logarithmic axis.
pub(in crate::report::html) fn pauses(account: &AccountLine, id: &str) -> Option<Markup> {
    let pauses = &account.charts.pauses;
    let most = f64::from(*pauses.iter().max()?);
    if most == 0.0 {
        return None;
    }
    let path = bars(
        HEIGHT,
        pauses
            .iter()
            .enumerate()
            .map(|(bin, &number)| (bin as f64 * BIN + 0.4, BIN - 0.8, f64::from(number) / most * (HEIGHT - 6.0))),
    );
    let place = |seconds: f64| seconds.log2() * 3.0 * BIN;
    let drawing = html! {
        @for (index, (name, seconds)) in MARKS.into_iter().enumerate() {
            line.tick x1=(Px(place(seconds))) x2=(Px(place(seconds))) y1="0" y2=(Px(HEIGHT + 4.0)) {}
            // Marks that stand close keep apart by standing on two lines.
            @let below = if index % 2 == 1 { 28.0 } else { 16.0 };
            @let anchor = if index == 0 { "start" } else { "middle" };
            text x=(Px(place(seconds))) y=(Px(HEIGHT + below)) text-anchor=(anchor) { (name) }
        }
        path.keep d=(path) {}
        line.tick x1="0" x2=(Px(WIDTH)) y1=(Px(HEIGHT)) y2=(Px(HEIGHT)) {}
    };
    let filled = pauses.iter().enumerate().filter(|&(_, &number)| number > 0);
    let rows = filled.map(|(bin, &number)| vec![format!("{} to {}", edge(bin), edge(bin + 1)), count(number.into())]);
    let says =
        "Pauses between one event and the next, on a logarithmic axis. People's spread over many lengths; a timer makes one bar.";
    let figure = Figure { id, title: "The pauses", says, wide: false };
    Some(figure.draw((WIDTH, HEIGHT + 32.0), &drawing, &Table::new(&["pause", "how many"], rows)))
}

/// The length at which a bin begins, as a person writes it.
fn edge(bin: usize) -> String {
    let seconds = 2f64.powf(bin as f64 / 3.0);
    crate::measure::format(crate::measure::Unit::Duration, seconds)
}
