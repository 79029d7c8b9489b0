//! What an X archive says of itself: `manifest.js` since 2019, `tweet_index.js` before.

use super::x_account::owner;
use super::x_post::assigned;
use super::{Frame, Listed, Out, Owned, Source, Traits};
use crate::account::Account;
use crate::platform::Platform;
use crate::read::Record;
use crate::read::json::{self, Value, paths};

pub(super) static MANIFEST: Source = Source {
    name: "x-archive",
    title: "X archive since 2019: the list of its files",
    found_by: "`window.__THAR_CONFIG`",
    platform: Some(Platform::X),
    find: |look| assigned(look, |name| name == "window.__THAR_CONFIG"),
    read: account,
    traits: Traits {
        owned: Owned::Place,
        owner: Some(|text, _| owner(text, "userInfo", "accountId", "userName")),
        lists: Some(files),
        ..Traits::PLAIN
    },
};

pub(super) static INDEX: Source = Source {
    name: "x-archive-2012",
    title: "X archive of 2012 to 2018: the list of its months",
    found_by: "`var tweet_index`",
    find: |look| assigned(look, |name| name == "var tweet_index"),
    read: |_, _| {},
    traits: Traits { lists: Some(month), ..Traits::PLAIN },
    ..MANIFEST
};

/// The lists of the archive whose entries are counted here too, by the names that it gives them.
const COUNTED: [&str; 5] = ["tweets", "tweet", "communityTweet", "like", "following"];

fn files(text: &str) -> Vec<Listed> {
    let mut listed = Vec::new();
    each_file(text, &mut |kind, file, count| {
        if COUNTED.contains(&kind) {
            listed.push(Listed { file: file.to_owned(), count });
        }
    });
    listed
}

/// Calls `each` for every file of the manifest, with what it holds, its name and how many entries it has.
fn each_file(text: &str, each: &mut dyn FnMut(&str, &str, u64)) {
    let Ok([Value::Nested(kinds)]) = json::pick(text, paths!["dataTypes"]) else { return };
    let _ = json::object(kinds, |member| {
        let kind = member.key.text(&mut false);
        let Value::Nested(inner) = member.value else { return };
        let Ok([Value::Nested(files)]) = json::pick(inner, paths!["files"]) else { return };
        let _ = json::array(files, |file| {
            let Value::Nested(file) = file else { return };
            let Ok([name, count]) = json::pick(file, paths!["fileName", "count"]) else { return };
            let count = count.text(&mut false).and_then(|count| count.parse().ok());
            if let (Some(name), Some(count)) = (name.text(&mut false), count) {
                each(&kind, &name, count);
            }
        });
    });
}

fn month(text: &str) -> Vec<Listed> {
    let Ok([name, count]) = json::pick(text, paths!["file_name", "tweet_count"]) else { return Vec::new() };
    let count = count.text(&mut false).and_then(|count| count.parse().ok());
    name.text(&mut false).zip(count).map(|(file, count)| Listed { file: file.into_owned(), count }).into_iter().collect()
}

/// How many follow the account and how many it follows: the lengths of those lists.
fn account<'a>(frame: Frame<'a>, out: &mut Out<'_, 'a>) {
    let (mut followers, mut following) = (None, None);
    each_file(frame.text, &mut |kind, _, count| match kind {
        "follower" => *followers.get_or_insert(0) += count,
        "following" => *following.get_or_insert(0) += count,
        _ => {}
    });
    if followers.or(following).is_some() {
        out.record(0, frame.text.len(), |reader| {
            Ok(Record::Account(Account { followers, following, ..Account::new(reader.setting.owner.id.clone()) }))
        });
    }
}
