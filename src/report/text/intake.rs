//! What came in, as figures: one block an input.

use super::sheet::{Sheet, cell};
use super::style;
use crate::event::{Precision, TimeSource};
use crate::read::Check;
use crate::report::intake::{Intake, IntakeInput};
use crate::report::number::count;
use crate::report::words::{PARTIAL, counted, digits};

/// Where the values start.
const VALUES: usize = 15;
/// How many checks are listed one by one.
const CHECKS: usize = 20;

/// The figures as text.
pub(in crate::report) fn write_intake(intake: &Intake) -> String {
    let mut sheet = Sheet::default();
    intake.inputs.iter().for_each(|input| write_input(&mut sheet, input));
    let total = |of: fn(&IntakeInput) -> u64| intake.inputs.iter().map(of).sum::<u64>();
    let read = [total(|input| input.summary.read), total(|input| input.summary.kept), total(|input| input.summary.skipped)];
    sheet.heading("ALL INPUTS", &counted(intake.inputs.len() as u64, "file"));
    sheet.labelled(2, "records", VALUES, &totals(read));
    write_checks(&mut sheet, &intake.checks);
    if !intake.codes.is_empty() {
        let codes: Vec<String> = intake.codes.iter().map(|(code, times)| format!("{code} {}", count(*times))).collect();
        sheet.labelled(2, "notes", VALUES, &format!("{}; what each means stands in docs/formats.md", codes.join(", ")));
    }
    if intake.partial {
        sheet.labelled(2, "partial", VALUES, PARTIAL);
    }
    sheet.into_text()
}

fn listed(words: Vec<String>) -> String {
    words.join(", ")
}

fn totals([read, kept, skipped]: [u64; 3]) -> String {
    format!("{} read, {} kept, {} skipped", count(read), count(kept), count(skipped))
}

fn write_input(sheet: &mut Sheet, input: &IntakeInput) {
    let IntakeInput { summary, coverage: it } = input;
    sheet.blank();
    sheet.row([cell(&summary.file).styled(style::HEADING)]);
    let mut line = |label: &str, text: &str| sheet.labelled(2, label, VALUES, text);
    line("format", &summary.format);
    line("sha256", &digits(summary.sha256.as_deref().unwrap_or("unknown")));
    let passed = match summary.passed {
        0 => String::new(),
        passed => format!("; {} passed over", count(passed)),
    };
    line("records", &format!("{}{passed}", totals([summary.read, summary.kept, summary.skipped])));
    let others = [("account", it.accounts), ("score", it.scores), ("article", it.articles)];
    let others = others.into_iter().filter(|(_, number)| *number > 0).map(|(noun, number)| counted(number, noun));
    let kinds: Vec<String> = it.kinds.iter().map(|(kind, number)| format!("{kind} {}", count(*number))).collect();
    let kinds = if kinds.is_empty() { "none".to_owned() } else { listed(kinds) };
    line("acts", &kinds);
    line("descriptions", &listed(others.collect()));
    if it.events > 0 {
        let by = it.authors.map_or("more accounts than can be told apart".to_owned(), |authors| counted(authors, "account"));
        let on = if it.platforms.is_empty() { "unknown".to_owned() } else { it.platforms.join(", ") };
        line("by", &format!("{by}; platform {on}"));
        write_times(&mut line, input);
        write_fields(&mut line, "fields", &it.event_fields, it.events);
    }
    write_fields(&mut line, "of accounts", &it.account_fields, it.accounts);
    if summary.window {
        line("window", &format!("the latest {} only: that earlier ones are missing says nothing", counted(it.events, "item")));
    }
}

fn write_times(line: &mut impl FnMut(&str, &str), input: &IntakeInput) {
    let it = &input.coverage;
    if let (Some(first), Some(last)) = (&it.first, &it.last) {
        line("from", first);
        line("to", &format!("{last}, on {} of {}", count(it.active_days), counted(it.days, "day")));
    }
    for (index, gap) in it.gaps.iter().enumerate() {
        let label = if index == 0 { "gaps" } else { "" };
        line(label, &format!("nothing from {} to {} ({})", gap.from, gap.to, counted(gap.days, "day")));
    }
    let precision = it.precision.iter().map(|(precision, number)| format!("{} {}", precision_name(*precision), count(*number)));
    let untimed = (it.untimed > 0).then(|| format!("without a time {}", count(it.untimed)));
    line("precision", &listed(precision.chain(untimed).collect()));
    let sources = it.time_source.iter().map(|(source, number)| format!("{} {}", source_name(*source), count(*number)));
    line("taken from", &listed(sources.collect()));
    if it.zoneless > 0 {
        line("zone", &format!("{} without a zone, taken for UTC", counted(it.zoneless, "time")));
    }
    let repeated =
        it.repeated.filter(|repeated| *repeated > 0).map(|repeated| format!("{} once more", counted(repeated, "record")));
    let backwards = (it.backwards > 0).then(|| format!("{} back in time", counted(it.backwards, "step")));
    line("order", &listed(backwards.into_iter().chain(repeated).collect()));
}

fn write_fields(line: &mut impl FnMut(&str, &str), label: &str, fields: &std::collections::BTreeMap<&'static str, u64>, of: u64) {
    if of == 0 {
        return;
    }
    let some = fields.iter().filter(|(_, number)| **number > 0);
    let some = some.map(|(name, number)| format!("{name} {}", if *number == of { "all".to_owned() } else { count(*number) }));
    let none: Vec<&str> = fields.iter().filter(|(_, number)| **number == 0).map(|(name, _)| *name).collect();
    let none = (!none.is_empty()).then(|| format!("never {}", none.join(", ")));
    line(label, &format!("of {}: {}", count(of), listed(some.chain(none).collect())));
}

fn write_checks(sheet: &mut Sheet, checks: &[Check]) {
    let mut differ = checks.iter().filter(|check| !check.agrees()).collect::<Vec<_>>();
    let agree = (checks.len() - differ.len()) as u64;
    let expected: u64 = checks.iter().filter(|check| check.agrees()).map(|check| check.expected).sum();
    if agree > 0 {
        let text = format!("{} of the export itself hold, over {}", counted(agree, "count"), counted(expected, "record"));
        sheet.labelled(2, "checks", VALUES, &text);
    }
    let beyond = differ.len().saturating_sub(CHECKS);
    differ.truncate(CHECKS);
    for check in differ {
        let found = check.found.map_or("it is not there".to_owned(), |found| format!("{} were found", count(found)));
        sheet.labelled(2, "differs", VALUES, &format!("{}: {} says {}, {found}", check.file, check.by, count(check.expected)));
    }
    if beyond > 0 {
        sheet.labelled(2, "", VALUES, &format!("and {} more", count(beyond as u64)));
    }
}

fn precision_name(precision: Precision) -> &'static str {
    match precision {
        Precision::Millisecond => "millisecond",
        Precision::Second => "second",
        Precision::Minute => "minute",
        Precision::Hour => "hour",
        Precision::Day => "day",
    }
}

fn source_name(source: TimeSource) -> &'static str {
    match source {
        TimeSource::Field => "the record",
        TimeSource::Id => "the id",
        TimeSource::Disputed => "the record though the id disputes it",
    }
}
