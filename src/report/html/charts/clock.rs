//! When: the week by hours, and the hour by minutes.

use maud::{Markup, html};

use crate::report::AccountLine;
use crate::report::html::svg::{Figure, Px, Table, bars};
use crate::report::number::count;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// The height and width of an hour's cell, and where the cells begin.
const CELL: f64 = 20.0;
const HOUR: f64 = 34.0;
const LEFT: f64 = 34.0;
const TOP: f64 = 16.0;

/// Events by weekday and hour; the area of a dot is the count.
pub(in crate::report::html) fn punch_card(account: &AccountLine, id: &str) -> Option<Markup> {
    let card = &account.punch_card;
    let most = f64::from(*card.iter().flatten().max()?);
    if most == 0.0 {
        return None;
    }
    let dots = card.iter().enumerate().flat_map(|(day, hours)| {
        hours.iter().enumerate().filter(|&(_, &events)| events > 0).map(move |(hour, &events)| {
            let radius = (f64::from(events) / most).sqrt() * CELL * 0.48;
            (LEFT + (hour as f64 + 0.5) * HOUR, TOP + (day as f64 + 0.5) * CELL, radius.max(0.8))
        })
    });
    let drawing = html! {
        @for hour in (0..24).step_by(3) {
            text x=(Px(LEFT + (f64::from(hour) + 0.5) * HOUR)) y="11" text-anchor="middle" { (format!("{hour:02}")) }
        }
        @for (day, name) in DAYS.iter().enumerate() {
            text x="0" y=(Px(TOP + (day as f64 + 0.5) * CELL + 4.0)) { (name) }
            rect.rail x=(Px(LEFT)) y=(Px(TOP + day as f64 * CELL + 1.0)) width=(Px(24.0 * HOUR)) height=(Px(CELL - 2.0)) {}
        }
        @for (x, y, radius) in dots { circle.keep cx=(Px(x)) cy=(Px(y)) r=(Px(radius)) {} }
    };
    let head: Vec<String> = std::iter::once("day".to_owned()).chain((0..24).map(|hour| format!("{hour:02}"))).collect();
    let rows = DAYS
        .iter()
        .zip(card)
        .map(|(day, hours)| std::iter::once((*day).to_owned()).chain(hours.iter().map(|&events| count(events.into()))).collect());
    let table = Table { head, rows: rows.collect() };
    let zone = if account.zoneless { "as written" } else { "UTC" };
    let says =
        format!("Events by weekday and hour, {zone}; the fullest hour holds {most}. The account's own time zone is not known.");
    let figure = Figure { id, title: "The week", says: &says, wide: true };
    Some(figure.draw((LEFT + 24.0 * HOUR, TOP + 7.0 * CELL), &drawing, &table))
}

/// Events by minute of the hour.
pub(in crate::report::html) fn minutes(account: &AccountLine, id: &str) -> Option<Markup> {
    let minutes = &account.charts.minutes;
    let most = f64::from(*minutes.iter().max()?);
    if most == 0.0 {
        return None;
    }
    const WIDTH: f64 = 7.0;
    const HEIGHT: f64 = 80.0;
    let path = bars(
        HEIGHT,
        minutes
            .iter()
            .enumerate()
            .map(|(minute, &events)| (minute as f64 * WIDTH + 0.75, WIDTH - 1.5, f64::from(events) / most * (HEIGHT - 6.0))),
    );
    let drawing = html! {
        path.keep d=(path) {}
        line.tick x1="0" x2=(Px(60.0 * WIDTH)) y1=(Px(HEIGHT)) y2=(Px(HEIGHT)) {}
        @for minute in (0..60).step_by(15) {
            text x=(Px((f64::from(minute) + 0.5) * WIDTH)) y=(Px(HEIGHT + 14.0)) text-anchor="middle" { (format!(":{minute:02}")) }
        }
    };
    let rows = minutes.iter().enumerate().map(|(minute, &events)| vec![format!(":{minute:02}"), count(events.into())]);
    let says = format!("Events by minute of the hour; the fullest minute holds {most}.");
    let figure = Figure { id, title: "The hour", says: &says, wide: false };
    Some(figure.draw((60.0 * WIDTH, HEIGHT + 18.0), &drawing, &Table::new(&["minute", "events"], rows)))
}
