//! Do events crowd at one minute of the hour, or one moment of the day?

use std::f64::consts::LN_10;

use super::local_scan::densest;

/// Seconds in an hour, for the minute-of-hour scan.
pub const HOUR: u32 = 3600;
/// Seconds in a day, for the time-of-day scan.
pub const DAY: u32 = 86_400;
/// Half widths of the spike, in seconds.
const HALF_WIDTHS: [u32; 3] = [5, 30, 90];

/// The most crowded moment of a repeating cycle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FoldScan {
    /// -log10 of the nominal p-value, corrected for all phases and widths tried.
    pub log10_p: f64,
    /// The length of the cycle, in seconds.
    pub cycle: u32,
    /// The moment at the centre of the spike, in seconds into the cycle.
    pub phase: u32,
    /// The half width of the spike, in seconds; 0 if no spike stands out at all.
    pub half_width: u32,
}

impl FoldScan {
    /// How far `time` is from the moment found, in seconds: negative is early.
    pub fn offset(&self, time: i64) -> i64 {
        let cycle = i64::from(self.cycle);
        let late = (time - i64::from(self.phase)).rem_euclid(cycle);
        if late * 2 > cycle { late - cycle } else { late }
    }

    /// Whether `time` lies in the spike.
    pub fn holds(&self, time: i64) -> bool {
        self.half_width > 0 && self.offset(time).unsigned_abs() <= u64::from(self.half_width)
    }
}

/// Folds the times at `cycle` seconds and scans for a spike of a few seconds on a smooth density.
///
/// Only one event of each cell (six half widths of one cycle, two placements) has a vote, so that one sitting is not counted
/// many times; it is drawn by a hash of its time, since the first of a cell would be early on average. The fold is a circle.
/// `None`: stamps coarser than `resolution` allows, or fewer than 6 votes.
pub fn fold_scan(times: &[i64], resolution: u32, cycle: u32) -> Option<FoldScan> {
    let mut best: Option<FoldScan> = None;
    let ballots = Ballots::new(times, cycle);
    let mut chosen = Vec::with_capacity(times.len());
    let mut votes: Vec<u32> = Vec::with_capacity(times.len());
    let mut ring: Vec<f64> = Vec::with_capacity(times.len() + 16);
    for half_width in HALF_WIDTHS {
        if f64::from(half_width) < 1.5 * f64::from(resolution) {
            continue;
        }
        for shift in [0, 3 * half_width] {
            ballots.one_vote_a_cell(6 * half_width, shift, &mut chosen, &mut votes);
            if votes.len() < 6 {
                continue;
            }
            let first = unroll(&votes, cycle, 3 * half_width, &mut ring);
            let none = FoldScan { log10_p: 0.0, cycle, phase: 0, half_width: 0 };
            let held = *best.get_or_insert(none);
            let trials = 2.0 * HALF_WIDTHS.len() as f64 * votes.len() as f64;
            let floor = trials.ln() + held.log10_p * LN_10;
            let last = first + votes.len();
            let Some((i, evidence)) = densest(&ring, 0..last, f64::from(half_width), floor, |i| i >= first) else {
                continue;
            };
            let log10_p = evidence / LN_10 - trials.log10();
            if log10_p > held.log10_p {
                best = Some(FoldScan { log10_p, cycle, phase: votes[i - first], half_width });
            }
        }
    }
    best
}

/// The events, ready to be drawn from cells of any width.
struct Ballots {
    cycle: u32,
    /// Of each event in order of time: the start of its cycle in seconds, its phase and its lot.
    events: Vec<(i64, u32, u64)>,
    /// The events in order of phase.
    by_phase: Vec<(u32, u32)>,
}

impl Ballots {
    fn new(times: &[i64], cycle: u32) -> Ballots {
        let (mut previous, mut twin) = (None, 0u64);
        let events = times.iter().map(|&time| {
            // Events of the same second are told apart, so that each has a fair chance.
            twin = if previous == Some(time) { twin + 1 } else { 0 };
            previous = Some(time);
            let phase = time.rem_euclid(i64::from(cycle));
            (time - phase, phase as u32, scramble(time as u64 ^ scramble(twin)))
        });
        let events: Vec<(i64, u32, u64)> = events.collect();
        let mut by_phase: Vec<(u32, u32)> = (0u32..).zip(&events).map(|(i, &(_, phase, _))| (phase, i)).collect();
        by_phase.sort_unstable();
        Ballots { cycle, events, by_phase }
    }

