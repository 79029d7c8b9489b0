//! Sittings, and at which minute of the hour they begin.

use statrs::distribution::{ChiSquared, ContinuousCDF};

/// A pause longer than this, in seconds, ends a sitting.
pub const PAUSE: i64 = 600;
const MINUTES: usize = 60;
/// Fewer sittings than this leave the minutes too thin for the chi-squared approximation.
const FEWEST: usize = 60;

/// People's sittings prefer some minutes a little; a strength up to this is nobody's timer.
const HABIT: f64 = 0.03;

/// Whether sittings begin at preferred minutes of the hour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Starts {
    /// How many sittings there are.
    pub count: usize,
    /// Chance that the starts of a person with a slight habit fall so unevenly over the minutes.
    pub p_value: f64,
    /// Bias-corrected Cramér's V: 0 for none, 1 for all at one minute.
    pub strength: f64,
}

/// The positions in `times` (sorted seconds) at which a sitting begins.
pub fn starts(times: &[i64]) -> Vec<usize> {
    let begins = |&index: &usize| index == 0 || times[index] - times[index - 1] > PAUSE;
    (0..times.len()).filter(begins).collect()
}

/// The minute of the hour of a time in seconds.
pub fn minute(time: i64) -> usize {
    (time.rem_euclid(3600) / 60) as usize
}

/// Pearson's chi-squared test of the minutes at which sittings begin, after Zhang & Paxson ("Detecting and analyzing automated
/// activity on Twitter", PAM 2011), who count every event. Events of one sitting are not independent: counted singly, a fifth of
/// the committers in public logs fail at 1e-3; counted by sittings, fewer than one in a hundred do. The null
/// allows a habit of strength 0.03: a noncentral law, in the approximation of Patnaik (Biometrika 36, 1949). The effect is
/// Cramér's V with the bias correction of Bergsma (Journal of the Korean Statistical Society 42, 2013). `None`: fewer than 60
/// sittings.
pub fn minutes_of_starts(times: &[i64]) -> Option<Starts> {
    let begun = starts(times);
    if begun.len() < FEWEST {
        return None;
    }
    let mut counts = [0.0; MINUTES];
    for &start in &begun {
        counts[minute(times[start])] += 1.0;
    }
    let total = begun.len() as f64;
    let expected = total / MINUTES as f64;
    let chi_squared: f64 = counts.iter().map(|count: &f64| (count - expected).powi(2) / expected).sum();
    let freedom = (MINUTES - 1) as f64;
    let habit = total * freedom * HABIT * HABIT;
    let scale = (freedom + 2.0 * habit) / (freedom + habit);
    let law = ChiSquared::new((freedom + habit).powi(2) / (freedom + 2.0 * habit));
    let p_value = law.map_or(1.0, |law| law.sf(chi_squared / scale));
    let strength = ((chi_squared - freedom).max(0.0) / (total * freedom)).sqrt();
    Some(Starts { count: begun.len(), p_value, strength })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_is_one_sitting() {
        assert_eq!(starts(&[0, 5, 600, 1201, 9000]), [0, 3, 4]);
        assert!(starts(&[]).is_empty());
    }

    #[test]
    fn a_job_that_starts_a_few_minutes_late_has_its_minutes() {
        let job: Vec<i64> = (0..200).map(|run| run * 21_600 + 420 + run * run % 240).collect();
        let found = minutes_of_starts(&job).expect("enough sittings");
        assert!(found.p_value < 1e-9 && found.strength > 0.4, "{found:?}");
        let spread: Vec<i64> = (0..200).map(|run| run * 21_613).collect();
        let found = minutes_of_starts(&spread).expect("enough sittings");
        assert!(found.p_value > 0.1 && found.strength < 0.05, "{found:?}");
        assert_eq!(minutes_of_starts(&spread[..59]), None);
    }
}
