//! Who each kind of account is: name, size, apps, company, voice and the score it boasts.

use super::Kind;
use super::topics::{self, Topic};

/// What an account writes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Voice {
    /// Sentences about a few topics.
    Chat(&'static [Topic]),
    /// Short whole sentences, without dressing.
    Plain(Topic),
    /// Headlines with links.
    Headlines,
    /// The hours, struck.
    Bongs,
    /// A report with numbers in fixed words.
    Reports,
    /// Adverts with links.
    Adverts,
    /// Quotations out of a small book.
    Quotations,
}

/// What works the score.
#[derive(Debug, Clone, Copy)]
pub(super) enum Incentive {
    /// Posts for perks.
    Perks,
    /// Tags of a pod.
    PodTags,
}

/// One kind of account, in figures.
#[derive(Debug, Clone, Copy)]
pub(super) struct Persona {
    pub handle: &'static str,
    pub name: &'static str,
    pub bio: &'static str,
    /// Days between joining and the first post here.
    pub joined: i64,
    pub followers: u64,
    pub following: u64,
    /// Followers gained over the history.
    pub gained: u64,
    /// Followers that arrive in one day, all at once.
    pub bought: u64,
    /// Likes of one post, on average.
    pub likes: f64,
    /// Whether likes come in packages of that size, give or take 2 %.
    pub packages: bool,
    /// The apps used by hand.
    pub apps: &'static [(&'static str, u32)],
    /// The app that posts by itself.
    pub machine: &'static str,
    /// The shares of replies and reposts, in hundredths.
    pub replies: u32,
    pub reposts: u32,
    pub voice: Voice,
    /// What works the score, and in how many of a thousand posts.
    pub incentive: Option<(Incentive, usize)>,
    pub claimed: Option<f64>,
    pub posts: usize,
    pub days: usize,
}

const APPS: &[(&str, u32)] = &[("web", 4), ("Twitter for iPhone", 5), ("TweetDeck", 1)];
const ANDROID: &[(&str, u32)] = &[("Twitter for Android", 7), ("web", 3)];
const WEB: &[(&str, u32)] = &[("web", 1)];
const EVERYDAY: &[Topic] = &[topics::DAILY, topics::FOOD, topics::CULTURE, topics::SPORT, topics::TECH];

const HUMAN: Persona = Persona {
    handle: "bramble_kate",
    name: "Kate",
    bio: "Tea, trains and other delays.",
    joined: 700,
    followers: 310,
    following: 280,
    gained: 14,
    bought: 0,
    likes: 1.6,
    packages: false,
    apps: APPS,
    machine: "",
    replies: 24,
    reposts: 11,
    voice: Voice::Chat(EVERYDAY),
    incentive: None,
    claimed: None,
    posts: 400,
    days: 50,
};

const BOT: Persona = Persona {
    handle: "city_tidings",
    name: "City Tidings",
    bio: "All that happens in town.",
    followers: 150,
    following: 20,
    likes: 0.4,
    apps: WEB,
    machine: "tidings-poster",
    replies: 0,
    reposts: 0,
    voice: Voice::Headlines,
    ..HUMAN
};

