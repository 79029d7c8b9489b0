//! Streams: what each app of an account posts, looked at by itself. A person may keep a scheduler beside the phone.

use super::{Detector, Subject};
use crate::measure::{Measure, Row, Unit};
use crate::stat::battery::{Cadence, battery_of_a_stream, on_beat};
use crate::tally::{EventSet, Palette};

/// A stream needs this many events to be judged.
const FEWEST: usize = 30;
/// An app with more than this share of the events is the account itself.
const WHOLE: f64 = 0.9;

/// The most clock-like stream of an account that uses several apps.
#[derive(Debug)]
pub struct Streams;

/// How many streams were tested, and the most clock-like of them.
#[derive(Debug, Default)]
pub(super) struct Strongest {
    tested: usize,
    stream: Option<Stream>,
}

/// A stream and what the cadence tests find in it.
#[derive(Debug)]
struct Stream {
    /// Which of the account's usable times it holds.
    indices: Vec<usize>,
    found: Cadence,
    on_beat: Vec<bool>,
}

impl Detector for Streams {
    const NAME: &'static str = "stream";
    const MEASURES: &'static [Measure] = &[
        Measure::new("stream.tested", Unit::Count, "Apps with 30 to 90% of the timed posts, each tested by itself.").sample(),
        Measure::p_value(
            "stream.p_value",
            "Chance that posts by hand look as timed as the most timed of them, corrected for their number.",
        )
        .with_events(),
        Measure::new("stream.posts", Unit::Count, "How many posts that app made.").with_events(),
        Measure::new("stream.on_beat", Unit::Count, "How many of those keep its beat.").with_events(),
        Measure::new("stream.beat_share", Unit::Share, "Share of that app's posts that keep its beat.").with_events(),
        Measure::new("stream.period", Unit::Duration, "The beat.").with_events(),
        Measure::new("stream.precision", Unit::Duration, "How far its posts stray from the beat (standard deviation).")
            .with_events(),
    ];

    fn measure(account: &Subject<'_>, row: &mut Row<'_>) {
        let Strongest { tested, stream } = account.streams();
        row.set(0, *tested as f64);
        let Some(stream) = stream else { return };
        row.set(1, (stream.found.p_value * *tested as f64).min(1.0));
        row.set(2, stream.indices.len() as f64);
        let carried = stream.on_beat.iter().filter(|&&on| on).count() as f64;
        row.set(3, carried);
        row.set(4, carried / stream.indices.len() as f64);
        row.set_some(5, stream.found.period);
        row.set_some(6, stream.found.precision);
    }

    fn events(account: &Subject<'_>, _: usize) -> EventSet {
        let timed = account.timed();
        let mut carries = vec![false; timed.seconds.len()];
        if let Some(stream) = &account.streams().stream {
            for (&index, &on) in stream.indices.iter().zip(&stream.on_beat) {
                carries[index] = on;
            }
        }
        timed.choose(|index| carries[index])
    }
}

/// The stream with the smallest p-value; of equals the one with more events on its beat.
pub(super) fn strongest(account: &Subject<'_>) -> Strongest {
    let timed = account.timed();
    let apps = account.events.clients().len();
    if apps < 2 {
        return Strongest::default();
    }
    let mut of_app: Vec<Vec<usize>> = vec![Vec::new(); apps];
    for index in 0..timed.seconds.len() {
        let app = usize::from(timed.brief(account, index).client());
        if app < usize::from(Palette::<String>::NONE).min(apps) {
            of_app[app].push(index);
        }
    }
    let most = (timed.seconds.len() as f64 * WHOLE) as usize;
    let mut tested = 0;
    let mut best: Option<Stream> = None;
    for indices in of_app.into_iter().filter(|indices| (FEWEST..=most).contains(&indices.len())) {
        let times: Vec<i64> = indices.iter().map(|&index| timed.seconds[index]).collect();
        let Some(found) = battery_of_a_stream(&times, timed.resolution) else { continue };
        tested += 1;
        let stream = Stream { on_beat: on_beat(&times, &found), found, indices };
        let carried = |stream: &Stream| stream.on_beat.iter().filter(|&&on| on).count();
        let rank = |stream: &Stream| (stream.found.log10_p, carried(stream) as f64);
        if best.as_ref().is_none_or(|best| rank(&stream) > rank(best)) {
            best = Some(stream);
        }
    }
    Strongest { tested, stream: best }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Event, Precision, Stamp};
    use crate::tally::{Tallies, Tally};

    #[test]
    fn a_queue_inside_a_persons_account_is_named_alone() {
        let mut account = Tallies::default();
        let mut add = |second: i64, client: &'static str| {
            let mut event = Event::by("a");
            event.at = Some(Stamp::new(second * 1000, Precision::Second));
            event.client = Some(client.into());
            account.add(&event);
        };
        for post in 0..60 {
            add(post * 86_400 + 43_200, "queue");
        }
        for post in 0..200i64 {
            add(post * 25_000 + post * post * 7919 % 20_000, "phone");
        }
        account.settle();
        let mut row = [f64::NAN; 7];
        Streams::measure(&Subject::new(&account), &mut Row(&mut row));
        assert_eq!((row[0], row[2]), (2.0, 60.0));
        assert!(row[1] < 1e-6 && row[5] == 86_400.0, "{row:?}");
        let named = Streams::events(&Subject::new(&account), 3);
        assert!(
            named.count() == 60
                && named.iter().all(|at| account.events.clients()[usize::from(account.events.briefs()[at].client())] == "queue")
        );
    }
}
