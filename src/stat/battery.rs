//! The six cadence tests together: is there a timer behind these events, which, and which events does it carry?

use std::f64::consts::{LN_10, TAU};

use super::beat::{Beat, beat};
use super::fold_scan::{DAY, FoldScan, HOUR, fold_scan};
use super::interval_spike::{IntervalSpike, interval_spike};
use super::periodogram::{Periodogram, periodogram};
use super::regularity::{Regularity, paired, regularity, typical_gap};
use super::resolution::{bare_dates, without_dates};
use super::wall_clock::{WallClock, wall_clock};

/// How many tests share the family: the factor of the Bonferroni correction, whether or not all could run.
pub const FAMILY: f64 = 6.0;
/// Evidence beyond this is counted as this: 1e-300 is as good as impossible.
const CAP: f64 = 300.0;
/// From this combined evidence on (-log10 p), the beat behind the finding is looked for.
const WORTH_EXPLAINING: f64 = 2.0;

/// From this evidence on (-log10 p), a test that tells events apart speaks for the finding.
const TELLING: f64 = 4.0;

/// One of the six tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Test {
    /// One length of gap is far too common.
    IntervalSpike,
    /// Events crowd at one minute of the hour.
    MinuteOfHour,
    /// Events crowd at one moment of the day.
    TimeOfDay,
    /// The spectrum has a line.
    Periodogram,
    /// The seconds of the clock are special.
    WallClock,
    /// The gaps are too even.
    Regularity,
}

/// What the battery found. The p-values are nominal; on real people they are honest down to about 1e-3, so believe them no
/// further.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cadence {
    /// min(1, 6 times the smallest p-value).
    pub p_value: f64,
    /// -log10 of [`p_value`](Self::p_value), at most 300.
    pub log10_p: f64,
    /// The test that speaks for the finding: the strongest of those that tell events apart, or else the strongest.
    pub leading: Test,
    /// The period found, in seconds, if `p_value` is at most 0.01: of the beat, or else of the leading test.
    pub period: Option<f64>,
    /// The standard deviation of the events around the beat, in seconds, if `p_value` is at most 0.01.
    pub precision: Option<f64>,
    /// The beat that the events keep relative to each other, if there is one and `p_value` is at most 0.01.
    pub beat: Option<Beat>,
    /// Lock to the seconds of a wall clock; `None` as in [`wall_clock`], and so on.
    pub wall_clock: Option<WallClock>,
    /// Evenness of the gaps.
    pub regularity: Option<Regularity>,
    /// A favourite gap.
    pub interval_spike: Option<IntervalSpike>,
    /// A favourite minute of the hour.
    pub minute_of_hour: Option<FoldScan>,
    /// A favourite moment of the day.
    pub time_of_day: Option<FoldScan>,
    /// A line in the spectrum.
    pub periodogram: Option<Periodogram>,
}

/// Runs the six tests on `times` (sorted seconds) stamped every `resolution` seconds; see
/// [`resolution`](super::resolution::resolution). `None`: not one test has enough to go by.
///
/// Bare dates among the times (see [`bare_dates`](super::resolution::bare_dates)) are left out.
pub fn battery(times: &[i64], resolution: u32) -> Option<Cadence> {
    run(times, resolution, periodogram)
}

/// The same without the periodogram, which costs as much as the other five together and finds beats that are not kept to the
/// minute: for the many streams of an account, of which only sharp ones are spoken of.
pub fn battery_of_a_stream(times: &[i64], resolution: u32) -> Option<Cadence> {
    run(times, resolution, |_, _| None)
}

fn run(times: &[i64], resolution: u32, periodogram: impl Fn(&[i64], u32) -> Option<Periodogram>) -> Option<Cadence> {
    let times = &*without_dates(times);
    let mut found = Cadence {
        p_value: 1.0,
        log10_p: 0.0,
        leading: Test::IntervalSpike,
        period: None,
        precision: None,
        beat: None,
        wall_clock: wall_clock(times, resolution),
        regularity: regularity(times),
        interval_spike: interval_spike(times, resolution),
        minute_of_hour: fold_scan(times, resolution, HOUR),
        time_of_day: fold_scan(times, resolution, DAY),
        periodogram: periodogram(times, resolution),
    };
    let tried: Vec<(Test, f64)> =
        found.evidence().into_iter().filter_map(|(test, evidence)| Some((test, evidence?.min(CAP)))).collect();
    let strongest = |tests: &mut dyn Iterator<Item = &(Test, f64)>| {
        tests.copied().reduce(|held, next| if next.1 > held.1 { next } else { held })
    };
    let best = strongest(&mut tried.iter())?;
    // Locked seconds and even gaps do not tell one event from another: a test that does speaks for the finding if it can.
    let mut telling = tried.iter().filter(|(test, p)| !matches!(test, Test::WallClock | Test::Regularity) && *p >= TELLING);
    found.leading = strongest(&mut telling).unwrap_or(best).0;
    // A daily appointment also crowds one minute of the hour: within 20 % of the best, the longer cycle is the truer one.
    if found.leading == Test::MinuteOfHour
        && let (Some(day), Some(hour)) = (found.time_of_day, found.minute_of_hour)
        && day.log10_p >= 0.8 * hour.log10_p
    {
        found.leading = Test::TimeOfDay;
    }
    found.log10_p = (best.1 - FAMILY.log10()).max(0.0);
    found.p_value = (-found.log10_p * LN_10).exp();
    if found.log10_p >= WORTH_EXPLAINING {
        explain(times, resolution, &mut found);
    }
    Some(found)
}

