//! Asking readers to do something for the writer: watch, subscribe, follow, vote.

use super::lexicon::{Class, Theme};
use super::{Item, ItemDetector, Word};
use crate::measure::{Measure, Row, Unit};

/// How many words may stand between asking and what it is for.
const NEAR: usize = 5;

/// Calls to action and self-promotion.
#[derive(Debug)]
pub struct Appeal;

impl ItemDetector for Appeal {
    const NAME: &'static str = "appeal";
    const MEASURES: &'static [Measure] = &[
        Measure::new("appeal.phrases", Unit::Count, "Phrases that ask readers for something, as `check out my channel`.")
            .with_events(),
        Measure::new("appeal.share", Unit::Share, "Share of the text that is such phrases.").with_events(),
        Measure::new(
            "appeal.own",
            Unit::Count,
            "Requests whose object is the writer's own, as `watch ... my`; at most one for each request.",
        )
        .with_events(),
        Measure::new("appeal.media", Unit::Count, "Own pages and works that are spoken of, as `our new song`.").with_events(),
        Measure::new("appeal.subscribe", Unit::Count, "Words for subscribing."),
        Measure::new("appeal.please", Unit::Count, "Words for please."),
        Measure::new("appeal.maker", Unit::Flag, "The writer says what he or she is: `i am a singer`.").with_events(),
        Measure::new("appeal.goal", Unit::Flag, "A number of subscribers is named.").with_events(),
        Measure::new("appeal.calls", Unit::Count, "Words that ask readers to do something."),
    ];

    fn measure(item: &Item<'_>, row: &mut Row<'_>) {
        let glance = item.glance;
        let words = &glance.words;
        if words.list.is_empty() || glance.is_pingback() {
            return;
        }
        let covered: usize = glance.found.iter().filter(|found| found.theme == Theme::Appeal).map(|found| found.range.len()).sum();
        row.set(0, glance.phrases(Theme::Appeal).count() as f64);
        row.set(1, (covered as f64 / words.normal.len().max(1) as f64).min(1.0));
        row.set(2, requests(&words.list).count() as f64);
        row.set(3, own_works(&words.list).count() as f64);
        row.set(4, words.list.iter().filter(|word| subscribes(item, word)).count() as f64);
        row.set(5, words.count(Class::Please) as f64);
        row.set(6, f64::from(u8::from(maker(item).is_some())));
        row.set(7, f64::from(u8::from(goal(item).is_some())));
        row.set(8, words.count(Class::Call) as f64);
    }

    fn words(item: &Item<'_>, index: usize) -> Vec<String> {
        let words = &item.glance.words;
        let between = |(from, to): (&Word, &Word)| words.normal.get(from.from as usize..to.to as usize).map(str::to_owned);
        match index {
            2 => requests(&words.list).filter_map(between).collect(),
            3 => own_works(&words.list).filter_map(between).collect(),
            6 => maker(item).into_iter().collect(),
            7 => goal(item).into_iter().collect(),
            _ => item.glance.phrases(Theme::Appeal).map(str::to_owned).collect(),
        }
    }
}

/// Whether a word is for subscribing, however it is spelt.
fn subscribes(item: &Item<'_>, word: &Word) -> bool {
    let written = item.glance.words.text(word);
    word.is(Class::Subscribe)
        || written.starts_with("su")
            && ["subscri", "suscri", "subcri", "subscir", "sucscri"].iter().any(|stem| written.starts_with(stem))
}

/// Each word that asks, with the first word near behind it that says it is for the writer.
fn requests(words: &[Word]) -> impl Iterator<Item = (&Word, &Word)> {
    let mut free = 0;
    words.iter().enumerate().filter_map(move |(at, word)| {
        if at < free || !word.is(Class::Call) {
            return None;
        }
        let end = words.len().min(at + 1 + NEAR);
        let to = (at + 1..end).find(|&next| words[next].is(Class::Own))?;
        free = to + 1;
        Some((word, &words[to]))
    })
}

/// Each word for the writer's own with a work of his or hers close behind it.
fn own_works(words: &[Word]) -> impl Iterator<Item = (&Word, &Word)> {
    words.iter().enumerate().filter_map(|(at, word)| {
        if !word.is(Class::Own) {
            return None;
        }
        let end = words.len().min(at + 4);
        let to = (at + 1..end).find(|&next| words[next].is(Class::Media))?;
        Some((word, &words[to]))
    })
}

/// A number with subscribers close behind it.
fn goal(item: &Item<'_>) -> Option<String> {
    let words = &item.glance.words;
    let list = &words.list;
    list.iter().enumerate().find_map(|(at, word)| {
        if !words.text(word).bytes().all(|byte| byte.is_ascii_digit() || byte == b'k') {
            return None;
        }
        let end = list.len().min(at + 3);
        let to = (at + 1..end).find(|&next| subscribes(item, &list[next]) || matches!(words.text(&list[next]), "subs" | "sub"));
        words.normal.get(word.from as usize..list[to?].to as usize).map(str::to_owned)
    })
}

/// The writer's own word for what he or she is.
fn maker(item: &Item<'_>) -> Option<String> {
    let words = &item.glance.words;
    let list = &words.list;
    list.iter().enumerate().find_map(|(at, word)| {
        let end = list.len().min(at + 7);
        let to = (at + 1..end).find(|&next| list[next].is(Class::Maker))?;
        if !matches!(words.text(word), "i'm" | "im" | "i" | "we're" | "we" | "name") {
            return None;
        }
        words.normal.get(word.from as usize..list[to].to as usize).map(str::to_owned)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Surroundings;
    use crate::item::tests::{comment, measured};

    fn of(text: &str) -> Vec<f64> {
        measured::<Appeal>(&comment(text), &Surroundings::default())
    }

    #[test]
    fn requests_for_oneself_are_told_from_talk_about_the_song() {
        let row = of("Hey everybody, please watch the new covers on my channel and subscribe to me");
        assert!(row[0] >= 2.0 && row[2] >= 2.0 && row[3] >= 1.0 && row[4] == 1.0 && row[5] == 1.0, "{row:?}");
        assert_eq!(of("I watch this every day, the drums are perfect")[2], 0.0);
        assert_eq!(of("I'm an unknown singer from Wales")[6], 1.0);
        assert_eq!(of("the singer is good")[6], 0.0);
        assert_eq!((of("at 100 subscribers I dance")[7], of("100 people subscribe")[7], of("100 people")[7]), (1.0, 1.0, 0.0));
    }
}
