//! What an account declares of itself. A declared bot is honest: it lowers what the score says of a person and accuses nobody.

use std::sync::LazyLock;

use regex::Regex;

use super::{Detector, Subject};
use crate::measure::{Measure, Row, Unit};
use crate::tally::EventSet;
use crate::text::normalise;

/// Sentences in which a profile calls itself automatic. "I build bots" and "robot fan" are not among them.
static DECLARATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(?:i am|i'm|i’m|this is|im) (?:just |only )?(?:an? )?(?:\w+ ){0,2}bot\b",
        r"|^(?:an? )?(?:\w+ ){0,2}bot\b(?: by\b| that\b| which\b| for\b|[.,:;!]|$)",
        r"|\bbot (?:account|by|made by|run by|maintained by|operated by)\b",
        r"|\b(?:automated|automatic|bot) (?:account|feed|tweets?|posts?|updates?|service|bot)\b",
        r"|\b(?:tweets?|posts?|posted|updated|tweeted) automatically\b",
        r"|\bnot (?:a human|human|a person)\b",
    ))
    .expect("the expression is fixed and tested")
});

/// What the account, its name and its platform declare.
#[derive(Debug)]
pub struct Profile;

impl Detector for Profile {
    const NAME: &'static str = "profile";
    const MEASURES: &'static [Measure] = &[
        Measure::new(
            "profile.declares_bot",
            Unit::Flag,
            "The profile, its name or its platform's own field says that it is automated.",
        ),
        Measure::new("profile.followers", Unit::Count, "Followers, as the account line or the latest event says."),
        Measure::new("profile.following", Unit::Count, "How many accounts it follows."),
        Measure::new("profile.default", Unit::Flag, "It still has the picture and layout that the platform gave it."),
        Measure::new("profile.digit_tail", Unit::Count, "Digits at the end of its handle."),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        let profile = &account.profile;
        let by_name = [&profile.id, &profile.name].into_iter().flatten().any(|name| name_declares(name));
        let by_bio = profile.bio.as_deref().map(bio_declares);
        let declared = match profile.declared_automation {
            Some(true) => Some(true),
            field => (by_name || by_bio == Some(true)).then_some(true).or(field).or(by_bio),
        };
        row.set_some(0, declared.map(f64::from));
        row.set_some(1, profile.followers.map(|count| count as f64));
        row.set_some(2, profile.following.map(|count| count as f64));
        row.set_some(3, profile.default_profile.map(f64::from));
        row.set_some(4, profile.name.as_deref().or(profile.id.as_deref()).and_then(digit_tail).map(|digits| digits as f64));
    }

    fn events(account: &Subject<'_>, _: usize) -> EventSet {
        EventSet::none(account.events.len())
    }
}

/// GitHub marks its apps with `[bot]`; elsewhere a name that ends in a separate "bot" is a habit of those who declare it.
fn name_declares(name: &str) -> bool {
    let name = normalise(name);
    name.ends_with("[bot]") || [" bot", "-bot", "_bot"].iter().any(|end| name.ends_with(end))
}

/// The digits at the end of a handle; `None` for an id that is nothing else, which nobody chose.
fn digit_tail(handle: &str) -> Option<usize> {
    let digits = handle.bytes().rev().take_while(u8::is_ascii_digit).count();
    (digits < handle.len()).then_some(digits)
}

fn bio_declares(bio: &str) -> bool {
    DECLARATION.is_match(&normalise(bio))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Account;
    use crate::tally::{Tallies, Tally};

    #[test]
    fn a_bot_that_says_so_is_told_from_somebody_who_talks_of_bots() {
        for bio in [
            "I am a bot",
            "Bot by @someone",
            "Automated feed of the river level",
            "A weather bot.",
            "This is a tiny little bot",
            "Not a human",
        ] {
            assert!(bio_declares(bio), "{bio}");
        }
        for bio in [
            "I build bots for a living",
            "Robotics. Bot hater",
            "Talbot County news",
            "I love my robot",
            "Ask me about bot detection",
        ] {
            assert!(!bio_declares(bio), "{bio}");
        }
        assert!(name_declares("dependabot[bot]") && name_declares("weather_bot") && !name_declares("Alice Talbot"));
    }

    #[test]
    fn silence_is_not_a_denial() {
        let mut row = [f64::NAN; 5];
        Profile::measure(&Subject::new(&Tallies::default()), &mut Row(&mut row));
        assert!(row[0].is_nan());
        let mut account = Tallies::default();
        account.describe(&Account { bio: Some("gardener".into()), ..Account::new("a") });
        Profile::measure(&Subject::new(&account), &mut Row(&mut row));
        assert_eq!((row[0], row[4]), (0.0, 0.0));
        assert!(row[3].is_nan());
        assert_eq!(
            (digit_tail("anna"), digit_tail("Jason_83274619"), digit_tail("12345678"), digit_tail("")),
            (Some(0), Some(8), None, None)
        );
    }
}
