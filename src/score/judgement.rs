//! From what fired on an account to the verdict on it.

use std::collections::BTreeMap;

use super::bill::{BillLine, largest_remainder};
use super::case::{AxisCase, Case, FamilyCase, PRIORS, Strength, probability};
use super::charts::Charts;
use super::claim::{AdjustedScore, adjust, is_sum};
use super::families::{Voice, families, overlap};
use super::sum::{Sum, discounted};
use super::verdict::{AxisVerdict, NotAssessed, Verdict, Word};
use super::{Finding, NATS_PER_DECIBAN};
use crate::account::ClaimedScore;
use crate::rule::evidence::decibans as decibans_of;
use crate::rule::{Axis, Rule, RuleBook, Suggests};
use crate::tally::{EventSet, Tallies};

/// With fewer events than this nothing is judged.
pub const MINIMUM_EVENTS: usize = 30;

/// Where all rules that could be judged together attain less evidence than this, nothing is judged.
pub const MINIMUM_NATS: f64 = 2.0;

/// From this probability on, an axis is spoken of in the verdict.
const SPOKEN_OF: f64 = 0.5;

/// A score that keeps at least this much (parts per thousand) even in the mildest reading is not spoken of as worked.
const CLEAR_FINENESS: u32 = 990;

/// Automation is deducted only when this many families agree: a scheduler in a person's hands is not fabrication.
const CORROBORATION: [usize; 2] = [2, 1];

/// What the rules found on one account.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Rules that fired, with the events that prove them; those with negative decibans speak in the account's favour.
    pub fired: Vec<Finding>,
    /// Rules that were judged and did not fire.
    pub passed: Vec<String>,
    /// Rules that could not be judged.
    pub not_assessed: Vec<NotAssessed>,
}

/// Judges one settled account. `claims` are the scores claimed for it; `prior` is the user's, from 0 to 1.
pub fn judge(id: &str, account: &Tallies, mut evidence: Evidence, book: &RuleBook, claims: &[ClaimedScore], prior: f64) -> Verdict {
    let events = account.events.len();
    let insufficient = events < MINIMUM_EVENTS || attainable(&evidence, book) * NATS_PER_DECIBAN < MINIMUM_NATS;
    if insufficient {
        // What others did is judged on their events, however few its own are.
        evidence.fired.retain(|finding| !finding.received.is_empty());
    }
    explain(&mut evidence.fired, book);
    let (mut findings, in_favour): (Vec<Finding>, Vec<Finding>) =
        evidence.fired.into_iter().partition(|finding| finding.decibans >= 0.0);
    findings.sort_by(|a, b| b.decibans.total_cmp(&a.decibans).then_with(|| a.rule.cmp(&b.rule)));

    let speakers: Vec<Option<String>> = findings.iter().map(|finding| speaker(finding, &findings)).collect();
    for (finding, speaker) in findings.iter_mut().zip(speakers) {
        finding.spoken_for_by = speaker;
    }
    let weighing = Weighing { account, book, in_favour: &in_favour, prior };
    let all: Vec<&Finding> = findings.iter().collect();
    let case = weighing.case(&all);
    let (low, high) = case.interval(prior);
    let scores: Vec<AdjustedScore> = claims.iter().map(|claim| weighing.adjust(claim, &all)).collect();
    let shares = weighing.shares_of_the_loss(&case, &findings);
    let fineness = per_mille(case.fineness(prior));
    let from_fineness = largest_remainder(i64::from(fineness) - 1000, &shares);
    let from_score = scores.first().map(|score| {
        let shares = weighing.shares_of_a_claim(&score.claimed, &case, &all, &shares);
        (score, largest_remainder(score.taken(), &shares))
    });
    let without: Vec<Option<f64>> = (0..findings.len())
        .map(|left_out| claims.first().map(|claim| weighing.adjusted_without(&findings, left_out, claim)))
        .collect();
    for (index, finding) in findings.iter_mut().enumerate() {
        finding.fineness_points = from_fineness[index];
        finding.points = from_score.as_ref().map(|(score, parts)| score.figure(parts[index]));
        finding.without = without[index];
    }
    let switches = weighing.switches(&findings, claims.first());
    let axes = [Axis::Automation, Axis::Gaming].map(|axis| weighing.axis_verdict(axis, &case, &findings));
    let interval = (per_mille(low), per_mille(high));
    let scheduled = weighing.is_scheduled(&findings);
    let discounted = scores.iter().any(|score| score.interval.1 < score.claimed.value * f64::from(CLEAR_FINENESS) / 1000.0);
    let word = if insufficient && !discounted {
        Word::Insufficient
    } else {
        word(&Reading { axes: &axes, case: &case, prior, scheduled, discounted }, interval, fineness, &findings)
    };
    let briefs = account.events.briefs();
    Verdict {
        account: id.to_owned(),
        name: account.profile.name.clone(),
        word,
        fineness,
        interval,
        axes,
        scores,
        events,
        span: briefs.first().zip(briefs.last()).map(|(first, last)| (first.millis(), last.millis())),
        repeated: account.events.repeated(),
        window: account.known_from().is_some(),
        zoneless: account.profile.zones.missing,
        findings,
        in_favour,
        passed: evidence.passed,
        not_assessed: evidence.not_assessed,
        rings: Vec::new(),
        corrections: Vec::new(),
        punch_card: punch_card(account),
        charts: Charts::of(account),
        switches,
    }
}

