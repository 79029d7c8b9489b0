//! The formats that are read. An input is of the first one that finds itself in it, so the more particular ones come first.

use super::*;

pub(crate) static SOURCES: &[&Source] = &[
    &git_log::SOURCE,
    &x_post::ARCHIVE,
    &x_post::GRAILBIRD,
    &x_account::ACCOUNT,
    &x_account::PROFILE,
    &x_account::USER_DETAILS,
    &x_account::PARTS,
    &x_post::API,
    &activity_streams::MASTODON,
    &activity_streams::ACTOR,
    &activity_streams::ADDRESSES,
    &activity_streams::ANY,
    &wxr::SOURCE,
    &wordpress_rows::JSON,
    &wordpress_rows::CSV,
    &wordpress_rows::SQL,
    &wordpress_api::SOURCE,
    &disqus::SOURCE,
    &isso::EXPORT,
    &isso::ROWS,
    &canonical::LINES,
    &canonical::ARRAY,
    &csv::SOURCE,
];
