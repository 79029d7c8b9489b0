//! A claimed score that is a sum over events, recomputed event by event.

use super::Finding;
use super::case::{Case, PRIORS, STRENGTHS, Strength, confidence};
use super::claim::received_kinds;
use crate::account::ClaimedScore;
use crate::event::Kind;
use crate::rule::evidence::decibans as decibans_of;
use crate::tally::{EventSet, Tallies};

/// However sure it is that engagement came from rings, this part of a sum is left, so that logarithms stay finite.
const LEAST_LEFT: f64 = 0.001;

/// What a claimed sum is made of.
#[derive(Debug)]
pub(super) struct Sum<'a> {
    case: &'a Case,
    /// For each own event what it counts, and which axes name it.
    own: Vec<(f64, [bool; 2])>,
    /// The part of the claim that proven rings gave.
    from_rings: f64,
    /// The evidence that these are rings, in decibans.
    decibans: f64,
}

/// What a finding takes off a claimed sum by what was received: the place of the finding, and how many of what the sum counts.
pub(super) fn discounted(claim: &ClaimedScore, findings: &[&Finding]) -> Option<(usize, usize)> {
    let kinds = received_kinds(claim);
    let count = |finding: &Finding| finding.received.iter().filter(|received| kinds.contains(&received.kind)).count();
    let most = findings.iter().enumerate().map(|(place, finding)| (place, count(finding))).filter(|&(_, count)| count > 0);
    most.max_by_key(|&(place, count)| (count, std::cmp::Reverse(place)))
}

