//! Rings and leads: accounts that share more than chance explains.

use super::sheet::{Sheet, cell};
use super::style;
use crate::report::RingLine;
use crate::report::number::{count, fixed, p_value};

/// Members and pieces of evidence that a ring shows.
const MEMBERS: usize = 40;
const EVIDENCE: usize = 10;
/// Characters of one piece of evidence.
const WORDS: usize = 400;
/// Where the text of a ring starts after a label.
const LABELLED: usize = 16;

pub(super) fn write_head(sheet: &mut Sheet) {
    sheet.heading("RINGS", "");
    sheet.paragraph(
        2,
        "Accounts that act together more than chance explains. `proven` was confirmed on occasions that had no part in finding it; \
         `lead` is worth a look, is no proof and costs nothing. Friends, colleagues and members of one club act together too.",
    );
}

pub(super) fn write(sheet: &mut Sheet, ring: &RingLine) {
    sheet.blank();
    let size = format!("{} accounts, {} occasions", count(ring.members.len() as u64), count(ring.items as u64));
    let tier = if ring.known_group.is_some() { "declared" } else { &ring.tier };
    sheet.apart(2, cell(format!("{}  {tier}", ring.ring)).styled(style::STRONG), cell(size));
    sheet.paragraph(4, &ring.says);
    sheet.labelled(4, "members", LABELLED, &listed(&ring.members, MEMBERS));
    for (index, shared) in ring.evidence.iter().take(EVIDENCE).enumerate() {
        let shared: String = shared.chars().take(WORDS).collect();
        sheet.labelled(4, if index == 0 { "together" } else { "" }, LABELLED, &format!("• {shared}"));
    }
    if ring.evidence.len() > EVIDENCE {
        sheet.paragraph(LABELLED, &format!("and {} more", count((ring.evidence.len() - EVIDENCE) as u64)));
    }
    let mut weight = format!("{} bits; each halves how likely this is by chance", fixed(ring.bits, 1));
    if let Some(p) = ring.p_value {
        weight.push_str(&format!("; p-value {}", p_value(p)));
    }
    sheet.labelled(4, "weight", LABELLED, &weight);
    for (index, innocent) in ring.innocent.iter().enumerate() {
        sheet.labelled(4, if index == 0 { "may also be" } else { "" }, LABELLED, innocent);
    }
}

fn listed(members: &[String], most: usize) -> String {
    let shown = members.iter().take(most).map(String::as_str).collect::<Vec<_>>().join(", ");
    match members.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} and {} more", count(more as u64)),
    }
}
