//! What the notice says, in the order in which the person concerned needs it.

use super::reasons::{key, one};
use super::{Sender, Stage, skeleton};
use crate::report::bill::Bill;
use crate::report::number::{count, percent};
use crate::report::page::{Block, Page};
use crate::report::words::{
    NO_DECISION, NO_STATEMENT, NOT_USED, PARTIAL, based_on, between, caveats, correction, counted, digits, listed, of_scale,
    points, probability, question, sentence,
};
use crate::report::{AccountLine, RunLine};
use crate::rule::Axis;
use crate::score::{MINIMUM_EVENTS, Word};

/// Inputs that are named, and events a reason in the form to fill in.
const INPUTS: usize = 4;
const FORM: usize = 3;
/// What stands where the sender has to write something.
const GAP: &str = "__________";

pub(super) fn page(account: &AccountLine, run: &RunLine, sender: &Sender) -> Page<'static> {
    let title = format!("Notice about the check of an activity score: {}", account.account);
    let mut page = Page { title, blocks: Vec::new(), runs: Vec::new() };
    let corrections = account.corrections.iter().map(|corrected| Block::Words(correction(corrected))).collect();
    for (heading, blocks) in [
        ("What this is", about(account, sender)),
        ("The result", result(account, sender)),
        ("The reasons", reasons(account)),
        ("What was corrected", corrections),
        ("What was used, and what was not", data(account, run)),
        ("If something is wrong", contest(sender)),
        ("How it was done", method(run)),
        ("The form to fill in", vec![Block::File(skeleton(account, FORM))]),
    ] {
        if !blocks.is_empty() {
            page.heading(heading);
            page.blocks.extend(blocks);
        }
    }
    page
}

fn gap(text: Option<&String>) -> String {
    text.cloned().unwrap_or_else(|| GAP.to_owned())
}

fn about(account: &AccountLine, sender: &Sender) -> Vec<Block> {
    let requester = gap(sender.requester.as_ref());
    let purpose = sender.purpose.as_ref().map(|purpose| format!(" ({purpose})")).unwrap_or_default();
    let what = match account.scores.first() {
        Some(score) => format!("how much of the score “{}” rests on activity that was freely given", score.metric),
        None => "how much of it was freely given, and how much for the sake of a score".to_owned(),
    };
    let first =
        format!("The recorded activity of your account {} was checked for {requester}{purpose}, to see {what}.", account.account);
    let second = match sender.stage {
        Stage::Before => "No decision has been made on the ground of it. Before one is made, you can have corrected what is wrong",
        Stage::After => "This is the result that stands after review. You can still contest it",
    };
    let until = sender.respond_by.as_ref().map(|by| format!("; an answer is waited for until {by}")).unwrap_or_default();
    vec![Block::Words(format!("{first} {second}{until}.")), Block::Words(NO_DECISION.to_owned())]
}

fn result(account: &AccountLine, sender: &Sender) -> Vec<Block> {
    let mut facts = Vec::new();
    let bill = Bill::of(account);
    for score in &account.scores {
        let figure = |value| crate::report::number::fixed(value, score.decimals);
        let range = between(&figure(score.interval[0]), &figure(score.interval[1]));
        let range = if range.is_empty() { range } else { format!(", {range}") };
        let (claimed, adjusted) = (figure(score.claimed), figure(score.adjusted));
        facts.push(("score", format!("{}: {claimed} claimed, {adjusted} adjusted{range}", score.metric)));
    }
    let range = between(&format!("{} ‰", account.interval[0]), &format!("{} ‰", account.interval[1]));
    let range = if range.is_empty() { range } else { format!(", {range}") };
    facts.push(("fineness", format!("{} ‰ of the score stands on the account’s own activity{range}", account.fineness)));
    facts.push(("in words", account.meaning.clone()));
    for axis in [Axis::Automation, Axis::Gaming] {
        let known = account.axis(axis);
        if !known.bill.is_empty() {
            facts.push(("how sure", format!("{} {}", question(axis), probability(known))));
        }
    }
    facts.push(("based on", based_on(account)));
    let reviewer = match (&sender.reviewer, sender.stage) {
        (Some(reviewer), _) => reviewer.clone(),
        (None, Stage::Before) => "nobody yet; a person has to look at it before anything is decided".to_owned(),
        (None, Stage::After) => GAP.to_owned(),
    };
    facts.push(("reviewed by", reviewer));
    facts.extend(sender.date.clone().map(|date| ("date", date)));
    let mut parts = vec![Block::Facts(facts)];
    if account.verdict.accuses() {
        parts.push(Block::Words(NO_STATEMENT.to_owned()));
    }
    parts.extend(account.scores.iter().filter_map(of_scale).map(Block::Words));
    if bill.claimed - bill.adjusted == 0.0 {
        parts.push(Block::Words("Nothing is taken off.".to_owned()));
    }
    parts
}

