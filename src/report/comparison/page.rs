//! Two accounts side by side, in words.

use super::{Comparison, OutcomeLine, SideLine, State};
use crate::report::bill::reason;
use crate::report::escape::visible;
use crate::report::number::{count, fixed, percent};
use crate::report::page::{Page, Table};
use crate::report::text::fit;
use crate::report::words::{NO_STATEMENT, based_on, between, counted, listed, of_scale, plain, question, sentence};
use crate::report::{AccountLine, FindingLine};
use crate::rule::Axis;
use crate::score::Gap;

/// Events of a finding and client apps that are named.
const EVENTS: usize = 3;
const CLIENTS: usize = 3;

/// A name is shown up to here; nobody's real one is longer.
const LONGEST_NAME: usize = 60;

/// What every reader should know of the ranges.
const RANGES: &str = "The ranges hold what the findings leave open, for starting probabilities of 2 to 30 %. How exact a claimed score is \
     by itself they do not hold: whoever made it does not say.";

/// Puts it into words.
pub(super) fn page(compared: &Comparison) -> Page<'_> {
    let [one, other] = &compared.sides;
    let title = format!("{} and {}, side by side", one.shown(), other.shown());
    let mut page = Page { title, blocks: Vec::new(), runs: compared.runs.iter().collect() };
    page.table(results(compared));
    page.heading("The difference");
    difference(compared).into_iter().for_each(|words| page.words(words));
    page.heading("Why");
    compared.sides.iter().for_each(|side| page.words(why(compared, side)));
    page.heading("The bills: the lines of each add up");
    page.table(bills(compared));
    page.heading("What they stand on");
    page.table(grounds(compared));
    if [one, other].iter().any(|side| !side.account.not_assessed.is_empty()) {
        page.heading("Not assessed");
        page.words(not_assessed(compared));
        page.table(missing(compared));
    }
    page
}

impl SideLine {
    fn shown(&self) -> String {
        fit(&visible(&self.label), LONGEST_NAME)
    }
}

impl Comparison {
    fn figure(&self, value: f64) -> String {
        let unit = if self.metric == "fineness" { " ‰" } else { "" };
        format!("{}{unit}", fixed(value, self.decimals))
    }

    /// What a bill begins with: nobody claims a fineness.
    fn start(&self) -> &'static str {
        if self.metric == "fineness" { "to begin with" } else { "claimed" }
    }

    fn range(&self, side: &SideLine) -> String {
        match side.interval {
            _ if !side.judged => "not judged".to_owned(),
            [low, high] if low == high => "the same in every reading".to_owned(),
            [low, high] => between(&self.figure(low), &self.figure(high)),
        }
    }

    /// A table with a column for each of the two.
    fn table(&self, caption: &str) -> Table {
        let [one, other] = &self.sides;
        Table::new(caption, &[("", 22, false), (&one.shown(), 26, false), (&other.shown(), 26, false)])
    }

    fn row(&self, table: &mut Table, label: &str, cell: impl Fn(&SideLine) -> String) {
        let [one, other] = &self.sides;
        table.row([label.to_owned(), cell(one), cell(other)]);
    }
}

fn results(compared: &Comparison) -> Table {
    let mut table = compared.table("Claimed and adjusted");
    let of = |account: &AccountLine| account.name.clone().filter(|name| *name != account.account).unwrap_or_default();
    if compared.sides.iter().any(|side| !of(&side.account).is_empty()) {
        compared.row(&mut table, "known as", |side| of(&side.account));
    }
    let [one, other] = &compared.sides;
    compared.row(&mut table, &format!("{}, {}", compared.metric, compared.start()), |side| compared.figure(side.claimed));
    let adjusted = |side: &SideLine| compared.figure(side.adjusted);
    table.strong([format!("{}, adjusted", compared.metric), adjusted(one), adjusted(other)]);
    compared.row(&mut table, "", |side| compared.range(side));
    if compared.metric != "fineness" {
        compared.row(&mut table, "fineness", |side| format!("{} ‰", side.account.fineness));
    }
    compared.row(&mut table, "verdict", |side| plain(side.account.verdict));
    compared.row(&mut table, "", |side| side.account.meaning.clone());
    compared.row(&mut table, "based on", |side| based_on(&side.account));
    if compared.sides.iter().any(|side| !side.account.rings.is_empty()) {
        compared.row(&mut table, "rings", |side| match side.account.rings.as_slice() {
            [] => "none".to_owned(),
            rings => rings.join(", "),
        });
    }
    table
}

