//! The report for issues, wikis and letters: Markdown, GitHub's flavour.

mod page;

use std::fmt::Write as _;
use std::io::{self, Write};

pub(super) use self::page::page_of;
use super::bill::{Bill, reason};
use super::escape::{for_markdown, markdown_code};
use super::number::{count, percent};
use super::words::{
    ARITHMETIC, NO_DECISION, NO_STATEMENT, NOT_USED, PARTIAL, RINGS, based_on, baseline, before_and_after, between, caveats,
    correction, counted, digits, events, evidence, listed, of_scale, plain, points, probability, question, rule, sentence, share,
    since, spoken_for, tier, weight,
};
use super::{AccountLine, FindingLine, Report, RingLine, RunLine};
use crate::rule::Axis;
use crate::score::Word;

/// Events of a finding, and occasions and members of a ring, that are shown.
const EVENTS: usize = 5;
const OCCASIONS: usize = 10;
const MEMBERS: usize = 40;
/// Lines of the table of accounts without findings.
const QUIET: usize = 1000;
/// Diagnostics that are shown.
const DIAGNOSTICS: usize = 10;

/// Writes a section for every account of which there is something to say, a table of the others, the rings and the run.
pub(super) struct Markdown<W> {
    out: W,
    begun: bool,
    quiet: Vec<String>,
    quiet_total: u64,
    rings: String,
}

impl<W: Write> Markdown<W> {
    pub(super) fn new(out: W) -> Self {
        Markdown { out, begun: false, quiet: Vec::new(), quiet_total: 0, rings: String::new() }
    }

    fn begin(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) { Ok(()) } else { self.out.write_all(b"# Score audit\n") }
    }
}

impl<W: Write> Report for Markdown<W> {
    fn account(&mut self, account: &AccountLine) -> io::Result<()> {
        self.begin()?;
        if matches!(account.verdict, Word::Clear | Word::Insufficient) && account.findings.is_empty() {
            self.quiet_total += 1;
            if self.quiet.len() < QUIET {
                let score = account.scores.first().map(before_and_after).unwrap_or_default();
                let (who, word) = (markdown_code(&account.account), plain(account.verdict));
                self.quiet.push(format!(
                    "| {who} | {word} | {} ‰ | {score} | {} |\n",
                    account.fineness,
                    count(account.events as u64)
                ));
            }
            return Ok(());
        }
        self.out.write_all(section(account).as_bytes())
    }

    fn ring(&mut self, ring: &RingLine) -> io::Result<()> {
        write_ring(&mut self.rings, ring);
        Ok(())
    }

    fn finish(&mut self, run: &RunLine) -> io::Result<()> {
        self.begin()?;
        let mut text = String::new();
        if !self.quiet.is_empty() {
            text.push_str("\n## Accounts of which there is nothing to say\n\n");
            text.push_str("| account | verdict | fineness | score | events |\n|---|---|---:|---:|---:|\n");
            self.quiet.drain(..).for_each(|line| text.push_str(&line));
            if self.quiet_total > QUIET as u64 {
                let _ = writeln!(text, "\nand {} more", count(self.quiet_total - QUIET as u64));
            }
        }
        if !self.rings.is_empty() {
            let _ = write!(text, "\n## Rings\n\n{RINGS}\n{}", self.rings);
        }
        write_run(&mut text, run);
        write_end(&mut text);
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }
}

/// The section of one account.
fn section(account: &AccountLine) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "\n## {}: {}\n", markdown_code(&account.account), plain(account.verdict));
    if let Some(name) = account.name.as_deref().filter(|name| *name != account.account) {
        let _ = writeln!(out, "Known as {}.\n", markdown_code(name));
    }
    let _ = writeln!(out, "{}", for_markdown(&account.meaning));
    if account.verdict.accuses() {
        let _ = writeln!(out, "{NO_STATEMENT}");
    }
    let _ = writeln!(out, "\n| | before | after | |\n|---|---:|---:|---|");
    for score in &account.scores {
        let figure = |value| super::number::fixed(value, score.decimals);
        let range = between(&figure(score.interval[0]), &figure(score.interval[1]));
        let (metric, before, after) = (for_markdown(&score.metric), figure(score.claimed), figure(score.adjusted));
        let _ = writeln!(out, "| {metric} | {before} | **{after}** | {range} |");
    }
    let range = between(&format!("{} ‰", account.interval[0]), &format!("{} ‰", account.interval[1]));
    let _ = writeln!(out, "| fineness | 1000 ‰ | **{} ‰** | {range} |", account.fineness);
    let _ = writeln!(out, "\nBased on {}.", based_on(account));
    for note in caveats(account).into_iter().chain(account.scores.iter().filter_map(of_scale)) {
        let _ = writeln!(out, "{}", for_markdown(&sentence(&note)));
    }
    for corrected in &account.corrections {
        let _ = writeln!(out, "\nCorrected: {}", for_markdown(&correction(corrected)));
    }
    if let Some(said) = baseline(account) {
        let _ = writeln!(out, "Compared: {}.", for_markdown(&said));
    }
    if !account.rings.is_empty() {
        let _ = writeln!(out, "Rings: {}.", for_markdown(&account.rings.join(", ")));
    }
    write_bill(&mut out, account);
    write_evidence(&mut out, account);
    if !account.findings.is_empty() {
        let _ = writeln!(out, "\n### Findings");
    }
    for (number, finding) in account.findings.iter().enumerate() {
        write_finding(&mut out, number + 1, finding, account);
    }
    if !account.in_favour.is_empty() {
        let _ = writeln!(out, "\n### In favour\n");
    }
    for finding in &account.in_favour {
        let said = for_markdown(&sentence(&finding.says));
        let decibans = super::number::fixed(finding.decibans, 1);
        let _ = writeln!(out, "- {}: {said} {decibans} decibans ({})", for_markdown(&finding.title), finding.rule);
    }
    write_checks(&mut out, account);
    out
}

