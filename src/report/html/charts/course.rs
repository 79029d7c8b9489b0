//! How activity, scores and followers went.

use chrono::{Days, NaiveDate};
use maud::{Markup, html};

use crate::report::AccountLine;
use crate::report::html::svg::{Figure, Px, Table, bars, steps};
use crate::report::number::{count, fixed};
use crate::score::Curve;

const WIDTH: f64 = 860.0;
const HEIGHT: f64 = 110.0;
const LEFT: f64 = 40.0;

/// Events by day or week, and the day from which activity was another for good.
pub(in crate::report::html) fn course(account: &AccountLine, id: &str) -> Option<Markup> {
    let charts = &account.charts;
    let most = f64::from(*charts.course.iter().max()?);
    let first = charts.course_from.as_deref().and_then(date)?;
    if most == 0.0 {
        return None;
    }
    let (step, number) = (f64::from(charts.course_days.max(1)), charts.course.len() as f64);
    let bar = (WIDTH - LEFT) / number.max(12.0);
    let path = bars(
        HEIGHT,
        charts.course.iter().enumerate().map(|(index, &events)| {
            (LEFT + index as f64 * bar, (bar * 0.85).min(bar - 0.1), f64::from(events) / most * (HEIGHT - 8.0))
        }),
    );
    let turn = charts.turned_on.as_deref().and_then(date).map(|turn| LEFT + (turn - first).num_days() as f64 / step * bar);
    let day_of = |index: usize| first.checked_add_days(Days::new(index as u64 * u64::from(charts.course_days.max(1))));
    let dates = [0, charts.course.len() / 2, charts.course.len() - 1];
    let drawing = html! {
        @if let Some(turn) = turn {
            rect.after x=(Px(turn)) y="0" width=(Px((LEFT + number * bar - turn).max(0.0))) height=(Px(HEIGHT)) {}
        }
        @for step in steps(most) {
            @let y = HEIGHT - step / most * (HEIGHT - 8.0);
            line.tick x1=(Px(LEFT)) x2=(Px(WIDTH)) y1=(Px(y)) y2=(Px(y)) {}
            text x=(Px(LEFT - 5.0)) y=(Px(y + 4.0)) text-anchor="end" { (fixed(step, 0)) }
        }
        path.keep d=(path) {}
        @if let Some(turn) = turn { line.turn x1=(Px(turn)) x2=(Px(turn)) y1="0" y2=(Px(HEIGHT)) {} }
        @for (place, &index) in dates.iter().enumerate().filter(|&(place, index)| place == 0 || *index > dates[place - 1]) {
            @let anchor = if place == 0 { "start" } else { "middle" };
            @if let Some(day) = day_of(index) {
                text x=(Px(LEFT + (index as f64 + 0.5) * bar)) y=(Px(HEIGHT + 15.0)) text-anchor=(anchor) { (day) }
            }
        }
    };
    let unit = if charts.course_days == 1 { "day" } else { "week" };
    let mut says = format!("Events by {unit}; the fullest {unit} holds {most}.");
    if let Some(turned) = &charts.turned_on {
        says.push_str(&format!(
            " Activity changed for good around {turned}, shaded. A change is ordinary; what grew is what matters."
        ));
    }
    let rows = charts
        .course
        .iter()
        .enumerate()
        .map(|(index, &events)| vec![day_of(index).map(|day| day.to_string()).unwrap_or_default(), count(events.into())]);
    let figure = Figure { id, title: "The course", says: &says, wide: true };
    Some(figure.draw((WIDTH, HEIGHT + 20.0), &drawing, &Table::new(&[unit, "events"], rows)))
}

/// A score or a count of followers over time.
pub(in crate::report::html) fn readings(account: &AccountLine, curve: &Curve, id: &str) -> Option<Markup> {
    let points: Vec<(i64, f64)> = curve
        .points
        .iter()
        .filter_map(|(day, value)| Some((i64::from(chrono::Datelike::num_days_from_ce(&date(day)?)), *value)))
        .collect();
    let (&(first, _), &(last, _)) = (points.first()?, points.last()?);
    let most = points.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    if most <= 0.0 || last == first {
        return None;
    }
    let x = |day: i64| LEFT + 10.0 + (day - first) as f64 / (last - first) as f64 * (420.0 - LEFT - 10.0);
    let y = |value: f64| HEIGHT - value / most * (HEIGHT - 8.0);
    let line: Vec<String> = points.iter().map(|&(day, value)| format!("{},{}", Px(x(day)), Px(y(value)))).collect();
    let turned = account.charts.turned_on.as_deref().and_then(date).map(|day| i64::from(chrono::Datelike::num_days_from_ce(&day)));
    let drawing = html! {
        @if let Some(turn) = turned.filter(|turn| (first..last).contains(turn)) {
            rect.after x=(Px(x(turn))) y="0" width=(Px(x(last) - x(turn))) height=(Px(HEIGHT)) {}
        }
        @for step in steps(most) {
            line.tick x1=(Px(LEFT + 10.0)) x2="420" y1=(Px(y(step))) y2=(Px(y(step))) {}
            text x=(Px(LEFT + 5.0)) y=(Px(y(step) + 4.0)) text-anchor="end" { (fixed(step, 0)) }
        }
        polyline.curve points=(line.join(" ")) {}
        text x=(Px(LEFT + 10.0)) y=(Px(HEIGHT + 15.0)) { (curve.points[0].0) }
        text x="420" y=(Px(HEIGHT + 15.0)) text-anchor="end" { (curve.points[curve.points.len() - 1].0) }
    };
    let what = crate::report::escape::visible(&curve.what);
    let (title, says) = (format!("{what} over time"), format!("{} readings of {what}.", count(curve.points.len() as u64)));
    let rows = curve.points.iter().map(|(day, value)| vec![day.clone(), value.to_string()]);
    let figure = Figure { id, title: &title, says: &says, wide: false };
    Some(figure.draw((420.0, HEIGHT + 20.0), &drawing, &Table::new(&["day", &what], rows)))
}

fn date(day: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()
}
