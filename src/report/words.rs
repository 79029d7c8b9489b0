//! Sentences that every report says alike.

use super::number::{count, fixed, p_value, percent};
use super::{AccountLine, AxisLine, FindingLine, InputLine, RingLine, ScoreLine, Since};
use crate::account::Scale;
use crate::rule::Axis;
use crate::score::{Correction, CorrectionKind, Word};

/// What a report says wherever a verdict accuses.
pub(super) const NO_STATEMENT: &str = "This is a reading of the measured activity, and no statement about a person.";
/// What a deciban is.
pub(super) const DECIBAN: &str =
    "A deciban is a step of evidence: 10 of them make the odds ten times as high, 3 about double them, and a minus lowers them.";
/// What a starting probability is.
pub(super) const START: &str = "The starting probability is how common this is among the accounts that are looked at. It is an assumption \
     of whoever runs the audit, and no finding; what is rare stays doubtful on evidence that would settle what is common.";
/// What a ring is.
pub(super) const RINGS: &str = "Accounts that act together more than chance explains. `proven` was confirmed on occasions that had no part \
     in finding it; `lead` is worth a look, is no proof and costs nothing. Friends, colleagues and members of one club act together too.";
/// What a report never looks at.
pub(super) const NOT_USED: &str = "Not used: names, pictures, gender, age, origin, religion, health, opinions, and whatever is not in the inputs \
     named here. Hours of activity can still reflect shift work, religion or a disability, and wording a second language; that is why \
     innocent explanations stand beside every finding.";
/// Whose decision it is.
pub(super) const NO_DECISION: &str = "This report makes no decision about anybody and recommends none. Whoever acts on it should look at the events, \
     hear the person concerned, and have a human being decide.";
/// Said where a part of the input is missing.
pub(super) const PARTIAL: &str = "A part of the input could not be read, so this report is about the rest.";

/// The arithmetic, so that every number can be checked by hand.
pub(super) const ARITHMETIC: [(&str, &str); 7] = [
    ("odds", "start ÷ (1 − start) × 10^(decibans ÷ 10), with the start as a fraction"),
    ("probability", "0.02 + 0.96 × odds ÷ (1 + odds): nothing is ever held for certain"),
    (
        "weight",
        "(probability − start) ÷ (1 − start), or 0 where the evidence is not above 0; a start below 0.02 is taken off as 0.02",
    ),
    ("fineness", "1000 × (1 − share × weight), once for each question; share is the part of the events it is deducted from"),
    ("adjusted", "claimed × fineness ÷ 1000; a score that is a sum is recomputed event by event"),
    (
        "points",
        "each question takes −ln(1 − share × weight); the deduction is divided in that proportion, and inside a question by the \
         decibans of each family's strongest finding",
    ),
    (
        "between",
        "the lowest and the highest result for starts of 2, 10 and 30 %, for evidence at half strength, and for the sampling \
         error of the share",
    ),
];

/// A verdict's name in plain words.
pub(super) fn plain(word: Word) -> String {
    word.name().replace('_', " ")
}

/// The question that an axis answers.
pub(super) fn question(axis: Axis) -> &'static str {
    match axis {
        Axis::Automation => "Is a machine posting?",
        Axis::Gaming => "Is the score being worked?",
    }
}

/// `70.0 → 1.6`
pub(super) fn before_and_after(score: &ScoreLine) -> String {
    format!("{} → {}", fixed(score.claimed, score.decimals), fixed(score.adjusted, score.decimals))
}

/// A range; nothing where it has no width.
pub(super) fn between(low: &str, high: &str) -> String {
    if low == high { String::new() } else { format!("between {low} and {high}") }
}

/// `45 events, 2012-01-01 to 2012-02-03 (UTC)`
pub(super) fn based_on(account: &AccountLine) -> String {
    let events = counted(account.events as u64, "event");
    match account.from.as_deref().zip(account.to.as_deref()).map(|(first, last)| (day(first), day(last))) {
        Some((first, last)) if first == last => format!("{events}, all on {first} (UTC)"),
        Some((first, last)) => format!("{events}, {first} to {last} (UTC)"),
        None => events,
    }
}