/// The most evidence, in decibans, that the judged rules could have given.
fn attainable(evidence: &Evidence, book: &RuleBook) -> f64 {
    let mut families: BTreeMap<&str, f64> = BTreeMap::new();
    let fired = evidence.fired.iter().map(|finding| finding.rule.as_str());
    for rule in fired.chain(evidence.passed.iter().map(String::as_str)).filter_map(|id| book.rule(id)) {
        let most = families.entry(rule.family.as_str()).or_default();
        *most = most.max(rule.worth().min(book.family(&rule.family).cap));
    }
    families.values().sum()
}

/// A rule that another fired rule explains weighs nothing itself.
pub(super) fn explain(fired: &mut [Finding], book: &RuleBook) {
    let explains: Vec<(String, Vec<String>)> = fired
        .iter()
        .filter_map(|finding| book.rule(&finding.rule).map(|rule| (finding.rule.clone(), rule.explains.clone())))
        .collect();
    for finding in fired.iter_mut() {
        finding.explained_by = explains.iter().find(|(_, explained)| explained.contains(&finding.rule)).map(|(by, _)| by.clone());
    }
}

/// Who weighs for a finding, if it is not itself: the rule that explains it, or the strongest of its family.
fn speaker(finding: &Finding, strongest_first: &[Finding]) -> Option<String> {
    finding.explained_by.clone().or_else(|| {
        let same = |other: &&Finding| other.axis == finding.axis && other.family == finding.family && weighs(other);
        strongest_first.iter().find(same).filter(|speaker| speaker.rule != finding.rule).map(|speaker| speaker.rule.clone())
    })
}

/// What it takes to weigh a set of findings on one account.
pub(super) struct Weighing<'a> {
    account: &'a Tallies,
    pub(super) book: &'a RuleBook,
    in_favour: &'a [Finding],
    pub(super) prior: f64,
}

