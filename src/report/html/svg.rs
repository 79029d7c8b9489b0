//! What all charts need: lengths, a frame with a caption, and a table of the same data.

use std::fmt;

use maud::{Markup, Render, html};

/// A length or place in a drawing, written with at most one decimal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Px(pub(super) f64);

impl fmt::Display for Px {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round() / 10.0;
        write!(out, "{}", if tenths.is_finite() { tenths + 0.0 } else { 0.0 })
    }
}

impl Render for Px {
    fn render_to(&self, buffer: &mut String) {
        buffer.push_str(&self.to_string());
    }
}

/// What a chart says beside its drawing.
pub(super) struct Figure<'a> {
    /// Unique on the page.
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    /// What is drawn, in a sentence; it also names the drawing for those who do not see it.
    pub(super) says: &'a str,
    /// Whether it takes the whole width.
    pub(super) wide: bool,
}

impl Figure<'_> {
    /// The chart: its drawing, `width` by `height`, and the same data as a table.
    pub(super) fn draw(&self, (width, height): (f64, f64), drawing: &Markup, table: &Table) -> Markup {
        let label = format!("{}: {}", self.title, self.says);
        html! {
            figure class=[self.wide.then_some("wide")] {
                figcaption { h3 id=(self.id) { (self.title) } p { (self.says) } }
                svg viewBox={ "0 0 " (Px(width)) " " (Px(height)) } role="img" aria-label=(label) { (drawing) }
                details { summary { "The same as a table" } (table.draw(self.title)) }
            }
        }
    }
}

/// The data of a chart.
pub(super) struct Table {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Table {
        Table { head: head.iter().map(|&cell| cell.to_owned()).collect(), rows: rows.collect() }
    }

    fn draw(&self, caption: &str) -> Markup {
        html! {
            div.scroll {
                table {
                    caption { (caption) }
                    thead { tr { @for cell in &self.head { th scope="col" { (cell) } } } }
                    tbody {
                        @for row in &self.rows {
                            tr {
                                @for (column, cell) in row.iter().enumerate() {
                                    @if column == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Bars as one path: places from the left, each with its width and height, standing on `floor`.
pub(super) fn bars(floor: f64, bars: impl Iterator<Item = (f64, f64, f64)>) -> String {
    bars.filter(|&(_, _, height)| height > 0.0)
        .map(|(x, width, height)| format!("M{} {}h{}v-{}h-{}z", Px(x), Px(floor), Px(width), Px(height), Px(width)))
        .collect()
}

/// Round steps, at most four, that cover a range from 0.
pub(super) fn steps(most: f64) -> Vec<f64> {
    if most.is_nan() || most <= 0.0 {
        return vec![0.0];
    }
    let magnitude = 10f64.powf((most / 4.0).log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * magnitude).into_iter().find(|step| most / step <= 4.0);
    let step = step.unwrap_or(10.0 * magnitude).max(if most >= 1.0 { 1.0 } else { 0.0 });
    (0..=4).map(|index| f64::from(index) * step).filter(|value| *value <= most * 1.0001).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_few() {
        assert_eq!(steps(45.0), [0.0, 20.0, 40.0]);
        assert_eq!(steps(3.0), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!((steps(0.0), steps(f64::NAN)), (vec![0.0], vec![0.0]));
        assert_eq!(Px(-0.04).to_string(), "0");
        assert_eq!(Px(f64::NAN).to_string(), "0");
    }
}