impl<'a> Sum<'a> {
    /// The sum of an account with this case. `named` are the events that each axis may deduct.
    ///
    /// Where the sum counts likes and those of all own posts are known, own events weigh their likes; otherwise one each.
    pub(super) fn new(
        claim: &ClaimedScore,
        account: &Tallies,
        case: &'a Case,
        named: &[EventSet; 2],
        findings: &[&Finding],
    ) -> Sum<'a> {
        let briefs = account.events.briefs();
        // Likes of a repost belong to somebody else, so an export that leaves them out is complete all the same.
        let mut own = briefs.iter().filter(|brief| brief.kind() != Kind::Repost);
        let by_likes = received_kinds(claim).contains(&Kind::Like)
            && own.clone().all(|brief| brief.likes().is_some())
            && own.any(|brief| brief.likes() > Some(0));
        let value = |likes: Option<u32>| if by_likes { f64::from(likes.unwrap_or(0)) } else { 1.0 };
        let own = briefs
            .iter()
            .enumerate()
            .map(|(position, brief)| (value(brief.likes()), [0, 1].map(|axis| named[axis].contains(position))));
        let own = own.collect();
        let from_rings = discounted(claim, findings).filter(|_| claim.value > 0.0);
        let (from_rings, decibans) = from_rings
            .map_or((0.0, 0.0), |(place, count)| (count as f64 / claim.value, findings[place].p_value.map_or(0.0, decibans_of)));
        Sum { case, own, from_rings, decibans }
    }

    /// The part that is left of what the account did itself: each event keeps Π (1 - c) over the axes that name it.
    pub(super) fn own(&self, prior: f64, strength: Strength) -> f64 {
        let confidence = [0, 1].map(|axis| self.case.axes[axis].confidence_at(prior, strength));
        let (mut kept, mut total) = (0.0, 0.0);
        for (value, named) in &self.own {
            let weight: f64 = [0, 1].map(|axis| if named[axis] { 1.0 - confidence[axis] } else { 1.0 }).iter().product();
            kept += value * weight;
            total += value;
        }
        if total > 0.0 { kept / total } else { 1.0 }
    }

    /// The part that is left after what came from rings is taken: 1 - (received from rings / claimed) · c, with c from the evidence
    /// that they are rings, which is not about the account itself.
    pub(super) fn received(&self, prior: f64, strength: Strength) -> f64 {
        let strength = if strength == Strength::Half { 0.5 } else { 1.0 };
        (1.0 - self.from_rings * confidence(prior, self.decibans * strength)).max(LEAST_LEFT)
    }

    /// The part that is left, and its bounds over the priors and strengths.
    pub(super) fn kept(&self, prior: f64) -> (f64, (f64, f64)) {
        let kept = |prior, strength| self.own(prior, strength) * self.received(prior, strength);
        let priors = PRIORS.into_iter().chain([prior]);
        let readings = priors.flat_map(|prior| STRENGTHS.map(|strength| kept(prior, strength)));
        let bounds = readings.fold((f64::INFINITY, 0.0_f64), |(low, high), part| (low.min(part), high.max(part)));
        (kept(prior, Strength::Full), bounds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Scale;
    use crate::detect::Received;
    use crate::event::{Event, Locator, Precision, Stamp};
    use crate::rule::{Axis, Suggests};
    use crate::score::case::{AxisCase, FamilyCase};
    use crate::tally::Tally;

    fn claim(metric: &str, value: f64) -> ClaimedScore {
        ClaimedScore { account: "a".into(), metric: metric.into(), value, at: None, scale: Scale::Sum }
    }

    fn account(likes: &[Option<u32>]) -> Tallies {
        let mut account = Tallies::default();
        for (number, likes) in likes.iter().enumerate() {
            let mut event = Event::by("a");
            event.at = Some(Stamp::new(number as i64 * 1000, Precision::Second));
            event.likes = likes.map(Into::into);
            account.add(&event);
        }
        account.settle();
        account
    }

    fn from_a_ring(kind: Kind, count: u64, p_value: f64) -> Finding {
        let received = (0..count).map(|byte| Received { kind, locator: Locator { stream: 0, byte } }).collect();
        Finding {
            rule: "r".into(),
            title: String::new(),
            family: "f".into(),
            axis: Axis::Gaming,
            suggests: Suggests::Inflation,
            decibans: 8.7,
            p_value: Some(p_value),
            says: String::new(),
            why: String::new(),
            innocent: Vec::new(),
            condition: String::new(),
            measured: Vec::new(),
            events: EventSet::none(0),
            received,
            exhibits: Vec::new(),
            disclosed: false,
            explained_by: None,
            spoken_for_by: None,
            points: None,
            fineness_points: 0,
            without: None,
        }
    }

    fn gaming() -> Case {
        let families = vec![FamilyCase::of(30.0)];
        Case { axes: [AxisCase::default(), AxisCase { families, share: 0.25 }], events: 4 }
    }

    #[test]
    fn own_events_weigh_their_likes_where_all_are_known() {
        let (case, named) = (gaming(), [EventSet::none(4), EventSet::choose(4, |position| position == 3)]);
        let certain = case.axes[1].confidence_at(0.1, Strength::Full);
        let own = |metric, likes: &[Option<u32>]| {
            Sum::new(&claim(metric, 100.0), &account(likes), &case, &named, &[]).own(0.1, Strength::Full)
        };
        let known = [Some(10), Some(10), Some(20), Some(60)];
        assert!((own("likes", &known) - (1.0 - 0.6 * certain)).abs() < 1e-12);
        assert!((own("comments", &known) - (1.0 - 0.25 * certain)).abs() < 1e-12);
        assert!((own("karma", &[Some(10), None, Some(20), Some(60)]) - (1.0 - 0.25 * certain)).abs() < 1e-12);
    }

    #[test]
    fn what_came_from_rings_comes_off_one_by_one_where_the_sum_counts_it() {
        let (case, nobody) = (Case::default(), account(&[]));
        let none = [EventSet::none(0), EventSet::none(0)];
        let left = |metric, value, kind, count, p_value| {
            let finding = from_a_ring(kind, count, p_value);
            let sum = Sum::new(&claim(metric, value), &nobody, &case, &none, &[&finding]);
            sum.kept(0.1)
        };
        let (kept, (low, high)) = left("GitHub stars", 40.0, Kind::Star, 14, 1e-30);
        // c = (0.98 - 0.1) / 0.9
        assert!((kept - (1.0 - 14.0 / 40.0 * 0.88 / 0.9)).abs() < 1e-6 && low <= kept && kept <= high, "{kept} {low} {high}");
        assert_eq!(left("followers", 40.0, Kind::Star, 14, 1e-30).0, 1.0);
        assert_eq!(left("comments", 40.0, Kind::Comment, 14, 1e-30).0, 1.0);
        assert_eq!(left("stars", 40.0, Kind::Star, 14, 1.0).0, 1.0);
        assert_eq!(left("stars", 0.0, Kind::Star, 14, 1e-30).0, 1.0);
        assert_eq!(left("stars", -5.0, Kind::Star, 14, 1e-30).0, 1.0);
        assert_eq!(left("stars", 10.0, Kind::Star, 14, 1e-30).0, LEAST_LEFT);
    }
}
