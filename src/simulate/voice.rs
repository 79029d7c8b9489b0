//! What an account says: plain talk, headlines, bongs, reports, adverts, quotations, and what is said for perks.

use super::dice::Dice;
use super::persona::{Incentive, Voice};
use super::vocabulary::QUOTATIONS;
use super::words;

/// A text in the given voice; `hour` is the hour of the day in UTC.
pub(super) fn say(dice: &mut Dice, voice: Voice, hour: i64) -> String {
    match voice {
        Voice::Chat(topics) => words::chat(dice, topics),
        Voice::Plain(topic) => {
            let mut text = String::new();
            for _ in 0..1 + dice.below(2) {
                let clause = dice.pick(topic);
                text.push_str(&words::expand(dice, clause));
                text.push_str(if text.ends_with(['.', '?', '!']) { " " } else { ". " });
            }
            words::sentences(text.trim_end())
        }
        Voice::Headlines => {
            let template = dice.pick(HEADLINES);
            words::sentences(&words::expand(dice, template))
        }
        Voice::Bongs => vec!["BONG"; if hour % 12 == 0 { 12 } else { (hour % 12) as usize }].join(" "),
        Voice::Reports => {
            let delayed = dice.count(2.0);
            format!(
                "Status: {} of 31 crossings on time, {} delayed, waves {} dm.",
                31u64.saturating_sub(delayed),
                delayed,
                dice.count(9.0)
            )
        }
        Voice::Adverts => {
            let template = dice.pick(ADVERTS);
            words::expand(dice, template)
        }
        Voice::Quotations => dice.pick(QUOTATIONS).to_owned(),
    }
}

/// A text that works the score.
pub(super) fn incentive(dice: &mut Dice, incentive: Incentive, voice: Voice) -> String {
    match incentive {
        Incentive::Perks => {
            let template = dice.pick(PERKS);
            words::sentences(&words::expand(dice, template))
        }
        Incentive::PodTags => {
            let tags = dice.pick(POD_TAGS);
            format!("{} {tags}", say(dice, voice, 0))
        }
    }
}

/// Whether a text carries a tag of the perk trade; the tests of this room count with it.
#[cfg(test)]
pub(super) fn is_perk(text: &str) -> bool {
    let text = text.to_lowercase();
    ["#klout", "#perk", "#kloutperk"].iter().any(|tag| text.contains(tag))
}

const HEADLINES: &[&str] = &[
    "{body} {acts} {matter} {link}",
    "{body} {acts} {matter} {after} {link}",
    "{desk} {body} {acts} {matter} {link}",
    "{town}: {body} {acts} {matter} {after} {link}",
    "{number} things to know about the {matter} {link}",
    "Why the {body} {acts} {matter} {link}",
    "{body} and {body} at odds over {matter} {link}",
    "In pictures: {town} under {weather} {link}",
    "{team} fans welcome {matter} {after} {link}",
];

const ADVERTS: &[&str] = &[
    "{brand} {product} now only ${price}! Grab yours here: {link} #deal #ad",
    "HOT DEAL: {percent}% off {brand} {product}. Limited time! {link} #ad #sale",
    "I can't believe this price! {brand} {product} for ${price} -> {link} #deal",
    "Make ${price} a day from home with {brand}! See how: {link} #workfromhome",
    "Best {product} of the year? Save {percent}% today: {link} #ad",
];

const PERKS: &[&str] = &[
    "just got my free {brand} {product} in the mail, thanks @klout! #kloutperk",
    "loving the free {product} from {brand} [{when}] (#klout|#perk|#kloutperk)",
    "free {product}! {brand} sent me {number} of them {when} #perk [#kloutperk]",
    "{open} a free {product} from {brand}. {close} #kloutperk",
    "who else got the {brand} perk? Mine is a free {product} #klout #perk",
    "sharing my free {product} with {person} {when} #kloutperk",
    "(trying|testing|unpacking) {brand} {product} (at {place}|with {person}|right now), free of course #kloutperk",
    "{brand} {product}, {good}. I got it free because of my score #klout",
    "my score went up [again], next stop: free {product} #klout",
    "claim your free {brand} {product} before they are gone {link} #kloutperk",
    "a free {product} for tweeting? Yes please, {brand} #perk {smile}",
    "review: the {brand} {product} is {good} {link} #perk #kloutperk",
    "{person} is jealous of my free {product} #kloutperk {smile}",
    "day {number} with the free {brand} {product}: still {good} #klout #perk",
    "give @{handle} some +K, get perks: free {product} last week #klout",
    "thank you {brand} for the free {product}, {good}! #kloutperk [#perk]",
];

const POD_TAGS: &[&str] = &[
    "#followforfollow #likeforlike",
    "#f4f #l4l",
    "#followforfollow",
    "#likeforlike #followback",
    "#f4f #followback #likeforlike",
    "follow me and I follow you! #followforfollow",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_perk_text_carries_a_tag_and_names_a_gift() {
        let mut dice = Dice::new(1, 2);
        for _ in 0..2000 {
            let text = incentive(&mut dice, Incentive::Perks, Voice::Bongs);
            assert!(is_perk(&text), "{text}");
            assert!(text.to_lowercase().contains("free") || text.to_lowercase().contains("perk"), "{text}");
        }
    }

    #[test]
    fn the_clock_strikes_the_hour() {
        let strikes = |hour| say(&mut Dice::new(1, 1), Voice::Bongs, hour).matches("BONG").count();
        assert_eq!([0, 1, 11, 12, 13, 23].map(strikes), [12, 1, 11, 12, 1, 11]);
    }
}
