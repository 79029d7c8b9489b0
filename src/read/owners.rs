//! Whose an export is. Its records may not say; a file beside them does.

use std::collections::BTreeMap;

use crate::platform::Platform;

/// The account that an archive belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Owner {
    pub id: String,
    /// The handle.
    pub name: Option<String>,
}

impl Owner {
    /// The one who stands in where nothing but the file says whose it is.
    pub fn of_file(name: &str) -> Owner {
        Owner { id: format!("owner of {name}"), name: None }
    }
}

/// The owners by place: an archive, or the folder that its files were unpacked to.
#[derive(Debug, Default)]
pub(crate) struct Owners(BTreeMap<(String, Option<Platform>), Owner>);

impl Owners {
    /// The place that a stream's owner is looked up by: all that stands before the last slash of its name.
    fn place(stream: &str) -> &str {
        stream.rsplit_once('/').or_else(|| stream.rsplit_once('!')).map_or("", |(place, _)| place)
    }

    /// Remembers the owner that a stream of a platform's export names.
    pub fn insert(&mut self, stream: &str, platform: Option<Platform>, owner: Owner) {
        self.0.insert((Owners::place(stream).to_owned(), platform), owner);
    }

    /// The owner of a stream. Where no file names one, the place itself stands in, so that two archives stay two accounts.
    pub fn of(&self, stream: &str, platform: Option<Platform>) -> (Owner, bool) {
        let place = Owners::place(stream);
        // Some exports keep the account in a folder of its own, so the search goes up as long as one account only is found.
        let mut at = Some(place);
        while let Some(here) = at {
            let inside = |own: &str| {
                own == here || own.strip_prefix(here).is_some_and(|rest| !here.is_empty() && rest.starts_with(['/', '!']))
            };
            let mut found: Vec<&Owner> =
                self.0.iter().filter(|((own, of), _)| *of == platform && inside(own)).map(|(_, owner)| owner).collect();
            found.dedup();
            match found[..] {
                [owner] => return (owner.clone(), true),
                [] => at = here.rsplit_once(['/', '!']).map(|(above, _)| above),
                _ => break,
            }
        }
        let place = match place {
            "" => stream,
            place => place.split('!').next().unwrap_or(place),
        };
        (Owner::of_file(place), false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_is_found_by_the_folder() {
        let mut owners = Owners::default();
        let (ann, x) = (Owner { id: "7".into(), name: None }, Some(Platform::X));
        owners.insert("a.zip!data/account.js", x, ann.clone());
        assert_eq!(owners.of("a.zip!data/tweets.js", x), (ann.clone(), true));
        assert_eq!(owners.of("a.zip!more/parts/tweets.js", x), (ann, true));
        assert_eq!(owners.of("a.zip!data/comments.json", Some(Platform::Facebook)).0.id, "owner of a.zip");
        assert_eq!(owners.of("b.zip!tweet.js", x).0.id, "owner of b.zip");
        assert_eq!(owners.of("tweets.js", x).0.id, "owner of tweets.js");
    }

    #[test]
    fn of_two_owners_none_is_taken() {
        let mut owners = Owners::default();
        for (place, id) in [("all/a/profile/p.json", "a"), ("all/b/profile/p.json", "b")] {
            owners.insert(place, None, Owner { id: id.into(), name: None });
        }
        assert_eq!(owners.of("all/a/comments/c.json", None).0.id, "a");
        assert_eq!(owners.of("all/c/comments/c.json", None), (Owner::of_file("all/c/comments"), false));
    }
}
