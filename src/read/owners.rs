//! Whose an X archive is. Its posts do not say; a file beside them does.

use std::collections::BTreeMap;

/// The account that an archive belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Owner {
    pub id: String,
    /// The handle.
    pub name: Option<String>,
}

/// The owners by place: an archive, or the folder that its files were unpacked to.
#[derive(Debug, Default)]
pub(crate) struct Owners(BTreeMap<String, Owner>);

impl Owners {
    /// The place that a stream's owner is looked up by: all that stands before the last slash of its name.
    fn place(stream: &str) -> &str {
        stream.rsplit_once('/').or_else(|| stream.rsplit_once('!')).map_or("", |(place, _)| place)
    }

    /// Remembers the owner that a stream names.
    pub fn insert(&mut self, stream: &str, owner: Owner) {
        self.0.insert(Owners::place(stream).to_owned(), owner);
    }

    /// The owner of a stream. Where no file names one, the place itself stands in, so that two archives stay two accounts.
    pub fn of(&self, stream: &str) -> (Owner, bool) {
        match self.0.get(Owners::place(stream)) {
            Some(owner) => (owner.clone(), true),
            None => {
                let place = match Owners::place(stream) {
                    "" => stream,
                    place => place.split('!').next().unwrap_or(place),
                };
                (Owner { id: format!("owner of {place}"), name: None }, false)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_is_found_by_the_folder() {
        let mut owners = Owners::default();
        let ann = Owner { id: "7".into(), name: None };
        owners.insert("a.zip!data/account.js", ann.clone());
        assert_eq!(owners.of("a.zip!data/tweets.js"), (ann, true));
        assert_eq!(owners.of("b.zip!tweet.js").0.id, "owner of b.zip");
        assert_eq!(owners.of("tweets.js").0.id, "owner of tweets.js");
    }
}
