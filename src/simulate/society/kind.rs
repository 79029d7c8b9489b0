//! The kinds of group in a society: rings, and people who look like one.

macro_rules! groups {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $ring:literal;)*) => {
        /// A kind of group, each with its own way of acting together.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum GroupKind {
            $($(#[doc = $doc])+ $variant,)*
        }

        impl GroupKind {
            /// Every kind, rings first.
            pub const ALL: &'static [GroupKind] = &[$(GroupKind::$variant,)*];

            /// The name by which the command line calls it.
            pub fn name(self) -> &'static str {
                match self { $(GroupKind::$variant => $name,)* }
            }

            /// Its story in one line.
            pub fn doc(self) -> &'static str {
                match self { $(GroupKind::$variant => concat!($($doc),+).trim_ascii(),)* }
            }

            /// Whether it is a coordinated ring; people of the other kinds act alike for reasons of their own.
            pub fn is_ring(self) -> bool {
                match self { $(GroupKind::$variant => $ring,)* }
            }
        }
    };
}

groups! {
    /// Posts the same text, word for word.
    Exact = "exact", true;
    /// Posts the same text with a few words, marks, emoji or hashtags changed.
    NearCopy = "near-copy", true;
    /// Posts variants of a spintax template: half the words shared, parts sometimes swapped.
    Spun = "spun", true;
    /// Posts one link, or pages of one domain, with own words.
    Link = "link", true;
    /// Copies, near copies, spun texts and links in turn.
    Mixed = "mixed", true;
    /// Answers the same post with own words.
    Reply = "reply", true;
    /// Puts the same odd set of hashtags into own texts.
    Hashtag = "hashtag", true;
    /// Stars the same projects with accounts made in one go.
    StarFarm = "star-farm", true;
    /// Follows the same accounts with accounts made in one go.
    FollowFarm = "follow-farm", true;
    /// Likes and answers each other's posts within minutes.
    Pod = "pod", true;
    /// Shares nothing but the moment: all post own texts within two seconds, every day.
    Clock = "clock", true;
    /// Fans who quickly repost whatever their idol posts.
    FanClub = "fan-club", false;
    /// Clients of an agency that print some of its texts within hours, beside their own.
    Newsroom = "newsroom", false;
    /// Students who post the same assignment before a deadline.
    Class = "class", false;
    /// Hundreds who copy one viral text once.
    Copypasta = "copypasta", false;
    /// Employees who share their employer's news, as its customers and partners do.
    Staff = "staff", false;
    /// Enthusiasts who star what reaches a front page within the hour.
    Launch = "launch", false;
    /// Papers of one publisher that print the same texts, which nobody else does: no test can tell them from a ring.
    SisterPapers = "sister-papers", false;
}

impl GroupKind {
    /// The kind of that name, if there is one.
    pub fn from_name(name: &str) -> Option<GroupKind> {
        GroupKind::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// Every kind of ring.
    pub fn rings() -> impl Iterator<Item = GroupKind> {
        GroupKind::ALL.iter().copied().filter(|kind| kind.is_ring())
    }

    /// Every kind of innocent group that a society has unless others are asked for: those that can be told from rings.
    pub fn usual_innocents() -> impl Iterator<Item = GroupKind> {
        GroupKind::innocents().filter(|kind| *kind != GroupKind::SisterPapers)
    }

    /// Every kind of innocent group.
    pub fn innocents() -> impl Iterator<Item = GroupKind> {
        GroupKind::ALL.iter().copied().filter(|kind| !kind.is_ring())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_name_and_has_a_story() {
        for kind in GroupKind::ALL {
            assert_eq!(GroupKind::from_name(kind.name()), Some(*kind));
            assert!(kind.doc().ends_with('.') && !kind.doc().starts_with(' '), "{}", kind.doc());
        }
        assert_eq!(GroupKind::from_name("none"), None);
        assert_eq!(GroupKind::rings().count() + GroupKind::innocents().count(), GroupKind::ALL.len());
    }
}
