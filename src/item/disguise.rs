//! Words that are written so that a reader sees them and a filter does not.

use super::lexicon::{Class, LEXICON};
use super::{Item, ItemDetector};
use crate::measure::{Measure, Row, Unit};
use crate::text::{skeletons, word_number};

/// Single characters in a row from which they are a word that is spaced out.
const SPACED: usize = 5;

/// Disguises.
#[derive(Debug)]
pub struct Disguise;

impl ItemDetector for Disguise {
    const NAME: &'static str = "disguise";
    const MEASURES: &'static [Measure] = &[
        Measure::new("disguise.mixed", Unit::Count, "Words that mix look-alike letters of several alphabets.").with_events(),
        Measure::new("disguise.invisible", Unit::Count, "Invisible characters inside words written in Latin letters."),
        Measure::new("disguise.styled", Unit::Count, "Letters taken from mathematical or enclosed alphabets."),
        Measure::new(
            "disguise.spaced",
            Unit::Count,
            "Words whose letters stand apart, `l i k e  t h i s`, with digits among them.",
        )
        .with_events(),
        Measure::new("disguise.goods", Unit::Count, "Words for goods sold by spam that only show once a disguise is taken off.")
            .with_events(),
        Measure::new(
            "disguise.brands",
            Unit::Count,
            "Words of capitals or styled letters that end in digits, as gambling sites are named.",
        )
        .with_events(),
    ];

    fn measure(item: &Item<'_>, row: &mut Row<'_>) {
        let glance = item.glance;
        let Some(written) = glance.event.text.as_deref().filter(|text| !text.is_empty() && !glance.is_pingback()) else { return };
        row.set(0, mixed(written).count() as f64);
        row.set(1, invisible(written) as f64);
        row.set(2, styled(written) as f64);
        let spaced = spaced(&glance.words.normal);
        row.set(3, spaced.iter().filter(|word| has_digit(word)).count() as f64);
        row.set(4, goods(item, spaced).len() as f64);
        row.set(5, brands(item).len() as f64);
    }

    fn words(item: &Item<'_>, index: usize) -> Vec<String> {
        let written = item.glance.event.text.as_deref().unwrap_or_default();
        match index {
            0 => mixed(written).map(str::to_owned).collect(),
            3 => spaced(&item.glance.words.normal),
            4 => goods(item, spaced(&item.glance.words.normal)),
            5 => brands(item),
            _ => Vec::new(),
        }
    }
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Words with Latin letters among Cyrillic or Greek ones.
fn mixed(written: &str) -> impl Iterator<Item = &str> {
    let words = if written.is_ascii() { "" } else { written };
    words.split(|character: char| !character.is_alphanumeric()).filter(|word| {
        let latin = word.chars().any(|character| character.is_ascii_alphabetic());
        let other = word.chars().any(|character| matches!(character, '\u{370}'..='\u{52f}'));
        latin && other && word.chars().count() > 2
    })
}

/// Invisible characters between two Latin letters; in other scripts and in emoji they have work to do.
fn invisible(written: &str) -> usize {
    if written.is_ascii() {
        return 0;
    }
    let characters: Vec<char> = written.chars().collect();
    let hidden = |character: char| matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    let hides = |three: &&[char]| three[0].is_ascii_alphabetic() && hidden(three[1]) && three[2].is_ascii_alphabetic();
    characters.windows(3).filter(hides).count()
}

fn styled(written: &str) -> usize {
    if written.is_ascii() { 0 } else { written.chars().filter(|&character| is_styled(character)).count() }
}

fn is_styled(character: char) -> bool {
    matches!(character, '\u{1d400}'..='\u{1d7ff}' | '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}')
}

/// Words that are spelt with a space after every letter.
fn spaced(normal: &str) -> Vec<String> {
    const APART: [char; 6] = [' ', '.', '-', '_', '*', '~'];
    let mut found = Vec::new();
    // Single letters have a sign before and behind, so plain texts without such a place, which are nearly all, are done.
    let is_apart = |byte: u8| APART.contains(&byte.into());
    if normal.is_ascii() && !normal.as_bytes().windows(5).any(|five| [0, 2, 4].iter().all(|&at| is_apart(five[at]))) {
        return found;
    }
    let mut run = String::new();
    let mut length = 0;
    for chunk in normal.split(APART).chain([""]) {
        let mut characters = chunk.chars();
        match (characters.next(), characters.next()) {
            (Some(one), None) if one.is_alphanumeric() && (one.is_lowercase() || one.is_ascii_digit()) => {
                run.push(one);
                length += 1;
            }
            _ => {
                if length >= SPACED && run.chars().any(char::is_alphabetic) {
                    found.push(std::mem::take(&mut run));
                }
                run.clear();
                length = 0;
            }
        }
    }
    found
}

