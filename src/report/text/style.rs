//! The few styles of a text report. What they say stands in words beside them, so a report without them says the same.

use anstyle::{AnsiColor, Style};

use crate::score::Word;

/// Running text.
pub(super) const PLAIN: Style = Style::new();
/// Heads of sections.
pub(super) const HEADING: Style = Style::new().bold();
/// Titles and results.
pub(super) const STRONG: Style = Style::new().bold();
/// Labels, notes and rules.
pub(super) const FAINT: Style = Style::new().dimmed();
/// What takes from the score.
pub(super) const TAKEN: Style = AnsiColor::Yellow.on_default();
/// What is left of it.
pub(super) const LEFT: Style = AnsiColor::Cyan.on_default();

/// How a verdict is written. Nothing is alarm red: a verdict is a reading of numbers.
pub(super) fn verdict(word: Word) -> Style {
    let color = match word {
        Word::Clear => AnsiColor::Green,
        Word::Insufficient | Word::Scheduled | Word::DeclaredAutomation => AnsiColor::Cyan,
        Word::Undecided | Word::Automated | Word::Gamed | Word::Coordinated | Word::Spam => AnsiColor::Yellow,
    };
    color.on_default().bold()
}