/// What is to be known of the events that a verdict rests on.
pub(super) fn caveats(account: &AccountLine) -> Vec<String> {
    let repeated = (account.repeated > 0).then(|| {
        let records = counted(account.repeated, "repeated record");
        format!("{records} left out, so that each event counts once")
    });
    let window = account.window.then(|| {
        let items = counted(account.events as u64, "item");
        format!("a window of the last {items}: what came before is not known, and nothing is concluded from its absence")
    });
    let zoneless =
        account.zoneless.then(|| "times without a zone were taken for UTC; the hours may be those of any place".to_owned());
    [repeated, window, zoneless].into_iter().flatten().collect()
}

/// `12 records read, 11 kept, 1 skipped`, over all inputs.
pub(super) fn totals(inputs: &[InputLine]) -> String {
    let total = |of: fn(&InputLine) -> u64| count(inputs.iter().map(of).sum());
    let [read, kept, skipped] = [total(|input| input.read), total(|input| input.kept), total(|input| input.skipped)];
    format!("{read} records read, {kept} kept, {skipped} skipped")
}

/// What was asked to be corrected, and what came of it.
pub(super) fn correction(correction: &Correction) -> String {
    let Correction { kind, by, date, reason, rule, from, to, named, not_found, left_out, applied } = correction;
    let explained = rule.as_deref().unwrap_or("every rule");
    let mut text = match (kind, applied) {
        (CorrectionKind::Explanation, true) => {
            format!("{explained} weighs nothing, its explanation was accepted by {by} on {date}")
        }
        (CorrectionKind::Explanation, false) => {
            format!("{explained} finds nothing here that the explanation accepted by {by} on {date} would be needed for")
        }
        (CorrectionKind::Dispute, _) => {
            let period = match (from, to) {
                (None, None) => String::new(),
                (from, to) => {
                    let (from, to) = (from.as_deref().unwrap_or("the beginning"), to.as_deref().unwrap_or("the end"));
                    format!(" from {from} to {to}")
                }
            };
            format!("{}{period} left out, disputed by {by} on {date}", counted(*left_out, "record"))
        }
    };
    text.push_str(&format!(": {reason}"));
    if !not_found.is_empty() {
        let events = counted(not_found.len() as u64, "event");
        text = format!("{} Not found: {events} of {} named, {}", sentence(&text), count(*named as u64), listed(not_found, 5));
    }
    sentence(&text)
}

/// `1 rule`, `1,204 rules`
pub(super) fn counted(number: u64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{} {noun}s", count(number)) }
}

/// The day of a moment in RFC 3339.
pub(super) fn day(moment: &str) -> &str {
    moment.get(..10).unwrap_or(moment)
}

/// What is to be known of a score's scale.
pub(super) fn of_scale(score: &ScoreLine) -> Option<String> {
    let metric = &score.metric;
    match score.scale {
        Scale::Linear => None,
        Scale::Log => Some(format!("{metric} is a logarithmic score; scaling it linearly is a convention.")),
        Scale::Sum => Some(format!("{metric} is a sum over events, so it is recomputed event by event.")),
    }
}

/// `84.5 % likely, starting from 10 %; 52.7 % from 2 %, 94.1 % from 30 %`
pub(super) fn probability(axis: &AxisLine) -> String {
    let stated = format!("{} likely, starting from {}", percent(axis.probability), percent(axis.prior));
    let others = axis.at_priors.iter().filter(|at| (at.prior - axis.prior).abs() > 1e-9);
    let others: Vec<String> = others.map(|at| format!("{} from {}", percent(at.probability), percent(at.prior))).collect();
    format!("{stated}; {}", others.join(", "))
}

/// From how much of the activity is deducted.
pub(super) fn share(axis: &AxisLine, events: usize) -> String {
    match axis.named {
        0 => "no event".to_owned(),
        named => format!("{} of {} events, a share of {}", count(named as u64), count(events as u64), percent(axis.share)),
    }
}