/// Words for goods behind look-alikes, digits for letters, or spaces.
fn goods(item: &Item<'_>, spaced: Vec<String>) -> Vec<String> {
    let words = &item.glance.words;
    let is_goods = |word: &str| Class::Goods.is_in(LEXICON.classes(word_number(word)));
    let mut found: Vec<String> = spaced.into_iter().filter(|word| is_goods(word) || is_goods(&unleet(word))).collect();
    for word in words.list.iter().filter(|word| word.classes == 0) {
        let text = words.text(word);
        if text.len() < 4 || text.len() > 32 {
            continue;
        }
        if has_digit(text) && is_goods(&unleet(text)) {
            found.push(text.to_owned());
        } else if !text.is_ascii()
            && text.chars().any(|character| matches!(character, '\u{370}'..='\u{52f}' | '\u{1e00}'..='\u{1eff}' | 'à'..='ÿ'))
        {
            // Only words that cannot be read as they stand in their own alphabet: a foreign word is no disguise.
            if mixed(text).next().is_some() && skeletons(text).iter().any(|skeleton| is_goods(&skeleton.to_lowercase())) {
                found.push(text.to_owned());
            }
        }
    }
    found
}

/// A word with the letters that its digits and signs stand for.
fn unleet(word: &str) -> String {
    let letter = |character: char| match character {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    word.chars().map(letter).collect()
}

/// Names like those of gambling sites: four or more capital or styled letters, then two or three digits, or a known ending.
fn brands(item: &Item<'_>) -> Vec<String> {
    let written = item.glance.event.text.as_deref().unwrap_or_default();
    let capital = |character: char| character.is_ascii_uppercase() || is_styled(character);
    let mut found = Vec::new();
    // Every such name in plain letters has two of them, or a digit and one, side by side, and few texts do.
    let close = |two: &[u8]| (two[0].is_ascii_uppercase() || two[0].is_ascii_digit()) && two[1].is_ascii_uppercase();
    if written.is_ascii() && !written.as_bytes().windows(2).any(close) {
        return found;
    }
    let chunks = written.split(|character: char| !character.is_alphanumeric());
    for chunk in chunks.filter(|chunk| chunk.starts_with(|first| capital(first) || first.is_ascii_digit())) {
        let letters = chunk.trim_end_matches(|character: char| character.is_numeric());
        let digits = chunk.chars().count() - letters.chars().count();
        let count = letters.chars().count();
        let styled = letters.chars().any(is_styled);
        if (3..=14).contains(&count)
            && letters.chars().all(capital)
            && ((1..=3).contains(&digits) && (digits > 1 || count > 4) || styled && count > 4)
        {
            found.push(chunk.to_owned());
        } else if count > 5 && letters.chars().all(capital) {
            let small = letters.to_ascii_lowercase();
            if ["toto", "slot", "bet", "togel", "win", "play", "jackpot", "casino", "poker", "hoki", "gacor", "4d"]
                .iter()
                .any(|end| small.len() > end.len() + 1 && small.ends_with(end))
            {
                found.push(chunk.to_owned());
            }
        } else if chunk.len() >= 5
            && chunk.strip_suffix("4D").is_some_and(|name| name.chars().all(|sign| capital(sign) || sign.is_ascii_digit()))
        {
            found.push(chunk.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Surroundings;
    use crate::item::tests::{comment, measured};

    fn of(text: &str) -> Vec<f64> {
        measured::<Disguise>(&comment(text), &Surroundings::default())
    }

    #[test]
    fn disguises_are_seen() {
        assert_eq!(of("buy vi\u{200b}agra")[1], 1.0);
        assert_eq!(of("c\u{430}sino bonus")[0], 1.0);
        assert_eq!(of("c\u{430}sino bonus")[4], 1.0);
        assert_eq!(of("play c4sin0 tonight")[4], 1.0);
        assert_eq!(of("main di K O I N 7 7 yuk")[3], 1.0);
        assert_eq!(of("s l o t s for all")[4], 1.0);
        assert_eq!(of("𝗚𝗔𝗥𝗔𝗡𝗦𝗜 now")[2], 7.0);
        assert_eq!(of("MAIN DI KOINS77")[5], 1.0);
    }

    #[test]
    fn other_languages_and_shouting_are_no_disguise() {
        for text in [
            "Отличная статья, спасибо",
            "A R E  Y O U  K I D D I N G",
            "می\u{200c}خواهم",
            "ÇA C'EST MAGNIFIQUE",
            "In 2015 we saw COVID19",
        ] {
            let row = of(text);
            assert_eq!((row[0], row[1], row[3], row[4]), (0.0, 0.0, 0.0, 0.0), "{text}: {row:?}");
        }
    }
}
