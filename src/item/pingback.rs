//! Pingbacks and trackbacks: other sites that say they link here. No person signs them, so they are measured apart.

use super::lexicon::{Class, LEXICON, Theme};
use super::{Item, ItemDetector};
use crate::measure::{Measure, Row, Unit};
use crate::text::word_number;

/// Pingbacks.
#[derive(Debug)]
pub struct Pingback;

impl ItemDetector for Pingback {
    const NAME: &'static str = "pingback";
    const MEASURES: &'static [Measure] = &[
        Measure::new("pingback.title", Unit::Count, "Words of the linking page's title.").sample(),
        Measure::new("pingback.trade", Unit::Count, "Words for trades, goods and places in the title; 0 without a trade.")
            .with_events(),
        Measure::new("pingback.offers", Unit::Count, "Phrases that sell or promise in title and excerpt.").with_events(),
        Measure::new("pingback.site", Unit::Flag, "The title holds the name of a site of an ending that is cheap to register.")
            .with_events(),
        Measure::new("pingback.excerpt", Unit::Flag, "There is an excerpt, and it is a quotation between dots: `[...] ... [...]`."),
        Measure::new(
            "pingback.shared",
            Unit::Count,
            "Words of title and excerpt that the article, or two others in the thread, use too.",
        ),
        Measure::new("pingback.others", Unit::Count, "Other pages of the same domain, under other titles.").with_events(),
    ];

    fn measure(item: &Item<'_>, row: &mut Row<'_>) {
        let glance = item.glance;
        if !glance.is_pingback() {
            return;
        }
        let flag = |is: bool| f64::from(u8::from(is));
        let title = &glance.name;
        let trade = title.count(Class::Trade);
        let keyed = title.list.iter().filter(|word| word.is(Class::Trade) || word.is(Class::Place)).count();
        let mut found = Vec::new();
        LEXICON.find(&title.normal, &mut found);
        let offers = found.iter().filter(|found| found.theme == Theme::Offer).count() + glance.phrases(Theme::Offer).count();
        row.set(0, title.list.len() as f64);
        row.set(1, if trade > 0 { keyed as f64 } else { 0.0 });
        row.set(2, offers as f64);
        row.set(3, flag(site(&title.normal).is_some()));
        let excerpt = &glance.words.normal;
        if !excerpt.is_empty() {
            row.set(4, flag(excerpt.starts_with("[...]") || excerpt.starts_with("[…]")));
        }
        row.set_some(5, item.around.on_topic.map(f64::from));
        row.set_some(6, item.around.same_domain.map(f64::from));
    }

    fn words(item: &Item<'_>, index: usize) -> Vec<String> {
        let title = &item.glance.name;
        match index {
            1 => {
                let keyed = title.list.iter().filter(|word| word.is(Class::Trade) || word.is(Class::Place));
                keyed.map(|word| title.text(word).to_owned()).collect()
            }
            3 => site(&title.normal).map(str::to_owned).into_iter().collect(),
            _ => vec![item.glance.event.author.to_string()],
        }
    }
}

/// A site in a title that was registered to be found: a trade or an ending that costs next to nothing.
fn site(title: &str) -> Option<&str> {
    title.split(' ').find(|chunk| {
        let Some((name, end)) = chunk.trim_matches(|character: char| !character.is_alphanumeric()).rsplit_once('.') else {
            return false;
        };
        let cheap = matches!(end, "info" | "biz" | "xyz" | "top" | "online" | "site" | "club" | "shop" | "store" | "icu" | "click");
        let trade = name.split(['-', '.']).any(|part| Class::Trade.is_in(LEXICON.classes(word_number(part))));
        name.len() > 3 && (cheap || trade && end.len() <= 3 && end.len() > 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Event, Kind};
    use crate::item::Surroundings;
    use crate::item::tests::{comment, measured};

    #[test]
    fn pingbacks_are_measured_apart() {
        let mut event = Event::by("Cheap Hotels In Florida | best-hotels.info");
        event.kind = Kind::Pingback;
        let row = measured::<Pingback>(&event, &Surroundings::default());
        assert!(row[1] >= 3.0 && row[3] == 1.0 && row[4].is_nan(), "{row:?}");
        event.text = Some("[...] as they say [...]".into());
        assert_eq!(measured::<Pingback>(&event, &Surroundings::default())[4], 1.0);
        assert!(measured::<Pingback>(&comment("x"), &Surroundings::default())[0].is_nan());
    }
}
