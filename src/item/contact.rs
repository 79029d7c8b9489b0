//! Ways to reach the writer elsewhere.

use super::lexicon::Theme;
use super::{Item, ItemDetector};
use crate::measure::{Measure, Row, Unit};

/// Digits of a telephone number.
const DIGITS: std::ops::RangeInclusive<usize> = 9..=15;

/// Contacts.
#[derive(Debug)]
pub struct Contact;

impl ItemDetector for Contact {
    const NAME: &'static str = "contact";
    const MEASURES: &'static [Measure] = &[
        Measure::new("contact.phrases", Unit::Count, "Messengers and invitations to write or call.").with_events(),
        Measure::new("contact.phones", Unit::Count, "Telephone numbers.").with_events(),
        Measure::new("contact.mails", Unit::Count, "E-mail addresses.").with_events(),
    ];

    fn measure(item: &Item<'_>, row: &mut Row<'_>) {
        let glance = item.glance;
        if glance.words.normal.is_empty() || glance.is_pingback() {
            return;
        }
        row.set(0, glance.phrases(Theme::Contact).count() as f64);
        row.set(1, phones(&glance.words.normal).len() as f64);
        row.set(2, mails(&glance.words.normal).len() as f64);
    }

    fn words(item: &Item<'_>, index: usize) -> Vec<String> {
        let normal = &item.glance.words.normal;
        match index {
            1 => phones(normal),
            2 => mails(normal),
            _ => item.glance.phrases(Theme::Contact).map(str::to_owned).collect(),
        }
    }
}

/// Telephone numbers: they begin with `+` or `0`, and hold no thousands' commas.
fn phones(normal: &str) -> Vec<String> {
    let mut phones = Vec::new();
    if normal.bytes().filter(u8::is_ascii_digit).count() < *DIGITS.start() {
        return phones;
    }
    let mut from = None;
    let end = normal.len();
    for (at, character) in normal.char_indices().chain([(end, 'x')]) {
        let inside = character.is_ascii_digit() || matches!(character, '+' | '-' | '(' | ')' | ' ' | '.');
        match (from, inside) {
            (None, _) if character == '+' || character == '0' => {
                let before = normal[..at].chars().next_back();
                from = before
                    .is_none_or(|before| !before.is_alphanumeric() && !matches!(before, '/' | '=' | '_' | '-' | '.' | ','))
                    .then_some(at);
            }
            (Some(start), false) => {
                let number = normal[start..at].trim_end_matches([' ', '.', '-', '(']);
                if DIGITS.contains(&number.bytes().filter(u8::is_ascii_digit).count()) {
                    phones.push(number.to_owned());
                }
                from = None;
            }
            _ => {}
        }
    }
    phones
}

fn mails(normal: &str) -> Vec<String> {
    if !normal.contains('@') {
        return Vec::new();
    }
    let is_mail = |chunk: &&str| {
        chunk.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && !host.contains('@')
                && host.split_once('.').is_some_and(|(name, end)| name.len() > 1 && end.len() > 1)
        })
    };
    let chunks = normal.split([' ', '<', '>', ',', ';', ':']).filter(is_mail);
    chunks.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Surroundings;
    use crate::item::tests::{comment, measured};

    #[test]
    fn contacts_are_told_from_numbers() {
        let of = |text: &str| measured::<Contact>(&comment(text), &Surroundings::default());
        assert_eq!(of("Write to me on WhatsApp +44 7700 900123 or doctor@herbs.example"), [1.0, 1.0, 1.0]);
        assert_eq!(of("2,127,322,484 views of 00:39, on 2015-01-02")[1..], [0.0, 0.0]);
        assert_eq!(of("call 0 times")[1], 0.0);
    }
}
