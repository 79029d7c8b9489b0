//! A leaderboard before and after, in words.

use std::collections::BTreeMap;

use super::{DeductionLine, EntryLine, RankedList, Ranking};
use crate::report::escape::visible;
use crate::report::number::{count, fixed};
use crate::report::page::{Page, Table};
use crate::report::text::fit;
use crate::report::words::{NO_STATEMENT, between, counted, plain, sentence};

/// A name is shown up to here; nobody's real one is longer.
const LONGEST_NAME: usize = 60;
/// Accounts that the board lacks which a page lists.
const UNLISTED: usize = 200;

/// How ranks are meant.
const RANKS: &str = "Equal scores share a rank. “Could be” holds the ranks that the ranges of all entries allow: inside it the order is a tie. \
     What was not assessed keeps its claim and its place, untested; an audit could take anything from it, so it leaves the ranks around it \
     open.";

/// Puts it into words.
pub(super) fn page(ranking: &Ranking) -> Page<'_> {
    let title = format!("Leaderboard {}, before and after", fit(&visible(&ranking.board), LONGEST_NAME));
    let mut page = Page { title, blocks: Vec::new(), runs: vec![&ranking.run] };
    for list in &ranking.lists {
        if ranking.lists.len() > 1 {
            page.heading(&list.metric);
        }
        page.words(summary(list));
        page.table(ranks(list));
    }
    page.words(RANKS);
    if ranking.lists.iter().flat_map(|list| &list.entries).any(|entry| entry.verdict.is_some_and(|word| word.accuses())) {
        page.words(NO_STATEMENT);
    }
    page.words(format!("The board has the sha256 {}.", ranking.board_sha256));
    for list in &ranking.lists {
        write_why(&mut page, list);
    }
    if !ranking.unlisted.is_empty() {
        page.heading("In the data, and not on the board");
        page.table(unlisted(ranking));
        if ranking.unlisted.len() > UNLISTED {
            let more = count((ranking.unlisted.len() - UNLISTED) as u64);
            page.words(format!("And {more} more; the formats csv and json hold all of them."));
        }
    }
    page
}

fn shown(name: &str) -> String {
    fit(&visible(name), LONGEST_NAME)
}

impl EntryLine {
    fn figure(&self, value: f64) -> String {
        fixed(value, self.decimals)
    }
}

fn summary(list: &RankedList) -> String {
    let number = |which: &dyn Fn(&&EntryLine) -> bool| list.entries.iter().filter(which).count() as u64;
    let assessed = number(&|entry| entry.not_assessed.is_none());
    let changed = number(&|entry| entry.adjusted != entry.claimed);
    let moved = number(&|entry| entry.before != entry.after);
    let open = number(&|entry| entry.open.is_some_and(|[best, worst]| best != worst));
    format!(
        "By {}: {} of {} could be assessed, {} changed, {} got another rank, and {} {} in ranks that are open.",
        list.metric,
        count(assessed),
        counted(list.entries.len() as u64, "score"),
        count(changed),
        if moved == 1 { "1 entry".to_owned() } else { format!("{} entries", count(moved)) },
        count(open),
        if open == 1 { "stands" } else { "stand" },
    )
}

fn ranks(list: &RankedList) -> Table {
    let columns = [
        ("rank", 9, false),
        ("could be", 9, false),
        ("account", 20, false),
        ("claimed", 9, true),
        ("adjusted", 9, true),
        ("verdict", 12, false),
    ];
    let mut table = Table::new(&format!("Ranks by {}, before and after", list.metric), &columns);
    for entry in &list.entries {
        let rank = if entry.before == entry.after {
            count(entry.after as u64)
        } else {
            format!("{} → {}", count(entry.before as u64), count(entry.after as u64))
        };
        let open = match entry.open {
            None => "untested".to_owned(),
            Some([best, worst]) if best == worst => count(best as u64),
            Some([best, worst]) => format!("{} to {}", count(best as u64), count(worst as u64)),
        };
        let verdict = match (&entry.not_assessed, entry.verdict) {
            (None, Some(word)) => plain(word),
            _ => "not assessed".to_owned(),
        };
        let (claimed, adjusted) = (entry.figure(entry.claimed), entry.figure(entry.adjusted));
        table.row([rank, open, shown(&entry.name), claimed, adjusted, verdict]);
    }
    table
}

/// How the figures that changed came about, and why others were not assessed.
fn write_why(page: &mut Page<'_>, list: &RankedList) {
    let changed: Vec<&EntryLine> = list.entries.iter().filter(|entry| !entry.deductions.is_empty()).collect();
    if !changed.is_empty() {
        page.heading(&format!("What is taken from {}", list.metric));
        let columns = [("account", 20, false), ("points", 9, true), ("for", 43, false)];
        let mut table = Table::new("The bill of each that lost something; its lines add up", &columns);
        changed.iter().for_each(|entry| write_bill(&mut table, entry));
        page.table(table);
        page.heading("What it may also be");
        let mut table = Table::new("Other explanations of what was found", &[("found", 22, false), ("it may also be", 54, false)]);
        let deductions: BTreeMap<&str, &DeductionLine> =
            changed.iter().flat_map(|entry| &entry.deductions).map(|deduction| (deduction.rule.as_str(), deduction)).collect();
        for deduction in deductions.values() {
            let innocent: Vec<String> = deduction.innocent.iter().map(|text| sentence(text)).collect();
            table.row([format!("{} ({})", deduction.title, deduction.rule), innocent.join(" ")]);
        }
        page.table(table);
    }
    let missing: Vec<&EntryLine> = list.entries.iter().filter(|entry| entry.not_assessed.is_some()).collect();
    if !missing.is_empty() {
        page.heading(&format!("Not assessed by {}", list.metric));
        let mut table = Table::new("What keeps its claim, untested", &[("account", 20, false), ("why", 56, false)]);
        for entry in missing {
            table.row([shown(&entry.name), entry.not_assessed.clone().unwrap_or_default()]);
        }
        page.table(table);
    }
}

/// The claim, a line for each deduction, and what is left.
fn write_bill(table: &mut Table, entry: &EntryLine) {
    table.row([shown(&entry.name), entry.figure(entry.claimed), "claimed".to_owned()]);
    for deduction in &entry.deductions {
        let points = match deduction.points {
            Some(points) if entry.figure(points) == entry.figure(0.0) => continue,
            points => points.map(|points| entry.figure(points)).unwrap_or_default(),
        };
        let events = match (deduction.events_total as u64, deduction.events.join(", ")) {
            (0, _) => String::new(),
            (total, first) if first.is_empty() => format!(", {}", counted(total, "event")),
            (total, first) => format!(", {}, first {first}", counted(total, "event")),
        };
        table.row([String::new(), points, format!("{} ({}){events}", deduction.title, deduction.rule)]);
    }
    let range = entry.interval.map(|[low, high]| between(&entry.figure(low), &entry.figure(high))).unwrap_or_default();
    let left = if range.is_empty() { "left".to_owned() } else { format!("left, {range}") };
    table.strong([String::new(), entry.figure(entry.adjusted), left]);
}

fn unlisted(ranking: &Ranking) -> Table {
    let columns = [("account", 34, false), ("verdict", 20, false), ("fineness", 8, true), ("events", 8, true)];
    let mut table = Table::new("Accounts that the board lacks", &columns);
    for line in ranking.unlisted.iter().take(UNLISTED) {
        let (fineness, events) = (format!("{} ‰", line.fineness), count(line.events as u64));
        table.row([shown(&line.account), plain(line.verdict), fineness, events]);
    }
    table
}
