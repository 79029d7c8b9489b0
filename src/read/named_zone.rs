//! Times that name their zone instead of an offset, as RFC 9557 writes them: `2012-03-25T02:30:00[Europe/Berlin]`.

use chrono::{DateTime, Days, MappedLocalTime, Offset, TimeZone};
use chrono_tz::Tz;

/// The milliseconds that a zone is ahead of UTC at a local time; none for a zone that nobody knows.
///
/// A local time that came twice is the first of the two. One that never came, because clocks were set forward over it, is read with
/// the offset behind the gap, which gives the earlier of the two moments that it could mean.
pub(super) fn ahead(zone: &str, local: i64) -> Option<i64> {
    let zone: Tz = zone.parse().ok()?;
    let local = DateTime::from_timestamp_millis(local)?.naive_utc();
    let offset = match zone.offset_from_local_datetime(&local) {
        MappedLocalTime::Single(offset) | MappedLocalTime::Ambiguous(offset, _) => offset,
        MappedLocalTime::None => zone.offset_from_local_datetime(&local.checked_add_days(Days::new(1))?).earliest()?,
    };
    Some(i64::from(offset.fix().local_minus_utc()) * 1_000)
}
