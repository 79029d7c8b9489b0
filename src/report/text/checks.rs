//! What was looked for and not found, and what could not be looked for.

use super::sheet::Sheet;
use crate::report::AccountLine;
use crate::report::words::counted;

/// The longest rule id that keeps the reasons in one column.
const LONGEST: usize = 24;

pub(super) fn write(sheet: &mut Sheet, verdict: &AccountLine) {
    if !verdict.passed.is_empty() {
        sheet.heading("CHECKED, AND NOTHING FOUND", &counted(verdict.passed.len() as u64, "rule"));
        sheet.paragraph(2, &verdict.passed.join(" · "));
    }
    if !verdict.not_assessed.is_empty() {
        sheet.heading("NOT ASSESSED", &counted(verdict.not_assessed.len() as u64, "rule"));
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
