//! The apps that posts were made with.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::{Detector, Subject};
use crate::measure::{Measure, Row, Unit};
use crate::tally::EventSet;
use crate::text::{normalise, skeletons};

/// Services whose purpose is to post without a hand: recipes, feeds and queues. Apps that people type into are not here, even
/// where they can also schedule.
const AUTOMATION: &[&str] = &[
    "autohotkey",
    "botize",
    "buffer",
    "cheap bots, done quick!",
    "circleboom",
    "contentstudio",
    "crowdfire",
    "dlvr.it",
    "edgar",
    "fs poster",
    "github actions",
    "google apps script",
    "hootsuite inc.",
    "hootsuite",
    "hypefury",
    "ifttt",
    "integromat",
    "jetpack.com",
    "later",
    "later.com",
    "loomly",
    "mailchimp",
    "make",
    "make.com",
    "meetedgar",
    "microsoft power platform",
    "missinglettr",
    "n8n",
    "nextscripts",
    "publer",
    "recurpost",
    "rss2twitter",
    "smarterqueue",
    "socialbee",
    "socialflow",
    "socialoomph",
    "socialpilot",
    "sprout social",
    "statusbrew",
    "tailwind",
    "twibble",
    "twittbot.net",
    "twitterfeed",
    "twuffer",
    "wordpress.com",
    "zapier",
    "zapier.com",
    "zoho social",
];

/// Which share of the events came through an automation service.
#[derive(Debug)]
pub struct Clients;

impl Detector for Clients {
    const NAME: &'static str = "client";
    const MEASURES: &'static [Measure] = &[
        Measure::new("client.posts", Unit::Count, "Events whose app is known.").sample(),
        Measure::new("client.automated", Unit::Share, "Share of those that came through a service that posts without a hand.")
            .with_events(),
        Measure::new("client.automated_posts", Unit::Count, "How many came through a service that posts without a hand.")
            .with_events(),
        Measure::new("client.apps", Unit::Count, "How many different apps there are."),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        let apps = account.events.clients().len();
        let known = account.events.briefs().iter().filter(|brief| usize::from(brief.client()) < apps).count();
        row.set(0, known as f64);
        if known == 0 {
            return;
        }
        let automated = Self::events(account, 1).count();
        row.set(1, automated as f64 / known as f64);
        row.set(2, automated as f64);
        row.set(3, apps as f64);
    }

    fn events(account: &Subject<'_>, _: usize) -> EventSet {
        let automated: Vec<bool> = account.events.clients().iter().map(|name| is_automation(name)).collect();
        let briefs = account.events.briefs();
        EventSet::choose(briefs.len(), |position| automated.get(usize::from(briefs[position].client())).copied().unwrap_or(false))
    }
}

/// The services as they look, so that a confusable spelling hides none.
static SKELETONS: LazyLock<BTreeSet<String>> = LazyLock::new(|| AUTOMATION.iter().flat_map(|name| skeletons(name)).collect());

fn is_automation(client: &str) -> bool {
    skeletons(client).iter().any(|look| SKELETONS.contains(look))
        || normalise(client).split([' ', '-', '_', '.']).any(|word| matches!(word, "bot" | "autoposter" | "autopost"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_told_from_apps_that_people_type_into() {
        for client in ["IFTTT", "Buffer", "dlvr.it", "Big Ben bot", "IF\u{422}TT", "Hootsu\u{456}te"] {
            assert!(is_automation(client), "{client}");
        }
        for client in ["Twitter Web Client", "TweetDeck", "Tweetbot for iOS", "Talbot's phone"] {
            assert!(!is_automation(client), "{client}");
        }
    }
}