impl Cadence {
    /// Every test with its evidence. Of equals the earlier leads, because it says more about which events.
    fn evidence(&self) -> [(Test, Option<f64>); 6] {
        [
            (Test::IntervalSpike, self.interval_spike.map(|found| found.log10_p)),
            (Test::MinuteOfHour, self.minute_of_hour.map(|found| found.log10_p)),
            (Test::TimeOfDay, self.time_of_day.map(|found| found.log10_p)),
            (Test::Periodogram, self.periodogram.map(|found| found.log10_p)),
            (Test::WallClock, self.wall_clock.map(|found| found.log10_p)),
            (Test::Regularity, self.regularity.map(|found| found.log10_p)),
        ]
    }

    /// The fold scan that leads, if one does.
    fn fold(&self) -> Option<FoldScan> {
        match self.leading {
            Test::MinuteOfHour => self.minute_of_hour,
            Test::TimeOfDay => self.time_of_day,
            _ => None,
        }
    }
}

/// Looks for the beat, and fills in the period and the precision.
fn explain(times: &[i64], resolution: u32, found: &mut Cadence) {
    let spike = found.interval_spike.filter(|spike| spike.log10_p > 0.0).map(|spike| spike.interval);
    let line = found.periodogram.filter(|line| line.log10_p > 0.0).map(|line| line.period);
    let typical = typical_gap(times);
    let hints: Vec<f64> = [spike, line, typical.map(|gap| gap.0)].into_iter().flatten().filter(|&hint| hint > 0.0).collect();
    found.beat = beat(times, resolution, &hints);
    let (period, precision) = match (found.beat, found.leading) {
        (Some(beat), _) => (Some(beat.period), Some(beat.precision)),
        (None, Test::IntervalSpike) => (
            spike,
            found.interval_spike.map(|spike| {
                deviation(
                    times
                        .windows(2)
                        .map(|pair| pair[1] - pair[0])
                        .filter(|&gap| spike.holds(gap))
                        .map(|gap| gap as f64 - spike.interval),
                )
            }),
        ),
        (None, Test::MinuteOfHour | Test::TimeOfDay) => {
            let scan = found.fold();
            (
                scan.map(|scan| f64::from(scan.cycle)),
                scan.map(|scan| deviation(times.iter().filter(|&&time| scan.holds(time)).map(|&time| scan.offset(time) as f64))),
            )
        }
        (None, Test::Periodogram) => (
            line,
            line.map(|period| {
                let (on, offsets) = in_step(times, period);
                deviation(offsets.into_iter().zip(on).filter(|(_, on)| *on).map(|(offset, _)| offset))
            }),
        ),
        (None, Test::WallClock) => {
            (found.wall_clock.map(|wall| f64::from(wall.period)), found.wall_clock.map(|wall| wall.crowd(times).1))
        }
        (None, Test::Regularity) => (typical.map(|gap| gap.0), typical.map(|gap| gap.1)),
    };
    found.period = period;
    found.precision = precision.map(|precision| precision.max(0.29 * f64::from(resolution)));
}

/// For each of `times`, the same ones given to [`battery`], whether the finding rests on it.
///
/// These are, by the leading test, the events at the crowded moment, those at either end of a favourite gap, those in step
/// with the line, those whose gaps are too even; and those that keep the beat, if there is one. None if `p_value` is above
/// 0.01.
pub fn on_beat(times: &[i64], cadence: &Cadence) -> Vec<bool> {
    if cadence.log10_p < WORTH_EXPLAINING {
        return vec![false; times.len()];
    }
    let bare = bare_dates(times);
    let mut on = on_beat_timed(&without_dates(times), cadence).into_iter();
    bare.into_iter().map(|bare| !bare && on.next().unwrap_or(false)).collect()
}

