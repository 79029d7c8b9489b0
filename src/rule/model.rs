//! A checked rule and what its words mean.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::check::Condition;
use super::points::FittedPoints;
use super::says::Template;
use crate::measure::MeasureId;
use crate::text::pattern::NamedPattern;

/// Which of the two questions a rule speaks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Axis {
    /// Is a machine posting?
    Automation,
    /// Is the score being worked?
    Gaming,
}

/// What a rule suggests is going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Suggests {
    /// A program or a timer posts.
    Automation,
    /// Somebody is rewarded for posting.
    Incentive,
    /// Several accounts act as one.
    Coordination,
    /// The text sells or links something.
    Spam,
    /// Activity that exists for the score alone.
    Inflation,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applies {
    /// An account's history.
    Account,
    /// One comment or post.
    Item,
    /// A group of accounts.
    Ring,
}

/// How far a rule has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Being tried out.
    Draft,
    /// In use.
    Stable,
    /// Kept for old reports, never assessed.
    Retired,
}

macro_rules! words {
    ($type:ident: $($variant:ident = $word:literal),+) => {
        impl $type {
            /// Every word a rule file may use here.
            pub(super) const WORDS: &'static [(&'static str, $type)] = &[$(($word, $type::$variant)),+];
        }
        impl fmt::Display for $type {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.pad(match self { $($type::$variant => $word),+ })
            }
        }
    };
}

words!(Axis: Automation = "automation", Gaming = "gaming");
words!(Suggests: Automation = "automation", Incentive = "incentive", Coordination = "coordination", Spam = "spam", Inflation = "inflation");
words!(Applies: Account = "account", Item = "item", Ring = "ring");
words!(Status: Draft = "draft", Stable = "stable", Retired = "retired");

/// A rule: a condition over measures, why it matters and what proves that it works.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Lower-case words joined by hyphens; also the name of the file.
    pub id: String,
    /// A few words for headings.
    pub title: String,
    /// Rules of one family see the same underlying evidence.
    pub family: String,
    /// The question it speaks to.
    pub axis: Axis,
    /// What it suggests.
    pub suggests: Suggests,
    /// What it looks at.
    pub applies: Applies,
    /// How far it has come.
    pub status: Status,
    /// It lowers a score but accuses nobody, as with a declared bot.
    pub disclosed: bool,
    /// What it counts was received, not done: where a claimed score is a sum of such things, they come off it one by one.
    pub discounts: bool,
    /// Its points are a ceiling for the sake of people that labelled histories lack: calibration lowers them, and never raises them.
    pub ceiling: bool,
    /// Rules that count for nothing when this one fires too.
    pub explains: Vec<String>,
    /// Why the condition matters.
    pub why: String,
    /// What else could explain it.
    pub innocent: Vec<String>,
    /// Decibans: 10 is ten times the odds. With a p-value, the most it can give. Negative speaks against.
    pub points: f64,
    /// What labelled histories say of these points, where they say anything.
    pub fitted: Option<FittedPoints>,
    /// The measure whose p-value decides the evidence.
    pub p_value: Option<MeasureId>,
    /// The measure whose events a finding names.
    pub carrier: Option<MeasureId>,
    /// The condition as written.
    pub when_text: String,
    /// The sentence of a finding, with `{measure}` places.
    pub says_text: String,
    /// Further reading.
    pub see: Vec<String>,
    /// Free words for lists.
    pub tags: Vec<String>,
    /// The patterns it declares.
    pub patterns: Vec<NamedPattern>,
    /// Its own proofs.
    pub tests: Vec<SelfTest>,
    /// The file it came from, as messages name it.
    pub source: String,
    pub(super) condition: Condition,
    pub(super) says: Template,
}

impl Rule {
    /// The points in force: the fitted ones, or else the author's.
    pub fn worth(&self) -> f64 {
        self.fitted.map_or(self.points, |fitted| fitted.points)
    }

    /// What the condition asks about, each measure once, in its order.
    pub fn asks_about(&self) -> Vec<MeasureId> {
        let (mut all, mut once) = (Vec::new(), Vec::new());
        self.condition.test.measures(&mut all);
        all.into_iter().for_each(|measure| {
            if !once.contains(&measure) {
                once.push(measure);
            }
        });
        once
    }

    /// Whether the condition or the sentence takes a measure from a row.
    pub fn reads(&self, measure: MeasureId) -> bool {
        self.asks_about().contains(&measure) || self.says.measures().any(|said| said == measure)
    }

    /// What evidence in the author's decibans is multiplied with to be worth the points in force.
    pub fn weight(&self) -> f64 {
        if self.points == 0.0 { 1.0 } else { self.worth() / self.points }
    }
}

/// What a self test claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Expected {
    /// The rule fires.
    Fires,
    /// The rule does not fire.
    Quiet,
}

impl fmt::Display for Expected {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Expected::Fires => "fires",
            Expected::Quiet => "quiet",
        })
    }
}

/// A row of measures and what the rule must make of it.
#[derive(Debug, Clone)]
pub struct SelfTest {
    /// What the row stands for.
    pub name: String,
    /// What the rule must do.
    pub expected: Expected,
    /// The measures given, in base units; all others are missing.
    pub measures: Vec<(MeasureId, f64)>,
}

impl SelfTest {
    /// The row, `length` measures long.
    pub(super) fn row(&self, length: usize) -> Vec<f64> {
        let mut row = vec![f64::NAN; length];
        for (measure, value) in &self.measures {
            row[measure.0] = *value;
        }
        row
    }
}
