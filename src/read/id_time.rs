//! The time that an id carries. It is finer than the date beside it, and harder to change.

use crate::event::{Precision, Stamp, TimeSource};
use crate::platform::Platform;

/// X counts milliseconds from this one on (4 November 2010): <https://github.com/twitter-archive/snowflake>.
const X_EPOCH: i64 = 1_288_834_974_657;
/// Ids up to this one are older and carry none.
const X_FIRST: u64 = 29_700_859_247;
/// How far the date may be from the id, in milliseconds: servers take a moment between the two.
const AGREE: i64 = 60_000;
/// No zone is further from UTC than this.
const ZONES: i64 = 14 * 3_600_000;
/// Ids that say an earlier time than this (2006) carry no time: they count something else.
const EARLIEST: i64 = 1_136_073_600_000;
/// The digits of a Bluesky record key, <https://atproto.com/specs/tid>.
const TID_DIGITS: &[u8; 32] = b"234567abcdefghijklmnopqrstuvwxyz";

/// The moment that an id of a platform was given at, in milliseconds since 1970; none for ids without one.
///
/// X: 41 bits of milliseconds above 22. Mastodon: milliseconds above 16 bits (`lib/mastodon/snowflake.rb`), and those
/// of its kin that have ULIDs (GoToSocial). LinkedIn: milliseconds
/// above 22 bits. Bluesky: 53 bits of microseconds in a key of 13 digits. An id may stand at the end of an address.
pub(crate) fn id_time(id: &str, platform: Platform) -> Option<i64> {
    let last = id.rsplit(['/', ':']).next().unwrap_or(id);
    let number = || last.parse::<u64>().ok();
    let millis = match platform {
        Platform::X => number().filter(|&id| id > X_FIRST).map(|id| (id >> 22) as i64 + X_EPOCH),
        Platform::Mastodon => number().map(|id| (id >> 16) as i64).or_else(|| ulid(last)),
        Platform::LinkedIn => number().map(|id| (id >> 22) as i64),
        Platform::Bluesky => tid(last),
        _ => None,
    }?;
    (EARLIEST..=Stamp::MAX_MILLIS).contains(&millis).then_some(millis)
}

/// The 48 bits of milliseconds at the front of a ULID, <https://github.com/ulid/spec>: 26 digits without I, L, O and U.
fn ulid(id: &str) -> Option<i64> {
    const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let digit = |byte: u8| DIGITS.iter().position(|&digit| digit == byte.to_ascii_uppercase()).map(|place| place as u64);
    let digits: Option<Vec<u64>> = id.bytes().map(digit).collect();
    let digits = digits.filter(|digits| digits.len() == 26 && digits[0] < 8)?;
    Some(digits[..10].iter().fold(0, |value, digit| value << 5 | digit) as i64)
}

fn tid(key: &str) -> Option<i64> {
    if key.len() != 13 {
        return None;
    }
    let digit = |byte| TID_DIGITS.iter().position(|&digit| digit == byte).map(|place| place as u64);
    let value = key.bytes().try_fold(0u64, |value, byte| Some(value << 5 | digit(byte)?))?;
    Some((value >> 10 & ((1 << 53) - 1)) as i64 / 1000)
}

/// A date made finer by the id beside it, or marked as one that the id disputes. A date without a zone may be off by one.
pub(crate) fn refine(date: Stamp, id: i64, zoneless: bool) -> Stamp {
    let span = match date.precision {
        Precision::Millisecond | Precision::Second => 0,
        Precision::Minute => 60_000,
        Precision::Hour => 3_600_000,
        Precision::Day => 86_400_000,
    };
    let slack = if zoneless { ZONES } else { AGREE };
    if (date.millis - slack..=date.millis + span + slack).contains(&id) {
        Stamp { millis: id, precision: Precision::Millisecond, source: TimeSource::Id }
    } else {
        Stamp { source: TimeSource::Disputed, ..date }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::rfc3339;

    #[test]
    fn ids_tell_their_time() {
        let cases = [
            ("296773170655027200", Platform::X, Some("2013-01-31T00:13:32.320Z")),
            ("https://example.social/users/ann/statuses/109349586190966784", Platform::Mastodon, Some("2022-11-15T19:57:49.759Z")),
            (
                "https://social.example/users/ann/statuses/01ARZ3NDEKTSV4RRFFQ69G5FAV",
                Platform::Mastodon,
                Some("2016-07-30T23:54:10.259Z"),
            ),
            ("01ARZ3NDEKTSV4RRFFQ69G5FAU", Platform::Mastodon, None),
            ("urn:li:activity:7000000000000000000", Platform::LinkedIn, Some("2022-11-20T07:40:53.710Z")),
            ("at://did:plc:x/app.bsky.feed.post/3jui7kd54zh2y", Platform::Bluesky, Some("2023-04-29T03:42:21.953Z")),
            ("29700859247", Platform::X, None),
            ("12345", Platform::Mastodon, None),
            ("not an id", Platform::X, None),
            ("3jui7kd54zh2!", Platform::Bluesky, None),
            ("296773170655027200", Platform::Reddit, None),
        ];
        for (id, platform, time) in cases {
            assert_eq!(id_time(id, platform).map(|millis| rfc3339(millis, true)).as_deref(), time, "{id}");
        }
    }

    #[test]
    fn a_date_is_made_finer_or_disputed() {
        let id = 1_359_591_212_320;
        let at = |millis, precision| refine(Stamp::new(millis, precision), id, false);
        assert_eq!((at(id - 320, Precision::Second).millis, at(id - 320, Precision::Second).source), (id, TimeSource::Id));
        assert_eq!(at(id / 86_400_000 * 86_400_000, Precision::Day).precision, Precision::Millisecond);
        let moved = at(id + 7_200_000, Precision::Second);
        assert_eq!((moved.millis, moved.source), (id + 7_200_000, TimeSource::Disputed));
        // Two hours are a zone that the date does not name.
        assert_eq!(refine(Stamp::new(id + 7_200_000, Precision::Second), id, true).source, TimeSource::Id);
    }
}