/// [`on_beat`] for times without bare dates.
fn on_beat_timed(times: &[i64], cadence: &Cadence) -> Vec<bool> {
    let mut on = match cadence.leading {
        Test::WallClock => cadence.wall_clock.map(|wall| wall.crowd(times).0),
        Test::Periodogram if cadence.beat.is_none() => cadence.period.map(|period| in_step(times, period).0),
        _ => None,
    }
    .unwrap_or_else(|| vec![false; times.len()]);
    if let Some(scan) = cadence.fold() {
        on.iter_mut().zip(times).for_each(|(on, &time)| *on |= scan.holds(time));
    }
    if let (Test::IntervalSpike, Some(spike)) = (cadence.leading, cadence.interval_spike) {
        let ends = times.windows(2).enumerate().filter(|(_, pair)| spike.holds(pair[1] - pair[0]));
        ends.for_each(|(i, _)| on[i..i + 2].fill(true));
    }
    if cadence.leading == Test::Regularity {
        paired(times).for_each(|i| on[i..i + 3].fill(true));
    }
    if let Some(beat) = cadence.beat {
        on.iter_mut().zip(beat.keeps(times)).for_each(|(on, kept)| *on |= kept);
    }
    on
}

/// Which events are within an eighth of a period of the mean phase of their block, and how far they are from it in seconds.
/// Blocks are runs of 24 events, because a timer on a busy machine drifts.
fn in_step(times: &[i64], period: f64) -> (Vec<bool>, Vec<f64>) {
    let mut offsets = Vec::with_capacity(times.len());
    for block in times.chunks(24) {
        let angle = |time: i64| (time - block[0]) as f64 / period * TAU;
        let (sine, cosine) =
            block.iter().map(|&time| angle(time).sin_cos()).fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
        let mean = f64::atan2(sine, cosine);
        offsets.extend(block.iter().map(|&time| {
            let turns = (angle(time) - mean) / TAU;
            (turns - turns.round()) * period
        }));
    }
    (offsets.iter().map(|offset: &f64| offset.abs() <= period / 8.0).collect(), offsets)
}

/// The root mean square of `errors`, 0 for none.
fn deviation(errors: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = errors.fold((0.0, 0.0), |(sum, count), error| (sum + error * error, count + 1.0));
    if count > 0.0 { f64::sqrt(sum / count) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scatter(i: i64, width: i64) -> i64 {
        let mixed = (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((mixed ^ (mixed >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33) as i64 % (2 * width + 1) - width
    }

    #[test]
    fn big_ben_strikes_the_hour() {
        let times: Vec<i64> = (0..300).map(|i| 1_325_376_000 + i * 3600 + scatter(i, 2)).collect();
        let found = battery(&times, 1).expect("plenty");
        assert!(found.p_value < 1e-9, "{found:?}");
        assert_eq!(found.period, Some(3600.0));
        assert!(found.precision.is_some_and(|sigma| sigma < 3.0), "{found:?}");
        assert!(on_beat(&times, &found).iter().all(|&on| on));
    }

    #[test]
    fn a_daily_appointment_among_ordinary_posts() {
        let mut times: Vec<i64> = (0..120).map(|day| day * DAY_SECONDS + 43_215 + scatter(day, 3)).collect();
        times.extend((0..240).map(|i| i / 2 * DAY_SECONDS + 60_000 + scatter(i + 1000, 20_000)));
        times.sort_unstable();
        let found = battery(&times, 1).expect("plenty");
        assert_eq!((found.leading, found.period), (Test::TimeOfDay, Some(86_400.0)), "{found:?}");
        let on = on_beat(&times, &found);
        let noon = times.iter().zip(&on).filter(|(time, on)| (43_200..43_230).contains(&(*time % DAY_SECONDS)) && **on);
        assert!(noon.count() >= 119);
        assert!(on.iter().filter(|&&on| on).count() < 135);
    }

    #[test]
    fn scattered_events_are_nobodys_beat() {
        let times: Vec<i64> = (0..200).map(|i| i * 9000 + scatter(i, 4400)).collect();
        let found = battery(&times, 1).expect("plenty");
        assert!(found.p_value > 0.01, "{found:?}");
        assert_eq!((found.period, found.precision, found.beat), (None, None, None));
        assert!(on_beat(&times, &found).iter().all(|&on| !on));
    }

    #[test]
    fn an_old_archive_of_bare_dates_is_not_an_appointment() {
        let mut times: Vec<i64> = (0..100).map(|i| i / 2 * DAY_SECONDS).collect();
        times.extend((0..100).map(|i| 60 * DAY_SECONDS + i * 9000 + scatter(i, 4400)));
        let found = battery(&times, 1).expect("plenty");
        assert!(found.p_value > 0.01, "{found:?}");
        assert_eq!(on_beat(&times, &found).len(), times.len());
    }

    #[test]
    fn nothing_says_nothing() {
        assert_eq!(battery(&[], 1), None);
        assert_eq!(battery(&[5, 6, 7], 1), None);
        assert_eq!(battery(&[5; 100], 1), None);
    }

    const DAY_SECONDS: i64 = DAY as i64;
}
