//! Comments for a person at a terminal: what they are called, why, and what else it may be.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::rings;
use super::run;
use super::sheet::{Sheet, cell};
use super::style;
use crate::report::number::fixed;
use crate::report::{ItemFindingLine, ItemLine, RingLine, RunLine};
use crate::score::ItemWord;

/// Where the lines of a comment start, and where the words behind a number do.
const TEXT: usize = 4;
const REASON: usize = 13;
/// Excuses that a comment shows; each of its rules has its own in `fineness rules explain`.
const EXCUSES: usize = 3;

/// How a verdict is written.
fn colour(word: ItemWord) -> Style {
    let colour = match word {
        ItemWord::Ham => AnsiColor::Green,
        ItemWord::Unsure => AnsiColor::Cyan,
        ItemWord::Spam => AnsiColor::Yellow,
    };
    colour.on_default().bold()
}

/// Writes one comment.
pub(in crate::report) fn write_item(item: &ItemLine, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet::default();
    let head = format!("{}  {}", item.verdict.name().to_uppercase(), fixed(item.probability, 2));
    let id = item.id.as_deref().map_or_else(|| format!("byte {}", item.byte), str::to_owned);
    sheet.apart(0, cell(head).styled(colour(item.verdict)), cell(id).styled(style::FAINT));
    sheet.wrapped(TEXT, &item.account, style::STRONG);
    if !item.text.trim().is_empty() {
        sheet.wrapped(TEXT, &format!("“{}”", item.text.trim()), style::PLAIN);
    }
    if item.verdict != ItemWord::Ham {
        let (others, speaking): (Vec<&ItemFindingLine>, Vec<&ItemFindingLine>) =
            item.findings.iter().chain(&item.in_favour).partition(|finding| finding.spoken_for_by.is_some());
        speaking.iter().for_each(|finding| sheet.labelled(TEXT, &signed(finding.decibans), REASON, &reason(finding)));
        for line in item.bill.iter().filter(|line| !is_rule(item, &line.label)) {
            sheet.labelled(TEXT, &signed(line.decibans), REASON, &line.label);
        }
        if let Some(learned) = &item.learned {
            let words: Vec<String> = learned.words.iter().map(|(word, weight)| format!("{word} {}", signed(*weight))).collect();
            let words = learned.abstains.clone().unwrap_or_else(|| words.join(", "));
            sheet.labelled(TEXT, "", REASON, &format!("learned: {words}"));
        }
        sheet.labelled(TEXT, "=", REASON, &format!("{} decibans", signed(item.decibans)));
        let excuses = speaking.iter().filter_map(|finding| finding.innocent.first()).take(EXCUSES);
        for (index, excuse) in excuses.enumerate() {
            sheet.labelled(TEXT, if index == 0 { "or it is" } else { "" }, REASON, excuse);
        }
        if !others.is_empty() {
            let rules: Vec<&str> = others.iter().map(|finding| finding.rule.as_str()).collect();
            sheet.labelled(TEXT, "also", REASON, &rules.join(", "));
        }
        if let Some(ring) = &item.ring {
            sheet.labelled(TEXT, "ring", REASON, ring);
        }
    }
    sheet.blank();
    out.write_all(sheet.into_text().as_bytes())
}

/// Whether a line of the bill is a rule's, which stands there already.
fn is_rule(item: &ItemLine, label: &str) -> bool {
    item.findings.iter().chain(&item.in_favour).any(|finding| finding.title == label)
}

fn signed(decibans: f64) -> String {
    if decibans < 0.0 { format!("−{}", fixed(-decibans, 1)) } else { format!("+{}", fixed(decibans, 1)) }
}

fn reason(finding: &ItemFindingLine) -> String {
    let mut reason = format!("{}: {}", finding.title, finding.says);
    if !finding.words.is_empty() {
        let words: Vec<String> = finding.words.iter().map(|word| format!("“{word}”")).collect();
        reason.push_str(&format!(": {}", words.join(", ")));
    }
    reason.push_str(&format!(" ({})", finding.rule));
    reason
}

/// Writes rings and totals.
pub(in crate::report) fn write_end(rings: &[RingLine], summary: &RunLine, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet::default();
    if !rings.is_empty() {
        rings::write_head(&mut sheet);
        rings.iter().for_each(|ring| rings::write(&mut sheet, ring));
    }
    run::write(&mut sheet, summary);
    sheet.paragraph(
        2,
        "A verdict is about the comment, never about the person; `fineness rules explain ID` tells what a rule asks and what else could \
         explain it.",
    );
    out.write_all(sheet.into_text().as_bytes())?;
    out.flush()
}