fn write_bill(out: &mut String, account: &AccountLine) {
    let bill = Bill::of(account);
    let name = for_markdown(bill.name);
    let _ = writeln!(out, "\n| | the score | points | |\n|---:|---|---:|---|");
    let _ = writeln!(out, "| | {name}, claimed | {} | |", bill.figure(bill.claimed));
    for (number, finding) in account.findings.iter().enumerate() {
        let taken = bill.taken(finding);
        let note = if bill.shows(taken) { String::new() } else { for_markdown(&reason(account, finding)) };
        let _ = writeln!(out, "| {} | {} | {} | {note} |", number + 1, for_markdown(&finding.title), bill.figure(taken));
    }
    let _ = writeln!(out, "| | **{name}, adjusted** | **{}** | |", bill.figure(bill.adjusted));
}

fn write_evidence(out: &mut String, account: &AccountLine) {
    for axis in [Axis::Automation, Axis::Gaming] {
        let known = account.axis(axis);
        let _ = writeln!(out, "\n**{}** {}; deducted from {}.", question(axis), probability(known), share(known, account.events));
    }
}

fn write_finding(out: &mut String, number: usize, finding: &FindingLine, account: &AccountLine) {
    let _ = writeln!(out, "\n**{number}. {}** {}\n", for_markdown(&finding.title), for_markdown(&sentence(&finding.says)));
    if let Some(said) = spoken_for(finding) {
        let _ = writeln!(out, "{}", for_markdown(&said));
        return;
    }
    let mut point = |label: &str, text: &str| {
        let _ = writeln!(out, "- {label}: {text}");
    };
    point("why it counts", &for_markdown(&finding.why));
    finding.innocent.iter().for_each(|innocent| point("it may also be", &for_markdown(&sentence(innocent))));
    point("evidence", &for_markdown(&evidence(finding)));
    let bill = Bill::of(account);
    if let Some(without) = bill.without(account, finding) {
        point("without it", &format!("{} would be {}", for_markdown(bill.name), bill.figure(without)));
    }
    point("rule", &for_markdown(&rule(finding)));
    since(finding).into_iter().for_each(|since| point("baseline", since));
    if !finding.condition.is_empty() {
        point("it asks", &markdown_code(&finding.condition));
        let here: Vec<String> =
            finding.measured.iter().map(|measured| format!("{} = {}", measured.measure, measured.value)).collect();
        point("here", &markdown_code(&here.join(", ")));
    }
    point("events", &for_markdown(&events(finding, EVENTS)));
    for event in finding.evidence.iter().take(EVENTS) {
        let id = event.id.as_deref().map(|id| format!(" {}", markdown_code(id))).unwrap_or_default();
        let text = event.text.as_deref().map(|text| format!(" {}", markdown_code(text))).unwrap_or_default();
        let _ = writeln!(out, "  - {}{id}{text} ({}, byte {})", event.at, markdown_code(&event.file), event.byte);
    }
}

fn write_checks(out: &mut String, account: &AccountLine) {
    if !account.passed.is_empty() {
        let rules = for_markdown(&account.passed.join(", "));
        let _ = writeln!(out, "\n**Checked, and nothing found** ({}): {rules}", counted(account.passed.len() as u64, "rule"));
    }
    if !account.not_assessed.is_empty() {
        let _ = writeln!(out, "\n**Not assessed**\n");
    }
    for missing in &account.not_assessed {
        let _ = writeln!(out, "- {}: {}", for_markdown(&missing.rule), for_markdown(&missing.why));
    }
}

