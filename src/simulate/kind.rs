//! The kinds of account that can be simulated.

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $truth:ident;)*) => {
        /// A kind of account, each with a story of its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[doc = $doc])+ $variant,)*
        }

        impl Kind {
            /// Every kind, people first.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant,)*];

            /// The name by which the command line calls it.
            pub fn name(self) -> &'static str {
                match self { $(Kind::$variant => $name,)* }
            }

            /// Its story in one line.
            pub fn doc(self) -> &'static str {
                match self { $(Kind::$variant => concat!($($doc),+).trim_ascii(),)* }
            }

            /// What is true of it.
            pub fn truth(self) -> Truth {
                match self { $(Kind::$variant => Truth::$truth,)* }
            }
        }
    };
}

/// What is true of a simulated account, on which an audit can be scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// A person, or several, by hand.
    Human,
    /// A person with a scheduler: automated in part, and no fault.
    Assisted,
    /// A machine.
    Bot,
    /// A person who works the score.
    Gamed,
    /// A machine that sells.
    Spam,
}

impl Truth {
    /// The label that an event of such an account carries when labels are asked for.
    pub fn label(self) -> &'static str {
        match self {
            Truth::Human | Truth::Assisted => "human",
            Truth::Bot => "bot",
            Truth::Gamed => "gamed",
            Truth::Spam => "spam",
        }
    }
}

kinds! {
    /// Games the score by hand: 45 posts a day in bursts, a night's sleep, about a quarter of them posts for perks.
    Calvin = "calvin", Gamed;
    /// Hardly known, then climbs to the top in six months on perk posts.
    Newcomer = "newcomer", Gamed;
    /// A person in a follow-for-follow, like-for-like pod.
    Pod = "pod", Gamed;
    /// A person whose likes come in bought packages of about a hundred.
    BoughtLikes = "bought-likes", Gamed;
    /// A person who buys three thousand followers on one day.
    BoughtFollowers = "bought-followers", Gamed;
    /// A newspaper editor, by hand, at office hours and beyond.
    Editor = "editor", Human;
    /// Very few posts, each of them meant.
    Senior = "senior", Human;
    /// An honest climb after a change of job.
    JobChanger = "job-changer", Human;
    /// Works at night and sleeps by day.
    NightShift = "night-shift", Human;
    /// Three people in three time zones who share one account.
    SharedDesk = "shared-desk", Human;
    /// Sleeps badly and posts at three in the morning.
    Insomniac = "insomniac", Human;
    /// Posts nothing but quotations, the same ones again and again.
    QuotesFan = "quotes-fan", Human;
    /// Changes the time zone every ten days.
    Traveller = "traveller", Human;
    /// Silent for days, then forty posts during a match.
    LiveTweeter = "live-tweeter", Human;
    /// Posts every morning at breakfast, and now and then later.
    HabitMorning = "habit-morning", Human;
    /// A person whose pauses follow a power law.
    PowerLaw = "power-law", Human;
    /// A person whose every post may set off more.
    Hawkes = "hawkes", Human;
    /// A person who posts at random, but at waking hours.
    Circadian = "circadian", Human;
    /// A person whose export rounds times to the minute.
    MinuteExport = "minute-export", Human;
    /// A person who writes in a second language: few words, own sentences.
    SecondLanguage = "second-language", Human;
    /// A person who schedules posts for access, at three fixed hours, and writes some by hand.
    AccessScheduler = "access-scheduler", Assisted;
    /// A newsroom: editors in shifts and a scheduler, round the clock.
    Newsroom = "newsroom", Assisted;
    /// A person with a scheduler that adds three posts in ten.
    Cyborg = "cyborg", Assisted;
    /// A timer: a post every 32 minutes, day and night.
    Metronome = "metronome", Bot;
    /// A declared clock that strikes the hours.
    BigBen = "big-ben", Bot;
    /// A post every hour at the same minute.
    Hourly = "hourly", Bot;
    /// A job three times a day that starts minutes late.
    Cron = "cron", Bot;
    /// Posts what a feed brought, every time it looks.
    RssPoller = "rss-poller", Bot;
    /// A timer that is a minute off and misses most of its posts.
    GappyMetronome = "gappy-metronome", Bot;
    /// A script that waits anything from 20 to 44 minutes.
    LooseTimer = "loose-timer", Bot;
    /// Posts at random, round the clock.
    Poisson = "poisson-24-7", Bot;
    /// Fills affiliate templates round the clock.
    Promo = "promo", Spam;
}

impl Kind {
    /// The kind of that name, if there is one.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_name_and_has_a_story() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_name(kind.name()), Some(*kind));
            assert!(kind.doc().ends_with('.') && !kind.doc().starts_with(' '), "{}", kind.doc());
        }
        assert_eq!(Kind::from_name("human"), None);
    }
}