impl Weighing<'_> {
    pub(super) fn case(&self, findings: &[&Finding]) -> Case {
        Case {
            axes: [Axis::Automation, Axis::Gaming].map(|axis| self.axis_case(axis, findings)),
            events: self.account.events.len(),
        }
    }

    fn axis_case(&self, axis: Axis, findings: &[&Finding]) -> AxisCase {
        let families = self.families(axis, findings).into_values().collect();
        let named = self.deductible(axis, findings).count();
        AxisCase { families, share: named as f64 / self.account.events.len().max(1) as f64 }
    }

    /// Each family's evidence on an axis.
    fn families<'f>(&'f self, axis: Axis, findings: &[&'f Finding]) -> BTreeMap<&'f str, FamilyCase> {
        let voice = |finding: &'f Finding| {
            let weight = self.book.rule(&finding.rule).map_or(1.0, Rule::weight);
            let behind = finding.p_value.map_or(finding.decibans, |p_value| (decibans_of(p_value) * weight).max(finding.decibans));
            Voice { family: &finding.family, decibans: finding.decibans, behind }
        };
        let against = self.in_favour.iter().filter(|finding| finding.axis == axis).map(voice);
        let speaking = findings.iter().copied().filter(|finding| finding.axis == axis && weighs(finding)).map(voice);
        families(self.book, against, speaking)
    }

    /// The events that may be deducted on an axis: the union of what its findings name, once enough families agree.
    fn deductible(&self, axis: Axis, findings: &[&Finding]) -> EventSet {
        let mut named = EventSet::none(self.account.events.len());
        let agrees = |(name, family): &(&str, FamilyCase)| family.decibans > 0.0 && self.book.family(name).corroborates;
        let agreeing = self.families(axis, findings).into_iter().filter(agrees).count();
        if agreeing >= CORROBORATION[axis as usize] {
            for finding in findings.iter().filter(|finding| finding.axis == axis && weighs(finding)) {
                if self.book.family(&finding.family).deducts {
                    named.union(&finding.events);
                }
            }
        }
        named
    }

    /// How the loss is shared among findings: h of each axis, shared by the families' evidence, each family spoken for by its
    /// strongest finding. This is the Aumann-Shapley share of a function of a sum: exact, and independent of any order.
    fn shares_of_the_loss(&self, case: &Case, findings: &[Finding]) -> Vec<f64> {
        let all: Vec<&Finding> = findings.iter().collect();
        let mut shares = vec![0.0; findings.len()];
        for axis in [Axis::Automation, Axis::Gaming] {
            let families = self.families(axis, &all);
            let total: f64 = families.values().map(|family| family.decibans.max(0.0)).sum();
            for (family, FamilyCase { decibans, .. }) in families.into_iter().filter(|(_, family)| family.decibans > 0.0) {
                let speaker =
                    findings.iter().position(|finding| finding.axis == axis && finding.family == family && weighs(finding));
                if let Some(speaker) = speaker {
                    shares[speaker] += case.axes[axis as usize].loss(self.prior) * decibans / total;
                }
            }
        }
        shares
    }

    pub(super) fn adjust(&self, claim: &ClaimedScore, findings: &[&Finding]) -> AdjustedScore {
        let case = self.case(findings);
        if is_sum(claim) {
            let (kept, bounds) = self.sum(claim, &case, findings).kept(self.prior);
            return adjust(claim, kept, bounds);
        }
        adjust(claim, case.fineness(self.prior), case.interval(self.prior))
    }

    fn sum<'c>(&self, claim: &ClaimedScore, case: &'c Case, findings: &[&Finding]) -> Sum<'c> {
        let named = [Axis::Automation, Axis::Gaming].map(|axis| self.deductible(axis, findings));
        Sum::new(claim, self.account, case, &named, findings)
    }

    /// How a claim's loss is shared: as that of fineness, and for a sum what came from rings beside it.
    fn shares_of_a_claim(&self, claim: &ClaimedScore, case: &Case, findings: &[&Finding], of_fineness: &[f64]) -> Vec<f64> {
        if !is_sum(claim) {
            return of_fineness.to_vec();
        }
        let sum = self.sum(claim, case, findings);
        let loss = |kept: f64| -kept.ln();
        let total: f64 = of_fineness.iter().sum();
        let own = if total > 0.0 { loss(sum.own(self.prior, Strength::Full)) / total } else { 0.0 };
        let mut shares: Vec<f64> = of_fineness.iter().map(|share| share * own).collect();
        if let Some((place, _)) = discounted(claim, findings) {
            shares[place] += loss(sum.received(self.prior, Strength::Full));
        }
        shares
    }

    /// Whether the evidence for automation holds without the families that look at what is posted: somebody who posts quotations
    /// schedules nothing.
    fn is_scheduled(&self, findings: &[Finding]) -> bool {
        let all: Vec<&Finding> = findings.iter().collect();
        let beside = self.families(Axis::Automation, &all).into_iter().filter(|(name, _)| !self.book.family(name).deducts);
        probability(self.prior, beside.map(|(_, family)| family.decibans).sum()) >= SPOKEN_OF
    }

    fn axis_verdict(&self, axis: Axis, case: &Case, findings: &[Finding]) -> AxisVerdict {
        let all: Vec<&Finding> = findings.iter().collect();
        let own = &case.axes[axis as usize];
        let mut bill = Vec::new();
        let mut lines: BTreeMap<&str, f64> = BTreeMap::new();
        for finding in findings.iter().chain(self.in_favour).filter(|finding| finding.axis == axis) {
            let decibans = if finding.explained_by.is_some() { 0.0 } else { finding.decibans };
            *lines.entry(&finding.family).or_default() += decibans;
            bill.push(BillLine { label: finding.title.clone(), decibans, points: finding.points });
        }
        for (name, case) in self.families(axis, &all) {
            bill.extend(overlap(self.book, name, case, lines.get(name).copied().unwrap_or(0.0)));
        }
        AxisVerdict {
            probability: own.probability(self.prior),
            prior: self.prior,
            at_priors: PRIORS.map(|prior| probability(prior, own.decibans(Strength::Full))),
            decibans: own.decibans(Strength::Full),
            share: own.share,
            named: self.deductible(axis, &all).count(),
            bill,
        }
    }
}

