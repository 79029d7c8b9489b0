//! Praise that fits anything: how much of a comment says nothing of its subject.

use super::lexicon::{Class, Theme};
use super::{Item, ItemDetector};
use crate::measure::{Measure, Row, Unit};

/// Stock praise and talk about the page.
#[derive(Debug)]
pub struct Praise;

impl ItemDetector for Praise {
    const NAME: &'static str = "praise";
    const MEASURES: &'static [Measure] = &[
        Measure::new("praise.phrases", Unit::Count, "Stock phrases of praise and of visiting, as `bookmarked your site`.")
            .with_events(),
        Measure::new("praise.share", Unit::Share, "Share of the text that is such phrases.").with_events(),
        Measure::new("praise.about", Unit::Count, "Words about the page, the writer and the visit instead of the subject."),
        Measure::new("praise.warm", Unit::Count, "Words of thanks and praise."),
        Measure::new("praise.general", Unit::Share, "Share of the words that fit any subject."),
        Measure::new("praise.spun", Unit::Count, "Phrases as thesaurus spinners leave them.").with_events(),
    ];

    fn measure(item: &Item<'_>, row: &mut Row<'_>) {
        let glance = item.glance;
        let words = &glance.words;
        if words.list.is_empty() || glance.is_pingback() {
            return;
        }
        let covered: usize = glance.found.iter().filter(|found| found.theme == Theme::Praise).map(|found| found.range.len()).sum();
        let letters: usize = words.list.iter().map(|word| (word.to - word.from) as usize + 1).sum();
        row.set(0, glance.phrases(Theme::Praise).count() as f64);
        row.set(1, (covered as f64 / letters.max(1) as f64).min(1.0));
        row.set(2, words.count(Class::About) as f64);
        row.set(3, words.count(Class::Warm) as f64);
        row.set(4, 1.0 - glance.specific().count() as f64 / words.list.len() as f64);
        row.set(5, glance.phrases(Theme::Spun).count() as f64);
    }

    fn words(item: &Item<'_>, index: usize) -> Vec<String> {
        let theme = if index == 5 { Theme::Spun } else { Theme::Praise };
        item.glance.phrases(theme).map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Surroundings;
    use crate::item::tests::{comment, measured};

    #[test]
    fn stock_praise_is_told_from_an_answer() {
        let of = |text: &str| measured::<Praise>(&comment(text), &Surroundings::default());
        let stock = of("Great post! I have bookmarked your site and will come back. Thanks for sharing.");
        assert!(stock[0] >= 4.0 && stock[1] > 0.5 && stock[4] > 0.9, "{stock:?}");
        let answer = of("The valve on our boiler leaks too; does the gasket from Bosch fit a 2009 Vaillant?");
        assert!(answer[0] == 0.0 && answer[4] < 0.7, "{answer:?}");
        assert!(of("")[0].is_nan());
    }
}