/// What a finding weighs.
pub(super) fn evidence(finding: &FindingLine) -> String {
    let mut text = format!("{} decibans", fixed(finding.decibans, 1));
    if let Some(p) = finding.p_value {
        text.push_str(&format!("; p-value {}: how often as much is seen with nothing behind it", p_value(p)));
    }
    if finding.disclosed {
        text.push_str("; the account discloses it, and nothing is held against it");
    }
    text
}

/// Whether a finding is new since the report that this one is compared with; nothing where there is none.
pub(super) fn since(finding: &FindingLine) -> Option<&'static str> {
    finding.since_baseline.map(|since| match since {
        Since::New => "new since the baseline",
        Since::Unchanged => "in the baseline too",
    })
}

/// What the report that this one is compared with says of the account.
pub(super) fn baseline(account: &AccountLine) -> Option<String> {
    let baseline = account.baseline.as_ref()?;
    let mut text = format!("the baseline said {}, fineness {} ‰", plain(baseline.verdict), baseline.fineness);
    if let (Some(adjusted), Some(score)) = (baseline.adjusted, account.scores.first()) {
        text.push_str(&format!(", {} {}", score.metric, fixed(adjusted, score.decimals)));
    }
    if !baseline.gone.is_empty() {
        text.push_str(&format!("; gone since: {}", baseline.gone.join(", ")));
    }
    Some(text)
}

/// Where a finding's rule belongs.
pub(super) fn rule(finding: &FindingLine) -> String {
    let (family, axis, suggests) = (finding.family.as_str(), finding.axis.to_string(), finding.suggests.to_string());
    let mut text = format!("{}, of the family {family}, on {axis}", finding.rule);
    if suggests != family && suggests != axis {
        text.push_str(&format!("; it suggests {suggests}"));
    }
    text
}

/// Said of a finding for which another weighs.
pub(super) fn spoken_for(finding: &FindingLine) -> Option<String> {
    let speaker = finding.spoken_for_by.as_ref()?;
    Some(format!("It weighs nothing beside {speaker}, which rests on the same evidence (rule {}).", finding.rule))
}

/// How many events prove a finding, of which so many are shown.
pub(super) fn events(finding: &FindingLine, most: usize) -> String {
    let (total, shown) = (finding.events_total, finding.evidence.len().min(most));
    match (total, shown) {
        (0, 0) => "it names no single events".to_owned(),
        (total, 0) => count(total as u64),
        (total, shown) if total <= shown => format!("{}, all here", count(total as u64)),
        (total, shown) => format!("{}, the first {shown} by time", count(total as u64)),
    }
}

/// How surprising a ring is.
pub(super) fn weight(ring: &RingLine) -> String {
    let weight = format!("{} bits; each halves how likely this is by chance", fixed(ring.bits, 1));
    match ring.p_value {
        Some(p) => format!("{weight}; p-value {}", p_value(p)),
        None => weight,
    }
}

/// How a ring is known: proven, lead, or declared.
pub(super) fn tier(ring: &RingLine) -> &str {
    if ring.known_group.is_some() { "declared" } else { &ring.tier }
}

/// The first few of a list, and how many more there are.
pub(super) fn listed(names: &[String], most: usize) -> String {
    let shown = names.iter().take(most).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} and {} more", count(more as u64)),
    }
}

/// Where rules' points come from.
pub(super) fn points(calibrated: bool) -> &'static str {
    if calibrated {
        "fitted to labelled histories where those say anything, set by the rules' authors where not; `fineness rules explain` tells"
    } else {
        "set by the rules' authors, not calibrated on labelled histories"
    }
}

/// The first digits of a hash, enough to tell two apart.
pub(super) fn digits(sha256: &str) -> String {
    sha256.chars().take(12).collect()
}

/// A sentence ends like one.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    let ended = text.trim_end_matches(['”', '"', ')']).ends_with(['.', '!', '?', '…', ':']) || text.is_empty();
    let stop = if ended { "" } else { "." };
    format!("{text}{stop}")
}