    /// The phases, sorted, of one event drawn from each cell of `cell` seconds of each cycle; `shift` moves the cells' edges.
    fn one_vote_a_cell(&self, cell: u32, shift: u32, chosen: &mut Vec<bool>, votes: &mut Vec<u32>) {
        chosen.clear();
        chosen.resize(self.events.len(), false);
        // The end of the current cell, the winner so far and its lot.
        let mut current: (i64, usize, u64) = (i64::MIN, 0, 0);
        for (i, &(start, phase, lot)) in self.events.iter().enumerate() {
            if start + i64::from(phase) >= current.0 {
                // A shifted cycle begins and ends earlier, and its last cell may be cut short.
                let shifted = phase + shift;
                let (start, place) =
                    if shifted >= self.cycle { (start + i64::from(self.cycle), shifted - self.cycle) } else { (start, shifted) };
                let end = (place - place % cell + cell).min(self.cycle);
                current = (start + i64::from(end) - i64::from(shift), i, lot);
                chosen[i] = true;
            } else {
                // Chance decides, so a branch would be mispredicted half the time.
                let wins = lot < current.2;
                chosen[current.1] = !wins;
                chosen[i] = wins;
                (current.1, current.2) = if wins { (i, lot) } else { (current.1, current.2) };
            }
        }
        votes.clear();
        votes.resize(self.events.len(), 0);
        let mut count = 0;
        for &(phase, i) in &self.by_phase {
            votes[count] = phase;
            count += usize::from(chosen[i as usize]);
        }
        votes.truncate(count);
    }
}

/// Lays the circle of `votes` out on a line with `margin` seconds repeated at both ends; returns where the first vote stands.
fn unroll(votes: &[u32], cycle: u32, margin: u32, ring: &mut Vec<f64>) -> usize {
    ring.clear();
    let before = votes.partition_point(|&phase| phase < cycle - margin);
    let after = votes.partition_point(|&phase| phase <= margin);
    ring.extend(votes[before..].iter().map(|&phase| f64::from(phase) - f64::from(cycle)));
    ring.extend(votes.iter().map(|&phase| f64::from(phase)));
    ring.extend(votes[..after].iter().map(|&phase| f64::from(phase) + f64::from(cycle)));
    votes.len() - before
}

/// The finaliser of SplitMix64 (Steele, Lea & Flood 2014): a fixed, platform-independent hash.
fn scramble(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;

    /// One event of each cell by grouping, as [`Ballots::one_vote_a_cell`].
    fn votes_plainly(times: &[i64], cycle: u32, cell: u32, shift: u32) -> Vec<u32> {
        let mut cells: BTreeMap<(i64, i64), Vec<(u64, i64)>> = BTreeMap::new();
        for (i, &time) in times.iter().enumerate() {
            let twin = times[..i].iter().rev().take_while(|&&earlier| earlier == time).count() as u64;
            let shifted = time + i64::from(shift);
            let key = (shifted.div_euclid(i64::from(cycle)), shifted.rem_euclid(i64::from(cycle)) / i64::from(cell));
            cells.entry(key).or_default().push((scramble(time as u64 ^ scramble(twin)), time.rem_euclid(i64::from(cycle))));
        }
        let mut votes: Vec<u32> = cells.values().filter_map(|cell| Some(cell.iter().min_by_key(|lot| lot.0)?.1 as u32)).collect();
        votes.sort_unstable();
        votes
    }

    proptest! {
        #[test]
        fn one_event_of_each_cell_votes(
            mut times in prop::collection::vec(-20_000i64..20_000, 0..150),
            cycle in prop::sample::select(vec![HOUR, DAY]),
            half_width in prop::sample::select(HALF_WIDTHS.to_vec()),
            shifted in any::<bool>(),
        ) {
            times.sort_unstable();
            let shift = if shifted { 3 * half_width } else { 0 };
            let (mut chosen, mut votes) = (vec![true], vec![7]);
            Ballots::new(&times, cycle).one_vote_a_cell(6 * half_width, shift, &mut chosen, &mut votes);
            prop_assert_eq!(votes, votes_plainly(&times, cycle, 6 * half_width, shift));
        }
    }

    #[test]
    fn a_bell_on_the_hour_is_heard_across_the_hour_mark() {
        let times: Vec<i64> = (0..60).map(|i| 3600 * (i + 1) + (i * 7) % 5 - 2).collect();
        let found = fold_scan(&times, 1, HOUR).expect("sixty votes");
        assert!(found.log10_p > 8.0, "{found:?}");
        assert!(times.iter().all(|&time| found.holds(time)));
        assert_eq!(FoldScan { phase: 3599, ..found }.offset(3601), 2);
    }

    #[test]
    fn a_burst_has_one_vote() {
        let times: Vec<i64> = (0..100).map(|i| 1000 + i / 10).chain((1..40).map(|i| i * 7777)).collect();
        assert!(fold_scan(&times, 1, HOUR).expect("forty votes").log10_p < 2.0);
    }

    #[test]
    fn coarse_stamps_cannot_be_scanned() {
        let times: Vec<i64> = (0..100).map(|i| i * 3600).collect();
        assert_eq!(fold_scan(&times, 60, HOUR).expect("90 s is wide enough").half_width, 90);
        assert_eq!(fold_scan(&times, 300, HOUR), None);
    }
}