fn reasons(account: &AccountLine) -> Vec<Block> {
    let mut parts = Vec::new();
    let key = key(account);
    if account.verdict == Word::Insufficient {
        parts.push(Block::Words(too_little(account)));
    } else if key.is_empty() {
        parts.push(Block::Words("None of the checks found anything that weighs against the score.".to_owned()));
    }
    parts.extend(key.iter().enumerate().map(|(index, finding)| Block::Item(one(account, finding, index + 1))));
    if let Some(together) = together(account) {
        parts.push(Block::Words(together));
    }
    let untold = account.findings.iter().filter(|finding| finding.spoken_for_by.is_none()).count().saturating_sub(key.len());
    if untold > 0 {
        let (further, bill) = (counted(untold as u64, "further finding"), Bill::of(account));
        let all = bill.figure(bill.adjusted - bill.claimed);
        parts.push(Block::Words(format!("The full report has {further} that weigh less; all together make {all}.")));
    }
    if !account.in_favour.is_empty() {
        let titles: Vec<String> = account.in_favour.iter().map(|finding| finding.title.clone()).collect();
        parts.push(Block::Words(format!("In your favour: {}.", listed(&titles, 4))));
    }
    parts
}

fn too_little(account: &AccountLine) -> String {
    let looked = account.passed.len() + account.findings.len();
    let checks =
        format!("{} of {} checks could be made", count(looked as u64), count((looked + account.not_assessed.len()) as u64));
    let events = counted(account.events as u64, "event");
    if account.events < MINIMUM_EVENTS {
        format!(
            "There is too little to judge: {events}, and at least {MINIMUM_EVENTS} are needed; {checks}. That speaks neither for nor against the activity."
        )
    } else {
        format!("There is too little to judge: of {events}, {checks}. That speaks neither for nor against the activity.")
    }
}

/// What would be left without any of the findings.
fn together(account: &AccountLine) -> Option<String> {
    let bill = Bill::of(account);
    let choices = bill.choices(account);
    let (rules, all) = (account.switches.rules.len(), choices.last().filter(|_| choices.len() > 2)?);
    Some(format!("Without the {rules} strongest findings together, {} would be {}.", bill.name, bill.figure(*all)))
}

fn data(account: &AccountLine, run: &RunLine) -> Vec<Block> {
    let mut parts = Vec::new();
    let mut facts: Vec<(&'static str, String)> = run
        .inputs
        .iter()
        .take(INPUTS)
        .map(|input| {
            let sha256 = digits(input.sha256.as_deref().unwrap_or("unknown"));
            let name = input.file.rsplit(['/', '\\']).next().unwrap_or_default();
            let counts = format!("{} of {} records kept", count(input.kept), count(input.read));
            ("source", format!("{name} ({}): {counts}; sha256 {sha256}…", input.format))
        })
        .collect();
    if run.inputs.len() > INPUTS {
        facts.push(("also", format!("{} more", count((run.inputs.len() - INPUTS) as u64))));
    }
    parts.push(Block::Facts(facts));
    parts.push(Block::Words(USED.to_owned()));
    parts.extend(caveats(account).iter().map(|note| Block::Words(sentence(note))));
    if run.partial {
        parts.push(Block::Words(PARTIAL.to_owned()));
    }
    if !account.not_assessed.is_empty() {
        let missing = counted(account.not_assessed.len() as u64, "check");
        parts.push(Block::Words(format!("Not assessed, for lack of data or because an explanation was accepted: {missing}.")));
    }
    parts.push(Block::Words(NOT_USED.to_owned()));
    parts
}

/// What of an event is looked at.
const USED: &str = "Used, as far as the sources hold it: of each event its time, kind, wording, links, the app it was made with, what it answers, \
     its likes and reposts; of the account its creation, its followers, and what it says of itself being automatic; and what other accounts \
     in the same sources did at the same time.";

fn contest(sender: &Sender) -> Vec<Block> {
    let contact = gap(sender.contact.as_ref());
    vec![
        Block::Words(format!(
            "Write to {contact}. You can ask for a copy of the full report and of every event that it names; say which events are wrong or not \
             yours; tell what explains a finding; add a statement of your own, which stays with the report; ask that a person hears you and \
             decides; and ask to be assessed in another way."
        )),
        Block::Words(
            "Often the reason is harmless: software that posts at set times, posting live from an event, an account that several people or a \
             brand use, cross-posting, tools that help with a disability, shift work. If so, say it: an accepted explanation takes nothing."
                .to_owned(),
        ),
        Block::Words(
            "You may use the form below. Saved as corrections.toml, it lets the check be made again without the disputed events: \
             fineness audit INPUT --corrections corrections.toml"
                .to_owned(),
        ),
    ]
}

fn method(run: &RunLine) -> Vec<Block> {
    let mut facts = vec![
        ("program", format!("fineness {}", run.version)),
        ("rules", format!("sha256 {}", run.rules_sha256)),
        ("points", points(run.calibrated).to_owned()),
        ("start", format!("{} is where every probability starts, an assumption of the requester", percent(run.prior))),
    ];
    facts.extend(run.config_sha256.as_ref().map(|sha256| ("settings", format!("sha256 {sha256}"))));
    facts.extend(run.options.corrections_sha256.as_ref().map(|sha256| ("corrected", format!("sha256 {sha256}"))));
    facts.push(("to check", "fineness verify REPORT INPUT computes every number again from the same sources".to_owned()));
    vec![Block::Facts(facts)]
}