fn write_ring(out: &mut String, ring: &RingLine) {
    let size = format!("{}, {}", counted(ring.members.len() as u64, "account"), counted(ring.items as u64, "occasion"));
    let _ = writeln!(out, "\n### {}: {}, {size}\n", for_markdown(&ring.ring), for_markdown(tier(ring)));
    let _ = writeln!(out, "{}\n", for_markdown(&sentence(&ring.says)));
    let _ = writeln!(out, "- members: {}", markdown_code(&listed(&ring.members, MEMBERS)));
    let _ = writeln!(out, "- weight: {}", for_markdown(&weight(ring)));
    for innocent in &ring.innocent {
        let _ = writeln!(out, "- it may also be: {}", for_markdown(&sentence(innocent)));
    }
    for occasion in ring.evidence.iter().take(OCCASIONS) {
        let _ = writeln!(out, "- together: {}", for_markdown(occasion));
    }
    if ring.evidence.len() > OCCASIONS {
        let _ = writeln!(out, "- and {} more", count((ring.evidence.len() - OCCASIONS) as u64));
    }
}

fn write_run(out: &mut String, run: &RunLine) {
    let read = format!("{}, {} events", counted(run.accounts, "account"), count(run.events));
    let _ = writeln!(out, "\n## This run\n\n- {read}");
    for (word, &accounts) in &run.verdicts {
        let _ = writeln!(out, "- {}: {}", plain(*word), count(accounts));
    }
    let _ = writeln!(out, "- prior {}, the start of every probability", percent(run.prior));
    if let Some(as_of) = &run.as_of {
        let _ = writeln!(out, "- as of {}", for_markdown(as_of));
    }
    let _ = writeln!(out, "- fineness {}, rules sha256 {}", for_markdown(&run.version), markdown_code(&run.rules_sha256));
    if let Some(sha256) = &run.config_sha256 {
        let _ = writeln!(out, "- configuration sha256 {}", markdown_code(sha256));
    }
    if let Some(sha256) = &run.options.corrections_sha256 {
        let _ = writeln!(out, "- corrections sha256 {}", markdown_code(sha256));
    }
    let _ = writeln!(out, "- points {}", for_markdown(points(run.calibrated)));
    for input in &run.inputs {
        let hash = markdown_code(&digits(input.sha256.as_deref().unwrap_or("unknown")));
        let counts = format!("{} read, {} kept, {} skipped", count(input.read), count(input.kept), count(input.skipped));
        let _ = writeln!(out, "- input {}, {}: {counts}, sha256 {hash}", markdown_code(&input.file), for_markdown(&input.format));
    }
    for warning in &run.warnings {
        let _ = writeln!(out, "- warning: {}", for_markdown(warning));
    }
    for diagnostic in run.diagnostics.iter().take(DIAGNOSTICS) {
        let _ = writeln!(out, "- note: {}", for_markdown(&diagnostic.to_string()));
    }
    let untold = run.diagnostics_total.saturating_sub(run.diagnostics.len().min(DIAGNOSTICS) as u64);
    if untold > 0 {
        let _ = writeln!(out, "- and {} more notes", count(untold));
    }
    if run.partial {
        let _ = writeln!(out, "\n{PARTIAL}");
    }
}

/// What every reader should know, whatever was read.
fn write_end(out: &mut String) {
    let _ = writeln!(out, "\n## To check a number\n");
    for (label, text) in ARITHMETIC {
        let _ = writeln!(out, "- {label}: {}", for_markdown(text));
    }
    let _ = writeln!(out, "\n## Notice\n\n{NO_DECISION}\n\n{NOT_USED}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::escape::acts;
    use crate::report::samples::{big_ben, calvin, hostile, plain as ordinary, ring, senior, summary};
    use crate::score::Verdict;

    fn written(verdicts: &[Verdict]) -> String {
        let mut bytes = Vec::new();
        let mut report = Markdown::new(&mut bytes);
        verdicts.iter().for_each(|verdict| report.account(&verdict.clone().into()).unwrap());
        report.ring(&ring()).unwrap();
        report.finish(&(&summary(&verdicts.iter().collect::<Vec<_>>())).into()).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_report_in_markdown() {
        insta::assert_snapshot!(written(&[calvin(), big_ben(), senior(), ordinary()]));
    }

    #[test]
    fn hostile_words_stay_words() {
        use comrak::nodes::NodeValue;
        let markdown = written(&[hostile()]);
        assert!(!markdown.chars().any(|character| acts(character) && character != '\n'));
        let arena = comrak::Arena::new();
        let mut options = comrak::Options::default();
        (options.extension.autolink, options.extension.table) = (true, true);
        let root = comrak::parse_document(&arena, &markdown, &options);
        let bad = root.descendants().find(|node| {
            matches!(
                node.data.borrow().value,
                NodeValue::Link(_) | NodeValue::Image(_) | NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_)
            )
        });
        assert!(bad.is_none(), "{:?}", bad.map(|node| node.data.borrow().value.clone()));
    }
}