/// Whether the difference says anything.
fn difference(compared: &Comparison) -> Vec<String> {
    let [one, other] = &compared.sides;
    let (metric, apart) = (&compared.metric, compared.difference.adjusted.abs());
    let (above, below) = if compared.difference.adjusted < 0.0 { (other, one) } else { (one, other) };
    let (higher, lower) = (above.shown(), below.shown());
    let figure = |value: f64| compared.figure(value);
    let mut said: Vec<String> = compared.cautions.iter().map(|caution| sentence(caution)).collect();
    let claimed = figure(compared.difference.claimed.abs());
    if metric != "fineness" {
        said.push(match compared.difference.claimed {
            0.0 => "The claims are equal.".to_owned(),
            claim => {
                format!("The claims are {claimed} apart, with {} above.", if claim < 0.0 { other.shown() } else { one.shown() })
            }
        });
    }
    let order = if apart == 0.0 {
        "What is left of them is equal".to_owned()
    } else {
        format!("What is left of them is {} apart, with {higher} above {lower}", figure(apart))
    };
    said.push(match compared.difference.gap {
        Gap::Apart => format!(
            "{order}. The findings leave the order as it is: the lowest that they allow for {higher} is {}, and the highest for {lower} is {}.",
            figure(above.interval[0]),
            figure(below.interval[1])
        ),
        Gap::Within if one.interval == other.interval => format!("{order}, and the findings leave nothing else open."),
        Gap::Within => format!(
            "{order}. That is within what the data leaves open, {} to {} for {} and {} to {} for {}: which of the two stands higher \
             cannot be told from it.",
            figure(one.interval[0]),
            figure(one.interval[1]),
            one.shown(),
            figure(other.interval[0]),
            figure(other.interval[1]),
            other.shown()
        ),
        Gap::Unjudged => {
            let unjudged: Vec<String> = compared.sides.iter().filter(|side| !side.judged).map(SideLine::shown).collect();
            format!(
                "{order}. Whether that says anything about the activity cannot be told: there is not enough of {} to judge, so the claim \
                 stands as it was, untested.",
                unjudged.join(" and of ")
            )
        }
    });
    if compared.difference.gap == Gap::Apart && compared.sides.iter().all(|side| side.claimed == side.adjusted) {
        said.push("Nothing is taken from either, so this is the difference between the claims and no result of the audit.".into());
    }
    said.extend(one.account.scores.first().and_then(of_scale).filter(|_| metric != "fineness"));
    said.push(RANGES.to_owned());
    if compared.sides.iter().any(|side| side.account.verdict.accuses()) {
        said.push(NO_STATEMENT.to_owned());
    }
    said
}

/// How one of the two came to its figure, in a sentence.
fn why(compared: &Comparison, side: &SideLine) -> String {
    let place = usize::from(!std::ptr::eq(side, &compared.sides[0]));
    let figure = |value: f64| compared.figure(value);
    let taken = compared.bill.iter().filter_map(|line| Some((line, line.outcomes[place].points?)));
    let taken: Vec<String> = taken
        .filter(|&(_, points)| figure(points) != figure(0.0))
        .map(|(line, points)| format!("{} for “{}”", figure(-points), line.title))
        .collect();
    let (claimed, adjusted) = (figure(side.claimed), figure(side.adjusted));
    let what = if compared.metric == "fineness" { "what every account begins with" } else { "the claim" };
    let start = format!("Why {adjusted} for {}: {claimed} is {what}", side.shown());
    match taken.as_slice() {
        [] if !side.judged => {
            let looked = match side.account.passed.len() as u64 {
                0 => "no rule could look".to_owned(),
                passed => format!("{} looked and found nothing, the others could not look", counted(passed, "rule")),
            };
            let events = counted(side.account.events as u64, "event");
            format!("{start}. There is not enough activity to judge it ({events}): {looked}.")
        }
        [] if side.account.findings.is_empty() => {
            format!("{start}, and {} looked and found nothing.", counted(side.account.passed.len() as u64, "rule"))
        }
        [] => format!("{start}, and nothing is taken for what was found."),
        taken => format!("{start}, less {}.", taken.join(", less ")),
    }
}

fn bills(compared: &Comparison) -> Table {
    let mut table = compared.table("The lines of both bills");
    let [one, other] = &compared.sides;
    compared.row(&mut table, &format!("{}, {}", compared.metric, compared.start()), |side| compared.figure(side.claimed));
    for line in &compared.bill {
        let cell = |place: usize, side: &SideLine| outcome(compared, &line.rule, &line.outcomes[place], side);
        table.row([line.title.clone(), cell(0, one), cell(1, other)]);
    }
    if compared.bill.is_empty() {
        compared.row(&mut table, "nothing is taken", |_| compared.figure(0.0));
    }
    let adjusted = |side: &SideLine| compared.figure(side.adjusted);
    table.strong([format!("{}, adjusted", compared.metric), adjusted(one), adjusted(other)]);
    table
}

fn outcome(compared: &Comparison, rule: &str, outcome: &OutcomeLine, side: &SideLine) -> String {
    let zero = compared.figure(0.0);
    match outcome.state {
        State::Found => {
            let amount = compared.figure(outcome.points.unwrap_or(0.0));
            let finding = side.account.findings.iter().find(|finding| finding.rule == rule);
            match finding.filter(|_| amount == zero) {
                Some(finding) => format!("{amount}, {}", reason(&side.account, finding)),
                None => amount,
            }
        }
        State::NotFound => format!("{zero}, looked for and not found"),
        State::NotAssessed => "not assessed".to_owned(),
        State::NotJudged => "not judged".to_owned(),
    }
}

