//! How busy are the quietest six hours of the day?

const DAY: i64 = 86_400;
const BLOCK: i64 = 7 * DAY;
const QUIET: i64 = 6 * 3600;
/// Half-hour cells, so that a burst counts once.
const CELL: i64 = 1800;
const FEWEST: usize = 8;

/// Activity in the quietest circular 6 h of the day, pooled over blocks of at most 7 days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Occupancy {
    /// Share of the active half hours that lie in the quietest 6 h: about 0.22 for a machine that never sleeps, 0 to 0.03
    /// for a sleeper.
    pub share: f64,
    /// How many blocks were counted: those with at least 8 events in at least 8 half hours.
    pub blocks: usize,
    /// How many active half hours were counted.
    pub cells: usize,
}

/// Each block starts at an event and lasts 7 days, so that travel does not blur the night. Local time is not needed.
/// `None`: no block has enough.
pub fn occupancy(times: &[i64]) -> Option<Occupancy> {
    let (mut quiet, mut cells, mut blocks) = (0, 0, 0);
    let mut rest = times;
    while let Some(&start) = rest.first() {
        let (block, later) = rest.split_at(rest.partition_point(|&time| time < start + BLOCK));
        rest = later;
        if block.len() < FEWEST {
            continue;
        }
        let mut active: Vec<i64> = block.iter().map(|time| time.div_euclid(CELL)).collect();
        active.dedup();
        if active.len() < FEWEST {
            continue;
        }
        let mut phases: Vec<i64> = active.iter().map(|cell| (cell * CELL).rem_euclid(DAY)).collect();
        phases.sort_unstable();
        quiet += quietest(&phases);
        cells += active.len();
        blocks += 1;
    }
    (blocks > 0).then(|| Occupancy { share: quiet as f64 / cells as f64, blocks, cells })
}

/// The fewest of the sorted `phases` (seconds of the day) within 6 h after any of them, that one excluded.
fn quietest(phases: &[i64]) -> usize {
    let around: Vec<i64> = phases.iter().copied().chain(phases.iter().map(|phase| phase + DAY)).collect();
    let upto = |limit: i64| around.partition_point(|&phase| phase <= limit);
    phases.iter().map(|&phase| upto(phase + QUIET) - upto(phase)).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_fills_every_six_hours_and_a_sleeper_does_not() {
        let machine: Vec<i64> = (0..600).map(|i| i * 1800).collect();
        let found = occupancy(&machine).expect("busy");
        assert!(found.share > 0.2 && found.blocks == 2 && found.cells == 600, "{found:?}");
        let sleeper: Vec<i64> = machine.into_iter().filter(|time| time % DAY < 16 * 3600).collect();
        assert_eq!(occupancy(&sleeper).expect("busy").share, 0.0);
    }

    #[test]
    fn bursts_and_rare_posts_say_nothing() {
        assert_eq!(occupancy(&(0..100).collect::<Vec<_>>()), None);
        assert_eq!(occupancy(&(0..100).map(|i| i * BLOCK).collect::<Vec<_>>()), None);
        assert_eq!(occupancy(&[]), None);
    }
}
