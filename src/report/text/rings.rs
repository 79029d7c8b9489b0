//! Rings and leads: accounts that share more than chance explains.

use super::sheet::{Sheet, cell};
use super::style;
use crate::report::RingLine;
use crate::report::number::count;
use crate::report::words::{RINGS, counted, listed, tier, weight};

/// Members and pieces of evidence that a ring shows.
const MEMBERS: usize = 40;
const EVIDENCE: usize = 10;
/// Characters of one piece of evidence.
const WORDS: usize = 400;
/// Where the text of a ring starts after a label.
const LABELLED: usize = 16;

pub(super) fn write_head(sheet: &mut Sheet) {
    sheet.heading("RINGS", "");
    sheet.paragraph(2, RINGS);
}

pub(super) fn write(sheet: &mut Sheet, ring: &RingLine) {
    sheet.blank();
    let size = format!("{}, {}", counted(ring.members.len() as u64, "account"), counted(ring.items as u64, "occasion"));
    sheet.apart(2, cell(format!("{}  {}", ring.ring, tier(ring))).styled(style::STRONG), cell(size));
    sheet.paragraph(4, &ring.says);
    sheet.labelled(4, "members", LABELLED, &listed(&ring.members, MEMBERS));
    for (index, shared) in ring.evidence.iter().take(EVIDENCE).enumerate() {
        let shared: String = shared.chars().take(WORDS).collect();
        sheet.labelled(4, if index == 0 { "together" } else { "" }, LABELLED, &format!("• {shared}"));
    }
    if ring.evidence.len() > EVIDENCE {
        sheet.paragraph(LABELLED, &format!("and {} more", count((ring.evidence.len() - EVIDENCE) as u64)));
    }
    sheet.labelled(4, "weight", LABELLED, &weight(ring));
    for (index, innocent) in ring.innocent.iter().enumerate() {
        sheet.labelled(4, if index == 0 { "may also be" } else { "" }, LABELLED, innocent);
    }
}
