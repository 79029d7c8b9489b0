//! The punch card: events by weekday and hour, a row of eighths a day.

use super::sheet::{Sheet, cell};
use super::style;
use crate::report::AccountLine;
use crate::report::number::count;
use crate::score::PunchCard;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const EIGHTHS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

pub(super) fn write(sheet: &mut Sheet, verdict: &AccountLine) {
    let card = &verdict.punch_card;
    let Some((day, hour, most)) = highest(card) else { return };
    let zone = if verdict.zoneless { "as written, zone unknown" } else { "UTC" };
    sheet.heading("THE WEEK", &format!("events by weekday and hour, {zone}"));
    let hours: String = (0..24).map(|hour| if hour % 3 == 0 { format!("{hour:02}") } else { "  ".to_owned() }).collect();
    sheet.row([cell("       "), cell(hours).styled(style::FAINT)]);
    for (name, counts) in DAYS.iter().zip(card) {
        // Two columns an hour make a day readable across the page.
        let strip: String = counts.iter().flat_map(|&count| [eighth(count, most); 2]).collect();
        let total = count(counts.iter().map(|&count| u64::from(count)).sum());
        sheet.row([cell("  "), cell(name).left(5).styled(style::FAINT), cell(strip), cell(total).right(9)]);
    }
    let least = if most >= 8 { format!("   ▁ up to {}", most / 8) } else { String::new() };
    let legend = format!("· none{least}   █ {most}, the most, as on {} {hour:02}:00", DAYS[day]);
    sheet.row([cell("       "), cell(legend).styled(style::FAINT)]);
}

/// The first of the fullest hours, if there is any event.
fn highest(card: &PunchCard) -> Option<(usize, usize, u32)> {
    let cells =
        card.iter().enumerate().flat_map(|(day, hours)| hours.iter().enumerate().map(move |(hour, &count)| (day, hour, count)));
    cells.filter(|&(_, _, count)| count > 0).reduce(|best, next| if next.2 > best.2 { next } else { best })
}

/// How full an hour is, in eighths of the fullest.
fn eighth(count: u32, most: u32) -> char {
    if count == 0 { '·' } else { EIGHTHS[((u64::from(count) * 8).div_ceil(u64::from(most.max(1))) as usize).clamp(1, 8) - 1] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_drawn_in_eighths_of_the_fullest() {
        let drawn: String = [0, 1, 2, 8, 9, 16].into_iter().map(|count| eighth(count, 16)).collect();
        assert_eq!(drawn, "·▁▁▄▅█");
        assert_eq!(eighth(1, 1), '█');
        assert_eq!(highest(&[[0; 24]; 7]), None);
        assert_eq!(eighth(u32::MAX, u32::MAX), '█');
    }
}