/// Who the kind is.
pub(super) fn persona(kind: Kind) -> Persona {
    let human = |handle, name, bio| Persona { handle, name, bio, ..HUMAN };
    let bot = |handle, name, bio| Persona { handle, name, bio, ..BOT };
    match kind {
        Kind::Calvin => Persona {
            followers: 5200,
            following: 4900,
            gained: 210,
            likes: 3.0,
            voice: Voice::Chat(&[topics::INFLUENCE, topics::DAILY, topics::FOOD, topics::CULTURE, topics::SPORT]),
            incentive: Some((Incentive::Perks, 260)),
            claimed: Some(74.0),
            posts: 630,
            days: 14,
            ..human("calvin", "Calvin", "Social media strategist. Talker. Connector. Ask me about influence.")
        },
        Kind::Newcomer => Persona {
            joined: 40,
            followers: 45,
            following: 190,
            gained: 900,
            likes: 2.2,
            apps: ANDROID,
            incentive: Some((Incentive::Perks, 250)),
            claimed: Some(72.0),
            days: 182,
            ..human("jess_on_the_rise", "Jess", "Getting the hang of this.")
        },
        Kind::Pod => Persona {
            following: 2900,
            followers: 2700,
            likes: 9.0,
            incentive: Some((Incentive::PodTags, 350)),
            claimed: Some(58.0),
            ..human("vibes_with_val", "Val", "Photos, coffee, good people. I follow everyone back.")
        },
        Kind::BoughtLikes => {
            Persona { likes: 104.0, packages: true, claimed: Some(63.0), ..human("djfarro", "DJ Farro", "Decks, dogs, dawn.") }
        }
        Kind::BoughtFollowers => {
            Persona { bought: 3000, claimed: Some(59.0), ..human("lex_coaches", "Lex", "Coach. Speaker. Early riser.") }
        }
        Kind::Editor => Persona {
            joined: 1100,
            followers: 8400,
            following: 610,
            gained: 160,
            likes: 5.0,
            apps: &[("TweetDeck", 6), ("Twitter for iPhone", 4), ("web", 2)],
            replies: 30,
            voice: Voice::Chat(&[topics::WORK, topics::CULTURE, topics::INFLUENCE, topics::TRAVEL, topics::DAILY]),
            claimed: Some(68.0),
            days: 40,
            ..human("the_editor", "The Editor", "I edit a newspaper. Opinions are mine, typos too.")
        },
        Kind::Senior => Persona {
            followers: 11,
            following: 25,
            gained: 1,
            likes: 1.0,
            apps: WEB,
            replies: 0,
            reposts: 0,
            voice: Voice::Plain(topics::GARDEN),
            claimed: Some(34.0),
            posts: 6,
            days: 60,
            ..human("margaret_ellwood", "Margaret Ellwood", "Grandmother of five. Choir, roses, crosswords.")
        },
        Kind::JobChanger => Persona {
            voice: Voice::Chat(&[topics::WORK, topics::TECH, topics::DAILY, topics::CULTURE]),
            gained: 320,
            likes: 2.4,
            claimed: Some(61.0),
            days: 182,
            ..human("daniel_okoro", "Daniel Okoro", "New in press relations after ten years behind a desk.")
        },
        Kind::NightShift => Persona {
            voice: Voice::Chat(&[topics::NIGHT, topics::DAILY, topics::FOOD, topics::CULTURE]),
            apps: ANDROID,
            claimed: Some(45.0),
            days: 42,
            ..human("nurse_ilse", "Ilse", "Night nurse. Sleeps when you do not.")
        },
        Kind::SharedDesk => Persona {
            posts: 500,
            days: 20,
            likes: 0.8,
            replies: 60,
            ..human("ask_the_desk", "The Desk", "Three people, three cities, one inbox.")
        },
        Kind::Insomniac => human("awake_again", "Nele", "Two small children, no sleep."),
        Kind::QuotesFan => Persona {
            voice: Voice::Quotations,
            replies: 0,
            reposts: 4,
            claimed: Some(40.0),
            ..human("words_of_others", "Lines I like", "I collect sentences.")
        },
        Kind::Traveller => Persona {
            voice: Voice::Chat(&[topics::TRAVEL, topics::FOOD, topics::CULTURE]),
            ..human("slow_luggage", "Ruth", "Always somewhere else.")
        },
        Kind::LiveTweeter => Persona {
            voice: Voice::Chat(&[topics::MATCH, topics::MATCH, topics::SPORT]),
            replies: 12,
            ..human("row_f_seat_9", "Row F", "Same seat since I was nine.")
        },
        Kind::HabitMorning => Persona { posts: 150, days: 110, ..human("first_cup", "Henrik", "One post with the first coffee.") },
        Kind::PowerLaw => human("owen_drifts", "Owen", "Now and then."),
        Kind::Hawkes => human("mo_keeps_talking", "Mo", "One thing leads to another."),
        Kind::Circadian => Persona { apps: ANDROID, ..human("pilar_m", "Pilar", "Daylight person.") },
        Kind::MinuteExport => human("gus_archive", "Gus", "My export rounds everything."),
        Kind::SecondLanguage => Persona {
            voice: Voice::Plain(topics::SIMPLE),
            posts: 160,
            replies: 10,
            ..human("amina_learns", "Amina", "I learn English. Please correct me.")
        },
        Kind::AccessScheduler => Persona {
            voice: Voice::Chat(&[topics::DAILY, topics::CULTURE, topics::WORK, topics::GARDEN]),
            machine: "Buffer",
            claimed: Some(50.0),
            posts: 340,
            days: 90,
            replies: 34,
            ..human("wheels_and_words", "Tamsin", "Writer. I type with my eyes, so I write ahead and let a queue post it.")
        },
        Kind::Newsroom => Persona {
            followers: 41_000,
            gained: 900,
            likes: 7.0,
            apps: &[("TweetDeck", 3), ("web", 1)],
            machine: "SocialFlow",
            replies: 6,
            reposts: 3,
            claimed: Some(65.0),
            posts: 640,
            days: 13,
            ..bot("harbour_post", "The Harbour Post", "News from the coast, day and night. Edited by people.")
        },
        Kind::Cyborg => {
            Persona { machine: "dlvr.it", posts: 450, ..human("mark_of_marketing", "Mark", "Marketing by day, football by night.") }
        }
        Kind::Metronome => Persona {
            voice: Voice::Chat(EVERYDAY),
            machine: "web",
            claimed: Some(60.0),
            posts: 600,
            days: 14,
            likes: 0.9,
            ..bot("chatty_chris", "Chris", "Just sharing my day.")
        },
        Kind::BigBen => Persona {
            voice: Voice::Bongs,
            joined: 780,
            followers: 190_000,
            following: 0,
            gained: 0,
            likes: 6.0,
            machine: "big ben bot",
            claimed: Some(70.0),
            posts: 300,
            days: 13,
            ..bot("big_ben_clock", "Big Ben", "I am an automated bot. I strike the hours, every hour. BONG.")
        },
        Kind::Hourly => {
            Persona { voice: Voice::Chat(EVERYDAY), machine: "web", days: 17, ..bot("sunny_side_sam", "Sam", "Good mood.") }
        }
        Kind::Cron => Persona {
            voice: Voice::Reports,
            machine: "station-cron",
            posts: 270,
            days: 90,
            ..bot("ferry_status", "Ferry status", "Crossings and delays, three times a day.")
        },
        Kind::RssPoller => Persona { machine: "dlvr.it", days: 20, ..BOT },
        Kind::GappyMetronome => {
            Persona { voice: Voice::Chat(EVERYDAY), machine: "web", days: 22, ..bot("lucky_lou", "Lou", "Hi.") }
        }
        Kind::LooseTimer => {
            Persona { voice: Voice::Chat(EVERYDAY), machine: "web", days: 9, ..bot("maybe_max", "Max", "Thinking aloud.") }
        }
        Kind::Poisson => Persona { machine: "IFTTT", days: 13, ..bot("random_radar", "Random Radar", "Things seen on the wire.") },
        Kind::Promo => Persona {
            voice: Voice::Adverts,
            machine: "AutoPoster Pro",
            posts: 300,
            days: 15,
            claimed: Some(55.0),
            ..bot("best_deals_4_you", "Best Deals", "The hottest deals every day.")
        },
    }
}
