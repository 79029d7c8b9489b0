//! Whether a comment speaks of what it stands under. What it shares speaks for it; what it does not share says little.

use super::{Item, ItemDetector};
use crate::measure::{Measure, Row, Unit};

/// The subject.
#[derive(Debug)]
pub struct Topic;

impl ItemDetector for Topic {
    const NAME: &'static str = "topic";
    const MEASURES: &'static [Measure] = &[
        Measure::new("topic.words", Unit::Count, "Words of the text.").sample(),
        Measure::new(
            "topic.specific",
            Unit::Count,
            "Words that can say something of a subject: no common ones, no talk about the page.",
        ),
        Measure::new("topic.shared", Unit::Count, "Such words that the article, or two others in the thread, use too."),
        Measure::new("topic.reply", Unit::Flag, "The comment answers another one, or greets somebody by @name at its start."),
    ];

    fn measure(item: &Item<'_>, row: &mut Row<'_>) {
        let glance = item.glance;
        if glance.is_pingback() {
            return;
        }
        row.set(0, glance.words.list.len() as f64);
        row.set(1, glance.specific().count() as f64);
        row.set_some(2, item.around.on_topic.map(f64::from));
        let greets = glance.words.normal.starts_with('@') || glance.words.normal.starts_with('+');
        row.set(3, f64::from(u8::from(greets || glance.event.in_reply_to.is_some())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Surroundings;
    use crate::item::tests::{comment, measured};

    #[test]
    fn what_is_shared_comes_from_the_context() {
        let around = Surroundings { on_topic: Some(3), ..Surroundings::default() };
        assert_eq!(measured::<Topic>(&comment("@anna the gasket leaks"), &around), [3.0, 2.0, 3.0, 1.0]);
        assert!(measured::<Topic>(&comment("The gasket"), &Surroundings::default())[2].is_nan());
    }
}
