//! Something for sale, or for nothing.

use super::lexicon::{Class, Theme};
use super::{Item, ItemDetector};
use crate::measure::{Measure, Row, Unit};

/// Offers.
#[derive(Debug)]
pub struct Offer;

impl ItemDetector for Offer {
    const NAME: &'static str = "offer";
    const MEASURES: &'static [Measure] = &[
        Measure::new("offer.phrases", Unit::Count, "Phrases that sell or promise, as `earn money` or `free gift card`.")
            .with_events(),
        Measure::new("offer.goods", Unit::Count, "Words for goods that are sold by spam: pills, gambling, loans.").with_events(),
        Measure::new("offer.sums", Unit::Count, "Sums of money.").with_events(),
        Measure::new("offer.shouts", Unit::Share, "Share of the letters that are capitals."),
    ];

    fn measure(item: &Item<'_>, row: &mut Row<'_>) {
        let glance = item.glance;
        if glance.words.list.is_empty() || glance.is_pingback() {
            return;
        }
        let written = glance.event.text.as_deref().unwrap_or_default();
        let capitals = count(written, |byte| byte.is_ascii_uppercase(), char::is_uppercase);
        let letters = capitals + count(written, |byte| byte.is_ascii_lowercase(), char::is_lowercase);
        row.set(0, glance.phrases(Theme::Offer).count() as f64);
        row.set(1, glance.words.count(Class::Goods) as f64);
        row.set(2, sums(&glance.words.normal).len() as f64);
        if letters > 0 {
            row.set(3, capitals as f64 / letters as f64);
        }
    }

    fn words(item: &Item<'_>, index: usize) -> Vec<String> {
        let words = &item.glance.words;
        match index {
            1 => words.list.iter().filter(|word| word.is(Class::Goods)).map(|word| words.text(word).to_owned()).collect(),
            2 => sums(&words.normal),
            _ => item.glance.phrases(Theme::Offer).map(str::to_owned).collect(),
        }
    }
}

/// How many characters are of a kind, which is told faster of plain ones.
fn count(text: &str, plain: impl Fn(&u8) -> bool, any: impl Fn(char) -> bool) -> usize {
    if text.is_ascii() {
        text.as_bytes().iter().filter(|byte| plain(byte)).count()
    } else {
        text.chars().filter(|&character| any(character)).count()
    }
}

/// Sums with a currency sign, such as `$500` or `200 €`.
fn sums(normal: &str) -> Vec<String> {
    if !normal.contains('$') && (normal.is_ascii() || !normal.contains(['€', '£'])) {
        return Vec::new();
    }
    let chunks: Vec<&str> = normal.split(' ').collect();
    let digits = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    let signed = |text: &str| text.contains(['$', '€', '£']);
    let mut sums = Vec::new();
    for (at, chunk) in chunks.iter().enumerate() {
        if signed(chunk) && digits(chunk) {
            sums.push((*chunk).to_owned());
        } else if digits(chunk) && chunks.get(at + 1).is_some_and(|next| next.len() <= 3 && signed(next)) {
            sums.push(format!("{chunk} {}", chunks[at + 1]));
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Surroundings;
    use crate::item::tests::{comment, measured};

    #[test]
    fn offers_are_seen() {
        let of = |text: &str| measured::<Offer>(&comment(text), &Surroundings::default());
        let row = of("EARN MONEY from home, $500 a day, no casino");
        assert!(row[0] >= 1.0 && row[1] == 1.0 && row[2] == 1.0 && row[3] > 0.2, "{row:?}");
        assert_eq!(of("I paid 20 € for the ticket")[2], 1.0);
        assert_eq!(of("the drums are good")[..3], [0.0, 0.0, 0.0]);
    }
}
