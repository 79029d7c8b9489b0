//! A ring in the words of the report.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::of_verdict::moment;
use crate::report::rounding::{known, rounded};
use crate::ring::{MemberAct, Ring, Together};

/// A group of accounts that act together.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RingLine {
    /// Its id within the run.
    pub ring: String,
    /// `proven`: confirmed on occasions that had no part in finding it; or `lead`: worth a look, no proof, and without cost.
    pub tier: String,
    /// The declared group that it is, if it is one; it costs nothing then.
    pub known_group: Option<String>,
    /// The accounts in it.
    pub members: Vec<String>,
    /// On how many occasions they acted together.
    pub items: usize,
    /// How surprising the sharing is, in bits: the sum over occasions of log2(accounts / accounts that took part).
    pub bits: f64,
    /// An upper bound on the p-value: 1 / e-value. Missing for a lead.
    pub p_value: Option<f64>,
    /// With how many matched accounts it was compared.
    pub matched_accounts: usize,
    /// The sentence.
    pub says: String,
    /// What would clear them.
    pub innocent: Vec<String>,
    /// The occasions in one line each.
    pub evidence: Vec<String>,
    /// The occasions, by time.
    pub occasions: Vec<OccasionLine>,
}

/// One occasion on which members did the same.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OccasionLine {
    /// What they acted on: text, link, domain, target, set of tags, author link, contact, field, moment.
    pub object: String,
    /// When the first member acted, RFC 3339.
    pub at: Option<String>,
    /// Seconds from the first member to the last.
    pub seconds: Option<i64>,
    /// Accounts outside the ring that did it too.
    pub others: usize,
    /// How many of them are matched accounts, where the ring was tested on this occasion.
    pub matched: Option<usize>,
    /// Whose post, or who, was acted on.
    pub owner: Option<String>,
    /// The members' words as one template, `{this|that}` where they differ.
    pub wording: Option<String>,
    /// What each member did.
    pub acts: Vec<ActLine>,
}

/// What one member did on an occasion.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ActLine {
    /// The account.
    pub account: String,
    /// The event's id.
    pub id: Option<String>,
    /// When, RFC 3339.
    pub at: Option<String>,
    /// The words, cut to 600 characters.
    pub text: Option<String>,
}

impl RingLine {
    /// The line of a ring; `ids` are those of all accounts of the run.
    pub fn new(ring: &Ring, ids: &[&str]) -> RingLine {
        let name = |position: usize| ids.get(position).map_or_else(String::new, |id| (*id).to_owned());
        let occasions: Vec<OccasionLine> = ring.occasions.iter().map(|shared| occasion(shared, &name)).collect();
        RingLine {
            ring: ring.id.clone(),
            tier: ring.tier.name().to_owned(),
            known_group: ring.known.clone(),
            members: ring.members.iter().map(|&member| name(member)).collect(),
            items: ring.occasions.len(),
            bits: rounded(ring.bits, 1),
            p_value: known(ring.p_value()),
            matched_accounts: ring.matched,
            says: ring.says.clone(),
            innocent: ring.innocent.clone(),
            evidence: occasions.iter().map(|occasion| evidence(occasion, ring)).collect(),
            occasions,
        }
    }
}

fn occasion(shared: &Together, name: &impl Fn(usize) -> String) -> OccasionLine {
    let act = |act: &MemberAct| ActLine {
        account: name(act.member),
        id: act.id.clone(),
        at: act.millis.map(moment),
        text: act.text.clone(),
    };
    OccasionLine {
        object: shared.object.noun().to_owned(),
        at: shared.millis().map(moment),
        seconds: shared.seconds(),
        others: shared.others,
        matched: shared.matched,
        owner: shared.owner.map(name),
        wording: shared.wording.clone(),
        acts: shared.acts.iter().map(act).collect(),
    }
}

fn evidence(occasion: &OccasionLine, ring: &Ring) -> String {
    let mut line = String::new();
    if let Some(at) = &occasion.at {
        line.push_str(&format!("{at}: "));
    }
    line.push_str(&format!("{} of {} on one {}", occasion.acts.len(), ring.members.len(), occasion.object));
    if let Some(seconds) = occasion.seconds {
        line.push_str(&format!(" within {seconds} s"));
    }
    line.push_str(&format!(", {} others", occasion.others));
    if let Some(matched) = occasion.matched {
        line.push_str(&format!(" ({matched} of {} matched accounts)", ring.matched));
    }
    let words = occasion.wording.as_deref().or_else(|| occasion.acts.first().and_then(|act| act.text.as_deref()));
    if let Some(words) = words.filter(|words| !words.trim().is_empty()) {
        line.push_str(&format!(" “{words}”"));
    }
    line
}
