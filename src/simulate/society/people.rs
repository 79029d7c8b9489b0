//! Who lives in a society: each account's habits, and the audiences they belong to.

use super::super::dice::Dice;
use super::super::person::DAY;

/// The length of a society's history, in days.
pub(super) const DAYS: usize = 30;

/// The length of a society's history, in seconds.
pub(super) const SPAN: u32 = DAYS as u32 * DAY as u32;

/// How busy people are at each hour of their day.
const HOURS: [u32; 24] = [5, 3, 1, 0, 0, 1, 3, 8, 12, 13, 12, 12, 14, 13, 11, 11, 11, 12, 13, 15, 17, 18, 15, 9];

/// What one account is like.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// Hours east of Greenwich.
    pub zone: i8,
    /// Whether it is told of every viral item and shares at once.
    pub quick: bool,
    /// Its first audience, which gives it its topic.
    pub audience: u32,
    /// The few of its audience whom it knows well; numbers are of one audience.
    pub circle: u32,
    /// How much of the ordinary activity is its own, relative to others.
    pub activity: f32,
    /// How readily it passes things on, relative to others.
    pub sharing: f32,
    /// Median seconds until it passes something on.
    pub delay: f32,
}

/// Everybody, and who reads whom.
#[derive(Debug, Clone)]
pub(super) struct People {
    pub all: Vec<Person>,
    /// Members of all audiences, one audience after the other.
    members: Vec<u32>,
    /// Where each audience begins in `members`, and where the last one ends.
    starts: Vec<u32>,
}

impl People {
    /// So many accounts in audiences of about 230 and of very different sizes.
    pub fn new(accounts: usize, seed: u64) -> People {
        let mut dice = Dice::new(seed, 20);
        let audiences = (accounts / 230).max(1);
        let mut sum = 0.0;
        let mut shares: Vec<f64> = Vec::with_capacity(audiences);
        for _ in 0..audiences {
            sum += dice.pareto(1.3).min(20.0);
            shares.push(sum);
        }
        let drawn = |dice: &mut Dice| -> u32 {
            let at = dice.unit() * sum;
            shares.partition_point(|share| *share <= at).min(audiences - 1) as u32
        };
        let mut places: Vec<(u32, u32)> = Vec::with_capacity(accounts + accounts / 4);
        let mut all = Vec::with_capacity(accounts);
        let homes: Vec<i8> = (0..audiences).map(|_| dice.below(20) as i8 - 8).collect();
        let mut known = vec![0; audiences];
        for account in 0..accounts as u32 {
            let audience = drawn(&mut dice);
            places.push((audience, account));
            if dice.chance(0.2) {
                let second = drawn(&mut dice);
                if second != audience {
                    places.push((second, account));
                }
            }
            let quick = dice.chance(0.06);
            let activity = dice.pareto(1.1).min(400.0) - 0.9;
            let eager = if quick { 2.5 } else { 1.0 };
            let sharing = eager * dice.lognormal(1.0, 1.1).min(30.0) * activity.sqrt().sqrt();
            let delay = if quick { dice.between(25.0, 90.0) } else { dice.lognormal(4000.0, 1.2) };
            known[audience as usize] += 1;
            all.push(Person {
                // Most of an audience live near each other.
                zone: if dice.chance(0.6) { homes[audience as usize] } else { dice.below(20) as i8 - 8 },
                quick,
                audience,
                circle: known[audience as usize] / 5,
                activity: activity as f32,
                sharing: sharing as f32,
                delay: delay as f32,
            });
        }
        places.sort_unstable();
        let starts = (0..=audiences as u32).map(|audience| places.partition_point(|place| place.0 < audience) as u32).collect();
        People { all, members: places.into_iter().map(|place| place.1).collect(), starts }
    }

    /// How many audiences there are.
    pub fn audiences(&self) -> usize {
        self.starts.len() - 1
    }

    /// The accounts of one audience.
    pub fn members(&self, audience: usize) -> &[u32] {
        &self.members[self.starts[audience] as usize..self.starts[audience + 1] as usize]
    }

    /// One account's habits.
    pub fn get(&self, account: u32) -> &Person {
        &self.all[account as usize]
    }

    /// A waking moment of an account on a given day, in seconds from the beginning.
    pub fn moment_on(&self, dice: &mut Dice, account: u32, day: u32) -> u32 {
        let total: u32 = HOURS.iter().sum();
        let mut left = dice.below(total as usize) as u32;
        let mut hour = 0;
        while left >= HOURS[hour] {
            left -= HOURS[hour];
            hour += 1;
        }
        let hour = (hour as i32 - i32::from(self.get(account).zone)).rem_euclid(24) as u32;
        day * DAY as u32 + hour * 3600 + dice.below(3600) as u32
    }

    /// A waking moment of an account on any day.
    pub fn moment(&self, dice: &mut Dice, account: u32) -> u32 {
        let day = dice.below(DAYS) as u32;
        self.moment_on(dice, account, day)
    }

    /// The moment itself where the account is awake, else soon after it wakes.
    pub fn awake(&self, dice: &mut Dice, account: u32, second: u32) -> u32 {
        let local = i64::from(second) + i64::from(self.get(account).zone) * 3600;
        let hour = local.rem_euclid(DAY) / 3600;
        if (1..7).contains(&hour) && !dice.chance(0.1) {
            let rest = 7 * 3600 - local.rem_euclid(DAY);
            return second + rest as u32 + (4000.0 * dice.exponential()) as u32;
        }
        second
    }

    /// When an account passes on what appeared at that second, at its own pace.
    pub fn reacts(&self, dice: &mut Dice, account: u32, second: u32) -> u32 {
        let person = self.get(account);
        let spread = if person.quick { 0.35 } else { 0.9 };
        let delay = dice.lognormal(f64::from(person.delay), spread).min(6.0 * DAY as f64);
        self.awake(dice, account, second + 2 + delay as u32)
    }
}

/// Draws accounts by weight.
#[derive(Debug)]
pub(super) struct Urn<'a> {
    accounts: &'a [u32],
    sums: Vec<f64>,
}

impl<'a> Urn<'a> {
    /// An urn of these accounts with the weight that each has.
    pub fn new(accounts: &'a [u32], weight: impl Fn(u32) -> f64) -> Urn<'a> {
        let mut sum = 0.0;
        let sums = accounts.iter().map(|account| {
            sum += weight(*account);
            sum
        });
        Urn { sums: sums.collect(), accounts }
    }

    /// The sum of all weights.
    pub fn total(&self) -> f64 {
        self.sums.last().copied().unwrap_or(0.0)
    }

    /// The sum of the weights up to and with the account at that place.
    pub fn sum(&self, place: usize) -> f64 {
        self.sums.get(place).copied().unwrap_or(0.0)
    }

    /// One account; none where no account has any weight.
    pub fn draw(&self, dice: &mut Dice) -> Option<u32> {
        let at = dice.unit() * self.total();
        self.accounts.get(self.sums.partition_point(|sum| *sum <= at)).copied()
    }

    /// Different accounts, sorted: about as many as wanted, fewer where the urn is small.
    pub fn draw_many(&self, dice: &mut Dice, wanted: usize) -> Vec<u32> {
        let mut drawn: Vec<u32> = (0..wanted).filter_map(|_| self.draw(dice)).collect();
        drawn.sort_unstable();
        drawn.dedup();
        drawn
    }
}
