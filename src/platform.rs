//! Where accounts live. People behave alike on one platform and differently on another, so some comparisons ask.

use serde::{Deserialize, Serialize};

macro_rules! platforms {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal;)*) => {
        /// A platform that accounts live on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        #[repr(u8)]
        pub enum Platform {
            $($(#[doc = $doc])+ $variant,)*
        }

        impl Platform {
            /// Every platform, in the order of their numbers; fewer than 32.
            pub const ALL: &'static [Platform] = &[$(Platform::$variant,)*];

            /// The platform in one word, as the canonical form writes it.
            pub fn name(self) -> &'static str {
                match self { $(Platform::$variant => $name,)* }
            }
        }
    };
}

platforms! {
    /// X, which was Twitter.
    X = "x";
    /// Mastodon and what speaks its language.
    Mastodon = "mastodon";
    /// Bluesky.
    Bluesky = "bluesky";
    /// Reddit.
    Reddit = "reddit";
    /// Hacker News.
    HackerNews = "hackernews";
    /// Stack Overflow and its sisters.
    StackExchange = "stackexchange";
    /// GitHub: stars, issues, reviews, pushes.
    GitHub = "github";
    /// Commits in a repository, wherever it is hosted.
    Git = "git";
    /// YouTube.
    YouTube = "youtube";
    /// WordPress blogs.
    WordPress = "wordpress";
    /// Wikipedia and other MediaWiki sites.
    Wikipedia = "wikipedia";
    /// LinkedIn.
    LinkedIn = "linkedin";
    /// Facebook.
    Facebook = "facebook";
    /// Instagram.
    Instagram = "instagram";
    /// Discourse forums.
    Discourse = "discourse";
    /// Disqus comments.
    Disqus = "disqus";
    /// Isso comments.
    Isso = "isso";
}

impl Platform {
    /// The platform of that name, whatever its case; Twitter is X.
    pub fn from_name(name: &str) -> Option<Platform> {
        let name = name.trim().to_ascii_lowercase();
        let name = if name == "twitter" { "x" } else { &name };
        Platform::ALL.iter().copied().find(|platform| platform.name() == name)
    }
}

/// The platforms that the records of one account name. More than one is as good as none: there is nobody to compare with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Platforms(u32);

impl Platforms {
    /// Adds one, if it is known.
    pub fn add(&mut self, platform: Option<Platform>) {
        self.0 |= platform.map_or(0, |platform| 1 << platform as u32);
    }

    /// Adds those of another set.
    pub fn merge(&mut self, other: Platforms) {
        self.0 |= other.0;
    }

    /// The only platform, if there is exactly one.
    pub fn only(self) -> Option<Platform> {
        Platform::ALL.iter().copied().find(|&platform| self.0 == 1 << platform as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_platform_is_found_by_its_name() {
        for (number, &platform) in Platform::ALL.iter().enumerate() {
            assert_eq!((Platform::from_name(platform.name()), platform as usize), (Some(platform), number));
        }
        assert_eq!((Platform::from_name("Twitter"), Platform::from_name("myspace")), (Some(Platform::X), None));
        assert!(Platform::ALL.len() < 32);
    }

    #[test]
    fn two_platforms_are_none() {
        let mut set = Platforms::default();
        assert_eq!(set.only(), None);
        set.add(Some(Platform::Reddit));
        set.add(None);
        assert_eq!(set.only(), Some(Platform::Reddit));
        set.add(Some(Platform::X));
        assert_eq!(set.only(), None);
    }
}