fn weighs(finding: &Finding) -> bool {
    finding.explained_by.is_none() && finding.decibans > 0.0
}

pub(super) fn per_mille(part: f64) -> u32 {
    (part * 1000.0).round() as u32
}

/// What a verdict's word rests on.
struct Reading<'a> {
    axes: &'a [AxisVerdict; 2],
    case: &'a Case,
    prior: f64,
    /// Whether something else than repeated text says that a machine posts.
    scheduled: bool,
    /// Whether a claimed score loses, by what others did too.
    discounted: bool,
}

fn word(reading: &Reading<'_>, interval: (u32, u32), fineness: u32, findings: &[Finding]) -> Word {
    let Reading { axes: [automation, gaming], case, prior, scheduled, discounted } = *reading;
    let losses = [0, 1].map(|axis| case.axes[axis].loss(prior));
    let worked = interval.1 < CLEAR_FINENESS;
    if automation.probability >= SPOKEN_OF && findings.iter().any(|finding| finding.disclosed) {
        return Word::DeclaredAutomation;
    }
    if gaming.probability >= SPOKEN_OF && worked && losses[1] >= losses[0] {
        let strongest = findings.iter().find(|finding| finding.axis == Axis::Gaming && weighs(finding));
        return match strongest.map(|finding| finding.suggests) {
            Some(Suggests::Coordination) => Word::Coordinated,
            Some(Suggests::Spam) => Word::Spam,
            _ => Word::Gamed,
        };
    }
    if automation.probability >= SPOKEN_OF && worked && losses[0] > 0.0 {
        return Word::Automated;
    }
    if fineness < CLEAR_FINENESS || discounted {
        return Word::Undecided;
    }
    if scheduled { Word::Scheduled } else { Word::Clear }
}

fn punch_card(account: &Tallies) -> super::PunchCard {
    let mut card = [[0; 24]; 7];
    for brief in account.events.briefs() {
        let hours = brief.millis().div_euclid(3_600_000);
        // 1970-01-01 was a Thursday, the fourth day of the week.
        let weekday = (hours.div_euclid(24) + 3).rem_euclid(7);
        card[weekday as usize][hours.rem_euclid(24) as usize] += 1;
    }
    card
}