/// The activity, and what was measured in it.
fn grounds(compared: &Comparison) -> Table {
    let mut table = compared.table("The activity, and what was measured in it");
    compared.row(&mut table, "events", |side| count(side.account.events as u64));
    if compared.sides.iter().any(|side| !side.account.charts.clients.is_empty()) {
        compared.row(&mut table, "client apps", |side| clients(&side.account));
    }
    for axis in [Axis::Automation, Axis::Gaming] {
        compared.row(&mut table, question(axis), |side| {
            let known = side.account.axis(axis);
            if known.bill.is_empty() {
                let nothing = if side.judged { "nothing was found for it or against it" } else { "not judged" };
                return nothing.to_owned();
            }
            let named = match known.named {
                0 => "deducted from no event".to_owned(),
                named => format!("deducted from {} of {} events", count(named as u64), count(side.account.events as u64)),
            };
            format!("{} likely from a start of {}; {named}", percent(known.probability), percent(known.prior))
        });
    }
    let speaks = |rule: &str| {
        let findings = compared.sides.iter().flat_map(|side| &side.account.findings);
        findings.filter(|finding| finding.rule == rule).any(|finding| finding.spoken_for_by.is_none())
    };
    // What others speak for stands in the bill; it rests on the same evidence.
    for line in compared.bill.iter().filter(|line| speaks(&line.rule)) {
        compared.row(&mut table, &format!("{} ({})", line.title, line.rule), |side| measured(&side.account, &line.rule));
    }
    let mut favourable: Vec<(&str, &str)> = Vec::new();
    for finding in compared.sides.iter().flat_map(|side| &side.account.in_favour) {
        if favourable.iter().all(|(rule, _)| *rule != finding.rule) {
            favourable.push((&finding.rule, &finding.title));
        }
    }
    for (rule, title) in favourable {
        compared.row(&mut table, &format!("In favour: {title} ({rule})"), |side| measured(&side.account, rule));
    }
    table
}

fn clients(account: &AccountLine) -> String {
    let named: Vec<String> = account
        .charts
        .clients
        .iter()
        .map(|client| format!("{} {}", client.name.as_deref().unwrap_or("others"), count(client.events.into())))
        .collect();
    if named.is_empty() { "not known".to_owned() } else { listed(&named, CLIENTS) }
}

/// What a rule measured in an account, with the first events that show it.
fn measured(account: &AccountLine, rule: &str) -> String {
    let found = account.findings.iter().chain(&account.in_favour).find(|finding| finding.rule == rule);
    match found {
        Some(finding) => [sentence(&finding.says), events(finding), innocent(finding)].join(" ").trim().to_owned(),
        None => match account.not_assessed.iter().find(|missing| missing.rule == rule) {
            Some(missing) => format!("Not assessed: {}.", missing.why),
            None if account.passed.iter().any(|passed| passed == rule) => "Looked for and not found.".to_owned(),
            None => "Not judged.".to_owned(),
        },
    }
}

fn events(finding: &FindingLine) -> String {
    if finding.events.is_empty() {
        return String::new();
    }
    let more = finding.events_total.saturating_sub(EVENTS);
    let first = finding.events.iter().take(EVENTS).map(String::as_str).collect::<Vec<_>>().join(", ");
    let rest = if more > 0 { format!(" and {} more", count(more as u64)) } else { String::new() };
    format!("Events: {first}{rest}.")
}

fn innocent(finding: &FindingLine) -> String {
    if finding.decibans < 0.0 {
        return String::new();
    }
    let innocent: Vec<&str> = finding.innocent.iter().map(|text| text.trim().trim_end_matches('.')).collect();
    if innocent.is_empty() { String::new() } else { format!("It may also be: {}.", innocent.join("; ")) }
}

/// How much of what the one was looked at for the other was not.
fn not_assessed(compared: &Comparison) -> String {
    let [one, other] = &compared.sides;
    let only = |side: &SideLine, beside: &SideLine| {
        let assessed = |rule: &str| beside.account.not_assessed.iter().all(|missing| missing.rule != rule);
        side.account.not_assessed.iter().filter(|missing| assessed(&missing.rule)).count() as u64
    };
    let total = |side: &SideLine| counted(side.account.not_assessed.len() as u64, "rule");
    format!(
        "{} could not be judged for {}, and {} for {}; {} only for the first, {} only for the second. What is not assessed is neither found \
         nor cleared, and a score that was looked at less has had less chance to lose.",
        total(one),
        one.shown(),
        total(other),
        other.shown(),
        only(one, other),
        only(other, one)
    )
}

fn missing(compared: &Comparison) -> Table {
    let mut table = compared.table("What could not be judged, and why");
    let mut rules: Vec<&str> =
        compared.sides.iter().flat_map(|side| &side.account.not_assessed).map(|missing| missing.rule.as_str()).collect();
    rules.sort_unstable();
    rules.dedup();
    for rule in rules {
        compared.row(&mut table, rule, |side| {
            let missing = side.account.not_assessed.iter().find(|missing| missing.rule == rule);
            missing.map_or_else(|| "assessed".to_owned(), |missing| missing.why.clone())
        });
    }
    table
}
