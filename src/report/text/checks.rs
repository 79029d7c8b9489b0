//! What was looked for and not found, and what could not be looked for.

use super::sheet::Sheet;
use crate::report::number::count;
use crate::score::Verdict;

/// The longest rule id that keeps the reasons in one column.
const LONGEST: usize = 24;

pub(super) fn write(sheet: &mut Sheet, verdict: &Verdict) {
    if !verdict.passed.is_empty() {
        sheet.heading("CHECKED, AND NOTHING FOUND", &rules(verdict.passed.len()));
        sheet.paragraph(2, &verdict.passed.join(" · "));
    }
    if !verdict.not_assessed.is_empty() {
        sheet.heading("NOT ASSESSED", &rules(verdict.not_assessed.len()));
        let longest = verdict.not_assessed.iter().map(|missing| missing.rule.chars().count()).max().unwrap_or(0).min(LONGEST);
        for missing in &verdict.not_assessed {
            if missing.rule.chars().count() > longest {
                sheet.paragraph(2, &missing.rule);
                sheet.paragraph(4 + longest, &missing.why);
            } else {
                sheet.labelled(2, &missing.rule, 4 + longest, &missing.why);
            }
        }
    }
}

fn rules(number: usize) -> String {
    if number == 1 { "1 rule".to_owned() } else { format!("{} rules", count(number as u64)) }
}
